package story_test

import (
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/storage/story"
)

// A toll that is spelled out tells two reports apart, whether or not their
// source says what language they are in.
func TestSpelledTolls(t *testing.T) {
	at := time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)
	for _, tt := range []struct{ language, text, was, is string }{
		{"en", "The roof of a school in the town of Marim fell in the storm on Sunday and % children were killed, the mayor said. Rescuers from the district worked through the night with lamps and shovels, and the army sent a crane to lift the beams.", "fourteen", "nineteen"},
		{"de", "Das Dach einer Schule in der Stadt Marim ist im Sturm am Sonntag eingestürzt und % Kinder sind tot, sagte der Bürgermeister. Die Helfer aus dem Bezirk arbeiteten in der Nacht mit Lampen und Schaufeln, und die Armee schickte einen Kran für die Balken.", "vierzehn", "neunzehn"},
		{"ru", "Крыша школы в городе Марим рухнула в бурю в воскресенье, и погибли % детей, сказал мэр. Спасатели из округа работали всю ночь с лампами и лопатами, и армия прислала на место кран, чтобы поднять балки и стены здания.", "четырнадцать", "девятнадцать"},
	} {
		draw := func(language, toll string) story.Sketch {
			return story.Draw(feeds.Item{Title: "Marim", Content: "<p>" + strings.Replace(tt.text, "%", toll, 1) + "</p>", Language: language}, at)
		}
		for _, language := range []string{tt.language, ""} {
			if story.Same(draw(language, tt.was), draw(language, tt.is)) {
				t.Errorf("%s, declared %q: %s and %s are the same", tt.language, language, tt.was, tt.is)
			}
			if !story.Same(draw(language, tt.was), draw(language, tt.was)) {
				t.Errorf("%s, declared %q: not the same as itself", tt.language, language)
			}
		}
	}
}
