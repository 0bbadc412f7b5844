package aggregator_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator"
	"dateline/aggregator/fetch"
	"dateline/aggregator/schedule"
	"dateline/feeds"
)

// shelf is a store that remembers visits.
type shelf struct {
	mu     sync.Mutex
	visits []feeds.Visit
	states map[string]feeds.State
	broken error
	// sources are those it was told of last.
	sources []feeds.Source
}

func (s *shelf) SetSources(_ context.Context, sources []feeds.Source) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sources = sources
	return s.broken
}

func (s *shelf) State(_ context.Context, id string) (feeds.State, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.states[id], nil
}

func (s *shelf) States(context.Context) (map[string]feeds.State, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	states := map[string]feeds.State{}
	for _, src := range s.sources {
		states[src.ID] = s.states[src.ID]
	}
	return states, nil
}

func (s *shelf) Reading(context.Context, string) (feeds.Reading, error) {
	return feeds.Reading{}, nil
}

func (s *shelf) Merge(_ context.Context, v feeds.Visit) (feeds.Tally, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken != nil {
		return feeds.Tally{}, s.broken
	}
	if s.states == nil {
		s.states = map[string]feeds.State{}
	}
	tally := feeds.Tally{New: len(v.Items)}
	s.visits = append(s.visits, v)
	s.states[v.Source.ID] = v.Settle(v.State, tally)
	return tally, nil
}

func (s *shelf) MergeTogether(ctx context.Context, visits func(mergeOne) error) error {
	return visits(func(v feeds.Visit) (feeds.Tally, error) { return s.Merge(ctx, v) })
}

type mergeOne = func(feeds.Visit) (feeds.Tally, error)

const ferry = `<rss version="2.0"><channel><title>Straits &amp; Co</title><link>https://straits.example/</link>
<item><title>[MALAYSIA] Ferry</title><link>https://straits.example/ferry</link></item></channel></rss>`

// press answers /good with a feed and an ETag, /bare with one without, /page
// with a web page, /gone with 410 and /busy with 503.
func press(t *testing.T) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/good":
			w.Header().Set("ETag", `W/"x y"`)
			if r.Header.Get("If-None-Match") == `W/"x y"` {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			_, _ = io.WriteString(w, ferry)
		case "/bare":
			_, _ = io.WriteString(w, ferry)
		case "/page":
			_, _ = io.WriteString(w, "<!doctype html><title>News</title>")
		case "/busy":
			w.Header().Set("Retry-After", "7200")
			w.WriteHeader(http.StatusServiceUnavailable)
		default:
			w.WriteHeader(http.StatusGone)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func newPoller(store aggregator.Store) *aggregator.Poller {
	return &aggregator.Poller{
		Store: store, Workers: 3, Log: slog.New(slog.DiscardHandler),
		Client: fetch.New(fetch.Options{Timeout: 10 * time.Second, MaxBody: 1 << 20, PerHost: 2, AllowPrivate: true, Log: slog.New(slog.DiscardHandler)}),
		Reader: aggregator.NewReader(feeds.Builtin()),
		Policy: schedule.Policy{Every: time.Hour, Min: time.Minute, Max: 24 * time.Hour, PerHost: 2},
	}
}

func round(t *testing.T, p *aggregator.Poller, sources []feeds.Source) map[string]aggregator.Result {
	t.Helper()
	got := map[string]aggregator.Result{}
	if err := p.Round(t.Context(), sources, func(o aggregator.Outcome) { got[o.Source.ID] = o.Result }); err != nil {
		t.Fatal(err)
	}
	return got
}

// A round does not wait for a limit that one source has met: it says which
// sources it has passed over for that, and ends.
func TestRoundPassesOver(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "7200")
		w.WriteHeader(http.StatusTooManyRequests)
	}))
	t.Cleanup(s.Close)
	var sources []feeds.Source
	for i := range 6 {
		sources = append(sources, feeds.Source{ID: string(rune('a' + i)), URL: s.URL + "/" + string(rune('a'+i))})
	}
	p := newPoller(&shelf{})
	visited, passed := 0, 0
	err := p.Round(t.Context(), sources, func(o aggregator.Outcome) {
		switch {
		case o.Result != aggregator.Failed:
			t.Errorf("%s: %s", o.Source.ID, o.Result)
		case o.Status == http.StatusTooManyRequests:
			visited++
		case strings.Contains(o.Err.Error(), "left alone for 15m0s more"):
			passed++
		}
	})
	if err != nil || visited == 0 || visited > 2 || visited+passed != len(sources) {
		t.Errorf("%d visited, %d passed over, %v", visited, passed, err)
	}
}

// One bad source never ends a round; what does not change is asked for but not
// read again.
func TestRound(t *testing.T) {
	base := press(t)
	var sources []feeds.Source
	for _, path := range []string{"good", "bare", "page", "gone", "busy"} {
		sources = append(sources, feeds.Source{ID: path, URL: base + "/" + path})
	}
	store := &shelf{}
	p := newPoller(store)
	first := map[string]aggregator.Result{
		"good": aggregator.Fetched, "bare": aggregator.Fetched,
		"page": aggregator.Failed, "gone": aggregator.Failed, "busy": aggregator.Failed,
	}
	if diff := cmp.Diff(first, round(t, p, sources)); diff != "" {
		t.Errorf("first round (-want +got):\n%s", diff)
	}
	second := map[string]aggregator.Result{
		"good": aggregator.NotModified, "bare": aggregator.NotModified,
		"page": aggregator.Failed, "gone": aggregator.Failed, "busy": aggregator.Failed,
	}
	if diff := cmp.Diff(second, round(t, p, sources)); diff != "" {
		t.Errorf("second round (-want +got):\n%s", diff)
	}
	if got := store.states["good"]; got.ETag != `W/"x y"` || got.Title != "Straits & Co" || got.Failures != 0 {
		t.Errorf("state of good: %+v", got)
	}
	if got := store.states["busy"]; got.Failures != 2 || got.Status != http.StatusServiceUnavailable || got.Next.Sub(got.Visited) < 2*time.Hour {
		t.Errorf("state of busy: %+v", got)
	}
	if got := store.states["page"]; got.Error == "" {
		t.Errorf("state of page: %+v", got)
	}
}

// A visit carries items that are clean and placed.
func TestRoundPlaces(t *testing.T) {
	store := &shelf{}
	round(t, newPoller(store), []feeds.Source{{ID: "good", URL: press(t) + "/good", Topics: []string{"sea"}, Language: "en"}})
	it := store.visits[0].Items[0]
	if len(it.Placements) == 0 || it.Placements[0].Slug != "malaysia" {
		t.Errorf("placements: %+v", it.Placements)
	}
	if it.Language != "en" || !slices.Contains(it.Categories, feeds.Category{Term: "sea"}) {
		t.Errorf("language %q, categories %v", it.Language, it.Categories)
	}
}

// A broken store ends the round with its error.
func TestRoundStoreFails(t *testing.T) {
	full := errors.New("disk full")
	base := press(t)
	var sources []feeds.Source
	for i := range 20 {
		sources = append(sources, feeds.Source{ID: fmt.Sprint(i), URL: base + "/good"})
	}
	err := newPoller(&shelf{broken: full}).Round(t.Context(), sources, func(aggregator.Outcome) { t.Error("an outcome of nothing") })
	if !errors.Is(err, full) {
		t.Errorf("error %v, want %v", err, full)
	}
}

// A round that is told to stop does, and blames no source.
func TestRoundStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	store := &shelf{}
	base := press(t)
	var sources []feeds.Source
	for i := range 50 {
		sources = append(sources, feeds.Source{ID: fmt.Sprint(i), URL: base + "/good"})
	}
	err := newPoller(store).Round(ctx, sources, func(aggregator.Outcome) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
	for _, v := range store.visits {
		if v.State.Error != "" {
			t.Errorf("%s is blamed: %s", v.Source.ID, v.State.Error)
		}
	}
}

// Run visits what is due and leaves the rest alone.
func TestRunVisitsDue(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	later := feeds.State{Next: time.Now().Add(time.Hour)}
	store := &stopping{shelf: shelf{states: map[string]feeds.State{"later": later}}, stop: cancel}
	p := newPoller(store)
	base := press(t)
	p.Sources = []feeds.Source{{ID: "later", URL: base + "/good"}, {ID: "now", URL: base + "/good"}}
	if err := p.Run(ctx); err != nil {
		t.Fatal(err)
	}
	if len(store.visits) != 1 || store.visits[0].Source.ID != "now" {
		t.Errorf("visits: %+v", store.visits)
	}
}

// stopping is a store that ends the run with the first visit.
type stopping struct {
	shelf
	stop context.CancelFunc
}

func (s *stopping) MergeTogether(ctx context.Context, visits func(mergeOne) error) error {
	defer s.stop()
	return s.shelf.MergeTogether(ctx, visits)
}

// TestRoundTogether wants the answers that wait while others are kept to be kept
// together.
func TestRoundTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &slow{}
		p := newPoller(store)
		p.Workers = 6
		p.Client = fetch.New(fetch.Options{Timeout: time.Second, MaxBody: 1, PerHost: 1, Log: slog.New(slog.DiscardHandler)})
		var sources []feeds.Source
		for i := range 6 { // all refused at once: they are private
			sources = append(sources, feeds.Source{ID: fmt.Sprint(i), URL: fmt.Sprintf("http://10.0.0.%d/", i)})
		}
		if got := round(t, p, sources); len(got) != 6 || len(store.visits) != 6 || store.calls > 2 {
			t.Errorf("%d outcomes, %d visits in %d calls", len(got), len(store.visits), store.calls)
		}
	})
}

// slow is a store that takes as long as all fetches that can be under way.
type slow struct {
	shelf
	calls int
}

func (s *slow) MergeTogether(ctx context.Context, visits func(mergeOne) error) error {
	s.calls++
	synctest.Wait()
	return s.shelf.MergeTogether(ctx, visits)
}

// What a feed calls its language is published only if it is one.
func TestReadLanguage(t *testing.T) {
	reader := aggregator.NewReader(feeds.Builtin())
	for said, want := range map[string]string{"en_US": "en-US", "English": "ms", "": "ms"} {
		body := `<rss version="2.0"><channel><title>T</title><language>` + said + `</language><item><title>X</title></item></channel></rss>`
		doc, err := reader.Read([]byte(body), "", "https://a.example/rss", feeds.Source{ID: "a", Language: "ms"}, time.Now())
		if err != nil || doc.Items[0].Language != want {
			t.Errorf("%q: %v %v, want %s", said, doc.Items, err, want)
		}
	}
}

// What was read under other settings is read again, though it did not change.
func TestSettings(t *testing.T) {
	src := feeds.Source{ID: "good", URL: press(t) + "/good"}
	p := newPoller(&shelf{})
	for i, tt := range []struct {
		change func()
		want   aggregator.Result
	}{
		{func() {}, aggregator.Fetched},
		{func() { src.Rank, src.Name, src.Every = 3, "Good", time.Hour }, aggregator.NotModified},
		{func() { src.Topics = []string{"sea"} }, aggregator.Fetched},
		{func() { src.Timezone = time.FixedZone("here", 3600) }, aggregator.Fetched},
		{func() {}, aggregator.NotModified},
	} {
		tt.change()
		if got := round(t, p, []feeds.Source{src})["good"]; got != tt.want {
			t.Errorf("visit %d: %s, want %s", i+1, got, tt.want)
		}
	}
}

// A page is gone when its server says so, and not when it says anything else.
func TestIsGone(t *testing.T) {
	base, p := press(t), newPoller(&shelf{})
	for path, want := range map[string]bool{"/gone": true, "/busy": false, "/page": false} {
		if got, err := p.IsGone(t.Context(), base+path); err != nil || got != want {
			t.Errorf("%s: %v, %v", path, got, err)
		}
	}
	if _, err := p.IsGone(t.Context(), "http://nowhere.invalid/"); err == nil {
		t.Error("no answer is no error")
	}
}
