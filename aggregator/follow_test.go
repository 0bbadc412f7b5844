package aggregator_test

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator"
	"dateline/feeds"
)

// newsroom is a site without a feed: /N is a page that links to the next one,
// the last of them back to the first.
type newsroom struct {
	*httptest.Server
	mu    sync.Mutex
	asked []string
	// broken are what to answer instead, by path.
	broken map[string]int
}

func newNewsroom(t *testing.T, pages int) *newsroom {
	t.Helper()
	n := &newsroom{broken: map[string]int{}}
	n.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n.mu.Lock()
		defer n.mu.Unlock()
		n.asked = append(n.asked, r.URL.Path+r.Header.Get("X-Key"))
		if status := n.broken[r.URL.Path]; status != 0 {
			w.WriteHeader(status)
			return
		}
		w.Header().Set("ETag", `"`+r.URL.Path+`"`)
		if r.Header.Get("If-None-Match") == `"`+r.URL.Path+`"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		var at int
		_, _ = fmt.Sscanf(r.URL.Path, "/%d", &at)
		_, _ = fmt.Fprintf(w, `<title>Newsroom</title>
			<article><b>Kenya</b><h2><a href="/story/%d">Story %d</a></h2></article>
			<article class=ad><h2>Buy</h2></article><a class=more href="/%d">Load More</a>`, at, at, at%pages+1)
	}))
	t.Cleanup(n.Close)
	return n
}

// requests returns what was asked for since the last call.
func (n *newsroom) requests() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	asked := n.asked
	n.asked = nil
	return asked
}

func (n *newsroom) source(pages int) feeds.Source {
	return feeds.Source{
		ID: "newsroom", URL: n.URL + "/1", Pages: pages, Headers: map[string]string{"X-Key": "!"},
		Select: map[string]string{"item": "article", "region": "b", "next": "a.more@href"},
	}
}

// visit visits src once and returns what came of it.
func visit(t *testing.T, p *aggregator.Poller, src feeds.Source) (o aggregator.Outcome) {
	t.Helper()
	if err := p.Round(t.Context(), []feeds.Source{src}, func(got aggregator.Outcome) { o = got }); err != nil {
		t.Fatal(err)
	}
	return o
}

// A page is followed as far as it may be, never in a ring, and not at all when
// it did not change.
func TestFollow(t *testing.T) {
	for _, tt := range []struct {
		pages int
		want  []string
	}{
		{0, []string{"/1!"}},
		{1, []string{"/1!", "/2!"}},
		{2, []string{"/1!", "/2!", "/3!"}},
		{99, []string{"/1!", "/2!", "/3!", "/4!"}},
	} {
		n := newNewsroom(t, 4)
		store := &shelf{}
		p := newPoller(store)
		o := visit(t, p, n.source(tt.pages))
		if diff := cmp.Diff(tt.want, n.requests()); diff != "" || o.Items != len(tt.want) || o.Err != nil {
			t.Errorf("%d pages: %+v (-want +got)\n%s", tt.pages, o, diff)
		}
		v := store.visits[0]
		if v.State.Title != "Newsroom" || v.ChannelLink != n.URL+"/1" || v.Items[0].Link != n.URL+"/story/1" || !slices.Equal(slugs(v.Items[0]), []string{"kenya"}) {
			t.Errorf("%+v", v)
		}
		o = visit(t, p, n.source(tt.pages))
		if diff := cmp.Diff([]string{"/1!"}, n.requests()); diff != "" || o.Result != aggregator.NotModified {
			t.Errorf("again: %+v (-want +got)\n%s", o, diff)
		}
	}
}

// A page that does not come costs only its own items; if it may come next
// time, nothing is taken for known then.
func TestFollowBroken(t *testing.T) {
	for _, tt := range []struct {
		status int
		again  aggregator.Result
	}{
		{http.StatusInternalServerError, aggregator.Fetched},
		{http.StatusTooManyRequests, aggregator.Fetched},
		{http.StatusNotFound, aggregator.NotModified},
	} {
		n := newNewsroom(t, 4)
		n.broken["/3"] = tt.status
		p := newPoller(&shelf{})
		o := visit(t, p, n.source(3))
		if told := strings.Join(o.Repairs, "; "); o.Result != aggregator.Fetched || o.Items != 2 || !strings.Contains(told, "page 3, "+n.URL+"/3: ") {
			t.Errorf("%d: %+v", tt.status, o)
		}
		if o = visit(t, p, n.source(3)); o.Result != tt.again {
			t.Errorf("%d again: %+v", tt.status, o)
		}
	}
}

// A page whose selectors match nothing is a failure that the source's health
// tells, and what was read before stays.
func TestPageMismatch(t *testing.T) {
	n := newNewsroom(t, 1)
	store := &shelf{}
	p := newPoller(store)
	src := n.source(0)
	src.Select["title"] = "h3"
	o := visit(t, p, src)
	const want = "select does not fit the page: item ‘article’ matches 2, of which 1 are advertisements, title ‘h3’ matches 0 in them"
	if o.Result != aggregator.Failed || o.Err == nil || o.Err.Error() != want {
		t.Errorf("%+v", o)
	}
	if st := store.states["newsroom"]; st.Error != want || st.Failures != 1 || st.ETag != "" {
		t.Errorf("%+v", st)
	}
}

// The source's headers are for its own host.
func TestFollowElsewhere(t *testing.T) {
	n := newNewsroom(t, 1)
	src := n.source(3)
	src.URL = strings.Replace(src.URL, "127.0.0.1", "localhost", 1)
	var seen []string
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, r.URL.Path+r.Header.Get("X-Key"))
		_, _ = fmt.Fprintf(w, `<article><h2>A</h2></article><a class=more href="%s">`, n.URL+"/1")
	}))
	t.Cleanup(elsewhere.Close)
	src.URL = elsewhere.URL + "/"
	if o := visit(t, newPoller(&shelf{}), src); o.Items != 2 {
		t.Errorf("%+v", o)
	}
	if diff := cmp.Diff([]string{"/!"}, seen); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"/1"}, n.requests()); diff != "" {
		t.Errorf("another port (-want +got)\n%s", diff)
	}
}

// The list of a news site without a feed, as its readers see it: every story is
// in its regions.
func TestReadSample(t *testing.T) {
	body, err := os.ReadFile("../../shared/sample/newsroom.html")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("../shared/sample is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	zone, err := time.LoadLocation("Asia/Singapore")
	if err != nil {
		t.Fatal(err)
	}
	src := feeds.Source{ID: "newsroom", URL: "https://newsroom.example/", Timezone: zone, Select: map[string]string{
		"item": "article", "title": "h3", "link": "a@href", "date": ".when", "summary": "p", "region": ".label", "image": "img@src", "credit": "figcaption",
	}}
	doc, err := aggregator.NewReader(feeds.Builtin()).Read(body, "text/html", src.URL, src, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	want := []struct{ words, in, notIn string }{
		{"air travel rebound", "malaysia", "singapore"},
		{"UK retail", "europe united-kingdom", "asia"},
		{"President Yoon", "south-korea", "unplaced"},
		{"Chinese-made drones", "united-states", "unplaced"},
		{"OCBC", "singapore", "malaysia"},
		{"Hainan", "china", "unplaced"},
		{"UNRWA", "middle-east palestinian-territories", "unplaced"},
		{"airstrikes", "middle-east palestinian-territories israel", "unplaced"},
		{"Apple", "united-states", "unplaced"},
		{"Lunar New Year", "china", "unplaced"},
		{"EPF", "malaysia", "unplaced"},
		{"Ringgit", "malaysia", "unplaced"},
	}
	if len(doc.Items) != len(want) {
		t.Fatalf("%d items", len(doc.Items))
	}
	for i, it := range doc.Items {
		in := feeds.Builtin().Fan(it.Placements)
		if !strings.Contains(it.Title, want[i].words) || slices.Contains(in, want[i].notIn) {
			t.Errorf("%q is in %v", it.Title, in)
		}
		for region := range strings.FieldsSeq(want[i].in) {
			if !slices.Contains(in, region) {
				t.Errorf("%q is in %v, want %s", it.Title, in, region)
			}
		}
		if strings.Contains(it.Link, "utm_") || it.Image.Credit == "" || strings.Contains(it.Summary+it.Content, "Advertisement") {
			t.Errorf("%+v", it)
		}
	}
}
