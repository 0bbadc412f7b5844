package place

import (
	"unicode"
	"unicode/utf8"
)

// token is a word of a text, or a rune of a script that has no spaces.
type token struct {
	start, end int32
	hash       uint64
	script     script
	// gap is what stands between the word and the one before it.
	gap gap
	// upper: begins with a capital. caps: has no small letter and more than
	// one letter. dotted: letters with a full stop after each, as in U.S.
	// number: begins with a digit. ascii: has nothing but letters and digits
	// of ASCII.
	upper, caps, dotted, number, ascii bool
}

// wordBytes are the letters and digits of ASCII as they fold, 0 for all else.
var wordBytes = func() (t [utf8.RuneSelf]byte) {
	for c := range t {
		if _, isWord := scriptOf(rune(c)); isWord {
			t[c] = byte(fold(rune(c)))
		}
	}
	return t
}()

// script says how a word is read.
type script uint8

const (
	latin    script = iota // and all scripts that are read the same way
	caseless               // words, but without capitals
	arabic                 // words that take prefixes
	hebrew                 // likewise
	cyrillic               // words that take endings
	hangul                 // syllables; words begin after a space and take endings
	solid                  // runes without spaces: Han, Thai, Lao, Khmer, Burmese
	hiragana               // what stands between names in Japanese
)

// gap is the separation of two words, the weakest first.
type gap uint8

const (
	joined  gap = iota // nothing between them
	hyphen             // a hyphen or apostrophe, without spaces
	space              // spaces, or the full stop of an abbreviation
	comma              // a comma
	stop               // other punctuation
	newline            // another block of text
)

// tokenize appends the words of text to into.
func tokenize(text []byte, into []token) []token {
	between := newline
	for i := 0; i < len(text); {
		if text[i] == ' ' {
			between = max(between, space)
			i++
			continue
		}
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(text[i:])
		}
		kind, isWord := scriptOf(r)
		if !isWord {
			if !isMark(r) {
				between = max(between, gapOf(text, i, r))
			}
			i += n
			continue
		}
		t := token{start: int32(i), script: kind, gap: between}
		switch {
		case kind == solid, kind == hangul:
			t.hash = hashRune(hashSeed, fold(r))
			t.end = int32(i + n)
		case isLetterDot(text, i):
			dottedWord(text, &t)
		default:
			word(text, &t)
		}
		i = int(t.end)
		into = append(into, t)
		between = joined
	}
	return into
}

// scriptOf returns how r is read, and whether it is part of a word at all.
func scriptOf(r rune) (script, bool) {
	switch {
	case r < utf8.RuneSelf:
		return latin, r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	case r < 0x370:
		return latin, unicode.IsLetter(r)
	case r < 0x400:
		return latin, unicode.IsLetter(r) // Greek
	case r < 0x530:
		return cyrillic, unicode.IsLetter(r)
	case r < 0x590:
		return latin, unicode.IsLetter(r) // Armenian
	case r < 0x600:
		return hebrew, unicode.IsLetter(r)
	case r < 0x780:
		return arabic, unicode.IsLetter(r) || unicode.IsDigit(r)
	case r >= 0xE00 && r < 0x1000 && r < 0xF00, r >= 0x1000 && r < 0x10A0, r >= 0x1780 && r < 0x1800:
		return solid, unicode.IsLetter(r) || unicode.IsMark(r)
	case r >= 0x3040 && r < 0x30A0:
		return hiragana, true
	case r >= 0x30A0 && r < 0x3100:
		return caseless, r != '・' && r != '゠'
	case r >= 0x3400 && r < 0xA000, r >= 0xF900 && r < 0xFB00, r >= 0x20000 && r < 0x32000:
		return solid, true
	case r >= 0xAC00 && r < 0xD7B0:
		return hangul, true
	case r >= 0xFF10 && r <= 0xFF5A:
		return latin, unicode.IsLetter(r) || unicode.IsDigit(r)
	case r >= 0x1E00 && r < 0x2000:
		return latin, unicode.IsLetter(r)
	}
	return caseless, unicode.IsLetter(r) || r >= 0x900 && unicode.IsMark(r)
}

// isMark reports whether r belongs to the word around it without being heard.
func isMark(r rune) bool { return r >= 0x300 && fold(r) < 0 || r == 0xAD }

// gapOf weighs the rune at i that is part of no word.
func gapOf(text []byte, i int, r rune) gap {
	switch r {
	case ' ', '\t', 0xA0, '&', '・', 0x3000, 0x2009, 0x202F, '_':
		return space
	case '-', '\'', '’', 'ʼ', '‐', '‑', '׳':
		if i > 0 && i+1 < len(text) && text[i-1] > ' ' && text[i+1] > ' ' && text[i-1] != '-' && text[i+1] != '-' {
			return hyphen
		}
		return stop
	case '（', '）': // what brackets hold may be part of a Chinese name: 刚果（金）
		return space
	case '(', ')':
		if i > 0 && text[i-1] >= utf8.RuneSelf {
			return space
		}
		return stop
	case '.':
		return dotGap(text, i)
	case ',', '،', '、', '，':
		return comma
	case '\n':
		return newline
	}
	return stop
}

// dotGap tells the full stop of an abbreviation from that of a sentence: a
// capital and at most three small letters before it, no break after it.
func dotGap(text []byte, i int) gap {
	from := i
	for from > 0 && isASCIILetter(text[from-1]) {
		from--
	}
	if i-from < 1 || i-from > 4 || text[from] < 'A' || text[from] > 'Z' {
		return stop
	}
	return space
}

// isLetterDot reports whether letters with full stops after each begin at i:
// two pairs at least, and no word before them.
func isLetterDot(text []byte, i int) bool {
	return i+3 < len(text) && isASCIILetter(text[i]) && text[i+1] == '.' && isASCIILetter(text[i+2]) && text[i+3] == '.'
}

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// dottedWord reads U.S. as us.
func dottedWord(text []byte, t *token) {
	h, i := uint64(hashSeed), int(t.start)
	t.upper, t.caps, t.dotted = text[i] < 'a', true, true
	for i+1 < len(text) && isASCIILetter(text[i]) && text[i+1] == '.' {
		h = hashRune(h, fold(rune(text[i])))
		t.caps = t.caps && text[i] < 'a'
		i += 2
	}
	t.hash, t.end = h, int32(i)
}

// word reads a word of letters and digits of one script.
func word(text []byte, t *token) {
	h, i, letters, small := uint64(hashSeed), int(t.start), 0, false
	first, hasCapitals := true, t.script == latin || t.script == cyrillic
	if t.script == latin {
		h, i, small = asciiWord(text, t)
		if letters, first = i-int(t.start), i == int(t.start); i == len(text) || text[i] < utf8.RuneSelf {
			t.caps = t.upper && !small && letters > 1
			t.hash, t.end, t.ascii = h, int32(i), true
			return
		}
	}
	for i < len(text) {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(text[i:])
		}
		kind, isWord := scriptOf(r)
		f := fold(r)
		if f >= 0 {
			if !isWord || kind != t.script {
				break
			}
			if first {
				t.upper, t.number = unicode.IsUpper(r) || unicode.IsTitle(r), unicode.IsDigit(r)
				first = false
			}
			small = small || hasCapitals && isSmall(r)
			letters++
			h = hashRune(h, f)
		} else if !first && !isMark(r) {
			break
		}
		i += n
	}
	t.caps = t.upper && !small && letters > 1
	t.hash, t.end = h, int32(i)
}

// asciiWord reads the beginning of a word as far as it is ASCII.
func asciiWord(text []byte, t *token) (h uint64, i int, small bool) {
	h, i = hashSeed, int(t.start)
	if c := text[i]; c < utf8.RuneSelf {
		t.upper, t.number = c >= 'A' && c <= 'Z', c >= '0' && c <= '9'
	}
	for ; i < len(text) && text[i] < utf8.RuneSelf; i++ {
		c := text[i]
		f := wordBytes[c]
		if f == 0 {
			break
		}
		small = small || c >= 'a'
		h = (h ^ uint64(f)) * hashPrime
	}
	return h, i, small
}

// isSmall reports whether r is a small letter.
func isSmall(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z'
	}
	return unicode.IsLower(r)
}
