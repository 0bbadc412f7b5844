package story_test

import (
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/storage/story"
)

// Texts that are alike are not one report if their titles number them.
func TestSeries(t *testing.T) {
	at := time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)
	text := "<p>" + strings.Repeat("The ferry from Kuala Perlis to the island of Langkawi sailed again on Tuesday after 11 days in the dock. ", 5) + "</p>"
	for _, tt := range []struct {
		a, b string
		same bool
	}{
		{"Ferry sails again", "Boats are back", true},
		{"Ferry sails after 11 days", "Boats are back", true},
		{"Ferry sails after 11 days", "11 days later, the boats are back", true},
		{"5 things about the ferry", "Boats are back", true},
		{"Penang bridge", "Langkawi boats back", true}, // only one has nothing to do with it
		{"Penang bridge", "Durian prices", false},
		{"Penang bridge", "Penang Bridge!", true},
		{"Bulletin no. 17", "Bulletin no. 18", false},
		{"Item 1 of source 4", "Item 1 of source 5", false},
		{"Ferry 4 of wire A", "Ferry 4 of wire B", true},
		{"Ferry 1", "Ferry 11", true}, // the text has an 11
	} {
		a := story.Draw(feeds.Item{Title: tt.a, Content: text, Language: "en"}, at)
		b := story.Draw(feeds.Item{Title: tt.b, Content: text, Language: "en"}, at)
		if got := story.Same(a, b); got != tt.same {
			t.Errorf("%q and %q: same %v, want %v", tt.a, tt.b, got, tt.same)
		}
	}
}
