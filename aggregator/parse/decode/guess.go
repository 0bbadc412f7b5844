package decode

import (
	"bytes"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
)

// looked bounds how much of a document is looked at to guess its charset.
const looked = 64 << 10

// script is a charset of another than a Latin script, with characters that
// make up much of any text in it, and how much.
type script struct {
	charset string
	letters string
	share   float64
}

// isOfPairs reports whether a character takes two bytes, of which the second
// may be ASCII. Where it takes one, words are runs of bytes outside ASCII.
func (s script) isOfPairs() bool {
	switch s.charset {
	case "shift_jis", "euc-jp", "euc-kr", "gb18030", "big5":
		return true
	}
	return false
}

// scripts are the charsets that are tried. The order decides between equals.
var scripts = []script{
	{"windows-1251", russian, 0.6},
	{"koi8-r", russian, 0.6},
	{"ibm866", russian, 0.6},
	{"iso-8859-5", russian, 0.6},
	{"x-mac-cyrillic", russian, 0.6},
	{"shift_jis", kana, 0.4},
	{"euc-jp", kana, 0.4},
	{"euc-kr", "", 0.9}, // any Hangul
	{"gb18030", simplified, 0.35},
	{"big5", traditional, 0.35},
	{"windows-1253", "αοιετνσηυρπκάίόέήλμ", 0.8},
	{"windows-1255", "יוהלאתמרבשנ", 0.7},
	{"windows-1256", "اليمونرتبةعد", 0.7},
	{"windows-874", "านรอกเงมยลวดทส่้ีัิ", 0.7},
}

const (
	russian = "оеаинтсрвлкм"
	kana    = "のにはをたがでてとしれさいるなかもこあっんまりすく、。ーンスルトイアクリラ"

	simplified = "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里" +
		"用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者" +
		"意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问最重并物手应战向头文体政美相见被利什" +
		"二等产或新己制身果加西月话合回特代内信表化，。、：“”（）"
	traditional = "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡" +
		"用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心本前開但因只從想實日軍者" +
		"意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問最重並物手應戰向頭文體政美相見被利什" +
		"二等產或新己制身果加西月話合回特代內信表化，。、：「」（）"
)

// letters are the letters of the scripts as sets.
var letters = sync.OnceValue(func() map[string]map[rune]bool {
	sets := map[string]map[rune]bool{}
	for _, s := range scripts {
		sets[s.letters] = map[rune]bool{}
		for _, r := range s.letters {
			sets[s.letters][r] = true
		}
	}
	return sets
})

// guess returns the charset of a text in another than a Latin script, nil if
// it looks like none. Such text has most of its bytes outside ASCII side by
// side, Latin text has not.
func guess(body []byte) (enc encoding.Encoding, name string) {
	body = body[:min(len(body), looked)]
	two, three := density(body)
	best := 0.6
	for _, s := range scripts {
		if s.isOfPairs() && two < 0.4 || !s.isOfPairs() && three < 0.6 {
			continue
		}
		e, n := charset.Lookup(s.charset)
		if score := likeness(convert(e, body), letters()[s.letters]) / s.share; score > best {
			best, enc, name = score, e, n
		}
	}
	return enc, name
}

// density returns which share of the bytes outside ASCII have one beside them,
// and which share two.
func density(body []byte) (two, three float64) {
	all, run, inTwo, inThree := 0, 0, 0, 0
	end := func() {
		if run >= 2 {
			inTwo += run
		}
		if run >= 3 {
			inThree += run
		}
		run = 0
	}
	for _, c := range body {
		if c < utf8.RuneSelf {
			end()
			continue
		}
		all++
		run++
	}
	end()
	all = max(all, 1)
	return float64(inTwo) / float64(all), float64(inThree) / float64(all)
}

// likeness returns which share of the characters outside ASCII are letters, or
// Hangul if there are none. Characters that the charset does not have count
// against it.
func likeness(text []byte, letters map[rune]bool) float64 {
	all, like := 0, 0
	for _, r := range string(text) {
		switch {
		case r < utf8.RuneSelf:
			continue
		case letters[r], len(letters) == 0 && unicode.Is(unicode.Hangul, r):
			like++
		case r == utf8.RuneError, r < 0xa0, unicode.Is(unicode.Co, r):
			like -= 3
		}
		all++
	}
	return float64(like) / float64(max(all, 1))
}

// languageOf finds what language a feed says it is in.
var languageOf = regexp.MustCompile(`(?i)(?:<(?:dc:)?language>|\blang\s*=\s*["'])\s*([a-z]{2})\b`)

// latin returns the charset of a text in a Latin script, by its language.
func latin(body []byte) (encoding.Encoding, string) {
	label := "windows-1252"
	if m := languageOf.FindSubmatch(body[:min(len(body), 16<<10)]); m != nil {
		switch strings.ToLower(string(m[1])) {
		case "pl", "cs", "sk", "hu", "sl", "hr", "bs", "ro", "sq":
			label = "windows-1250"
			if !hasCentral(body) {
				label = "iso-8859-2"
			}
		case "tr", "az":
			label = "windows-1254"
		case "lt", "lv", "et":
			label = "windows-1257"
		case "vi":
			label = "windows-1258"
		}
	}
	return charset.Lookup(label)
}

// hasCentral reports whether text has letters where Windows-1250 has some and
// ISO 8859-2 has controls.
func hasCentral(body []byte) bool {
	for _, c := range []byte("\x8a\x8c\x8d\x8e\x8f\x9a\x9c\x9d\x9e\x9f") {
		if bytes.IndexByte(body, c) >= 0 {
			return true
		}
	}
	return false
}
