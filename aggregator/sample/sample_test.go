package sample_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"dateline/aggregator/sample"
	"dateline/feeds"
)

// get asks for an address with one request header, perhaps.
func get(t *testing.T, address, key, value string) (*http.Response, []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if key != "" {
		req.Header.Set(key, value)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, body
}

func TestStartServesUntilTheEnd(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	sources, err := sample.Start(ctx)
	if err != nil {
		t.Fatal(err)
	}
	// The ports may be taken: then a second newsroom finds another.
	again, err := sample.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if sources[0].URL == again[0].URL || sources[0].ID != again[0].ID {
		t.Errorf("two newsrooms: %s %s and %s %s", sources[0].ID, sources[0].URL, again[0].ID, again[0].URL)
	}
	if resp, _ := get(t, sources[0].URL, "", ""); resp.StatusCode != http.StatusOK { //nolint:bodyclose // get does
		t.Errorf("%s: %s", sources[0].URL, resp.Status)
	}
	stop()
	http.DefaultClient.CloseIdleConnections()
	for deadline := time.Now().Add(5 * time.Second); ; runtime.Gosched() {
		req, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, sources[0].URL, nil)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			break
		}
		_ = resp.Body.Close()
		if time.Now().After(deadline) {
			t.Fatal("still served after the context ended")
		}
	}
}

func TestConditionalGet(t *testing.T) {
	server := httptest.NewServer(sample.Handler())
	defer server.Close()
	for _, src := range sample.Sources(server.URL) {
		resp, body := get(t, src.URL, "", "") //nolint:bodyclose // get does
		etag, modified := resp.Header.Get("ETag"), resp.Header.Get("Last-Modified")
		switch src.ID {
		case "sample-night-desk":
			if resp.StatusCode != http.StatusInternalServerError || len(body) == 0 {
				t.Errorf("%s: %s with %d bytes, want 500 with a body", src.ID, resp.Status, len(body))
			}
			continue
		case "sample-world-in-brief":
			if etag+modified != "" {
				t.Errorf("%s has validators %q %q, want none", src.ID, etag, modified)
			}
			continue
		}
		if resp.StatusCode != http.StatusOK || etag == "" || modified == "" {
			t.Errorf("%s: %s, ETag %q, Last-Modified %q", src.ID, resp.Status, etag, modified)
		}
		if resp, body := get(t, src.URL, "If-None-Match", etag); resp.StatusCode != http.StatusNotModified || len(body) > 0 { //nolint:bodyclose // get does
			t.Errorf("%s with its ETag: %s, want 304", src.ID, resp.Status)
		}
		if resp, _ := get(t, src.URL, "If-Modified-Since", modified); resp.StatusCode != http.StatusNotModified { //nolint:bodyclose // get does
			t.Errorf("%s with its Last-Modified: %s, want 304", src.ID, resp.Status)
		}
		if resp, _ := get(t, src.URL, "If-None-Match", `"other"`); resp.StatusCode != http.StatusOK { //nolint:bodyclose // get does
			t.Errorf("%s with another ETag: %s, want 200", src.ID, resp.Status)
		}
	}
	if resp, body := get(t, server.URL+"/", "", ""); resp.StatusCode != http.StatusOK || !bytes.Contains(body, []byte("/meridian-wire.rdf")) { //nolint:bodyclose // get does
		t.Errorf("/: %s %q", resp.Status, body)
	}
	if resp, _ := get(t, server.URL+"/none.xml", "", ""); resp.StatusCode != http.StatusNotFound { //nolint:bodyclose // get does
		t.Errorf("/none.xml: %s, want 404", resp.Status)
	}
}

func TestSources(t *testing.T) {
	sources := sample.Sources("http://127.0.0.1:8090")
	if len(sources) < 8 {
		t.Errorf("%d sources, want 8 or more", len(sources))
	}
	seen := map[string]bool{}
	for _, src := range sources {
		if seen[src.ID] || !strings.HasPrefix(src.ID, "sample-") {
			t.Errorf("id %q", src.ID)
		}
		seen[src.ID] = true
		for _, region := range src.Regions {
			if _, known := feeds.Builtin().Region(region); !known {
				t.Errorf("%s: region %q", src.ID, region)
			}
		}
	}
}

// editions reads the embedded files.
func editions(t *testing.T) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob("feeds/*")
	if err != nil || len(names) == 0 {
		t.Fatalf("no feeds: %v", err)
	}
	all := map[string][]byte{}
	for _, name := range names {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(name)] = body
	}
	return all
}

var item = regexp.MustCompile(`<item[ >]|<entry>|"content_html"`)

// TestNature checks that each feed is the kind of trouble it is there for.
func TestNature(t *testing.T) {
	natures := map[string]struct {
		items int
		isNot bool // not UTF-8
		has   []string
	}{
		"straits-desk.xml":     {14, false, []string{`<rss version="2.0"`, "[MALAYSIA]", "(Selat Newswire) -", "Image Credits:", "Advertisement", "data-src=", "media:credit"}},
		"meridian-wire.rdf":    {12, false, []string{"<rdf:RDF", "rdf:about=", "LONDON —", "dcterms:spatial"}},
		"pacific-ledger.atom":  {12, false, []string{"http://www.w3.org/2005/Atom", "xml:base=", `href="2026/`, `type="xhtml"`}},
		"harbour-press.json":   {12, false, []string{"https://jsonfeed.org/version/1.1", `"attachments"`, `"authors"`}},
		"gaceta-del-sur.xml":   {10, true, []string{`encoding="windows-1252"`, "M\xe9xico"}},
		"jornal-da-baia.xml":   {8, true, []string{`<rss version="2.0"`, "Ba\xeda"}},
		"savanna-morning.xml":  {8, false, []string{"<enclosure", "itunes:duration", "podcast:transcript"}},
		"lakes-and-plains.xml": {12, false, []string{"utm_source=", "src=\"/pictures/", "EST"}},
		"delta-news.atom":      {10, false, []string{"georss:point", "[UNITED ARAB EMIRATES]", "<rights>"}},
		"world-in-brief.xml":   {12, false, []string{"[WORLD]", "<source url=", "Image Credits:"}},
		"north-sea-post.xml":   {5, false, []string{"Post & Courier"}},
	}
	all, total := editions(t), 0
	for name, body := range all {
		want, known := natures[name]
		if !known {
			t.Errorf("%s: no such feed", name)
		}
		n := len(item.FindAll(body, -1))
		if total += n; n != want.items {
			t.Errorf("%s: %d items, want %d", name, n, want.items)
		}
		if utf8.Valid(body) == want.isNot {
			t.Errorf("%s: valid UTF-8 %t", name, utf8.Valid(body))
		}
		for _, part := range want.has {
			if !bytes.Contains(body, []byte(part)) {
				t.Errorf("%s lacks %q", name, part)
			}
		}
	}
	if len(all) != len(natures) || total < 80 {
		t.Errorf("%d feeds with %d items, want %d and 80 or more", len(all), total, len(natures))
	}
	if bytes.Contains(all["north-sea-post.xml"], []byte("</channel>")) {
		t.Error("north-sea-post.xml ends, want it cut off")
	}
}

var address = regexp.MustCompile(`https?://[^"'<>\s&]+`)

// TestFiction checks that no address leads to a real site, but for namespaces.
func TestFiction(t *testing.T) {
	namespaces := []string{
		"www.w3.org", "purl.org", "search.yahoo.com", "www.itunes.com",
		"podcastindex.org", "www.georss.org", "jsonfeed.org",
	}
	for name, body := range editions(t) {
		for _, found := range address.FindAllString(string(body), -1) {
			u, err := url.Parse(found)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if !strings.HasSuffix(u.Host, ".example") && !slices.Contains(namespaces, u.Host) {
				t.Errorf("%s leads to %s", name, found)
			}
		}
	}
}

// TestSharedStories checks that each of three stories has one canonical
// address in the feeds that carry it.
func TestSharedStories(t *testing.T) {
	stories := map[string][]string{
		"straitsdesk.example/2026/11/penang-ferry-night-service": {"straits-desk.xml", "meridian-wire.rdf", "world-in-brief.xml"},
		"deltanews.example/story/nairobi-commuter-rail":          {"delta-news.atom", "world-in-brief.xml"},
		"pacificledger.example/2026/11/tonga-fiji-cable":         {"harbour-press.json", "world-in-brief.xml"}, // and relative in pacific-ledger.atom
	}
	all := editions(t)
	for want, names := range stories {
		for _, name := range names {
			links := address.FindAllString(string(all[name]), -1)
			carries := slices.ContainsFunc(links, func(l string) bool { return feeds.Canonical(l) == want })
			if !carries {
				t.Errorf("%s does not carry %s", name, want)
			}
		}
	}
}

var pubDate = regexp.MustCompile(`<pubDate>(.*?)</pubDate>`)

// TestWeekdays checks that dates name the day they are on.
func TestWeekdays(t *testing.T) {
	for name, body := range editions(t) {
		for _, m := range pubDate.FindAllSubmatch(body, -1) {
			text := string(m[1])
			day, err := time.Parse("02 Jan 2006", text[5:16])
			if err != nil || day.Format("Mon") != text[:3] {
				t.Errorf("%s: %s (%v)", name, text, err)
			}
		}
	}
}
