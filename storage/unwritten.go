package storage

import (
	"hash/maphash"
	"math/bits"
)

// unwritten knows of most keys that were never written that they were not: the
// writer asks for a dozen keys of each new item that are not there, and Badger
// looks into every table it has in memory and on its first level for each. It is a
// Bloom filter, whose bits of a key lie in one line of the processor's cache. It
// knows of all writes only in a store that this process has begun, and forgets
// everything when it is full. Only the writer uses it; nil knows nothing.
type unwritten struct {
	seed  maphash.Seed
	lines [][8]uint64
	// room is how many more keys it takes.
	room int
}

const (
	// bitsOfKey are so many that one in a hundred keys is taken for written.
	bitsOfKey = 10
	probes    = 6
	// unwrittenPart is what part of the memory it has: 2 MiB, for the keys of
	// some 130,000 items.
	unwrittenPart = 128
)

func newUnwritten(memory int64) *unwritten {
	lines := make([][8]uint64, max(memory/unwrittenPart/64, 1))
	return &unwritten{seed: maphash.MakeSeed(), lines: lines, room: len(lines) * 512 / bitsOfKey}
}

// line returns the line of a key, and the numbers of its bits, nine each.
func (u *unwritten) line(key []byte) (line *[8]uint64, at uint64) {
	h := maphash.Bytes(u.seed, key)
	i, at := bits.Mul64(h, uint64(len(u.lines)))
	return &u.lines[i], at * 0x9E3779B97F4A7C15
}

// add notes that a key is written, and reports whether there is room for more.
func (u *unwritten) add(key []byte) bool {
	line, at := u.line(key)
	for range probes {
		at = bits.RotateLeft64(at, 9)
		line[at&511>>6] |= 1 << (at & 63)
	}
	u.room--
	return u.room > 0
}

// has reports whether a key is certain not to have been written.
func (u *unwritten) has(key []byte) bool {
	line, at := u.line(key)
	for range probes {
		at = bits.RotateLeft64(at, 9)
		if line[at&511>>6]&(1<<(at&63)) == 0 {
			return true
		}
	}
	return false
}

// noted is what is noted of a key that is written: all of it, if such keys are looked
// for before; of what sources hold whose it is; else nil.
func noted(key []byte) []byte {
	switch key[0] {
	case itemKey, goneKey, guidKey, linkKey, courseKey, postingKey:
		return key
	case heldKey:
		return key[:len(heldPrefix(0))]
	}
	return nil
}

// noteWritten notes that a key is written.
func (s *Store) noteWritten(key []byte) {
	if s.unwritten == nil {
		return
	}
	if part := noted(key); part != nil && !s.unwritten.add(part) {
		s.knowUnwritten(nil)
	}
}

// knowUnwritten has the store go by what is known of unwritten keys.
func (s *Store) knowUnwritten(u *unwritten) {
	s.unwritten = u
	if u == nil {
		u = new(unwritten)
	}
	s.unwrittenBytes.Store(int64(len(u.lines)) * 64)
}

// isUnwritten reports whether a key is certain not to be there.
func (s *Store) isUnwritten(key []byte) bool {
	if s.unwritten == nil {
		return false
	}
	part := noted(key)
	return part != nil && s.unwritten.has(part)
}

// read is the store's, as the batch sees it. It does not look for what was never
// written.
func (b *batch) read(key []byte, record any) (bool, error) {
	if b.s.isUnwritten(key) {
		return false, nil
	}
	return read(b.txn, key, record)
}

// raw is to the store's as read is.
func (b *batch) raw(key []byte) ([]byte, error) {
	if b.s.isUnwritten(key) {
		return nil, nil
	}
	return raw(b.txn, key)
}
