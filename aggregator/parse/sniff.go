package parse

import (
	"bytes"
	"strings"
)

// rootKind says how a document is to be read.
type rootKind uint8

const (
	isNothing rootKind = iota
	isXML
	isJSON
)

// root is what a document turned out to be; words say what it is instead of
// a feed.
type root struct {
	kind  rootKind
	words string
}

// sniffed bounds how far into a document its root may be.
const sniffed = 256 << 10

// sniff finds the root and cuts off what stands before it.
func sniff(text []byte, url string, r *repairs) (root, []byte) {
	text = bytes.TrimLeft(text, " \t\r\n\u0000")
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	text = bytes.TrimLeft(text, " \t\r\n")
	if len(text) == 0 {
		return root{words: "it is empty"}, nil
	}
	if text[0] == '{' || text[0] == '[' {
		return root{kind: isJSON}, text
	}
	s := scanner{doc: text[:min(len(text), sniffed)]}
	first, junk := "", false
	for {
		at := s.at
		t, ok := s.next()
		if !ok {
			break
		}
		if t.kind == textToken && len(bytes.TrimSpace(t.body)) > 0 {
			junk = true
		}
		if t.kind != startToken {
			continue
		}
		_, local := cutName(strings.ToLower(string(t.name)))
		if isFeedRoot(local) {
			if junk || first != "" {
				r.add("text before the feed")
				text = text[at:]
			}
			return root{kind: isXML}, text
		}
		if first == "" {
			first = local
		}
		if local == "html" || local == "head" || local == "body" || len(first) > 0 && !isWarning(first) {
			break
		}
	}
	return root{words: describe(first, text, url)}, nil
}

func isFeedRoot(local string) bool {
	switch local {
	case "rss", "rdf", "feed", "channel", "entry":
		return true
	}
	return false
}

// isWarning reports whether a tag is one that a broken server writes before
// the feed.
func isWarning(local string) bool {
	switch local {
	case "br", "b", "p", "div", "span", "font", "pre", "code", "i", "em", "strong", "script", "style", "link":
		return true
	}
	return false
}

// describe says in words what a document is that is no feed.
func describe(first string, text []byte, url string) string {
	switch {
	case first == "html" || first == "head" || first == "body" || isWarning(first) || isDoctypeHTML(text):
		if feed := advertised(text, url); feed != "" {
			return "it is a web page, whose feed is " + feed
		}
		return "it is a web page"
	case first == "opml":
		return "it is OPML, a list of feeds"
	case first == "urlset" || first == "sitemapindex":
		return "it is a sitemap"
	case first != "":
		return "it is XML with the root " + first
	}
	return "it is neither XML nor JSON"
}

func isDoctypeHTML(text []byte) bool {
	return bytes.HasPrefix(bytes.ToLower(text[:min(len(text), 20)]), []byte("<!doctype html"))
}

// advertised returns the first feed that a web page names for autodiscovery.
func advertised(page []byte, url string) string {
	s := scanner{doc: page[:min(len(page), sniffed)]}
	for {
		t, ok := s.next()
		if !ok {
			return ""
		}
		if t.kind != startToken || !strings.EqualFold(string(t.name), "link") {
			continue
		}
		a := map[string]string{}
		for name, value := range t.each() {
			a[strings.ToLower(string(name))] = unescape(value)
		}
		if !strings.Contains(strings.ToLower(a["rel"]), "alternate") {
			continue
		}
		switch strings.ToLower(a["type"]) {
		case "application/rss+xml", "application/atom+xml", "application/feed+json":
			if feed := webAddress(url, a["href"]); feed != "" {
				return feed
			}
		}
	}
}
