package storage_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dateline/feeds"
	"dateline/storage"
)

// walk reads an archive back from a document, as RFC 5005 clients do, and wants
// every entry once; the way forward has to lead through the same documents.
func walk(t *rapid.T, s *storage.Store, region string, q feeds.Query, at feeds.Place, last feeds.Month, size int) map[feeds.ID]bool {
	found := map[feeds.ID]bool{}
	for later := (feeds.Place{}); !at.IsZero(); {
		doc, err := s.Archive(context.Background(), region, q, at, last, size)
		must(t, err)
		if len(doc.Entries) > size {
			t.Fatalf("%s: %d entries in %v", region, len(doc.Entries), at)
		}
		for _, e := range doc.Entries {
			if found[e.ID] {
				t.Fatalf("%s: %s stands twice, also in %v", region, e.ID, at)
			}
			found[e.ID] = true
		}
		// What ends in the midst of a document is not what the next one leads to.
		if isOver := !at.Month.Start().After(last.Start()); isOver && !later.IsZero() && doc.Next != later {
			t.Fatalf("%s: after %v comes %v, want %v", region, at, doc.Next, later)
		}
		later = feeds.Place{}
		if !at.Month.Start().After(last.Start()) {
			later = at
		}
		at = doc.Prev
	}
	return found
}

// TestArchiveProperties wants what a feed shows and its archive to be all there
// is, each entry in one document, whatever has happened.
func TestArchiveProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ctx := context.Background()
		s := opened(t)
		defer func() { must(t, s.Close()) }()
		s.SetBatchBytes(rapid.Int64Range(0, 4000).Draw(t, "batch"))
		at := start
		for range rapid.IntRange(1, 12).Draw(t, "events") {
			at = at.Add(time.Duration(rapid.SampledFrom([]int{0, 1, 5, 800}).Draw(t, "hours")) * time.Hour)
			disturb(t, s, at)
		}
		last := feeds.MonthOf(feeds.MonthOf(at).Start().Add(-1))
		size, limit := rapid.IntRange(1, 6).Draw(t, "size"), rapid.IntRange(1, 4).Draw(t, "limit")
		for _, region := range []string{feeds.World, "malaysia", "europe", "asia"} {
			for _, q := range []feeds.Query{{}, {Sources: feeds.Choice{Out: []string{"beta", "s0"}}}} {
				all, err := s.Select(ctx, region, feeds.Selection{Query: q, Limit: 1000})
				must(t, err)
				page, err := s.Select(ctx, region, feeds.Selection{Query: q, Limit: limit})
				must(t, err)
				from, err := s.Archived(ctx, region, q, page.Entries, page.Next.IsZero(), last, size)
				must(t, err)
				found := walk(t, s, region, q, from, last, size)
				for _, e := range page.Entries {
					found[e.ID] = true
				}
				for _, e := range all.Entries {
					if !found[e.ID] {
						t.Fatalf("%s: %s of %s is missing", region, e.ID, e.Received)
					}
				}
				if len(found) != len(all.Entries) {
					t.Fatalf("%s: %d entries, want %d", region, len(found), len(all.Entries))
				}
			}
		}
	})
}

// TestArchive wants a month's documents to stay as they are when more comes, and
// retracted items to leave them.
func TestArchive(t *testing.T) {
	ctx := t.Context()
	s := open(t)
	october := feeds.Month{Year: 2026, Month: time.October}
	day := func(month time.Month, day int) time.Time { return time.Date(2026, month, day, 12, 0, 0, 0, time.UTC) }
	for i := range 5 {
		merge(t, s, visit("alpha", day(time.October, 3+i), story("alpha", 100_000+i, "malaysia")), feeds.Tally{New: 1})
	}
	archive := func(at feeds.Place) feeds.Archive {
		t.Helper()
		doc, err := s.Archive(ctx, "malaysia", feeds.Query{}, at, october, 2)
		if err != nil {
			t.Fatal(err)
		}
		return doc
	}
	before := archive(feeds.Place{Month: october})
	equal(t, "the last document", feeds.Place{Month: october, Before: 5}, before.Prev)
	if len(before.Entries) != 1 || !before.Next.IsZero() {
		t.Errorf("the last document: %d entries, then %v", len(before.Entries), before.Next)
	}
	middle := archive(before.Prev)
	merge(t, s, visit("alpha", day(time.November, 2), story("alpha", 90_000, "malaysia")), feeds.Tally{New: 1})
	after := archive(before.Prev)
	equal(t, "a full document", middle.Entries, after.Entries)
	equal(t, "the way on", feeds.Place{Month: october}, after.Next)
	if _, err := s.Retract(ctx, middle.Entries[0].ID, "", day(time.November, 3)); err != nil {
		t.Fatal(err)
	}
	equal(t, "without the retracted one", middle.Entries[1:], archive(before.Prev).Entries)

	months, err := s.Months(ctx, "malaysia", feeds.Month{Year: 2026, Month: time.November})
	equal(t, "months", []feeds.Month{{Year: 2026, Month: time.November}, october}, months)
	if err != nil {
		t.Error(err)
	}
	for want, at := range map[error]feeds.Place{
		feeds.ErrNotFound: {Month: feeds.Month{Year: 2026, Month: time.September}},
		feeds.ErrAhead:    {Month: october, Before: 99},
	} {
		if _, err := s.Archive(ctx, "malaysia", feeds.Query{}, at, october, 2); !errors.Is(err, want) {
			t.Errorf("%v: %v, want %v", at, err, want)
		}
	}
}
