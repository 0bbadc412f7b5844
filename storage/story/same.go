package story

import (
	"slices"
	"time"
)

// Window is how far apart the dates of two reports of one story may be.
const Window = 72 * time.Hour

// Shares are counted in thousandths, in whole numbers: every machine must
// decide alike.
const (
	minWords      = 18  // below, a text is too short to tell
	enoughLead    = 600 // of the one's lead in the other, for a text copied
	enoughSample  = 400 // of the smaller text in the other
	certainLead   = 750 // of the lead, where figures and names or the sample do not say
	certainSample = 700 // of the smaller text, where figures and names do not say
	certainWords  = 40  // of the smaller text, where figures and names do not say
	enoughStems   = 800 // of the meaningful words, for a text summed up
	enoughRetold  = 250 // of the lead, for a text summed up
	enoughTells   = 4   // figures and names of both, for a text summed up
	minTells      = 2   // figures and names of both, for a text copied
	tellsPerSlip  = 4   // figures and names of both that make up for one that differs
	maxFigureSlip = 1   // figures of each that the other has not
	queryLead     = 32  // how much of a lead must be found in the other text
)

// Same reports whether a and b report the same thing. It decides for
// precision: when in doubt they do not.
func Same(a, b Sketch) bool { return strength(a, b) > 0 }

// strength is how alike two reports of the same thing are, 0 for reports of
// different things. It is the same for b and a.
func strength(a, b Sketch) int {
	if min(a.length, b.length) < minWords || minutesApart(a, b) > uint32(Window.Minutes()) {
		return 0
	}
	if isOther(a.series, b.series) {
		return 0
	}
	if a.length > b.length {
		a, b = b, a
	}
	t := tellsApart(a, b)
	if t.contradicts() {
		return 0
	}
	lead := max(leadShare(a, b), leadShare(b, a))
	sample, stems := share(a.sample, b.sample), share(a.stems, b.stems)
	if a.length == b.length {
		sample = max(sample, share(b.sample, a.sample))
		stems = max(stems, share(b.stems, a.stems))
	}
	is := isRetold(lead, stems, t)
	if lead >= enoughLead {
		is = isCopied(lead, sample, t) && (t.shared >= minTells || int(a.length) >= certainWords)
	}
	if !is {
		return 0
	}
	return 1 + lead + max(0, sample) + max(0, stems) + t.shared
}

// isCopied reports whether two texts with a lead in common are the same: then
// that has the same numbers, and so has the rest as far as both go.
func isCopied(lead, sample int, t telling) bool {
	if t.omitted > 0 {
		return false
	}
	if t.shared >= minTells && sample >= enoughSample {
		return true
	}
	return lead >= certainLead && (sample >= certainSample || sample == unknown && t.shared >= minTells)
}

// isRetold reports whether the shorter of two texts sums the other up: it is
// made of the other's words and tells nothing else.
func isRetold(lead, stems int, t telling) bool {
	return stems >= enoughStems && lead >= enoughRetold && t.shared >= enoughTells && t.slips() == 0
}

// A telling counts the figures and names of two texts.
type telling struct {
	shared int
	// those that only the one or the other has, and how many are figures
	onlyA, onlyB, figuresA, figuresB int
	// clashes are figures that stand where the other text has another
	clashes int
	// missing are numbers in the shorter's lead that the longer text has
	// not, omitted those in the longer's lead that the shorter has not
	missing, omitted int
	// subjects is how many names each lead has that the other text has not
	subjects int
}

// slips is how many figures and names each text has that the other has not. A
// longer text may have any number more.
func (t telling) slips() int { return min(t.onlyA, t.onlyB) }

// contradicts reports whether two texts tell of different things: in place of
// a figure the other has another, each has too many of its own, the lead of the
// shorter has a number that the longer lacks, or the leads are about different
// names. A text that is cut or added to further down has none of its own.
func (t telling) contradicts() bool {
	return t.clashes > 0 || t.missing > 0 || t.subjects > 0 || min(t.figuresA, t.figuresB) > maxFigureSlip || t.slips()*tellsPerSlip > t.shared
}

// tellsApart compares what the shorter text tells with what the longer does.
func tellsApart(a, b Sketch) telling {
	var t telling
	for _, own := range a.tells {
		if b.tellsOf(own.value) {
			t.shared++
			continue
		}
		t.onlyA++
		if own.isFigure() {
			t.figuresA++
			if slices.ContainsFunc(b.tells, func(other tell) bool { return own.clashes(other) && !a.tellsOf(other.value) }) {
				t.clashes++
			}
		}
	}
	for _, own := range b.tells {
		if !a.tellsOf(own.value) {
			t.onlyB++
			if own.isFigure() {
				t.figuresB++
			}
		}
	}
	ownNumbers, ownNames := a.leadMissing(b)
	otherNumbers, otherNames := b.leadMissing(a)
	t.missing, t.omitted, t.subjects = ownNumbers, otherNumbers, min(ownNames, otherNames)
	if a.length == b.length {
		t.missing += t.omitted
	}
	return t
}

// leadMissing is how many numbers and names of the lead of s the other text
// has not, though it goes on for as long.
func (s Sketch) leadMissing(other Sketch) (numbers, names int) {
	for _, t := range s.tells {
		if t.place == 0 || int(t.place) >= int(other.length)-1 || other.tellsOf(t.value) {
			continue
		}
		if t.isNumber() {
			numbers++
		} else if !t.isFigure() {
			names++
		}
	}
	return numbers, names
}

// tellsOf reports whether a figure or name is among a text's first.
func (s Sketch) tellsOf(value uint32) bool {
	for _, t := range s.tells {
		if t.value == value {
			return true
		}
	}
	return false
}

// clashes reports whether two figures stand between the same words.
func (t tell) clashes(u tell) bool {
	return u.isFigure() && (t.left != 0 && t.left == u.left || t.right != 0 && t.right == u.right)
}

// leadShare is what share of a's lead is in b.
func leadShare(a, b Sketch) int {
	lead := a.lead[:min(queryLead, len(a.lead))]
	found, next := 0, 0 // texts mostly go on alike
	for _, h := range lead {
		if next < len(b.lead) && b.lead[next] == h {
			found, next = found+1, next+1
		} else if at := slices.Index(b.lead, h); at >= 0 {
			found, next = found+1, at+1
		} else if _, ok := slices.BinarySearch(b.sample, h); ok {
			found++
		}
	}
	return found * 1000 / max(1, len(lead))
}

// unknown is the share of a text in one so long that its sample does not say.
const unknown = -1

// minSampled is how many hashes say what share is in a longer text.
const minSampled = 8

// share estimates what share of the set that a was drawn from is in the one
// that b was drawn from: both are the smallest hashes of their set.
func share(a, b []uint32) int {
	if len(b) == sampleSize {
		end, _ := slices.BinarySearch(a, b[sampleSize-1]+1)
		if a = a[:end]; end < minSampled {
			return unknown
		}
	}
	found, at := 0, 0
	for _, h := range a {
		for at < len(b) && b[at] < h {
			at++
		}
		if at < len(b) && b[at] == h {
			found++
		}
	}
	return found * 1000 / max(1, len(a))
}
