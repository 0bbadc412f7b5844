package parse

import (
	"bytes"
	"strings"

	"dateline/feeds"
)

// Bounds on the extensions kept of one item.
const (
	maxNodes = 1000
	maxDepth = 32
)

// openForeign begins an extension element.
func (s *survey) openForeign(e element, local string, t token) {
	s.nodes++
	if s.nodes > maxNodes || len(s.tree) >= maxDepth {
		s.tree = append(s.tree, nil)
		return
	}
	el := feeds.Element{Space: e.space, Prefix: s.customaryPrefix(e), Name: local}
	for name, value := range t.each() {
		prefix, n := cutName(string(name))
		if prefix == "xmlns" || string(name) == "xmlns" || n == "" {
			continue
		}
		a := feeds.Attr{Name: n, Value: unescape(value)}
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
	el.Text = strings.TrimSpace(el.Text)
	if n == 0 {
		at := s.here()
		at.extensions = append(at.extensions, *el)
		return
	}
	if parent := s.tree[n-1]; parent != nil {
		parent.Children = append(parent.Children, *el)
	}
}

// customaryPrefix is the well-known prefix of an element's namespace, else
// the one the document uses.
func (s *survey) customaryPrefix(e element) string {
	if p := customary[e.space]; p != "" {
		return p
	}
	prefix, _ := cutName(e.name)
	return prefix
}

// voids are the HTML elements that have no end tag.
var voids = map[string]bool{
	"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true,
	"input": true, "param": true, "track": true, "wbr": true,
}

// isVoid reports whether e is an HTML element without an end tag.
func (s *survey) isVoid(e *element) bool {
	return e.role == asMarkup && e.field != nil && e.field.inline && voids[strings.ToLower(e.tag)]
}

// closeForgotten closes elements whose end tags are missing: an item begins
// in an item, or a field of RSS in another that holds no markup.
func (s *survey) closeForgotten(t token) {
	if s.cur == nil || s.isAtom() {
		return
	}
	name := string(bytes.ToLower(t.name))
	if name == "item" {
		if p := s.top(); p.role != asForeign && p.role != asNothing {
			for s.cur != nil {
				s.pop()
			}
		}
		return
	}
	p := s.top()
	if p.role == asField && lineFields[strings.ToLower(p.tag)] && itemFields[name] {
		s.pop()
	}
}

// lineFields are fields of RSS items that hold a line of text, itemFields
// those that may follow them.
var (
	lineFields = map[string]bool{
		"title": true, "link": true, "pubdate": true, "author": true, "category": true, "comments": true,
	}
	itemFields = map[string]bool{
		"title": true, "link": true, "pubdate": true, "author": true, "category": true, "comments": true,
		"guid": true, "description": true, "enclosure": true,
	}
)

// declare takes the internal entities of a document type. Only plain ones
// are known: an entity in an entity stays as it is, so nothing can explode.
func (s *survey) declare(b []byte) {
	for {
		i := bytes.Index(b, []byte("<!ENTITY"))
		if i < 0 || len(s.entities) >= 256 {
			return
		}
		b = b[i+len("<!ENTITY"):]
		end := bytes.IndexByte(b, '>')
		if end < 0 {
			return
		}
		name, rest, _ := strings.Cut(strings.TrimSpace(string(b[:end])), " ")
		value := strings.Trim(strings.TrimSpace(rest), `"'`)
		if len(value) > 1000 || strings.ContainsAny(value, "&<>%") && !strings.HasPrefix(value, "&#") {
			continue
		}
		if s.entities == nil {
			s.entities = map[string]string{}
		}
		s.entities[name] = value
	}
}
