package render

import (
	"encoding/xml"
	"html"
	"slices"
	"strings"

	"dateline/feeds"
)

// atomEntries writes the entries of Atom 1.0 (RFC 4287).
func atomEntries(p *page) *writer {
	w := newWriter(sizeOf(p), 1)
	for i := range p.items {
		w.atomEntry(&p.items[i])
	}
	return w
}

// atom returns the feed with these entries.
func atom(p page, entries *writer) ([]byte, error) {
	w := entries.before()
	w.text("id", canonicalAddress(p.whole))
	w.text("title", p.title)
	w.text("subtitle", p.description)
	modified := p.modified
	if modified.IsZero() {
		modified = Epoch
	}
	w.text("updated", rfc3339(modified))
	w.person("author", p.publisher)
	w.empty("link", "rel", "self", "type", feeds.Atom.MediaType(), "href", p.self)
	w.empty("link", "rel", "alternate", "type", "text/html", "href", p.home)
	for _, l := range p.links {
		w.empty("link", "rel", l.Rel, "href", l.URL)
	}
	w.text("generator", p.generator, "version", p.version)
	w.archive(p)
	for _, r := range slices.Concat(p.retracted, p.removed) { // first: the schema has entries last
		w.deleted(r)
	}
	w.podcast(&p)
	return entries.finish("feed", w, xml.Attr{Name: xml.Name{Local: "xmlns"}, Value: atomSpace}, xml.Attr{Name: xml.Name{Local: "xml:lang"}, Value: p.language})
}

// archive tells that the document is one that does not go on (RFC 5005 section
// 4).
func (w *writer) archive(p page) {
	if p.month != "" {
		w.empty(w.of(historySpace, "") + ":archive")
	}
}

// deleted tells that an entry was withdrawn (RFC 6721 section 3).
func (w *writer) deleted(r retraction) {
	name := w.of(tombstoneSpace, "") + ":deleted-entry"
	w.open(name, "ref", r.id, "when", rfc3339(r.at))
	w.textOf(tombstoneSpace, "comment", r.reason)
	w.close(name)
}

func (w *writer) atomEntry(it *item) {
	w.open("entry", "xml:lang", it.language)
	w.text("id", it.id)
	w.atomTitle(it.name)
	w.text("updated", rfc3339(it.modified))
	w.text("published", rfc3339(it.published))
	if it.link != "" {
		w.empty("link", "rel", "alternate", "type", "text/html", "href", it.link)
	}
	for _, a := range it.authors {
		w.person("author", a)
	}
	for _, t := range it.topics {
		w.empty("category", "term", t.term, "scheme", identifier(t.scheme), "label", t.label)
	}
	w.atomText(it)
	for _, f := range it.files {
		w.empty("link", "rel", "enclosure", "type", f.kind, "length", unlessZero(f.length), "href", f.url, "title", f.title)
	}
	if it.comments != "" {
		w.empty("link", "rel", "replies", "type", "text/html", "href", it.comments)
	}
	for _, r := range slices.Concat(it.references, it.links) {
		w.empty("link", "rel", r.rel, "href", r.href, "title", r.title)
	}
	for _, link := range it.licenses {
		w.empty("link", "rel", "license", "href", link)
	}
	w.text("rights", it.rights)
	w.atomSource(it)
	w.shared(it)
	w.close("entry")
}

// atomTitle writes a title as plain text, unless somebody could take it for
// HTML.
func (w *writer) atomTitle(s string) {
	if strings.Contains(s, "</") {
		w.html("title", html.EscapeString(s), "type", "html")
		return
	}
	w.text("title", s)
}

// atomText writes summary and content. An entry without link must have content
// (RFC 4287 section 4.1.2), one without text gets its title as content.
func (w *writer) atomText(it *item) {
	switch {
	case it.summary == "" && it.content == "":
		w.html("content", html.EscapeString(it.name), "type", "html")
	case it.content == "" && it.link == "":
		w.html("content", it.summary, "type", "html")
	default:
		w.html("summary", it.summary, "type", "html")
		w.html("content", it.content, "type", "html")
	}
}

// atomSource names the feed that the entry is from. It is the author of
// entries that name none (RFC 4287 section 4.2.1).
func (w *writer) atomSource(it *item) {
	if len(it.sources) == 0 || it.sources[0].url == "" {
		return
	}
	s := it.sources[0]
	w.open("source")
	w.text("id", canonicalAddress(s.url))
	w.text("title", s.name)
	w.text("updated", rfc3339(it.modified))
	w.empty("link", "rel", "self", "href", s.url)
	if s.home != "" {
		w.empty("link", "rel", "alternate", "href", s.home)
	}
	if len(it.authors) == 0 {
		w.person("author", author{name: personName(s.name), url: s.home})
	}
	w.close("source")
}

func (w *writer) person(element string, a author) {
	w.open(element)
	w.text("name", a.name)
	w.text("uri", a.url)
	w.text("email", a.mail)
	w.close(element)
}
