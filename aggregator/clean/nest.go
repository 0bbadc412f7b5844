package clean

import "golang.org/x/net/html/atom"

// The normal form. What is open when an element begins is closed as HTML
// parsers close it, and further where they would let stand what has no
// meaning. So the tree written is the tree parsed.

// top is the innermost open element.
func (t *tree) top() int32 { return t.open[len(t.open)-1] }

func (t *tree) topKind() kind { return t.nodes[t.top()].el.kind }

// makeRoom closes and opens what it takes for el to begin here. It reports
// whether it may begin at all.
func (t *tree) makeRoom(el *element) bool {
	switch el.kind {
	case asCaption, asSection, asRow, asCell:
		return t.makeRoomInTable(el)
	case asWithheld: // never refused: its content would be shown
		return true
	case asBare, asFallback:
		if t.nodes[t.top()].el.isGrid() {
			return false
		}
	default:
		if t.nodes[t.top()].el.isGrid() {
			t.openCell()
		}
	}
	switch el.kind {
	case asHeading:
		t.closeUpTo(asHeading, asTable)
	case asLink:
		if !t.closeUpTo(asLink, asTable) && t.has(asLink) {
			return false
		}
	case asEntry:
		t.closeUpTo(asEntry, asList)
		if !t.within(asList) {
			t.separate()
			return false
		}
	case asRubyText:
		if !t.within(asRuby) {
			return false
		}
		t.closeInside(asRuby)
	case asSource:
		if k := t.topKind(); k != asMedia && k != asPicture {
			return false
		}
	default:
	}
	if el.closesParagraph() {
		t.closeUpTo(asParagraph, asTable)
	}
	return len(t.open) < maxDepth || el.kind == asText || el.isVoid()
}

// makeRoomInTable is makeRoom for the parts of a table. A part outside of one
// is left out.
func (t *tree) makeRoomInTable(el *element) bool {
	if !t.within(asTable) {
		t.separate()
		return false
	}
	switch el.kind {
	case asCaption, asSection:
		t.closeInside(asTable)
	case asRow:
		t.closeToSection()
	default:
		t.closeToRow()
	}
	return true
}

// openCell opens the row and cell that something in a table needs.
func (t *tree) openCell() {
	t.closeToRow()
	t.push(cellElement)
}

func (t *tree) closeToRow() {
	if t.within(asRow) {
		t.closeInside(asRow)
		return
	}
	t.closeToSection()
	t.push(rowElement)
}

func (t *tree) closeToSection() {
	if t.within(asSection) {
		t.closeInside(asSection)
		return
	}
	t.closeInside(asTable)
	t.push(bodyElement)
}

func (t *tree) push(el *element) {
	id := t.add(t.top(), node{el: el, tag: atom.Lookup([]byte(el.name)), from: int32(len(t.attrs)), to: int32(len(t.attrs))})
	t.open = append(t.open, id)
}

// find returns where in t.open the innermost element of a kind is, not looking
// out of an element of kind bound nor of the innermost table. It is 0 if there
// is none.
func (t *tree) find(k, bound kind) int {
	for i := len(t.open) - 1; i > 0; i-- {
		switch found := t.nodes[t.open[i]].el.kind; found {
		case k:
			return i
		case bound, asTable:
			return 0
		default:
		}
	}
	return 0
}

// within reports whether an element of a kind is open, in the innermost table.
func (t *tree) within(k kind) bool { return t.find(k, asTable) > 0 }

// has reports whether an element of a kind is open anywhere.
func (t *tree) has(k kind) bool {
	for _, id := range t.open {
		if t.nodes[id].el.kind == k {
			return true
		}
	}
	return false
}

// closeUpTo closes the innermost element of a kind with all in it, if find
// finds one.
func (t *tree) closeUpTo(k, bound kind) bool {
	i := t.find(k, bound)
	if i > 0 {
		t.open = t.open[:i]
	}
	return i > 0
}

// closeInside closes what is open in the innermost element of a kind.
func (t *tree) closeInside(k kind) {
	if i := t.find(k, asTable); i > 0 {
		t.open = t.open[:i+1]
	}
}
