package clean

import "unicode/utf8"

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
	if el.kind == asPre {
		w.pre--
	}
	w.closing -= end
	if w.full && (len(w.out) == start || el.kind == asPicture) {
		w.undo(before, spaced)
		return
	}
	if !el.isInline() {
		w.trim()
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
	for i := 0; i < len(b); {
		n := 1
		if b[i] >= utf8.RuneSelf {
			_, n = utf8.DecodeRune(b[i:])
		}
		mark := len(w.out)
		spaced := w.spaced
		w.character(b[i : i+n])
		if len(w.out)+w.closing+len(ellipsis) > w.limit {
			w.undo(mark, spaced)
			w.trim()
			w.out = append(w.out, ellipsis...)
			return
		}
		i += n
	}
}

func (w *writer) character(c []byte) {
	if w.pre == 0 && (c[0] == ' ' || c[0] == '\n' || c[0] == '\t') {
		if !w.spaced {
			w.out = append(w.out, ' ')
		}
		w.spaced = true
		return
	}
	w.spaced = false
	switch c[0] {
	case '&':
		w.out = append(w.out, "&amp;"...)
	case '<':
		w.out = append(w.out, "&lt;"...)
	case '>':
		w.out = append(w.out, "&gt;"...)
	default:
		w.out = append(w.out, c...)
	}
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
