package page

import (
	"golang.org/x/net/html"
)

// outline is the elements of a page in document order, so that what lies
// inside of element i is i+1 up to end[i].
type outline struct {
	nodes  []*html.Node
	parent []int32 // -1 for the first
	prev   []int32 // the element before it under the same parent, or -1
	end    []int32
	// skip are elements whose text is not that of what is around them: items
	// and advertisements.
	skip map[int32]bool

	at map[*html.Node]int32
	// isCut says that elements had more children than maxChildren.
	isCut bool
	// hits, above and before are the work of match: the steps that an element
	// is the end of, that one around it is, and that one before it is.
	hits, above, before []uint32
}

// maxChildren is how many elements right below one are kept. To find out which
// of its siblings an element is, :nth-child counts them anew each time.
const maxChildren = 3000

// newOutline lists the elements under root.
func newOutline(root *html.Node) outline {
	o := outline{at: map[*html.Node]int32{}}
	o.add(root, -1)
	n := len(o.nodes)
	o.hits, o.above, o.before = make([]uint32, n), make([]uint32, n), make([]uint32, n)
	return o
}

// add lists the elements under n. It recurs as deep as the page is nested,
// which has a bound.
func (o *outline) add(n *html.Node, parent int32) {
	prev, children := int32(-1), 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		if children++; children > maxChildren {
			cut(c)
			o.isCut = true
			return
		}
		i := int32(len(o.nodes))
		o.nodes, o.parent, o.prev, o.end = append(o.nodes, c), append(o.parent, parent), append(o.prev, prev), append(o.end, 0)
		o.at[c] = i
		if !isTemplate(c) {
			o.add(c, i)
		}
		o.end[i] = int32(len(o.nodes))
		prev = i
	}
}

// cut takes n and the siblings after it out of the tree.
func cut(n *html.Node) {
	for n != nil {
		next := n.NextSibling
		n.Parent.RemoveChild(n)
		n = next
	}
}

// match returns the elements at the end of a path, in document order. items
// are what :scope stands for.
//
// One pass is enough: when an element comes, all that is around it and before
// it has been seen. So the time is that of the page times the steps, and no
// page can make a selector go back and forth.
func (o *outline) match(p path, items []int32) []int32 {
	if len(p.steps) == 0 {
		return items
	}
	var found []int32
	last := uint32(1) << (len(p.steps) - 1)
	next := 0
	for i := range o.nodes {
		isItem := next < len(items) && items[next] == int32(i)
		if isItem {
			next++
		}
		o.inherit(i)
		o.hits[i] = o.steps(p, i, isItem)
		if o.hits[i]&last != 0 {
			found = append(found, int32(i))
		}
	}
	return found
}

// inherit sets what element i knows of those around and before it.
func (o *outline) inherit(i int) {
	o.above[i], o.before[i] = 0, 0
	if up := o.parent[i]; up >= 0 {
		o.above[i] = o.above[up] | o.hits[up]
	}
	if prev := o.prev[i]; prev >= 0 {
		o.before[i] = o.before[prev] | o.hits[prev]
	}
}

// steps returns the steps that element i is the end of, as bits.
func (o *outline) steps(p path, i int, isItem bool) (hits uint32) {
	for k, s := range p.steps {
		reached := k == 0
		if !reached {
			reached = o.from(s.by, i)>>(k-1)&1 != 0
		}
		if !reached {
			continue
		}
		if s.what == nil && isItem || s.what != nil && s.what.Match(o.nodes[i]) {
			hits |= 1 << k
		}
	}
	return hits
}

// from returns the steps that end where a combinator begins.
func (o *outline) from(by byte, i int) uint32 {
	switch by {
	case '>':
		if up := o.parent[i]; up >= 0 {
			return o.hits[up]
		}
		return 0
	case '+':
		if prev := o.prev[i]; prev >= 0 {
			return o.hits[prev]
		}
		return 0
	case '~':
		return o.before[i]
	}
	return o.above[i]
}

// within returns the part of list, which is in document order, that lies
// inside of element i.
func (o *outline) within(list []int32, i int32) []int32 {
	return list[after(list, i):after(list, o.end[i]-1)]
}

// after returns how many of list, which is in document order, come no later
// than i.
func after(list []int32, i int32) int {
	from, to := 0, len(list)
	for from < to {
		if mid := (from + to) / 2; list[mid] <= i {
			from = mid + 1
		} else {
			to = mid
		}
	}
	return from
}

// attr returns an attribute of element i.
func (o *outline) attr(i int32, name string) string { return attr(o.nodes[i], name) }
