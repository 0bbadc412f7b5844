package storage_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dateline/feeds"
)

// A publisher lists an archive, and moves it about.
type publisher struct {
	items []feeds.Item
	// paths and guids are what links and guids are made of at present;
	// domain, scheme, www and tracking are those of all links.
	domain, scheme, www, tracking string
	// moves counts, so that what is made up is new.
	moves int
	// swapped says that guids are now those of other items.
	swapped bool
	// schemes counts the guids that an item has had.
	schemes int
}

func newPublisher(n int, hasLinks bool) *publisher {
	p := &publisher{domain: "alpha.example", scheme: "http://"}
	for i := range n {
		p.items = append(p.items, p.write(i, hasLinks))
	}
	return p
}

// write makes the nth item, with a text of its own.
func (p *publisher) write(n int, hasLink bool) feeds.Item {
	it := story("alpha", n, "malaysia")
	it.Content = article(uint64(n)+1, 40)
	it.Link = ""
	if hasLink {
		it.Link = fmt.Sprintf("/news/%d", n)
	}
	return it
}

// listed is the archive as the feed lists it: items keep the paths of their
// links only.
func (p *publisher) listed() []feeds.Item {
	items := slices.Clone(p.items)
	for i, it := range items {
		if it.Link != "" {
			items[i].Link = p.scheme + p.www + p.domain + it.Link + p.tracking
		}
	}
	return items
}

// all does something with every item.
func (p *publisher) all(do func(n int, it *feeds.Item)) {
	p.items = slices.Clone(p.items)
	for i := range p.items {
		do(i, &p.items[i])
	}
}

// maxSchemes is how many guids of an item the store learns. One that has had
// more is known by its link, and without one by its text.
const maxSchemes = 8

// publisherMoves are what publishers do. Each but the last is the move of a whole feed.
var publisherMoves = map[string]func(t *rapid.T, p *publisher, at time.Time){
	"to https": func(_ *rapid.T, p *publisher, _ time.Time) { p.scheme = "https://" },
	"to http":  func(_ *rapid.T, p *publisher, _ time.Time) { p.scheme = "http://" },
	"www":      func(_ *rapid.T, p *publisher, _ time.Time) { p.www = "www." },
	"no www":   func(_ *rapid.T, p *publisher, _ time.Time) { p.www = "" },
	"tracking": func(_ *rapid.T, p *publisher, _ time.Time) {
		p.tracking = fmt.Sprintf("?utm_source=%d&fbclid=x", p.moves)
	},
	"no tracking": func(_ *rapid.T, p *publisher, _ time.Time) { p.tracking = "" },
	"dated anew":  func(_ *rapid.T, p *publisher, at time.Time) { p.all(func(_ int, it *feeds.Item) { it.Published = at }) },
	"other guids": func(_ *rapid.T, p *publisher, _ time.Time) { p.otherGUIDs() },
	"no guids": func(_ *rapid.T, p *publisher, _ time.Time) {
		p.all(func(_ int, it *feeds.Item) {
			if it.Link != "" {
				it.GUID = ""
			}
		})
	},
	"guids swapped": func(_ *rapid.T, p *publisher, _ time.Time) { p.swapGUIDs() },
	"other domain": func(_ *rapid.T, p *publisher, _ time.Time) {
		p.domain = fmt.Sprintf("alpha%d.example", p.moves)
		p.otherGUIDs()
	},
	"other paths": func(_ *rapid.T, p *publisher, _ time.Time) {
		p.all(func(n int, it *feeds.Item) {
			if it.Link != "" && !p.swapped {
				it.Link = fmt.Sprintf("/archive%d/%d", p.moves, n)
			}
		})
	},
	"redirects": func(_ *rapid.T, p *publisher, _ time.Time) {
		p.all(func(n int, it *feeds.Item) {
			if p.hasGUID(it) && it.Link != "" {
				it.Link = fmt.Sprintf("/~r/%x", p.moves*100+n)
			}
		})
	},
	"a title": func(t *rapid.T, p *publisher, _ time.Time) {
		it := p.pick(t)
		if it.Link == "" && !p.hasGUID(it) {
			return
		}
		it.Title = fmt.Sprintf("%s, corrected %d", strings.Split(it.Title, ",")[0], p.moves)
	},
	"a link": func(t *rapid.T, p *publisher, _ time.Time) {
		if it := p.pick(t); p.hasGUID(it) && it.Link != "" {
			it.Link = fmt.Sprintf("/moved/%d", p.moves)
		}
	},
	"news": func(_ *rapid.T, p *publisher, _ time.Time) {
		p.items = append(slices.Clone(p.items), p.write(100+p.moves, p.items[0].Link != ""))
	},
}

func (p *publisher) otherGUIDs() {
	p.swapped, p.schemes = false, p.schemes+1
	p.all(func(n int, it *feeds.Item) { it.GUID = fmt.Sprintf("tag:alpha,%d:%d", p.moves, n) })
}

// swapGUIDs gives each item the guid of the next, if their links tell them
// apart.
func (p *publisher) swapGUIDs() {
	was := slices.Clone(p.items)
	p.swapped, p.schemes = was[0].Link != "", p.schemes+1
	p.all(func(n int, it *feeds.Item) {
		if it.Link != "" {
			it.GUID = was[(n+1)%len(was)].GUID
		}
	})
}

// hasGUID reports whether an item has a guid that has always been its own, and
// is among those that the store learns.
func (p *publisher) hasGUID(it *feeds.Item) bool {
	return it.GUID != "" && !p.swapped && p.schemes < maxSchemes
}

func (p *publisher) pick(t *rapid.T) *feeds.Item {
	p.items = slices.Clone(p.items)
	return &p.items[rapid.IntRange(0, len(p.items)-1).Draw(t, "item")]
}

// TestPublisherMoves draws an archive and what its publisher does with it, a
// day or more apart, and wants each item to be the one it was, and none to be
// there twice.
//
// The limits: what changes guid and link at once is known by its text, if three
// items or more do and they are more than half of what the feed lists; a single
// one is another item. So is one that, between two visits, has another link,
// title and date under its guid. A change that waits because the item changed
// four times that day (feeds.IsDamped) counts as not made. An item without link
// and guid is its text. Guids that have been another item's are no help when
// links change.
func TestPublisherMoves(t *testing.T) {
	names := make([]string, 0, len(publisherMoves))
	for name := range publisherMoves {
		names = append(names, name)
	}
	slices.Sort(names)
	rapid.Check(t, func(t *rapid.T) {
		s := opened(t)
		defer func() { must(t, s.Close()) }()
		p := newPublisher(rapid.IntRange(3, 6).Draw(t, "items"), rapid.Bool().Draw(t, "links"))
		known, at := map[string]feeds.ID{}, start
		for range rapid.IntRange(2, 20).Draw(t, "moves") {
			v := visit("alpha", at, p.listed()...)
			_, err := s.Merge(t.Context(), v)
			must(t, err)
			must(t, s.Check())
			page, err := s.Latest(t.Context(), feeds.World, 1000)
			must(t, err)
			if len(page.Entries) != len(p.items) {
				t.Fatalf("%d entries of %d items: %v", len(page.Entries), len(p.items), titles(page.Entries))
			}
			for _, e := range page.Entries {
				if was, ok := known[e.Content]; ok && was != e.ID {
					t.Fatalf("%q was %s and is %s", e.Title, was, e.ID)
				}
				known[e.Content] = e.ID
			}
			p.moves++
			at = at.Add(time.Duration(rapid.IntRange(24, 72).Draw(t, "hours")) * time.Hour)
			publisherMoves[rapid.SampledFrom(names).Draw(t, "move")](t, p, at)
		}
	})
}

// A move that a crash has cut in two goes on with the next visit, whatever else
// that one brings, and also for an item that has changed so often that its
// changes have to wait.
func TestMoveGoesOn(t *testing.T) {
	s := open(t)
	s.SetBatchBytes(0)
	items := archive(10)
	for take := range 5 {
		items[9].Title = fmt.Sprint("Live, take ", take)
		if _, err := s.Merge(t.Context(), visit("alpha", start.Add(time.Duration(take)*time.Minute), items...)); err != nil {
			t.Fatal(err)
		}
	}
	was := ids(latest(t, s, feeds.World).Entries)
	again := moved(items)
	v := visit("alpha", start.Add(time.Hour), again...)
	if _, err := s.Merge(&canceledAfter{Context: t.Context(), n: 8}, v); err == nil {
		t.Fatal("the move is through")
	}
	for i := range 5 {
		it := story("alpha", 100+i)
		it.Content = article(uint64(i), 60)
		v.Items = append(v.Items, it)
	}
	v.At = v.At.Add(5 * time.Minute)
	tally, err := s.Merge(t.Context(), v)
	if err != nil || tally.New != 5 || tally.Returned == 0 {
		t.Errorf("%+v, %v", tally, err)
	}
	check(t, s)
	merge(t, s, v, feeds.Tally{Known: 15})
	now := ids(latest(t, s, feeds.World).Entries)
	equal(t, "entries", 15, len(now))
	for title, id := range was {
		if now[title] != id {
			t.Errorf("%s is another item", title)
		}
	}
}

// What is gone stays away when its source moves: what was retracted, and what
// retention took while the feed still lists it.
func TestMoveBringsNothingBack(t *testing.T) {
	s := open(t)
	items := archive(10)
	now := today()
	merge(t, s, visit("alpha", now, items...), feeds.Tally{New: 10})
	bad := latest(t, s, feeds.World).Entries[0]
	if _, err := s.Retract(t.Context(), bad.ID, "libel", now); err != nil {
		t.Fatal(err)
	}
	sweep(t, s, feeds.Retention{PerSource: 5}, now, 4)
	was := latest(t, s, feeds.World).Entries
	again := append(moved(items), with(story("alpha", 100), func(it *feeds.Item) { it.Content = article(1, 60) }))
	merge(t, s, visit("alpha", now.Add(time.Hour), again...), feeds.Tally{New: 1, Changed: 5, Known: 5, Returned: 10})
	left := ids(latest(t, s, feeds.World).Entries)
	if _, ok := left[bad.Title]; ok || len(left) != 6 {
		t.Errorf("%v, %q was retracted", left, bad.Title)
	}
	for _, e := range was {
		if left[e.Title] != e.ID {
			t.Errorf("%q is another item", e.Title)
		}
	}
	// Now it is known by its new guids.
	merge(t, s, visit("alpha", now.Add(100*day), again[:2]...), feeds.Tally{Known: 2})
	merge(t, s, visit("alpha", now.Add(100*day), again...), feeds.Tally{Known: 11})
}

// Nor does it come back when guid and link change one after the other, or
// another source lists it, and that one moves it.
func TestRetractedStaysAway(t *testing.T) {
	s := open(t)
	it := story("alpha", 1)
	merge(t, s, visit("alpha", start, it), feeds.Tally{New: 1})
	if _, err := s.Retract(t.Context(), only(t, s).ID, "libel", start); err != nil {
		t.Fatal(err)
	}
	at := start
	for i := range 6 {
		for _, source := range []string{"alpha", "beta"} {
			own := with(it, func(it *feeds.Item) { it.GUID = fmt.Sprintf("%s-%d", source, (i+1)/2) })
			own.Link = fmt.Sprintf("https://alpha.example/news/%d", 1+i/2)
			at = at.Add(24 * time.Hour)
			merge(t, s, visit(source, at, own), feeds.Tally{Known: 1})
		}
	}
	equal(t, "entries", 0, len(latest(t, s, feeds.World).Entries))
}
