package index

import (
	"slices"
)

// Emit takes the blocks of a new segment.
type Emit func(Block) error

// Build makes a segment of entries, of which there is at least one and at most
// MaxDocs. Those with the same doc become one. The Head comes last.
func Build(entries []Entry, emit Emit) (*Heading, error) {
	entries = slices.Clone(entries)
	slices.SortStableFunc(entries, func(a, b Entry) int { return a.Compare(b.Doc) })
	docs := make([]Doc, 0, len(entries))
	total := 0
	for _, e := range entries {
		total += len(e.Terms)
	}
	pairs := make([]uint64, 0, total)
	for i, e := range entries {
		if i == 0 || e.Doc != entries[i-1].Doc {
			docs = append(docs, e.Doc)
		}
		for _, t := range e.Terms {
			pairs = append(pairs, uint64(t)<<16|uint64(len(docs)-1))
		}
	}
	pairs = sortPairs(pairs)
	w := newWriter(docs, emit)
	var numbers []uint16
	for i := 0; i < len(pairs); {
		term := Term(pairs[i] >> 16)
		numbers = numbers[:0]
		for ; i < len(pairs) && Term(pairs[i]>>16) == term; i++ {
			if number := uint16(pairs[i]); len(numbers) == 0 || numbers[len(numbers)-1] != number {
				numbers = append(numbers, number)
			}
		}
		if err := w.add(term, numbers); err != nil {
			return nil, err
		}
	}
	return w.end()
}

// sortPairs sorts by the term, which is in the bits from 16 on, and leaves
// pairs of one term in their order.
func sortPairs(pairs []uint64) []uint64 {
	const digit = 11
	other := make([]uint64, len(pairs))
	for shift := 16; shift < 48; shift += digit {
		var starts [1 << digit]int
		for _, p := range pairs {
			starts[p>>shift&(1<<digit-1)]++
		}
		sum := 0
		for i, n := range starts {
			starts[i] = sum
			sum += n
		}
		for _, p := range pairs {
			at := &starts[p>>shift&(1<<digit-1)]
			other[*at] = p
			*at++
		}
		pairs, other = other, pairs
	}
	return pairs
}

// writer makes the blocks of a segment.
type writer struct {
	emit Emit
	docs []Doc
	head Heading
	// block is the one that terms are added to, last its last term.
	block []byte
	first Term
	last  Term
	rice  []byte
}

func newWriter(docs []Doc, emit Emit) *writer {
	return &writer{emit: emit, docs: docs, head: Heading{Docs: len(docs)}}
}

// add adds a term with the numbers of its docs, sorted. Terms come in order.
func (w *writer) add(term Term, numbers []uint16) error {
	if len(w.block) == 0 {
		w.first, w.last = term, term
		w.head.terms = append(w.head.terms, term)
	}
	p := posting{term: term, n: len(numbers), one: numbers[0]}
	if p.n > 1 {
		w.rice = appendRice(w.rice[:0], numbers, len(w.docs))
		p.rice = w.rice
	}
	w.block = p.append(w.block, w.last)
	w.last = term
	if len(w.block) >= termsIn {
		return w.flush()
	}
	return nil
}

func (w *writer) flush() error {
	if len(w.block) == 0 {
		return nil
	}
	b := Block{Kind: Terms, First: uint32(w.first), Data: seal(slices.Clone(w.block))}
	w.block = w.block[:0]
	return w.emit(b)
}

// end writes what is left, the docs and the head.
func (w *writer) end() (*Heading, error) {
	if err := w.flush(); err != nil {
		return nil, err
	}
	for i := 0; i < len(w.docs); i += docsIn {
		some := w.docs[i:min(i+docsIn, len(w.docs))]
		w.head.dates = append(w.head.dates, some[0].Date)
		if err := w.emit(Block{Kind: Docs, First: uint32(i), Data: appendDocs(some)}); err != nil {
			return nil, err
		}
	}
	return &w.head, w.emit(w.head.block())
}
