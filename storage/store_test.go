package storage_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/feeds"
	"dateline/storage"
)

// TestMain lets tests run this very binary as another process.
func TestMain(m *testing.M) {
	if job := os.Getenv("STORAGE_TEST_JOB"); job != "" {
		os.Exit(jobs[job](os.Getenv("STORAGE_TEST_DIR")))
	}
	os.Exit(m.Run())
}

// start is when the first visit of most tests is.
var start = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// open opens a store in memory and checks it in the end.
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

func check(tb testing.TB, s *storage.Store) {
	tb.Helper()
	if err := s.Check(); err != nil {
		tb.Fatal(err)
	}
}

// wire is a source.
func wire(id string) feeds.Source {
	return feeds.Source{ID: id, URL: "https://" + id + ".example/rss", Name: strings.ToUpper(id[:1]) + id[1:]}
}

// story is an item of a source about some regions, published n minutes before
// start.
func story(source string, n int, regions ...string) feeds.Item {
	it := feeds.Item{
		GUID:  fmt.Sprintf("%s-%d", source, n),
		Link:  fmt.Sprintf("https://%s.example/news/%d", source, n),
		Title: fmt.Sprintf("Story %d", n), Content: "<p>" + strings.Repeat("It rained. ", max(n, -n)%7+1) + "</p>",
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

// merge merges a visit and checks the store.
func merge(tb testing.TB, s *storage.Store, v feeds.Visit, want feeds.Tally) {
	tb.Helper()
	got, err := s.Merge(context.Background(), v)
	if err != nil {
		tb.Fatal(err)
	}
	if got != want {
		tb.Fatalf("merge: %+v, want %+v", got, want)
	}
	check(tb, s)
}

func latest(tb testing.TB, s *storage.Store, region string) feeds.Page {
	tb.Helper()
	p, err := s.Latest(context.Background(), region, 1000)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

// only wants a single entry in the world and returns it.
func only(tb testing.TB, s *storage.Store) feeds.Entry {
	tb.Helper()
	es := latest(tb, s, feeds.World).Entries
	if len(es) != 1 {
		tb.Fatalf("%d entries, want 1: %v", len(es), titles(es))
	}
	return es[0]
}

func titles(es []feeds.Entry) []string {
	var all []string
	for _, e := range es {
		all = append(all, e.Title)
	}
	return all
}

// carriers are the IDs of an entry's sources, the best first.
func carriers(e feeds.Entry) []string {
	var all []string
	for _, c := range e.Carriers {
		all = append(all, c.ID)
	}
	return all
}

// equal fails unless want and got are alike.
func equal[T any](tb testing.TB, what string, want, got T) {
	tb.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		tb.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// TestReopen wants everything back from disk as it was.
func TestReopen(t *testing.T) {
	dir := t.TempDir()
	s := openWith(t, storage.Options{Dir: dir})
	v := visit("alpha", start, story("alpha", 1, "malaysia"), story("alpha", 2, "europe"))
	v.State = feeds.State{
		ETag: "W/\"\xffbytes\\\"\"", LastModified: "Mon, 23 Nov 2026 08:00:00 +0000", BodyHash: []byte{0, 1, 255}, Document: "https://alpha.example/rss2",
		Title: "Alpha", Link: "https://alpha.example/", Visited: start.Add(123), Succeeded: start, Next: start.Add(time.Hour),
		Failures: 3, Error: "status 500", Status: 500, Gone: true, Newest: start.Add(-time.Minute),
		Rhythm: feeds.Rhythm{Items: 2.5, Span: time.Hour}, Hints: feeds.Hints{Wait: time.Minute, Hours: 1 << 23, Days: 1 << 6},
		Move: feeds.Move{From: "https://a.example/", Adopted: "https://b.example/", Seen: "https://c.example/", Since: start},
	}
	merge(t, s, v, feeds.Tally{New: 2})
	merge(t, s, v, feeds.Tally{Known: 2})
	page := latest(t, s, "asia")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openWith(t, storage.Options{Dir: dir})
	check(t, s)
	equal(t, "page", page, latest(t, s, "asia"))
	state, err := s.State(context.Background(), "alpha")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "state", v.State, state)
	states, err := s.States(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "states", map[string]feeds.State{"alpha": v.State}, states)
	merge(t, s, v, feeds.Tally{Known: 2})
	merge(t, s, visit("alpha", start, story("alpha", 3)), feeds.Tally{New: 1})
}

// TestKnownCostsNoWrite wants a visit without news to write its state and no
// more, and the head of every region to stay.
func TestKnownCostsNoWrite(t *testing.T) {
	s := open(t)
	v := visit("alpha", start, story("alpha", 1, "malaysia"), story("alpha", 2))
	v.Items = append(v.Items, feeds.Item{Title: "No guid", Link: "https://alpha.example/news/x"}, feeds.Item{Title: "Neither guid nor link"})
	merge(t, s, v, feeds.Tally{New: 4})
	head := latest(t, s, feeds.World).Head
	for i := range 3 {
		before := s.Writes()
		v.At = v.At.Add(time.Hour)
		v.Items[i].Published = v.At // a bumped date
		merge(t, s, v, feeds.Tally{Known: 4})
		if n := s.Writes() - before; n != 1 {
			t.Errorf("%d transactions, want 1", n)
		}
	}
	equal(t, "head", head, latest(t, s, feeds.World).Head)
	equal(t, "titles", []string{"Neither guid nor link", "No guid", "Story 1", "Story 2"}, sorted(titles(latest(t, s, feeds.World).Entries)))
}

// TestSubscriptions wants what hubs have promised to be there after a restart.
func TestSubscriptions(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	s := openWith(t, storage.Options{Dir: dir})
	merge(t, s, visit("alpha", start), feeds.Tally{})
	merge(t, s, visit("beta", start), feeds.Tally{})
	sub := feeds.Subscription{
		Hub: "https://hub.example/", Topic: "https://alpha.example/rss", Token: "t", Secret: "s", Asked: start, Attempts: 2,
		Since: start, Until: start.Add(time.Hour), Delivered: start.Add(time.Minute), Missed: 1,
	}
	for id, sub := range map[string]feeds.Subscription{"alpha": sub, "beta": {Hub: "x"}} {
		if err := s.Subscribe(ctx, id, sub); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Subscribe(ctx, "beta", feeds.Subscription{}); err != nil {
		t.Fatal(err)
	}
	if err := s.Subscribe(ctx, "nobody", sub); !errors.Is(err, feeds.ErrNotFound) {
		t.Errorf("a subscription of nobody: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openWith(t, storage.Options{Dir: dir})
	subs, err := s.Subscriptions(ctx)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "subscriptions", map[string]feeds.Subscription{"alpha": sub}, subs)
}
