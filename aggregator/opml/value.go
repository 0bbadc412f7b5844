package opml

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// attributes reads what stands between the name of a tag and its end.
func (s *scanner) attributes(t *tag) {
	clean := true // no quotes in values so far
	for s.at < s.limit {
		switch c := s.text[s.at]; {
		case c == '>':
			s.at++
			return
		case c == '/':
			end := s.space(s.at + 1)
			t.isEmpty = end >= s.limit || s.text[end] == '>'
			s.at++
		case !isNameByte(c) || c >= utf8.RuneSelf:
			s.at++
		default:
			start := s.at
			for s.at < s.limit && isNameByte(s.text[s.at]) {
				s.at++
			}
			name := s.text[start:s.at]
			if s.equals() {
				t.set(name, s.value(t, &clean))
			}
		}
	}
}

// equals moves past "=" and the spaces around it, if it stands here.
func (s *scanner) equals() bool {
	at := s.space(s.at)
	if at >= s.limit || s.text[at] != '=' {
		return false
	}
	s.at = s.space(at + 1)
	return true
}

// space returns where the spaces at at end.
func (s *scanner) space(at int) int {
	for at < s.limit && isSpace(s.text[at]) {
		at++
	}
	return at
}

// value reads the value of an attribute as it stands.
func (s *scanner) value(t *tag, clean *bool) string {
	rest := s.text[s.at:s.limit]
	mark, size := utf8.DecodeRuneInString(rest)
	closing := closers(mark)
	if closing == "" {
		return s.bare(t)
	}
	rest = rest[size:]
	s.at += size
	first := strings.IndexAny(rest, closing)
	if first < 0 { // never closed
		return s.bare(t)
	}
	end := first
	if *clean {
		if end = s.closed(rest, closing, first); end < 0 {
			*clean, end = false, first
		}
	}
	_, size = utf8.DecodeRuneInString(rest[end:])
	s.at += end + size
	return rest[:end]
}

// closers are the marks that close a value that begins with mark, empty if it
// is no quotation mark. Word processors and chat programs make curly ones. Each
// mark is among its own closers: then a list of values that never close costs
// no more than one that does.
func closers(mark rune) string {
	switch mark {
	case '"':
		return `"`
	case '\'':
		return `'`
	case '“', '”', '„', '‟':
		return `"“”„‟`
	case '‘', '’', '‚':
		return `'‘’‚`
	}
	return ""
}

// closed returns where in rest the value ends: at the first mark that an
// attribute or the end of the tag follows. Others are quotes in the text. It
// returns -1 if there is none.
func (s *scanner) closed(rest, closing string, at int) int {
	for {
		_, size := utf8.DecodeRuneInString(rest[at:])
		if s.follows(s.at + at + size) {
			return at
		}
		next := strings.IndexAny(rest[at+size:], closing)
		if next < 0 {
			return -1
		}
		at += size + next
	}
}

// follows reports whether an attribute or the end of the tag is at at.
func (s *scanner) follows(at int) bool {
	start := s.space(at)
	rest := strings.TrimPrefix(strings.TrimPrefix(s.text[start:s.limit], "/"), "?")
	if strings.HasPrefix(rest, ">") {
		return s.endsTag(start + strings.IndexByte(s.text[start:], '>') + 1)
	}
	end := start
	for end < s.limit && isNameByte(s.text[end]) {
		end++
	}
	if end == start {
		return start == s.limit
	}
	after := s.space(end)
	if after >= s.limit || s.text[after] != '=' {
		return false
	}
	if start > at {
		return true
	}
	mark, _ := utf8.DecodeRuneInString(s.text[s.space(after+1):])
	return closers(mark) != ""
}

// endsTag reports whether a tag can end before at: between tags OPML has only
// space, and in its head text.
func (s *scanner) endsTag(at int) bool {
	at = s.space(at)
	return at >= s.limit || s.text[at] == '<' && (strings.HasPrefix(s.text[at:], "<!") || isOurs(s.text[at:]))
}

// bare reads a value without quotes, or one whose quotes do not close.
func (s *scanner) bare(t *tag) string {
	start := s.at
	for s.at < s.limit && !isSpace(s.text[s.at]) && s.text[s.at] != '>' {
		s.at++
	}
	value := s.text[start:s.at]
	if s.at < s.limit && s.text[s.at] == '>' && strings.HasSuffix(value, "/") {
		t.isEmpty, value = true, strings.TrimSuffix(value, "/")
	}
	return strings.TrimFunc(value, func(r rune) bool { return closers(r) != "" || unicode.IsSpace(r) })
}
