package web_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/feeds"
	"dateline/feeds/web"
)

// hubbed serves a shelf below a base, with a hub that repeats what it gets.
func hubbed(t *testing.T, s *shelf, base string) (*web.Server, string) {
	t.Helper()
	o := options(s, base, logTo(t))
	o.HubURL = web.HubURL(o.Site)
	server := web.New(o).Hub(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, r.Method+" "+r.URL.Path)
	}))
	srv := httptest.NewServer(server)
	t.Cleanup(srv.Close)
	return server, srv.URL
}

// TestHubIsNamed: every feed names its hub and itself, in body and header.
func TestHubIsNamed(t *testing.T) {
	_, at := hubbed(t, newShelf(3), "/news")
	const hub = "https://feeds.example.org/news/hub"
	for path, inBody := range map[string]string{
		"/malaysia.rss":          `<atom:link rel="hub" href="` + hub + `"`,
		"/malaysia.atom?lang=en": `<link rel="hub" href="` + hub + `"`,
	} {
		got := ask(t, http.MethodGet, at+path)
		for _, text := range []string{inBody, `rel="self"`} {
			if !strings.Contains(got.body, text) {
				t.Errorf("%s: no %s in\n%.600s", path, text, got.body)
			}
		}
	}
	var feed struct {
		URL  string `json:"feed_url"`
		Hubs []struct{ Type, URL string }
	}
	got := ask(t, http.MethodGet, at+"/malaysia.json?limit=2")
	if err := json.Unmarshal([]byte(got.body), &feed); err != nil {
		t.Fatal(err)
	}
	if feed.URL != "https://feeds.example.org/news/malaysia.json?limit=2" || len(feed.Hubs) != 1 || feed.Hubs[0].URL != hub || feed.Hubs[0].Type != "WebSub" {
		t.Errorf("%+v", feed)
	}
	link := got.Header.Get("Link")
	for _, want := range []string{"<" + hub + `>; rel="hub"`, `<https://feeds.example.org/news/malaysia.json?limit=2>; rel="self"`} {
		if !strings.Contains(link, want) {
			t.Errorf("no %s in Link: %s", want, link)
		}
	}
	if got := ask(t, http.MethodGet, serveShelf(t, newShelf(3), "")+"/malaysia.rss"); strings.Contains(got.body+got.Header.Get("Link"), `rel="hub"`) {
		t.Error("a hub is named where there is none")
	}
}

func TestHubIsAsked(t *testing.T) {
	_, at := hubbed(t, newShelf(3), "/news")
	for _, path := range []string{"/hub", "/news/hub"} {
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodOptions} {
			if got := ask(t, method, at+path); got.StatusCode != http.StatusOK || got.body != method+" /hub" {
				t.Errorf("%s %s: %d %s", method, path, got.StatusCode, got.body)
			}
		}
	}
	if got := ask(t, http.MethodPost, at+"/news/hub/"); got.StatusCode != http.StatusPermanentRedirect || got.Header.Get("Location") != "/news/hub" {
		t.Errorf("with a slash: %d %s", got.StatusCode, got.Header.Get("Location"))
	}
	if got := ask(t, http.MethodGet, serveShelf(t, newShelf(3), "")+"/hub"); got.StatusCode != http.StatusNotFound {
		t.Errorf("no hub: %d", got.StatusCode)
	}
}

// TestTopic: a topic is what is served at its address, however it is spelt.
func TestTopic(t *testing.T) {
	s := newShelf(3)
	server, at := hubbed(t, s, "/news")
	want := ask(t, http.MethodGet, at+"/malaysia.json?lang=en&limit=2")
	for _, address := range []string{
		"https://feeds.example.org/news/malaysia.json?lang=en&limit=2", "https://FEEDS.example.org:443/news/my.json?limit=2&lang=EN",
	} {
		got, err := server.Topic(t.Context(), address)
		if err != nil {
			t.Fatal(address, err)
		}
		if diff := cmp.Diff(want.body, string(got.Body)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", address, diff)
		}
		if got.Address != "https://feeds.example.org/news/malaysia.json?lang=en&limit=2" || got.Region != "malaysia" ||
			got.Seq != s.seq || got.MediaType != want.Header.Get("Content-Type") {
			t.Errorf("%s: %s %s %d %s", address, got.Address, got.Region, got.Seq, got.MediaType)
		}
	}
	if got, err := server.Topic(t.Context(), "https://feeds.example.org/news/my/podcasts.rss"); err != nil || got.Region != "malaysia" || got.Address != "https://feeds.example.org/news/malaysia/podcasts.rss" {
		t.Errorf("podcasts: %s of %s, %v", got.Address, got.Region, err)
	}
	for _, address := range []string{"", "https://feeds.example.org/news", "https://feeds.example.org/news/malaysia", "https://feeds.example.org/newsroom/malaysia.rss", "%"} {
		if got, err := server.Topic(t.Context(), address); !errors.Is(err, feeds.ErrNotFound) {
			t.Errorf("%s: %q, %v", address, got.Address, err)
		}
	}
	s.broken = errSecret
	if _, err := server.Topic(t.Context(), "https://feeds.example.org/news/asia.rss"); err == nil || errors.Is(err, feeds.ErrNotFound) {
		t.Errorf("a broken library: %v", err)
	}
	panics := web.New(options(panicky{newShelf(1)}, "", quiet()))
	if _, err := panics.Topic(t.Context(), "https://feeds.example.org/malaysia.rss"); err == nil {
		t.Error("a panic is no error")
	}
}

// TestLoopbackTopic: without a base address we are where our readers are.
func TestLoopbackTopic(t *testing.T) {
	o := options(newShelf(1), "", quiet())
	o.Site.BaseURL = "http://localhost:8080"
	for address, want := range map[string]string{
		"http://localhost:8080/my.rss": "malaysia", "http://127.0.0.1:8080/my.rss": "malaysia", "http://[::1]:8080/my.rss": "malaysia",
		"http://127.0.0.1:8081/my.rss": "", "http://127.0.0.2:8080/my.rss": "",
	} {
		if got, err := web.New(o).Topic(t.Context(), address); got.Region != want {
			t.Errorf("%s: %q, %v, want %q", address, got.Region, err, want)
		}
	}
}

// TestPrint: it changes with what is listed, not with how the sources fare or
// when the region changed last.
func TestPrint(t *testing.T) {
	s := newShelf(3)
	server, _ := hubbed(t, s, "")
	print := func() string {
		topic, err := server.Topic(t.Context(), "https://feeds.example.org/malaysia.json")
		if err != nil {
			t.Fatal(err)
		}
		return topic.Print
	}
	first := print()
	s.mu.Lock()
	s.failing, s.changed = []string{"wire"}, s.changed.Add(time.Hour)
	s.seq++
	s.mu.Unlock()
	if print() != first {
		t.Error("another print for other health")
	}
	s.add(tale(9, "malaysia"))
	added := print()
	if added == first {
		t.Error("the same print for one more entry")
	}
	s.mu.Lock()
	s.entries[0].Revision++
	s.members = nil
	s.seq++
	s.mu.Unlock()
	if print() == added {
		t.Error("the same print for another revision")
	}
}
