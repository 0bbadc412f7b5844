package clean

import (
	"bytes"
	"encoding/binary"
	"math/bits"

	"golang.org/x/net/html/atom"
)

// verdict is what becomes of a node.
type verdict uint8

const (
	keeps    verdict = iota
	hoists           // it stays, what it cannot hold comes after it
	unwraps          // its content takes its place
	removes          // it goes with its content
	replaces         // so does a block: words around it must not join
)

// prune removes from a node what is not to be written, puts the content of
// elements without tags in their place, and adds up what is left.
func (t *tree) prune(n int32) {
	t.rebuild(n, func(c int32) verdict {
		if t.nodes[c].el.kind != asText {
			t.prune(c)
		}
		return t.judge(n, c)
	})
	if t.hasLines(n) {
		t.pruneLines(n)
	}
}

// compact takes the nodes that were withheld out of a pruned node.
func (t *tree) compact(n int32) {
	t.rebuild(n, func(c int32) verdict {
		if t.nodes[c].el == withheldElement {
			return removes
		}
		return keeps
	})
}

// rebuild does to each child of a node what judge says. When a child is
// judged, those before it are in place.
func (t *tree) rebuild(n int32, judge func(c int32) verdict) {
	c := t.nodes[n].first
	t.keepNone(n)
	for c != 0 {
		next := t.nodes[c].next
		switch judge(c) {
		case keeps:
			t.keep(n, t.only(c))
		case hoists:
			rest := t.split(c)
			t.keep(n, t.only(c))
			t.keep(n, rest)
		case unwraps:
			t.keep(n, t.content(c))
		case replaces:
			if t.isWord(t.nodes[n].shown) && t.isWord(t.nextShown(next)) {
				t.withhold(c)
				t.nodes[c].el = breakElement
				t.keep(n, t.only(c))
			}
		case removes:
		}
		c = next
	}
	if last := t.nodes[n].last; last != 0 {
		t.nodes[last].next = 0
	}
}

// chain is a list of neighbours, with what node says of its content.
type chain struct {
	first, last        int32
	size, media, shown int32
}

func (t *tree) only(n int32) chain {
	c := chain{first: n, last: n, size: t.nodes[n].size, media: t.nodes[n].media}
	if t.nodes[n].el.kind != asText || c.size > 0 {
		c.shown = n
	}
	return c
}

func (t *tree) content(n int32) chain {
	p := &t.nodes[n]
	return chain{p.first, p.last, p.size, p.media, p.shown}
}

func (t *tree) keepNone(n int32) {
	p := &t.nodes[n]
	p.first, p.last, p.size, p.media, p.shown = 0, 0, 0, 0, 0
}

// keep appends a chain to the children of n.
func (t *tree) keep(n int32, c chain) {
	if c.first == 0 {
		return
	}
	p := &t.nodes[n]
	if p.first == 0 {
		p.first = c.first
	} else {
		t.nodes[p.last].next = c.first
	}
	p.last = c.last
	p.size += c.size
	p.media += c.media
	if c.shown != 0 {
		p.shown = c.shown
	}
}

// nextShown is the first node from n on that is no white space.
func (t *tree) nextShown(n int32) int32 {
	for n != 0 && t.nodes[n].el.kind == asText && visible(t.textOf(n)) == 0 {
		n = t.nodes[n].next
	}
	return n
}

// isWord reports whether a node is part of a line, and no line break.
func (t *tree) isWord(n int32) bool {
	return n != 0 && t.nodes[n].el.isInline() && t.nodes[n].el != breakElement
}

// judge says what becomes of a pruned child of parent.
func (t *tree) judge(parent, c int32) verdict {
	n := &t.nodes[c]
	if n.marks&isAdvert != 0 && t.dispensable(c) {
		if n.el.isInline() {
			return removes
		}
		return replaces
	}
	isEmpty := n.size+n.media == 0
	switch n.el.kind {
	case asText:
		n.size = visible(t.textOf(c))
	case asBare:
		return unwraps
	case asWithheld:
		if n.marks&isClosed == 0 && n.tag != atom.Script && n.tag != atom.Style {
			return unwraps // nothing says where it ends
		}
		return removes
	case asFallback:
		return t.judgeFallback(parent, c)
	case asImage:
		return t.judgeImage(parent, c)
	case asPicture:
		return t.judgePicture(c)
	case asPlayer, asMedia:
		return t.judgeMedia(c)
	case asLink:
		return t.judgeLink(c)
	case asRule:
		n.media = 1
	case asInline, asRuby, asRubyText:
		if isEmpty || n.el.name == "span" && n.from == n.to {
			return unwraps
		}
	case asBlock, asParagraph, asHeading, asList, asEntry, asPre, asCaption, asTable:
		if isEmpty {
			return replaces
		}
	case asSection, asRow:
		if n.first == 0 {
			return removes
		}
	case asCell, asBreak, asSource, asNothing:
	}
	return keeps
}

// judgeLink unwraps links that lead nowhere or show nothing, and drops pictures
// that lead to advertisements.
func (t *tree) judgeLink(c int32) verdict {
	n := &t.nodes[c]
	address := t.attr(c, attrHref)
	if address == "" || n.size+n.media == 0 {
		return unwraps
	}
	if n.size == 0 && leadsToAdvert(address) {
		return removes
	}
	return keeps
}

// visible counts the bytes of text that show something.
func visible(b []byte) int32 {
	var n int32
	for i := 0; i < len(b); i++ {
		if i+8 <= len(b) {
			if shown, ok := visibleASCII(binary.LittleEndian.Uint64(b[i:])); ok {
				n += int32(shown)
				i += 7
				continue
			}
		}
		switch c := b[i]; {
		case c <= ' ':
		case c == 0xC2 && i+1 < len(b) && (b[i+1] == 0xA0 || b[i+1] == 0xAD): // no-break space, soft hyphen
			i++
		case c == 0xE2 && (bytes.HasPrefix(b[i+1:], []byte{0x80}) && i+2 < len(b) && b[i+2] <= 0x8F ||
			bytes.HasPrefix(b[i+1:], []byte{0x81, 0xA0})): // spaces, zero-width characters, marks, word joiner
			i += 2
		default:
			n++
		}
	}
	return n
}

// visibleASCII counts those of eight bytes, if all are of ASCII.
func visibleASCII(b uint64) (n int, ok bool) {
	const ones = 0x0101010101010101
	if b&(0x80*ones) != 0 {
		return 0, false
	}
	return bits.OnesCount64((b + (0x7F-' ')*ones) & (0x80 * ones)), true
}
