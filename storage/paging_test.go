package storage_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dateline/feeds"
	"dateline/storage"
)

// flow is a store into which items keep coming, some at the same date.
type flow struct {
	*storage.Store
	items int
}

func (f *flow) come(t *rapid.T, n int) {
	for range n {
		f.items++
		it := story("alpha", f.items, "malaysia")
		it.Published = start.Add(-time.Duration(rapid.IntRange(0, 9).Draw(t, "hours")) * time.Hour)
		it.Language = rapid.SampledFrom([]string{"", "en", "ms"}).Draw(t, "language")
		_, err := f.Merge(t.Context(), visit("alpha", start, it))
		must(t, err)
	}
}

func drawSpan(t *rapid.T) feeds.Query {
	var q feeds.Query
	at := func(label string) time.Time {
		return start.Add(-time.Duration(rapid.IntRange(0, 18).Draw(t, label))*30*time.Minute + time.Duration(rapid.IntRange(-1, 1).Draw(t, "nano")))
	}
	if rapid.Bool().Draw(t, "has since") {
		q.Since = at("since")
	}
	if rapid.Bool().Draw(t, "has before") {
		q.Before = at("before")
	}
	q.Languages.In = rapid.SampledFrom([][]string{nil, {"en"}, {"en", "ms"}}).Draw(t, "languages")
	return q
}

// TestPaging wants who goes from page to page to see every entry that was there
// when they began, once and in order, whatever comes meanwhile.
func TestPaging(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := &flow{Store: opened(t)}
		defer func() { must(t, f.Close()) }()
		f.NoStories()
		f.come(t, rapid.IntRange(0, 12).Draw(t, "at first"))
		q := drawSpan(t)
		want := wantedOf(t, f.Store, q)
		sel := feeds.Selection{Query: q, Limit: rapid.IntRange(1, 4).Draw(t, "limit"), Expanded: rapid.Bool().Draw(t, "expanded")}
		var got []feeds.Position
		for {
			page, err := f.Select(t.Context(), "malaysia", sel)
			must(t, err)
			for _, e := range page.Entries {
				got = append(got, e.Position())
			}
			if page.Next.IsZero() {
				break
			}
			if len(page.Entries) != sel.Limit {
				t.Fatalf("a page of %d entries is followed by another", len(page.Entries))
			}
			sel.Query.After = page.Next
			f.come(t, rapid.IntRange(0, 2).Draw(t, "meanwhile"))
		}
		for i := range got[min(1, len(got)):] {
			if !got[i].IsBefore(got[i+1]) {
				t.Fatalf("out of order or twice: %v", got)
			}
		}
		for _, p := range want {
			if !slices.Contains(got, p) {
				t.Fatalf("%v was there and was not seen: %v", p, got)
			}
		}
	})
}

// wantedOf asks each entry of Malaysia, without the store's help.
func wantedOf(t *rapid.T, s *storage.Store, q feeds.Query) []feeds.Position {
	page, err := s.Latest(t.Context(), "malaysia", 1000)
	must(t, err)
	var want []feeds.Position
	for _, e := range page.Entries {
		if q.Wants(e) {
			want = append(want, e.Position())
		}
	}
	return want
}

// A page is followed by another only if something that is wanted follows; a
// story is where its key is.
func TestNext(t *testing.T) {
	s := open(t)
	for _, v := range papers(2) {
		merge(t, s, v, feeds.Tally{New: 1})
	}
	for i := range 3 {
		merge(t, s, visit("alpha", start, story("alpha", i+1)), feeds.Tally{New: 1})
	}
	for _, tt := range []struct {
		expanded bool
		shown    int
	}{{false, 4}, {true, 5}} {
		for limit := 1; limit <= tt.shown+1; limit++ {
			page, err := s.Select(t.Context(), feeds.World, feeds.Selection{Limit: limit, Expanded: tt.expanded})
			if err != nil {
				t.Fatal(err)
			}
			var want feeds.Position
			if limit < tt.shown {
				want = page.Entries[limit-1].Position()
			}
			equal(t, fmt.Sprint(limit, " of ", tt.shown), want, page.Next)
		}
		last := feeds.Selection{Limit: 9, Expanded: tt.expanded}
		page, err := s.Select(t.Context(), feeds.World, last)
		if err != nil {
			t.Fatal(err)
		}
		for i, e := range page.Entries {
			last.Query.After = e.Position()
			rest, err := s.Select(t.Context(), feeds.World, last)
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "what follows "+e.Title, titles(page.Entries[i+1:]), titles(rest.Entries))
		}
	}
}
