package web_test

import (
	"bytes"
	"encoding/xml"
	"image/png"
	"net/http"
	"strings"
	"testing"

	"dateline/feeds"
)

// playing is a shelf with a recording about Malaysia among its stories.
func playing() *shelf {
	s := newShelf(3)
	e := tale(9, "malaysia")
	e.Enclosures = []feeds.Enclosure{{URL: "https://wire.example/9.mp3", Type: "audio/mpeg", Length: 12345}}
	s.add(e)
	return s
}

func TestPodcasts(t *testing.T) {
	base := serveShelf(t, playing(), "")
	a := ask(t, http.MethodGet, base+"/malaysia/podcasts.rss")
	if a.StatusCode != http.StatusOK || a.Header.Get("Content-Type") != "application/rss+xml; charset=utf-8" {
		t.Fatalf("%s, %s", a.Status, a.Header.Get("Content-Type"))
	}
	var doc struct {
		Title string `xml:"channel>title"`
		Items []struct {
			Title     string `xml:"title"`
			Enclosure struct {
				URL string `xml:"url,attr"`
			} `xml:"enclosure"`
		} `xml:"channel>item"`
	}
	if err := xml.Unmarshal([]byte(a.body), &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Items) != 1 || doc.Items[0].Enclosure.URL != "https://wire.example/9.mp3" || doc.Title != "Malaysia: podcasts - Example Wire" {
		t.Errorf("got %+v", doc)
	}
	if want := `href="https://feeds.example.org/malaysia/podcasts.rss"`; !strings.Contains(a.body, want) {
		t.Errorf("no %s in %s", want, a.body)
	}
	etag := a.Header.Get("ETag")
	if again := ask(t, http.MethodGet, base+"/malaysia/podcasts.rss", "If-None-Match", etag); again.StatusCode != http.StatusNotModified {
		t.Errorf("with its ETag: %s", again.Status)
	}
}

func TestPodcastsAddresses(t *testing.T) {
	base := serveShelf(t, playing(), "")
	for path, want := range map[string]string{
		"/my/podcasts.rss":               "/malaysia/podcasts.rss",
		"/MY/Podcasts.RSS?lang=en":       "/malaysia/podcasts.rss?lang=en",
		"/458/podcasts.png":              "/malaysia/podcasts.png",
		"/malaysia/podcasts.rss?lang=EN": "/malaysia/podcasts.rss?lang=en",
	} {
		a := ask(t, http.MethodGet, base+path)
		if a.StatusCode != http.StatusPermanentRedirect || a.Header.Get("Location") != want {
			t.Errorf("%s: %s to %q, want %q", path, a.Status, a.Header.Get("Location"), want)
		}
	}
	for path, want := range map[string]int{
		"/malaysia/podcasts.atom": http.StatusNotFound, "/malasia/podcasts.rss": http.StatusNotFound, "/malasia/podcasts.png": http.StatusNotFound,
		"/malaysia/podcasts.rss?x=1": http.StatusBadRequest, "/malaysia/podcasts.png?x=1": http.StatusBadRequest,
		"/kenya/podcasts.rss": http.StatusOK, "/malaysia/podcasts.rss?lang=fr": http.StatusOK,
	} {
		if a := ask(t, http.MethodGet, base+path); a.StatusCode != want {
			t.Errorf("%s: %s, want %d", path, a.Status, want)
		}
	}
}

func TestPodcastsCover(t *testing.T) {
	base := serveShelf(t, playing(), "")
	a := ask(t, http.MethodGet, base+"/malaysia/podcasts.png", "Accept-Encoding", "gzip")
	if a.Header.Get("Content-Type") != "image/png" || a.Header.Get("Content-Encoding") != "" {
		t.Errorf("type %q, coding %q", a.Header.Get("Content-Type"), a.Header.Get("Content-Encoding"))
	}
	c, err := png.DecodeConfig(bytes.NewReader([]byte(a.body)))
	if err != nil || c.Width != c.Height || c.Width < 1400 || c.Width > 3000 {
		t.Errorf("%d by %d, %v", c.Width, c.Height, err)
	}
}

// A page announces podcasts where there are any.
func TestPodcastsAnnounced(t *testing.T) {
	base := serveShelf(t, playing(), "")
	const link = `<link rel="alternate" type="application/rss+xml" title="Malaysia: podcasts - Example Wire" href="https://feeds.example.org/malaysia/podcasts.rss">`
	if a := ask(t, http.MethodGet, base+"/malaysia"); strings.Count(a.body, link) != 1 {
		t.Errorf("not announced: %s", a.body)
	}
	if a := ask(t, http.MethodGet, base+"/europe"); strings.Contains(a.body, "podcasts.rss") {
		t.Error("announced where there are none")
	}
}
