package web_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"
)

func TestMethods(t *testing.T) {
	base := serveShelf(t, newShelf(3), "")
	for _, path := range []string{"/", "/malaysia", "/malaysia.rss", "/regions.json", "/items/" + tale(0).ID.String() + ".json", "/robots.txt"} {
		get, head := ask(t, http.MethodGet, base+path), ask(t, http.MethodHead, base+path)
		get.Header.Del("Date")
		head.Header.Del("Date")
		if diff := cmp.Diff(get.Header, head.Header); diff != "" || head.body != "" || head.StatusCode != http.StatusOK {
			t.Errorf("HEAD %s: %d %q, headers (-get +head):\n%s", path, head.StatusCode, head.body, diff)
		}
		if get.ContentLength != int64(len(get.body)) {
			t.Errorf("GET %s: Content-Length %d of %d bytes", path, get.ContentLength, len(get.body))
		}
		for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodPatch, "BREW"} {
			got := ask(t, method, base+path)
			if got.StatusCode != http.StatusMethodNotAllowed || got.Header.Get("Allow") != "GET, HEAD, OPTIONS" {
				t.Errorf("%s %s: %d, Allow %q", method, path, got.StatusCode, got.Header.Get("Allow"))
			}
		}
		got := ask(t, http.MethodOptions, base+path, "Origin", "https://app.example", "Access-Control-Request-Method", "GET")
		if got.StatusCode != http.StatusNoContent || got.Header.Get("Access-Control-Allow-Origin") != "*" ||
			!strings.Contains(got.Header.Get("Access-Control-Allow-Headers"), "If-None-Match") {
			t.Errorf("OPTIONS %s: %d %v", path, got.StatusCode, got.Header)
		}
	}
}

func TestHeaders(t *testing.T) {
	s := newShelf(3)
	s.failing = []string{"post"}
	base := serveShelf(t, s, "")
	tests := []struct{ path, mediaType, health, modified string }{
		{"/malaysia.rss", "application/rss+xml; charset=utf-8", "degraded; failing=1", "Mon, 02 Nov 2026 08:30:15 GMT"},
		{"/malaysia.atom", "application/atom+xml; charset=utf-8", "degraded; failing=1", "Mon, 02 Nov 2026 08:30:15 GMT"},
		{"/malaysia.json", "application/feed+json; charset=utf-8", "degraded; failing=1", "Mon, 02 Nov 2026 08:30:15 GMT"},
		{"/malaysia", "text/html; charset=utf-8", "degraded; failing=1", "Mon, 02 Nov 2026 08:30:15 GMT"},
		{"/antarctica.rss", "application/rss+xml; charset=utf-8", "ok", ""},
		{"/", "text/html; charset=utf-8", "", ""},
		{"/regions.json", "application/json; charset=utf-8", "", ""},
	}
	for _, tt := range tests {
		h := ask(t, http.MethodGet, base+tt.path).Header
		got := map[string]string{}
		for _, name := range []string{
			"Content-Type", "X-Feed-Health", "Last-Modified", "Cache-Control", "Vary", "Access-Control-Allow-Origin",
			"Access-Control-Expose-Headers", "X-Content-Type-Options", "Referrer-Policy",
		} {
			got[name] = h.Get(name)
		}
		vary := "Accept-Encoding"
		if strings.Contains(tt.path, ".") && tt.path != "/regions.json" {
			vary += ", A-IM"
		}
		want := map[string]string{
			"Content-Type": tt.mediaType, "X-Feed-Health": tt.health, "Last-Modified": tt.modified,
			"Cache-Control": "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400", "Vary": vary,
			"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Link, X-Feed-Health, X-Feed-Since",
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "strict-origin-when-cross-origin",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.path, diff)
		}
		if strings.HasPrefix(tt.mediaType, "text/html") != (h.Get("Content-Security-Policy") != "") {
			t.Errorf("%s: policy %q", tt.path, h.Get("Content-Security-Policy"))
		}
	}
}

func TestCodings(t *testing.T) {
	base := serveShelf(t, newShelf(30), "")
	for _, path := range []string{"/world.rss", "/", "/world", "/regions.json", "/items/" + tale(0).ID.String() + ".json"} {
		bare := ask(t, http.MethodGet, base+path)
		bareTag := strings.TrimSuffix(bare.Header.Get("ETag"), `"`)
		for _, c := range []string{"gzip", "br"} {
			got := ask(t, http.MethodGet, base+path, "Accept-Encoding", c)
			if got.Header.Get("Content-Encoding") != c || got.Header.Get("ETag") != bareTag+"-"+c+`"` || got.ContentLength != int64(len(got.body)) {
				t.Errorf("%s in %s: %v", path, c, got.Header)
			}
			if len(got.body) >= len(bare.body) {
				t.Errorf("%s in %s: %d bytes of %d", path, c, len(got.body), len(bare.body))
			}
			if body := decode(t, c, got.body); body != bare.body {
				t.Errorf("%s in %s decodes to other bytes", path, c)
			}
		}
	}
}

func decode(t *testing.T, coding, body string) string {
	t.Helper()
	var r io.Reader = brotli.NewReader(strings.NewReader(body))
	if coding == "gzip" {
		z, err := gzip.NewReader(strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r = z
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestNotModified(t *testing.T) {
	s := newShelf(3)
	base := serveShelf(t, s, "")
	url := base + "/malaysia.rss"
	first := ask(t, http.MethodGet, url, "Accept-Encoding", "gzip")
	tag, date := first.Header.Get("ETag"), first.Header.Get("Last-Modified")
	bare := strings.Replace(tag, "-gzip", "", 1)
	tests := []struct {
		name    string
		headers []string
		status  int
	}{
		{"its own tag", []string{"If-None-Match", tag}, 304},
		{"tag of the plain bytes", []string{"If-None-Match", bare}, 304},
		{"weak tag in a list", []string{"If-None-Match", `"x, y", W/` + tag}, 304},
		{"two headers", []string{"If-None-Match", `"x"`, "If-None-Match", tag}, 304},
		{"any", []string{"If-None-Match", "*"}, 304},
		{"other tag", []string{"If-None-Match", `"x"`}, 200},
		{"date", []string{"If-Modified-Since", date}, 304},
		{"later date", []string{"If-Modified-Since", "Mon, 02 Nov 2026 09:00:00 GMT"}, 304},
		{"earlier date", []string{"If-Modified-Since", "Mon, 02 Nov 2026 08:30:14 GMT"}, 200},
		{"no date", []string{"If-Modified-Since", "yesterday"}, 200},
		{"other tag and date", []string{"If-None-Match", `"x"`, "If-Modified-Since", date}, 200},
		{"tag and earlier date", []string{"If-None-Match", tag, "If-Modified-Since", "Mon, 02 Nov 2020 08:30:14 GMT"}, 304},
	}
	for _, tt := range tests {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			got := ask(t, method, url, append(tt.headers, "Accept-Encoding", "gzip")...)
			if got.StatusCode != tt.status {
				t.Errorf("%s %s: %d, want %d", method, tt.name, got.StatusCode, tt.status)
			}
			if got.StatusCode == http.StatusNotModified && got.body != "" {
				t.Errorf("%s %s: a 304 with a body", method, tt.name)
			}
			for _, name := range []string{"ETag", "Last-Modified", "Cache-Control", "Vary", "X-Feed-Health", "Access-Control-Allow-Origin"} {
				if got.Header.Get(name) != first.Header.Get(name) {
					t.Errorf("%s %s: %s %q, want %q", method, tt.name, name, got.Header.Get(name), first.Header.Get(name))
				}
			}
		}
	}
	s.add(tale(77, "malaysia"))
	got := ask(t, http.MethodGet, url, "If-None-Match", tag, "If-Modified-Since", date)
	if got.StatusCode != http.StatusOK || got.Header.Get("ETag") == tag || !strings.Contains(got.body, "Story 77") {
		t.Errorf("after a change: %d, tag %s", got.StatusCode, got.Header.Get("ETag"))
	}
}

func TestRenderedOnce(t *testing.T) {
	s := newShelf(3)
	base := serveShelf(t, s, "")
	for version := 1; version <= 3; version++ {
		for _, coding := range []string{"", "gzip", "br", "gzip"} {
			ask(t, http.MethodGet, base+"/malaysia.rss", "Accept-Encoding", coding)
			ask(t, http.MethodHead, base+"/malaysia.rss", "If-None-Match", "*")
		}
		if got := s.renderings(); got != version {
			t.Errorf("version %d: rendered %d times", version, got)
		}
		s.add(tale(100+version, "malaysia"))
	}
}

func TestDefaultLimit(t *testing.T) {
	base := serveShelf(t, newShelf(120), "")
	if asked := ask(t, http.MethodGet, base+"/world.json?limit=50"); asked.Header.Get("Location") != "/world.json" {
		t.Errorf("limit=50 is another feed: %s", asked.Status)
	}
	for path, want := range map[string]int{"/world.rss": 50, "/world.rss?limit=7": 7, "/world.rss?limit=200": 122} {
		if got := strings.Count(ask(t, http.MethodGet, base+path).body, "<item>"); got != want {
			t.Errorf("%s holds %d items, want %d", path, got, want)
		}
	}
}
