package index

import (
	"encoding/binary"
	"fmt"
	"slices"
)

// appendDocs appends a block of docs, in their order.
func appendDocs(docs []Doc) []byte {
	data := binary.AppendUvarint(nil, uint64(len(docs)))
	date := int64(0)
	for _, d := range docs {
		data = binary.AppendVarint(data, date-d.Date)
		data = append(data, d.ID[:]...)
		date = d.Date
	}
	return seal(data)
}

// parseDocs reads a block of docs into room.
func parseDocs(data []byte, room []Doc) ([]Doc, error) {
	data, err := unseal(Docs, data)
	if err != nil {
		return nil, err
	}
	r := reader{data: data}
	n := r.uint()
	if n > docsIn {
		return nil, fmt.Errorf("%w: %d docs in a block", ErrCorrupt, n)
	}
	room = room[:0]
	date := int64(0)
	for range n {
		date -= r.int()
		d := Doc{Date: date}
		copy(d.ID[:], r.bytes(16))
		room = append(room, d)
	}
	return room, r.err(Docs)
}

// posting is a term with the docs that have it, as they stand in a block: a
// number if there is one, else numbers in the code of Rice.
type posting struct {
	term Term
	n    int
	one  uint16
	rice []byte
}

// append appends it to a block whose last term was another.
func (p posting) append(data []byte, last Term) []byte {
	data = binary.AppendUvarint(data, uint64(p.term-last))
	data = binary.AppendUvarint(data, uint64(p.n))
	if p.n == 1 {
		return binary.AppendUvarint(data, uint64(p.one))
	}
	return append(binary.AppendUvarint(data, uint64(len(p.rice))), p.rice...)
}

// next reads the next posting of a block, with the last term of it.
func (r *reader) next(last Term) posting {
	p := posting{term: last + Term(r.uint()), n: int(r.uint())}
	if p.n == 1 {
		p.one = uint16(r.uint())
		return p
	}
	p.rice = r.bytes(r.uint())
	return p
}

// numbers appends the docs of a posting to room.
func (p posting) numbers(room []uint16, docs int) ([]uint16, error) {
	if p.n == 1 {
		if int(p.one) >= docs {
			return nil, fmt.Errorf("%w: doc %d of %d", ErrCorrupt, p.one, docs)
		}
		return append(room, p.one), nil
	}
	if p.n > docs || p.n <= 0 {
		return nil, fmt.Errorf("%w: %d docs of %d have a term", ErrCorrupt, p.n, docs)
	}
	room = slices.Grow(room, p.n)
	r := newRice(p.rice, p.n, docs)
	for range p.n {
		number := r.number()
		if number >= docs || r.bad {
			return nil, fmt.Errorf("%w: doc %d of %d", ErrCorrupt, number, docs)
		}
		room = append(room, uint16(number))
	}
	return room, nil
}
