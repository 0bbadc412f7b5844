package place

import (
	"strings"
	"unicode/utf8"
)

// hit is a name found in a text.
type hit struct {
	from, to int32 // tokens
	head     int32 // the first meaning
	own      bool  // of the operator's names
	place    uint16
	kind     kind
	class    class
	state    state
	near     bool // the words around it say that it is a place
}

// state is how far a name is understood.
type state uint8

const (
	open    state = iota // it may stand for several places
	settled              // it stands for one
	dropped              // it stands for none
)

// phrase is a name's place in the gazetteer and how many tokens it has.
type phrase struct {
	head int32
	n    int
}

// longest returns the longest name that begins at token i and may stand there.
func (g *gazetteer) longest(r *reading, i int) (p phrase) {
	if t := &r.tokens[i]; t.script == arabic {
		if word := r.text[t.start:t.end]; isDoubled(word) {
			if p = g.follow(r, i, hashDoubled(word)); p.n > 0 {
				return p
			}
		}
	}
	h := uint64(hashSeed)
	for j := i; j < len(r.tokens); j++ {
		t := &r.tokens[j]
		if j > i && t.gap > space {
			break
		}
		h = chain(h, t.hash)
		if j == i && t.script == latin && !t.upper && !g.small.has(h) {
			break // it would not stand there: see fits
		}
		head, known := g.find(h)
		if !known {
			break
		}
		if head > 0 && g.mayStand(r, i, j, head) {
			p = phrase{head, j - i + 1}
		}
	}
	if p.n == 0 {
		p = g.inflected(r, i)
	}
	return p
}

// mayStand reports whether a name of one of the meanings may be spelt as
// tokens i to j are, and words end where it does.
func (g *gazetteer) mayStand(r *reading, i, j int, head int32) bool {
	switch r.tokens[i].script {
	case hangul:
		return startsWord(r, i) && endsWord(r, j)
	case latin, cyrillic:
	default:
		return true
	}
	for at := head; at > 0; at = g.meanings[at].next {
		if r.fits(&g.meanings[at], i, j) {
			return true
		}
	}
	return false
}

// fits reports whether tokens i to j have their capitals where meaning m has.
func (r *reading) fits(m *meaning, i, j int) bool {
	first, last := &r.tokens[i], &r.tokens[j]
	switch {
	case m.kind == short, m.kind == givenName, m.kind == familyName, m.kind == familyWord, m.kind == stem, m.kind == slavic:
		return false // found in other ways
	case m.half:
		return first.upper && j+1 < len(r.tokens) && r.tokens[j+1].gap == hyphen
	case m.kind == zoneCity && first.caps && last.end-first.start <= acronym:
		return false // CIV, ROM: cities in few languages, abbreviations in all
	case m.caps:
		return first.caps || first.dotted && first.upper
	}
	return m.small || first.upper && (last.upper || last.number || last.gap == hyphen || m.tail || m.kind == noPlace)
}

// acronym is how many bytes abbreviations have that cities' names are mistaken
// for.
const acronym = 3

// startsWord reports whether a Korean name may begin with token i.
func startsWord(r *reading, i int) bool {
	return i == 0 || r.tokens[i].gap > joined || r.tokens[i-1].script != hangul
}

// endings are the Korean particles and suffixes that follow a place's name.
const endings = "은는이가을를의에서와과도로으산인군발행정대총측내외전현시"

// endsWord reports whether a Korean name may end with token j.
func endsWord(r *reading, j int) bool {
	if j+1 >= len(r.tokens) || r.tokens[j+1].gap > joined || r.tokens[j+1].script != hangul {
		return true
	}
	next, _ := utf8.DecodeRune(r.text[r.tokens[j+1].start:])
	return strings.ContainsRune(endings, next)
}

// inflected finds a name in a word that has endings or prefixes.
func (g *gazetteer) inflected(r *reading, i int) phrase {
	switch r.tokens[i].script {
	case cyrillic:
		return g.ending(r, i, stemSeed(""))
	case latin:
		if language := endingLanguage(r.language); language != "" {
			return g.ending(r, i, stemSeed(language))
		}
	case arabic:
		return g.prefixed(r, i, arabicPrefixes)
	case hebrew:
		return g.prefixed(r, i, hebrewPrefixes)
	default: // no endings, or such as Korean's that the exact search passes over
	}
	return phrase{}
}

// endingLanguage is the language whose stems are looked for in a text: those
// that write adjectives of places small and with endings. It is empty for the
// others.
func endingLanguage(language string) string {
	switch language {
	case "es", "fr", "it", "pt", "de", "nl", "no":
		return language
	case "nb", "nn", "da":
		return "no"
	case "ca", "gl":
		return "es"
	}
	return ""
}

// ending looks for the longest stem of a word that leaves an ending of at
// most three letters.
func (g *gazetteer) ending(r *reading, i int, seed uint64) (p phrase) {
	t := &r.tokens[i]
	word := r.text[t.start:t.end]
	if t.ascii {
		return g.asciiEnding(word, seed)
	}
	h, letters := uint64(hashSeed), 0
	for at := 0; at <= len(word); {
		if letters >= 4 && len(word)-at <= 6 && isEnding(word[at:]) {
			p = g.stem(chain(seed, h), p)
		}
		if at == len(word) {
			break
		}
		c, n := utf8.DecodeRune(word[at:])
		at += n
		if f := fold(c); f >= 0 {
			h = hashRune(h, f)
			letters++
		}
	}
	return p
}

// stem is the phrase of a stem, or p if it is none.
func (g *gazetteer) stem(h uint64, p phrase) phrase {
	if !g.stems.has(h) {
		return p
	}
	if head, _ := g.find(h); head > 0 {
		return phrase{head, 1}
	}
	return p
}

// asciiEnding is ending for a word of ASCII.
func (g *gazetteer) asciiEnding(word []byte, seed uint64) (p phrase) {
	from := len(word)
	for from > 4 && len(word)-from < 3 && isEnding(word[from-1:from]) {
		from--
	}
	if from < 4 {
		return p
	}
	h := uint64(hashSeed)
	for _, c := range word[:from] {
		h = hashRune(h, rune(wordBytes[c]))
	}
	for at := from; ; at++ {
		p = g.stem(chain(seed, h), p)
		if at == len(word) {
			return p
		}
		h = hashRune(h, rune(wordBytes[word[at]]))
	}
}

// has reports whether one of the meanings is of kind k.
func (g *gazetteer) has(head int32, k kind) bool {
	for at := head; at > 0; at = g.meanings[at].next {
		if g.meanings[at].kind == k {
			return true
		}
	}
	return false
}

// isPlace reports whether one of the meanings is a place.
func (g *gazetteer) isPlace(head int32) bool {
	for at := head; at > 0; at = g.meanings[at].next {
		if k := g.meanings[at].kind; k != givenName && k != familyName && k != familyWord && k != noPlace && k != short {
			return true
		}
	}
	return false
}

// isKnown reports whether one of the meanings is a place that needs no words
// around it to be one.
func (g *gazetteer) isKnown(head int32) bool {
	for at := head; at > 0; at = g.meanings[at].next {
		switch g.meanings[at].kind {
		case givenName, familyName, familyWord, noPlace, short, town, wordTown:
		default:
			return true
		}
	}
	return false
}

// isEnding reports whether the rest of a word may be an ending: up to three of
// the letters that endings are made of.
func isEnding(rest []byte) bool {
	n := 0
	for _, c := range string(rest) {
		switch c {
		case 'а', 'е', 'ё', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я', 'і', 'ї', 'є', 'й', 'ь', 'в', 'м', 'х', 'г',
			'a', 'e', 'o', 's', 'n', 'r', 'm', 'i', 't', 'd':
		default:
			return false
		}
		n++
	}
	return n <= 3
}

// The prefixes of Arabic and Hebrew: and, in, to, as, from, the.
var (
	arabicPrefixes = []string{"و", "ف", "ب", "ل", "ك", "وب", "ول", "لل", "ولل", "ال", "بال", "وال", "فال", "كال"}
	hebrewPrefixes = []string{"ו", "ה", "ב", "ל", "מ", "כ", "ש", "וה", "שב", "של"}
)

// prefixed finds a name after one of the prefixes. The Arabic prefix for "to"
// swallows an article's first letter.
func (g *gazetteer) prefixed(r *reading, i int, prefixes []string) (p phrase) {
	t := r.tokens[i]
	word := r.text[t.start:t.end]
	for _, prefix := range prefixes {
		if len(word) < len(prefix)+4 || string(word[:len(prefix)]) != prefix {
			continue
		}
		rest := word[len(prefix):]
		for _, article := range []string{"", "ال"} {
			if article != "" && prefix != "لل" && prefix != "ولل" {
				continue
			}
			h := uint64(hashSeed)
			for _, c := range article {
				h = hashRune(h, fold(c))
			}
			for _, c := range string(rest) {
				if f := fold(c); f >= 0 {
					h = hashRune(h, f)
				}
			}
			q := g.follow(r, i, h)
			if article == "" && isDoubled(rest) {
				if doubled := g.follow(r, i, hashDoubled(rest)); doubled.n > 0 {
					q = doubled
				}
			}
			if q.n > p.n {
				p = q
			}
		}
	}
	return p
}

// follow finds the longest name whose first word has the hash h and stands at
// token i.
func (g *gazetteer) follow(r *reading, i int, word uint64) (p phrase) {
	h := chain(hashSeed, word)
	for j := i; ; {
		head, known := g.find(h)
		if !known {
			return p
		}
		if head > 0 {
			p = phrase{head, j - i + 1}
		}
		if j++; j >= len(r.tokens) || r.tokens[j].gap > space {
			return p
		}
		h = chain(h, r.tokens[j].hash)
	}
}
