package storage_test

import (
	"context"
	"testing"

	"dateline/feeds"
	"dateline/storage"
)

// TestStripDatelines wants what is published to follow the source's setting at
// once and after a restart, and what is stored to stay.
func TestStripDatelines(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	s := openWith(t, storage.Options{Dir: dir})
	it := with(story("alpha", 1, "malaysia"), func(it *feeds.Item) {
		it.Title, it.Content = "[malaysia] Rain", "<p>[malaysia] It rained.</p>"
	})
	merge(t, s, visit("alpha", start, it), feeds.Tally{New: 1})
	was, head := only(t, s), latest(t, s, feeds.World).Head
	set := func(strips bool) {
		t.Helper()
		src := wire("alpha")
		src.StripDatelines = strips
		if err := s.SetSources(ctx, []feeds.Source{src}); err != nil {
			t.Fatal(err)
		}
	}
	set(true)
	if e := only(t, s); e.Title != "Rain" || e.Content != "<p>It rained.</p>" || e.Revision != 1 || !e.Modified.Equal(was.Modified) {
		t.Errorf("published %q, %q, revision %d", e.Title, e.Content, e.Revision)
	}
	if latest(t, s, feeds.World).Head == head {
		t.Error("the head is the same: caches would show the dateline")
	}
	// Placing sees it, and the source says nothing new.
	err := s.Survey(ctx, func(_ feeds.ID, v feeds.Version) feeds.Item {
		if v.Item.Title != it.Title || v.Item.Content != it.Content {
			t.Errorf("placing sees %q, %q", v.Item.Title, v.Item.Content)
		}
		return v.Item
	}, func(_, _ []string) { t.Error("something moves") })
	if err != nil {
		t.Fatal(err)
	}
	merge(t, s, visit("alpha", start, it), feeds.Tally{Known: 1})
	// An editor's placement does not hide where the dateline is.
	err = s.Reclassify(ctx, func(_ feeds.ID, v feeds.Version) feeds.Item {
		v.Item.Placements[0].Evidence[0].Kind, v.Item.Dateline = feeds.ByOverride, []string{"malaysia"}
		return v.Item
	}, func(_, _ []string) {})
	if e := only(t, s); err != nil || e.Title != "Rain" || e.Placements[0].Evidence[0].Kind != feeds.ByOverride {
		t.Errorf("published %q, %+v, %v", e.Title, e.Placements, err)
	}
	was.Placements[0].Evidence[0].Kind, was.Dateline = feeds.ByOverride, []string{"malaysia"}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openWith(t, storage.Options{Dir: dir})
	if e := only(t, s); e.Title != "Rain" {
		t.Errorf("published %q after a restart", e.Title)
	}
	set(false)
	equal(t, "with datelines again", was, only(t, s))
}
