package web

import (
	"net/url"
	"strings"

	"dateline/feeds"
)

// pageLinks lead from a page of what a query asks for to the one that follows
// and to the first (RFC 5005 section 3).
func (s *server) pageLinks(a address, q query, next feeds.Position) []feeds.Link {
	if s.static || next.IsZero() && q.After.IsZero() {
		return nil
	}
	links := []feeds.Link{{Rel: "first", URL: s.site.URL(a.with(q.first()))}}
	if !next.IsZero() {
		links = append(links, feeds.Link{Rel: "next", URL: s.site.URL(a.with(q.after(next)))})
	}
	return links
}

// with is the path of the address with a query.
func (a address) with(q query) string {
	if query := q.address(); query != "" {
		return a.path() + "?" + query
	}
	return a.path()
}

// linkTo returns the first address that a channel is linked to in a relation.
func linkTo(c feeds.Channel, rel string) string {
	for _, l := range c.Links {
		if l.Rel == rel {
			return l.URL
		}
	}
	return ""
}

// linkHeader is the Link header (RFC 8288 section 3) of a feed: itself, the page
// that shows the same, and what it links to.
func (s *server) linkHeader(c feeds.Channel, a address, q query) string {
	page := address{region: a.region}.with(q.ofPage())
	if s.static {
		page = address{region: a.region}.path()
	}
	links := []string{
		linkValue(c.SelfURL(a.format), "self", a.format.MediaType()),
		linkValue(s.site.URL(page), "alternate", "text/html"),
	}
	for _, l := range c.Links {
		links = append(links, linkValue(l.URL, l.Rel, ""))
	}
	return strings.Join(links, ", ")
}

// linkEscapes are for what would end the address in a header.
var linkEscapes = strings.NewReplacer("<", "%3C", ">", "%3E")

// linkValue is a link in a header: its address in ASCII, without what ends it.
func linkValue(target, rel, mediaType string) string {
	if u, err := url.Parse(target); err == nil {
		target = u.String()
	}
	value := "<" + linkEscapes.Replace(target) + `>; rel="` + rel + `"`
	if mediaType != "" {
		value += `; type="` + mediaType + `"`
	}
	return value
}

// older is the path of the page that follows, empty if none does.
func (s *server) older(c feeds.Channel) string {
	path, ok := strings.CutPrefix(linkTo(c, "next"), s.site.URL(""))
	if !ok {
		return ""
	}
	return s.base + path
}
