// Package override is the editor's word on where items belong: a book of
// entries, each for an item or for all that a pattern matches.
//
//	book, err := override.Compile([]override.Entry{
//		{Items: []string{"https://straits.example/ferry"}, Regions: []string{"malaysia"}},
//		{Title: `(?i)\bpearl river\b`, Regions: nil, Note: "a band, not a place"},
//	})
//	regions, why, ok := book.Find(feeds.ID{}, item, source)
//
// What it says wins over all evidence, and over a source whose regions are
// fixed. An entry without regions says that an item is about no region: it is
// in the world's feed alone, and not among those that nobody could place.
//
// # Which entry
//
// An item is named by its ID (with or without urn:uuid:), by its link in any
// spelling that identity takes for the same, or by its guid, whichever is at
// hand. An entry that names an item wins over patterns, and of the patterns
// the first in the file that matches. The parts of a pattern (RE2, anywhere in
// the text) must all match.
//
// # IDs
//
// An item that is read has no ID yet: storage gives it one, and keeps it when
// the publisher changes the link or the guid. So an entry with an ID finds the
// item when it is read if the ID comes from its link, its guid or its text as
// they are now; an item that has moved since is found by reclassifying, where
// the ID is known, and by naming its new link beside the ID.
//
// # Why
//
// The evidence is the entry in words, not its line in the file: it is stored
// with the item, and a line that is added above must not change it.
package override

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"dateline/feeds"
)

// Entry is what an editor says of one or more items.
type Entry struct {
	// Items are IDs, links and guids. An entry has items or patterns.
	Items []string
	// Title, Link, Source and Category are patterns, empty for any. Source is
	// the source's ID; of the categories one has to match.
	Title, Link, Source, Category string
	// Regions are slugs; none means no region at all.
	Regions []string
	Note    string
}

// Book is every entry, ready to be asked. A nil Book has none.
type Book struct {
	// items lead from what names an item to its entry.
	ids   map[feeds.ID]named
	links map[string]named
	guids map[string]named

	patterns []pattern
	entries  int
}

// named is an entry by one of the items it names.
type named struct {
	entry *Entry
	as    string
}

// pattern is an entry with its patterns; those of parts it does not ask about
// are nil.
type pattern struct {
	entry                         *Entry
	title, link, source, category *regexp.Regexp
	text                          string
}

// Len is how many entries there are.
func (b *Book) Len() int {
	if b == nil {
		return 0
	}
	return b.entries
}

// Find returns the regions of an item of a source, and which entry says so, or
// false if none is about it. The ID may be zero if it is not known.
func (b *Book) Find(id feeds.ID, it feeds.Item, src feeds.Source) (regions []string, why string, ok bool) {
	if b == nil {
		return nil, "", false
	}
	if n, ok := b.item(id, it, src); ok {
		return n.entry.regions(), n.entry.why("item " + n.as), true
	}
	for _, p := range b.patterns {
		if p.matches(it, src) {
			return p.entry.regions(), p.entry.why(p.text), true
		}
	}
	return nil, "", false
}

// item finds the entry that names an item.
func (b *Book) item(id feeds.ID, it feeds.Item, src feeds.Source) (named, bool) {
	if len(b.ids) > 0 {
		for _, id := range ids(id, it, src) {
			if n, ok := b.ids[id]; ok {
				return n, true
			}
		}
	}
	if len(b.links) > 0 && it.Link != "" {
		for _, link := range []string{feeds.TellingLink(it, ""), spelling(it.Link)} {
			if n, ok := b.links[link]; ok && link != "" {
				return n, true
			}
		}
	}
	n, ok := b.guids[it.GUID]
	return n, ok && it.GUID != ""
}

// ids are those an item may have: its own if that is known, else those that
// identity derives from its link, and without the link.
func ids(id feeds.ID, it feeds.Item, src feeds.Source) []feeds.ID {
	if !id.IsZero() {
		return []feeds.ID{id}
	}
	bare := it
	bare.Link = ""
	return []feeds.ID{feeds.Identify(it, src.ID, ""), feeds.Identify(bare, src.ID, "")}
}

// spelling is a link as identity knows it, with its fragment if that may name
// a part of a page.
func spelling(link string) string {
	return feeds.TellingLink(feeds.Item{Link: link, GUID: link}, "")
}

func (p pattern) matches(it feeds.Item, src feeds.Source) bool {
	return (p.source == nil || p.source.MatchString(src.ID)) &&
		(p.link == nil || p.link.MatchString(it.Link)) &&
		(p.title == nil || p.title.MatchString(it.Title)) &&
		(p.category == nil || slices.ContainsFunc(it.Categories, func(c feeds.Category) bool {
			return p.category.MatchString(c.Term) || p.category.MatchString(c.Label)
		}))
}

// regions are those an item is placed in: the world, if the entry has none.
func (e *Entry) regions() []string {
	if len(e.Regions) == 0 {
		return []string{feeds.World}
	}
	return e.Regions
}

// maxWhy is how long the words for an entry may be: they are stored with each
// item it is about.
const maxWhy = 200

// why names the entry, with what the editor noted.
func (e *Entry) why(text string) string {
	if e.Note != "" {
		text += ": " + e.Note
	}
	if r := []rune(text); len(r) > maxWhy {
		return string(r[:maxWhy-1]) + "…"
	}
	return text
}

// words are the patterns as an operator may write them.
func (e *Entry) words() string {
	var parts []string
	for _, part := range e.parts(&pattern{}) {
		if part.text != "" {
			parts = append(parts, fmt.Sprintf("%s ~ %q", part.key, part.text))
		}
	}
	return strings.Join(parts, " and ")
}
