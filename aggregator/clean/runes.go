package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Characters that are told apart below.
const (
	softHyphen    = 0x00AD
	mongolianVS   = 0x180E
	zeroSpace     = 0x200B
	nonJoiner     = 0x200C
	joiner        = 0x200D
	ideographicSp = 0x3000
	blackFlag     = 0x1F3F4
	cancelTag     = 0xE007F
)

// isCharacter reports whether XML 1.0 allows r (section 2.2, Char).
func isCharacter(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF ||
		r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
}

// isJunk reports whether r has no place in any text: controls, bidirectional
// embeddings, overrides and isolates (they can make text read as another, and
// leak out of the field they stand in), marks for text interchange, tags.
// The marks LRM, RLM and ALM stay: right-to-left text needs them.
func isJunk(r rune) bool {
	switch {
	case r < 0x20:
		return r != '\t' && r != '\n'
	case r < 0x7F:
		return false
	case r < 0xA0, r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x206F,
		r == 0xFEFF, r >= 0xFFF9 && r <= 0xFFFC, r >= 0xE0000 && r <= cancelTag:
		return true
	}
	return !isCharacter(r)
}

// isSpace reports whether r separates words in plain text.
func isSpace(r rune) bool {
	switch {
	case r <= ' ':
		return r == ' ' || r >= '\t' && r <= '\r'
	case r < 0x80:
		return false
	}
	return r == 0x85 || unicode.Is(unicode.Z, r)
}

// breaks reports whether r ends a line or paragraph: it becomes white space
// even where other white space is kept.
func breaks(r rune) bool { return r == 0x85 || r == 0x2028 || r == 0x2029 }

// isInvisible reports whether r is shown as nothing, but may shape what is
// around it.
func isInvisible(r rune) bool {
	switch r {
	case softHyphen, mongolianVS, zeroSpace, nonJoiner, joiner:
		return true
	}
	return r >= 0x2060 && r <= 0x2064 || isSelector(r)
}

func isSelector(r rune) bool {
	return r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF
}

// shapes reports whether the invisible r does something between prev and next.
// prev is 0 at the beginning.
func shapes(prev, r, next rune) bool {
	switch {
	case r == joiner && isPictograph(next):
		return isPictograph(prev) || isSelector(prev) || prev == 0x20E3 || isComplex(prev)
	case r == joiner, r == nonJoiner:
		return isComplex(prev)
	case r == zeroSpace:
		return hasNoSpaces(prev) && hasNoSpaces(next)
	case r == mongolianVS:
		return prev >= 0x1800 && prev <= 0x18AF && next >= 0x1800 && next <= 0x18AF
	case isSelector(r):
		return prev != 0 && !isSpace(prev) && !isInvisible(prev)
	}
	return false
}

// isComplex reports whether r is of a script whose letters join or stack.
func isComplex(r rune) bool {
	return r >= 0x0590 && r < 0x2000 && r != mongolianVS && unicode.In(r, unicode.Lo, unicode.M) ||
		r >= 0xA800 && unicode.In(r, unicode.Lo, unicode.M) && !isSelector(r)
}

func isPictograph(r rune) bool {
	return r >= 0x2190 && r <= 0x2BFF || r >= 0x1F000 && r <= 0x1FAFF
}

// hasNoSpaces reports whether r is of a script that writes no spaces between
// words and may mark them with U+200B.
func hasNoSpaces(r rune) bool {
	return r >= 0x0E00 && r <= 0x0FFF || r >= 0x1000 && r <= 0x109F ||
		r >= 0x1780 && r <= 0x17FF || r >= 0x1950 && r <= 0x19FF || r >= 0x1A20 && r <= 0x1AAF
}

// tagSequence returns the length in bytes of the tags that s begins with, if
// they make a flag of a region with the black flag before them.
func tagSequence(prev rune, s string) int {
	if prev != blackFlag {
		return 0
	}
	for i, r := range s {
		if r == cancelTag && i > 0 && i <= 6*4 {
			return i + utf8.RuneLen(r)
		}
		if r < 0xE0030 || r > 0xE007A {
			return 0
		}
	}
	return 0
}

// mark returns s without characters that XML forbids: what is done to strings
// that are compared, not read.
func mark(s string, limit int) string {
	s = prefix(s, limit)
	for i, r := range s {
		if isCharacter(r) && (r != utf8.RuneError || strings.HasPrefix(s[i:], "\uFFFD")) {
			continue
		}
		return mark(strings.Map(func(r rune) rune {
			if isCharacter(r) {
				return r
			}
			return -1
		}, strings.ToValidUTF8(s, "")), limit)
	}
	return s
}
