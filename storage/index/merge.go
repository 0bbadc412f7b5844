package index

import (
	"fmt"
	"math/bits"
	"slices"
)

// Merge makes one segment of several, without the docs that are not alive. It
// returns nil, and emits nothing, if none is.
func Merge(segments []Segment, alive func(Doc) (bool, error), emit Emit) (*Heading, error) {
	docs, renumbered, err := mergeDocs(segments, alive)
	if err != nil || len(docs) == 0 {
		return nil, err
	}
	w := newWriter(docs, emit)
	cursors := make([]*cursor, len(segments))
	for i, s := range segments {
		cursors[i] = &cursor{s: s, renumbered: renumbered[i]}
		if err := cursors[i].next(); err != nil {
			return nil, err
		}
	}
	var numbers []uint16
	seen := make([]uint64, (len(docs)+63)/64)
	for {
		term, ok := first(cursors)
		if !ok {
			return w.end()
		}
		if numbers, err = gather(cursors, term, numbers[:0], seen); err != nil {
			return nil, err
		}
		if len(numbers) > 0 {
			if err := w.add(term, numbers); err != nil {
				return nil, err
			}
		}
	}
}

// dead is the number of a doc that is left out.
const dead = -1

// mergeDocs returns the docs that are alive in their order, and for each
// segment the numbers that its docs get.
func mergeDocs(segments []Segment, alive func(Doc) (bool, error)) (docs []Doc, renumbered [][]int32, err error) {
	type numbered struct {
		Doc
		segment, number int
	}
	var all []numbered
	for i, s := range segments {
		renumbered = append(renumbered, make([]int32, s.Docs))
		var block []Doc
		for n := 0; n < s.Docs; n += docsIn {
			data, err := s.Get(Docs, uint32(n))
			if err == nil {
				block, err = parseDocs(data, block)
			}
			if err == nil && len(block) != min(docsIn, s.Docs-n) {
				err = fmt.Errorf("%w: %d docs in a block", ErrCorrupt, len(block))
			}
			if err != nil {
				return nil, nil, err
			}
			for j, d := range block {
				all = append(all, numbered{d, i, n + j})
			}
		}
	}
	slices.SortFunc(all, func(a, b numbered) int { return a.Compare(b.Doc) })
	for i, d := range all {
		lives := i > 0 && d.Doc == all[i-1].Doc && renumbered[all[i-1].segment][all[i-1].number] != dead
		if !lives && (i == 0 || d.Doc != all[i-1].Doc) {
			if lives, err = alive(d.Doc); err != nil {
				return nil, nil, err
			}
			if lives {
				docs = append(docs, d.Doc)
			}
		}
		renumbered[d.segment][d.number] = dead
		if lives {
			renumbered[d.segment][d.number] = int32(len(docs) - 1)
		}
	}
	return docs, renumbered, nil
}

// cursor reads the terms of a segment in their order.
type cursor struct {
	s          Segment
	renumbered []int32
	// at is the posting the cursor is at, unless it is done.
	at    posting
	done  bool
	block int
	r     reader
	room  []uint16
}

// next goes to the next term.
func (c *cursor) next() error {
	last := c.at.term
	for len(c.r.data) == 0 {
		if c.block == len(c.s.Heading.terms) {
			c.done = true
			return nil
		}
		r, err := c.s.terms(c.block)
		if err != nil {
			return err
		}
		c.r, last = r, c.s.Heading.terms[c.block]
		c.block++
	}
	c.at = c.r.next(last)
	return c.r.err(Terms)
}

// first is the first term that a cursor is at.
func first(cursors []*cursor) (term Term, ok bool) {
	for _, c := range cursors {
		if !c.done && (!ok || c.at.term < term) {
			term, ok = c.at.term, true
		}
	}
	return term, ok
}

// gather appends the new numbers of all docs that have a term, and moves the
// cursors that are at it. Seen has a bit for each doc, none of them set.
func gather(cursors []*cursor, term Term, numbers []uint16, seen []uint64) ([]uint16, error) {
	from := 0
	for _, c := range cursors {
		if c.done || c.at.term != term {
			continue
		}
		var err error
		if c.room, err = c.at.numbers(c.room[:0], c.s.Docs); err != nil {
			return nil, err
		}
		for _, n := range c.room {
			if is := c.renumbered[n]; is != dead {
				numbers = append(numbers, uint16(is))
			}
		}
		from++
		if err := c.next(); err != nil {
			return nil, err
		}
	}
	if from > 1 {
		numbers = sorted(numbers, seen)
	}
	return numbers, nil
}

// sorted sorts numbers and leaves each once. Setting a bit for each and reading the
// bits is faster than sorting unless they are few.
func sorted(numbers []uint16, seen []uint64) []uint16 {
	if len(numbers) < len(seen)/8 {
		slices.Sort(numbers)
		return slices.Compact(numbers)
	}
	for _, n := range numbers {
		seen[n/64] |= 1 << (n % 64)
	}
	numbers = numbers[:0]
	for i, some := range seen {
		for ; some != 0; some &= some - 1 {
			numbers = append(numbers, uint16(i*64+bits.TrailingZeros64(some)))
		}
		seen[i] = 0
	}
	return numbers
}
