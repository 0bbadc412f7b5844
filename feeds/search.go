package feeds

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Search is a condition on text: every clause of it holds. The empty Search
// holds for anything. ParseSearch makes them; equal ones have one spelling.
type Search []Clause

// Clause holds if any of the phrases is in the text; if Not, if none is.
type Clause struct {
	Not bool
	Any []Phrase
}

// Phrase is words that follow each other, folded as Words does.
type Phrase []string

// maxSearch is how many words may be looked for at once.
const maxSearch = 64

// ParseSearch reads a search as people write it: words and "phrases in quotes"
// are all looked for, a OR b for one of them, -word and -"phrase" for none.
// Its errors are for those who wrote it.
func ParseSearch(q string) (Search, error) {
	terms, err := cutTerms(q)
	if err != nil {
		return nil, err
	}
	var s Search
	words, joined := 0, false
	for i, t := range terms {
		if t.isOr() {
			if i == 0 || i == len(terms)-1 || joined {
				return nil, errors.New("OR has to stand between two words; to look for the word itself, write it in lower case")
			}
			joined = true
			continue
		}
		phrase := Phrase(Words(t.text))
		if words += len(phrase); words > maxSearch {
			return nil, fmt.Errorf("more than %d words to look for", maxSearch)
		}
		switch {
		case joined && (t.not || s.endsNot()):
			return nil, errors.New("OR cannot join what is excluded with -")
		case len(phrase) == 0 && (joined || i+1 < len(terms) && terms[i+1].isOr()):
			return nil, fmt.Errorf("OR has nothing to look for in %q: it has no letter or digit", t.text)
		case len(phrase) == 0:
		case joined:
			last := &s[len(s)-1]
			last.Any = append(last.Any, phrase)
		default:
			s = append(s, Clause{Not: t.not, Any: []Phrase{phrase}})
		}
		joined = false
	}
	if len(s) == 0 {
		return nil, errors.New("nothing to look for: write a word, or a \"phrase\" in quotes")
	}
	return s.canonical(), nil
}

func (s Search) endsNot() bool { return len(s) > 0 && s[len(s)-1].Not }

// term is a part of a search as it is written.
type term struct {
	text        string
	not, quoted bool
}

func (t term) isOr() bool { return t.text == "OR" && !t.not && !t.quoted }

// quotes are those that people write, and that keyboards make of them.
const quotes = "\"“”„‟«»＂"

// cutTerms cuts a search at spaces and quotes.
func cutTerms(q string) ([]term, error) {
	var terms []term
	for {
		q = strings.TrimSpace(q)
		if q == "" {
			return terms, nil
		}
		var t term
		for strings.HasPrefix(q, "-") {
			t.not, q = true, q[1:]
		}
		r, n := utf8.DecodeRuneInString(q)
		if n > 0 && strings.ContainsRune(quotes, r) {
			end := strings.IndexAny(q[n:], quotes)
			if end < 0 {
				return nil, fmt.Errorf("the quote before %q is not closed", clip(q[n:]))
			}
			t.text, t.quoted, q = q[n:n+end], true, q[n+end:]
			_, n = utf8.DecodeRuneInString(q)
			q = q[n:]
		} else {
			end := strings.IndexFunc(q, func(r rune) bool { return strings.ContainsRune(quotes, r) || unicode.IsSpace(r) })
			if end < 0 {
				end = len(q)
			}
			t.text, q = q[:end], q[end:]
		}
		terms = append(terms, t)
	}
}

// clip is the beginning of what may be long.
func clip(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}

// canonical is the search with its parts in order, each once.
func (s Search) canonical() Search {
	for _, c := range s {
		slices.SortFunc(c.Any, slices.Compare)
	}
	for i, c := range s {
		s[i].Any = slices.CompactFunc(c.Any, slices.Equal)
	}
	slices.SortFunc(s, Clause.compare)
	return slices.CompactFunc(s, func(a, b Clause) bool { return a.compare(b) == 0 })
}

// compare orders what is excluded last.
func (c Clause) compare(o Clause) int {
	if c.Not != o.Not {
		return strings.Compare(c.mark(), o.mark())
	}
	return slices.CompareFunc(c.Any, o.Any, slices.Compare)
}

func (c Clause) mark() string {
	if c.Not {
		return "-"
	}
	return ""
}

// String spells a search so that ParseSearch reads it back.
func (s Search) String() string {
	var all []string
	for _, c := range s {
		var any []string
		for _, p := range c.Any {
			any = append(any, c.mark()+p.String())
		}
		sep := " OR "
		if c.Not { // none of them is each of them not
			sep = " "
		}
		all = append(all, strings.Join(any, sep))
	}
	return strings.Join(all, " ")
}

// String spells a phrase: in quotes if it has spaces.
func (p Phrase) String() string {
	var b strings.Builder
	for i, word := range p {
		if i > 0 && (!isDenseWord(p[i-1]) || !isDenseWord(word)) {
			b.WriteByte(' ')
		}
		b.WriteString(word)
	}
	if s := b.String(); !strings.Contains(s, " ") {
		return s
	}
	return `"` + b.String() + `"`
}

func isDenseWord(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return isDense(r)
}
