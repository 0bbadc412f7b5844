package clean

import (
	"sync"

	"golang.org/x/net/html/atom"
)

// tree is a fragment of HTML that is being cleaned. Its parts lie in slices
// that are used again for other fragments; none is handed out.
type tree struct {
	nodes []node
	attrs []attribute
	text  []byte // of all text nodes, decoded
	open  []int32
	out   []byte
	line  []byte // scratch
	site  site
}

// node is an element or a text. Links are indexes into tree.nodes; 0, which is
// the root, means none.
type node struct {
	el          *element
	tag         atom.Atom // the name in the source, 0 if unknown
	hash        uint32    // of the name, if it is unknown
	marks       marks
	first, last int32
	next        int32
	from, to    int32 // of a text: in tree.text; of an element: in tree.attrs
	size        int32 // bytes of text in it that are no white space, once pruned
	media       int32 // pictures, players and rules in it, once pruned
	shown       int32 // its last child that is no white space, once pruned
}

// marks are what was noted of an element where it began.
type marks uint8

const (
	isClosed  marks = 1 << iota // its own end tag came
	isAdvert                    // its class or id says so
	isLazy                      // its class says that a script will load it
	isTiny                      // a picture that nobody is to see
	isPending                   // a picture whose source a script knows
	isEmoji                     // a picture of a character
	isTwin                      // a picture for readers without scripts
)

type attribute struct {
	key   attrKey
	value string
}

var trees = sync.Pool{New: func() any { return new(tree) }}

// newTree reads a fragment of HTML found at p.
func newTree(html string, p site) *tree {
	t, _ := trees.Get().(*tree)
	t.clear()
	t.site = p
	if html != "" {
		t.read(prefix(html, maxInput))
		t.prune(0)
	}
	return t
}

// clear empties the tree.
func (t *tree) clear() {
	t.nodes = append(t.nodes[:0], node{el: bareElement})
	t.attrs, t.text, t.open, t.out = t.attrs[:0], t.text[:0], append(t.open[:0], 0), t.out[:0]
}

// free gives the tree back. It must not be used afterwards.
func (t *tree) free() {
	const large = 1 << 20 // do not keep what one odd item needed
	if cap(t.text) > large || cap(t.nodes) > large/64 {
		return
	}
	clear(t.attrs) // they hold on to strings
	trees.Put(t)
}

// add appends a new last child to a node.
func (t *tree) add(parent int32, n node) int32 {
	id := int32(len(t.nodes))
	t.nodes = append(t.nodes, n)
	p := &t.nodes[parent]
	if p.first == 0 {
		p.first = id
	} else {
		t.nodes[p.last].next = id
	}
	p.last = id
	return id
}

// attr returns the value of an attribute of a node.
func (t *tree) attr(n int32, key attrKey) string {
	for _, a := range t.attrsOf(n) {
		if a.key == key {
			return a.value
		}
	}
	return ""
}

func (t *tree) attrsOf(n int32) []attribute {
	if t.nodes[n].el.kind == asText {
		return nil
	}
	return t.attrs[t.nodes[n].from:t.nodes[n].to]
}

// set sets an attribute of the node that was added last. An empty value
// removes it.
func (t *tree) set(n int32, key attrKey, value string) {
	list := t.attrsOf(n)
	for i := range list {
		if list[i].key == key {
			list[i].value = value
			if value == "" {
				list[i].key = attrNone
			}
			return
		}
	}
	if value != "" {
		t.attrs = append(t.attrs[:t.nodes[n].to], attribute{key, value})
		t.nodes[n].to++
	}
}

// textOf is the text of a text node.
func (t *tree) textOf(n int32) []byte { return t.text[t.nodes[n].from:t.nodes[n].to] }

// children ranges over the children of a node.
func (t *tree) children(n int32) func(yield func(int32) bool) {
	return func(yield func(int32) bool) {
		for c := t.nodes[n].first; c != 0; c = t.nodes[c].next {
			if !yield(c) {
				return
			}
		}
	}
}
