package feeds

import (
	"encoding/binary"
	"html"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Words are the words of plain text, folded: in lower case, without accents and
// other marks that writers leave out, in the usual width, with the digits of
// ASCII. Words end at anything that is no letter or digit. In scripts without
// spaces between words (Han, kana, Thai, Lao, Khmer, Myanmar) each rune is one.
func Words(text string) []string {
	var words []string
	t := tokenizer{yield: func(word []byte) { words = append(words, string(word)) }}
	t.text(text)
	t.end()
	return words
}

// EachWord calls yield with every word that the entry says, folded as Words
// does, and with nil at the end of each text: its title, summary, content,
// authors, categories, and what its picture shows. The word is valid until the
// next one.
func (e Entry) EachWord(yield func(word []byte)) {
	var room [64]byte
	t := tokenizer{yield: yield, word: room[:0]}
	t.field(e.Title)
	t.markup(e.Summary)
	t.markup(e.Content)
	for _, p := range e.Authors {
		t.field(p.Name)
	}
	for _, c := range e.Categories {
		t.field(c.Term)
		t.field(c.Label)
	}
	t.field(e.Image.Credit)
	t.field(e.Image.Alt)
}

// tokenizer cuts text into folded words.
type tokenizer struct {
	yield func([]byte)
	// word is the one that is not complete; marked if it has marks or letters
	// that may have to be composed, dense if it is a rune of a dense script.
	word          []byte
	marked, dense bool
	folds         *folds
}

// field reads plain text that stands for itself.
func (t *tokenizer) field(text string) {
	if text == "" {
		return
	}
	t.text(text)
	t.end()
	t.yield(nil)
}

// markup reads an HTML fragment, as the cleaner leaves it. Tags that only dress
// letters do not end a word.
func (t *tokenizer) markup(fragment string) {
	if fragment == "" {
		return
	}
	for isTag := true; isTag; {
		var text, tag string
		text, fragment, isTag = strings.Cut(fragment, "<")
		t.references(text)
		if !isTag {
			break
		}
		tag, fragment, _ = strings.Cut(fragment, ">")
		if !isDressing(strings.TrimPrefix(tagName(tag), "/")) {
			t.end()
		}
	}
	t.end()
	t.yield(nil)
}

// isDressing reports whether a tag may stand within a word.
func isDressing(name string) bool {
	switch name {
	case "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "mark", "s", "small", "span", "strong", "sub", "sup", "u", "wbr":
		return true
	}
	return false
}

// references reads text with references to characters.
func (t *tokenizer) references(text string) {
	for {
		i := strings.IndexByte(text, '&')
		if i < 0 {
			t.text(text)
			return
		}
		t.text(text[:i])
		text = t.reference(text[i:])
	}
}

// maxReference is how long a reference to a character may be.
const maxReference = 34

// reference reads a reference to a character, if that is what a fragment begins
// with, and returns the rest.
func (t *tokenizer) reference(fragment string) string {
	end := strings.IndexByte(fragment[:min(len(fragment), maxReference)], ';')
	if end < 0 {
		t.end()
		return fragment[1:]
	}
	t.text(html.UnescapeString(fragment[:end+1]))
	return fragment[end+1:]
}

// text reads on in plain text.
func (t *tokenizer) text(s string) {
	for i := 0; i < len(s); {
		if !t.dense && i+8 <= len(s) {
			some := eight(s[i:])
			n := some.letters()
			t.word = binary.LittleEndian.AppendUint64(t.word, uint64(some|lowerCase))[:len(t.word)+n]
			if i += n; n == 8 {
				continue
			}
		}
		if c := s[i]; c < utf8.RuneSelf {
			i++
			switch c = foldedASCII[c]; {
			case c == 0:
				t.end()
			case t.dense:
				t.end()
				fallthrough
			default:
				t.word = append(t.word, c)
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		t.rune(r)
	}
}

// rune reads a rune that is not ASCII.
func (t *tokenizer) rune(r rune) {
	if t.folds == nil {
		t.folds = known()
	}
	switch f := t.folds.of(r); f {
	case dropped:
	case expanded:
		for _, r := range t.folds.expand(r) {
			t.letter(r)
		}
	default:
		t.letter(f)
	}
}

// letter takes in a folded rune.
func (t *tokenizer) letter(r rune) {
	voiced := r == 0x3099 || r == 0x309A
	if !isWordly(r) {
		t.end()
		return
	}
	if voiced && len(t.word) == 0 {
		return // nothing to voice
	}
	dense := isDense(r)
	if (dense || t.dense) && !voiced {
		t.end()
	}
	t.word = utf8.AppendRune(t.word, r)
	t.marked = t.marked || voiced || composes(r)
	t.dense = t.dense || dense
}

// end ends the word.
func (t *tokenizer) end() {
	if len(t.word) == 0 {
		return
	}
	if t.marked {
		t.word = norm.NFC.Bytes(t.word)
	}
	t.yield(t.word)
	t.word, t.marked, t.dense = t.word[:0], false, false
}
