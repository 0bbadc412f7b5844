package storage_test

import (
	"fmt"
	"testing"
	"time"

	"dateline/feeds"
)

// The complaints about wrong dates and order: see field_test.go.
func TestFieldBacklog(t *testing.T) {
	t.Run("20 FreshRSS#2083 a new source floods the top", func(t *testing.T) {
		s := open(t)
		var news, backlog []feeds.Item
		for i := range 10 {
			news = append(news, story("alpha", i))
			for j := range 5 {
				backlog = append(backlog, with(story("beta", 10*i+j), func(it *feeds.Item) { it.Published = start.Add(-time.Duration(10*i+j+1) * 24 * time.Hour) }))
			}
		}
		read(t, s, "alpha", 0, 10, news...)
		was := latest(t, s, feeds.World)
		read(t, s, "beta", 1, 50, backlog...)
		now := latest(t, s, feeds.World).Entries
		equal(t, "the top", titles(was.Entries), titles(now[:10]))
		for i, e := range now[1:] {
			if e.Date.After(now[i].Date) {
				t.Errorf("%q of %s comes after %q of %s", e.Title, e.Date, now[i].Title, now[i].Date)
			}
		}
		// Who pages by what is appended gets all of it, at the end.
		changes, err := s.Changes(t.Context(), was.Head.Seq, 100)
		if err != nil || len(changes) != 50 {
			t.Errorf("%d changes, %v", len(changes), err)
		}
	})
	t.Run("21 FreshRSS#2596 #3204 #4405 sort by what the publisher says", func(t *testing.T) {
		s := open(t)
		read(t, s, "alpha", 0, 3, story("alpha", 10), story("alpha", 20), story("alpha", 30))
		// Found days later, and last week's.
		read(t, s, "beta", 72, 2, story("beta", 15), story("beta", 25))
		equal(t, "order", []string{"Story 10", "Story 15", "Story 20", "Story 25", "Story 30"}, shown(t, s))
		// The same archive once more, all dated today by a new generator.
		again := []feeds.Item{story("beta", 15), story("beta", 25)}
		for i := range again {
			again[i].Published = start.Add(96 * time.Hour)
		}
		read(t, s, "beta", 97, 0, again...)
		equal(t, "order", []string{"Story 10", "Story 15", "Story 20", "Story 25", "Story 30"}, shown(t, s))
	})
}

func TestFieldFuture(t *testing.T) {
	ahead := func(source string, days int) feeds.Item {
		return with(story(source, 0), func(it *feeds.Item) {
			it.Title, it.Published = fmt.Sprintf("In %d days", days), start.Add(time.Duration(days)*24*time.Hour)
		})
	}
	t.Run("22 blaggregator#114 a future post is stuck on top", func(t *testing.T) {
		s := open(t)
		read(t, s, "alpha", 0, 1, ahead("alpha", 3))
		read(t, s, "beta", 1, 1, story("beta", -30))
		equal(t, "order", []string{"Story -30", "In 3 days"}, shown(t, s))
		// Nor does it jump up when its day comes.
		read(t, s, "beta", 71, 1, story("beta", -70*60))
		read(t, s, "alpha", 73, 0, ahead("alpha", 3))
		equal(t, "order", []string{"Story -4200", "Story -30", "In 3 days"}, shown(t, s))
	})
	t.Run("23 engblogs#13 years ahead", func(t *testing.T) {
		s := open(t)
		read(t, s, "alpha", 0, 1, ahead("alpha", 3650))
		for hour := range 5 {
			read(t, s, "beta", hour+1, 1, story("beta", -60*(hour+1)))
		}
		equal(t, "last", "In 3650 days", shown(t, s)[5])
		equal(t, "date", start, latest(t, s, feeds.World).Entries[5].Date)
	})
	t.Run("25 NetNewsWire#5217 events are in the future by right", func(t *testing.T) {
		s := open(t)
		v := visit("events", start, ahead("events", 2), story("events", 5))
		v.Source.Waits = true
		merge(t, s, v, feeds.Tally{New: 1, Known: 1})
		equal(t, "before", []string{"Story 5"}, shown(t, s))
		v.At = start.Add(49 * time.Hour)
		merge(t, s, v, feeds.Tally{New: 1, Known: 1})
		e := latest(t, s, feeds.World).Entries[0]
		if e.Title != "In 2 days" || !e.Date.Equal(start.Add(48*time.Hour)) {
			t.Errorf("then: %q of %s", e.Title, e.Date)
		}
		// Another source's events are shown at once, under their own dates.
		read(t, s, "calendar", 50, 1, with(ahead("calendar", 9), func(it *feeds.Item) { it.GUID = "c" }))
		e = latest(t, s, feeds.World).Entries[0]
		if e.Title != "In 9 days" || !e.Published.Equal(start.Add(9*24*time.Hour)) || !e.Date.Equal(start.Add(50*time.Hour)) {
			t.Errorf("at once: %q, published %s, of %s", e.Title, e.Published, e.Date)
		}
	})
	t.Run("26 selfoss#1452 a date is not replaced", func(t *testing.T) {
		s := open(t)
		read(t, s, "alpha", 0, 1, ahead("alpha", 3))
		for _, hour := range []int{1, 71, 73, 500} {
			read(t, s, "alpha", hour, 0, ahead("alpha", 3))
			e := only(t, s)
			if want := start.Add(72 * time.Hour); !e.Published.Equal(want) || !e.Carriers[0].Published.Equal(want) || !e.Date.Equal(start) {
				t.Errorf("hour %d: published %s, ordered by %s", hour, e.Published, e.Date)
			}
		}
	})
}
