package storage_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dateline/feeds"
	"dateline/storage"
	"dateline/storage/index"
)

// drawRich draws an item of few, about something and in some language.
func drawRich(t *rapid.T) feeds.Item {
	it := drawItem(t)
	if n := rapid.IntRange(0, 9).Draw(t, "number"); n > 3 {
		it.GUID, it.Link = fmt.Sprint(n), fmt.Sprintf("https://x.example/%d", n)
	}
	it.Title += " " + rapid.SampledFrom([]string{"in Malmö", "北京市", "“again”", ""}).Draw(t, "more")
	it.Language = rapid.SampledFrom([]string{"", "en", "en-MY", "zh-Hant-TW"}).Draw(t, "language")
	for _, c := range rapid.SliceOfN(rapid.SampledFrom([]string{"Weather", "sport", "Rain & Sun"}), 0, 2).Draw(t, "categories") {
		it.Categories = append(it.Categories, feeds.Category{Term: c})
	}
	if rapid.Bool().Draw(t, "audio") {
		it.Enclosures = []feeds.Enclosure{{URL: "https://x.example/a.mp3", Type: "audio/mpeg"}}
	}
	return it
}

var searches = []string{
	"", "", "rain", "Rained", "sun OR snow", `"it rained"`, `"rained it"`, `"long day" -rain`, "-sun", "malmo", "北京", "京市", "京", "京北", "weather rain OR shone", `again -"北京"`,
}

func drawSelection(t *rapid.T) feeds.Selection {
	sel := feeds.Selection{Limit: rapid.SampledFrom([]int{1, 2, 100}).Draw(t, "limit"), Expanded: rapid.Bool().Draw(t, "expanded")}
	if q := rapid.SampledFrom(searches).Draw(t, "q"); q != "" {
		var err error
		sel.Query.Text, err = feeds.ParseSearch(q)
		must(t, err)
	}
	choose := func(label string, of ...string) feeds.Choice {
		switch rapid.IntRange(0, 5).Draw(t, label) {
		case 0:
			return feeds.Choice{In: rapid.SliceOfN(rapid.SampledFrom(of), 1, 2).Draw(t, "in")}
		case 1:
			return feeds.Choice{Out: []string{rapid.SampledFrom(of).Draw(t, "out")}}
		}
		return feeds.Choice{}
	}
	sel.Query.Topics = choose("topics", "weather", "SPORT", "rain & sun", "none", "", "Hong Kong", "malaysia")
	sel.Query.Sources = choose("sources", "alpha", "beta", "nobody")
	sel.Query.Languages = choose("languages", "en", "EN-my", "zh-hant", "")
	sel.Query.Playable = rapid.IntRange(0, 4).Draw(t, "playable") == 0
	moment := func(label string) time.Time {
		if rapid.IntRange(0, 4).Draw(t, label) > 0 {
			return time.Time{}
		}
		return start.Add(time.Duration(rapid.IntRange(-240, 120).Draw(t, "seconds")) * time.Second)
	}
	sel.Query.Since, sel.Query.Before = moment("since"), moment("before")
	if at := moment("after"); !at.IsZero() {
		sel.Query.After = feeds.Position{Date: at, ID: feeds.ID{byte(rapid.IntRange(0, 255).Draw(t, "id"))}}
	}
	return sel
}

// sought is what a selection has to find, by looking at everything.
func sought(s *storage.Store, region string, sel feeds.Selection) (feeds.Page, error) {
	all, err := s.Select(context.Background(), region, feeds.Selection{Limit: 100_000, Expanded: sel.Expanded})
	if err != nil {
		return all, err
	}
	all.Entries = slices.DeleteFunc(all.Entries, func(e feeds.Entry) bool { return !sel.Query.Wants(e) })
	if len(all.Entries) > sel.Limit {
		all.Entries = all.Entries[:sel.Limit]
		all.Next = all.Entries[sel.Limit-1].Position()
	}
	return all, nil
}

// TestSelectProperties wants Select to find what looking at everything finds,
// whatever was merged, retracted, swept and placed anew, wherever the index is,
// and also after the store was opened again or a source ranks otherwise.
func TestSelectProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ctx := context.Background()
		dir, err := os.MkdirTemp("", "select")
		must(t, err)
		defer func() { must(t, os.RemoveAll(dir)) }()
		size := rapid.IntRange(1, 4).Draw(t, "size")
		openStore := func() *storage.Store {
			s, err := storage.Open(storage.Options{Dir: dir})
			must(t, err)
			s.SetIndexSizes(size)
			return s
		}
		s := openStore()
		defer func() { must(t, s.Close()) }()
		for round := range rapid.IntRange(1, 12).Draw(t, "rounds") {
			at := start.Add(time.Duration(round) * time.Minute)
			switch rapid.IntRange(0, 11).Draw(t, "act") {
			case 0:
				must(t, s.Close())
				s = openStore()
			case 1:
				_, err = s.Sweep(ctx, feeds.Retention{PerSource: rapid.IntRange(1, 6).Draw(t, "keep")}, at)
			case 2:
				must(t, retractNewest(ctx, s, at))
			case 3:
				err = s.SetSources(ctx, []feeds.Source{{ID: "alpha", Rank: round}, {ID: "beta"}})
			case 4, 5:
				err = s.IndexAll(ctx)
			case 6:
				err = s.IndexOnce(ctx)
			case 7:
				s.LoseHandover()
			default:
				source := rapid.SampledFrom([]string{"alpha", "beta"}).Draw(t, "source")
				_, err = s.Merge(ctx, visit(source, at, rapid.SliceOfN(rapid.Custom(drawRich), 1, 6).Draw(t, "items")...))
			}
			must(t, err)
			for range 4 {
				compareSelect(t, s)
			}
		}
	})
}

func compareSelect(t *rapid.T, s *storage.Store) {
	region := rapid.SampledFrom([]string{feeds.World, "malaysia", "europe", "asia", feeds.Unplaced}).Draw(t, "where")
	sel := drawSelection(t)
	want, err := sought(s, region, sel)
	must(t, err)
	got, err := s.Select(context.Background(), region, sel)
	must(t, err)
	same(t, fmt.Sprintf("%s in %s", sel.Query.Text, region), map[string]feeds.Page{"": want}, map[string]feeds.Page{"": got})
}

func retractNewest(ctx context.Context, s *storage.Store, at time.Time) error {
	page, err := s.Latest(ctx, feeds.World, 1)
	if err != nil || len(page.Entries) == 0 {
		return err
	}
	_, err = s.Retract(ctx, page.Entries[0].ID, "wrong", at)
	return err
}

// indexed is a store with items that an index of many segments is of.
func indexed(t *testing.T, items int) *storage.Store {
	t.Helper()
	s := open(t)
	s.SetIndexSizes(8)
	for i := range items / 20 {
		if _, err := s.Merge(t.Context(), crowd(fmt.Sprintf("s%d", i), start, 20*i, 20)); err != nil {
			t.Fatal(err)
		}
		if err := s.IndexAll(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func find(t *testing.T, s *storage.Store, q string) []string {
	t.Helper()
	search, err := feeds.ParseSearch(q)
	if err != nil {
		t.Fatal(err)
	}
	page, err := s.Select(t.Context(), feeds.World, feeds.Selection{Limit: 1000, Query: feeds.Query{Text: search}})
	if err != nil {
		t.Fatal(err)
	}
	return titles(page.Entries)
}

// TestIndexCorrupt wants a block of any kind that is not as it was made to be
// noticed, nothing to be missing for that, and the index to be made anew.
func TestIndexCorrupt(t *testing.T) {
	for _, kind := range []index.Kind{0, index.Head, index.Docs, index.Terms} {
		s := indexed(t, 200)
		want := find(t, s, "story")
		if len(want) != 200 {
			t.Fatalf("%d items say what all do", len(want))
		}
		err := s.SpoilIndex(kind)
		if kind == 0 {
			err = s.SpoilIndexRecord()
		}
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "found in spite of it", want, find(t, s, "story"))
		if _, whole := s.Segments(); whole {
			t.Fatalf("corrupt %c is not noticed", kind)
		}
		if err := s.IndexAll(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, whole := s.Segments(); !whole {
			t.Fatal("the index is not made anew")
		}
		equal(t, "found afterwards", want, find(t, s, "story"))
	}
}

// TestIndexShrinks wants what the index has of swept items to go.
func TestIndexShrinks(t *testing.T) {
	s := indexed(t, 400)
	sum := func() (docs int) {
		all, _ := s.Segments()
		for _, n := range all {
			docs += n
		}
		return docs
	}
	if n := sum(); n < 390 {
		t.Fatalf("the index has %d of 400", n)
	}
	if _, err := s.Sweep(t.Context(), feeds.Retention{PerSource: 2}, start); err != nil {
		t.Fatal(err)
	}
	if n := sum(); n > 100 {
		t.Errorf("the index has %d of the 40 that are left", n)
	}
	if got := find(t, s, "story"); len(got) != 40 {
		t.Errorf("%d are found of the 40 that are left", len(got))
	}
}

// TestIndexAnew wants the index to begin anew when a source's items have other
// words than before, and to be found by those at once.
func TestIndexAnew(t *testing.T) {
	s := indexed(t, 40)
	one, other := story("alpha", 1), story("alpha", 1)
	one.Title, other.Title = "Rain", "Sun"
	merge(t, s, visit("alpha", start, one), feeds.Tally{New: 1})
	merge(t, s, visit("beta", start, other), feeds.Tally{Changed: 1})
	if err := s.IndexAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	equal(t, "before", []string{"Rain"}, find(t, s, "rain"))
	beta := wire("beta")
	beta.Rank = 10
	if err := s.SetSources(t.Context(), []feeds.Source{wire("alpha"), beta}); err != nil {
		t.Fatal(err)
	}
	equal(t, "after", []string{"Sun"}, find(t, s, "sun"))
	equal(t, "no more", nil, find(t, s, "rain"))
	if err := s.IndexAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	equal(t, "anew", []string{"Sun"}, find(t, s, "sun"))
}

// TestIndexLate wants who indexes for nobody to make segments that need no merging,
// and what is not in them yet to be found.
func TestIndexLate(t *testing.T) {
	s := open(t)
	if err := s.IndexAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	var items []feeds.Item
	for i := range 600 {
		items = append(items, story("alpha", i))
	}
	merge(t, s, visit("alpha", start, items...), feeds.Tally{New: 600})
	if err := s.IndexLate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if docs, _ := s.Segments(); len(docs) != 0 {
		t.Errorf("segments of %v are made of 600 changes", docs)
	}
	equal(t, "found late", []string{"Story 599"}, find(t, s, "599"))
	if err := s.IndexAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	if docs, whole := s.Segments(); !whole || len(docs) != 1 || docs[0] != 600 {
		t.Errorf("segments of %v, whole %v; want one of all 600", docs, whole)
	}
	equal(t, "found", []string{"Story 599"}, find(t, s, "599"))
}

// TestIndexRuns wants Index and Follow to end with their context.
func TestIndexRuns(t *testing.T) {
	for name, index := range map[string]func(*storage.Store, context.Context) error{"index": (*storage.Store).Index, "follow": (*storage.Store).Follow} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			ctx, stop := context.WithCancel(t.Context())
			ended := make(chan error)
			go func() { ended <- index(s, ctx) }()
			merge(t, s, visit("alpha", start, story("alpha", 1)), feeds.Tally{New: 1})
			stop()
			if err := <-ended; !errors.Is(err, context.Canceled) {
				t.Errorf("ended with %v", err)
			}
		})
	}
}
