package feeds_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/feeds"
)

func TestParseSearch(t *testing.T) {
	for _, tt := range []struct{ q, want string }{
		{"flood", "flood"},
		{"  Flood  RIVER flood ", "flood river"},
		{"river flood", "flood river"},
		{`"Prime Minister" visit`, `"prime minister" visit`},
		{"“Prime Minister” «visit»", `"prime minister" visit`},
		{`"prime  minister`, ""},
		{"Minister's", `"minister s"`},
		{"b OR a", "a OR b"},
		{"c b OR a OR b -d", "a OR b c -d"},
		{`-"b c" -A d`, `d -a -"b c"`},
		{"--a", "-a"},
		{"- a", "a"},
		{"-a", "-a"},
		{"2026-11-30", `"2026 11 30"`},
		{"中国 -日本 gdp", "gdp 中国 -日本"},
		{"中国gdp", `"中国 gdp"`},
		{`"a 中国 b"`, `"a 中国 b"`},
		{`x"y z"w`, `w x "y z"`},
		{`"OR"`, "or"},
		{"or", "or"},
		{"a ! b", "a b"},
	} {
		s, err := feeds.ParseSearch(tt.q)
		if tt.want == "" {
			if err == nil {
				t.Errorf("%q: %q, want an error", tt.q, s)
			}
			continue
		}
		if err != nil || s.String() != tt.want {
			t.Errorf("%q: %q, %v, want %q", tt.q, s, err, tt.want)
		}
		again, err := feeds.ParseSearch(s.String())
		if diff := cmp.Diff(s, again); diff != "" || err != nil {
			t.Errorf("%q read back: %v (-want +got):\n%s", tt.q, err, diff)
		}
	}
}

func TestParseSearchErrors(t *testing.T) {
	for _, tt := range []struct{ q, want string }{
		{"", "nothing to look for"},
		{" -!? ", "nothing to look for"},
		{`a "b c`, `the quote before "b c" is not closed`},
		{"a OR", "OR has to stand between two words"},
		{"OR a", "OR has to stand between two words"},
		{"a OR OR b", "OR has to stand between two words"},
		{"a OR -b", "OR cannot join what is excluded"},
		{"-a OR b", "OR cannot join what is excluded"},
		{"a OR ?", `OR has nothing to look for in "?"`},
		{"? OR a", `OR has nothing to look for in "?"`},
		{strings.Repeat("a ", 65), "more than 64 words"},
	} {
		s, err := feeds.ParseSearch(tt.q)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: %q, error %v, want %q", tt.q, s, err, tt.want)
		}
	}
}

func TestMatches(t *testing.T) {
	e := feeds.Entry{Item: feeds.Item{
		Title:      "Flood in Malmö",
		Summary:    "<p>The river rose by three metres.</p>",
		Content:    "<p>The river rose and rose and fell. 北京市政府</p>",
		Authors:    []feeds.Person{{Name: "Åsa Berg"}},
		Categories: []feeds.Category{{Term: "weather", Label: "Väder"}},
		Image:      feeds.Image{URL: "https://i.example/1", Credit: "Photo Desk", Alt: "A bridge"},
	}}
	for _, tt := range []struct {
		q    string
		want bool
	}{
		{"flood", true},
		{"floods", false},
		{"malmo river", true},
		{"malmo lake", false},
		{"lake OR river", true},
		{"lake OR sea", false},
		{`"river rose"`, true},
		{`"rose river"`, false},
		{`"rose and rose and fell"`, true},
		{`"rose and fell"`, true},
		{`"malmo the"`, false}, // from one text to the next
		{`"asa berg" vader`, true},
		{`"photo desk" bridge`, true},
		{"北京", true},
		{"京北", false},
		{"市 政府", true},
		{"flood -lake", true},
		{"flood -river", false},
		{`-"rose river"`, true},
		{`-"river rose"`, false},
		{`"river rose" -"rose by two" flood OR snow`, true},
	} {
		s, err := feeds.ParseSearch(tt.q)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Matches(e); got != tt.want {
			t.Errorf("%q matches: %t", tt.q, got)
		}
	}
	if !(feeds.Search{}).Matches(e) {
		t.Error("what looks for nothing has to match")
	}
}

// FuzzParseSearch wants what is read to have one spelling, and a text that says
// all of a search to match.
func FuzzParseSearch(f *testing.F) {
	for _, q := range []string{
		`rain`, `"a b" c OR d -e`, `-"中国 gdp" ไทย`, "“x y” «z»", "a OR", `"`, "İı ß Σς ﬁ ½ か\u3099 ｶﾞ", "\u1100\u1161 x\u0301\u0300 क\u093c",
	} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, q string) {
		s, err := feeds.ParseSearch(q)
		if err != nil {
			return
		}
		again, err := feeds.ParseSearch(s.String())
		if diff := cmp.Diff(s, again); diff != "" || err != nil {
			t.Fatalf("%q reads back from %q: %v (-want +got):\n%s", q, s, err, diff)
		}
		var e feeds.Entry
		var asked feeds.Search
		for _, c := range s {
			if !c.Not {
				e.Categories = append(e.Categories, feeds.Category{Term: strings.Trim(c.Any[0].String(), `"`)})
				asked = append(asked, c)
			}
		}
		if !asked.Matches(e) {
			t.Fatalf("%q does not match %q", asked, e.Categories)
		}
	})
}

// BenchmarkMatches asks texts of some 3 KB for words and for a phrase.
func BenchmarkMatches(b *testing.B) {
	for name, text := range map[string]string{
		"latin":    strings.Repeat("The river rose by three metres in the night, <b>officials</b> said on Monday. ", 40),
		"accents":  strings.Repeat("Élève à l’école de Łódź, größte Straße über Málaga; ", 50),
		"cyrillic": strings.Repeat("Река поднялась ночью на три метра, сообщили власти. ", 33),
		"han":      strings.Repeat("河水在夜间上涨了三米，官员周一表示。", 55),
	} {
		b.Run(name, func(b *testing.B) {
			e := feeds.Entry{Item: feeds.Item{Title: "Flood", Content: text}}
			s, err := feeds.ParseSearch(`flood "not there" -never`)
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if s.Matches(e) {
					b.Fatal("matches")
				}
			}
		})
	}
}
