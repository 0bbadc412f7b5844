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

// isNoted are the kinds of keys that are looked for before they are written.
var isNoted = [256]bool{itemKey: true, goneKey: true, guidKey: true, linkKey: true, courseKey: true, postingKey: true, heldKey: true}

// noteWritten notes that a key is written. Of what sources hold it notes whether
// there is anything.
func (s *Store) noteWritten(key []byte) {
	if s.unwritten == nil || !isNoted[key[0]] {
		return
	}
	if key[0] == heldKey {
		key = key[:len(heldPrefix(0))]
	}
	if !s.unwritten.add(key) {
		s.unwritten = nil
	}
}

// isUnwritten reports whether a key of a kind that is noted is certain not to be
// there.
func (s *Store) isUnwritten(key []byte) bool { return s.unwritten != nil && s.unwritten.has(key) }
