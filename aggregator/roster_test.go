package aggregator_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/aggregator"
	"dateline/feeds"
)

// editions are lists that have other sources with each look.
type editions struct {
	next  [][]feeds.Source
	looks int
}

func (e *editions) Look(*slog.Logger) (sources []feeds.Source, changed bool) {
	e.looks++
	if len(e.next) == 0 || e.next[0] == nil {
		e.next = e.next[min(1, len(e.next)):]
		return nil, false
	}
	sources, e.next = e.next[0], e.next[1:]
	return sources, true
}

func named(names string) []feeds.Source {
	sources := []feeds.Source{}
	for name := range strings.FieldsSeq(names) {
		id, label, _ := strings.Cut(name, ":")
		sources = append(sources, feeds.Source{ID: id, URL: "https://" + id + ".example/", Name: label})
	}
	return sources
}

func names(sources []feeds.Source) string {
	var all []string
	for _, src := range sources {
		name := src.ID
		if src.Name != "" {
			name += ":" + src.Name
		}
		all = append(all, name)
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// Sources that lists drop are visited no more, new ones at once, and those
// that come back when they were due.
func TestListsChange(t *testing.T) {
	lists := &editions{}
	store := &shelf{states: map[string]feeds.State{}}
	p := newPoller(store)
	p.Lists = lists
	r := aggregator.NewRoster(p)
	now := time.Date(2026, time.January, 3, 12, 0, 0, 0, time.UTC)
	for _, step := range []struct {
		name, has string // has "" is no change
		want      string // who is visited then
	}{
		{"the first", "a b gone", "a b gone"},
		{"no change", "", ""},
		{"one more", "a b c gone", "c"},
		{"one less", "a c gone", ""},
		{"an hour later", "", "a c"},
		{"other names", "a:A c:C gone", ""},
		{"an hour later", "", "a:A c:C"},
		{"one is dropped", "a:A gone", ""},
		{"and is back before its turn", "a:A c:C gone", ""},
		{"an hour later", "", "a:A c:C"},
		{"nobody", "-", ""},
		{"an hour later", "", ""},
		{"and back", "a c", "a c"},
	} {
		now = now.Add(time.Minute)
		if step.name == "an hour later" {
			now = now.Add(time.Hour)
		}
		lists.next = [][]feeds.Source{nil}
		if step.has != "" {
			lists.next[0] = named(strings.Trim(step.has, "-"))
		}
		if err := r.Relist(t.Context(), now); err != nil {
			t.Fatal(err)
		}
		if has := strings.Trim(step.has, "-"); step.has != "" && names(store.sources) != has {
			t.Errorf("%s: the store knows %s", step.name, names(store.sources))
		}
		visited := r.Take(now.Add(time.Second)) // those that are late come one after the other
		if got := names(visited); got != step.want {
			t.Errorf("%s: visits %q, want %q", step.name, got, step.want)
		}
		for _, src := range visited {
			state := feeds.State{Visited: now, Next: now.Add(30 * time.Minute), Gone: src.ID == "gone"}
			store.states[src.ID] = state
			r.Visited(src, state)
		}
	}
}

// Lists are looked at once a minute, whatever else there is to do.
func TestListsAreLookedAt(t *testing.T) {
	lists := &editions{}
	p := newPoller(&shelf{})
	p.Lists = lists
	r := aggregator.NewRoster(p)
	now := time.Date(2026, time.January, 3, 12, 0, 0, 0, time.UTC)
	for _, after := range []time.Duration{0, time.Second, 59 * time.Second, 61 * time.Second, 3 * time.Minute} {
		if err := r.Relist(t.Context(), now.Add(after)); err != nil {
			t.Fatal(err)
		}
	}
	if lists.looks != 3 {
		t.Errorf("%d looks", lists.looks)
	}
	if wait := r.Wait(now.Add(3*time.Minute + 10*time.Second)); wait != 50*time.Second {
		t.Errorf("waits %v", wait)
	}
	p.Lists = nil
	if wait := r.Wait(now); wait >= 0 {
		t.Errorf("without lists waits %v", wait)
	}
}

// Run visits what the lists have, and ends if the store cannot take it.
func TestRunWithLists(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	store := &stopping{stop: cancel}
	p := newPoller(store)
	base := press(t)
	p.Sources = []feeds.Source{{ID: "was", URL: base + "/gone"}}
	p.Lists = &editions{next: [][]feeds.Source{{{ID: "is", URL: base + "/good"}}}}
	if err := p.Run(ctx); err != nil {
		t.Fatal(err)
	}
	if len(store.visits) != 1 || store.visits[0].Source.ID != "is" || names(store.sources) != "is" {
		t.Errorf("visits %+v, the store knows %s", store.visits, names(store.sources))
	}
	full := errors.New("disk full")
	p.Store = &shelf{broken: full}
	p.Lists = &editions{next: [][]feeds.Source{{}}}
	if err := p.Run(t.Context()); !errors.Is(err, full) {
		t.Errorf("got %v, want %v", err, full)
	}
}
