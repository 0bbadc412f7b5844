package feeds

import (
	"errors"
	"time"
)

// Reading is what is remembered of the document that a source gave last, so
// that what stands there as it did need not be read again. The zero Reading is
// of none.
type Reading struct {
	// Frame is a hash of all that its items take from around them, and of how
	// they are read: under another one nothing in it is known.
	Frame Digest
	// Full is when all of the document was read last.
	Full time.Time
	// Pieces are its items in their order: those of a document at hand all of
	// them, those that a store remembers the ones that need not be read again.
	Pieces []Piece
}

// Digest is a hash of a piece of a document, as it stands there.
type Digest [12]byte

// Piece is an item as it stands in a document.
type Piece struct {
	Digest Digest
	Fate   Fate
	// Key is what the store knows the item by that it has made of the piece.
	// It has no meaning for others; two items may have the same one.
	Key uint32
}

// Fate is what became of a piece, or is to become of it.
type Fate uint8

// The fates. A piece that is fresh is an item of the visit: the first of them
// the first of its items, and so on.
const (
	Fresh   Fate = iota // to be merged
	Kept                // merged by an earlier visit, and the store has it still
	Omitted             // not for the store: a rule dropped it, or there is nothing to show
)

// Recall gives the pieces that an earlier reading knows the fate they had there,
// and returns how many it does not know.
func (r Reading) Recall(was Reading) (fresh int) {
	known := make(map[Digest]Piece, len(was.Pieces))
	for _, p := range was.Pieces {
		known[p.Digest] = p
	}
	for i, p := range r.Pieces {
		k, ok := known[p.Digest]
		if !ok {
			fresh++
			continue
		}
		r.Pieces[i] = k
	}
	return fresh
}

// ErrUnsure is what a merge says that changed nothing, because an item of the
// visit may be one that was not read since it was kept: which of them counts
// can only be told when all are read.
var ErrUnsure = errors.New("an item may be another one that was not read")
