package parse

import (
	"slices"
	"strings"

	"dateline/aggregator/parse/address"
	"dateline/aggregator/parse/markup"
)

// PageError says that a document is a web page. It wraps ErrNotAFeed.
type PageError struct {
	// Feeds are the addresses of the feeds that the page names for
	// autodiscovery, in its order.
	Feeds []string
}

func (e *PageError) Error() string {
	words := ErrNotAFeed.Error() + ": it is a web page"
	switch n := len(e.Feeds); n {
	case 0:
		return words
	case 1:
		return words + ", whose feed is " + e.Feeds[0]
	default:
		return words + ", whose feeds are " + strings.Join(e.Feeds[:n-1], ", ") + " and " + e.Feeds[n-1]
	}
}

// Unwrap returns ErrNotAFeed.
func (e *PageError) Unwrap() error { return ErrNotAFeed }

// Bounds on the search for feeds that a page names: how far into it, and how
// many.
const (
	searched = 512 << 10
	maxFeeds = 20
)

// advertised returns the feeds that a web page found at url names.
func advertised(page []byte, url string) []string {
	var feeds []string
	s := markup.Scanner{Doc: page[:min(len(page), searched)]}
	for len(feeds) < maxFeeds {
		t, ok := s.Next()
		if !ok {
			break
		}
		if t.Kind != markup.StartTag {
			continue
		}
		switch strings.ToLower(string(t.Name)) {
		case "base":
			url = address.Within("", url, htmlAttributes(t)["href"])
		case "link":
			if feed := linkedFeed(htmlAttributes(t), url); feed != "" && !slices.Contains(feeds, feed) {
				feeds = append(feeds, feed)
			}
		}
	}
	return feeds
}

func htmlAttributes(t markup.Token) map[string]string {
	a := map[string]string{}
	for name, value := range t.Each() {
		a[strings.ToLower(string(name))] = markup.Unescape(value)
	}
	return a
}

// linkedFeed returns the address of the feed that a link element leads to, ""
// if it leads to something else.
func linkedFeed(link map[string]string, base string) string {
	rels := strings.Fields(strings.ToLower(link["rel"]))
	if !slices.Contains(rels, "alternate") && !slices.Contains(rels, "feed") {
		return ""
	}
	kind, _, _ := strings.Cut(strings.ToLower(link["type"]), ";")
	switch strings.TrimSpace(kind) {
	case "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "application/x.atom+xml":
		return address.Web(base, link["href"])
	}
	return ""
}
