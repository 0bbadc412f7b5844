package storage_test

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/storage"
)

const day = 24 * time.Hour

func sweep(t *testing.T, s *storage.Store, r feeds.Retention, now time.Time, want int) {
	t.Helper()
	got, err := s.Sweep(context.Background(), r, now)
	if err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("swept %d, want %d", got, want)
	}
	check(t, s)
}

// today is about when tests run: Badger forgets by the real clock.
func today() time.Time { return time.Now().UTC().Truncate(time.Second) }

// TestSweepAge wants items to go by when we received them, not by their own
// date, and not to come back while they are listed, changed or not.
func TestSweepAge(t *testing.T) {
	s := open(t)
	now := today()
	old := visit("alpha", now.Add(-100*day), story("alpha", 1, "malaysia"), story("alpha", 2, "malaysia"))
	merge(t, s, old, feeds.Tally{New: 2})
	young := visit("alpha", now.Add(-10*day), old.Items[0], old.Items[1], story("alpha", 50_000))
	merge(t, s, young, feeds.Tally{New: 1, Known: 2})
	keep := feeds.Retention{Age: 30 * day}
	sweep(t, s, keep, now, 2)
	sweep(t, s, keep, now, 0)
	equal(t, "left", []string{"Story 50000"}, titles(latest(t, s, feeds.World).Entries))
	equal(t, "malaysia", 0, len(latest(t, s, "malaysia").Entries))
	young.At = now
	merge(t, s, young, feeds.Tally{Known: 3})
	// Neither with other words, nor with another link or guid, nor from
	// another source: it is too old for anyone.
	young.Items[0].Title = "Changed"
	young.Items[1].GUID = "changed"
	merge(t, s, young, feeds.Tally{Known: 3})
	young.Items[0].Link = "https://alpha.example/moved"
	young.Items[0].Title = "Story 1"
	merge(t, s, young, feeds.Tally{Known: 3})
	merge(t, s, visit("beta", now, story("alpha", 2)), feeds.Tally{Known: 1})
	// What is something else under a guid it has had is new.
	reused := story("alpha", 3)
	reused.GUID = "alpha-1"
	merge(t, s, visit("alpha", now, reused), feeds.Tally{New: 1})
	changes, err := s.Changes(context.Background(), 3, 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range changes {
		if c.What != feeds.Removed || !slices.Contains(c.Regions, "malaysia") {
			t.Errorf("logged %+v", c)
		}
	}
}

// TestSweepPerSource wants the latest of each source to stay, and an item as
// long as any source holds it.
func TestSweepPerSource(t *testing.T) {
	s := open(t)
	now := today()
	a := crowd("alpha", now.Add(-2*day), 0, 10)
	merge(t, s, a, feeds.Tally{New: 10})
	b := visit("beta", now.Add(-day), a.Items[8], a.Items[9])
	merge(t, s, b, feeds.Tally{Changed: 2})
	keep := feeds.Retention{PerSource: 4}
	// Of what came at once the oldest go: 4 to 9, and beta has 8 and 9.
	sweep(t, s, keep, now, 4)
	equal(t, "left", []string{"Story 0", "Story 1", "Story 2", "Story 3", "Story 8", "Story 9"}, sorted(titles(latest(t, s, feeds.World).Entries)))
	for _, e := range latest(t, s, feeds.World).Entries {
		if e.Title == "Story 9" {
			equal(t, "carriers", []string{"beta"}, carriers(e))
		}
	}
	merge(t, s, a, feeds.Tally{Known: 10})
	sweep(t, s, keep, now, 0)
	// Another source may bring what only alpha had too much of; then alpha
	// still does not.
	merge(t, s, visit("gamma", now, a.Items[5]), feeds.Tally{New: 1})
	merge(t, s, a, feeds.Tally{Known: 10})
	sweep(t, s, feeds.Retention{Age: time.Hour}, now.Add(2*time.Hour), 7)
	merge(t, s, a, feeds.Tally{Known: 10})
	merge(t, s, b, feeds.Tally{Known: 2})
}

// TestSeenMarksLiveOn wants a seen-mark to outlive its time as long as the
// source lists the item, and to cost a write only now and then.
func TestSeenMarksLiveOn(t *testing.T) {
	s := open(t)
	now := today()
	v := visit("alpha", now.Add(-100*day), story("alpha", 1), feeds.Item{Title: "No guid", Link: "https://alpha.example/x"})
	merge(t, s, v, feeds.Tally{New: 2})
	sweep(t, s, feeds.Retention{Age: day}, now, 2)
	for _, later := range []time.Duration{day, 250 * day, 251 * day, 500 * day, 750 * day} {
		v.At = now.Add(later)
		before := s.Marks()
		merge(t, s, v, feeds.Tally{Known: 2})
		moved := fmt.Sprint(before) != fmt.Sprint(s.Marks())
		if want := later != day && later != 251*day; moved != want {
			t.Errorf("after %s the marks moved: %t", later, moved)
		}
		for id, expires := range s.Marks() {
			if time.Unix(int64(expires), 0).Before(v.At.Add(199 * day)) {
				t.Errorf("after %s the mark of %s ends %s", later, id, time.Unix(int64(expires), 0))
			}
		}
	}
}

// TestSweepNothing wants no bound to remove nothing, and an empty or failed
// visit neither.
func TestSweepNothing(t *testing.T) {
	s := open(t)
	merge(t, s, crowd("alpha", start, 0, 5), feeds.Tally{New: 5})
	failed := visit("alpha", start.Add(day))
	failed.State.Failures, failed.State.Error = 1, "status 500"
	merge(t, s, failed, feeds.Tally{})
	merge(t, s, visit("alpha", start.Add(day)), feeds.Tally{})
	sweep(t, s, feeds.Retention{}, start.Add(10000*day), 0)
	sweep(t, s, feeds.Retention{Age: 365 * day, PerSource: 5}, start.Add(day), 0)
}

// TestReclaim wants the folder to shrink after a sweep.
func TestReclaim(t *testing.T) {
	if raced {
		t.Skip("it measures the disk, and takes minutes with the race detector")
	}
	dir := t.TempDir()
	s := openWith(t, storage.Options{Dir: dir})
	s.NoStories() // all have one of few texts
	ctx := context.Background()
	now := today()
	long := article(1, 200_000)
	for i := range 80 {
		v := crowd(fmt.Sprintf("s%d", i), now.Add(-time.Duration(200-i)*day), 0, 100)
		v.Items[0].Content = long
		if _, err := s.Merge(ctx, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil { // which writes what is in buffers to tables
		t.Fatal(err)
	}
	s = openWith(t, storage.Options{Dir: dir})
	s.NoStories()
	before := size(t, dir)
	sweep(t, s, feeds.Retention{Age: 130 * day}, now, 7000)
	if err := s.Reclaim(ctx); err != nil {
		t.Fatal(err)
	}
	after := size(t, dir)
	t.Logf("%d KiB before, %d after", before>>10, after>>10)
	if after > before/2 {
		t.Errorf("%d KiB before, %d after removing seven of eight items", before>>10, after>>10)
	}
	check(t, s)
	merge(t, s, crowd("s0", now, 0, 10), feeds.Tally{Known: 10})
}

// size is what the tables and value logs in dir take.
func size(t *testing.T, dir string) (n int64) {
	t.Helper()
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil && filepath.Ext(d.Name()) == ".sst" {
			n += info.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
