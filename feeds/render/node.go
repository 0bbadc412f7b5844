package render

import (
	"slices"
	"strings"

	"dateline/feeds"
)

// node is an extension element ready to be written.
type node struct {
	name   string
	attrs  []string // names and values in turn
	text   string
	inside []node
	// once is set if there must not be another beside it.
	once bool
}

// maxDepth bounds how deep extensions are nested.
const maxDepth = 32

// pass returns what of the extension elements of an item is valid in XML, with
// the prefixes declared.
func (p *prefixes) pass(list []feeds.Element) []node {
	var out []node
	for _, e := range list {
		space := knownSpace(e.Space)
		v := vocabularyOf(space)
		name, r, ok := find(v.rules, e.Name, v.open)
		if ok && isSpace(space) {
			out = beside(out, p.apply(e, space, name, r, v.open))
		}
	}
	return out
}

// beside appends nodes, but no second one of those that stand once.
func beside(out, more []node) []node {
	for _, n := range more {
		same := func(was node) bool { return was.name == n.name }
		if !n.once || !slices.ContainsFunc(out, same) {
			out = append(out, n)
		}
	}
	return out
}

// isSpace reports whether a namespace can be declared. Atom and XHTML may not
// have a prefix in Atom (validators warn of readers that take it badly), and
// are nothing to put into other extensions.
func isSpace(space string) bool {
	switch prefix, known := customary[space]; prefix {
	case "xml", "xmlns", "atom", "xhtml":
		return false
	default:
		return space != "" && (known || identifier(space) == space)
	}
}

// apply makes the node of an element by its rule, or none; several if it is a
// group that is not needed.
func (p *prefixes) apply(e feeds.Element, space, name string, r rule, open bool) []node {
	n := node{once: r.once}
	var ok bool
	if n.attrs, ok = p.attributes(e, r, open); !ok {
		return nil
	}
	if r.text != nil {
		if n.text, ok = r.text(e.Text); !ok && (!open || len(n.attrs) == 0 && len(e.Children) == 0) {
			return nil
		}
	}
	if r.inside != nil {
		n.inside = p.within(e.Children, space, r.inside)
	} else if open {
		n.inside = p.anything(e.Children, maxDepth)
	}
	if space == mediaSpace && name == "group" && !isGroup(n.inside) {
		return slices.DeleteFunc(n.inside, func(c node) bool { return c.name == "media:title" })
	}
	if r.text == nil && len(n.attrs) == 0 && len(n.inside) == 0 {
		return nil
	}
	n.name = p.of(space, e.Prefix) + ":" + name
	return []node{n}
}

// isGroup reports whether there is a choice between files.
func isGroup(inside []node) bool {
	files := 0
	for _, n := range inside {
		if n.name == "media:content" {
			files++
		}
	}
	return files > 1
}

// within returns the children of an element that its rule permits. GeoRSS has
// its geometry in GML.
func (p *prefixes) within(children []feeds.Element, space string, rules map[string]rule) []node {
	var out []node
	for _, c := range children {
		own := knownSpace(c.Space)
		name, r, ok := find(rules, c.Name, false)
		if ok && (own == space || space == georssSpace && own == gmlSpace) {
			out = beside(out, p.apply(c, own, name, r, false))
		}
	}
	return out
}

// anything returns elements of an open vocabulary as they are.
func (p *prefixes) anything(list []feeds.Element, depth int) []node {
	if depth == 0 {
		return nil
	}
	var out []node
	for _, e := range list {
		space := knownSpace(e.Space)
		if !isName(e.Name) || !isSpace(space) {
			continue
		}
		n := node{name: p.of(space, e.Prefix) + ":" + e.Name}
		n.attrs, _ = p.attributes(e, rule{}, true)
		n.text, _ = rawText(e.Text)
		n.inside = p.anything(e.Children, depth-1)
		out = append(out, n)
	}
	return out
}

// attributes returns the names and values of the valid attributes. It is not
// ok if one that is needed is missing.
func (p *prefixes) attributes(e feeds.Element, r rule, open bool) (out []string, ok bool) {
	missing := strings.Fields(r.need)
	for _, a := range e.Attrs {
		check := r.attrs[a.Name]
		if a.Space != "" || check == nil {
			if check = harmless; !open {
				continue
			}
		}
		if a.Space == xmlSpace {
			check = languageTag
		}
		value, valid := check(a.Value)
		if name := p.attributeName(a); valid && name != "" && !hasAttribute(out, name) {
			out = append(out, name, value)
			missing = slices.DeleteFunc(missing, func(m string) bool { return m == name })
		}
	}
	return out, len(missing) == 0
}

// attributeName is the name of an attribute with its prefix, or "" if it has
// no place in a feed: addresses are absolute, and ids would clash.
func (p *prefixes) attributeName(a feeds.Attr) string {
	switch {
	case !isName(a.Name) || a.Name == "xmlns":
		return ""
	case a.Space == "":
		return a.Name
	case a.Space == xmlSpace && a.Name == "lang":
		return "xml:lang"
	case !isSpace(knownSpace(a.Space)):
		return ""
	}
	return p.of(knownSpace(a.Space), "") + ":" + a.Name
}

func hasAttribute(attrs []string, name string) bool {
	for i := 0; i < len(attrs); i += 2 {
		if attrs[i] == name {
			return true
		}
	}
	return false
}
