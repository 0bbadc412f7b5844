package render

import (
	"encoding/xml"
	"html"
	"slices"
	"strconv"
)

// rssItems writes the items of RSS 2.0 (www.rssboard.org/rss-specification).
func rssItems(p *page) *writer {
	w := newWriter(sizeOf(p), 2)
	for i := range p.items {
		w.rssItem(&p.items[i])
	}
	return w
}

// rss returns the feed with these items.
func rss(p page, items *writer) ([]byte, error) {
	w := items.before()
	w.open("channel")
	w.text("title", p.title)
	w.text("link", p.home)
	if p.description == "" {
		p.description = p.title
	}
	w.text("description", p.description)
	w.text("language", p.language)
	w.text("lastBuildDate", rfc822(p.modified))
	w.text("generator", p.program())
	w.emptyOf(atomSpace, "link", "rel", "self", "type", "application/rss+xml", "href", p.self)
	for _, l := range p.links {
		w.emptyOf(atomSpace, "link", "rel", l.Rel, "href", l.URL)
	}
	w.archive(p)
	if p.podcasts {
		w.show(&p)
	}
	if p.delta { // else a warning of validators would be the price
		for _, r := range slices.Concat(p.retracted, p.removed) {
			w.deleted(r)
		}
	}
	w.podcast(&p)
	items.close("channel")
	return items.finish("rss", w, xml.Attr{Name: xml.Name{Local: "version"}, Value: "2.0"})
}

func (w *writer) rssItem(it *item) {
	w.open("item")
	title := it.title
	if title == "" && it.summary == "" && it.content == "" {
		title = it.name
	}
	w.text("title", title)
	w.text("link", it.link)
	w.text("guid", it.id, "isPermaLink", "false")
	w.text("pubDate", rfc822(it.published))
	if !it.modified.Equal(it.published) && !it.modified.Equal(Epoch) {
		w.textOf(atomSpace, "updated", rfc3339(it.modified))
	}
	w.rssText(it)
	w.rssAuthors(it.authors)
	for _, t := range it.topics {
		w.text("category", t.label, "domain", t.scheme)
	}
	w.text("comments", it.comments)
	w.rssFiles(it)
	if len(it.sources) > 0 && it.sources[0].url != "" {
		w.text("source", it.sources[0].name, "url", it.sources[0].url)
	}
	for _, r := range slices.Concat(it.references, it.links) {
		w.emptyOf(atomSpace, "link", "rel", r.rel, "href", r.href, "title", r.title)
	}
	w.textOf(dcSpace, "language", it.language)
	w.textOf(dcSpace, "rights", it.rights)
	for _, link := range it.licenses {
		w.textOf(ccSpace, "license", link)
	}
	w.shared(it)
	w.close("item")
}

// rssText writes the text: in full if there is only a summary, else a summary
// or an excerpt before the full text.
func (w *writer) rssText(it *item) {
	const limit = 300
	summary := it.summary
	if summary == "" {
		summary = html.EscapeString(excerpt(it.content, limit))
	}
	if summary == "" || it.content == "" { // a picture without words, say
		w.html("description", firstOf(summary, it.content))
		return
	}
	w.html("description", summary)
	w.html(w.of(contentSpace, "")+":encoded", it.content)
}

// rssAuthors writes the author as RSS wants it if that can be, else the names.
func (w *writer) rssAuthors(list []author) {
	if len(list) == 1 {
		if mail := list[0].rss(); mail != "" {
			w.text("author", mail)
			return
		}
	}
	for _, a := range list {
		w.textOf(dcSpace, "creator", a.name)
	}
}

// rssFiles writes the enclosures. Validators want them on a domain with a dot;
// the others are media:content.
func (w *writer) rssFiles(it *item) {
	for _, f := range it.files {
		if isDomain(f.url) {
			w.empty("enclosure", "url", f.url, "length", strconv.FormatInt(f.length, 10), "type", f.kind)
		} else if !it.isUntold(f) {
			w.file(f)
		}
	}
	w.alternates(it)
}
