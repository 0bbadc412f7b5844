package story

import (
	"encoding/binary"
	"slices"
)

// A Key is an entry in an index by which reports of one story find each
// other.
type Key [8]byte

// How many keys a sketch has.
const (
	leadKeys = 4
	tellKeys = 2
	MaxKeys  = leadKeys + tellKeys
)

// keyTells is how many figures and names keys are made of.
const keyTells = 14

// Keys returns the keys of a sketch, MaxKeys at most, all different. Two
// sketches that are the Same nearly always have one in common; that they have
// one says little. A text too short to tell has none.
func (s Sketch) Keys() []Key {
	if s.length < minWords {
		return nil
	}
	keys := make([]Key, 0, MaxKeys)
	for k := range uint64(leadKeys) {
		if h, ok := s.leadKey(k); ok {
			keys = putKey(keys, h)
		}
	}
	for k := uint64(leadKeys); k < MaxKeys; k++ {
		if h, ok := s.tellKey(k); ok {
			keys = putKey(keys, h)
		}
	}
	return keys
}

// hasAny reports whether a sketch has any of some keys.
func (s Sketch) hasAny(keys []Key) bool {
	return slices.ContainsFunc(s.Keys(), func(k Key) bool { return slices.Contains(keys, k) })
}

// putKey appends the key of a hash unless it is among keys.
func putKey(keys []Key, h uint64) []Key {
	var key Key
	binary.BigEndian.PutUint64(key[:], h)
	if slices.Contains(keys, key) {
		return keys
	}
	return append(keys, key)
}

// leadKey is the smallest hash of four words in a row of the lead, by the kth
// way of hashing: as likely the same for two leads as they have in common.
func (s Sketch) leadKey(k uint64) (smallest uint64, ok bool) {
	for i := range max(0, len(s.lead)-2) {
		four := uint64(s.lead[i])<<24 | uint64(s.lead[i+2])
		if h := mix(four, k); h < smallest || !ok {
			smallest, ok = h, true
		}
	}
	return smallest, ok
}

// tellKey is the smallest hash of a figure and another figure or name. Names
// alone stand beside each other in too many stories.
func (s Sketch) tellKey(k uint64) (smallest uint64, ok bool) {
	tells := s.tells[:min(keyTells, len(s.tells))]
	for i, t := range tells {
		for _, u := range tells[:i] {
			if !t.isFigure() && !u.isFigure() {
				continue
			}
			low, high := min(t.value, u.value), max(t.value, u.value)
			if h := mix(uint64(low)<<24|uint64(high), k); h < smallest || !ok {
				smallest, ok = h, true
			}
		}
	}
	return smallest, ok
}
