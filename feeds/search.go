package feeds

import (
	"slices"
	"strings"
)

// Search is a condition on text: every clause of it holds. The empty Search
// holds for anything.
type Search []Clause

// Clause holds if any of the phrases is in the text; if Not, if none is.
type Clause struct {
	Not bool
	Any []Phrase
}

// Phrase is words that follow each other, folded as Words does.
type Phrase []string

// Matches reports whether the condition holds for what an entry says: its title,
// summary, content, authors and categories.
func (s Search) Matches(e Entry) bool {
	if len(s) == 0 {
		return true
	}
	words := e.words()
	return !slices.ContainsFunc(s, func(c Clause) bool { return !c.matches(words) })
}

func (c Clause) matches(words []string) bool {
	return c.Not != slices.ContainsFunc(c.Any, func(p Phrase) bool { return p.isIn(words) })
}

func (p Phrase) isIn(words []string) bool {
	for i := 0; i+len(p) <= len(words); i++ {
		if slices.Equal(p, words[i:i+len(p)]) {
			return true
		}
	}
	return false
}

// Words are the words of plain text, folded.
func Words(text string) []string { return strings.Fields(strings.ToLower(text)) }

func (e Entry) words() []string { return Words(e.Title + " " + e.Summary + " " + e.Content) }
