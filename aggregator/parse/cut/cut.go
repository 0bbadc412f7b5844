// Package cut takes a feed apart into its items and what is around them,
// without reading either.
//
//	sheet, ok := cut.XML(text)            // or cut.JSON
//	for i, raw := range sheet.Items() {…} // the bytes of each item
//	sheet.Frame(hash)                     // what items may take from around them
//	rest := sheet.Without(known)          // the document without some of them
//
// It is for documents that need no repair, so that what it takes for an item is
// what readers take for one: every tag is closed by its own, nothing is left
// over, no entity is declared, and items stand where their format has them. Of
// any other document it says that it is not ok, which costs nothing but time:
// that is read whole.
//
// What is in the frame and tells when it was written, or by which program, is
// left out of its hash: it changes at each visit, and no item takes it over.
package cut

import (
	"hash"
	"iter"
)

// Sheet is a document that was taken apart.
type Sheet struct {
	text []byte
	// items are where the items are, frame what counts of the rest.
	items, frame []span
	// isList says that items are parted by commas.
	isList bool
}

// span is a part of a document.
type span struct{ from, to int }

// Len is how many items there are.
func (s Sheet) Len() int { return len(s.items) }

// Items ranges over the items as they stand in the document.
func (s Sheet) Items() iter.Seq2[int, []byte] {
	return func(yield func(int, []byte) bool) {
		for i, p := range s.items {
			if !yield(i, s.text[p.from:p.to]) {
				return
			}
		}
	}
}

// Frame writes to h what items may take from around them.
func (s Sheet) Frame(h hash.Hash) {
	for _, p := range s.frame {
		_, _ = h.Write(s.text[p.from:p.to]) // a hash takes everything
		_, _ = h.Write([]byte{0})
	}
}

// Without returns the document without the items that are left out.
func (s Sheet) Without(isOut func(i int) bool) []byte {
	size := len(s.text)
	for i, p := range s.items {
		if isOut(i) {
			size -= p.to - p.from
		}
	}
	out := make([]byte, 0, size)
	at, kept := 0, 0
	for i, p := range s.items {
		if i == 0 || !s.isList { // what is between items of XML belongs to none
			out = append(out, s.text[at:p.from]...)
		}
		at = p.to
		if isOut(i) {
			continue
		}
		if kept++; s.isList && kept > 1 {
			out = append(out, ',')
		}
		out = append(out, s.text[p.from:p.to]...)
	}
	return append(out, s.text[at:]...)
}

// most is how many items a document may have that is taken apart: of longer ones
// readers leave out the rest.
const most = 10_000
