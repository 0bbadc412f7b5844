package storage_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dateline/feeds"
	"dateline/storage"
)

// drawItem draws an item out of few, so that items meet: with guids, links and
// texts that others have too, that change, and that are missing.
func drawItem(t *rapid.T) feeds.Item {
	pick := func(label string, from ...string) string { return rapid.SampledFrom(from).Draw(t, label) }
	it := feeds.Item{
		GUID:    pick("guid", "", "1", "2", "3"),
		Link:    pick("link", "", "https://alpha.example/", "https://x.example/1", "https://x.example/2", "http://www.x.example/2?utm_source=y", "https://x.example/3"),
		Title:   pick("title", "", "Rain", "Sun"),
		Content: pick("content", "", "<p>It rained.</p>", "<p>The sun shone, and it was a long day for all who were there.</p>"),
	}
	if minutes := rapid.IntRange(-3, 2).Draw(t, "minutes"); minutes != 0 {
		it.Published = start.Add(time.Duration(minutes) * time.Minute)
	}
	if slug := pick("region", "", "malaysia", "europe", "asia"); slug != "" {
		it.Placements = []feeds.Placement{{Slug: slug, Confidence: 0.5}}
	}
	return it
}

func drawVisits(t *rapid.T) []feeds.Visit {
	n := rapid.IntRange(1, 6).Draw(t, "visits")
	visits := make([]feeds.Visit, n)
	for i := range visits {
		source := rapid.SampledFrom([]string{"alpha", "beta"}).Draw(t, "source")
		items := rapid.SliceOfN(rapid.Custom(drawItem), 0, 5).Draw(t, "items")
		visits[i] = visit(source, start.Add(time.Duration(i)*time.Hour), items...)
	}
	return visits
}

// state is all that readers can see of a store.
func everything(s *storage.Store) (pages map[string]feeds.Page, err error) {
	pages = map[string]feeds.Page{}
	for _, region := range append(feeds.Builtin().Slugs(), feeds.Unplaced) {
		p, err := s.Latest(context.Background(), region, 1000)
		if err != nil {
			return nil, err
		}
		if len(p.Entries) > 0 {
			pages[region] = p
		}
	}
	return pages, nil
}

// TestMergeProperties wants, of any visits: that merging one again changes
// nothing, that the store is whole after each, that a merge that breaks off
// anywhere and is done again comes to the same as one that did not, and that
// nothing a sweep took comes back.
func TestMergeProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ctx := context.Background()
		whole, broken := opened(t), opened(t)
		defer func() { must(t, errors.Join(whole.Close(), broken.Close())) }()
		broken.SetBatchBytes(rapid.Int64Range(0, 2000).Draw(t, "batch"))
		for _, v := range drawVisits(t) {
			tally, err := whole.Merge(ctx, v)
			must(t, errors.Join(err, whole.Check()))
			if tally.New+tally.Changed+tally.Known != len(v.Items) {
				t.Fatalf("tally %+v of %d items", tally, len(v.Items))
			}
			once, err := everything(whole)
			must(t, err)
			tally, err = whole.Merge(ctx, v)
			must(t, errors.Join(err, whole.Check()))
			again, err := everything(whole)
			must(t, err)
			if tally.Known != len(v.Items) {
				t.Fatalf("merging again: %+v", tally)
			}
			same(t, "merging again", once, again)

			cut := &canceledAfter{Context: ctx, n: rapid.IntRange(0, len(v.Items)+1).Draw(t, "cut")}
			if _, err := broken.Merge(cut, v); err != nil && !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
			must(t, broken.Check())
			_, err = broken.Merge(ctx, v)
			must(t, errors.Join(err, broken.Check()))
			mended, err := everything(broken)
			must(t, err)
			same(t, "merging after a break", once, mended)
		}
	})
}

// TestFreshProperties wants what was found before a visit is merged, and what is
// known not to be written, to be as good as what is found while it is merged: the
// same bytes under the same keys.
func TestFreshProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ctx := context.Background()
		once, twice := opened(t), opened(t)
		defer func() { must(t, errors.Join(once.Close(), twice.Close())) }()
		twice.LookTwice()
		twice.LimitUnwritten(0)
		once.LimitUnwritten(rapid.Int64Range(1, 40).Draw(t, "lines"))
		for _, v := range drawVisits(t) {
			for _, s := range []*storage.Store{once, twice} {
				s.SetBatchBytes(1000)
				_, err := s.Merge(ctx, v)
				must(t, err)
			}
			if diff := cmp.Diff(twice.Dump(), once.Dump()); diff != "" {
				t.Fatalf("%s: (-want +got):\n%s", v.Source.ID, diff)
			}
		}
	})
}

// TestSweepProperties wants nothing that a sweep took to come back while it is
// listed, and the store to be whole after each.
func TestSweepProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ctx := context.Background()
		s := opened(t)
		defer func() { must(t, s.Close()) }()
		s.SetBatchBytes(rapid.Int64Range(0, 2000).Draw(t, "batch"))
		visits := drawVisits(t)
		for _, v := range visits {
			_, err := s.Merge(ctx, v)
			must(t, err)
		}
		keep := feeds.Retention{
			Age:       time.Duration(rapid.IntRange(0, 7).Draw(t, "age")) * time.Hour,
			PerSource: rapid.IntRange(0, 3).Draw(t, "per source"),
		}
		now := start.Add(6 * time.Hour)
		_, err := s.Sweep(ctx, keep, now)
		must(t, errors.Join(err, s.Check()))
		again, err := s.Sweep(ctx, keep, now)
		must(t, err)
		if again != 0 {
			t.Fatalf("swept %d more at once", again)
		}
		last := map[string]feeds.Visit{}
		for _, v := range visits {
			last[v.Source.ID] = v
		}
		for _, v := range last {
			_, err := s.Merge(ctx, v)
			must(t, errors.Join(err, s.Check()))
			tally, err := s.Merge(ctx, v)
			must(t, errors.Join(err, s.Check()))
			if tally.Known != len(v.Items) {
				t.Fatalf("merging again after a sweep: %+v", tally)
			}
		}
	})
}

func opened(t *rapid.T) *storage.Store {
	s, err := storage.Open(storage.Options{InMemory: true})
	must(t, err)
	return s
}

func must(t *rapid.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func same(t *rapid.T, what string, want, got map[string]feeds.Page) {
	t.Helper()
	if w, g := fmt.Sprintf("%+v", want), fmt.Sprintf("%+v", got); w != g {
		t.Fatalf("%s:\n%s\nwant\n%s", what, g, w)
	}
}
