package parse

import (
	"bytes"
	"strconv"
	"strings"
)

// open enters an element: it notes it or writes its start tag.
func (s *survey) open(e element, t token) {
	_, local := cutName(e.name)
	switch e.role {
	case asRoot:
		e.tag = rootTag(s.root)
		s.feed.lang, s.feed.base = e.lang, e.base
	case asChannel:
		if p := s.top(); p.role == asRoot {
			e.tag = "channel"
		}
		if e.lang != "" {
			s.feed.lang = e.lang
		}
		if e.base != "" {
			s.feed.base = e.base
		}
	case asItem:
		e.tag = strings.ToLower(local)
		s.openItem(e, t)
	case asField:
		e.tag = fieldTag(e.space, local)
		s.openField(&e, t)
	case asMarkup:
		s.openMarkup(&e, local)
	case asForeign:
		s.openForeign(e, local, t)
	}
	if e.tag != "" {
		s.writeStart(e, t)
	}
	e.body = len(s.out)
	s.stack = append(s.stack, e)
	if e.role == asItem {
		s.writeNumber()
	}
}

// rootTag is the root gofeed is to see: it tells the formats apart by it.
func rootTag(root string) string {
	switch root {
	case "feed", "entry":
		return "feed"
	case "rdf":
		return "RDF"
	}
	return "rss"
}

// fieldTag is the name under which gofeed knows a child of an item.
func fieldTag(space, local string) string {
	if space == contentSpace || space == xhtmlSpace {
		return "content:encoded"
	}
	return xmlName(local)
}

func (s *survey) openItem(e element, t token) {
	s.items = append(s.items, note{lang: e.lang, base: e.base, fields: map[string]field{}})
	s.cur, s.start, s.nodes = &s.items[len(s.items)-1], len(s.out), 0
	for name, value := range t.each() {
		if _, local := cutName(string(name)); local == "about" {
			s.cur.about = strings.TrimSpace(unescape(value))
		}
	}
}

// writeNumber gives the item the number of its note for an id.
func (s *survey) writeNumber() {
	tag := "guid"
	if s.isAtom() {
		tag = "id"
	}
	s.out = append(s.out, "<"+tag+">"...)
	s.out = strconv.AppendInt(s.out, int64(len(s.items)-1), 10)
	s.out = append(s.out, "</"+tag+">"...)
}

func (s *survey) openField(e *element, t token) {
	f := &field{base: e.base}
	for name, value := range t.each() {
		switch string(name) {
		case "type":
			f.kind = strings.ToLower(strings.TrimSpace(unescape(value)))
		case "mode":
			f.mode = strings.ToLower(strings.TrimSpace(unescape(value)))
		}
	}
	e.field = f
	if e.tag == "content:encoded" && e.space == xhtmlSpace {
		f.kind = "xhtml"
	}
}

// textFields are the elements whose child elements are markup to be kept.
var textFields = map[string]bool{
	"title": true, "description": true, "content:encoded": true, "content": true, "summary": true,
	"subtitle": true, "tagline": true, "rights": true, "copyright": true, "info": true,
}

// openMarkup enters an element in a field. The first one in a text field
// turns what the field holds from escaped text into a CDATA section of HTML.
func (s *survey) openMarkup(e *element, local string) {
	p := s.top()
	e.field, e.tag = p.field, xmlName(local)
	f := s.fieldElement()
	if f == nil || !textFields[strings.ToLower(f.tag)] {
		return
	}
	e.tag = local
	if e.space != xhtmlSpace && !s.isNative(e.space) {
		e.tag = e.name
	}
	if f.field.inline {
		return
	}
	f.field.inline = true
	if strings.Contains(f.field.kind, "xhtml") && strings.EqualFold(local, "div") {
		e.tag, f.field.base = "", e.base // the wrapper is no part of the text
	}
	s.out = append(s.out, cdataOpen...)
	copy(s.out[f.body+len(cdataOpen):], s.out[f.body:])
	copy(s.out[f.body:], cdataOpen)
}

// xmlName returns name if it is safe as a name in XML, else "".
func xmlName(name string) string {
	for i := range len(name) {
		if c := name[i]; c >= 0x80 || !isName(c) || c == ':' {
			return ""
		}
	}
	return name
}

const (
	cdataOpen  = "<![CDATA["
	cdataClose = "]]>"
)

// fieldElement is the field that is open, or nil.
func (s *survey) fieldElement() *element {
	for i := len(s.stack) - 1; i >= 0; i-- {
		switch s.stack[i].role {
		case asField:
			return &s.stack[i]
		case asMarkup:
		default:
			return nil
		}
	}
	return nil
}

// writeStart writes a start tag. Declarations and xml: attributes are left
// out, the rest is quoted anew.
func (s *survey) writeStart(e element, t token) {
	s.out = append(append(s.out, '<'), e.tag...)
	if e.role != asRoot && e.role != asChannel && e.role != asItem {
		s.writeAttributes(e, t)
	}
	s.out = append(s.out, '>')
}

func (s *survey) writeAttributes(e element, t token) {
	plain := e.role == asField && e.field != nil && s.isAtom()
	for name, value := range t.each() {
		n := string(name)
		prefix, local := cutName(n)
		if prefix == "xmlns" || n == "xmlns" || prefix == "xml" || local == "" || !isNameStart(local[0]) || xmlName(local) == "" {
			continue
		}
		if plain && (n == "type" || n == "mode") && textFields[strings.ToLower(e.tag)] {
			continue // the text is written so that it needs none
		}
		s.out = append(append(append(s.out, ' '), local...), '=', '"')
		s.writeQuoted(value)
		s.out = append(s.out, '"')
	}
}

// writeQuoted writes what stands between the quotes of an attribute.
func (s *survey) writeQuoted(b []byte) {
	for {
		i := bytes.IndexAny(b, "\"<>&")
		if i < 0 {
			s.out = append(s.out, b...)
			return
		}
		s.out = append(s.out, b[:i]...)
		n := 1
		switch b[i] {
		case '"':
			s.out = append(s.out, "&quot;"...)
		case '<':
			s.out = append(s.out, "&lt;"...)
		case '>':
			s.out = append(s.out, "&gt;"...)
		default:
			n = s.writeReference(b[i:])
		}
		b = b[i+n:]
	}
}

// pop leaves the innermost element.
func (s *survey) pop() {
	e := s.top()
	switch e.role {
	case asField:
		s.closeField(e)
	case asID:
		if id := strings.TrimSpace(unescape(s.capture)); s.cur.id == "" {
			s.cur.id = id
		}
		s.capture = s.capture[:0]
	case asForeign:
		s.closeForeign()
	}
	if e.tag != "" && !s.isVoid(e) {
		s.out = append(append(append(s.out, "</"...), e.tag...), '>')
	}
	if e.role == asItem {
		s.cur = nil
	}
	s.bindings = s.bindings[:e.bindings]
	s.stack = s.stack[:len(s.stack)-1]
}

func (s *survey) closeField(e *element) {
	if e.field.inline {
		s.out = append(s.out, cdataClose...)
	}
	name := strings.ToLower(e.tag)
	if _, ok := s.here().fields[name]; !ok && textFields[name] {
		s.here().fields[name] = *e.field
	}
}

// text takes character data.
func (s *survey) text(b []byte) {
	switch p := s.top(); {
	case p == nil:
	case p.role == asField, p.role == asMarkup:
		s.writeText(b)
	case p.role == asID:
		s.capture = append(s.capture, b...)
	case p.role == asForeign && len(s.tree) > 0:
		e := s.tree[len(s.tree)-1]
		e.Text += unescape(b)
	}
}

// cdata takes a CDATA section.
func (s *survey) cdata(b []byte) {
	switch p := s.top(); {
	case p == nil:
	case p.role == asField, p.role == asMarkup:
		if f := s.fieldElement(); f != nil && f.field.inline {
			s.out = append(s.out, b...)
			return
		}
		s.out = append(append(append(s.out, cdataOpen...), b...), cdataClose...)
	case p.role == asID:
		s.capture = append(s.capture, escape(string(b))...)
	case p.role == asForeign && len(s.tree) > 0:
		s.tree[len(s.tree)-1].Text += string(b)
	}
}

// writeText writes character data so that it is well formed: references to
// characters that XML forbids are dropped, the document's own entities put in.
func (s *survey) writeText(b []byte) {
	if bytes.Contains(b, []byte(cdataClose)) {
		b = bytes.ReplaceAll(b, []byte(cdataClose), []byte("]]&gt;"))
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

func (s *survey) writeNumeric(b []byte) int {
	text, n := entity(b)
	switch {
	case n == 0:
		s.out = append(s.out, "&amp;"...)
		return 1
	case text != "":
		s.out = append(s.out, b[:n]...)
	}
	return n
}

func (s *survey) writeEntity(b []byte) int {
	if len(s.entities) > 0 {
		if end := bytes.IndexByte(b[:min(len(b), longestEntity)], ';'); end > 1 {
			if text, ok := s.entities[string(b[1:end])]; ok {
				s.out = append(s.out, text...)
				return end + 1
			}
		}
	}
	s.out = append(s.out, '&')
	return 1
}
