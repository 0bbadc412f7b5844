package storage_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/storage"
)

// The complaints that users of other aggregators have filed about duplicates
// and dates, by thread, each with what it wanted. Those that are met before
// items are stored are in testdata/script/field_*.txtar of the whole program:
// 14 NewsBlur#1278, 17 commafeed#225, 24 searchmysite.net#105.

// post is an item of a source, in its words, published some minutes before
// start.
func post(source, path, title, text string, minutes int) feeds.Item {
	return feeds.Item{
		GUID: source + ":" + path, Link: "https://" + source + ".example" + path, Title: title, Content: "<p>" + text + "</p>",
		Published: start.Add(-time.Duration(minutes) * time.Minute),
	}
}

// read merges what a source says, an hour after the last visit, and wants so
// many items to be new to the store.
func read(t *testing.T, s *storage.Store, source string, hour, fresh int, items ...feeds.Item) feeds.Tally {
	t.Helper()
	tally, err := s.Merge(t.Context(), visit(source, start.Add(time.Duration(hour)*time.Hour), items...))
	if err != nil {
		t.Fatal(err)
	}
	if tally.New != fresh {
		t.Fatalf("%s in hour %d: %+v, want %d new", source, hour, tally, fresh)
	}
	checkStories(t, s)
	return tally
}

// shown are the titles of the world, the newest first.
func shown(t *testing.T, s *storage.Store) []string { return titles(latest(t, s, feeds.World).Entries) }

// as returns an item as another source lists it: under its own guid, with the
// tracking of its own.
func as(source string, it feeds.Item) feeds.Item {
	it.GUID = source + "-" + it.GUID
	it.Link += "?utm_source=" + source
	return it
}

// ferry is an item of a blog.
func ferry() feeds.Item { return post("blog", "/ferry", "The ferry is back", "It sails at nine.", 10) }

func TestFieldLinks(t *testing.T) {
	t.Run("1 miniflux/v2#797 a blog and an aggregator that links to it", func(t *testing.T) {
		s := open(t)
		read(t, s, "blog", 0, 1, ferry())
		read(t, s, "links", 1, 0, with(as("links", ferry()), func(it *feeds.Item) { it.Title, it.Content = "Ferry is back (blog.example)", "<p>12 points</p>" }))
		e := only(t, s)
		equal(t, "sources", []string{"blog", "links"}, sorted(carriers(e)))
		read(t, s, "daily", 2, 1, post("daily", "/seram", "Quake shakes Seram", quake()[1], 30))
		read(t, s, "herald", 3, 1, post("herald", "/1", "Strong quake on Seram", quake()[1], 20))
		equal(t, "entries", 2, len(shown(t, s)))
	})
	t.Run("2 miniflux/v2#4535 one page in three feeds, promoted again", func(t *testing.T) {
		s := open(t)
		read(t, s, "blog", 0, 1, ferry())
		read(t, s, "links", 1, 0, as("links", ferry()))
		read(t, s, "digest", 2, 0, as("digest", ferry()))
		was := only(t, s)
		read(t, s, "blog", 90, 1, post("blog", "/bus", "The bus is back", "It leaves at ten.", -60))
		read(t, s, "blog", 100, 0, with(ferry(), func(it *feeds.Item) { it.GUID, it.Published = "again", start.Add(100*time.Hour) }))
		now := latest(t, s, feeds.World).Entries
		if len(now) != 2 || now[1].ID != was.ID || !now[1].Date.Equal(was.Date) {
			t.Errorf("promoted again: %v", titles(now))
		}
	})
	t.Run("3 miniflux/v2#3403 over all feeds, not within one", func(t *testing.T) {
		s := open(t)
		for i, slug := range []string{"malaysia", "france", "japan"} {
			source := fmt.Sprint("desk-", slug)
			it := as(source, ferry())
			it.Placements = []feeds.Placement{{Slug: slug, Confidence: .9, Evidence: []feeds.Evidence{{Kind: feeds.ByDateline, Weight: .9}}}}
			read(t, s, source, i, map[bool]int{true: 1}[i == 0], it)
		}
		id := only(t, s).ID
		for _, slug := range []string{"malaysia", "asia", "france", "europe", "japan"} {
			if es := latest(t, s, slug).Entries; len(es) != 1 || es[0].ID != id {
				t.Errorf("%s: %v", slug, titles(es))
			}
		}
	})
	t.Run("6 FreshRSS#948 category feeds of one agency", func(t *testing.T) {
		s := open(t)
		for i, category := range []string{"world", "politics", "top"} {
			read(t, s, "agency-"+category, i, map[bool]int{true: 1}[i == 0], as(category, ferry()), as(category, ferry()))
		}
		equal(t, "sources", []string{"agency-politics", "agency-top", "agency-world"}, sorted(carriers(only(t, s))))
	})
}

func TestFieldPublishers(t *testing.T) {
	t.Run("7 FreshRSS#6916 Canada and Top stories", func(t *testing.T) {
		s := open(t)
		inCanada := func(n int) feeds.Item {
			return with(story("cbc", n, "canada"), func(it *feeds.Item) { it.Link += "?cmp=rss" })
		}
		read(t, s, "cbc-canada", 0, 4, inCanada(1), inCanada(2), inCanada(3), inCanada(4))
		read(t, s, "cbc-top", 1, 1, inCanada(5), inCanada(3), inCanada(1))
		equal(t, "canada", []string{"Story 1", "Story 2", "Story 3", "Story 4", "Story 5"}, titles(latest(t, s, "canada").Entries))
	})
	t.Run("9 FreshRSS#2104 two papers link to one page", func(t *testing.T) {
		s := open(t)
		read(t, s, "daily", 0, 1, with(as("daily", ferry()), func(it *feeds.Item) { it.Title = "We read: ferry" }))
		read(t, s, "herald", 1, 0, with(as("herald", ferry()), func(it *feeds.Item) { it.Title = "Worth a look" }))
		only(t, s)
		// Articles of their own that cite the same page are two.
		cite := `See <a href="https://blog.example/ferry">the blog</a>.`
		read(t, s, "daily", 2, 1, post("daily", "/1", "What ferries cost", "Too much, says our reporter. "+cite, 5))
		read(t, s, "herald", 3, 1, post("herald", "/1", "A day at the pier", "It was cold and the coffee was bad. "+cite, 5))
		equal(t, "entries", 3, len(shown(t, s)))
	})
	t.Run("12 RSS-Bridge#2855 Vienna is in Austria", func(t *testing.T) {
		s := open(t)
		at := func(n int) feeds.Item { return story("presse", n, "austria") }
		read(t, s, "presse-wien", 0, 5, at(1), at(2), at(3), at(4), at(5))
		read(t, s, "presse-oesterreich", 1, 2, at(2), at(3), at(6), at(4), at(7))
		es := latest(t, s, "austria").Entries
		equal(t, "austria", []string{"Story 1", "Story 2", "Story 3", "Story 4", "Story 5", "Story 6", "Story 7"}, titles(es))
		equal(t, "sources of 2", []string{"presse-oesterreich", "presse-wien"}, sorted(carriers(es[1])))
	})
	t.Run("15 feedbin#227 a third of a tag is cross-posts", func(t *testing.T) {
		s := open(t)
		nyt := func(n int) feeds.Item {
			return with(story("nyt", n), func(it *feeds.Item) { it.Link += "?partner=rss&emc=rss" })
		}
		read(t, s, "nyt-world", 0, 3, nyt(1), nyt(2), nyt(3))
		read(t, s, "nyt-asia", 0, 2, nyt(2), nyt(4), nyt(5))
		read(t, s, "nyt-tech", 0, 1, nyt(3), nyt(5), nyt(6))
		equal(t, "entries", 6, len(shown(t, s)))
	})
}

func TestFieldGUIDs(t *testing.T) {
	t.Run("4 miniflux/v2#3120 a paper retitles", func(t *testing.T) {
		s := open(t)
		it, older := story("dw", 1), story("dw", 2)
		read(t, s, "dw", 0, 2, it, older)
		was := latest(t, s, feeds.World).Entries[0]
		it.Title, it.Published = "Story 1, retitled", start.Add(2*time.Hour)
		equal(t, "tally", feeds.Tally{Changed: 1, Known: 1}, read(t, s, "dw", 3, 0, it, older))
		now := latest(t, s, feeds.World).Entries
		if len(now) != 2 || now[0].ID != was.ID || now[0].Title != it.Title || now[0].Revision != 2 || !now[0].Date.Equal(was.Date) {
			t.Errorf("retitled: %v, revision %d at %s", titles(now), now[0].Revision, now[0].Date)
		}
	})
	t.Run("5 miniflux/v2#1409 the whole feed comes back as new", func(t *testing.T) {
		s := open(t)
		items := archive(20)
		read(t, s, "alpha", 0, 20, items...)
		was := latest(t, s, feeds.World).Entries
		for i, it := range items {
			items[i].GUID, items[i].Link = it.Link+"/", it.Link+"/" // as one site's new generator did
		}
		equal(t, "tally", feeds.Tally{Changed: 20, Returned: 20}, read(t, s, "alpha", 5, 0, items...))
		now := latest(t, s, feeds.World).Entries
		for i, e := range now {
			if e.ID != was[i].ID || !e.Date.Equal(was[i].Date) || !e.Modified.Equal(was[i].Modified) {
				t.Errorf("%q is another item, or elsewhere, or new", e.Title)
			}
		}
	})
	t.Run("10 FreshRSS#5909 Medium's guids flip", func(t *testing.T) {
		s := open(t)
		var items []feeds.Item
		for i := range 30 {
			items = append(items, with(story("medium", i), func(it *feeds.Item) {
				it.GUID, it.Link = fmt.Sprintf("https://medium.example/p/%x", i), fmt.Sprintf("https://medium.example/@ana/post-%x?source=rss------2", i)
			}))
		}
		read(t, s, "medium", 0, 30, items...)
		head := latest(t, s, feeds.World).Head
		for day := range 6 {
			flipped := slices.Clone(items)
			for i := range flipped {
				if day%2 == 0 {
					flipped[i].GUID = flipped[i].Link
				}
				flipped[i].Published = start.Add(time.Duration(day) * 24 * time.Hour)
			}
			equal(t, "tally", feeds.Tally{Known: 30}, read(t, s, "medium", 24*(day+1), 0, flipped...))
		}
		equal(t, "head", head, latest(t, s, feeds.World).Head)
	})
	t.Run("11 FreshRSS#4487 six sorts of bad guids", testBadGUIDs)
	t.Run("16 feedpushr#53 updated is bumped at each fetch", func(t *testing.T) {
		s := open(t)
		items := archive(10)
		read(t, s, "alpha", 0, 10, items...)
		page := latest(t, s, feeds.World)
		for hour := range 20 {
			for i := range items {
				items[i].Updated = start.Add(time.Duration(hour) * time.Hour)
			}
			equal(t, "tally", feeds.Tally{Known: 10}, read(t, s, "alpha", hour, 0, items...))
		}
		equal(t, "page", page, latest(t, s, feeds.World))
	})
	t.Run("18 brief#531 the BBC's items differ in their guids only", func(t *testing.T) {
		s := open(t)
		bbc := func(part int) feeds.Item {
			it := post("bbc", "/news/articles/c1", "Storm closes ports", "Ferries stay in.", 10)
			it.GUID = fmt.Sprintf("%s#%d", it.Link, part)
			it.Link += "?at_medium=RSS&at_campaign=rss"
			return it
		}
		read(t, s, "bbc", 0, 1, bbc(0), bbc(3))
		for hour := range 8 {
			equal(t, "tally", feeds.Tally{Known: 2}, read(t, s, "bbc", hour+1, 0, bbc(hour), bbc(hour+1)))
		}
		only(t, s)
	})
}

// testBadGUIDs merges three items whose guids are bad in some way, in three
// visits, and wants three.
func testBadGUIDs(t *testing.T) {
	for name, bad := range map[string]func(visit, n int, it *feeds.Item){
		"one for all":              func(_, _ int, it *feeds.Item) { it.GUID = "https://alpha.example/" },
		"none":                     func(_, _ int, it *feeds.Item) { it.GUID = "" },
		"now and then":             func(visit, n int, it *feeds.Item) { it.GUID = strings.Repeat(it.GUID, (visit+n)%2) },
		"made up at each visit":    func(visit, n int, it *feeds.Item) { it.GUID = fmt.Sprint(visit*10 + n) },
		"the place in the feed":    func(visit, n int, it *feeds.Item) { it.GUID = fmt.Sprint((visit + n) % 3) },
		"none, and no link either": func(_, _ int, it *feeds.Item) { it.GUID, it.Link = "", "https://alpha.example/" },
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			for v := range 3 {
				var items []feeds.Item
				for n := range 3 {
					items = append(items, with(story("alpha", n), func(it *feeds.Item) { bad(v, n, it) }))
				}
				read(t, s, "alpha", v, map[bool]int{true: 3}[v == 0], items...)
			}
			equal(t, "entries", []string{"Story 0", "Story 1", "Story 2"}, shown(t, s))
		})
	}
}

func TestFieldStories(t *testing.T) {
	t.Run("8 FreshRSS#6143 equal titles in a category", func(t *testing.T) {
		s := open(t)
		read(t, s, "daily", 0, 1, post("daily", "/1", "Strong quake on Seram", quake()[1], 50))
		read(t, s, "herald", 1, 1, post("herald", "/1", "Strong quake on Seram", quake()[1], 40))
		only(t, s)
		// A title that comes back says nothing.
		for i, source := range []string{"daily", "herald"} {
			read(t, s, source, 2, 1, post(source, "/2", "Morning briefing", article(uint64(i), 80), 30))
		}
		equal(t, "entries", []string{"Morning briefing", "Morning briefing", "Strong quake on Seram"}, sorted(shown(t, s)))
	})
	t.Run("13 NewsBlur#1531 remove duplicates, but let me see them", func(t *testing.T) {
		s := open(t)
		text := strings.Replace(article(7, 200), "<p>", "<p>I sail because nobody calls me there. ", 1)
		read(t, s, "ana", 0, 1, post("ana", "/post", "Why I sail", text, 50))
		read(t, s, "magazine", 1, 1, post("magazine", "/columns/ana", "Ana on sailing", text, 20))
		e := only(t, s)
		equal(t, "sources", []string{"ana", "magazine"}, carriers(e))
		all, err := s.Select(t.Context(), feeds.World, feeds.Selection{Expanded: true, Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "expanded", []string{"Ana on sailing", "Why I sail"}, titles(all.Entries))
	})
	t.Run("19 worldmonitor#3195 6 of 12 stories are one event", func(t *testing.T) {
		s := open(t)
		events := accounts(t)
		for i := range 6 {
			read(t, s, fmt.Sprint("paper", i), 0, 1, told(fmt.Sprint("paper", i), events[3][i]))
			read(t, s, fmt.Sprint("paper", i+6), 0, 1, told(fmt.Sprint("paper", i+6), events[10+i][0]))
		}
		es := latest(t, s, feeds.World).Entries
		most := slices.MaxFunc(es, func(a, b feeds.Entry) int { return len(a.Carriers) - len(b.Carriers) })
		if len(es) != 7 || len(most.Carriers) != 6 {
			t.Errorf("%d stories, one of them told by %v", len(es), carriers(most))
		}
		if most.Title == "" {
			t.Error("no title")
		}
	})
}

func told(source string, a account) feeds.Item {
	it := post(source, "/1", a.Title, "", 0)
	it.Content, it.Published = a.Text, a.Date
	return it
}
