package index

import (
	"encoding/binary"
	"fmt"
	"sort"
)

// MaxDocs is how many docs a segment has at most.
const MaxDocs = 1 << 16

const (
	// docsIn is how many docs a block has.
	docsIn = 256
	// termsIn is how many bytes a block of terms has, until one more term.
	termsIn = 4 << 10
)

// Heading tells where in a segment to look. It is kept in memory.
type Heading struct {
	// Docs is how many there are.
	Docs int
	// terms are the first terms of their blocks, dates the dates of the first
	// docs.
	terms []Term
	dates []int64
}

// Newest and Oldest are dates that no doc is beyond.
func (h *Heading) Newest() int64 { return h.dates[0] }

func (h *Heading) block() Block {
	data := binary.AppendUvarint(nil, uint64(h.Docs))
	data = binary.AppendUvarint(data, uint64(len(h.terms)))
	last := Term(0)
	for _, t := range h.terms {
		data = binary.AppendUvarint(data, uint64(t-last))
		last = t
	}
	date := int64(0)
	for _, d := range h.dates {
		data = binary.AppendVarint(data, date-d)
		date = d
	}
	return Block{Kind: Head, Data: seal(data)}
}

// ParseHeading reads the Head block of a segment.
func ParseHeading(data []byte) (*Heading, error) {
	data, err := unseal(Head, data)
	if err != nil {
		return nil, err
	}
	r := reader{data: data}
	docs, terms := r.uint(), r.uint()
	if docs == 0 || docs > MaxDocs || terms > uint64(len(data)) {
		return nil, fmt.Errorf("%w: %d docs, %d blocks of terms", ErrCorrupt, docs, terms)
	}
	h := &Heading{Docs: int(docs), terms: make([]Term, terms), dates: make([]int64, (docs+docsIn-1)/docsIn)}
	last := Term(0)
	for i := range h.terms {
		last += Term(r.uint())
		h.terms[i] = last
	}
	date := int64(0)
	for i := range h.dates {
		date -= r.int()
		h.dates[i] = date
	}
	return h, r.err(Head)
}

// blockOf is the index of the block that a term would be in, -1 if none.
func (h *Heading) blockOf(t Term) int {
	return sort.Search(len(h.terms), func(i int) bool { return h.terms[i] > t }) - 1
}

// from is the number of a doc that is not after the first one at a date or
// older.
func (h *Heading) from(date int64) int {
	i := sort.Search(len(h.dates), func(i int) bool { return h.dates[i] <= date })
	return max(i-1, 0) * docsIn
}
