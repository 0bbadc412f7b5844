package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
)

// wantParts wants each text in a page, and none of those it must not have.
func wantParts(t *testing.T, page string, parts, bad []string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(page, part) {
			t.Errorf("no %s in the page", part)
		}
	}
	for _, part := range bad {
		if strings.Contains(page, part) {
			t.Errorf("%s in the page", part)
		}
	}
}

// TestItemPage wants all that is known of an item, in words.
func TestItemPage(t *testing.T) {
	s := newShelf(0)
	e := tale(0, "malaysia")
	e.Authors = []feeds.Person{{Name: "A. Person"}, {Email: "x@wire.example"}}
	e.Content = `<figure><img src="https://wire.example/a.jpg"><p>Not the text</p></figure><p>One.</p><p>Two.</p>`
	e.Modified = e.Date.Add(time.Hour)
	part := tale(7).ID
	e.Story = part
	e.Carriers[0].Title = "The Wire's own words"
	e.Carriers[0].Revisions = []feeds.Revision{{Number: 1, At: e.Date, Title: "River rises"}, {Number: 2, At: e.Modified, Title: "River falls"}}
	e.Carriers[1].Item = part
	s.add(e)
	base := serveShelf(t, s, "/news")
	page := ask(t, http.MethodGet, base+"/items/"+e.ID.String()).body
	wantParts(t, page, []string{
		`<h1 lang="en" dir="auto">Story 0 &lt;of&gt; many &amp; more</h1>`, `<bdi>A. Person</bdi>`,
		`<p lang="en" dir="auto">One.</p>`, `<p lang="en" dir="auto">Two.</p>`,
		`href="/news/malaysia">Malaysia</a> <small>95 % sure</small>`, `Malaysia: its dateline says “KUALA LUMPUR”.`, `<a href="/news/asean">ASEAN</a>`,
		`The Wire&#39;s own words`, `<li value="2"><time datetime="2026-11-02T09:30:15Z">2 Nov 2026, 09:30 UTC</time> <bdi>River falls</bdi></li>`,
		`<a href="/news/items/` + part.String() + `">the whole story</a>`, `<a href="/news/items/` + part.String() + `">Its own report</a>`,
		`Last changed 2 Nov 2026, 09:30 UTC.`, `type="application/json" title="Story 0 &lt;of&gt; many &amp; more (JSON)" href="https://feeds.example.org/news/items/`,
		`type="application/rss+xml" title="Malaysia - Example Wire (RSS)" href="https://feeds.example.org/news/malaysia.rss"`,
	}, []string{"Not the text", "x@wire.example"})
}

// TestRetractedPage wants the page of a withdrawn item to say so.
func TestRetractedPage(t *testing.T) {
	s := newShelf(1)
	id := s.entries[0].ID
	if _, err := s.Retract(t.Context(), id, "names the wrong <person>", day); err != nil {
		t.Fatal(err)
	}
	base := serveShelf(t, s, "")
	got := ask(t, http.MethodGet, base+"/items/"+id.String(), "Accept", "text/html")
	if got.StatusCode != http.StatusGone {
		t.Errorf("%s, want 410", got.Status)
	}
	wantParts(t, got.body, []string{"withdrawn on 2 Nov 2026, 08:30 UTC: names the wrong &lt;person&gt;.", `<a class="button" href="/">All regions</a>`}, []string{"Story 0"})
	if got = ask(t, http.MethodGet, base+"/items/"+tale(99).ID.String()); got.StatusCode != http.StatusNotFound {
		t.Errorf("an item that never was: %s", got.Status)
	}
}
