package web_test

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"dateline/feeds"
	"dateline/feeds/web"
)

// TestPagePolicy wants the one style and the one script that are allowed to be
// those in the page.
func TestPagePolicy(t *testing.T) {
	base := serveShelf(t, newShelf(3), "")
	for _, path := range []string{"/", "/malaysia", "/nowhere-at-all"} {
		got := ask(t, http.MethodGet, base+path, "Accept", "text/html")
		policy := got.Header.Get("Content-Security-Policy")
		for _, tag := range []string{"style", "script"} {
			_, rest, isThere := strings.Cut(got.body, "<"+tag+">")
			text, after, _ := strings.Cut(rest, "</"+tag+">")
			sum := sha256.Sum256([]byte(text))
			want := tag + "-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
			if isThere && !strings.Contains(policy, want) || strings.Contains(after, "<"+tag) {
				t.Errorf("%s: policy %q, want %s alone", path, policy, want)
			}
		}
		if strings.Contains(policy, "unsafe") || !strings.Contains(policy, "default-src 'none'") {
			t.Errorf("%s: policy %q", path, policy)
		}
		if strings.Contains(got.body, " style=") || strings.Contains(got.body, "ZgotmplZ") {
			t.Errorf("%s: the page holds what its policy refuses", path)
		}
	}
}

// TestHostileStory sends what a source could and wants no page to run it.
func TestHostileStory(t *testing.T) {
	s := newShelf(0)
	e := tale(0, "malaysia")
	e.Title = `<script>alert(1)</script>`
	e.Link = "javascript:alert(2)"
	e.Summary = `<p>ok</p>&lt;script&gt;alert(3)&lt;/script&gt;`
	e.Language = `en" onload="alert(4)`
	e.Image = feeds.Image{URL: `https://x.example/"onerror="alert(5)`, Credit: `"><script>alert(6)</script>`, Alt: `" onerror="alert(7)`}
	e.Enclosures = []feeds.Enclosure{{URL: "data:text/html,<script>alert(8)</script>"}, {URL: "https://x.example/a.mp3", Type: `audio/mpeg" onclick="alert(9)`}}
	e.Carriers = []feeds.Carrier{{ID: "a", Name: "<b>Wire</b>", Link: "javascript:alert(10)"}}
	e.Placements[0].Evidence[0].Text = "<script>alert(11)</script>"
	s.add(e)
	base := serveShelf(t, s, "")
	for _, path := range []string{"/", "/malaysia", "/items/" + e.ID.String()} {
		wantHarmless(t, ask(t, http.MethodGet, base+path).body)
	}
}

func wantHarmless(t *testing.T, page string) {
	t.Helper()
	page, own, _ := strings.Cut(page, "<script>")
	if strings.Contains(own, "alert") {
		t.Error("a source's word in our script")
	}
	for _, bad := range []string{"<script", "href=\"javascript:", "<b>Wire", "data:text/html"} {
		if strings.Contains(page, bad) {
			t.Errorf("%s in the page", bad)
		}
	}
	if attr := regexp.MustCompile(`<[^>]*[" ]on[a-z]+="`).FindString(page); attr != "" {
		t.Errorf("a handler: %s", attr)
	}
	if !strings.Contains(page, "&lt;script&gt;alert(1)&lt;/script&gt;") {
		t.Error("the title is not shown as it is written")
	}
}

func TestRegionPage(t *testing.T) {
	s := newShelf(60)
	plain := tale(90)
	plain.Title, plain.Link, plain.Carriers = "", "", []feeds.Carrier{{ID: "wire"}}
	plain.Enclosures = []feeds.Enclosure{{URL: "https://wire.example/a.mp3", Type: "audio/mpeg"}, {URL: "https://wire.example/a.mp4", Type: "video/mp4", Title: "The film"}}
	s.add(plain)
	base := serveShelf(t, s, "")
	page := ask(t, http.MethodGet, base+"/world").body
	for _, want := range []string{
		`<html lang="en">`, `<h1>World</h1>`, `dir="auto"`, `<h3 lang="en" dir="auto">The river rose again &amp; fell.</h3>`,
		`<img src="https://wire.example/image/0.jpg" alt="" loading="lazy" decoding="async" referrerpolicy="no-referrer"`,
		`<figcaption dir="auto">Photo: A. Person</figcaption>`, `<bdi>wire</bdi>`, `<audio controls preload="none" src="https://wire.example/a.mp3" aria-label="Listen"></audio>`, `<bdi>The film</bdi></a>`,
		`<time datetime="2026-11-02T08:30:15Z">2 Nov 2026, 08:30 UTC</time>`, `<a href="https://wire.example/story/0?post"><bdi>The Post</bdi></a>`,
		`<summary>Why in Malaysia?</summary>`, `<summary>Why in no region?</summary>`, `value="https://feeds.example.org/world.atom" aria-label="Address, Atom"`, `href="feed:https://feeds.example.org/world.rss"`,
		`href="https://feedly.com/i/subscription/feed%2Fhttps%3A%2F%2Ffeeds.example.org%2Fworld.rss"`,
		`<a href="/asia">Asia <small>60</small></a>`, `type="application/feed+json"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in the page", want)
		}
	}
	if n := strings.Count(page, "<article"); n != 30 {
		t.Errorf("%d stories, want 30", n)
	}
	if n := strings.Count(ask(t, http.MethodGet, base+"/world?limit=3").body, "<article"); n != 3 {
		t.Errorf("%d stories, want 3", n)
	}
	if len(page) > 50<<10 {
		t.Errorf("%d bytes", len(page))
	}
}

func TestFrontPage(t *testing.T) {
	page := ask(t, http.MethodGet, serveShelf(t, newShelf(1200), "")+"/").body
	for _, want := range []string{
		`<a href="/malaysia">Malaysia</a> <small>1,200</small>`, `<a class="feed" href="/malaysia.rss" aria-label="Malaysia, RSS">RSS</a>`,
		`<h3 id="asia"`, `<h3 id="europe"`, `<a href="/asean">ASEAN</a>`, `<a href="/unplaced">Unplaced</a> <small>1</small>`,
		`<a href="/world">World</a> <small>1,202</small>`, `type="text/x-opml" title="Example Wire (OPML)" href="https://feeds.example.org/regions.opml"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in the page", want)
		}
	}
	for _, bad := range []string{"Antarctica", `id="africa"`, "Oceania"} {
		if strings.Contains(page, bad) {
			t.Errorf("%s in the page has no story", bad)
		}
	}
	empty := &shelf{atlas: feeds.Builtin()}
	page = ask(t, http.MethodGet, serveShelf(t, empty, "")+"/").body
	if !strings.Contains(page, "No story has come in yet") || !strings.Contains(page, "/world.rss") {
		t.Errorf("the page of an empty library:\n%s", page)
	}
}

// BenchmarkHandler measures a feed of fifty items through the router, after it was
// rendered once.
func BenchmarkHandler(b *testing.B) {
	h := web.New(options(newShelf(50), "", quiet()))
	first := httptest.NewRecorder()
	h.ServeHTTP(first, httptest.NewRequest(http.MethodGet, "/world.rss", nil))
	cases := []struct{ name, header, value string }{
		{"plain", "Accept", "*/*"},
		{"gzip", "Accept-Encoding", "gzip"},
		{"br", "Accept-Encoding", "gzip, deflate, br, zstd"},
		{"304", "If-None-Match", first.Header().Get("ETag")},
	}
	for _, c := range cases {
		b.Run(c.name, func(b *testing.B) {
			r := httptest.NewRequest(http.MethodGet, "/world.rss", nil)
			r.Header.Set(c.header, c.value)
			b.ReportAllocs()
			for b.Loop() {
				w := sink{header: http.Header{}}
				h.ServeHTTP(&w, r)
				if w.status != http.StatusOK && w.status != http.StatusNotModified {
					b.Fatal(w.status)
				}
			}
		})
	}
}

// sink is a connection that takes everything.
type sink struct {
	header http.Header
	status int
}

func (s *sink) Header() http.Header         { return s.header }
func (s *sink) WriteHeader(status int)      { s.status = status }
func (s *sink) Write(b []byte) (int, error) { return len(b), nil }
