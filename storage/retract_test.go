package storage_test

import (
	"errors"
	"testing"
	"time"

	"dateline/feeds"
)

// What is retracted leaves every feed, is told of where it was, and comes back
// by no source, guid or link.
func TestRetract(t *testing.T) {
	s := open(t)
	a, b := story("alpha", 1, "malaysia"), story("alpha", 2, "malaysia")
	merge(t, s, visit("alpha", start, a, b), feeds.Tally{New: 2})
	id := latest(t, s, "malaysia").Entries[0].ID
	at := start.Add(time.Hour)
	want := feeds.Retraction{ID: id, At: at, Reason: "libel"}
	for range 2 { // the second time changes nothing
		got, err := s.Retract(t.Context(), id, "libel", at)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "retraction", want, got)
		at = at.Add(time.Minute)
	}
	check(t, s)
	for _, region := range []string{"malaysia", "asia", feeds.World} {
		page := latest(t, s, region)
		equal(t, region, []string{"Story 2"}, titles(page.Entries))
		equal(t, region+" says", []feeds.Retraction{want}, page.Retracted)
	}
	equal(t, "europe says", 0, len(latest(t, s, "europe").Retracted))
	_, err := s.Entry(t.Context(), id)
	gone, ok := errors.AsType[*feeds.RetractedError](err)
	if !ok || gone.Retraction != want || !errors.Is(err, feeds.ErrNotFound) {
		t.Errorf("entry: %v", err)
	}
	changes, err := s.Changes(t.Context(), 2, 10)
	if err != nil || len(changes) != 1 || changes[0].What != feeds.Retracted || changes[0].ID != id {
		t.Errorf("log: %+v, %v", changes, err)
	}
	head := latest(t, s, feeds.World).Head
	again := with(a, func(it *feeds.Item) { it.Title = "Changed" })
	merge(t, s, visit("alpha", at, again, b), feeds.Tally{Known: 2})
	merge(t, s, visit("alpha", at, with(again, func(it *feeds.Item) { it.GUID = "other" })), feeds.Tally{Known: 1})
	merge(t, s, visit("beta", at.Add(800*day), with(a, func(it *feeds.Item) { it.GUID = "b" })), feeds.Tally{Known: 1})
	equal(t, "head", head.Seq, latest(t, s, feeds.World).Head.Seq)
}

// What retention removed can still be kept from coming back; what nobody saw
// cannot. Feeds tell of a retraction for a month.
func TestRetractGone(t *testing.T) {
	s := open(t)
	now := today()
	merge(t, s, visit("alpha", now, story("alpha", 1), story("alpha", 2, "malaysia")), feeds.Tally{New: 2})
	id := latest(t, s, "malaysia").Entries[0].ID
	sweep(t, s, feeds.Retention{PerSource: 1}, now, 1)
	if _, err := s.Entry(t.Context(), id); !errors.Is(err, feeds.ErrNotFound) {
		t.Fatal("the older item stays")
	}
	if _, err := s.Retract(t.Context(), id, "", now); err != nil {
		t.Fatal(err)
	}
	check(t, s)
	merge(t, s, visit("beta", now, with(story("alpha", 2), func(it *feeds.Item) { it.GUID = "b" })), feeds.Tally{Known: 1})
	if _, err := s.Retract(t.Context(), feeds.ID{1}, "", now); !errors.Is(err, feeds.ErrNotFound) {
		t.Errorf("an item nobody saw: %v", err)
	}
	left := only(t, s).ID
	if _, err := s.Retract(t.Context(), left, "", now); err != nil {
		t.Fatal(err)
	}
	equal(t, "told", 1, len(latest(t, s, feeds.World).Retracted))
	merge(t, s, visit("alpha", now.Add(31*day), story("alpha", 3)), feeds.Tally{New: 1})
	equal(t, "told a month later", 0, len(latest(t, s, feeds.World).Retracted))
}

// A source's tombstone takes its own version; the item goes with the last one.
func TestTombstones(t *testing.T) {
	s := open(t)
	a, b := story("alpha", 1, "malaysia"), story("alpha", 2, "malaysia")
	merge(t, s, visit("alpha", start, a, b), feeds.Tally{New: 2})
	merge(t, s, visit("beta", start, with(b, func(it *feeds.Item) { it.GUID = "b" })), feeds.Tally{Changed: 1})
	v := visit("alpha", start.Add(time.Hour))
	v.Tombstones = []feeds.Tombstone{{GUID: "alpha-1", Comment: "wrong"}, {GUID: "alpha-2"}, {GUID: "nobody's"}}
	merge(t, s, v, feeds.Tally{Retracted: 1, Changed: 1})
	merge(t, s, v, feeds.Tally{})
	page := latest(t, s, "malaysia")
	equal(t, "left", []string{"Story 2"}, titles(page.Entries))
	equal(t, "carriers", []string{"beta"}, carriers(page.Entries[0]))
	if len(page.Retracted) != 1 || page.Retracted[0].Reason != "wrong" {
		t.Errorf("told: %+v", page.Retracted)
	}
	v.Items = []feeds.Item{a, b}
	merge(t, s, v, feeds.Tally{Known: 2})
	// What a visit has is not withdrawn by it.
	c := story("alpha", 3)
	v = visit("alpha", start.Add(2*time.Hour), c)
	v.Tombstones = []feeds.Tombstone{{GUID: c.GUID}}
	merge(t, s, v, feeds.Tally{New: 1})
	merge(t, s, v, feeds.Tally{Known: 1})
}
