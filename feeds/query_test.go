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
