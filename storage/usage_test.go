package storage_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/storage"
)

// TestUsage wants everything that is kept to be counted, and what it takes on
// the disk.
func TestUsage(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	s := openWith(t, storage.Options{Dir: dir})
	now := today()
	a := crowd("alpha", now.Add(-100*day), 0, 10)
	merge(t, s, a, feeds.Tally{New: 10})
	merge(t, s, visit("beta", now.Add(-100*day), a.Items[8], a.Items[9]), feeds.Tally{Changed: 2})
	sweep(t, s, feeds.Retention{PerSource: 7}, now, 1)
	if _, err := s.Retract(ctx, latest(t, s, feeds.World).Entries[0].ID, "", now); err != nil {
		t.Fatal(err)
	}
	u, err := s.Usage(ctx)
	if err != nil {
		t.Fatal(err)
	}
	disk := u.Disk
	if disk.Tree+disk.Log+disk.Other != disk.Total() || disk.Total() < 8192 {
		t.Errorf("disk: %+v", disk)
	}
	if u.Sketches < 5 || u.Postings < u.Sketches {
		t.Errorf("%d sketches, %d postings", u.Sketches, u.Postings)
	}
	u.Disk, u.Sketches, u.Postings = feeds.Space{}, 0, 0
	equal(t, "usage", feeds.Usage{Items: 8, Versions: 8, Retracted: 1, Seen: 1, Oldest: 1, Sequence: 16, Removed: 1}, u)

	canceled, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := s.ReclaimAll(canceled); !errors.Is(err, context.Canceled) {
		t.Errorf("reclaiming after the end: %v", err)
	}
	// What was reclaimed is known after a restart.
	done, err := s.ReclaimAll(ctx)
	if err != nil || done.Before.Total() == 0 || time.Since(done.At) > time.Hour {
		t.Fatalf("reclaimed %+v, %v", done, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if u, err = openWith(t, storage.Options{Dir: dir}).Usage(ctx); err != nil {
		t.Fatal(err)
	}
	equal(t, "reclaimed", done, u.Reclaimed)
	equal(t, "removed", int64(0), u.Removed)
}

// TestUsageOfNothing wants a new store to hold nothing.
func TestUsageOfNothing(t *testing.T) {
	u, err := open(t).Usage(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "usage", feeds.Usage{Oldest: 1}, u)
	equal(t, "entries", int64(0), u.LogEntries())
}
