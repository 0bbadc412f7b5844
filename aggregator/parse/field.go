package parse

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"dateline/aggregator/parse/decode"
	"dateline/aggregator/parse/markup"
	"dateline/aggregator/parse/repair"
)

// htmlOf returns the text of an element as HTML with absolute addresses where
// xml:base asks for it. The element is one of an item's fields.
func htmlOf(n *repair.Note, name, value string, isContent bool) string {
	f, value := n.Fields[name], n.Text(value)
	switch meaningOf(f, value) {
	case plainField:
		if isContent {
			return paragraphs(value)
		}
		return markup.Escape(value)
	case packedField:
		value = unpacked(value)
	case noField:
		return ""
	case htmlField:
	}
	if f.Base != "" {
		return rebased(value, f.Base)
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

// meaningOf decides by the type of Atom (RFC 4287 section 3.1.1, and what the
// draft Atom 0.3 said). Text of no declared type that looks like HTML is HTML,
// whatever the default.
func meaningOf(f repair.Field, value string) meaning {
	kind, _, _ := strings.Cut(f.Kind, ";")
	switch {
	case f.Mode == "base64" || kind == "application/octet-stream":
		return packedField
	case f.Inline, strings.Contains(kind, "html"), strings.HasSuffix(kind, "xml"):
		return htmlField
	case kind == "" && (f.Mode == "escaped" || looksLikeHTML(value)):
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
			if _, n := markup.Entity([]byte(s[i:min(len(s), i+markup.LongestEntity)])); n > 0 {
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
	for n < len(rest) && n < 12 && (markup.IsDigit(rest[n]) || rest[n]|0x20 >= 'a' && rest[n]|0x20 <= 'z') {
		n++
	}
	if n == 0 || n == len(rest) || !markup.IsSpace(rest[n]) && rest[n] != '>' && rest[n] != '/' {
		return false
	}
	name := strings.ToLower(rest[:n])
	return telltales[name] || closing && others[name]
}

// paragraphs makes HTML of plain text of several lines.
func paragraphs(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "\r\n", "\n")
	if !strings.Contains(s, "\n") {
		return markup.Escape(s)
	}
	var out strings.Builder
	for p := range strings.SplitSeq(s, "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			out.WriteString("<p>" + strings.ReplaceAll(markup.Escape(p), "\n", "<br>") + "</p>")
		}
	}
	return out.String()
}
