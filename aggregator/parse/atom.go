package parse

import (
	"strings"

	"dateline/aggregator/parse/address"
	"dateline/aggregator/parse/markup"
	"dateline/aggregator/parse/repair"
	"dateline/feeds"

	"github.com/mmcdole/gofeed/atom"
)

// atom makes a document of Atom 0.3 or 1.0.
func (c *converter) atom(f *atom.Feed) Document {
	doc := Document{
		Format: "atom", Title: htmlOf(&c.feed, "title", f.Title, false), Language: firstOf(c.feed.Lang, markup.LanguageTag(f.Language)),
		Description: htmlOf(&c.feed, "subtitle", f.Subtitle, false),
	}
	doc.Link = c.site(firstOf(linkOf(f.Links, "alternate"), c.feed.Link))
	doc.Self = address.Web(c.base, linkOf(f.Links, "self"))
	for _, l := range f.Links {
		if markup.IsRel(l.Rel, "hub") {
			doc.Hubs = c.addHub(doc.Hubs, l.Href)
		}
	}
	doc.Hints, doc.Tombstones = syndication(c.feed.Extensions), c.tombstones(c.feed.Extensions)
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
		if !markup.IsRel(l.Rel, rel) || address.Tidy(l.Href) == "" {
			continue
		}
		if l.Type == "" || strings.Contains(l.Type, "html") {
			return l.Href
		}
		found = firstOf(found, l.Href)
	}
	return found
}

func (c *converter) atomItem(e *atom.Entry, n *repair.Note, feedAuthors []*atom.Person) feeds.Item {
	x, base := extensions(n.Extensions), firstOf(n.Base, c.base)
	it := c.item(n)
	it.GUID = n.ID
	it.Link = firstOf(address.Web(base, x.text("http://rssnamespace.org/feedburner/ext/1.0", "origLink")),
		address.Web(base, linkOf(e.Links, "alternate")), address.Web(base, n.Link))
	it.Title = firstOf(htmlOf(n, "title", e.Title, false), x.title())
	it.Summary = htmlOf(n, "summary", e.Summary, false)
	m := media{base: base}
	if e.Content != nil {
		it.Content = htmlOf(n, "content", e.Content.Value, true)
		it.Link = firstOf(it.Link, m.outside(e.Content.Src, n.Fields["content"].Kind))
	}
	it.Link = firstOf(it.Link, address.Web("", n.ID))
	c.complete(&it, x)
	it.Rights = firstOf(htmlOf(n, "rights", e.Rights, false), it.Rights)
	it.Authors = c.atomAuthors(e, x, feedAuthors, base)
	var cs categories
	for _, cat := range e.Categories {
		cs.add(feeds.Category{Term: cat.Term, Scheme: cat.Scheme, Label: cat.Label})
	}
	cs.extensions(x)
	it.Categories = cs
	c.dates(&it, firstOf(e.Published, x.text(markup.DCSpace, "date"), x.text(markup.DCTermsSpace, "issued", "created")),
		firstOf(e.Updated, x.text(markup.DCTermsSpace, "modified")))
	if replies := linkOf(e.Links, "replies"); replies != "" {
		it.Comments = address.Web(base, replies)
	}
	it.Origin = c.atomOrigin(e.Source, base)
	for _, l := range e.Links {
		if markup.IsRel(l.Rel, "enclosure") {
			m.file(feeds.Enclosure{URL: l.Href, Type: l.Type, Title: l.Title, Length: length(l.Length)})
		}
	}
	m.extensions(x)
	it.Enclosures, it.Image = m.files, m.best(credit(x))
	c.inherit(&it)
	return it
}

// outside takes content that is elsewhere. If it is a page, it is returned.
func (m *media) outside(src, kind string) (page string) {
	src = address.Web(m.base, src)
	if src == "" {
		return ""
	}
	if kind = mediaType(kind, src); strings.Contains(kind, "/") && !strings.Contains(kind, "html") {
		m.file(feeds.Enclosure{URL: src, Type: kind})
		return ""
	}
	return src
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
				Name: person.Name, Email: firstOf(mail(p.Email), person.Email), URL: address.Web(base, p.URI),
			})
		}
		for creator := range x.all(markup.DCSpace, "creator") {
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
		URL:   address.Web(base, firstOf(linkOf(s.Links, "self"), linkOf(s.Links, "alternate"), s.ID)),
	}
}
