package opml

import (
	"strings"
	"unicode/utf8"
)

// scanner finds tags in text that may be XML of any quality.
type scanner struct {
	text string
	at   int
	// limit is where the next outline tag after at begins, as far as known:
	// no attribute reaches beyond it.
	limit int
	// endless are the kinds of hidden that end nowhere from here on.
	endless [len(hidden)]bool
	// line is that of the text before counted.
	line, counted int
}

// tag is a start or end tag. Only those of outlines have attributes.
type tag struct {
	// name is in lower case and without a prefix.
	name string
	at   int
	// isEnd is true of </name>, isEmpty of <name/>.
	isEnd, isEmpty bool
	attributes
}

func newScanner(text string) *scanner { return &scanner{text: text, limit: -1} }

// next returns the next tag, or false at the end.
func (s *scanner) next() (tag, bool) {
	for {
		open := strings.IndexByte(s.text[s.at:], '<')
		if open < 0 {
			s.at = len(s.text)
			return tag{}, false
		}
		at := s.at + open
		if s.skip(at) {
			continue
		}
		t := tag{at: at}
		s.at = at + 1
		if strings.HasPrefix(s.text[s.at:], "/") {
			t.isEnd = true
			s.at++
		}
		if t.name = s.name(); t.name == "" {
			continue
		}
		if t.name == "outline" && !t.isEnd {
			s.findLimit()
			s.attributes(&t)
		} else if end := strings.IndexByte(clipBytes(s.text[s.at:], 200), '>'); end > 0 {
			t.isEmpty = s.text[s.at+end-1] == '/'
		}
		return t, true
	}
}

// hidden is what begins as a tag does and is none.
var hidden = [...]struct{ open, end string }{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}, {"<!", ">"}}

// skip moves past what begins at at and is no tag. What does not end is passed
// over alone, so that it hides nothing.
func (s *scanner) skip(at int) bool {
	for i, kind := range hidden {
		if !strings.HasPrefix(s.text[at:], kind.open) {
			continue
		}
		s.at = at + len(kind.open)
		if s.endless[i] {
			return true
		}
		end := strings.Index(s.text[s.at:], kind.end)
		if s.endless[i] = end < 0; end >= 0 {
			s.at += end + len(kind.end)
		}
		return true
	}
	return false
}

// name reads the name of a tag.
func (s *scanner) name() string {
	start := s.at
	for s.at < len(s.text) && isNameByte(s.text[s.at]) {
		s.at++
	}
	name := strings.ToLower(s.text[start:s.at])
	return name[strings.LastIndexByte(name, ':')+1:]
}

func isNameByte(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == ':' || c == '_' || c == '-' || c == '.' || c >= utf8.RuneSelf
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }

// findLimit finds where the tag after this one must begin at the latest.
func (s *scanner) findLimit() {
	if s.limit >= s.at {
		return
	}
	for s.limit = s.at; s.limit < len(s.text); s.limit++ {
		open := strings.IndexByte(s.text[s.limit:], '<')
		if open < 0 {
			break
		}
		s.limit += open
		if isOurs(s.text[s.limit:]) {
			return
		}
	}
	s.limit = len(s.text)
}

// isOurs reports whether s begins with a tag of OPML's body.
func isOurs(s string) bool {
	s = strings.TrimPrefix(s[1:], "/")
	end, start := 0, 0
	for end < len(s) && end < 40 && isNameByte(s[end]) {
		if end++; s[end-1] == ':' {
			start = end
		}
	}
	for _, name := range []string{"outline", "body", "opml"} {
		if strings.EqualFold(s[start:end], name) {
			return true
		}
	}
	return false
}

// lineAt returns the line of a place that is not before the last one asked
// for.
func (s *scanner) lineAt(at int) int {
	s.line += strings.Count(s.text[s.counted:at], "\n")
	s.counted = at
	return s.line + 1
}
