package repair

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"dateline/aggregator/parse/markup"
)

// open enters an element: it notes it or writes its start tag.
func (s *survey) open(e element, t markup.Token) {
	_, local := markup.CutName(e.name)
	switch e.role {
	case asRoot:
		e.tag = rootTag(s.root)
		s.feed.Lang, s.feed.Base = e.lang, e.base
	case asChannel:
		if p := s.top(); p.role == asRoot && !s.channeled {
			e.tag, s.channeled = "channel", true
		}
		if e.lang != "" {
			s.feed.Lang = e.lang
		}
		if e.base != "" {
			s.feed.Base = e.base
		}
	case asItem:
		e.tag = "item"
		if s.isAtom() {
			e.tag = "entry"
		}
		s.openItem(e, t)
	case asField:
		e.tag = s.fieldTag(e.space, local)
		s.openField(&e, t)
	case asMarkup:
		s.openMarkup(&e, local)
	case asID:
		s.room = maxField
	case asForeign:
		s.openForeign(e, local, t)
	case asNothing:
	}
	if e.tag != "" {
		s.writeStart(e, t)
	}
	e.body = len(s.out)
	s.stack = append(s.stack, e)
	if e.role == asItem {
		s.writeNumber()
	}
	if s.format() == "cdf" && (e.role == asItem || e.role == asChannel) {
		s.writeMembers(t)
	}
}

// writeMembers writes what CDF has in attributes as RSS has it.
func (s *survey) writeMembers(t markup.Token) {
	for name, value := range t.Each() {
		tag := map[string]string{"href": "link", "lastmod": "pubDate"}[strings.ToLower(string(name))]
		if tag == "" {
			continue
		}
		s.out = append(append(append(s.out, '<'), tag...), '>')
		s.writeText(value)
		s.out = append(append(append(s.out, "</"...), tag...), '>')
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

// fieldTag is the name under which gofeed knows a child of an item, whatever
// the document calls it.
func (s *survey) fieldTag(space, local string) string {
	if space == markup.ContentSpace || space == markup.XHTMLSpace || isAtomSpace(space) && !s.isAtom() && strings.EqualFold(local, "content") {
		return "content:encoded"
	}
	if !s.isAtom() {
		switch name := strings.ToLower(local); {
		case s.cur != nil && (name == "content" || name == "body" || name == "fullitem"):
			return "content:encoded"
		case name == "abstract":
			return "description"
		}
	}
	return xmlName(local)
}

func (s *survey) openItem(e element, t markup.Token) {
	s.items = append(s.items, Note{Lang: e.lang, Base: e.base, Fields: map[string]Field{}})
	s.cur, s.start = &s.items[len(s.items)-1], len(s.out)
	for name, value := range t.Each() {
		if _, local := markup.CutName(string(name)); local == "about" {
			s.cur.About = strings.TrimSpace(s.unescape(value))
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

func (s *survey) openField(e *element, t markup.Token) {
	f := &Field{Base: e.base}
	s.room = maxField
	for name, value := range t.Each() {
		switch string(name) {
		case "type":
			f.Kind = strings.ToLower(strings.TrimSpace(s.unescape(value)))
		case "mode":
			f.Mode = strings.ToLower(strings.TrimSpace(s.unescape(value)))
		case "rel":
			f.rel = s.unescape(value)
		case "href":
			f.href = true
		}
	}
	e.field = f
	if e.tag == "content:encoded" && e.space == markup.XHTMLSpace {
		f.Kind = "xhtml"
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
	if f == nil {
		return
	}
	if !textFields[strings.ToLower(f.tag)] {
		s.openPart(e, f)
		return
	}
	e.tag = local
	switch {
	case e.space == markup.XHTMLSpace, e.space == markup.SVGSpace, e.space == markup.MathSpace, s.isNative(e.space):
	default:
		e.tag = e.name
	}
	if f.field.Inline {
		return
	}
	f.field.Inline = true
	if strings.Contains(f.field.Kind, "xhtml") && strings.EqualFold(local, "div") {
		e.tag, f.field.Base = "", e.base // the wrapper is no part of the text
	}
	html := slices.Clone(s.out[f.body:])
	for _, mark := range []string{cdataOpen, cdataClose} { // sections that come before
		html = bytes.ReplaceAll(html, []byte(mark), nil)
	}
	s.out = append(append(s.out[:f.body], cdataOpen...), html...)
}

// openPart enters an element that is part of a line of text in RSS: the mail
// address behind a name is written as RSS has it.
func (s *survey) openPart(e, f *element) {
	if s.isAtom() || s.cur == nil {
		return
	}
	if e.tag == "email" && len(bytes.TrimSpace(s.out[f.body:])) > 0 {
		s.out = append(s.out, " ("...)
	}
	e.part, e.tag = e.tag, ""
}

// xmlName returns name if it is safe as a name in XML, else "".
func xmlName(name string) string {
	for i := range len(name) {
		if c := name[i]; c >= 0x80 || !markup.IsName(c) || c == ':' || i == 0 && !markup.IsNameStart(c) {
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
func (s *survey) writeStart(e element, t markup.Token) {
	s.out = append(append(s.out, '<'), e.tag...)
	if e.role != asRoot && e.role != asChannel && e.role != asItem {
		s.writeAttributes(e, t)
	}
	s.out = append(s.out, '>')
}

func (s *survey) writeAttributes(e element, t markup.Token) {
	plain := s.isAtom() && e.field != nil && !e.field.Inline && !strings.EqualFold(e.tag, "link")
	for name, value := range t.Each() {
		n := string(name)
		prefix, local := markup.CutName(n)
		if prefix == "xmlns" || n == "xmlns" || prefix == "xml" || local == "" || !markup.IsNameStart(local[0]) || xmlName(local) == "" {
			continue
		}
		if plain && (n == "type" || n == "mode") {
			continue // gofeed would decode text that is none; this needs none
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
		if id := strings.TrimSpace(s.unescape(s.capture)); s.cur.ID == "" {
			s.cur.ID = id
		}
		s.capture = s.capture[:0]
	case asForeign:
		s.closeForeign()
	case asMarkup:
		if f := s.fieldElement(); e.part == "email" && f != nil && bytes.Contains(s.out[f.body:], []byte(" (")) {
			s.out = append(s.out, ')')
		}
	default: // nothing is open of it
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
	if e.field.Inline {
		if html := s.out[e.body+len(cdataOpen):]; bytes.Contains(html, []byte(cdataClose)) { // in pieces put together
			s.out = append(s.out[:e.body+len(cdataOpen)], bytes.ReplaceAll(html, []byte(cdataClose), []byte("]]&gt;"))...)
		}
		s.out = append(s.out, cdataClose...)
	}
	name, n := fieldName(e.tag), s.here()
	if dateFields[name] && len(s.out)-e.body > maxDate {
		s.out = s.out[:e.body] // gofeed would try it in every way it knows
	}
	if _, ok := n.Fields[name]; !ok && textFields[name] {
		n.Fields[name] = *e.field
	}
	s.outsource(name, e.body)
	// An address that stands in the element, not in its attribute.
	if name == "link" && s.isAtom() && !e.field.href && n.Link == "" && (e.field.rel == "" || markup.IsRel(e.field.rel, "alternate")) {
		n.Link = markup.Unescape(s.out[e.body:])
	}
}

// dateFields are the elements that gofeed reads as dates.
var dateFields = set("pubdate lastbuilddate published issued updated modified")

// fieldName is the name that gofeed gives a field, of which Atom 0.3 had
// others.
func fieldName(tag string) string {
	switch name := strings.ToLower(tag); name {
	case "tagline":
		return "subtitle"
	case "copyright":
		return "rights"
	default:
		return name
	}
}
