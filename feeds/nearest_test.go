package feeds_test

import (
	"slices"
	"strings"
	"testing"

	"dateline/feeds"

	"github.com/google/go-cmp/cmp"
)

func TestNearest(t *testing.T) {
	words := []string{"malaysia", "maldives", "mali", "malta", "north-macedonia", "timeout", "url"}
	for _, tt := range []struct {
		name, typed string
		n           int
		want        []string
	}{
		{"a letter missing", "malasia", 3, []string{"malaysia"}},
		{"two swapped", "tiemout", 3, []string{"timeout"}},
		{"the beginning", "mal", 9, []string{"malaysia", "maldives", "mali", "malta"}},
		{"at most n, the first by name", "mal", 2, []string{"malaysia", "maldives"}},
		{"a part", "macedonia", 3, []string{"north-macedonia"}},
		{"equally near: by name", "malt", 3, []string{"mali", "malta"}},
		{"the nearest first", "maltai", 3, []string{"malta", "mali"}},
		{"three letters are too few to differ by two", "uma", 3, nil},
		{"exactly", "url", 3, []string{"url"}},
		{"nothing like it", "zimbabwe", 3, nil},
		{"nothing", "", 3, nil},
		{"none wanted", "malasia", 0, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, feeds.Nearest(tt.typed, words, tt.n)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestAtlasNearest(t *testing.T) {
	for typed, want := range map[string]string{
		"Malasia": "malaysia", "singapur": "singapore", "phlippines": "philippines", "macedonia": "north-macedonia", "ukrane": "ukraine",
		"usaa": "united-states", "burmma": "myanmar",
	} {
		if got := feeds.Builtin().Nearest(typed, 3); !slices.Contains(got, want) {
			t.Errorf("Nearest(%q) = %v, want %s among them", typed, got, want)
		}
	}
	if got := feeds.Builtin().Nearest(strings.Repeat("a", 1<<20), 3); got != nil {
		t.Errorf("a name as long as a book: %v", got)
	}
}
