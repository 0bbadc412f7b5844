package story

import (
	"slices"
	"strings"
	"unicode"

	"dateline/feeds"
)

// series hashes what a title says that its text does not: all of it if none of
// its words means anything there, else its figures; 0 if that is nothing. Two
// texts that are alike under "No. 17" and "No. 18", or under titles that have
// nothing to do with them, are parts of a series or a standing text, and not
// one report.
func series(it feeds.Item, text string, words []word, room *[]word) uint16 {
	title, _ := readWords(room, it.Title, it.Language)
	h := seed
	if !isAbout(title, words) {
		for _, w := range title {
			h = mix(h, w.hash)
		}
		return uint16(h>>16)&^3 | ofTitles
	}
	for _, run := range strings.FieldsFunc(it.Title, func(c rune) bool { return !unicode.IsDigit(c) }) {
		if !hasRun(text, run) {
			for _, c := range run {
				h = mix(h, uint64(c))
			}
			h = mix(h, ' ')
		}
	}
	if h == seed {
		return 0
	}
	return uint16(h>>16)&^3 | ofFigures
}

// The lowest bits of a series say what it is made of. Only those of one kind
// can be compared.
const (
	ofFigures = 1
	ofTitles  = 2
)

// isOther reports whether two series tell their texts apart.
func isOther(a, b uint16) bool { return a != b && a&3 == b&3 && a != 0 && b != 0 }

// isAbout reports whether a title has a word that means something and that the
// text has too, or no such word at all.
func isAbout(title, words []word) bool {
	says := false
	for _, t := range title {
		if !t.content {
			continue
		}
		says = true
		if slices.ContainsFunc(words, func(w word) bool { return w.content && w.stem == t.stem }) {
			return true
		}
	}
	return !says
}

// hasRun reports whether a run of digits stands in a text by itself.
func hasRun(text, run string) bool {
	for text != "" {
		before, after, found := strings.Cut(text, run)
		if !found {
			return false
		}
		left := strings.LastIndexFunc(before, unicode.IsDigit)
		if left < len(before)-1 && strings.IndexFunc(after, unicode.IsDigit) != 0 {
			return true
		}
		text = after
	}
	return false
}
