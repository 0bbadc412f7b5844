package opml

import (
	"fmt"
	"strings"
)

// instead is the error for a document without outlines.
func (b *builder) instead() error {
	if b.isOPML && b.isWhole {
		return ErrEmpty
	}
	return fmt.Errorf("%w: it is %s", ErrNotAList, describe(b.text))
}

// describe says what a document is that has no outlines.
func describe(doc string) string {
	switch { // bytes that are no UTF-8 have been read as Windows-1252
	case strings.HasPrefix(doc, "PK\x03\x04"):
		return "a ZIP archive: unpack it"
	case strings.HasPrefix(doc, "\x1f‹"):
		return "compressed: unpack it with gunzip"
	}
	doc = strings.TrimFunc(doc, isBreak)
	head := strings.ToLower(clipBytes(doc, 4096))
	switch {
	case doc == "":
		return "empty"
	case strings.Contains(head, "netscape-bookmark"):
		return "a browser's bookmarks"
	case doc[0] == '{' || doc[0] == '[':
		return "JSON"
	case strings.Contains(doc, "<"):
		return markup(doc)
	case strings.HasPrefix(head, "http://") || strings.HasPrefix(head, "https://"):
		return "a list of addresses without markup: write each as \"- url: …\" under \"sources:\""
	case strings.Contains(head, "sources:"):
		return "a config file"
	}
	return "plain text"
}

// markup says what a document with tags is.
func markup(doc string) string {
	s := newScanner(doc)
	for {
		t, ok := s.next()
		if !ok {
			return "plain text"
		}
		switch t.name {
		case "opml":
			return "OPML that ends before its first outline"
		case "rss", "feed", "rdf", "channel":
			return "a feed itself: name its address under \"sources:\""
		case "html", "head", "body", "title", "div", "p", "b", "br", "script", "meta", "link":
			return "a web page"
		case "urlset", "sitemapindex":
			return "a sitemap"
		}
		if !t.isEnd {
			return fmt.Sprintf("XML with the root %q", clipBytes(t.name, 60))
		}
	}
}
