package web_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"dateline/feeds"
)

// polyglot holds a story in English, two in French and one in no language.
func polyglot() *shelf {
	s := newShelf(0)
	for i, tag := range []string{"", "fr", "en", "fr-CA"} {
		e := tale(10+i, "malaysia")
		e.Language = tag
		s.add(e)
	}
	return s
}

// A feed in a language holds its stories, names regions in it, and says so in
// its own address; the plain feed is another document.
func TestLanguage(t *testing.T) {
	base := serveShelf(t, polyglot(), "")
	tests := []struct {
		path         string
		stories      []int
		holds, lacks []string
	}{
		{"/malaysia.rss", []int{13, 12, 11, 10}, []string{"<title>Malaysia - Example Wire</title>", ">Malaysia</category>"}, []string{"Malaisie"}},
		{"/malaysia.rss?lang=fr", []int{13, 11}, []string{"<title>Malaisie: français - Example Wire</title>", ">Malaisie</category>", "malaysia.rss?lang=fr"}, []string{">Malaysia<"}},
		{"/malaysia.atom?lang=fr-CA&limit=1", []int{13}, []string{`label="Malaisie"`, `term="malaysia"`, "malaysia.atom?lang=fr-CA&amp;limit=1", "<title>Malaisie: français canadien - Example Wire</title>"}, nil},
		{"/malaysia.json?lang=en&lang=fr", []int{13, 12, 11}, []string{`"title":"Malaysia: in English or in French - Example Wire"`, "malaysia.json?lang=en\\u0026lang=fr"}, []string{"Malaisie"}},
		{"/malaysia.json?lang=-fr", []int{12, 10}, []string{`"title":"Malaysia: not in French - Example Wire"`}, nil},
		{"/malaysia.json?lang=de", nil, []string{`"title":"Malaysia: Deutsch - Example Wire"`, `"language":"de"`}, nil},
		{"/europe.json?lang=ar", nil, []string{`"title":"أوروبا: العربية - Example Wire"`}, nil},
		{"/malaysia?lang=fr&limit=7", []int{13, 11}, []string{"<h1>Malaisie</h1>", `href="https://feeds.example.org/malaysia.rss?lang=fr"`}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			got := ask(t, http.MethodGet, base+tt.path)
			if got.StatusCode != http.StatusOK {
				t.Fatalf("%s\n%s", got.Status, got.body)
			}
			body := strings.ReplaceAll(got.body, `": "`, `":"`)
			for _, want := range tt.holds {
				if !strings.Contains(body, want) && !strings.Contains(body, strings.ReplaceAll(want, `\u0026`, "&")) {
					t.Errorf("lacks %s:\n%s", want, body)
				}
			}
			for _, bad := range tt.lacks {
				if strings.Contains(body, bad) {
					t.Errorf("holds %s", bad)
				}
			}
			for i := range 4 {
				want := slices.Contains(tt.stories, 10+i)
				if has := strings.Contains(body, tale(10+i).Link+`"`) || strings.Contains(body, tale(10+i).Link+"<"); has != want {
					t.Errorf("story %d is there: %t, want %t", 10+i, has, want)
				}
			}
		})
	}
	if got := ask(t, http.MethodGet, base+"/malaysia.rss?lang=klingon"); got.StatusCode != http.StatusBadRequest || !strings.Contains(got.body, "lang=klingon is no language tag") {
		t.Errorf("%s: %s", got.Status, got.body)
	}
}

// The reasons are on the page, and open on request.
func TestWhy(t *testing.T) {
	s := newShelf(0)
	e := tale(1, "malaysia")
	e.Placements[0].Evidence = []feeds.Evidence{{Kind: feeds.ByOverride, Text: "item 1: a band"}}
	s.add(e)
	base := serveShelf(t, s, "")
	for path, want := range map[string]string{"/malaysia": `<details lang="en">`, "/malaysia?why=1": `<details lang="en" open>`} {
		got := ask(t, http.MethodGet, base+path)
		if !strings.Contains(got.body, want) || !strings.Contains(got.body, "an editor put it here (item 1: a band)") {
			t.Errorf("%s lacks %s or the reason:\n%s", path, want, got.body)
		}
	}
	for _, path := range []string{"/malaysia?why=2", "/malaysia.rss?why=1"} {
		if got := ask(t, http.MethodGet, base+path); got.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: %s", path, got.Status)
		}
	}
}
