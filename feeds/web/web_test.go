package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/feeds"
	"dateline/feeds/web"
)

// logTo logs to a test.
func logTo(t testing.TB) *slog.Logger {
	return slog.New(slog.NewTextHandler(testWriter{t}, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

type testWriter struct{ t testing.TB }

func (w testWriter) Write(p []byte) (int, error) {
	w.t.Log(strings.TrimSpace(string(p)))
	return len(p), nil
}

// quiet logs nowhere.
func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func options(l web.Library, base string, log *slog.Logger) web.Options {
	return web.Options{
		Library: l, Atlas: feeds.Builtin(), Log: log,
		Site: feeds.Site{Title: "Example Wire", BaseURL: "https://feeds.example.org" + base, Generator: "Dateline", Version: "1.0"},
	}
}

// serveShelf serves a shelf below base and returns the address of the server.
func serveShelf(t testing.TB, s *shelf, base string) string {
	t.Helper()
	return serveHandler(t, web.New(options(s, base, logTo(t))))
}

func serveHandler(t testing.TB, h http.Handler) string {
	t.Helper()
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	return srv.URL
}

// answer is a response that was read to its end.
type answer struct {
	*http.Response
	body string
}

// ask makes a request as it stands: no redirect is followed and nothing is
// decompressed. Headers come in pairs.
func ask(t testing.TB, method, url string, headers ...string) answer {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Add(headers[i], headers[i+1])
	}
	client := http.Transport{DisableCompression: true, DisableKeepAlives: true}
	resp, err := client.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{resp, string(body)}
}

// exchange is a path and what should come of it.
type exchange struct {
	name, path string
	status     int
	location   string
	body       string // a part of it
}

func wantAnswers(t *testing.T, exchanges []exchange) {
	t.Helper()
	base := serveShelf(t, newShelf(3), "")
	for _, e := range exchanges {
		t.Run(e.name, func(t *testing.T) {
			got := ask(t, http.MethodGet, base+e.path)
			if got.StatusCode != e.status || got.Header.Get("Location") != e.location {
				t.Errorf("%d %q, want %d %q", got.StatusCode, got.Header.Get("Location"), e.status, e.location)
			}
			if !strings.Contains(got.body, e.body) {
				t.Errorf("no %q in:\n%s", e.body, got.body)
			}
			if got.StatusCode == http.StatusOK && got.body == "" {
				t.Error("an empty 200")
			}
		})
	}
}

func TestFound(t *testing.T) {
	id := tale(0, "malaysia").ID.String()
	wantAnswers(t, []exchange{
		{"front", "/", 200, "", "Malaysia"},
		{"page", "/malaysia", 200, "", "Story 0 &lt;of&gt; many &amp; more"},
		{"rss", "/malaysia.rss", 200, "", "Story 0"},
		{"atom", "/world.atom", 200, "", "Story 4"},
		{"json", "/europe.json", 200, "", "Story 3"},
		{"unplaced", "/unplaced.json", 200, "", "Story 4"},
		{"limit", "/malaysia.rss?limit=2", 200, "", "Story 1"},
		{"empty feed", "/antarctica.rss", 200, "", "Antarctica"},
		{"empty page", "/antarctica", 200, "", "No story about this region yet"},
		{"regions", "/regions.json", 200, "", `"slug": "antarctica"`},
		{"item", "/items/" + id + ".json", 200, "", "its dateline says “KUALA LUMPUR”"},
		{"item page", "/items/" + id, 200, "", "its dateline says “KUALA LUMPUR”"},
		{"robots", "/robots.txt", 200, "", "Sitemap: https://feeds.example.org/sitemap.xml"},
		{"icon of phones", "/apple-touch-icon.png", 200, "", "PNG"},
		{"icon", "/favicon.ico", 200, "", "<svg"},
	})
}

func TestCanonicalAddress(t *testing.T) {
	id := tale(0, "malaysia").ID.String()
	wantAnswers(t, []exchange{
		{"code", "/my", 308, "/malaysia", ""},
		{"code, capitals, query", "/MYS.rss?limit=2", 308, "/malaysia.rss?limit=2", ""},
		{"number", "/458.json", 308, "/malaysia.json", ""},
		{"alias", "/South-Eastern-Asia.atom", 308, "/southeast-asia.atom", ""},
		{"capital format", "/malaysia.RSS", 308, "/malaysia.rss", ""},
		{"space", "/Southeast%20Asia.rss", 308, "/southeast-asia.rss", ""},
		{"slash at the end", "/malaysia/", 308, "/malaysia", ""},
		{"alias and slash", "/my/", 308, "/malaysia", ""},
		{"two slashes", "//malaysia.rss", 308, "/malaysia.rss", ""},
		{"dots", "/x/../malaysia.rss", 308, "/malaysia.rss", ""},
		{"foreign host", "//evil.example/", 308, "/evil.example", ""},
		{"backslash", "/%5Cevil.example/", 308, "/%5Cevil.example", ""},
		{"capital item", "/items/" + strings.ToUpper(id) + ".json", 308, "/items/" + id + ".json", ""},
		{"item as urn", "/items/urn:uuid:" + id + ".json", 308, "/items/" + id + ".json", ""},
		{"capital item page", "/items/" + strings.ToUpper(id), 308, "/items/" + id, ""},
	})
}

// A query in another spelling leads to ours at once, whatever else is to be put
// right.
func TestCanonicalAddressOfQuery(t *testing.T) {
	wantAnswers(t, []exchange{
		{"feed", "/malaysia.rss?topic=Sport&lang=EN", 308, "/malaysia.rss?lang=en&topic=sport", ""},
		{"page", "/malaysia?topic=Sport&why=1&limit=30", 308, "/malaysia?topic=sport&why=1", ""},
		{"region and query", "/my.json?limit=50&topic=Sport", 308, "/malaysia.json?topic=sport", ""},
		{"podcasts and query", "/my/podcasts.rss?limit=50&topic=Sport", 308, "/malaysia/podcasts.rss?topic=sport", ""},
		{"podcasts", "/malaysia/podcasts.rss?topic=-Sport", 308, "/malaysia/podcasts.rss?topic=-sport", ""},
		{"region of a page", "/my/?limit=30&q=", 308, "/malaysia", ""},
		{"region and wrong query", "/my.json?limit=x", 308, "/malaysia.json?limit=x", ""},
		{"nothing left", "/malaysia.atom?limit=50", 308, "/malaysia.atom", ""},
		{"source with an address", "/malaysia.atom?source=https://wire.example/rss?a=1%26b=2", 308, "/malaysia.atom?source=https%3A%2F%2Fwire.example%2Frss%3Fa%3D1%26b%3D2", ""},
		{"tracking of a feed", "/malaysia.rss?utm_source=x", 308, "/malaysia.rss", ""},
		{"tracking of a page", "/malaysia?utm_source=x&fbclid=y&limit=7", 308, "/malaysia?limit=7", ""},
		{"form", "/malaysia?q=&lang=ms&topic=", 308, "/malaysia?lang=ms", ""},
		{"ours", "/malaysia.rss?lang=en&topic=sport", 200, "", "<title>Malaysia: sport, in English - Example Wire</title>"},
	})
}

func TestNotFound(t *testing.T) {
	wantAnswers(t, []exchange{
		{"misspelt", "/malasia.rss", 404, "", "https://feeds.example.org/malaysia.rss"},
		{"misspelt page", "/malasia", 404, "", "https://feeds.example.org/malaysia\n"},
		{"nowhere", "/qqqqqqqqqqqq", 404, "", `There is no region "qqqqqqqqqqqq".`},
		{"long", "/" + strings.Repeat("q", 5000), 404, "", "…"},
		{"other format", "/my.xml", 404, "", "https://feeds.example.org/malaysia.atom"},
		{"not built", "/malaysia/live", 404, "", "https://feeds.example.org/malaysia\n"},
		{"deep", "/a/b/c", 404, "", "404 Not Found"},
		{"no item", "/items/00000000-0000-0000-0000-000000000000.json", 404, "", "There is nothing at this address."},
		{"no uuid", "/items/x.json", 404, "", `There is no item "x"`},
		{"no uuid page", "/items/x", 404, "", `There is no item "x"`},
	})
}

func TestBadQuery(t *testing.T) {
	id := tale(0, "malaysia").ID.String()
	wantAnswers(t, []exchange{
		{"limit 0", "/malaysia.rss?limit=0", 400, "", "limit=0 is not a number from 1 to 200"},
		{"limit 201", "/malaysia.rss?limit=201", 400, "", "limit=201"},
		{"limit without value", "/malaysia.rss?limit", 400, "", "limit= is not"},
		{"limit twice", "/malaysia.rss?limit=1&limit=1", 400, "", "more than once"},
		{"limit as no one writes it", "/malaysia.rss?limit=007", 400, "", "limit=007"},
		{"unknown", "/malaysia.rss?colour=red", 400, "", `there is no parameter "colour"`},
		{"near", "/malaysia.rss?limits=5", 400, "", "did you mean limit?"},
		{"no source", "/malaysia.rss?source=wires", 400, "", `there is no source "wires"; did you mean wire?`},
		{"nothing like a source", "/malaysia.rss?source=-zzzzzzzzzzzz", 400, "", "there is no source \"zzzzzzzzzzzz\".\n"},
		{"none of several", "/malaysia?source=wire&source=pots&topic=a", 400, "", `there is no source "pots"; did you mean post?`},
		{"no cursor of ours", "/malaysia.rss?before=x", 400, "", "no place that we gave out in a next link"},
		{"tracking of the front", "/?fbclid=x", 200, "", "Malaysia"},
		{"page of a page", "/malaysia?page=2", 400, "", `there is no parameter "page"`},
		{"broken query", "/malaysia.rss?limit=%zz", 400, "", "invalid URL escape"},
		{"front with query", "/?x=1", 400, "", `there is no parameter "x"`},
		{"item page with query", "/items/" + id + "?x=1", 400, "", "no parameters"},
		{"opml with query", "/regions.opml?x=1", 400, "", "no parameters"},
		{"sitemap with query", "/sitemap.xml?x=1", 400, "", "no parameters"},
		{"regions with query", "/regions.json?x=1", 400, "", "no parameters"},
		{"item with query", "/items/" + id + ".json?x=1", 400, "", "no parameters"},
	})
}

func TestBasePath(t *testing.T) {
	base := serveShelf(t, newShelf(3), "/news")
	tests := []struct {
		path, location string
		status         int
	}{
		{"/news", "", 200},
		{"/news/", "", 200},
		{"/news/malaysia.rss", "", 200},
		{"/malaysia.rss", "", 200},
		{"/", "", 200},
		{"/news/my.rss?limit=5", "/news/malaysia.rss?limit=5", 308},
		{"/my.rss", "/news/malaysia.rss", 308},
		{"/newsroom", "", 404},
	}
	for _, tt := range tests {
		got := ask(t, http.MethodGet, base+tt.path)
		if got.StatusCode != tt.status || got.Header.Get("Location") != tt.location {
			t.Errorf("%s: %d %q, want %d %q", tt.path, got.StatusCode, got.Header.Get("Location"), tt.status, tt.location)
		}
	}
	page := ask(t, http.MethodGet, base+"/malaysia").body
	for _, want := range []string{
		`href="/news/"`, `href="/news/southeast-asia"`, `<link rel="canonical" href="https://feeds.example.org/news/malaysia">`,
		`type="application/rss+xml" title="Malaysia - Example Wire (RSS)" href="https://feeds.example.org/news/malaysia.rss">`,
		`href="/news/items/`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in the page", want)
		}
	}
}

// TestRenderedOnce wants one rendering for each version of a feed, however it
// is asked for.
// TestDefaultLimit wants the default asked for to be the default.
func TestErrors(t *testing.T) {
	s := newShelf(3)
	base := serveShelf(t, s, "")
	s.broken = errSecret
	for _, path := range []string{"/", "/malaysia", "/malaysia.rss", "/regions.json", "/items/" + tale(0).ID.String() + ".json"} {
		for _, accept := range []string{"*/*", "text/html"} {
			got := ask(t, http.MethodGet, base+path, "Accept", accept)
			if got.StatusCode != http.StatusInternalServerError || !strings.Contains(strings.ToLower(got.body), "internal error") || strings.Contains(got.body, "secret") {
				t.Errorf("%s for %s: %d %s", path, accept, got.StatusCode, got.body)
			}
			if got.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("%s may be kept: %s", path, got.Header.Get("Cache-Control"))
			}
		}
	}
	s.broken = context.DeadlineExceeded
	got := ask(t, http.MethodGet, base+"/malaysia.rss")
	if got.StatusCode != http.StatusServiceUnavailable || got.Header.Get("Retry-After") == "" {
		t.Errorf("out of time: %d %v", got.StatusCode, got.Header)
	}
}

func TestErrorPage(t *testing.T) {
	base := serveShelf(t, newShelf(3), "/news")
	got := ask(t, http.MethodGet, base+"/malasia.rss", "Accept", "text/html,*/*;q=0.1")
	for _, want := range []string{"<h1 dir=\"auto\">There is no region &#34;malasia&#34;.</h1>", `<a href="/news/malaysia.rss">Malaysia (RSS)</a>`} {
		if !strings.Contains(got.body, want) {
			t.Errorf("no %s in:\n%s", want, got.body)
		}
	}
	got = ask(t, http.MethodGet, base+"/%3Cscript%3Ealert(1)%3C%2Fscript%3E", "Accept", "text/html")
	if got.StatusCode != http.StatusNotFound || strings.Contains(got.body, "<script") {
		t.Errorf("%d:\n%s", got.StatusCode, got.body)
	}
}

// panicky panics where a Library should not.
type panicky struct{ *shelf }

func (panicky) Latest(context.Context, string, int) (feeds.Page, error) { panic("boom") }

func TestPanic(t *testing.T) {
	var logged bytes.Buffer
	log := slog.New(slog.NewTextHandler(&logged, nil))
	srv := httptest.NewServer(web.New(options(panicky{newShelf(1)}, "", log)))
	t.Cleanup(srv.Close)
	for range 2 {
		got := ask(t, http.MethodGet, srv.URL+"/malaysia.rss")
		if got.StatusCode != http.StatusInternalServerError || strings.TrimSpace(got.body) != "internal error" {
			t.Errorf("%d %q", got.StatusCode, got.body)
		}
	}
	srv.Close()
	if !strings.Contains(logged.String(), "boom") {
		t.Errorf("the log does not say why: %s", logged.String())
	}
}

func TestRegionsJSON(t *testing.T) {
	base := serveShelf(t, newShelf(3), "/news")
	var got struct {
		Regions []map[string]any
	}
	if err := json.Unmarshal([]byte(ask(t, http.MethodGet, base+"/regions.json").body), &got); err != nil {
		t.Fatal(err)
	}
	if want := len(feeds.Builtin().Slugs()); len(got.Regions) != want {
		t.Errorf("%d regions, want %d", len(got.Regions), want)
	}
	for _, r := range got.Regions {
		if r["parents"] == nil || r["count"] == nil {
			t.Errorf("%v lacks parents or count", r["slug"])
		}
		if r["slug"] != "malaysia" {
			continue
		}
		delete(r, "parents") // the atlas' own business
		want := map[string]any{
			"slug": "malaysia", "name": "Malaysia", "kind": "country", "count": 3.0,
			"feeds": map[string]any{
				"rss":  "https://feeds.example.org/news/malaysia.rss",
				"atom": "https://feeds.example.org/news/malaysia.atom",
				"json": "https://feeds.example.org/news/malaysia.json",
			},
		}
		if diff := cmp.Diff(want, r); diff != "" {
			t.Errorf("malaysia (-want +got):\n%s", diff)
		}
	}
}

func TestItemJSON(t *testing.T) {
	base := serveShelf(t, newShelf(3), "/news")
	id := tale(0, "malaysia").ID
	var got map[string]any
	if err := json.Unmarshal([]byte(ask(t, http.MethodGet, base+"/items/"+id.String()+".json").body), &got); err != nil {
		t.Fatal(err)
	}
	delete(got, "in") // the atlas' own business
	want := map[string]any{
		"id": id.URN(), "url": "https://feeds.example.org/news/items/" + id.String() + ".json",
		"guid": "guid-0", "title": "Story 0 <of> many & more", "link": "https://wire.example/story/0",
		"date": "2026-11-02T08:30:15Z", "published": "2026-11-02T08:30:15Z", "received": "2026-11-02T08:31:15Z",
		"modified": "2026-11-02T08:30:15Z", "revision": 1.0, "language": "en",
		"summary": "<p>The river rose <b>again</b> &amp; fell.</p>",
		"content": "<p>The river rose <b>again</b> &amp; fell, and then it went on to the sea as it does.</p>",
		"image":   map[string]any{"url": "https://wire.example/image/0.jpg", "credit": "Photo: A. Person"},
		"regions": []any{map[string]any{
			"slug": "malaysia", "name": "Malaysia", "url": "https://feeds.example.org/news/malaysia", "confidence": 0.95,
			"why":      "Malaysia: its dateline says “KUALA LUMPUR”.",
			"evidence": []any{map[string]any{"kind": "dateline", "text": "KUALA LUMPUR", "weight": 0.95}},
		}},
		"sources": []any{
			map[string]any{"id": "wire", "name": "The Wire", "url": "https://wire.example/rss", "link": "https://wire.example/story/0", "guid": "guid-0"},
			map[string]any{"id": "post", "name": "The Post", "url": "https://post.example/rss", "link": "https://wire.example/story/0?post"},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
