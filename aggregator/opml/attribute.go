package opml

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// attributes are those of an outline that mean something to us, as they stand.
type attributes struct {
	text, title, feed, url, page, kind, language, category, comment, list string
}

// set notes the value of an attribute. The first that is not empty holds.
func (a *attributes) set(name, value string) {
	if len(name) > len("frss:opmlUrl")+2 {
		return
	}
	if strings.ContainsAny(name, "_-") {
		name = joiners.Replace(name)
	}
	if into := a.field(strings.ToLower(name)); into != nil && *into == "" {
		*into = value
	}
}

var joiners = strings.NewReplacer("_", "", "-", "")

// field is where the attribute of a name goes, nil if we do not need it.
// Programs spell xmlUrl and htmlUrl in many ways.
func (a *attributes) field(name string) *string {
	switch name {
	case "text":
		return &a.text
	case "title":
		return &a.title
	case "xmlurl", "xmluri", "feedurl", "feeduri", "rssurl":
		return &a.feed
	case "url":
		return &a.url
	case "htmlurl", "htmluri", "siteurl", "homepage", "link":
		return &a.page
	case "type":
		return &a.kind
	case "language", "lang", "xml:lang":
		return &a.language
	case "category", "categories":
		return &a.category
	case "iscomment":
		return &a.comment
	case "frss:opmlurl": // a folder that FreshRSS fills from another list
		return &a.list
	}
	return nil
}

// isLeaf reports whether the outline has an address, so is no folder.
func (a *attributes) isLeaf() bool { return a.feed != "" || a.url != "" }

// isType reports whether the outline's type is one of these.
func (a *attributes) isType(kinds ...string) bool {
	for _, kind := range kinds {
		if strings.EqualFold(strings.TrimSpace(a.kind), kind) {
			return true
		}
	}
	return false
}

// label is what the outline is called, in at most maxName characters.
func (a *attributes) label() string {
	if name := line(a.text, maxName); name != "" {
		return name
	}
	return line(a.title, maxName)
}

// line makes of a value a line of visible text, cut to most characters.
func line(value string, most int) string {
	// A reference takes up to 40 bytes: what is beyond that many for each
	// character is cut in any case.
	return short(unescape(clipBytes(value, 40*most)), most)
}

// short makes one line of s, of most characters at most.
func short(s string, most int) string {
	s = strings.Join(strings.FieldsFunc(s, isBreak), " ")
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return strings.TrimSpace(string([]rune(s)[:most-1])) + "…"
}

// isBreak reports whether r is space or nothing that can be seen. Joiners and
// marks of direction belong to words and emoji.
func isBreak(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || r == utf8.RuneError || r == '\ufeff' || r&0xfffe == 0xfffe
}

// clipBytes cuts s to at most n bytes, between characters.
func clipBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// unescape replaces character references and HTML's entities. Those without a
// semicolon stay as they are: in addresses "&copy=1" is no sign.
func unescape(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	var b strings.Builder
	for {
		amp := strings.IndexByte(s, '&')
		if amp < 0 {
			return b.String() + s
		}
		b.WriteString(s[:amp])
		s = s[amp:]
		end := reference(s)
		b.WriteString(html.UnescapeString(s[:end]))
		s = s[end:]
	}
}

// reference returns how long the reference is that s begins with, 1 if it is a
// bare "&".
func reference(s string) int {
	const longest = 40
	for i := 1; i < len(s) && i < longest; i++ {
		switch c := s[i]; {
		case c == ';':
			return i + 1
		case c == '#' && i == 1, c|0x20 >= 'a' && c|0x20 <= 'z', c >= '0' && c <= '9':
		default:
			return 1
		}
	}
	return 1
}
