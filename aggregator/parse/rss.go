package parse

import (
	"strings"

	"dateline/aggregator/parse/address"
	"dateline/aggregator/parse/markup"
	"dateline/aggregator/parse/repair"
	"dateline/feeds"

	"github.com/mmcdole/gofeed/rss"
)

// rss makes a document of RSS in any version.
func (c *converter) rss(f *rss.Feed, format string) Document {
	x := extensions(c.feed.Extensions)
	doc := Document{
		Format: format, Title: firstOf(htmlOf(&c.feed, "title", f.Title, false), markup.Escape(x.text(markup.DCSpace, "title"))),
		Description: firstOf(htmlOf(&c.feed, "description", f.Description, false), markup.Escape(x.text(markup.ITunesSpace, "summary", "subtitle"))),
		Language:    firstOf(markup.LanguageTag(f.Language), markup.LanguageTag(x.text(markup.DCSpace, "language")), c.feed.Lang),
	}
	doc.Link = c.site(firstAddress(f.Links))
	for e := range x.all(markup.AtomSpace, "link") {
		switch rel := attr(e, "rel"); {
		case rel == "self" && doc.Self == "":
			doc.Self = address.Web(c.base, attr(e, "href"))
		case (rel == "" || rel == "alternate") && doc.Link == "":
			doc.Link = c.site(attr(e, "href"))
		}
	}
	doc.Hubs, doc.Hints, doc.Tombstones = c.hubs(x), rssHints(f, x), c.tombstones(x)
	for _, it := range f.Items {
		if it.GUID == nil {
			continue // unreachable: the survey gives each item one
		}
		if n := c.note(it.GUID.Value); n != nil {
			doc.Items = append(doc.Items, c.rssItem(it, n))
		}
	}
	return doc
}

func firstAddress(links []string) string {
	for _, l := range links {
		if l = address.Tidy(l); l != "" {
			return l
		}
	}
	return ""
}

func (c *converter) rssItem(r *rss.Item, n *repair.Note) feeds.Item {
	x, base := extensions(n.Extensions), firstOf(n.Base, c.base)
	it := c.item(n)
	it.GUID = firstOf(n.ID, n.About, x.text(markup.AtomSpace, "id"))
	it.Permalink = n.ID != "" && n.Permalink && address.IsWeb(n.ID)
	it.Link = firstOf(address.Web(base, x.text("http://rssnamespace.org/feedburner/ext/1.0", "origLink")),
		address.Web(base, firstAddress(r.Links)))
	if it.Link == "" && (it.Permalink || n.About != "") {
		it.Link = address.Web(base, it.GUID)
	}
	if it.Link == "" {
		it.Link = address.Web(base, alternate(x))
	}
	it.Title = firstOf(htmlOf(n, "title", r.Title, false), x.title())
	it.Summary, it.Content = htmlOf(n, "description", r.Description, false), htmlOf(n, "content:encoded", r.Content, true)
	if own := r.Custom["summary"]; own != "" {
		it.Content = firstOf(it.Content, it.Summary)
		it.Summary = htmlOf(n, "summary", own, false)
	}
	c.complete(&it, x)
	it.Authors = rssAuthors(r, x)
	it.Categories = rssCategories(r, x)
	it.Comments = address.Web(base, r.Comments)
	if r.Source != nil {
		it.Origin = feeds.Origin{Title: r.Source.Title, URL: address.Web(base, r.Source.URL)}
	}
	c.dates(&it, firstOf(r.PubDate, x.text(markup.DCSpace, "date"), x.text(markup.DCTermsSpace, "issued", "created", "date"),
		x.text(markup.AtomSpace, "published"), r.Custom["published"], r.Custom["date"]),
		firstOf(x.text(markup.AtomSpace, "updated"), x.text(markup.DCTermsSpace, "modified"), r.Custom["updated"], r.Custom["lastBuildDate"]))
	m := media{base: base}
	for _, e := range r.Enclosures {
		m.file(feeds.Enclosure{URL: e.URL, Type: e.Type, Length: length(e.Length)})
	}
	m.image(feeds.Image{URL: firstOf(r.Custom["image"], r.Custom["thumbnail"])}, byThumbnail)
	m.extensions(x)
	it.Enclosures, it.Image = m.files, m.best(credit(x))
	c.inherit(&it)
	return it
}

// alternate is the address in an atom:link of an RSS item.
func alternate(x extensions) string {
	for e := range x.all(markup.AtomSpace, "link") {
		if rel := attr(e, "rel"); rel == "" || rel == "alternate" {
			return attr(e, "href")
		}
	}
	return ""
}

func rssAuthors(r *rss.Item, x extensions) []feeds.Person {
	var ps people
	ps.add(readPerson(r.Author))
	for _, name := range []string{"creator", "author"} {
		for e := range x.all(markup.DCSpace, name) {
			ps.add(readPerson(e.Text))
		}
	}
	for e := range x.all(markup.AtomSpace, "author") {
		ps.add(feeds.Person{
			Name: inner(e).text(markup.AtomSpace, "name"), Email: inner(e).text(markup.AtomSpace, "email"),
			URL: address.Web("", inner(e).text(markup.AtomSpace, "uri")),
		})
	}
	if len(ps) == 0 {
		ps.add(readPerson(x.text(markup.ITunesSpace, "author")))
	}
	return ps
}

func rssCategories(r *rss.Item, x extensions) []feeds.Category {
	var cs categories
	for _, c := range r.Categories {
		cs.add(feeds.Category{Term: c.Value, Scheme: c.Domain})
	}
	cs.extensions(x)
	return cs
}

// categories is a list of topics without repetitions.
type categories []feeds.Category

func (cs *categories) add(c feeds.Category) {
	c.Term, c.Scheme, c.Label = strings.TrimSpace(c.Term), strings.TrimSpace(c.Scheme), strings.TrimSpace(c.Label)
	if c.Term == "" {
		c.Term = c.Label
	}
	if c.Label == c.Term {
		c.Label = ""
	}
	if c.Term == "" {
		return
	}
	for _, was := range *cs {
		if was.Term == c.Term && was.Scheme == c.Scheme {
			return
		}
	}
	*cs = append(*cs, c)
}

// extensions adds the topics that other vocabularies have.
func (cs *categories) extensions(x extensions) {
	for e := range x.all(markup.DCSpace, "subject") {
		cs.add(feeds.Category{Term: e.Text})
	}
	cs.media(x)
	for e := range x.all(markup.ITunesSpace, "category") {
		cs.add(feeds.Category{Term: attr(e, "text")})
		for below := range inner(e).all(markup.ITunesSpace, "category") {
			cs.add(feeds.Category{Term: attr(below, "text")})
		}
	}
}

// media adds the topics of media, wherever they are in them.
func (cs *categories) media(x extensions) {
	for _, e := range x {
		switch {
		case e.Space != markup.MediaSpace:
		case strings.EqualFold(e.Name, "category"):
			cs.add(feeds.Category{Term: e.Text, Scheme: attr(e, "scheme"), Label: attr(e, "label")})
		case strings.EqualFold(e.Name, "group"), strings.EqualFold(e.Name, "content"):
			cs.media(inner(e))
		}
	}
}
