package storage_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dateline/feeds"
	"dateline/storage"
)

// ancient is a visit of n items, of which the first has a number, that are too
// old to be compared with each other.
func ancient(source string, at time.Time, from, n int) feeds.Visit {
	v := visit(source, at)
	for i := range n {
		v.Items = append(v.Items, story(source, 200_000+from+i, []string{"malaysia", "europe", "asia"}[i%3]))
	}
	return v
}

// logAfter reads the log from a sequence to its end.
func logAfter(t *testing.T, s *storage.Store, after uint64) []feeds.Change {
	t.Helper()
	changes, err := s.Changes(context.Background(), after, 100_000)
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

// TestPrune wants the log to forget what is old, and only that, to say so to
// who asks for it, and to give no sequence twice.
func TestPrune(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	s := openWith(t, storage.Options{Dir: dir})
	s.SetBatchBytes(2000)
	now := today()
	merge(t, s, ancient("alpha", now.Add(-100*day), 0, 150), feeds.Tally{New: 150})
	merge(t, s, ancient("alpha", now.Add(-50*day), 150, 50), feeds.Tally{New: 50})
	merge(t, s, ancient("alpha", now.Add(-20*day), 200, 100), feeds.Tally{New: 100})
	whole := logAfter(t, s, 0)
	heads := func() (all []feeds.Head) {
		for _, region := range []string{"world", "malaysia", "europe", "asia"} {
			all = append(all, latest(t, s, region).Head)
		}
		return all
	}
	before := heads()

	// As long as items may be that old, so is the log.
	for _, keep := range []time.Duration{365 * day, 101 * day} {
		sweep(t, s, feeds.Retention{Age: keep}, now, 0)
		equal(t, "log", whole, logAfter(t, s, 0))
	}
	// 200 entries are older than thirty days; those that a block of 64 has in
	// common with younger ones stay.
	sweep(t, s, feeds.Retention{}, now, 0)
	equal(t, "log", whole[191:], logAfter(t, s, 191))
	equal(t, "from the middle", whole[290:], logAfter(t, s, 290))
	for _, after := range []uint64{0, 1, 190} {
		if _, err := s.Changes(ctx, after, 10); !errors.Is(err, feeds.ErrPruned) {
			t.Errorf("after %d: %v", after, err)
		}
	}
	equal(t, "heads", before, heads())
	u, err := s.Usage(ctx)
	if err != nil || u.Oldest != 192 || u.Sequence != 300 || u.LogEntries() != 109 {
		t.Errorf("usage: %+v, %v", u, err)
	}
	sweep(t, s, feeds.Retention{}, now, 0)

	// Ten years later only the last block is left, and the next entry is the
	// next.
	sweep(t, s, feeds.Retention{}, now.Add(3650*day), 0)
	equal(t, "log", whole[255:], logAfter(t, s, 255))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openWith(t, storage.Options{Dir: dir})
	merge(t, s, visit("alpha", now.Add(3650*day), story("alpha", 7000)), feeds.Tally{New: 1})
	equal(t, "next", uint64(301), logAfter(t, s, 300)[0].Seq)
	if _, err := s.Changes(ctx, 254, 1); !errors.Is(err, feeds.ErrPruned) {
		t.Errorf("after 254: %v", err)
	}
}

// TestPruneProperties wants the store to be whole whenever the log is pruned,
// and every entry that is young enough to be told.
func TestPruneProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ctx := context.Background()
		s := opened(t)
		defer func() { must(t, s.Close()) }()
		s.SetBatchBytes(rapid.Int64Range(0, 4000).Draw(t, "batch"))
		now, told := start, []feeds.Change{}
		for visits := rapid.IntRange(1, 6).Draw(t, "visits"); visits > 0; visits-- {
			now = now.Add(time.Duration(rapid.IntRange(0, 20).Draw(t, "days")) * day)
			source := rapid.SampledFrom([]string{"alpha", "beta"}).Draw(t, "source")
			_, err := s.Merge(ctx, ancient(source, now, rapid.IntRange(0, 100).Draw(t, "from"), rapid.IntRange(0, 60).Draw(t, "items")))
			must(t, err)
			more, err := s.Changes(ctx, uint64(len(told)), 1000)
			must(t, err)
			told = append(told, more...)
			_, err = s.Sweep(ctx, feeds.Retention{PerSource: 40}, now)
			must(t, errors.Join(err, s.Check()))
			more, err = s.Changes(ctx, uint64(len(told)), 1000)
			must(t, err)
			told = append(told, more...)
		}
		for i, c := range told {
			left, err := s.Changes(ctx, uint64(i), 1000)
			if errors.Is(err, feeds.ErrPruned) && c.At.Before(now.Add(-30*day)) {
				continue
			}
			must(t, err)
			if fmt.Sprint(told[i:]) != fmt.Sprint(left) {
				t.Fatalf("after %d: %v\nwant %v", i, left, told[i:])
			}
		}
	})
}

// TestGoneLink wants an item that moves to the link of one that is gone not to
// take it over: what is gone stays so while it is listed.
func TestGoneLink(t *testing.T) {
	s := open(t)
	now := today()
	gone, other := story("alpha", 1), story("alpha", 50_000)
	merge(t, s, visit("alpha", now.Add(-100*day), gone), feeds.Tally{New: 1})
	merge(t, s, visit("alpha", now.Add(-10*day), gone, other), feeds.Tally{New: 1, Known: 1})
	sweep(t, s, feeds.Retention{Age: 30 * day}, now, 1)
	moved := other
	moved.Link = gone.Link
	merge(t, s, visit("alpha", now, gone, moved), feeds.Tally{Known: 1, Changed: 1})
	for range 2 {
		merge(t, s, visit("alpha", now, moved, gone), feeds.Tally{Known: 2})
	}
	equal(t, "left", "Story 50000", only(t, s).Title)
	// Nor does another source bring it back under its link, in any spelling.
	merge(t, s, visit("beta", now, feeds.Item{Title: "Else", Link: "http://www.alpha.example/news/1?utm_source=b"}), feeds.Tally{Known: 1})
	// What is retracted after it went is known by guid and by link for good.
	if _, err := s.Retract(context.Background(), feeds.Identify(gone, "alpha", ""), "wrong", now); err != nil {
		t.Fatal(err)
	}
	check(t, s)
	merge(t, s, visit("alpha", now, moved, gone), feeds.Tally{Known: 2})
}
