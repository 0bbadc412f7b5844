package clean

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// read builds the tree of a fragment.
func (t *tree) read(src string) {
	src = strings.ReplaceAll(strings.ReplaceAll(src, "<![CDATA[", ""), "]]>", "")
	if strings.IndexByte(src, '<') < 0 {
		t.addText([]byte(html.UnescapeString(src)))
		return
	}
	if t.readPlain(src) {
		return
	}
	t.clear()
	t.readAny(src)
}

// readAny reads a fragment whatever it looks like.
func (t *tree) readAny(src string) {
	z := html.NewTokenizer(strings.NewReader(src))
	for len(t.nodes) < maxNodes {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.TextToken:
			t.addText(z.Text())
		case html.StartTagToken:
			t.start(z, false)
		case html.SelfClosingTagToken:
			t.start(z, true)
		case html.EndTagToken:
			name, _ := z.TagName()
			t.end(name)
		default: // comments and document types
		}
	}
}

// start takes a start tag. Elements that close themselves are empty, as whoever
// wrote them meant it.
func (t *tree) start(z *html.Tokenizer, empty bool) {
	name, hasAttr := z.TagName()
	tag, el := lookup(name)
	switch tag {
	case atom.Script, atom.Style, atom.Xmp, atom.Plaintext:
		if empty {
			z.NextIsNotRawText()
		}
	default:
		z.NextIsNotRawText()
	}
	id, ok := t.begin(name, tag, el)
	if !ok {
		return
	}
	for hasAttr {
		var key, value []byte
		key, value, hasAttr = z.TagAttr()
		if k := attrKeys[string(key)]; k != attrNone {
			t.addAttr(id, k, string(value))
		}
	}
	t.begun(id, empty)
}

// begin adds an element if it may be where we are, to be given its attributes.
func (t *tree) begin(name []byte, tag atom.Atom, el *element) (id int32, ok bool) {
	n := node{el: el, tag: tag}
	if tag == 0 {
		n.hash = hash(name)
	}
	if el.kind == asNothing || !t.makeRoom(el) {
		return 0, false
	}
	if el.kind == asWithheld && (t.nodes[t.top()].el.isGrid() || len(t.open) >= maxDepth) {
		n.marks = isClosed
	}
	id = t.add(t.top(), n)
	t.nodes[id].from, t.nodes[id].to = int32(len(t.attrs)), int32(len(t.attrs))
	return id, true
}

// begun settles an element that has its attributes, and opens it unless it is
// empty.
func (t *tree) begun(id int32, empty bool) {
	el, tag := t.nodes[id].el, t.nodes[id].tag // settling may make it a text
	t.settle(id)
	switch {
	case el.isVoid():
	case empty, tag == atom.Embed:
		t.nodes[id].marks |= isClosed
	default:
		t.open = append(t.open, id)
	}
}

func (t *tree) addAttr(id int32, key attrKey, value string) {
	switch key {
	case attrNone:
	case attrClass, attrID:
		t.nodes[id].marks |= marksOf([]byte(value))
	default:
		t.attrs = append(t.attrs, attribute{key, value})
		t.nodes[id].to++
	}
}

// end takes an end tag: it closes the nearest open element of that name.
func (t *tree) end(name []byte) {
	tag, el := lookup(name)
	if tag == atom.Br { // as browsers have it
		if t.makeRoom(el) {
			t.add(t.top(), node{el: el, tag: tag})
		}
		return
	}
	h := uint32(0)
	if tag == 0 {
		h = hash(name)
	}
	for i := len(t.open) - 1; i > 0; i-- {
		n := &t.nodes[t.open[i]]
		if n.tag == tag && n.hash == h || n.el.kind == asHeading && el.kind == asHeading {
			n.marks |= isClosed
			t.open = t.open[:i]
			return
		}
		if staysIn(el, n.el) {
			return
		}
	}
}

// staysIn reports whether an end tag for el has no effect outside of an open
// element. Cells keep all but the ends of tables in, entries of lists the ends
// of words marked.
func staysIn(el, open *element) bool {
	switch open.kind {
	case asCell, asCaption, asTable, asSection, asRow:
		return !el.isGrid() && !el.isCell() && el.kind != asSection || open.kind == asTable && el.kind != asTable
	case asEntry:
		return el.isInline()
	default:
		return false
	}
}

// addText takes text.
func (t *tree) addText(b []byte) {
	if len(b) == 0 {
		return
	}
	top := t.top()
	if t.nodes[top].el.isGrid() {
		if isBlank(b) || !t.makeRoom(textElement) {
			return
		}
		top = t.top()
	}
	if t.nodes[top].el.kind == asPre && t.nodes[top].first == 0 && b[0] == '\n' {
		b = b[1:] // it only ends the line of the tag
	}
	from := len(t.text)
	t.text = appendText(t.text, b)
	if len(t.text) == from {
		return
	}
	if last := t.nodes[top].last; last != 0 && t.nodes[last].el.kind == asText && int(t.nodes[last].to) == from {
		t.nodes[last].to = int32(len(t.text))
		return
	}
	t.add(top, node{el: textElement, from: int32(from), to: int32(len(t.text))})
}

// separate keeps the words before and after a tag apart that is left out.
func (t *tree) separate() {
	if top := t.top(); !t.nodes[top].el.isGrid() {
		t.addText([]byte(" "))
	}
}

// appendText appends b without characters that are junk.
func appendText(to, b []byte) []byte {
	var prev rune
	for len(b) > 0 {
		n := 0
		for n < len(b) && isOrdinary[b[n]] {
			n++
		}
		if n > 0 {
			to, prev, b = append(to, b[:n]...), rune(b[n-1]), b[n:]
			continue
		}
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
		case r == '\f' || r == '\r' || breaks(r):
			to = append(to, '\n')
		case prev == blackFlag && tagSequence(prev, string(b[:min(len(b), 32)])) > 0:
			n = tagSequence(prev, string(b[:min(len(b), 32)]))
			to = append(to, b[:n]...)
		case isJunk(r):
		default:
			to = append(to, b[:n]...)
			prev = r
		}
		b = b[n:]
	}
	return to
}

// isOrdinary are the characters of ASCII that are no junk.
var isOrdinary = func() (t [256]bool) {
	for c := range t {
		t[c] = c < utf8.RuneSelf && (c >= ' ' && c != 0x7F || c == '\t' || c == '\n')
	}
	return t
}()

// isBlank reports whether b is white space as HTML knows it.
func isBlank(b []byte) bool { return len(bytes.TrimLeft(b, " \t\r\n\f")) == 0 }

func hash(name []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range name {
		h = (h ^ uint32(c)) * 16777619
	}
	return h | 1
}
