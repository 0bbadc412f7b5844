package index

import (
	"fmt"
	"slices"
)

// Get returns a block that a segment has, for good. It returns ErrCorrupt if it
// is not there.
type Get func(kind Kind, first uint32) ([]byte, error)

// Segment reads a segment.
type Segment struct {
	*Heading
	Get Get
}

// Find returns the numbers of the docs that a query finds, sorted. An empty
// query finds all. There may be more than what has the terms, never less.
func (s Segment) Find(q Query) ([]uint16, error) {
	f := finder{s: s}
	return f.find(q)
}

// finder finds docs in one segment.
type finder struct {
	s    Segment
	room []uint16
}

func (f *finder) find(q Query) ([]uint16, error) {
	var all []Term
	var others []Group
	for _, g := range q {
		if len(g) == 1 {
			all = append(all, g[0]...)
		} else {
			others = append(others, g)
		}
	}
	found, err := f.with(all)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	for _, g := range others {
		var is [MaxDocs / 64]uint64
		for _, terms := range g {
			some, err := f.with(terms)
			if err != nil {
				return nil, err
			}
			for _, n := range some {
				is[n/64] |= 1 << (n % 64)
			}
		}
		found = slices.DeleteFunc(found, func(n uint16) bool { return is[n/64]&(1<<(n%64)) == 0 })
	}
	return found, nil
}

// looks is how many numbers of docs are read in the time that a look at an
// entry takes.
const looks = 5000

// with returns the docs that have all terms, in a slice of its own.
func (f *finder) with(terms []Term) ([]uint16, error) {
	if len(terms) == 0 {
		all := make([]uint16, f.s.Docs)
		for i := range all {
			all[i] = uint16(i)
		}
		return all, nil
	}
	ps := make([]posting, 0, len(terms))
	for _, t := range terms {
		p, found, err := f.s.posting(t)
		if err != nil || !found {
			return nil, err
		}
		ps = append(ps, p)
	}
	slices.SortFunc(ps, func(a, b posting) int { return a.n - b.n })
	found, err := ps[0].numbers(nil, f.s.Docs)
	for _, p := range ps[1:] {
		if err != nil || len(found) == 0 || p.n > looks*len(found) {
			break
		}
		if f.room, err = p.numbers(f.room[:0], f.s.Docs); err == nil {
			found = both(found, f.room)
		}
	}
	return found, err
}

// both keeps of a what is in b. Both are sorted.
func both(a, b []uint16) []uint16 {
	kept := a[:0]
	j := 0
	for _, n := range a {
		for j < len(b) && b[j] < n {
			j++
		}
		if j < len(b) && b[j] == n {
			kept = append(kept, n)
		}
	}
	return kept
}

// posting finds a term.
func (s Segment) posting(t Term) (posting, bool, error) {
	i := s.blockOf(t)
	if i < 0 {
		return posting{}, false, nil
	}
	r, err := s.terms(i)
	if err != nil {
		return posting{}, false, err
	}
	for last := s.Heading.terms[i]; len(r.data) > 0; {
		p := r.next(last)
		if last = p.term; last >= t {
			return p, last == t, r.err(Terms)
		}
	}
	return posting{}, false, r.err(Terms)
}

// terms opens a block of terms.
func (s Segment) terms(i int) (reader, error) {
	data, err := s.Get(Terms, uint32(s.Heading.terms[i]))
	if err != nil {
		return reader{}, err
	}
	data, err = unseal(Terms, data)
	return reader{data: data}, err
}

// Hits yields docs of a segment in their order.
type Hits struct {
	s       Segment
	numbers []uint16
	// block are the docs from number first on.
	block []Doc
	first int
}

// Hits finds docs that come after a date, or not much before.
func (s Segment) Hits(q Query, date int64) (*Hits, error) {
	numbers, err := s.Find(q)
	i, _ := slices.BinarySearch(numbers, uint16(s.from(date)))
	return &Hits{s: s, numbers: numbers[i:], first: -docsIn}, err
}

// Next returns the next doc, if there is one.
func (h *Hits) Next() (d Doc, ok bool, err error) {
	if len(h.numbers) == 0 {
		return d, false, nil
	}
	n := int(h.numbers[0])
	h.numbers = h.numbers[1:]
	if n >= h.first+docsIn || h.first < 0 {
		h.first = n / docsIn * docsIn
		data, err := h.s.Get(Docs, uint32(h.first))
		if err == nil {
			h.block, err = parseDocs(data, h.block)
		}
		if err != nil {
			return d, false, err
		}
	}
	if n -= h.first; n >= len(h.block) {
		return d, false, fmt.Errorf("%w: no doc %d in a block of %d", ErrCorrupt, n, len(h.block))
	}
	return h.block[n], true, nil
}

// Sample returns some n docs of a segment, spread over it.
func (s Segment) Sample(n int) ([]Doc, error) {
	var docs, block []Doc
	blocks := (s.Docs + docsIn - 1) / docsIn
	for i := 0; i < blocks; i += (blocks + 7) / 8 {
		data, err := s.Get(Docs, uint32(i*docsIn))
		if err == nil {
			block, err = parseDocs(data, block)
		}
		if err != nil {
			return nil, err
		}
		for j := 0; j < len(block); j += max(len(block)*8/n, 1) {
			docs = append(docs, block[j])
		}
	}
	return docs, nil
}
