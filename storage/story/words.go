package story

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A word is a word of a text, or two neighbouring runes of a script without
// spaces.
type word struct {
	// hash is of the word as it is compared, stem of its beginning.
	hash, stem uint64
	kind       kind
	// content says that the word is long enough to mean something alone.
	content bool
	// dense says that it is of a script without spaces.
	dense bool
	// paragraph counts from 0.
	paragraph uint16
}

type kind uint8

const (
	common kind = iota
	figure      // a number, in digits or spelled out
	day         // a day of the week
	name        // written with a capital, or as names are written
	starts      // with a capital that begins a sentence: a name if another follows
)

// isTelling reports whether the word is a figure or a name.
func (w word) isTelling() bool { return w.kind == figure || w.kind == day || w.kind == name }

// bits are those of a tell.
func (w word) bits() uint32 {
	switch w.kind {
	case figure:
		return isNumber
	case day:
		return isDay
	case common, name, starts:
	}
	return isName
}

// stemRunes is how much of a word its stem has.
const stemRunes = 6

// maxWords is how many words of a text are read: what a report has to say comes
// first, and papers cut from the end.
const maxWords = 120

// A reader makes words of a text.
type reader struct {
	numbers   *numbers
	spaced    bool // digits are grouped with spaces
	plain     bool // a capital tells no name: every noun has one
	words     []word
	names     []mark
	paragraph uint16
	// fresh says that a sentence begins, apart that something stood since the
	// last word.
	fresh, apart bool
	// opened is where a quotation in a dense script began, -1 if none.
	opened int
}

// A mark is a name that is not a word of its own: it stands before words[at].
type mark struct {
	hash uint64
	at   int
}

// readWords returns the words of an HTML fragment, in room.
func readWords(room *[]word, html, language string) ([]word, []mark) {
	html = start(html)
	language, _, _ = strings.Cut(strings.ToLower(language), "-")
	text := unwrap(html)
	if language == "" {
		language = guessLanguage(text)
	}
	r := reader{
		numbers: values[language], words: (*room)[:0],
		spaced: language == "ru" || language == "fr" || language == "uk" || language == "pl" || language == "cs",
		plain:  language == "de" || language == "lb",
	}
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line == "" || len(r.words) >= maxWords {
			continue
		}
		r.read(afterDateline(line))
		r.paragraph++
	}
	*room = r.words
	return r.words[:min(maxWords, len(r.words))], r.names
}

// start is as much of a fragment as has the words that are read, with room for
// tags.
func start(html string) string {
	most := 16 * maxWords
	if len(html) <= most {
		return html
	}
	for most > 0 && !utf8.RuneStart(html[most]) {
		most--
	}
	return html[:most]
}

// read adds the words of a paragraph.
func (r *reader) read(s string) {
	r.fresh, r.apart, r.opened = true, true, -1
	for s != "" && len(r.words) < maxWords {
		c, n := utf8.DecodeRuneInString(s)
		switch {
		case isDigit(c):
			s = r.figure(s)
		case isDense(c):
			s = r.dense(s)
		case isPart(c):
			s = r.word(s)
		default:
			r.stop(c)
			s = s[n:]
		}
	}
}

// stop takes what stands between words.
func (r *reader) stop(c rune) {
	switch c {
	case ' ', '\'', '’':
		return
	case '.', '!', '?', '。', '！', '？', '؟', ':', '"', '„':
		r.fresh = true
	case '“', '「', '『', '《':
		r.opened = len(r.words)
	case '”', '」', '』', '》':
		r.quoted()
	}
	r.apart = true
}

// word adds the word that s begins with and returns the rest.
func (r *reader) word(s string) string {
	w := word{hash: seed, stem: seed, paragraph: r.paragraph}
	first, _ := utf8.DecodeRuneInString(s)
	runes, i := 0, 0
	for i < len(s) {
		if c := s[i]; c < utf8.RuneSelf {
			if c |= 0x20; c < 'a' || 'z' < c {
				break
			}
			i++
			w.hash = add(w.hash, rune(c))
			if runes++; runes <= stemRunes {
				w.stem = w.hash
			}
			continue
		}
		c, n := utf8.DecodeRuneInString(s[i:])
		if !isPart(c) || isDense(c) {
			break
		}
		i += n
		if c = fold(c); c == 0 {
			continue
		}
		w.hash = add(w.hash, c)
		if runes++; runes <= stemRunes {
			w.stem = w.hash
		}
	}
	if runes > 1 {
		w.content = runes > 3 || first >= 0x600 && runes > 2
		r.put(w, unicode.IsUpper(first))
	}
	return s[i:]
}

// put adds a word: a figure if it is one spelled out, a name if it has a
// capital that it would not have as the first of a sentence only.
func (r *reader) put(w word, capital bool) {
	if value, ok := r.numbers.value(w.hash); ok {
		w.hash, w.stem, w.kind = value.hash, value.hash, value.kind
	} else if r.plain {
		w.kind = common
	} else if capital && !r.fresh {
		w.kind = name
		if last := len(r.words) - 1; !r.apart && last >= 0 && r.words[last].kind == starts {
			r.words[last].kind = name
		}
	} else if capital {
		w.kind = starts
	}
	r.words = append(r.words, w)
	r.fresh, r.apart = false, false
}

// maxQuoted is how many pairs of runes a quoted name has at most.
const maxQuoted = 7

// quoted takes what stood in quotation marks in a script without spaces, if it
// is short, for a name: there are no capitals to tell by.
func (r *reader) quoted() {
	from := r.opened
	r.opened = -1
	if from < 0 || from == len(r.words) || len(r.words)-from > maxQuoted || !r.words[from].dense {
		return
	}
	h := seed
	for _, w := range r.words[from:] {
		h = mix(h, w.hash)
	}
	r.names = append(r.names, mark{hash: h, at: from})
}
