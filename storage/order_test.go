package storage_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/storage"
)

// An account is one of the labelled texts of package story.
type account struct {
	Source, Title, Text, Language string
	Date                          time.Time
}

// accounts are the labelled accounts, those made from one event together, dated
// from two days before start on.
func accounts(t testing.TB) [][]account {
	t.Helper()
	f, err := os.Open("story/testdata/pairs.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	events, at := [][]account{}, map[string]int{}
	for lines.Scan() {
		var pair struct {
			ID   string
			A, B account
		}
		if err := json.Unmarshal(lines.Bytes(), &pair); err != nil {
			t.Fatal(err)
		}
		event, _, _ := strings.Cut(pair.ID, "/")
		if _, ok := at[event]; !ok {
			at[event] = len(events)
			events = append(events, nil)
		}
		for _, r := range []account{pair.A, pair.B} {
			if all := events[at[event]]; !slices.Contains(all, r) {
				events[at[event]] = append(all, r)
			}
		}
	}
	for _, event := range events {
		rebase(event)
	}
	return events
}

func rebase(event []account) {
	first := slices.MinFunc(event, func(a, b account) int { return a.Date.Compare(b.Date) }).Date
	for i, r := range event {
		event[i].Date = start.Add(-48*time.Hour + r.Date.Sub(first)%(40*time.Hour))
	}
}

// drawOrder is a set of visits of one item each: some 30 items of 8 sources
// about a few events. Some sources have several reports of an event, and some
// link to a page that another source has too.
func drawOrder(r *rand.Rand, events [][]account) []feeds.Visit {
	var visits []feeds.Visit
	for _, at := range r.Perm(len(events))[:4] {
		for range 6 + r.IntN(3) {
			is := events[at][r.IntN(len(events[at]))]
			visits = append(visits, accountVisit(r.IntN(8), len(visits), is))
		}
	}
	linked := map[string]bool{} // a source lists a page once
	for _, v := range visits {
		linked[v.Source.ID+v.Items[0].Link] = true
	}
	for range 5 {
		is := visits[r.IntN(len(visits))].Items[0]
		also := accountVisit(r.IntN(8), len(visits), account{Title: is.Title, Text: is.Content, Date: is.Published})
		also.Items[0].Link = is.Link
		if !linked[also.Source.ID+is.Link] {
			linked[also.Source.ID+is.Link] = true
			visits = append(visits, also)
		}
	}
	return visits
}

// accountVisit is a visit to a source that finds a account as its nth item.
func accountVisit(source, n int, is account) feeds.Visit {
	it := story(fmt.Sprint("s", source), n, []string{"malaysia", "france", "japan"}[n%3])
	it.Title, it.Content, it.Language, it.Published = is.Title, is.Text, is.Language, is.Date
	v := visit(fmt.Sprint("s", source), start, it)
	v.Source.Rank = source % 3
	return v
}

// A telling is how a story is shown: its items, and its words.
type telling struct {
	Items                string
	Title, Link, Content string
	Regions              string
}

// tellings are the stories that feeds of the world show, sorted, without their
// IDs: those are of the first that was published.
func tellings(t testing.TB, s *storage.Store) []telling {
	t.Helper()
	var all []telling
	for _, e := range latest(t, s, feeds.World).Entries {
		parts := e.Parts
		if len(parts) == 0 {
			parts = []feeds.ID{e.ID}
		}
		var slugs []string
		for _, p := range e.Placements {
			slugs = append(slugs, p.Slug)
		}
		all = append(all, telling{
			Items: fmt.Sprint(parts), Title: e.Title, Link: e.Link, Content: e.Content, Regions: fmt.Sprint(slugs),
		})
	}
	slices.SortFunc(all, func(a, b telling) int { return strings.Compare(a.Items, b.Items) })
	return all
}

// checkStories wants each item in one entry that feeds show, and no source with
// two items in one.
func checkStories(t testing.TB, s *storage.Store) {
	t.Helper()
	check(t, s)
	items := map[feeds.ID]bool{}
	every, err := s.Select(t.Context(), feeds.World, feeds.Selection{Expanded: true, Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range every.Entries {
		items[e.ID] = true
	}
	for _, e := range latest(t, s, feeds.World).Entries {
		parts := e.Parts
		if len(parts) == 0 {
			parts = []feeds.ID{e.ID}
		}
		for _, id := range parts {
			if !items[id] {
				t.Errorf("item %s of %q is in another entry too, or nowhere", id, e.Title)
			}
			delete(items, id)
		}
		if names := sorted(carriers(e)); len(slices.Compact(names)) != len(e.Carriers) {
			t.Errorf("%q has two items of one source: %v", e.Title, names)
		}
	}
	if len(items) > 0 {
		t.Errorf("%d items are in no entry: %v", len(items), items)
	}
}

func mergeOrder(t testing.TB, visits []feeds.Visit, order []int) *storage.Store {
	t.Helper()
	s, err := storage.Open(storage.Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	for i, n := range order {
		v := visits[n]
		v.At = start.Add(time.Duration(i) * time.Minute)
		if _, err := s.Merge(t.Context(), v); err != nil {
			t.Fatal(err)
		}
		check(t, s)
	}
	return s
}

// TestAnyOrder merges some 30 items in 20 random orders and wants the same
// stories each time: of the same items, in the words of the same source, in
// the same regions. Only the ID may be another. A set of items, 60 with
// DATELINE_PROVE=1.
func TestAnyOrder(t *testing.T) {
	rounds := 1
	if os.Getenv("DATELINE_PROVE") != "" {
		rounds = 60
	}
	events := accounts(t)
	r := rand.New(rand.NewPCG(seedOf(t), 0))
	for range rounds {
		visits := drawOrder(r, events)
		var want []telling
		for i := range 20 {
			s := mergeOrder(t, visits, r.Perm(len(visits)))
			got := tellings(t, s)
			if i == 0 {
				want = got
				checkStories(t, s)
			}
			equal(t, "stories in another order", want, got)
			if err := s.Close(); err != nil || t.Failed() {
				t.Fatal(err)
			}
		}
	}
}

// A desk changes its mind at random about what its sources say.
type desk struct {
	r      *rand.Rand
	s      *storage.Store
	events [][]account
	visits []feeds.Visit
	at     time.Time
}

func newDesk(t *testing.T, seed uint64, events [][]account) *desk {
	t.Helper()
	d := &desk{r: rand.New(rand.NewPCG(seed, 0)), events: events, at: start.Add(time.Hour)}
	d.visits = drawOrder(d.r, events)
	d.s = mergeOrder(t, d.visits, d.r.Perm(len(d.visits)))
	t.Cleanup(func() { _ = d.s.Close() })
	return d
}

// change lets a source say what another does, or something new, and wants its
// visit to change nothing when it is merged again.
func (d *desk) change(t *testing.T) {
	t.Helper()
	d.at = d.at.Add(20 * time.Minute)
	event := d.events[d.r.IntN(len(d.events))]
	is := event[d.r.IntN(len(event))]
	if other := d.visits[d.r.IntN(len(d.visits))].Items[0]; d.r.IntN(3) > 0 {
		is = account{Title: other.Title, Text: other.Content}
	}
	v := &d.visits[d.r.IntN(len(d.visits))]
	v.At, v.Items = d.at, []feeds.Item{with(v.Items[0], func(it *feeds.Item) { it.Title, it.Content = is.Title, is.Text })}
	mergeTwice(t, d.s, *v)
}

// remove retracts a story, or sweeps.
func (d *desk) remove(t *testing.T) {
	t.Helper()
	d.at = d.at.Add(20 * time.Minute)
	es := latest(t, d.s, feeds.World).Entries
	if len(es) > 0 && d.r.IntN(2) == 0 {
		e := es[d.r.IntN(len(es))]
		if _, err := d.s.Retract(t.Context(), e.ID, "wrong", d.at); err != nil {
			t.Fatal(err)
		}
		return
	}
	if _, err := d.s.Sweep(t.Context(), feeds.Retention{PerSource: 2 + d.r.IntN(4)}, d.at); err != nil {
		t.Fatal(err)
	}
}

// TestStoriesChange changes what sources say and wants the stories that there
// would be if they had said it from the beginning; then it also retracts and
// sweeps, and wants the store whole after each step. Twice, 60 with
// DATELINE_PROVE=1.
func TestStoriesChange(t *testing.T) {
	rounds := 2
	if os.Getenv("DATELINE_PROVE") != "" {
		rounds = 60
	}
	events := accounts(t)
	for range rounds {
		seed := seedOf(t)
		d := newDesk(t, seed, events)
		for range 20 {
			d.change(t)
			checkStories(t, d.s)
		}
		fresh := mergeOrder(t, d.visits, d.r.Perm(len(d.visits)))
		equal(t, "stories from the beginning", tellings(t, fresh), tellings(t, d.s))
		if err := fresh.Close(); err != nil {
			t.Fatal(err)
		}
		for range 20 {
			if d.r.IntN(3) == 0 {
				d.remove(t)
			} else {
				d.change(t)
			}
			checkStories(t, d.s)
		}
		if t.Failed() {
			return
		}
	}
}

// mergeTwice wants the second merge of a visit to change nothing.
func mergeTwice(t testing.TB, s *storage.Store, v feeds.Visit) {
	t.Helper()
	if _, err := s.Merge(t.Context(), v); err != nil {
		t.Fatal(err)
	}
	want := latest(t, s, feeds.World)
	tally, err := s.Merge(t.Context(), v)
	if err != nil || tally.Known != len(v.Items) {
		t.Fatalf("merged again: %+v, %v", tally, err)
	}
	equal(t, "merged again", want, latest(t, s, feeds.World))
}

// seedOf is a new seed, or the one to try again.
func seedOf(t *testing.T) uint64 {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	if again, err := strconv.ParseUint(os.Getenv("STORAGE_TEST_SEED"), 10, 64); err == nil {
		seed = again
	}
	t.Logf("STORAGE_TEST_SEED=%d", seed)
	return seed
}
