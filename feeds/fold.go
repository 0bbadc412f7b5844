package feeds

import (
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// What folding makes of a rune, if not another rune.
const (
	// dropped is a rune that does not count.
	dropped rune = -1
	// expanded is a rune that stands for several: see expand.
	expanded rune = -2
)

// foldedASCII are the letters and digits of ASCII in lower case, and 0.
var foldedASCII = func() (table [0x80]byte) {
	for c := byte('a'); c <= 'z'; c++ {
		table[c], table[c-'a'+'A'] = c, c
	}
	for c := byte('0'); c <= '9'; c++ {
		table[c] = c
	}
	return table
}()

// folds remember what folding makes of the runes that most text is of.
type folds struct {
	low  [0x3400]rune
	wide [0x200]rune
	// several are what those that are expanded stand for.
	several map[rune][]rune
}

// wideFrom is where the forms of other widths are.
const wideFrom = 0xFE00

// known are the folds, made when they are first asked for.
var known = sync.OnceValue(func() *folds {
	f := &folds{several: map[rune][]rune{}}
	for r := range f.low {
		f.low[r] = f.learn(rune(r))
	}
	for r := range f.wide {
		f.wide[r] = f.learn(wideFrom + rune(r))
	}
	return f
})

func (f *folds) learn(r rune) rune {
	folded := makeFold(r)
	if folded == expanded {
		f.several[r] = expand(r)
	}
	return folded
}

// of returns what a rune is compared as: a rune, dropped or expanded.
func (f *folds) of(r rune) rune {
	switch {
	case r < rune(len(f.low)):
		return f.low[r]
	case r < 0xA000, 0xAC00 <= r && r < 0xD7A4: // Han, Hangul
		return r
	case wideFrom <= r && r < wideFrom+rune(len(f.wide)):
		return f.wide[r-wideFrom]
	}
	return makeFold(r)
}

// expand returns what a rune stands for that is expanded.
func (f *folds) expand(r rune) []rune {
	if all, ok := f.several[r]; ok {
		return all
	}
	return expand(r)
}

func makeFold(r rune) rune {
	all := expand(r)
	switch len(all) {
	case 0:
		return dropped
	case 1:
		return all[0]
	}
	return expanded
}

// spelled are letters that Unicode does not take apart though writers do, or
// that writers do not tell from others.
var spelled = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'ħ': "h", 'ı': "i", 'ł': "l", 'ŧ': "t", 'þ': "th", 'ς': "σ",
	'ى': "ي", 'ی': "ي", 'ک': "ك", 'ة': "ه",
}

// expand folds a rune into what it is compared as.
func expand(r rune) []rune {
	var all []rune
	for _, r := range norm.NFKD.String(string(r)) {
		r = unicode.ToLower(unicode.ToUpper(r))
		if s, ok := spelled[r]; ok {
			all = append(all, []rune(s)...)
		} else if !isIdle(r) {
			all = append(all, digit(r))
		}
	}
	if len(all) > 1 { // what is written as one rune everywhere
		all = []rune(norm.NFC.String(string(all)))
	}
	return all
}

// digit returns the digit of ASCII for one of any script.
func digit(r rune) rune {
	for _, d := range unicode.Nd.R16 {
		if rune(d.Lo) <= r && r <= rune(d.Hi) {
			return '0' + (r-rune(d.Lo))%10
		}
	}
	for _, d := range unicode.Nd.R32 {
		if rune(d.Lo) <= r && r <= rune(d.Hi) {
			return '0' + (r-rune(d.Lo))%10
		}
	}
	return r
}

// isIdle reports whether a rune does not count in words: the marks of alphabets
// whose writers often leave them out, but not the vowels of others, and what
// only tells how letters are set.
func isIdle(r rune) bool {
	switch {
	case 0x0300 <= r && r <= 0x036F, 0x0483 <= r && r <= 0x0489, 0x1AB0 <= r && r <= 0x1AFF, 0x1DC0 <= r && r <= 0x1DFF, 0x20D0 <= r && r <= 0x20FF, 0xFE20 <= r && r <= 0xFE2F:
		return true
	case 0x0591 <= r && r <= 0x05C7, 0x0610 <= r && r <= 0x061A, 0x064B <= r && r <= 0x065F, r == 0x0670, 0x06D6 <= r && r <= 0x06ED:
		return unicode.IsMark(r)
	case r == 0x00AD, r == 0x0640, 0x200B <= r && r <= 0x200F, 0x2060 <= r && r <= 0x2064, 0xFE00 <= r && r <= 0xFE0F, r == 0xFEFF:
		return true
	}
	return false
}

// isWordly reports whether a folded rune is part of a word.
func isWordly(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// composes reports whether a rune may make one with what stands before it.
func composes(r rune) bool { return 0x1100 <= r && r < 0x1200 || r >= 0x0900 && unicode.IsMark(r) }

// isDense reports whether a rune is of a script that is written without spaces
// between words.
func isDense(r rune) bool {
	switch {
	case r < 0x0E00:
		return false
	case r < 0x0F00, 0x1000 <= r && r < 0x10A0, 0x1780 <= r && r < 0x1800: // Thai, Lao; Myanmar; Khmer
		return true
	case r < 0x3005:
		return false
	}
	return r <= 0x3007 || 0x3040 <= r && r < 0x3100 || 0x31F0 <= r && r < 0x3200 || 0x3400 <= r && r < 0xA000 || 0xF900 <= r && r < 0xFB00 ||
		0x20000 <= r && r < 0x32000
}
