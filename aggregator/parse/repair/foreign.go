package repair

import (
	"bytes"
	"strings"

	"dateline/aggregator/parse/markup"
	"dateline/feeds"
)

// maxDepth bounds how deep the extensions are kept.
const maxDepth = 32

// openForeign begins an extension element.
func (s *survey) openForeign(e element, local string, t markup.Token) {
	if len(s.tree) == 0 {
		s.room = maxField
	} else if s.isCrowded() {
		s.tree = append(s.tree, nil)
		return
	}
	if len(s.tree) >= maxDepth {
		s.tree = append(s.tree, nil)
		return
	}
	el := foreign{Element: feeds.Element{Space: e.space, Prefix: s.customaryPrefix(e), Name: local}}
	for name, value := range t.Each() {
		prefix, n := markup.CutName(string(name))
		if prefix == "xmlns" || string(name) == "xmlns" || n == "" {
			continue
		}
		a := feeds.Attr{Name: n, Value: s.unescape(value)}
		if prefix != "" {
			a.Space = s.space(prefix)
		}
		el.Attrs = append(el.Attrs, a)
	}
	s.tree = append(s.tree, &el)
}

// closeForeign ends an extension element and hands it to its parent.
func (s *survey) closeForeign() {
	n := len(s.tree) - 1
	el := s.tree[n]
	s.tree = s.tree[:n]
	if el == nil {
		return
	}
	el.Text = string(bytes.TrimSpace(el.text))
	if n == 0 {
		at := s.here()
		at.Extensions = append(at.Extensions, el.Element)
		return
	}
	if parent := s.tree[n-1]; parent != nil {
		parent.Children = append(parent.Children, el.Element)
	}
}

// foreign is an open extension element. Its text is gathered apart, since it
// may come in many pieces.
type foreign struct {
	feeds.Element
	text []byte
}

// customaryPrefix is the well-known prefix of an element's namespace, else
// the one the document uses.
func (s *survey) customaryPrefix(e element) string {
	if p := markup.Prefix(e.space); p != "" {
		return p
	}
	prefix, _ := markup.CutName(e.name)
	return prefix
}

// voids are the HTML elements that have no end tag.
var voids = map[string]bool{
	"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true,
	"input": true, "param": true, "track": true, "wbr": true,
}

// isVoid reports whether e is an HTML element without an end tag.
func (s *survey) isVoid(e *element) bool {
	return e.role == asMarkup && e.field != nil && e.field.Inline && voids[strings.ToLower(e.tag)]
}

// closeForgotten closes elements whose end tags are missing: an item begins
// in an item, or a field of RSS in another that holds no markup.
func (s *survey) closeForgotten(t markup.Token) {
	if s.cur == nil {
		return
	}
	p, name := s.top(), string(bytes.ToLower(t.Name))
	switch {
	case name == "item" || name == "entry":
		if p.role == asItem || p.role == asField && (!s.isAtom() || !textFields[strings.ToLower(p.tag)]) ||
			p.role == asMarkup && !s.isAtom() {
			for s.cur != nil {
				s.pop()
			}
			s.sunk = 0
			s.repairs.add("missing end tags")
		}
	case p.role != asField && p.role != asID:
	case s.isAtom() && atomLines[strings.ToLower(p.name)] && atomFields[name],
		!s.isAtom() && lineFields[strings.ToLower(p.name)] && (itemFields[name] || s.isExtension(name)):
		s.pop()
		s.repairs.add("missing end tags")
	}
}

// isExtension reports whether a name is of a vocabulary that extends formats,
// and so is no markup of a text.
func (s *survey) isExtension(name string) bool {
	prefix, _ := markup.CutName(name)
	if prefix == "" {
		return false
	}
	space := s.space(prefix)
	return markup.Prefix(space) != "" && space != markup.XHTMLSpace
}

// lineFields are fields of RSS items that hold a line of text, itemFields
// those that may follow them. atomLines and atomFields are the like of Atom.
var (
	lineFields = set("title link pubdate author category comments guid enclosure source")
	itemFields = set("title link pubdate author category comments guid enclosure source description")
	atomLines  = set("link category id updated published")
	atomFields = set("title link category id updated published author summary content source rights")
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
