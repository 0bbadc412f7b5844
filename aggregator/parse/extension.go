package parse

import (
	"iter"
	"strings"

	"dateline/feeds"
)

// extensions are the extension elements of an item, to be asked for by
// namespace and name.
type extensions []feeds.Element

// all ranges over the elements of a name, in document order.
func (x extensions) all(space, name string) iter.Seq[feeds.Element] {
	return func(yield func(feeds.Element) bool) {
		for _, e := range x {
			if e.Space == space && strings.EqualFold(e.Name, name) && !yield(e) {
				return
			}
		}
	}
}

// text returns the text of the first such element that has any.
func (x extensions) text(space string, names ...string) string {
	for _, name := range names {
		for e := range x.all(space, name) {
			if e.Text != "" {
				return e.Text
			}
		}
	}
	return ""
}

// attr returns the value of an attribute without namespace.
func attr(e feeds.Element, name string) string {
	for _, a := range e.Attrs {
		if a.Space == "" && strings.EqualFold(a.Name, name) {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// inner are the children of an element.
func inner(e feeds.Element) extensions { return e.Children }
