package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/feeds"
	"dateline/feeds/web"
)

// stockroom is a store that can be asked what it holds.
type stockroom struct {
	usage  feeds.Usage
	err    error
	states states
	broken error
	// takes is how long counting takes, asked how often it was done.
	takes time.Duration
	asked int
}

func (s *stockroom) admin(t *testing.T, token string) http.Handler {
	return web.NewAdmin(web.AdminOptions{
		Library: newShelf(1), Log: logTo(t), Token: token,
		States: func(context.Context) (map[string]feeds.State, error) { return s.states, s.broken },
		Usage: func(context.Context) (feeds.Usage, error) {
			s.asked++
			time.Sleep(s.takes)
			return s.usage, s.err
		},
	})
}

// scrape returns our own samples, sorted, and whether there are those of Go and
// of the process.
func scrape(t *testing.T, h http.Handler) (ours []string, rest bool) {
	t.Helper()
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1/metrics", nil)
	h.ServeHTTP(w, r)
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/plain; version=0.0.4") || w.Header().Get("Cache-Control") != "no-store" {
		t.Fatalf("%d %v\n%s", w.Code, w.Header(), w.Body)
	}
	var goes, process bool
	for line := range strings.Lines(w.Body.String()) {
		goes = goes || strings.HasPrefix(line, "go_goroutines ")
		process = process || strings.HasPrefix(line, "process_start_time_seconds ")
		if strings.HasPrefix(line, "dateline_") {
			ours = append(ours, strings.TrimSpace(line))
		}
	}
	slices.Sort(ours)
	return ours, goes && process
}

// TestHubMetrics wants what our hub has done.
func TestHubMetrics(t *testing.T) {
	h := web.NewAdmin(web.AdminOptions{
		Library: newShelf(1), Log: logTo(t),
		States: func(context.Context) (map[string]feeds.State, error) { return nil, nil },
		Pushes: func() feeds.Pushes {
			return feeds.Pushes{Subscribers: 3, UnderWay: 4, UnderWayMost: 160, Delivered: 20, Failed: 2, Gone: 1}
		},
	})
	ours, _ := scrape(t, h)
	for _, want := range []string{
		"dateline_hub_subscriptions 3", "dateline_hub_pushes_under_way 4", "dateline_hub_pushes_under_way_limit 160", `dateline_hub_pushes_total{outcome="delivered"} 20`,
		`dateline_hub_pushes_total{outcome="failed"} 2`, `dateline_hub_pushes_total{outcome="gone"} 1`,
	} {
		if !slices.Contains(ours, want) {
			t.Errorf("no %s in %v", want, ours)
		}
	}
}

// TestServingMetrics wants what is kept to be sent again, and who follows live.
func TestServingMetrics(t *testing.T) {
	s := web.New(options(newShelf(3), "", logTo(t)))
	for range 2 {
		give(s, httptest.NewRequest(http.MethodGet, "/malaysia.rss", nil))
		give(s, httptest.NewRequest(http.MethodGet, "/malaysia.rss?limit=2", nil))
	}
	h := web.NewAdmin(web.AdminOptions{
		Library: newShelf(1), Log: logTo(t), Serving: s.Serving,
		Rooms:  []func() map[string]feeds.Room{func() map[string]feeds.Room { return map[string]feeds.Room{"bodies": {Used: 5, Limit: 7}} }},
		States: func(context.Context) (map[string]feeds.State, error) { return nil, nil },
	})
	ours, _ := scrape(t, h)
	got := strings.Join(ours, "\n")
	for _, want := range []string{
		`dateline_cache_entries{cache="feeds"} 1`, `dateline_cache_entries{cache="queries"} 1`, `dateline_cache_entries{cache="deltas"} 2`,
		`dateline_cache_entries{cache="live"} 0`, `dateline_cache_entries{cache="targets"} 2`, `dateline_cache_limit_bytes{cache="targets"} 2.097152e+06`, `dateline_cache_limit_bytes{cache="feeds"} 1.4680064e+07`, `dateline_cache_bytes{cache="deltas"} `,
		`dateline_cache_bytes{cache="bodies"} 5`, `dateline_cache_limit_bytes{cache="bodies"} 7`,
		`dateline_cache_evictions_total{cache="feeds"} 0`, "dateline_live_clients 0", "dateline_live_clients_limit 2000", "dateline_live_dropped_total 0",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in:\n%s", want, got)
		}
	}
	if strings.Contains(got, `dateline_cache_bytes{cache="queries"} 0`) {
		t.Errorf("nothing is kept:\n%s", got)
	}
}

// TestMetrics wants what is stored and how sources fare, as Prometheus reads
// it, and no metric without a value.
func TestMetrics(t *testing.T) {
	at := time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)
	s := &stockroom{
		usage: feeds.Usage{
			Items: 1_000_000, Versions: 1_200_000, Stories: 7, Retracted: 2, Seen: 3, Oldest: 64, Sequence: 164, Removed: 9,
			Disk: feeds.Space{Tree: 1 << 30, Log: 4096, Other: 12},
		},
		states: states{
			"a": {Visited: at, Succeeded: at}, "b": {Visited: at, Failures: 3}, "c": {}, "d": {Visited: at},
			"https://e.example/\xff\"\n": {Visited: at, Failures: 1},
		},
	}
	stored := []string{
		"dateline_items 1e+06",
		"dateline_log_entries 101",
		"dateline_log_sequence 164",
		"dateline_reclaimable_items 9",
		"dateline_retracted_items 2",
		"dateline_seen_marks 3",
	}
	sources := []string{
		`dateline_source_failures{source="b"} 3`,
		`dateline_source_failures{source="https://e.example/` + "\uFFFD" + `\"\n"} 1`,
		`dateline_sources{status="failing"} 2`,
		`dateline_sources{status="ok"} 2`,
		`dateline_sources{status="waiting"} 1`,
	}
	disk := []string{
		`dateline_storage_bytes{part="log"} 4096`,
		`dateline_storage_bytes{part="other"} 12`,
		`dateline_storage_bytes{part="tree"} 1.073741824e+09`,
		"dateline_stories 7",
		"dateline_versions 1.2e+06",
	}
	reclaimed := []string{
		"dateline_reclaim_bytes_after 30",
		"dateline_reclaim_bytes_before 300",
		"dateline_reclaim_timestamp_seconds 1.7936064e+09",
	}
	tests := []struct {
		name string
		set  func()
		want []string
	}{
		{"never reclaimed", func() {}, slices.Concat(stored, sources, disk)},
		{"reclaimed", func() {
			s.usage.Reclaimed = feeds.Reclaimed{At: at, Before: feeds.Space{Tree: 300}, After: feeds.Space{Tree: 10, Log: 20}}
		}, slices.Concat(stored, sources, disk, reclaimed)},
		{"states cannot be read", func() { s.broken = errSecret }, slices.Concat(stored, disk, reclaimed)},
		{"nothing can be counted", func() { s.broken, s.err = nil, errSecret }, sources},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.set()
			slices.Sort(tt.want)
			got, rest := scrape(t, s.admin(t, ""))
			if diff := cmp.Diff(tt.want, got); diff != "" || !rest {
				t.Errorf("of Go and the process: %t (-want +got):\n%s", rest, diff)
			}
		})
	}
}

// TestMetricsCount wants the store to be counted once a minute at most, and
// again at once after an error.
func TestMetricsCount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &stockroom{err: errSecret}
		h := s.admin(t, "")
		for _, step := range []struct {
			wait  time.Duration
			err   error
			asked int
		}{{0, errSecret, 1}, {0, nil, 2}, {0, nil, 2}, {59 * time.Second, nil, 2}, {time.Second, nil, 3}, {30 * time.Second, errSecret, 3}, {30 * time.Second, nil, 4}} {
			time.Sleep(step.wait) // of the bubble's clock
			s.err = step.err
			scrape(t, h)
			if s.asked != step.asked {
				t.Fatalf("after %s: counted %d times, want %d", step.wait, s.asked, step.asked)
			}
		}
		// What takes five seconds is not done more often than every 150.
		s.takes = 5 * time.Second
		time.Sleep(time.Minute)
		for range 30 {
			scrape(t, h)
			time.Sleep(10 * time.Second)
		}
		if s.asked != 6 {
			t.Fatalf("counted %d times in five minutes, want 2", s.asked-4)
		}
	})
}

// TestMetricsDoor wants metrics behind the token, and on loopback without one.
func TestMetricsDoor(t *testing.T) {
	s := &stockroom{}
	for _, tt := range []struct {
		token, host, bearer string
		status              int
	}{
		{"", "127.0.0.1", "", http.StatusOK},
		{"", "evil.example", "", http.StatusForbidden},
		{"s3cret", "ops.example", "s3cret", http.StatusOK},
		{"s3cret", "127.0.0.1", "", http.StatusUnauthorized},
	} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, "http://"+tt.host+"/metrics", nil)
		r.Header.Set("Authorization", "Bearer "+tt.bearer)
		s.admin(t, tt.token).ServeHTTP(w, r)
		if w.Code != tt.status || tt.status != http.StatusOK && strings.Contains(w.Body.String(), "dateline_") {
			t.Errorf("%+v: %d", tt, w.Code)
		}
	}
}
