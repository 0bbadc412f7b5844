package storage_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
)

// TestOrder wants entries newest first, and of one second by ID, whatever the
// order they came in.
func TestOrder(t *testing.T) {
	s := open(t)
	var items []feeds.Item
	for i := range 60 {
		it := story("alpha", i)
		it.Published = start.Add(time.Duration(i%5-100) * time.Minute)
		items = append(items, it)
	}
	ancient := story("alpha", 100)
	ancient.Published = time.Date(1912, 4, 15, 0, 0, 0, 0, time.UTC)
	merge(t, s, visit("alpha", start, append(items, ancient)...), feeds.Tally{New: 61})
	es := latest(t, s, feeds.World).Entries
	if !slices.IsSortedFunc(es, newerFirst) {
		t.Errorf("not in order: %v", titles(es))
	}
	if last := es[len(es)-1]; last.Title != ancient.Title {
		t.Errorf("last is %q of %s", last.Title, last.Date)
	}
	for _, limit := range []int{0, 1, 50, 61, 100} {
		p, err := s.Latest(context.Background(), feeds.World, limit)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, fmt.Sprintf("limit %d", limit), titles(es[:min(limit, 61)]), titles(p.Entries))
	}
}

func newerFirst(a, b feeds.Entry) int {
	if c := b.Date.Compare(a.Date); c != 0 {
		return c
	}
	return slices.Compare(a.ID[:], b.ID[:])
}

// TestNotFound wants an empty region to be empty, and an unknown one or an
// unknown item to be not found.
func TestNotFound(t *testing.T) {
	s := open(t)
	ctx := context.Background()
	p, err := s.Latest(ctx, "malaysia", 10)
	if err != nil || len(p.Entries) != 0 || p.Head != (feeds.Head{}) {
		t.Errorf("empty region: %+v, %v", p, err)
	}
	if _, err := s.Latest(ctx, "atlantis", 10); !errors.Is(err, feeds.ErrNotFound) {
		t.Errorf("unknown region: %v", err)
	}
	if _, err := s.Head(ctx, "atlantis"); !errors.Is(err, feeds.ErrNotFound) {
		t.Errorf("head of an unknown region: %v", err)
	}
	if _, err := s.Entry(ctx, feeds.ID{1}); !errors.Is(err, feeds.ErrNotFound) {
		t.Errorf("unknown item: %v", err)
	}
	if state, err := s.State(ctx, "nobody"); err != nil || state.ETag != "" {
		t.Errorf("state of an unknown source: %+v, %v", state, err)
	}
}

// TestHead wants the head of a region to move when its content does, and only
// then.
func TestHead(t *testing.T) {
	s := open(t)
	ctx := context.Background()
	head := func(region string) feeds.Head {
		h, err := s.Head(ctx, region)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "head of the page", h, latest(t, s, region).Head)
		return h
	}
	merge(t, s, visit("alpha", start.Add(123), story("alpha", 1, "malaysia")), feeds.Tally{New: 1})
	malaysia, europe := head("malaysia"), head("europe")
	equal(t, "modified", start, malaysia.Modified)
	merge(t, s, visit("alpha", start.Add(time.Hour), story("alpha", 2, "europe")), feeds.Tally{New: 1})
	equal(t, "malaysia", malaysia, head("malaysia"))
	if head("europe") == europe {
		t.Error("europe did not move")
	}
	// The log does not run backwards when the clock does.
	merge(t, s, visit("alpha", start.Add(-time.Hour), story("alpha", 3, "malaysia")), feeds.Tally{New: 1})
	equal(t, "modified", start.Add(time.Hour), head("malaysia").Modified)
}

// TestAttribution wants entries to name their sources as they are now.
func TestAttribution(t *testing.T) {
	s := open(t)
	ctx := context.Background()
	v := visit("alpha", start, story("alpha", 1))
	v.Source.Name = ""
	v.State.Title, v.State.Link = "Alpha says of itself", "https://home.alpha.example/"
	merge(t, s, v, feeds.Tally{New: 1})
	want := feeds.Carrier{
		ID: "alpha", Name: "Alpha says of itself", URL: "https://alpha.example/rss", Home: "https://home.alpha.example/",
		Link: "https://alpha.example/news/1", GUID: "alpha-1", Title: "Story 1",
		Published: start.Add(-time.Minute), Received: start, Changed: start.Add(-time.Minute),
		Revisions: []feeds.Revision{{Number: 1, At: start, Title: "Story 1"}},
	}
	equal(t, "carriers", []feeds.Carrier{want}, only(t, s).Carriers)
	steps := []struct {
		name   string
		change func() error
		want   func()
	}{
		{"configured", func() error {
			return s.SetSources(ctx, []feeds.Source{{ID: "alpha", Name: "The Alpha", URL: "https://alpha.example/feed"}})
		}, func() { want.Name, want.URL = "The Alpha", "https://alpha.example/feed" }},
		{"dropped", func() error { return s.SetSources(ctx, []feeds.Source{{ID: "beta"}}) }, func() {}},
		{"a home that no browser follows", func() error {
			v.State.Link = "javascript:alert(1)"
			_, err := s.Merge(ctx, v)
			return err
		}, func() { want.Home = "" }},
		{"no name at all", func() error {
			v.State.Title = ""
			_, err := s.Merge(ctx, v)
			return errors.Join(err, s.SetSources(ctx, []feeds.Source{{ID: "alpha", URL: "https://alpha.example/feed"}}))
		}, func() { want.Name = "alpha.example" }},
	}
	for _, st := range steps {
		if err := st.change(); err != nil {
			t.Fatal(err)
		}
		st.want()
		equal(t, st.name, []feeds.Carrier{want}, only(t, s).Carriers)
	}
	e, err := s.Entry(ctx, only(t, s).ID)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "entry by ID", only(t, s), e)
}

// TestHealth wants a page to name its failing sources, and the head to tell
// when they begin and cease to fail.
func TestHealth(t *testing.T) {
	s := open(t)
	ctx := context.Background()
	if err := s.SetSources(ctx, []feeds.Source{wire("alpha"), wire("beta")}); err != nil {
		t.Fatal(err)
	}
	merge(t, s, visit("alpha", start, story("alpha", 1, "malaysia")), feeds.Tally{New: 1})
	merge(t, s, visit("beta", start, story("beta", 1, "europe")), feeds.Tally{New: 1})
	last := latest(t, s, "malaysia").Head.Sources
	for i, tt := range []struct {
		failures int
		want     []string
		moves    bool
	}{{1, []string{"alpha"}, true}, {2, []string{"alpha"}, false}, {0, nil, true}, {0, nil, false}} {
		v := visit("alpha", start.Add(time.Duration(i)*time.Hour))
		v.State.Failures = tt.failures
		merge(t, s, v, feeds.Tally{})
		p := latest(t, s, "malaysia")
		equal(t, fmt.Sprintf("failing after %d", tt.failures), tt.want, p.Health.Failing)
		if (p.Head.Sources != last) != tt.moves {
			t.Errorf("after %d failures the head moved: %t", tt.failures, !tt.moves)
		}
		last = p.Head.Sources
		equal(t, "europe", nil, latest(t, s, "europe").Health.Failing)
	}
	v := visit("alpha", start.Add(10*time.Hour))
	v.State.Failures = 9
	merge(t, s, v, feeds.Tally{})
	if err := s.SetSources(ctx, []feeds.Source{wire("beta")}); err != nil {
		t.Fatal(err)
	}
	equal(t, "failing, but no longer visited", nil, latest(t, s, "malaysia").Health.Failing)
	// A source that has brought nothing yet is missed where it is expected.
	gamma := wire("gamma")
	gamma.Regions = []string{"malaysia"}
	if err := s.SetSources(ctx, []feeds.Source{wire("beta"), gamma}); err != nil {
		t.Fatal(err)
	}
	states, err := s.States(ctx)
	if _, ok := states["gamma"]; err != nil || len(states) != 2 || !ok {
		t.Errorf("states %v, %v: want those of beta and gamma", states, err)
	}
	v = visit("gamma", start)
	v.Source, v.State.Failures = gamma, 1
	merge(t, s, v, feeds.Tally{})
	for region, want := range map[string][]string{"malaysia": {"gamma"}, "asia": {"gamma"}, feeds.World: {"gamma"}, "europe": nil} {
		equal(t, "failing in "+region, want, latest(t, s, region).Health.Failing)
	}
}

// TestChanges wants the log to be read in pieces without a loss.
func TestChanges(t *testing.T) {
	s := open(t)
	merge(t, s, visit("alpha", start, story("alpha", 1, "malaysia"), story("alpha", 2), story("alpha", 3)), feeds.Tally{New: 3})
	changed := story("alpha", 2)
	changed.Title = "Changed"
	merge(t, s, visit("alpha", start.Add(time.Hour), changed), feeds.Tally{Changed: 1})
	var got []feeds.Change
	for after := uint64(0); ; {
		some, err := s.Changes(context.Background(), after, 3)
		if err != nil {
			t.Fatal(err)
		}
		if len(some) == 0 {
			break
		}
		got = append(got, some...)
		after = some[len(some)-1].Seq
	}
	id := func(n int) feeds.ID { return feeds.Identify(story("alpha", n), "alpha", "") }
	want := []feeds.Change{
		{Seq: 1, At: start, ID: id(1), What: feeds.Added, Regions: feeds.Builtin().Fan([]feeds.Placement{{Slug: "malaysia"}})},
		{Seq: 2, At: start, ID: id(2), What: feeds.Added, Regions: []string{"unplaced", "world"}},
		{Seq: 3, At: start, ID: id(3), What: feeds.Added, Regions: []string{"unplaced", "world"}},
		{Seq: 4, At: start.Add(time.Hour), ID: id(2), What: feeds.Changed, Regions: []string{"unplaced", "world"}},
	}
	equal(t, "changes", want, got)
}

// TestSelect wants the newest of those asked for, out of a region's, and all
// else as Latest has it.
func TestSelect(t *testing.T) {
	s := open(t)
	merge(t, s, crowd("alpha", start, 0, 30), feeds.Tally{New: 30})
	odd := func(e feeds.Entry) bool { return strings.HasSuffix(e.Title, "1") }
	all := latest(t, s, "malaysia")
	want := all
	want.Entries = nil
	for _, e := range all.Entries {
		if odd(e) && len(want.Entries) < 2 {
			want.Entries = append(want.Entries, e)
		}
	}
	got, err := s.Select(context.Background(), "malaysia", feeds.Selection{Limit: 2, Want: odd})
	if err != nil || len(got.Entries) == 0 {
		t.Fatal(got, err)
	}
	equal(t, "selection", want, got)
	if _, err := s.Select(context.Background(), "atlantis", feeds.Selection{Limit: 2, Want: odd}); !errors.Is(err, feeds.ErrNotFound) {
		t.Errorf("error %v", err)
	}
	if got, err = s.Select(context.Background(), "malaysia", feeds.Selection{Limit: 2, Want: func(feeds.Entry) bool { return false }}); err != nil || len(got.Entries) != 0 || got.Head != all.Head {
		t.Errorf("selection of nothing: %+v, %v", got, err)
	}
}
