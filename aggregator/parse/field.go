package parse

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"dateline/aggregator/parse/decode"
)

// html returns the text of an element as HTML with absolute addresses where
// xml:base asks for it. The element is one of an item's fields.
func (n *note) html(name, value string, isContent bool) string {
	f := n.fields[name]
	switch f.meaning(value) {
	case plainField:
		if isContent {
			return paragraphs(value)
		}
		return escape(value)
	case packedField:
		value = unpacked(value)
	case noField:
		return ""
	case htmlField:
	}
	if f.base != "" {
		return rebased(value, f.base)
	}
	return value
}

// meaning is how a field's text is to be taken.
type meaning uint8

const (
	htmlField meaning = iota
	plainField
	packedField // in base64
	noField     // a picture or the like
)

// meaning decides by the type of Atom (RFC 4287 section 3.1.1, and what the
// draft Atom 0.3 said). Text of no declared type that looks like HTML is HTML,
// whatever the default.
func (f field) meaning(value string) meaning {
	kind, _, _ := strings.Cut(f.kind, ";")
	switch {
	case f.mode == "base64" || kind == "application/octet-stream":
		return packedField
	case f.inline, strings.Contains(kind, "html"), strings.HasSuffix(kind, "xml"):
		return htmlField
	case kind == "" && (f.mode == "escaped" || looksLikeHTML(value)):
		return htmlField
	case kind == "", strings.HasPrefix(kind, "text"):
		return plainField
	}
	return noField
}

// unpacked decodes base64. What is no text is nothing for readers.
func unpacked(s string) string {
	s = strings.TrimRight(strings.Join(strings.Fields(s), ""), "=")
	b, err := base64.RawStdEncoding.DecodeString(s)
	if err != nil || !utf8.Valid(b) || decode.Plain(string(b)) != string(b) {
		return ""
	}
	return string(b)
}

// looksLikeHTML reports whether text has tags or entities that nobody writes
// by accident.
func looksLikeHTML(s string) bool {
	last := strings.LastIndexByte(s, '>')
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '<':
			if i < last && isHTMLTag(s[i+1:]) {
				return true
			}
		case '&':
			if _, n := entity([]byte(s[i:min(len(s), i+longestEntity)])); n > 0 {
				return true
			}
		}
	}
	return false
}

// telltales are the elements whose start tag alone makes text HTML.
var telltales = map[string]bool{
	"p": true, "br": true, "img": true, "hr": true, "a": true, "div": true, "span": true, "li": true, "ul": true,
	"ol": true, "table": true, "tr": true, "td": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true,
	"figure": true, "iframe": true, "video": true, "audio": true, "blockquote": true, "center": true, "font": true,
}

// others are those that have to be closed: people write of them too.
var others = map[string]bool{
	"b": true, "i": true, "u": true, "em": true, "strong": true, "code": true, "pre": true, "small": true, "sub": true,
	"sup": true, "s": true, "del": true, "ins": true, "q": true, "cite": true, "abbr": true, "h6": true, "section": true,
	"article": true, "script": true, "style": true, "object": true, "dl": true, "dt": true, "dd": true, "tt": true,
}

// isHTMLTag reports whether rest, which follows a "<" and holds a ">", makes it
// a tag of HTML.
func isHTMLTag(rest string) bool {
	closing := strings.HasPrefix(rest, "/")
	rest = strings.TrimPrefix(rest, "/")
	n := 0
	for n < len(rest) && n < 12 && (isDigit(rest[n]) || rest[n]|0x20 >= 'a' && rest[n]|0x20 <= 'z') {
		n++
	}
	if n == 0 || n == len(rest) || !isSpace(rest[n]) && rest[n] != '>' && rest[n] != '/' {
		return false
	}
	name := strings.ToLower(rest[:n])
	return telltales[name] || closing && others[name]
}
