package web_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
)

var idPattern = regexp.MustCompile(`urn:uuid:[0-9a-f-]{36}`)

// listed are the items of a feed, in its order.
func listed(body string) (ids []string) {
	for _, id := range idPattern.FindAllString(body, -1) {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// Who has an earlier version of a feed gets what is new and what has changed,
// in all formats and codings, and who asks for nothing of the kind the whole.
func TestDelta(t *testing.T) {
	for _, f := range feeds.Formats() {
		for _, query := range []string{"", "?lang=en"} {
			t.Run(string(f)+query, func(t *testing.T) {
				shelf := newShelf(9)
				path := serveShelf(t, shelf, "") + "/world." + string(f) + query
				first := ask(t, http.MethodGet, path, "A-IM", "feed")
				if first.StatusCode != http.StatusOK || !strings.Contains(first.Header.Get("Vary"), "A-IM") {
					t.Fatalf("%s, Vary: %s", first.Status, first.Header.Get("Vary"))
				}
				tag := first.Header.Get("ETag")
				if again := ask(t, http.MethodGet, path, "A-IM", "feed", "If-None-Match", tag); again.StatusCode != http.StatusNotModified {
					t.Errorf("nothing new: %s", again.Status)
				}
				a, b := tale(100, "malaysia"), tale(101, "japan")
				shelf.add(a)
				shelf.add(b)
				want := []string{b.ID.URN(), a.ID.URN()}
				for _, tags := range []string{tag, `"unknown", W/` + tag} {
					got := ask(t, http.MethodGet, path, "A-IM", "vcdiff, feed;q=0.5", "If-None-Match", tags)
					if got.StatusCode != http.StatusIMUsed || got.Header.Get("IM") != "feed" || got.Header.Get("Cache-Control") != "no-store, im" {
						t.Fatalf("%s: %s, %v", tags, got.Status, got.Header)
					}
					if ids := listed(got.body); !slices.Equal(ids, want) {
						t.Errorf("%s: %d items, want the 2 new ones", tags, len(ids))
					}
					whole := ask(t, http.MethodGet, path)
					if whole.StatusCode != http.StatusOK || got.Header.Get("ETag") != whole.Header.Get("ETag") || len(listed(whole.body)) < 8 {
						t.Errorf("the whole: %s, ETag %s, the delta's is %s", whole.Status, whole.Header.Get("ETag"), got.Header.Get("ETag"))
					}
				}
				zipped := ask(t, http.MethodGet, path, "A-IM", "feed", "If-None-Match", tag, "Accept-Encoding", "gzip")
				r, err := gzip.NewReader(strings.NewReader(zipped.body))
				if err != nil {
					t.Fatal(zipped.Status, err)
				}
				text, err := io.ReadAll(r)
				if err != nil || !slices.Equal(listed(string(text)), want) || !strings.HasSuffix(zipped.Header.Get("ETag"), `-gzip"`) {
					t.Errorf("gzip: %v, ETag %s", err, zipped.Header.Get("ETag"))
				}
			})
		}
	}
}

// A story that changed is new to who has it as it was.
func TestDeltaChanged(t *testing.T) {
	shelf := newShelf(5)
	path := serveShelf(t, shelf, "") + "/world.json"
	tag := ask(t, http.MethodGet, path).Header.Get("ETag")
	changed := shelf.edit(3)
	got := ask(t, http.MethodGet, path, "A-IM", "feed", "If-None-Match", tag)
	if ids := listed(got.body); got.StatusCode != http.StatusIMUsed || !slices.Equal(ids, []string{changed.ID.URN()}) {
		t.Errorf("%s with %v, want %s", got.Status, ids, changed.ID.URN())
	}
}

// Only those get a delta who ask for one, of a version that was given out.
func TestNoDelta(t *testing.T) {
	shelf := newShelf(5)
	base := serveShelf(t, shelf, "")
	tag := ask(t, http.MethodGet, base+"/world.rss").Header.Get("ETag")
	shelf.add(tale(100, "malaysia"))
	for name, headers := range map[string][]string{
		"nothing asked":       {"If-None-Match", tag},
		"refused":             {"If-None-Match", tag, "A-IM", "feed;q=0"},
		"something else":      {"If-None-Match", tag, "A-IM", "vcdiff, feeder"},
		"no version":          {"A-IM", "feed"},
		"an unknown version":  {"A-IM", "feed", "If-None-Match", `"1234"`},
		"a broken version":    {"A-IM", "feed", "If-None-Match", `"`},
		"a date":              {"A-IM", "feed", "If-Modified-Since", time.Unix(0, 0).UTC().Format(http.TimeFormat)},
		"that of another one": {"A-IM", "feed", "If-None-Match", ask(t, http.MethodGet, base+"/world.rss?limit=2").Header.Get("ETag")},
	} {
		if got := ask(t, http.MethodGet, base+"/world.rss", headers...); got.StatusCode != http.StatusOK || len(listed(got.body)) != 8 {
			t.Errorf("%s: %s with %d items", name, got.Status, len(listed(got.body)))
		}
	}
	if got := ask(t, http.MethodHead, base+"/world.rss", "A-IM", "feed", "If-None-Match", tag); got.StatusCode != http.StatusIMUsed || got.body != "" {
		t.Errorf("HEAD: %s with %q", got.Status, got.body)
	}
}
