package repair

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"dateline/aggregator/parse/markup"
)

// holdsText reports whether the text in an element counts.
func (e *element) holdsText() bool { return e != nil && e.role >= asField && e.role != asNothing }

// fits cuts text so that it fits into what is being read, and where it may be
// cut.
func (s *survey) fits(b []byte) []byte {
	if len(b) > s.room {
		s.repairs.add("text that is too long, cut")
		b = b[:max(s.room, 0)]
		for len(b) > 0 && b[len(b)-1] >= utf8.RuneSelf {
			b = b[:len(b)-1]
		}
		s.room = 0
	}
	s.room -= len(b)
	return b
}

// text takes character data.
func (s *survey) text(b []byte) {
	p := s.top()
	if !p.holdsText() {
		return
	}
	b = s.fits(b)
	switch p.role {
	case asField, asMarkup:
		s.writeText(b)
	case asID:
		s.capture = append(s.capture, b...)
	case asForeign:
		if e := s.tree[len(s.tree)-1]; e != nil {
			e.text = append(e.text, s.unescape(b)...)
		}
	default: // no text belongs there
	}
}

// cdata takes a CDATA section.
func (s *survey) cdata(b []byte) {
	p := s.top()
	if !p.holdsText() {
		return
	}
	b = s.fits(b)
	switch p.role {
	case asField, asMarkup:
		if f := s.fieldElement(); f != nil && f.field.Inline {
			s.out = append(s.out, b...)
			return
		}
		s.out = append(append(append(s.out, cdataOpen...), b...), cdataClose...)
	case asID:
		s.capture = append(s.capture, markup.Escape(string(b))...)
	case asForeign:
		if e := s.tree[len(s.tree)-1]; e != nil {
			e.text = append(e.text, b...)
		}
	default: // no text belongs there
	}
}

// writeText writes character data so that it is well formed: references to
// characters that XML forbids are dropped, the document's own entities put in.
func (s *survey) writeText(b []byte) {
	if bytes.Contains(b, []byte(cdataClose)) {
		b = bytes.ReplaceAll(b, []byte(cdataClose), []byte("]]&gt;"))
	}
	if i := bytes.IndexByte(b, '>'); i == 0 || i == 1 && b[0] == ']' {
		// it may end what the text before began
		s.out = append(append(s.out, b[:i]...), "&gt;"...)
		b = b[i+1:]
	}
	for len(b) > 0 {
		i := bytes.IndexAny(b, "&<")
		if i < 0 {
			break
		}
		s.out = append(s.out, b[:i]...)
		n := 1
		if b[i] == '<' {
			s.out = append(s.out, "&lt;"...)
		} else {
			n = s.writeReference(b[i:])
		}
		b = b[i+n:]
	}
	s.out = append(s.out, b...)
}

// writeReference writes the entity, or bare ampersand, that b begins with and
// returns its length.
func (s *survey) writeReference(b []byte) int {
	if len(b) > 1 && b[1] == '#' {
		return s.writeNumeric(b)
	}
	return s.writeEntity(b)
}

// writeNumeric writes the character itself, unless it means something in XML.
func (s *survey) writeNumeric(b []byte) int {
	text, n := markup.Entity(b)
	switch {
	case n == 0:
		s.out = append(s.out, "&amp;"...)
		return 1
	case strings.ContainsAny(text, `<>&"'`):
		s.out = append(s.out, b[:n]...)
	default:
		s.out = append(s.out, text...)
	}
	return n
}

// writeEntity puts in what the document's own entities stand for. The others
// are for gofeed.
func (s *survey) writeEntity(b []byte) int {
	if text, n := s.own(b); n > 0 {
		s.out = append(s.out, quoteEscaper.Replace(text)...)
		return n
	}
	s.out = append(s.out, '&')
	return 1
}

var quoteEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
