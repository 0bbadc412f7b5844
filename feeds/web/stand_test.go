package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dateline/feeds"
	"dateline/feeds/web"
)

// given is an answer as it was given.
type given struct {
	Status int
	Header http.Header
	Body   string
}

func give(h http.Handler, r *http.Request) given {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r.Clone(r.Context()))
	return given{w.Code, w.Header(), w.Body.String()}
}

// what readers ask for, and with what headers; "" is for none.
var (
	standTargets = []string{
		"/malaysia.rss", "/malaysia.atom", "/malaysia.json", "/malaysia", "/", "/world.rss", "/europe.json", "/antarctica.rss",
		"/malaysia.rss?limit=2", "/malaysia.rss?limit=3", "/malaysia%3Flimit=2", "/malaysia.rss%3Flimit=2", "/%6dalaysia.rss", "/Malaysia.rss",
		"/news/malaysia.rss", "/news/malaysia.rss?limit=2", "/news", "/newsroom", "/malaysia.rss?limit=0", "/malaysia.rss?x=1", "/nowhere.rss",
		"/malaysia.rss?fbclid=1", "/regions.json", "/regions.opml", "/sitemap.xml", "/robots.txt", "/malaysia/podcasts.rss",
		"/malaysia/live", "/malaysia.json?q=river", "/malaysia.json?source=wire", "/malaysia/2020/01.rss", "/items/" + tale(0).ID.String(),
		"/items/" + tale(0).ID.String() + ".json",
	}
	standMethods = []string{"GET", "GET", "GET", "GET", "GET", "HEAD", "HEAD", "OPTIONS", "POST", "BREW"}
	standCodings = []string{"", "", "gzip", "gzip, deflate, br", "br;q=0.1, gzip;q=0.5", "identity;q=0, *", "gzip;q=nan", "x-gzip", "zstd"}
	standDates   = []string{"", "", "Mon, 02 Nov 2026 08:30:14 GMT", "Mon, 02 Nov 2026 08:30:15 GMT", "Fri, 01 Jan 2038 00:00:00 GMT", "today"}
	standAims    = []string{"", "", "", "", "feed", "vcdiff", "feed;q=0"}
)

// TestStand wants answers from the stand to be those of the router, whatever is
// asked for and whatever happens meanwhile, and asks in either order.
func TestStand(t *testing.T) {
	ready := 0
	rapid.Check(t, func(t *rapid.T) {
		s := newShelf(12)
		o := options(s, rapid.SampledFrom([]string{"", "/news"}).Draw(t, "base"), quiet())
		o.CacheBytes = rapid.SampledFrom([]int64{0, 400 << 10, 2 << 20}).Draw(t, "room")
		h := web.New(o)
		tags := []string{"", "", "*", `"nothing"`}
		coming := 100
		for range rapid.IntRange(20, 60).Draw(t, "steps") {
			switch rapid.IntRange(0, 19).Draw(t, "what") {
			case 0:
				coming++
				s.add(tale(coming, rapid.SampledFrom([]string{"malaysia", "europe"}).Draw(t, "where")))
			case 1:
				s.edit(rapid.IntRange(0, 5).Draw(t, "which"))
			default:
				r := drawRequest(t, tags)
				if h.HasReady(r) {
					ready++
				}
				tags = append(tags, sameAnswer(t, h, r))
			}
		}
	})
	if ready < 20 {
		t.Errorf("the stand had %d answers ready: nothing was compared", ready)
	}
}

func drawRequest(t *rapid.T, tags []string) *http.Request {
	target := rapid.SampledFrom(standTargets[:rapid.SampledFrom([]int{2, 3, 12, len(standTargets)}).Draw(t, "among")]).Draw(t, "target")
	r := httptest.NewRequest(rapid.SampledFrom(standMethods).Draw(t, "method"), target, nil)
	for _, h := range []struct {
		name   string
		values []string
	}{
		{"Accept-Encoding", standCodings},
		{"If-Modified-Since", standDates},
		{"A-IM", standAims},
		{"If-None-Match", tags},
		{"Accept", []string{"", "text/html", "*/*"}},
	} {
		if v := rapid.SampledFrom(h.values).Draw(t, h.name); v != "" {
			r.Header.Set(h.name, v)
		}
	}
	return r
}

// sameAnswer asks both and returns the entity tag.
func sameAnswer(t *rapid.T, h *web.Server, r *http.Request) (tag string) {
	ways := []http.Handler{h, h.Routed()}
	if rapid.Bool().Draw(t, "the router first") {
		ways = []http.Handler{h.Routed(), h}
	}
	first, second := give(ways[0], r), give(ways[1], r)
	if diff := cmp.Diff(first, second); diff != "" {
		t.Fatalf("%s %s %v (-one +other):\n%s", r.Method, r.RequestURI, r.Header, diff)
	}
	return first.Header.Get("ETag")
}

// What the stand has ready is bounded, and it comes back to what is asked for
// often.
func TestStandFull(t *testing.T) {
	o := options(newShelf(3), "", quiet())
	o.CacheBytes = 16 << 20
	h := web.New(o)
	get := func(target string) *http.Request {
		r := httptest.NewRequest(http.MethodGet, target, nil)
		for range 2 {
			if got := give(h, r); got.Status != http.StatusOK {
				t.Fatalf("%s: %d", target, got.Status)
			}
		}
		return r
	}
	for _, region := range feeds.Builtin().Slugs()[:10] {
		for limit := range 199 {
			if limit+1 != web.DefaultLimit {
				get(fmt.Sprintf("/%s.rss?limit=%d", region, limit+1))
			}
		}
	}
	if r := get("/malaysia.rss"); !h.HasReady(r) {
		t.Error("nothing new is ready")
	}
	if use := h.Serving().Caches["targets"]; use.Limit != 1<<20 || use.Used > use.Limit || use.Evicted == 0 || use.Entries != h.Ready() {
		t.Errorf("%d ready, %+v", h.Ready(), use)
	}
}

// What the cache has no room for is not on the stand either.
func TestStandEvicted(t *testing.T) {
	o := options(newShelf(100), "", quiet())
	o.CacheBytes = 5 << 18
	h := web.New(o)
	r := httptest.NewRequest(http.MethodGet, "/malaysia.rss", nil)
	give(h, r)
	give(h, r)
	if !h.HasReady(r) {
		t.Fatal("nothing is ready")
	}
	for range 2 { // who is used gets a second chance
		for _, region := range []string{"world", "asia", "southeast-asia", "asean"} {
			for _, f := range feeds.Formats() {
				give(h, httptest.NewRequest(http.MethodGet, "/"+region+"."+string(f), nil))
			}
		}
	}
	if h.HasReady(r) {
		t.Error("it is ready although there is no room for it")
	}
}
