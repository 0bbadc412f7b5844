package story

import (
	"math/bits"
	"slices"
	"sync"
	"time"

	"dateline/feeds"
)

// What a sketch holds of a text.
const (
	leadSize   = 48 // pairs of words of the lead, in order
	sampleSize = 64 // pairs of words of the whole text, and words that mean something: the smallest hashes
	tellSize   = 32 // figures and names, in order
)

// A Sketch is what is kept of an item's text to tell whether another reports
// the same thing. Hashes have 16 bits: of the 64 of a sample two in a thousand are
// those of something else.
type Sketch struct {
	// minute is the item's date, in minutes since 1970.
	minute uint32
	// length is how many words there are.
	length uint16
	// series is what the title says and the text does not.
	series uint16
	lead   []uint32
	// sample and stems are sorted.
	sample, stems []uint32
	tells         []tell
}

// How much of a hash is kept, and of that of a figure or name.
const (
	hashMask = 1<<(8*hashBytes) - 1
	tellMask = 1<<24 - 1
)

// A tell is a figure or a name and what stands around it.
type tell struct {
	// value is a hash; its lowest two bits say what it is.
	value uint32
	// left and right are hashes of two words each, 0 if these say nothing.
	left, right uint16
	// place is the how manieth word of the lead it is, 0 if it is none.
	place uint8
}

// What the lowest bits of a tell's value say.
const (
	isName   = 0
	isDay    = 1 // a figure by all accounts, but often left out
	isNumber = 3
)

func (t tell) isFigure() bool { return t.value&1 == 1 }
func (t tell) isNumber() bool { return t.value&3 == isNumber }

// Draw makes the sketch of an item that feeds order by date. The title does
// not count, but for what the text lacks: papers write their own, and
// many titles stand over more than one text.
func Draw(it feeds.Item, date time.Time) Sketch {
	text := it.Content
	if text == "" {
		text = it.Summary
	}
	r := rooms.Get().(*room) //nolint:forcetypeassert // it holds nothing else
	defer rooms.Put(r)
	words, names := readWords(&r.text, text, it.Language)
	pairs, stems := pairsOf(words, r.pairs[:0]), r.stems[:0]
	for _, w := range words {
		if w.content {
			stems = append(stems, uint32(w.stem>>16)&hashMask)
		}
	}
	from := leadStart(words)
	s := Sketch{
		minute: uint32(min(max(0, date.Unix()/60), 1<<32-1)),
		length: uint16(len(words)), series: series(it, text, words, &r.title),
		lead:   slices.Clone(pairs[from:min(from+leadSize, len(pairs))]),
		sample: r.sieve.smallest(pairs), stems: r.sieve.smallest(stems),
	}
	s.addTells(words, names, from)
	return s
}

// pairsOf appends the hash of each word with the next; the last stands alone.
func pairsOf(words []word, pairs []uint32) []uint32 {
	for i, w := range words {
		var next uint64
		if i+1 < len(words) && words[i+1].paragraph == w.paragraph {
			next = words[i+1].hash
		}
		pairs = append(pairs, uint32(mix(w.hash, next))&hashMask)
	}
	return pairs
}

// sieve finds the smallest of many hashes. It is empty between its uses.
type sieve struct {
	// seen has a bit for each hash, some for each number of seen that has any.
	seen [(hashMask + 1) / 64]uint64
	some [(hashMask + 1) / 64 / 64]uint64
}

// smallest returns the sampleSize smallest of different hashes, sorted.
func (v *sieve) smallest(hashes []uint32) []uint32 {
	for _, h := range hashes {
		v.seen[h/64] |= 1 << (h % 64)
		v.some[h/64/64] |= 1 << (h / 64 % 64)
	}
	least := make([]uint32, 0, min(sampleSize, len(hashes)))
	for i := range v.some {
		for ; v.some[i] != 0; v.some[i] &= v.some[i] - 1 {
			at := i*64 + bits.TrailingZeros64(v.some[i])
			for ; v.seen[at] != 0 && len(least) < sampleSize; v.seen[at] &= v.seen[at] - 1 {
				least = append(least, uint32(at*64+bits.TrailingZeros64(v.seen[at])))
			}
			v.seen[at] = 0
		}
	}
	return least
}

// room is where a sketch is drawn; nothing in the sketch is in it.
type room struct {
	text, title  []word
	pairs, stems [maxWords]uint32
	sieve        sieve
}

var rooms = sync.Pool{New: func() any { return &room{text: make([]word, 0, maxWords), title: make([]word, 0, maxWords)} }}

// minLead is how many words the paragraph has that the lead begins with, if
// any has so many: what stands in front of it is a caption, a byline.
const minLead = 10

// leadStart is where the lead begins.
func leadStart(words []word) int {
	from := 0
	for i := range words {
		if words[i].paragraph != words[from].paragraph {
			from = i
		}
		if i-from+1 >= minLead {
			return from
		}
	}
	return 0
}

// addTells adds the first figures and names of words whose lead begins at from.
func (s *Sketch) addTells(words []word, names []mark, from int) {
	var room [tellSize]tell
	s.tells = room[:0]
	defer func() { s.tells = slices.Clone(s.tells) }()
	for i, w := range words {
		for ; len(names) > 0 && names[0].at <= i; names = names[1:] {
			s.addTell(names[0].hash, isName, tell{left: around(words, i-1, -1), right: around(words, i, 1)})
		}
		if !w.isTelling() {
			continue
		}
		t := tell{left: around(words, i-1, -1), right: around(words, i+1, 1)}
		if i >= from && i < from+queryLead && w.paragraph == words[from].paragraph {
			t.place = uint8(i - from + 1)
		}
		if s.addTell(w.hash, w.bits(), t); len(s.tells) == tellSize {
			return
		}
	}
}

// addTell appends t, a figure or name, unless it is there.
func (s *Sketch) addTell(hash uint64, bits uint32, t tell) {
	t.value = uint32(mix(hash, 0))&tellMask&^3 | bits
	if len(s.tells) < tellSize && !s.tellsOf(t.value) {
		s.tells = append(s.tells, t)
	}
}

// around hashes two words from at on, in the direction of step. Figures and
// names count as such only; 0 if there is no other word.
func around(words []word, at, step int) uint16 {
	h, says := seed, false
	for range 2 {
		if at < 0 || at >= len(words) {
			break
		}
		if words[at].isTelling() {
			h = mix(h, uint64(words[at].kind))
		} else {
			h, says = mix(h, words[at].hash), true
		}
		at += step
	}
	if !says {
		return 0
	}
	return uint16(h>>16) | 1
}

// minutesApart is how far two sketches' dates are apart.
func minutesApart(a, b Sketch) uint32 { return max(a.minute, b.minute) - min(a.minute, b.minute) }
