package clean

import "bytes"

// writer writes a tree. It keeps within a limit: what does not fit is left
// out, and all that is open is closed.
type writer struct {
	t       *tree
	out     []byte
	limit   int
	closing int  // bytes of the end tags to come
	full    bool // something did not fit
	spaced  bool // white space here would show nothing
	pre     int  // open pre elements
	fresh   int  // where the content of the last pre begins
}

// html returns the fragment as HTML of at most limit bytes.
func (t *tree) html(limit int) string {
	w := writer{t: t, out: t.out[:0], limit: limit, spaced: true}
	w.content(0)
	w.trim()
	t.out = w.out
	return string(w.out)
}

func (w *writer) content(n int32) {
	for c := range w.t.children(n) {
		if w.full {
			return
		}
		if w.t.nodes[c].el.kind == asText {
			w.text(w.t.textOf(c))
		} else {
			w.element(c)
		}
	}
}

func (w *writer) element(n int32) {
	el := w.t.nodes[n].el
	before, spaced := len(w.out), w.spaced
	if !el.isInline() {
		w.trim()
	}
	w.startTag(n)
	if el.isVoid() {
		w.spaced = el.kind == asRule || el == breakElement
		if len(w.out)+w.closing > w.limit {
			w.undo(before, spaced)
		}
		return
	}
	end := len("</>") + len(el.name)
	w.closing += end
	if len(w.out)+w.closing > w.limit {
		w.closing -= end
		w.undo(before, spaced)
		return
	}
	if !el.isInline() {
		w.spaced = true
	}
	start := len(w.out)
	if el.kind == asPre {
		w.pre, w.fresh = w.pre+1, start
	}
	w.content(n)
	if !el.isInline() {
		w.trim()
	}
	if el.kind == asPre {
		w.pre--
	}
	w.closing -= end
	if w.full && (len(w.out) == start || el.kind == asPicture) {
		w.undo(before, spaced)
		return
	}
	if !el.isInline() {
		w.spaced = true
	}
	w.out = append(append(append(w.out, "</"...), el.name...), '>')
	if el.kind == asPlayer || el.kind == asMedia {
		w.spaced = false
	}
}

// undo takes back what did not fit.
func (w *writer) undo(before int, spaced bool) {
	w.out, w.spaced, w.full = w.out[:before], spaced, true
}

// trim removes white space that would show nothing.
func (w *writer) trim() {
	if w.pre == 0 && len(w.out) > 0 && w.out[len(w.out)-1] == ' ' {
		w.out = w.out[:len(w.out)-1]
	}
}

func (w *writer) startTag(n int32) {
	el := w.t.nodes[n].el
	w.out = append(append(w.out, '<'), el.name...)
	for _, a := range w.t.attrsOf(n) {
		if a.key == attrNone || !(anywhere | el.attrs).has(a.key) {
			continue
		}
		w.out = append(append(append(w.out, ' '), attrNames[a.key]...), `="`...)
		w.out = appendEscaped(w.out, a.value)
		w.out = append(w.out, '"')
	}
	w.out = append(w.out, '>')
}

// text writes text. White space is folded outside of pre.
func (w *writer) text(b []byte) {
	if w.pre > 0 && len(w.out) == w.fresh && len(b) > 0 && b[0] == '\n' {
		w.out = append(w.out, '\n') // parsers drop the first
	}
	for len(b) > 0 {
		mark, spaced := len(w.out), w.spaced
		n := w.words(b)
		if len(w.out)+w.closing+len(ellipsis) > w.limit {
			w.undo(mark, spaced)
			w.cut(b)
			return
		}
		b = b[n:]
	}
}

// words writes the beginning of b, up to what is written as something else, and
// returns its length.
func (w *writer) words(b []byte) int {
	n := 0
	for n < len(b) {
		for n < len(b) && !isSpecial[b[n]] {
			n++
		}
		if n == 0 || n+1 >= len(b) || b[n] != ' ' || isSpecial[b[n+1]] {
			break
		}
		n += 2
	}
	if n == 0 {
		w.special(b[0])
		return 1
	}
	w.out = append(w.out, b[:n]...)
	w.spaced = false
	return n
}

// isSpecial are the characters that are not written as they are.
var isSpecial = [256]bool{' ': true, '\n': true, '\t': true, '&': true, '<': true, '>': true}

func (w *writer) special(c byte) {
	switch {
	case c == '&':
		w.out = append(w.out, "&amp;"...)
	case c == '<':
		w.out = append(w.out, "&lt;"...)
	case c == '>':
		w.out = append(w.out, "&gt;"...)
	case w.pre > 0:
		w.out = append(w.out, c)
	default:
		if !w.spaced {
			w.out = append(w.out, ' ')
		}
		w.spaced = true
		return
	}
	w.spaced = false
}

// cut writes as much of b as fits, and an ellipsis.
func (w *writer) cut(b []byte) {
	room := max(w.limit-w.closing-len(ellipsis)-len(w.out), 0)
	b = []byte(prefix(string(b), room))
	if i := bytes.LastIndexByte(b, ' '); i > len(b)/2 {
		b = b[:i]
	}
	if len(b) > 0 && !isSpecial[b[0]] {
		w.words(b)
	}
	w.trim()
	w.out = append(w.out, ellipsis...)
}

// appendEscaped appends the value of an attribute.
func appendEscaped(to []byte, s string) []byte {
	for i := range len(s) {
		switch c := s[i]; c {
		case '&':
			to = append(to, "&amp;"...)
		case '<':
			to = append(to, "&lt;"...)
		case '>':
			to = append(to, "&gt;"...)
		case '"':
			to = append(to, "&#34;"...)
		default:
			to = append(to, c)
		}
	}
	return to
}
