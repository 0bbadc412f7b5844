package parse

import (
	"strings"

	"dateline/feeds"

	"github.com/mmcdole/gofeed/atom"
)

// atom makes a document of Atom 0.3 or 1.0.
func (c *converter) atom(f *atom.Feed) Document {
	doc := Document{
		Format: "atom", Title: c.feed.html("title", f.Title, false), Language: firstOf(c.feed.lang, languageTag(f.Language)),
		Description: c.feed.html("subtitle", f.Subtitle, false),
	}
	doc.Link = c.site(firstOf(linkOf(f.Links, "alternate"), c.feed.link))
	doc.Self = webAddress(c.base, linkOf(f.Links, "self"))
	for _, l := range f.Links {
		if isRel(l.Rel, "hub") {
			doc.Hubs = c.addHub(doc.Hubs, l.Href)
		}
	}
	doc.Hints = syndication(c.feed.extensions)
	for _, e := range f.Entries {
		if n := c.note(e.ID); n != nil {
			doc.Items = append(doc.Items, c.atomItem(e, n, f.Authors))
		}
	}
	return doc
}

// linkOf returns the address of the first link of a relation, of HTML ones if
// there are any.
func linkOf(links []*atom.Link, rel string) string {
	var found string
	for _, l := range links {
		if !isRel(l.Rel, rel) || tidyAddress(l.Href) == "" {
			continue
		}
		if l.Type == "" || strings.Contains(l.Type, "html") {
			return l.Href
		}
		found = firstOf(found, l.Href)
	}
	return found
}

// isRel compares link relations, which may be written as addresses.
func isRel(rel, want string) bool {
	return strings.TrimPrefix(strings.ToLower(strings.TrimSpace(rel)), "http://www.iana.org/assignments/relation/") == want
}

func (c *converter) atomItem(e *atom.Entry, n *note, feedAuthors []*atom.Person) feeds.Item {
	x, base := extensions(n.extensions), firstOf(n.base, c.base)
	it := c.item(n)
	it.GUID = n.id
	it.Link = firstOf(webAddress(base, x.text("http://rssnamespace.org/feedburner/ext/1.0", "origLink")),
		webAddress(base, linkOf(e.Links, "alternate")), webAddress(base, n.link))
	it.Title = firstOf(n.html("title", e.Title, false), x.title())
	it.Summary = n.html("summary", e.Summary, false)
	if e.Content != nil {
		it.Content = n.html("content", e.Content.Value, true)
		c.outside(&it, e.Content, base)
	}
	if it.Link == "" {
		it.Link = webAddress("", n.id)
	}
	c.complete(&it, x)
	it.Rights = firstOf(n.html("rights", e.Rights, false), it.Rights)
	it.Authors = c.atomAuthors(e, x, feedAuthors, base)
	var cs categories
	for _, cat := range e.Categories {
		cs.add(feeds.Category{Term: cat.Term, Scheme: cat.Scheme, Label: cat.Label})
	}
	cs.extensions(x)
	it.Categories = cs
	c.dates(&it, firstOf(e.Published, x.text(dcSpace, "date"), x.text(dctermsSpace, "issued", "created")),
		firstOf(e.Updated, x.text(dctermsSpace, "modified")))
	if replies := linkOf(e.Links, "replies"); replies != "" {
		it.Comments = webAddress(base, replies)
	}
	it.Origin = c.atomOrigin(e.Source, base)
	m := media{base: base}
	for _, l := range e.Links {
		if isRel(l.Rel, "enclosure") {
			m.file(feeds.Enclosure{URL: l.Href, Type: l.Type, Title: l.Title, Length: length(l.Length)})
		}
	}
	m.extensions(x)
	it.Enclosures, it.Image = m.files, m.best(credit(x))
	return it
}

// outside handles content that is elsewhere: a file, or the page itself.
func (c *converter) outside(it *feeds.Item, content *atom.Content, base string) {
	src := webAddress(base, content.Src)
	if src == "" {
		return
	}
	if kind := mediaType(content.Type, src); strings.Contains(kind, "/") && !strings.Contains(kind, "html") {
		it.Enclosures = append(it.Enclosures, feeds.Enclosure{URL: src, Type: kind})
		return
	}
	if it.Link == "" {
		it.Link = src
	}
}

// atomAuthors are the entry's authors, else those of its source, else those
// of the feed (RFC 4287 section 4.2.1).
func (c *converter) atomAuthors(e *atom.Entry, x extensions, feedAuthors []*atom.Person, base string) []feeds.Person {
	lists := [][]*atom.Person{e.Authors}
	if e.Source != nil {
		lists = append(lists, e.Source.Authors)
	}
	var ps people
	for _, list := range append(lists, feedAuthors) {
		for _, p := range list {
			person := readPerson(p.Name)
			ps.add(feeds.Person{
				Name: person.Name, Email: firstOf(mail(p.Email), person.Email), URL: webAddress(base, p.URI),
			})
		}
		for creator := range x.all(dcSpace, "creator") {
			ps.add(readPerson(creator.Text))
		}
		if len(ps) > 0 {
			break
		}
	}
	return ps
}

func (c *converter) atomOrigin(s *atom.Source, base string) feeds.Origin {
	if s == nil {
		return feeds.Origin{}
	}
	return feeds.Origin{
		Title: s.Title,
		URL:   webAddress(base, firstOf(linkOf(s.Links, "self"), linkOf(s.Links, "alternate"), s.ID)),
	}
}
