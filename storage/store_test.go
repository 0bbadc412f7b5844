package storage_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/storage"
)

// start is when the first visit of most tests is.
var start = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// open opens a store in memory.
func open(tb testing.TB) *storage.Store {
	tb.Helper()
	return openWith(tb, storage.Options{InMemory: true})
}

func openWith(tb testing.TB, o storage.Options) *storage.Store {
	tb.Helper()
	if o.Log == nil {
		o.Log = slog.New(slog.NewTextHandler(tb.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	}
	s, err := storage.Open(o)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	return s
}

// wire is a source.
func wire(id string) feeds.Source {
	return feeds.Source{ID: id, URL: "https://" + id + ".example/rss", Name: strings.ToUpper(id[:1]) + id[1:]}
}

// story is an item of a source about a region, published n minutes before
// start.
func story(source string, n int, regions ...string) feeds.Item {
	it := feeds.Item{
		GUID:  fmt.Sprintf("%s-%d", source, n),
		Link:  fmt.Sprintf("https://%s.example/news/%d", source, n),
		Title: fmt.Sprintf("Story %d", n), Content: "<p>" + strings.Repeat("It rained. ", n%7+1) + "</p>",
		Published: start.Add(-time.Duration(n) * time.Minute),
	}
	for _, slug := range regions {
		it.Placements = append(it.Placements, feeds.Placement{
			Slug: slug, Confidence: 0.9,
			Evidence: []feeds.Evidence{{Kind: feeds.ByDateline, Text: slug, Weight: 0.9}},
		})
	}
	return it
}

func visit(source string, at time.Time, items ...feeds.Item) feeds.Visit {
	return feeds.Visit{
		Source: wire(source), At: at, ChannelLink: "https://" + source + ".example/", Items: items,
		State: feeds.State{ETag: `W/"` + source + `"`, Visited: at, Succeeded: at, Status: 200},
	}
}

func merge(tb testing.TB, s *storage.Store, v feeds.Visit, want feeds.Tally) {
	tb.Helper()
	got, err := s.Merge(context.Background(), v)
	if err != nil {
		tb.Fatal(err)
	}
	if got != want {
		tb.Fatalf("merge: %+v, want %+v", got, want)
	}
}

func latest(tb testing.TB, s *storage.Store, region string, limit int) feeds.Page {
	tb.Helper()
	p, err := s.Latest(context.Background(), region, limit)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

func titles(p feeds.Page) []string {
	var all []string
	for _, e := range p.Entries {
		all = append(all, e.Title)
	}
	return all
}

func TestMergeOnce(t *testing.T) {
	s := open(t)
	v := visit("alpha", start, story("alpha", 1, "malaysia"), story("alpha", 2, "europe"), story("alpha", 3))
	merge(t, s, v, feeds.Tally{New: 3})
	before := latest(t, s, "world", 10)
	merge(t, s, v, feeds.Tally{Known: 3})
	after := latest(t, s, "world", 10)
	if before.Head != after.Head {
		t.Errorf("head moved from %+v to %+v", before.Head, after.Head)
	}
	for region, want := range map[string]int{"malaysia": 1, "southeast-asia": 1, "asia": 1, "europe": 1, "world": 3, "unplaced": 1} {
		if got := len(latest(t, s, region, 10).Entries); got != want {
			t.Errorf("%s has %d entries, want %d", region, got, want)
		}
	}
}
