package place

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// plainLetters are the Latin letters that fold to their first, diacritics
// and all: what readers type and agencies without them send.
const plainLetters = `
aàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ
bḃḅḇɓ
cçćĉċčḉ
dďḋḍḏḑḓđð
eèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệɛ
fḟ
gĝğġģǧǵḡ
hĥȟḣḥḧḩḫẖħ
iìíîïĩīĭįi̇ǐȉȋḭḯỉịı
jĵǰ
kķǩḱḳḵƙ
lĺļľḷḹḻḽł
mḿṁṃ
nñńņňǹṅṇṉṋŋ
oòóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợøǿ
pṕṗ
rŕŗřȑȓṙṛṝṟ
sśŝşšșṡṣṥṧṩ
tţťțṫṭṯṱẗŧ
uùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự
vṽṿ
wŵẁẃẅẇẉẘ
xẋẍ
yýÿŷȳẏẙỳỵỷỹ
zźżžẑẓẕ
`

// folds maps a rune to what it is taken for; small letters only.
var folds = func() map[rune]rune {
	m := map[rune]rune{}
	var plain rune
	start := true
	for _, r := range plainLetters {
		switch {
		case r == '\n':
			start = true
		case start:
			plain, start = r, false
		default:
			m[r] = plain
		}
	}
	for _, pair := range []string{
		"άα", "έε", "ήη", "ίι", "ϊι", "ΐι", "όο", "ύυ", "ϋυ", "ΰυ", "ώω", "ςσ", // Greek accents, the final sigma
		"ёе", // seldom written
		"ɔo",
		"أا", "إا", "آا", "ٱا", "ىي", "ةه", // Arabic as it is typed
		"کك", "یي", "ھه", "ہه", "ۀه", // Persian and Urdu forms of Arabic letters
	} {
		from, n := utf8.DecodeRuneInString(pair)
		to, _ := utf8.DecodeRuneInString(pair[n:])
		m[from] = to
	}
	return m
}()

// latinFolds is folds for the runes of most European text.
var latinFolds = func() (t [0x250]rune) {
	for r := range t {
		small := unicode.ToLower(rune(r))
		if plain, known := folds[small]; known {
			small = plain
		}
		t[r] = small
	}
	return t
}()

// fold returns the small letter without diacritics that r is taken for, or -1
// if r is a mark that is passed over.
func fold(r rune) rune {
	switch {
	case r < 0x250:
		return latinFolds[r]
	case r < 0x2B0: // letters of the phonetic alphabet, which African languages write
		if plain, known := folds[unicode.ToLower(r)]; known {
			return plain
		}
		return unicode.ToLower(r)
	case r < 0x370: // modifiers and combining marks
		return -1
	case r >= 0xFF01 && r <= 0xFF5E: // full width forms of ASCII
		return fold(r - 0xFEE0)
	case r >= 0x591 && r <= 0x5C7, r >= 0x64B && r <= 0x652, r == 0x670, r == 0x640: // vowel points, and the line that fills
		return -1
	case r == 0x200C, r == 0x200D: // joiners
		return -1
	case r >= 0x600 && r < 0x780:
		if plain, known := folds[r]; known {
			return plain
		}
		return r
	case r >= 0x780 && r < 0x10A0, r >= 0x1100 && r < 0x13A0, r >= 0x2E80 && r < 0xA640, r >= 0xAC00 && r < 0xFE00:
		return r // scripts without capitals
	}
	small := unicode.ToLower(r)
	if plain, known := folds[small]; known {
		return plain
	}
	return small
}

// The hash of a word is FNV-1a's over its folded runes; a phrase's chains its
// words'. At 64 bits, words that are no names do not meet one by chance.
const (
	hashSeed  = 14695981039346656037
	hashPrime = 1099511628211
)

func hashRune(h uint64, r rune) uint64 {
	h = (h ^ uint64(r&0xFF)) * hashPrime
	if r > 0x7F {
		h = (h ^ uint64(r>>8)) * hashPrime
	}
	return h
}

// doubling is the mark of a letter that is said twice. Arabic seldom writes it:
// where it is written, it tells عمّان, Amman, from عمان, which is Oman too.
const doubling = 'ّ'

// hashDoubled is the hash of a word in which that mark is heard.
func hashDoubled(word []byte) uint64 {
	h := uint64(hashSeed)
	for _, r := range string(word) {
		if f := fold(r); f >= 0 {
			h = hashRune(h, f)
		} else if r == doubling {
			h = hashRune(h, r)
		}
	}
	return h
}

// isDoubled reports whether a word has the mark.
func isDoubled(word []byte) bool { return bytes.ContainsRune(word, doubling) }

// chain adds a word to a phrase.
func chain(phrase, word uint64) uint64 {
	h := (phrase ^ word) * 0x9E3779B97F4A7C15
	return h ^ h>>29
}

// stemSeed begins the phrase of a stem, which is no word: a beginning of one
// that takes endings, in one language or, without one, in Cyrillic.
func stemSeed(language string) uint64 {
	h := uint64(hashSeed)
	for _, r := range language {
		h = hashRune(h, r)
	}
	return chain(0x5D, h)
}
