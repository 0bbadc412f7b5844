package index

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
)

// Kind is what a block is.
type Kind byte

// The kinds of blocks of a segment.
const (
	Head  Kind = 'h'
	Docs  Kind = 'd'
	Terms Kind = 't'
)

// Block is a part of a segment. It has a key of its own in it: its kind and
// First.
type Block struct {
	Kind  Kind
	First uint32
	Data  []byte
}

// ErrCorrupt is a block that is not as it was made.
var ErrCorrupt = errors.New("a block of the index is corrupt")

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// seal appends the checksum.
func seal(data []byte) []byte {
	return binary.BigEndian.AppendUint32(data, crc32.Checksum(data, castagnoli))
}

// unseal returns what was sealed.
func unseal(kind Kind, data []byte) ([]byte, error) {
	n := len(data) - 4
	if n < 0 || binary.BigEndian.Uint32(data[n:]) != crc32.Checksum(data[:n], castagnoli) {
		return nil, fmt.Errorf("%w: checksum of kind %c", ErrCorrupt, kind)
	}
	return data[:n], nil
}

// reader reads numbers and remembers whether they were there.
type reader struct {
	data []byte
	bad  bool
}

func (r *reader) uint() uint64 {
	n, size := binary.Uvarint(r.data)
	if size <= 0 {
		r.bad, r.data = true, nil
		return 0
	}
	r.data = r.data[size:]
	return n
}

func (r *reader) int() int64 {
	n := r.uint()
	return int64(n>>1) ^ -int64(n&1)
}

func (r *reader) bytes(n uint64) []byte {
	if n > uint64(len(r.data)) {
		r.bad, r.data = true, nil
		return nil
	}
	b := r.data[:n]
	r.data = r.data[n:]
	return b
}

// err is ErrCorrupt if something was not there.
func (r *reader) err(kind Kind) error {
	if r.bad {
		return fmt.Errorf("%w: contents of kind %c", ErrCorrupt, kind)
	}
	return nil
}
