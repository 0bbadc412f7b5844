package web

import (
	_ "embed"
	"strings"
	"sync"
)

// phraseTable is what pages say in other languages than English: a line of
// tags, then a phrase a line, tab-separated, the English one first.
//
//go:embed assets/phrases.tsv
var phraseTable string

// readPhrases maps a language and an English phrase to the phrase in it.
var readPhrases = sync.OnceValue(func() map[string]map[string]string {
	head, rest, _ := strings.Cut(phraseTable, "\n")
	tags := strings.Split(head, "\t")
	phrases := map[string]map[string]string{}
	for _, tag := range tags[1:] {
		phrases[tag] = map[string]string{}
	}
	for line := range strings.Lines(rest) {
		texts := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		for i, tag := range tags[1:] {
			phrases[tag][texts[0]] = texts[i+1]
		}
	}
	return phrases
})

// Say is a phrase of ours in the language of the edition, or as it is where that
// is not spoken here.
func (ed edition) Say(phrase string) string {
	base, _, _ := strings.Cut(ed.tag, "-")
	if said := readPhrases()[base][phrase]; said != "" {
		return said
	}
	return phrase
}
