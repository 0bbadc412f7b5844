package web_test

import (
	"net/http"
	"testing"

	"dateline/feeds"
)

// TestRightToLeft wants pages and stories of languages that are written from
// the right to read so.
func TestRightToLeft(t *testing.T) {
	s := newShelf(0)
	e := tale(5, "malaysia")
	e.Title, e.Language = "أخبار OPEC", "ar-EG"
	s.add(e)
	base := serveShelf(t, s, "")
	tests := []struct {
		path       string
		parts, bad []string
	}{
		{"/malaysia", []string{`<html lang="en">`, `<h3 lang="ar-EG" dir="rtl">`}, nil},
		{"/malaysia?lang=ar", []string{`<html lang="ar" dir="rtl">`, `<h1>ماليزيا</h1>`, `<a href="/asia?lang=ar">آسيا</a>`, `dir="ltr" value="https://feeds.example.org/malaysia.rss?lang=ar"`}, nil},
		{"/malaysia?lang=fr", []string{`<html lang="fr">`, `<h1>Malaisie</h1>`}, []string{`dir="rtl"`}},
		{"/malaysia?lang=-ar", []string{`<html lang="en">`, `<h1>Malaysia</h1>`}, nil},
		{"/?lang=he", []string{`<html lang="he" dir="rtl">`, `href="/malaysia?lang=he">מלזיה</a>`, `<link rel="canonical" href="https://feeds.example.org/?lang=he">`}, nil},
		{"/?lang=ckb-Arab", []string{`<html lang="ckb-Arab" dir="rtl">`}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			wantParts(t, ask(t, http.MethodGet, base+tt.path).body, tt.parts, tt.bad)
		})
	}
}

// TestEmptyPage wants a page without stories to lead to some, the nearest
// first.
func TestEmptyPage(t *testing.T) {
	base := serveShelf(t, newShelf(3), "")
	page := ask(t, http.MethodGet, base+"/singapore").body
	wantParts(t, page, []string{
		"No story about this region yet", `<h3>Stories nearby</h3>`,
		`<li><a href="/malaysia">Malaysia <small>3</small></a></li><li><a href="/asean">ASEAN <small>3</small></a></li>`,
	}, nil)
	page = ask(t, http.MethodGet, base+"/malaysia?lang=de").body
	wantParts(t, page, []string{
		"No story is like that yet", `<a href="/malaysia">Show all stories</a>`, `Language: <bdi>Deutsch</bdi> <a href="/malaysia" aria-label="Remove: Deutsch">×</a>`,
	}, []string{"No story about this region"})
	page = ask(t, http.MethodGet, serveShelf(t, &shelf{atlas: feeds.Builtin()}, "")+"/malaysia").body
	wantParts(t, page, []string{"No story about this region yet"}, []string{"Stories nearby"})
}
