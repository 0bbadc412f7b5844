package story

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isInline reports whether a tag does not end a paragraph.
func isInline(name string) bool {
	switch name {
	case "a", "b", "i", "u", "em", "strong", "span", "sup", "sub", "small", "code", "abbr", "mark", "q", "cite", "font", "time", "wbr":
		return true
	}
	return false
}

// unwrap returns the text of an HTML fragment, a line for each paragraph.
// References to characters become apostrophes: in clean text they stand for
// quotation marks and the like.
func unwrap(html string) string {
	var b strings.Builder
	b.Grow(len(html))
	for html != "" {
		i := markIn(html)
		if i < 0 {
			b.WriteString(html)
			break
		}
		b.WriteString(html[:i])
		mark := html[i]
		html = html[i+1:]
		if mark == '&' {
			b.WriteByte('\'')
			if end := strings.IndexByte(html[:min(10, len(html))], ';'); end > 0 {
				html = html[end+1:]
			}
			continue
		}
		var tag string
		tag, html, _ = strings.Cut(html, ">")
		if !isInline(tagName(tag)) {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// markIn is where a tag or a reference begins, -1 if nowhere.
func markIn(html string) int {
	tag := strings.IndexByte(html, '<')
	if tag < 0 {
		return strings.IndexByte(html, '&')
	}
	if reference := strings.IndexByte(html[:tag], '&'); reference >= 0 {
		return reference
	}
	return tag
}

// tagName is the name in a tag, without its slash and attributes.
func tagName(tag string) string {
	tag = strings.TrimPrefix(tag, "/")
	for i := range len(tag) {
		switch tag[i] {
		case ' ', '/', '\t', '\n':
			return tag[:i]
		}
	}
	return tag
}

// dashes are what ends a dateline.
var dashes = []string{" - ", " — ", " – ", ".- ", " -- ", ": "}

// maxDateline is how many bytes a dateline has at most.
const maxDateline = 72

// afterDateline returns a paragraph without its dateline: "KUALA LUMPUR, Jan 3
// (Agency) -", "【東京】", "福州9月23日电（记者 …）".
func afterDateline(s string) string {
	s = strings.TrimSpace(s)
	head := s[:min(maxDateline, len(s))]
	if strings.HasPrefix(s, "【") {
		if _, rest, ok := strings.Cut(s, "】"); ok {
			return rest
		}
	}
	if place, rest, ok := strings.Cut(s, "电"); ok && len(place) < maxDateline && strings.Contains(place, "月") && strings.Contains(place, "日") {
		if strings.HasPrefix(rest, "（") {
			_, rest, _ = strings.Cut(rest, "）")
		}
		return rest
	}
	if strings.HasPrefix(s, "(") {
		if i := strings.IndexByte(head, ')'); 0 < i && i < 16 {
			return s[i+1:]
		}
	}
	for _, dash := range dashes {
		if i := strings.Index(head, dash); i > 0 && isDateline(head[:i]) {
			return s[i+len(dash):]
		}
	}
	return s
}

// isDateline reports whether what stands in front of a dash is a place and its
// like: it begins in capitals or has an agency in brackets.
func isDateline(s string) bool {
	if strings.HasSuffix(s, ")") && strings.Contains(s, "(") {
		return true
	}
	first, n := utf8.DecodeRuneInString(s)
	second, m := utf8.DecodeRuneInString(s[n:])
	third, _ := utf8.DecodeRuneInString(s[n+m:])
	return unicode.IsUpper(first) && unicode.IsUpper(second) && unicode.IsUpper(third)
}
