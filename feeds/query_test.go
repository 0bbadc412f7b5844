package feeds_test

import (
	"strings"
	"testing"
	"unicode"

	"dateline/feeds"
)

// Two letters fold alike if and only if they differ in case only.
func TestFoldTopic(t *testing.T) {
	for r := range unicode.MaxRune {
		folded := feeds.FoldTopic(string(r))
		if !strings.EqualFold(folded, string(r)) {
			t.Fatalf("%q becomes %q", r, folded)
		}
		if next := feeds.FoldTopic(string(unicode.SimpleFold(r))); next != folded {
			t.Fatalf("%q becomes %q, %q becomes %q", r, folded, unicode.SimpleFold(r), next)
		}
	}
	for topic, want := range map[string]string{"": "", "Öl & GAS": "öl & gas", "ΣΟΦΙΑΣ": "σοφιασ", "İstanbul": "İstanbul", "\xff": "\uFFFD"} {
		if got := feeds.FoldTopic(topic); got != want {
			t.Errorf("%q becomes %q, want %q", topic, got, want)
		}
	}
}

// An item is about what it is published under: its categories and its regions.
func TestTopics(t *testing.T) {
	e := feeds.Entry{Item: feeds.Item{
		Categories: []feeds.Category{{Term: "b2", Label: "Business"}},
		Placements: []feeds.Placement{{Slug: "hong-kong"}, {Slug: "cote-divoire"}},
	}}
	for topic, want := range map[string]bool{
		"b2": true, "business": true, "BUSINESS": true, "bus": false, "hong kong": true, "Hong-Kong": true,
		"Côte d’Ivoire": true, "kong": false, "asia": false, "": false,
	} {
		if got := (feeds.Query{Topics: feeds.Choice{In: []string{topic}}}).Wants(e); got != want {
			t.Errorf("%q: %v", topic, got)
		}
	}
}
