package parse

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"

	"dateline/aggregator/parse/markup"
)

// rootKind says how a document is to be read.
type rootKind uint8

const (
	isXML rootKind = iota + 1
	isJSON
)

// sniff finds the root and cuts off what stands before it; junk says that it
// was text. The error says what a document is that is no feed.
func sniff(text []byte, url string) (kind rootKind, doc []byte, junk bool, err error) {
	text = bytes.TrimLeft(text, " \t\r\n\uFEFF")
	if len(text) == 0 {
		return 0, nil, false, fmt.Errorf("%w: it is empty", ErrNotAFeed)
	}
	if text[0] == '{' || text[0] == '[' {
		return isJSON, text, false, nil
	}
	first, at := findRoot(text)
	if at < 0 {
		// A page may stand before the feed, such as that of an error.
		if end := bytes.LastIndex(text, []byte("</html>")); end >= 0 {
			if _, n := findRoot(text[end:]); n >= 0 {
				at, first = end+n, "html"
			}
		}
	}
	if at >= 0 {
		if first != "" || hasText(text[:at]) {
			return isXML, text[at:], true, nil
		}
		return isXML, text, false, nil
	}
	if at := bytes.IndexByte(text, '{'); at >= 0 && bytes.Contains(text[at:], []byte("jsonfeed.org/version")) {
		return isJSON, text[at:], true, nil
	}
	return 0, nil, false, describe(first, text, url)
}

// findRoot returns where the root of a feed begins, or -1, and the name of the
// first element if that is another one.
func findRoot(text []byte) (first string, at int) {
	s := markup.Scanner{Doc: text}
	for {
		at := s.At
		t, ok := s.Next()
		if !ok {
			return first, -1
		}
		if t.Kind != markup.StartTag {
			continue
		}
		_, local := markup.CutName(strings.ToLower(string(t.Name)))
		if isFeedRoot(local) {
			return first, at
		}
		if first == "" {
			first = local
		}
		if !isWarning(local) {
			return first, -1
		}
	}
}

// hasText reports whether there is text between the markup.
func hasText(b []byte) bool {
	s := markup.Scanner{Doc: b}
	for {
		t, ok := s.Next()
		if !ok {
			return false
		}
		if t.Kind == markup.Text && len(bytes.TrimSpace(t.Body)) > 0 {
			return true
		}
	}
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
func describe(first string, text []byte, url string) error {
	words := "it is neither XML nor JSON"
	switch {
	case first == "html" || first == "head" || first == "body" || isWarning(first) || isDoctypeHTML(text):
		return &PageError{Feeds: advertised(text, url)}
	case first == "opml":
		words = "it is OPML, a list of feeds"
	case first == "urlset" || first == "sitemapindex":
		words = "it is a sitemap"
	case isName(first):
		words = "it is XML with the root " + first
	case !strings.HasPrefix(http.DetectContentType(text), "text/"):
		words = "it is no text: " + http.DetectContentType(text)
	case first != "":
		words = "it is XML with a root of its own"
	}
	return fmt.Errorf("%w: %s", ErrNotAFeed, words)
}

// isName reports whether s could be the name of an element.
func isName(s string) bool {
	return s != "" && len(s) < 100 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:") == ""
}

func isDoctypeHTML(text []byte) bool {
	return bytes.HasPrefix(bytes.ToLower(text[:min(len(text), 20)]), []byte("<!doctype html"))
}
