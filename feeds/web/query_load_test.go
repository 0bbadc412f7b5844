package web_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"dateline/feeds"
	"dateline/feeds/web"
)

// maze is a shelf in which nothing that is selected is ever found.
type maze struct{ *shelf }

func (maze) Select(ctx context.Context, _ string, _ feeds.Selection) (feeds.Page, error) {
	<-ctx.Done()
	return feeds.Page{}, ctx.Err()
}

// Any number of queries that take too long are given up in time, which the log
// tells, and keep nobody from the feed that everybody reads.
func TestSlowQueries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		h := web.New(options(maze{newShelf(3)}, "", slog.New(slog.NewTextHandler(&log, nil))))
		get := func(path string) *httptest.ResponseRecorder {
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
			return w
		}
		began := time.Now()
		var readers sync.WaitGroup
		for i := range 500 {
			readers.Go(func() {
				got := get(fmt.Sprint("/malaysia.rss?topic=t", i))
				if got.Code != http.StatusServiceUnavailable || got.Header().Get("Retry-After") != "60" || time.Since(began) != 5*time.Second {
					t.Errorf("%d after %s: %v", got.Code, time.Since(began), got.Header())
				}
			})
		}
		synctest.Wait()
		if got := get("/malaysia.rss"); got.Code != http.StatusOK || time.Since(began) != 0 {
			t.Errorf("%d after %s", got.Code, time.Since(began))
		}
		readers.Wait()
		if n := strings.Count(log.String(), `msg="request failed" path=/malaysia.rss query="topic=t`); n != 500 {
			t.Errorf("%d told:\n%.500s", n, &log)
		}
	})
}

// Any number of answers to queries leave what everybody reads in its place.
func TestManyQueries(t *testing.T) {
	s := newShelf(100)
	o := options(s, "", quiet())
	o.CacheBytes = 1 << 20
	h := web.New(o)
	get := func(path string) {
		h.ServeHTTP(&sink{header: http.Header{}}, httptest.NewRequest(http.MethodGet, path, nil))
	}
	get("/malaysia.rss")
	for i := range 100 {
		get(fmt.Sprint("/malaysia.rss?limit=50&topic=-t", i))
		get(fmt.Sprint("/malaysia.rss?topic=-t", i))
	}
	if got := s.renderings(); got != 101 {
		t.Errorf("rendered %d times, want 101", got)
	}
	get("/malaysia.rss")
	if got := s.renderings(); got != 101 {
		t.Errorf("the plain feed was rendered again: %d times in all", got)
	}
	get("/malaysia.rss?topic=-t0")
	if got := s.renderings(); got != 102 {
		t.Errorf("rendered %d times: every answer was kept", got)
	}
}
