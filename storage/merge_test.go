package storage_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/storage"
)

func sorted(s []string) []string { return slices.Sorted(slices.Values(s)) }

// with returns an item with something changed.
func with(it feeds.Item, change func(*feeds.Item)) feeds.Item {
	change(&it)
	return it
}

// TestIdentity merges visits one after another, an hour apart, and wants
// these items in the world, by title.
func TestIdentity(t *testing.T) {
	one := story("alpha", 1, "malaysia")
	type step struct {
		source string
		items  []feeds.Item
		want   feeds.Tally
	}
	tests := []struct {
		name  string
		steps []step
		want  []string
	}{
		{"guid changes", []step{
			{"alpha", []feeds.Item{one}, feeds.Tally{New: 1}},
			{"alpha", []feeds.Item{with(one, func(it *feeds.Item) { it.GUID = "other" })}, feeds.Tally{Known: 1}},
			// Now both guids lead there, also when the link changes.
			{"alpha", []feeds.Item{with(one, func(it *feeds.Item) { it.GUID = "other"; it.Link = "https://alpha.example/moved/1" })}, feeds.Tally{Changed: 1}},
			{"alpha", []feeds.Item{with(one, func(it *feeds.Item) { it.Link = "https://alpha.example/moved/1" })}, feeds.Tally{Known: 1}},
		}, []string{"Story 1"}},
		{"link changes", []step{
			{"alpha", []feeds.Item{one}, feeds.Tally{New: 1}},
			{"alpha", []feeds.Item{with(one, func(it *feeds.Item) { it.Link = "https://alpha.example/moved/1" })}, feeds.Tally{Changed: 1}},
			// The new link is an alias, also for others.
			{"beta", []feeds.Item{with(one, func(it *feeds.Item) { it.GUID = "b"; it.Link = "http://www.alpha.example/moved/1?utm_source=b" })}, feeds.Tally{Changed: 1}},
			{"gamma", []feeds.Item{with(one, func(it *feeds.Item) { it.GUID = "" })}, feeds.Tally{Changed: 1}},
		}, []string{"Story 1"}},
		{"guid and link change, title and date stay: another item", []step{
			{"alpha", []feeds.Item{one}, feeds.Tally{New: 1}},
			{"alpha", []feeds.Item{with(one, func(it *feeds.Item) { it.GUID = "other"; it.Link = "https://alpha.example/moved/1" })}, feeds.Tally{New: 1}},
		}, []string{"Story 1", "Story 1"}},
		{"guid reused for something else", []step{
			{"alpha", []feeds.Item{one}, feeds.Tally{New: 1}},
			{"alpha", []feeds.Item{with(story("alpha", 2), func(it *feeds.Item) { it.GUID = one.GUID })}, feeds.Tally{New: 1}},
			{"alpha", []feeds.Item{with(story("alpha", 2), func(it *feeds.Item) { it.GUID = one.GUID })}, feeds.Tally{Known: 1}},
			{"alpha", []feeds.Item{one}, feeds.Tally{Known: 1}},
		}, []string{"Story 1", "Story 2"}},
		{"one guid for all", []step{
			{"alpha", []feeds.Item{one, with(story("alpha", 2), func(it *feeds.Item) { it.GUID = one.GUID })}, feeds.Tally{New: 2}},
			{"alpha", []feeds.Item{one, with(story("alpha", 2), func(it *feeds.Item) { it.GUID = one.GUID })}, feeds.Tally{Known: 2}},
			{"alpha", []feeds.Item{with(story("alpha", 2), func(it *feeds.Item) { it.GUID = one.GUID })}, feeds.Tally{Known: 1}},
			{"alpha", []feeds.Item{one}, feeds.Tally{Known: 1}},
		}, []string{"Story 1", "Story 2"}},
		{"two items that at times appear alone under their guid stay two", []step{
			{"alpha", []feeds.Item{one}, feeds.Tally{New: 1}},
			{"alpha", []feeds.Item{one, with(one, func(it *feeds.Item) { it.Link = "https://alpha.example/news/2" })}, feeds.Tally{New: 1, Known: 1}},
			{"alpha", []feeds.Item{with(one, func(it *feeds.Item) { it.Link = "https://alpha.example/news/2" })}, feeds.Tally{Known: 1}},
			{"alpha", []feeds.Item{one}, feeds.Tally{Known: 1}},
		}, []string{"Story 1", "Story 1"}},
		{"same link in two sources", []step{
			{"alpha", []feeds.Item{one}, feeds.Tally{New: 1}},
			{"beta", []feeds.Item{with(one, func(it *feeds.Item) { it.GUID = "b"; it.Title = "Beta's words" })}, feeds.Tally{Changed: 1}},
			{"beta", []feeds.Item{with(one, func(it *feeds.Item) { it.GUID = "b"; it.Title = "Beta's words" })}, feeds.Tally{Known: 1}},
			{"alpha", []feeds.Item{one}, feeds.Tally{Known: 1}},
		}, []string{"Story 1"}},
		{"same guid in two sources, other links: two items", []step{
			{"alpha", []feeds.Item{with(one, func(it *feeds.Item) { it.GUID = "1" })}, feeds.Tally{New: 1}},
			{"beta", []feeds.Item{with(story("beta", 2), func(it *feeds.Item) { it.GUID = "1" })}, feeds.Tally{New: 1}},
		}, []string{"Story 1", "Story 2"}},
		{"twice in one visit: the first counts, at every visit", []step{
			{"alpha", []feeds.Item{one, with(one, func(it *feeds.Item) { it.Title = "Again"; it.GUID = "again" })}, feeds.Tally{New: 1, Known: 1}},
			{"alpha", []feeds.Item{one, with(one, func(it *feeds.Item) { it.Title = "Again"; it.GUID = "again" })}, feeds.Tally{Known: 2}},
			{"alpha", []feeds.Item{one, one, one}, feeds.Tally{Known: 3}},
		}, []string{"Story 1"}},
		{"a link that is the channel's tells nothing", []step{
			{"alpha", []feeds.Item{
				{GUID: "1", Title: "A", Link: "https://alpha.example/"},
				{GUID: "2", Title: "B", Link: "https://alpha.example/"},
				{Title: "C", Link: "https://alpha.example/"},
				{Title: "D"},
			}, feeds.Tally{New: 4}},
			{"alpha", []feeds.Item{
				{Title: "D"},
				{GUID: "2", Title: "B", Link: "https://alpha.example/"},
				{GUID: "1", Title: "A changed", Link: "https://alpha.example/"},
			}, feeds.Tally{Changed: 1, Known: 2}},
		}, []string{"A changed", "B", "C", "D"}},
		{"wording there and back", []step{
			{"alpha", []feeds.Item{one}, feeds.Tally{New: 1}},
			{"alpha", []feeds.Item{with(one, func(it *feeds.Item) { it.Title = "New words" })}, feeds.Tally{Changed: 1}},
			{"alpha", []feeds.Item{one}, feeds.Tally{Changed: 1}},
		}, []string{"Story 1"}},
		{"wording there and back under two guids", []step{
			{"alpha", []feeds.Item{one}, feeds.Tally{New: 1}},
			{"alpha", []feeds.Item{with(one, func(it *feeds.Item) { it.GUID = "b"; it.Title = "New words" })}, feeds.Tally{Changed: 1}},
			{"alpha", []feeds.Item{one}, feeds.Tally{Changed: 1}},
			{"alpha", []feeds.Item{with(one, func(it *feeds.Item) { it.GUID = "b"; it.Title = "New words" })}, feeds.Tally{Changed: 1}},
		}, []string{"New words"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := open(t)
			for i, st := range tt.steps {
				t.Logf("step %d", i+1)
				merge(t, s, visit(st.source, start.Add(time.Duration(i)*time.Hour), st.items...), st.want)
			}
			equal(t, "titles", tt.want, sorted(titles(latest(t, s, feeds.World).Entries)))
		})
	}
}

// TestRandomGUIDs wants a publisher that makes up a guid at each visit to be
// known by its links, and to fill no store.
func TestRandomGUIDs(t *testing.T) {
	s := open(t)
	it := story("alpha", 1)
	merge(t, s, visit("alpha", start, it), feeds.Tally{New: 1})
	var before uint64
	for i := range 40 {
		if i == 20 {
			before = s.Writes()
		}
		it.GUID = strings.Repeat("x", i+1)
		merge(t, s, visit("alpha", start, it), feeds.Tally{Known: 1})
	}
	if n := s.Writes() - before; n != 20 {
		t.Errorf("%d transactions for 20 visits", n)
	}
	for i := range 40 {
		it.Link = "https://alpha.example/news/1/" + strings.Repeat("x", i)
		it.GUID = "x"
		merge(t, s, visit("alpha", start.Add(time.Duration(i)*10*time.Hour), it), feeds.Tally{Changed: 1})
	}
	only(t, s)
}

// TestRestless wants an item that changes at every visit to be told about a few
// times, and what it says last to come through in the end.
func TestRestless(t *testing.T) {
	s := open(t)
	it := story("alpha", 1)
	merge(t, s, visit("alpha", start, it), feeds.Tally{New: 1})
	changed := 0
	at := start
	for i := range 100 {
		at = at.Add(5 * time.Minute)
		it.Title = fmt.Sprintf("Take %d", i)
		v := visit("alpha", at, it)
		v.State.ETag = `"1"`
		tally, err := s.Merge(t.Context(), v)
		if err != nil {
			t.Fatal(err)
		}
		changed += tally.Changed
		if st, err := s.State(t.Context(), "alpha"); err != nil || (st.ETag == "") != (tally.Changed == 0) {
			t.Fatalf("visit %d: changed %d, validators %q: %v", i, tally.Changed, st.ETag, err)
		}
	}
	if changed < 5 || changed > 12 {
		t.Errorf("%d changes told in eight hours", changed)
	}
	merge(t, s, visit("alpha", at.Add(8*time.Hour), it), feeds.Tally{Changed: 1})
	e := only(t, s)
	if e.Title != "Take 99" || e.Revision != changed+2 {
		t.Errorf("%q, revision %d after %d changes", e.Title, e.Revision, changed+1)
	}
	rs := e.Carriers[0].Revisions
	if last := rs[len(rs)-1]; last.Title != "Take 99" || last.Number != e.Revision || len(rs) > feeds.MaxRevisions {
		t.Errorf("%d revisions, the last one %+v", len(rs), last)
	}
}

// TestVersions wants a version for each source, and the best one published.
func TestVersions(t *testing.T) {
	s := open(t)
	ctx := context.Background()
	if err := s.SetSources(ctx, []feeds.Source{{ID: "alpha", Name: "Alpha", Rank: 1}, {ID: "beta", Name: "Beta", Rank: 2}}); err != nil {
		t.Fatal(err)
	}
	a := story("alpha", 1, "malaysia")
	b := with(a, func(it *feeds.Item) { it.GUID, it.Title = "b", "Beta's words" })
	merge(t, s, visit("alpha", start, a), feeds.Tally{New: 1})
	id := only(t, s).ID
	merge(t, s, visit("beta", start.Add(time.Hour), b), feeds.Tally{Changed: 1})
	e := only(t, s)
	if e.ID != id || e.Title != "Beta's words" || !e.Received.Equal(start) {
		t.Errorf("published %s %q, received %s", e.ID, e.Title, e.Received)
	}
	equal(t, "carriers", []string{"beta", "alpha"}, carriers(e))
	// A change in the lesser wording is stored, and nobody is told.
	a.Title = "Alpha's new words"
	head := latest(t, s, feeds.World).Head
	merge(t, s, visit("alpha", start.Add(2*time.Hour), a), feeds.Tally{Known: 1})
	equal(t, "head", head, latest(t, s, feeds.World).Head)
	if err := s.SetSources(ctx, []feeds.Source{{ID: "alpha", Name: "Alpha", Rank: 3}, {ID: "beta", Name: "Beta", Rank: 2}}); err != nil {
		t.Fatal(err)
	}
	if e := only(t, s); e.Title != "Alpha's new words" || e.Revision != 2 {
		t.Errorf("published %q, revision %d", e.Title, e.Revision)
	}
	if latest(t, s, feeds.World).Head == head {
		t.Error("the head does not tell that sources rank anew")
	}
}

// TestDates wants Published, Received and Modified to be what the package
// comment of feeds says.
func TestDates(t *testing.T) {
	day := 24 * time.Hour
	tests := []struct {
		name               string
		published, updated time.Time
		date, modified     time.Time
	}{
		{"undated", time.Time{}, time.Time{}, start, start},
		{"dated", start.Add(-day), time.Time{}, start.Add(-day), start.Add(-day)},
		{"updated", start.Add(-day), start.Add(-time.Hour), start.Add(-day), start.Add(-time.Hour)},
		{"future", start.Add(day), start.Add(day), start, start},
		{"updated before published", start.Add(-day), start.Add(-2 * day), start.Add(-day), start.Add(-day)},
		{"year 1", time.Date(1, 1, 1, 0, 0, 1, 0, time.UTC), time.Time{}, time.Date(1, 1, 1, 0, 0, 1, 0, time.UTC), time.Date(1, 1, 1, 0, 0, 1, 0, time.UTC)},
		{"year 9999", time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC), time.Time{}, start, start},
		{"fraction and zone", start.Add(-day + 123456789).In(time.FixedZone("", 3600)), time.Time{}, start.Add(-day), start.Add(-day)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := open(t)
			it := feeds.Item{Link: "https://alpha.example/1", GUID: "1", Title: "One", Published: tt.published, Updated: tt.updated}
			merge(t, s, visit("alpha", start, it), feeds.Tally{New: 1})
			e := only(t, s)
			equal(t, "date", tt.date, e.Date)
			equal(t, "modified", tt.modified, e.Modified)
			equal(t, "received", start, e.Received)
			// A true change moves Modified only; a bumped date nothing.
			it.Title, it.Published, it.Updated = "Two", start.Add(2*day), time.Time{}
			merge(t, s, visit("alpha", start.Add(3*day), it), feeds.Tally{Changed: 1})
			e = only(t, s)
			if !tt.published.IsZero() {
				equal(t, "date after a change", tt.date, e.Date)
			}
			equal(t, "modified after a change", start.Add(3*day), e.Modified)
			// The source's own word for when, if it can be.
			it.Title, it.Updated = "Three", start.Add(4*day)
			merge(t, s, visit("alpha", start.Add(5*day), it), feeds.Tally{Changed: 1})
			equal(t, "modified as told", start.Add(4*day), only(t, s).Modified)
			if r := only(t, s).Revision; r != 3 {
				t.Errorf("revision %d, want 3", r)
			}
		})
	}
}

// TestMoves wants an item to leave regions it is no longer about, and those
// regions to be told.
func TestMoves(t *testing.T) {
	s := open(t)
	merge(t, s, visit("alpha", start, story("alpha", 1, "malaysia")), feeds.Tally{New: 1})
	moved := story("alpha", 1, "europe")
	moved.Title = "Elsewhere"
	before := latest(t, s, "malaysia").Head
	merge(t, s, visit("alpha", start.Add(time.Hour), moved), feeds.Tally{Changed: 1})
	if p := latest(t, s, "malaysia"); len(p.Entries) != 0 || p.Head.Seq <= before.Seq || !p.Head.Modified.Equal(start.Add(time.Hour)) {
		t.Errorf("malaysia: %d entries, head %+v", len(p.Entries), p.Head)
	}
	if n := len(latest(t, s, "europe").Entries); n != 1 {
		t.Errorf("europe: %d entries", n)
	}
	counts, err := s.Counts(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "counts", []feeds.Count{
		{Slug: "europe", Items: 1, Newest: moved.Published}, {Slug: "world", Items: 1, Newest: moved.Published},
	}, counts)
	changes, err := s.Changes(context.Background(), 1, 10)
	if err != nil {
		t.Fatal(err)
	}
	if len(changes) != 1 || changes[0].What != feeds.Changed || !slices.Contains(changes[0].Regions, "malaysia") || !slices.Contains(changes[0].Regions, "europe") {
		t.Errorf("changes: %+v", changes)
	}
}

// TestBatches wants a visit of many batches to be whole, and a canceled one to
// leave its state as it was.
func TestBatches(t *testing.T) {
	s := open(t)
	s.SetBatchBytes(2000)
	v := crowd("alpha", start, 0, 60)
	ctx := &canceledAfter{Context: context.Background(), n: 30}
	if _, err := s.Merge(ctx, v); !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v, want canceled", err)
	}
	check(t, s)
	if state, err := s.State(context.Background(), "alpha"); err != nil || state.ETag != "" {
		t.Errorf("state %+v, %v: ahead of the items", state, err)
	}
	n := len(latest(t, s, feeds.World).Entries)
	if n == 0 || n >= 30 {
		t.Errorf("%d of 30 items stored, want some: batches are whole", n)
	}
	merge(t, s, v, feeds.Tally{New: 60 - n, Known: n})
}

// canceledAfter is canceled from the nth time on that it is asked.
type canceledAfter struct {
	context.Context
	n int
}

func (c *canceledAfter) Err() error {
	c.n--
	if c.n < 0 {
		return context.Canceled
	}
	return c.Context.Err()
}

// TestHugeItem wants one that was made to harm to be left out and the others
// stored, and a very long one to be kept.
func TestHugeItem(t *testing.T) {
	s := openWith(t, storage.Options{Dir: t.TempDir()})
	huge, long := story("alpha", 1), story("alpha", 2)
	huge.Content = strings.Repeat("x", 5<<20)
	long.Content = article(7, 300_000)
	merge(t, s, visit("alpha", start, huge, long, story("alpha", 3)), feeds.Tally{New: 2})
	es := latest(t, s, feeds.World).Entries
	equal(t, "titles", []string{"Story 2", "Story 3"}, titles(es))
	if es[0].Content != long.Content {
		t.Errorf("%d bytes of %d", len(es[0].Content), len(long.Content))
	}
}
