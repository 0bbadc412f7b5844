package web_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/feeds/web"
)

// links are the targets of a Link header, by relation.
func links(h http.Header) map[string]string {
	found := map[string]string{}
	for _, m := range regexp.MustCompile(`<([^<>]*)>; rel="([a-z-]+)"`).FindAllStringSubmatch(h.Get("Link"), -1) {
		found[m[2]] = m[1]
	}
	return found
}

// A reader that follows what is next sees every story once, though others come
// in front and in between; body and headers say the same.
func TestPages(t *testing.T) {
	s := newShelf(23)
	base := serveShelf(t, s, "/news")
	const site = "https://feeds.example.org/news"
	seen := map[string]int{}
	next := site + "/malaysia.json?limit=5"
	for n := 0; next != ""; n++ {
		got := ask(t, http.MethodGet, base+strings.TrimPrefix(next, site))
		var doc struct {
			FeedURL string `json:"feed_url"`
			NextURL string `json:"next_url"`
			Items   []struct{ URL string }
		}
		if err := json.Unmarshal([]byte(got.body), &doc); err != nil || got.StatusCode != http.StatusOK {
			t.Fatalf("%s: %s, %v", next, got.Status, err)
		}
		for _, it := range doc.Items {
			seen[it.URL]++
		}
		to := links(got.Header)
		want := map[string]string{"self": next, "alternate": site + "/malaysia", "first": site + "/malaysia.json?limit=5"}
		if doc.NextURL != "" {
			want["next"] = doc.NextURL
		}
		if diff := cmp.Diff(want, to); diff != "" || doc.FeedURL != next {
			t.Errorf("page %d is %s (-want +got):\n%s", n, doc.FeedURL, diff)
		}
		next = doc.NextURL
		s.add(tale(-1-n, "malaysia"))
	}
	for i := range 23 {
		if link := fmt.Sprint("https://wire.example/story/", i); seen[link] != 1 {
			t.Errorf("%s was seen %d times", link, seen[link])
		}
	}
}

// The formats say what is next each in its way, and a 304 as the 200.
func TestLinks(t *testing.T) {
	base := serveShelf(t, newShelf(3), "")
	const site = "https://feeds.example.org"
	for format, next := range map[string]string{
		"rss":  `<atom:link rel="next" href="`,
		"atom": `<link rel="next" href="`,
		"json": `"next_url":"`,
	} {
		first := site + "/malaysia." + format + "?limit=1&topic=-a&topic=-b"
		got := ask(t, http.MethodGet, base+strings.TrimPrefix(first, site))
		to := links(got.Header)
		want := map[string]string{"self": first, "alternate": site + "/malaysia?topic=-a&topic=-b", "first": first, "next": to["next"]}
		if diff := cmp.Diff(want, to); diff != "" || !strings.HasPrefix(to["next"], site+"/malaysia."+format+"?before=A") {
			t.Errorf("(-want +got):\n%s", diff)
		}
		body := strings.NewReplacer("&amp;", "&", `\u0026`, "&").Replace(got.body)
		if !strings.Contains(body, next+to["next"]+`"`) {
			t.Errorf("no %s%s in:\n%s", next, to["next"], got.body)
		}
		again := ask(t, http.MethodGet, base+strings.TrimPrefix(first, site), "If-None-Match", got.Header.Get("ETag"))
		if again.StatusCode != http.StatusNotModified || again.Header.Get("Link") != got.Header.Get("Link") {
			t.Errorf("%s: Link %s", again.Status, again.Header.Get("Link"))
		}
	}
	got := ask(t, http.MethodGet, base+"/europe.atom")
	if want := `<https://feeds.example.org/europe.atom>; rel="self"; type="application/atom+xml", <https://feeds.example.org/europe>; rel="alternate"; type="text/html"`; got.Header.Get("Link") != want {
		t.Errorf("Link: %s\nwant %s", got.Header.Get("Link"), want)
	}
}

// All pages of a feed are one feed to those who tell feeds by their id, and have
// one title.
func TestOneFeed(t *testing.T) {
	base := serveShelf(t, playing(), "")
	const site = "https://feeds.example.org"
	for path, want := range map[string]string{
		"/malaysia.atom?limit=1&topic=-x":         "<id>https://feeds.example.org/malaysia.atom?limit=1&amp;topic=-x</id>|<title>Malaysia: not x - Example Wire</title>",
		"/malaysia/podcasts.rss?limit=1&topic=-x": "<podcast:guid>|<title>Malaysia: podcasts, not x - Example Wire</title>",
	} {
		first := ask(t, http.MethodGet, base+path)
		pages := []answer{first}
		if next := links(first.Header)["next"]; next != "" {
			pages = append(pages, ask(t, http.MethodGet, base+strings.TrimPrefix(next, site)))
		}
		for _, page := range pages {
			for part := range strings.SplitSeq(want, "|") {
				if !strings.Contains(page.body, part) {
					t.Errorf("%s: no %s in:\n%s", page.Request.URL, part, page.body)
				}
			}
		}
	}
}

// People go on by a link too, and from there to the end.
func TestOlder(t *testing.T) {
	base := serveShelf(t, newShelf(60), "/news")
	older := regexp.MustCompile(`href="(/news/[^"]*)" rel="next"`)
	path, stories := "/news/malaysia?limit=25&q=river", 0
	for n, want := range []int{25, 25, 10} {
		page := ask(t, http.MethodGet, base+path)
		if got := strings.Count(page.body, "<article"); got != want {
			t.Errorf("page %d at %s: %d stories, want %d", n, path, got, want)
		}
		stories += strings.Count(page.body, "<article")
		m := older.FindStringSubmatch(page.body)
		if (m == nil) != (n == 2) {
			t.Fatalf("page %d leads to %v", n, m)
		}
		if m != nil {
			path = strings.ReplaceAll(m[1], "&amp;", "&")
		}
	}
	if stories != 60 {
		t.Errorf("%d stories", stories)
	}
}

// A feed that is all there is links to nothing beyond it; files know no queries.
func TestNoPages(t *testing.T) {
	o := options(newShelf(60), "", quiet())
	o.Static = true
	srv := httptest.NewServer(web.New(o))
	defer srv.Close()
	for _, url := range []string{serveShelf(t, newShelf(50), "") + "/malaysia.json", srv.URL + "/malaysia.json"} {
		got := ask(t, http.MethodGet, url)
		if to := links(got.Header); to["next"] != "" || to["first"] != "" || strings.Contains(got.body, "next_url") {
			t.Errorf("%s: %v", url, to)
		}
	}
}

func TestTitles(t *testing.T) {
	base := serveShelf(t, newShelf(3), "")
	for query, want := range map[string]string{
		"":                                   "Malaysia",
		"topic=business&lang=en":             "Malaysia: business, in English",
		"topic=a&topic=b&topic=-c":           "Malaysia: a or b, not c",
		"lang=-fr&lang=en-US&lang=zh-Hant":   "Malaysia: in American English or in Traditional Chinese, not in French",
		"source=wire&source=-post":           "Malaysia: from The Wire, not from The Post",
		"q=river":                            "Malaysia: “river”",
		"since=2026-11-01&before=2026-11-02": "Malaysia: since 1 November 2026, before 2 November 2026",
		"since=2026-11-01T10:00:00Z":         "Malaysia: since 1 November 2026 10:00:00 UTC",
		"limit=1&dupes=expand&cap=3":         "Malaysia",
		"lang=fr&topic=art&topic=-sport&since=2026-11-01": "Malaisie: art, −sport, français, ≥ 2026-11-01",
		"topic=" + strings.Repeat("ab+", 90):              "Malaysia: " + strings.Repeat("ab ", 65) + "ab…",
	} {
		got := ask(t, http.MethodGet, base+"/malaysia.json?"+query)
		if to := got.Header.Get("Location"); to != "" {
			got = ask(t, http.MethodGet, base+to)
		}
		var doc struct{ Title string }
		if err := json.Unmarshal([]byte(got.body), &doc); err != nil || doc.Title != want+" - Example Wire" {
			t.Errorf("%s is %q, want %q; %v", query, doc.Title, want+" - Example Wire", err)
		}
	}
}
