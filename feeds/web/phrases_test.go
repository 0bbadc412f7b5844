package web

import (
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var said = regexp.MustCompile(`Say "([^"]+)"`)

// TestPhrases wants every phrase of the pages in every language of the table,
// and none in the table that no page says.
func TestPhrases(t *testing.T) {
	used := map[string]bool{readers[0].name: true}
	for _, kind := range kinds {
		used[kind] = true
	}
	files, err := fs.Glob(assets, "assets/*.html")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		text, err := fs.ReadFile(assets, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range said.FindAllStringSubmatch(string(text), -1) {
			used[m[1]] = true
		}
	}
	languages := readPhrases()
	if len(languages) < 5 {
		t.Fatalf("%d languages", len(languages))
	}
	for tag, phrases := range languages {
		for phrase := range used {
			if strings.TrimSpace(phrases[phrase]) == "" {
				t.Errorf("%s lacks %q", tag, phrase)
			}
		}
		for _, phrase := range slices.Sorted(maps.Keys(phrases)) {
			if !used[phrase] {
				t.Errorf("%s has %q, which no page says", tag, phrase)
			}
		}
	}
}
