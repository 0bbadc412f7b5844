package clean

import (
	"html"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"
)

// maxLayers bounds how often entities are taken to hide entities or markup.
const maxLayers = 8

// Text makes plain text on one line of HTML, or of text that was escaped any
// number of times. It is composed (NFC) where it was not, and has no white
// space around it.
func Text(s string) string {
	if isPlain(s) {
		return s
	}
	s = prefix(s, maxText)
	for range maxLayers {
		t := oneLine(peel(s))
		if t == s {
			return s
		}
		s = t
	}
	// Nobody escapes this often who means well.
	for range maxLayers {
		t := oneLine(strings.Map(withoutMarkup, s))
		if t == s {
			break
		}
		s = t
	}
	return s
}

func withoutMarkup(r rune) rune {
	if r == '<' || r == '&' {
		return -1
	}
	return r
}

// isPlain reports whether s is surely what Text would return.
func isPlain(s string) bool {
	if s == "" {
		return true
	}
	space := true // at the beginning as after a space
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ':
			if space {
				return false
			}
			space = true
		case c < ' ', c >= 0x7F, c == '<', c == '&':
			return false
		default:
			space = false
		}
	}
	return !space
}

// peel takes one layer of markup off: tags go, entities become characters.
func peel(s string) string {
	at := strings.IndexAny(s, "<&")
	if at < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	var p peeler
	for at >= 0 {
		b.WriteString(s[:at])
		s = s[at:]
		n, text := p.markup(s)
		if n == 0 {
			n, text = 1, s[:1]
		}
		b.WriteString(text)
		s = s[n:]
		at = strings.IndexAny(s, "<&")
	}
	b.WriteString(s)
	return b.String()
}

// peeler remembers, while one layer is peeled, what needs no second search.
type peeler struct {
	noEnd [2]bool // no end tag of a script, of a style follows
}

// markup returns the length of the tag or entity that s begins with, and what
// stands for it in text. The length is 0 if it is none.
func (p *peeler) markup(s string) (n int, text string) {
	if s[0] == '&' {
		return entity(s)
	}
	if len(s) < 2 {
		return 0, ""
	}
	switch c := s[1]; {
	case strings.HasPrefix(s, "<!--"):
		if end := strings.Index(s, "-->"); end >= 0 {
			return end + len("-->"), ""
		}
		return len("<!--"), ""
	case strings.HasPrefix(s, "<![CDATA["):
		return len("<![CDATA["), ""
	case c == '!', c == '?':
		return strings.IndexByte(s, '>') + 1, ""
	case c == '/', isLetter(c):
		return p.tag(s)
	}
	return 0, ""
}

// entity reads a reference that ends in a semicolon. Without one it is taken
// as text: "R&D" and "?a=1&copy=2" are.
func entity(s string) (n int, text string) {
	end := strings.IndexByte(s[:min(len(s), 34)], ';')
	if end < 2 {
		return 0, ""
	}
	text = html.UnescapeString(s[:end+1])
	if text == s[:end+1] || strings.HasSuffix(text, ";") && text != ";" {
		return 0, ""
	}
	return end + 1, text
}

// tag reads a tag, and a script or style with what is in it.
func (p *peeler) tag(s string) (n int, text string) {
	from := 1
	if s[1] == '/' {
		from = 2
	}
	end := strings.IndexAny(s[from:min(len(s), maxTag)], " \t\r\n\f/>")
	switch {
	case from == len(s) || !isLetter(s[from]):
		return 0, ""
	case end < 1 && len(s) > maxTag: // a name without end may get one later
		return 1, ""
	case end < 1:
		return 0, ""
	}
	end += from
	name := strings.ToLower(s[from:end])
	n = closing(s)
	if n == 0 {
		// An unclosed tag would take what follows it in a page for attributes.
		if strings.IndexByte(s[end:], '=') >= 0 {
			return 1, ""
		}
		return 0, ""
	}
	separates, isMarkup := titleTags[name]
	if from == 2 {
		_, isHTML := elements[atom.Lookup([]byte(name))]
		isMarkup = isMarkup || isHTML
	}
	if !isMarkup && strings.IndexByte(s[end:n], '=') < 0 {
		return 0, ""
	}
	if from == 1 {
		switch name {
		case "script":
			n += skipRaw(s[n:], name, &p.noEnd[0])
		case "style":
			n += skipRaw(s[n:], name, &p.noEnd[1])
		}
	}
	if separates {
		return n, " "
	}
	return n, ""
}

// closing returns the length of a tag with its attributes, 0 if it does not
// end.
func closing(s string) int {
	s = s[:min(len(s), maxTag)]
	if strings.IndexByte(s, '>') < 0 {
		return 0
	}
	var quote byte
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && strings.HasSuffix(strings.TrimRight(s[:i], " \t\r\n"), "="):
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return strings.IndexByte(s, '>') + 1 // a quote is missing
}

// skipRaw returns the length of the text of a script or style up to after its
// end tag, 0 if there is none.
func skipRaw(s, name string, noEnd *bool) int {
	if *noEnd {
		return 0
	}
	for at := 0; ; {
		i := strings.Index(s[at:], "</")
		if i < 0 {
			*noEnd = true
			return 0
		}
		at += i + 2
		if len(s)-at >= len(name) && strings.EqualFold(s[at:at+len(name)], name) {
			before, _, closed := strings.Cut(s[at:], ">")
			if !closed {
				return len(s)
			}
			return at + len(before) + 1
		}
	}
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// titleTags are the tags that are markup in a plain text even without
// attributes, and whether they separate words. Others are words of the text.
var titleTags = func() map[string]bool {
	m := map[string]bool{}
	for name := range strings.FieldsSeq(`a abbr acronym applet b base bdi bdo big blink body center cite code del dfn
		em embed font frame frameset head html i iframe img ins kbd link mark marquee math meta nobr noembed noframes
		noscript object plaintext q rp rt ruby s samp script small span strike strong style sub sup svg textarea
		title tt u var wbr xmp`) {
		m[name] = false
	}
	for name := range strings.FieldsSeq(`address article aside blockquote br dd div dl dt figcaption figure footer
		form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul`) {
		m[name] = true
	}
	return m
}()

// oneLine folds white space, drops what is junk or invisible to no purpose and
// composes characters.
func oneLine(s string) string {
	if isPlain(s) {
		return s
	}
	b := make([]byte, 0, len(s))
	var prev, gap rune // the last character written, white space to be written
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		rest := s[i+n:]
		switch {
		case r == utf8.RuneError && n == 1:
		case isSpace(r):
			gap = space(gap, r)
		case tagSequence(prev, s[i:]) > 0:
			n = tagSequence(prev, s[i:])
			b = append(b, s[i:i+n]...)
			prev = cancelTag
		case isJunk(r):
		case isInvisible(r) && (gap != 0 || !shapes(prev, r, following(rest))):
		default:
			if gap != 0 && len(b) > 0 {
				b = utf8.AppendRune(b, gap)
			}
			gap, prev = 0, r
			b = append(b, s[i:i+n]...)
		}
		i += n
	}
	if needsComposing(b) {
		b = norm.NFC.Bytes(b)
	}
	return string(b)
}

// space is the white space that stands for a run of it: one space, but a
// single ideographic one stays what it is.
func space(gap, r rune) rune {
	if r == ideographicSp && gap == 0 {
		return r
	}
	return ' '
}

// following is the first character of s that is there to stay.
func following(s string) rune {
	for _, r := range s {
		if !isJunk(r) && !isInvisible(r) {
			return r
		}
	}
	return 0
}

// needsComposing reports whether b has letters and marks that may be one
// character: Latin and the like, Hangul, Kana. Nothing else is normalised:
// NFC would exchange ideographs that people spell their names with.
func needsComposing(b []byte) bool {
	for i := 0; i+2 < len(b); i++ {
		switch c := b[i]; {
		case c == 0xCC, c == 0xCD && b[i+1] <= 0xAF:
			return true
		case c == 0xE1 && b[i+1] >= 0x84 && b[i+1] <= 0x87:
			return true
		case c == 0xE3 && b[i+1] == 0x82 && (b[i+2] == 0x99 || b[i+2] == 0x9A):
			return true
		}
	}
	n := len(b)
	return n >= 2 && (b[n-2] == 0xCC || b[n-2] == 0xCD && b[n-1] <= 0xAF)
}
