package index

import "unicode/utf8"

// Term stands for something entries are found by.
type Term uint32

// What a term is about. These are on the disk: see Version.
const (
	aWord byte = 'w'
	aPair byte = 'p'
)

// Version changes when the terms of an entry do.
const Version = 3

// hash is FNV-1a of 64 bits.
type hash uint64

func begin(kind byte) hash { return hash(14695981039346656037).add(kind) }

func (h hash) add(b byte) hash { return (h ^ hash(b)) * 1099511628211 }

func (h hash) bytes(b []byte) hash {
	for _, c := range b {
		h = h.add(c)
	}
	return h
}

func (h hash) term() Term { return Term(h ^ h>>32) }

// Word is the term of a word.
func Word(word []byte) Term { return begin(aWord).bytes(word).term() }

// Pair is the term of two words, one after the other.
func Pair(first, second []byte) Term {
	return begin(aPair).bytes(first).add(0).bytes(second).term()
}

// Facet is the term of something else that entries have: a kind other than
// those of words, and which it is.
func Facet(kind byte, key []byte) Term { return begin(kind).bytes(key).term() }

// IsRune reports whether a word is a single rune of what scripts without spaces
// are among. Such words say little by themselves, so they are found in pairs.
func IsRune(word []byte) bool {
	if len(word) < 3 || word[0] < 0xE0 { // the first byte of three
		return false
	}
	r, n := utf8.DecodeRune(word)
	return n == len(word) && r >= 0x0E00
}

// Set gathers terms, each once. Its zero value is empty.
type Set struct {
	terms []Term
	table [1 << 10]slot
	round uint32
	extra map[Term]bool
}

type slot struct {
	term  Term
	round uint32
}

// Reset empties the set.
func (s *Set) Reset() {
	s.terms, s.extra = s.terms[:0], nil
	s.round++
}

// Add puts a term in.
func (s *Set) Add(t Term) {
	if s.round == 0 {
		s.round = 1
	}
	if len(s.terms) >= len(s.table)/2 {
		s.addMore(t)
		return
	}
	for i := uint32(t) * 2654435769 >> 22; ; i = (i + 1) % uint32(len(s.table)) {
		at := &s.table[i]
		if at.round != s.round {
			*at = slot{t, s.round}
			s.terms = append(s.terms, t)
			return
		}
		if at.term == t {
			return
		}
	}
}

// addMore puts a term in that the table has no room for.
func (s *Set) addMore(t Term) {
	if s.extra == nil {
		s.extra = map[Term]bool{}
		for _, t := range s.terms {
			s.extra[t] = true
		}
	}
	if !s.extra[t] {
		s.extra[t] = true
		s.terms = append(s.terms, t)
	}
}

// Terms are those in the set, valid until it is reset.
func (s *Set) Terms() []Term { return s.terms }
