package press_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator/bench/press"
	"dateline/feeds"
)

var now = time.Date(2026, time.November, 23, 8, 0, 0, 0, time.UTC)

func newPress(t testing.TB) *press.Press {
	t.Helper()
	atlas, err := feeds.NewAtlas(nil)
	if err != nil {
		t.Fatal(err)
	}
	return press.New(atlas, now)
}

// Two processes on one day make the same articles, and one source never the
// same twice.
func TestSameNumbersSameArticles(t *testing.T) {
	a, b := newPress(t), newPress(t)
	if diff := cmp.Diff(a.Article(3, 17, 1000), b.Article(3, 17, 1000)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if a.Article(3, 17, 1000).Title == a.Article(3, 18, 1000).Title {
		t.Error("two articles have one title")
	}
}

// A press can write for a year.
func TestOver(t *testing.T) {
	p := newPress(t)
	first, last := p.Over(300*24*time.Hour, 100).Article(3, 0, 100), p.Over(300*24*time.Hour, 100).Article(3, 100, 100)
	if got := last.Published.Sub(first.Published); got != 300*24*time.Hour {
		t.Errorf("a hundred articles take %v", got)
	}
	if first.HTML != p.Article(3, 0, 100).HTML {
		t.Error("it writes something else")
	}
}

// One in ten tells what another source told.
func TestRetelling(t *testing.T) {
	p := newPress(t)
	told, first := p.Article(4, 19, 1000), p.Article(3, 16, 1000)
	if told.Title != first.Title || told.Link == first.Link {
		t.Errorf("article 19 of source 4 is %q, want it to retell %q at another address", told.Title, first.Title)
	}
}

func TestFeedsAreWellFormed(t *testing.T) {
	p := newPress(t)
	for _, test := range []struct {
		source int
		media  string
		count  func(*testing.T, []byte) int
	}{
		{0, "application/rss+xml", func(t *testing.T, b []byte) int { return elements(t, b, "item") }},
		{3, "application/atom+xml", func(t *testing.T, b []byte) int { return elements(t, b, "entry") }},
		{9, "application/feed+json", jsonItems},
	} {
		body, media := p.Feed(test.source, 1000, 30)
		if media != test.media {
			t.Errorf("source %d is %s, want %s", test.source, media, test.media)
		}
		if n := test.count(t, body); n != 30 {
			t.Errorf("source %d has %d items, want 30", test.source, n)
		}
		if len(body) < 80_000 || len(body) > 120_000 {
			t.Errorf("source %d has %d bytes, want some 93 KB", test.source, len(body))
		}
	}
}

func elements(t *testing.T, body []byte, name string) (n int) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(body))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return n
		}
		if err != nil {
			t.Fatal(err)
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == name {
			n++
		}
	}
}

func jsonItems(t *testing.T, body []byte) int {
	t.Helper()
	var doc struct{ Items []struct{ ID string } }
	if err := json.Unmarshal(body, &doc); err != nil {
		t.Fatal(err)
	}
	return len(doc.Items)
}

func TestUpstream(t *testing.T) {
	up := &press.Upstream{Press: newPress(t), Articles: 5}
	up.Newest.Store(100)
	if err := up.Start(t.Context()); err != nil {
		t.Skipf("only some systems answer at all of 127.0.0.0/8: %v", err)
	}
	get := func(etag string) (status int, tag, body string) {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, up.URL(7), nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("If-None-Match", etag)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = resp.Body.Close() }()
		b, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, resp.Header.Get("ETag"), string(b)
	}
	_, tag, _ := get("")
	if status, _, _ := get(tag); status != http.StatusNotModified {
		t.Errorf("who has it gets %d, want a 304", status)
	}
	up.Newest.Add(1)
	_, _, news := get(tag)
	if guid := up.Press.Article(7, 101, 100).GUID; !strings.Contains(news, guid) {
		t.Errorf("after news the feed lacks %s", guid)
	}
}

// An upstream that remembers serves what one does that does not.
func TestUpstreamRemembers(t *testing.T) {
	plain, remembers := &press.Upstream{Press: newPress(t), Articles: 5}, &press.Upstream{Press: newPress(t), Articles: 5, Remembers: true}
	for _, newest := range []int64{100, 100, 101, 104, 110, 103} {
		for _, source := range []string{"/3", "/7", "/9"} {
			var bodies [2]string
			for i, u := range []*press.Upstream{plain, remembers} {
				u.Newest.Store(newest)
				w := httptest.NewRecorder()
				u.ServeHTTP(w, httptest.NewRequest(http.MethodGet, source, nil))
				bodies[i] = w.Body.String()
			}
			if bodies[0] == "" || bodies[0] != bodies[1] {
				t.Errorf("%s at %d: %d bytes, and %d others", source, newest, len(bodies[0]), len(bodies[1]))
			}
		}
	}
}

func BenchmarkFeed(b *testing.B) {
	p := newPress(b)
	for source := range b.N {
		p.Feed(source, 1000, 30)
	}
}

func BenchmarkItem(b *testing.B) {
	p := newPress(b)
	for n := range b.N {
		p.Item(n%1000, n/1000, 1200)
	}
}
