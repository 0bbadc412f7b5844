package storage_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/storage"
)

// atlasWith is the built-in atlas with a group of the operator's, nusantara.
func atlasWith(t *testing.T, includes ...string) *feeds.Atlas {
	t.Helper()
	a, err := feeds.NewAtlas([]feeds.Grouping{{Slug: "nusantara", Name: "Nusantara", Includes: includes}})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestFanAnew wants another atlas to move the items that are stored, and those
// regions to be told that an item entered or left.
func TestFanAnew(t *testing.T) {
	dir := t.TempDir()
	s := openWith(t, storage.Options{Dir: dir})
	merge(t, s, crowd("alpha", start, 0, 30), feeds.Tally{New: 30})
	world, malaysia := latest(t, s, feeds.World), latest(t, s, "malaysia")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	s = openWith(t, storage.Options{Dir: dir, Atlas: atlasWith(t, "malaysia")})
	check(t, s)
	equal(t, "world", world, latest(t, s, feeds.World))
	equal(t, "malaysia", malaysia, latest(t, s, "malaysia"))
	equal(t, "nusantara", malaysia.Entries, latest(t, s, "nusantara").Entries)
	changes, err := s.Changes(context.Background(), 30, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range changes {
		if c.What != feeds.Changed || !slices.Equal(c.Regions, []string{"nusantara"}) {
			t.Errorf("logged %+v", c)
		}
	}
	if len(changes) != 10 || time.Since(changes[0].At) > time.Minute {
		t.Errorf("%d changes, want 10", len(changes))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	// The same atlas again does nothing; the group gone, its items leave it.
	s = openWith(t, storage.Options{Dir: dir, Atlas: atlasWith(t, "malaysia")})
	head := latest(t, s, "nusantara").Head
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openWith(t, storage.Options{Dir: dir, Atlas: atlasWith(t, "europe")})
	check(t, s)
	p := latest(t, s, "nusantara")
	equal(t, "nusantara is europe", latest(t, s, "europe").Entries, p.Entries)
	if p.Head.Seq <= head.Seq {
		t.Errorf("head %+v after %+v", p.Head, head)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openWith(t, storage.Options{Dir: dir})
	check(t, s)
	equal(t, "world", world.Entries, latest(t, s, feeds.World).Entries)
	if _, err := s.Latest(context.Background(), "nusantara", 10); err == nil {
		t.Error("nusantara is still there")
	}
}

// TestFanAnewInterrupted wants the work to go on where it stopped, also when
// the atlas has changed again meanwhile.
func TestFanAnewInterrupted(t *testing.T) {
	for _, next := range []string{"malaysia", "europe"} {
		t.Run(next, func(t *testing.T) {
			dir := t.TempDir()
			s := openWith(t, storage.Options{Dir: dir})
			merge(t, s, crowd("alpha", start, 0, 30), feeds.Tally{New: 30})
			if err := s.FanSome(atlasWith(t, "malaysia"), 15); err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			s = openWith(t, storage.Options{Dir: dir, Atlas: atlasWith(t, next)})
			check(t, s)
			equal(t, "nusantara", latest(t, s, next).Entries, latest(t, s, "nusantara").Entries)
		})
	}
}
