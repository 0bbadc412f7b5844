package hub_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/feeds"
	"dateline/feeds/web/hub"
)

// bubble is all that a hub has to do with, with a feed that grows when it is
// told to and callbacks without a network: for tests of what takes hours.
type bubble struct {
	mu    sync.Mutex
	seq   uint64
	grown chan struct{}
	kept  map[string]feeds.Subscriber
	// calls say when which host was pushed what; answer is what it answers.
	began  time.Time
	calls  []string
	answer func(host string, r *http.Request) int
}

// inBubble runs a hub, and a test beside it that begins with the subscriptions.
func inBubble(t *testing.T, test func(t *testing.T, b *bubble, h *hub.Hub), hosts ...string) {
	synctest.Test(t, func(t *testing.T) {
		b := &bubble{seq: 1, grown: make(chan struct{}), kept: map[string]feeds.Subscriber{}, began: time.Now()}
		b.answer = func(string, *http.Request) int { return http.StatusOK }
		for _, host := range hosts {
			now := time.Now().UTC()
			b.kept[host] = feeds.Subscriber{Topic: "t", Callback: "http://" + host + "/", Since: now, Until: now.Add(24 * time.Hour), Print: "1"}
		}
		h, err := hub.New(t.Context(), hub.Options{URL: "http://hub.example/", Topics: b, Log: b, Store: b, Client: b, Logger: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		ran := make(chan error)
		go func() { ran <- h.Run(ctx) }()
		synctest.Wait()
		test(t, b, h)
		stop()
		if err := <-ran; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}

func (b *bubble) Topic(context.Context, string) (feeds.Topic, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return feeds.Topic{Address: "t", Region: "world", Print: fmt.Sprint(b.seq), Seq: b.seq, MediaType: "text/plain", Body: []byte(fmt.Sprint(b.seq))}, nil
}

// grow adds an entry to the log.
func (b *bubble) grow() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.seq++
	close(b.grown)
	b.grown = make(chan struct{})
}

func (b *bubble) Wait(ctx context.Context, after uint64) (uint64, error) {
	for {
		b.mu.Lock()
		seq, grown := b.seq, b.grown
		b.mu.Unlock()
		if seq > after {
			return seq, nil
		}
		select {
		case <-grown:
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}

func (b *bubble) Head(context.Context, string) (feeds.Head, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return feeds.Head{Seq: b.seq}, nil
}

func (b *bubble) Subscribers(context.Context) ([]feeds.Subscriber, error) {
	return slices.Collect(maps.Values(b.kept)), nil
}

func (b *bubble) SetSubscribers(_ context.Context, keep, drop []feeds.Subscriber) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, s := range keep {
		b.kept[hostOf(s)] = s
	}
	for _, s := range drop {
		delete(b.kept, hostOf(s))
	}
	return nil
}

func hostOf(s feeds.Subscriber) string {
	u, err := url.Parse(s.Callback)
	if err != nil {
		return s.Callback
	}
	return u.Host
}

func (b *bubble) Refuse(*url.URL) error { return nil }

// Do notes "1h0m0s one 5": what was pushed to whom, and when.
func (b *bubble) Do(r *http.Request) (*http.Response, error) {
	body := r.URL.Query().Get("hub.challenge")
	if r.Method == http.MethodPost {
		pushed, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		b.mu.Lock()
		b.calls = append(b.calls, fmt.Sprint(time.Since(b.began).Round(time.Second), " ", r.URL.Host, " ", string(pushed)))
		b.mu.Unlock()
	}
	status := b.answer(r.URL.Host, r)
	if status == 0 {
		return nil, context.DeadlineExceeded
	}
	return &http.Response{StatusCode: status, Body: io.NopCloser(strings.NewReader(body))}, nil
}

// pushed returns what was pushed since it was last asked for.
func (b *bubble) pushed() []string {
	synctest.Wait()
	b.mu.Lock()
	defer b.mu.Unlock()
	calls := b.calls
	b.calls = nil
	slices.Sort(calls)
	return calls
}

func wait(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func want(t *testing.T, b *bubble, calls ...string) {
	t.Helper()
	if diff := cmp.Diff(calls, b.pushed()); diff != "" {
		t.Errorf("pushed (-want +got):\n%s", diff)
	}
}

// TestLeaseEnd: after the lease nothing is pushed and nothing kept.
func TestLeaseEnd(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bubble, h *hub.Hub) {
		wait(23 * time.Hour)
		b.grow()
		wait(time.Second)
		want(t, b, "23h0m0s one 2")
		w := httptest.NewRecorder()
		form := url.Values{"hub.mode": {"subscribe"}, "hub.topic": {"t"}, "hub.callback": {"http://two/"}, "hub.lease_seconds": {"1"}}
		r := httptest.NewRequest(http.MethodPost, "/hub", strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if h.ServeHTTP(w, r); w.Code != http.StatusAccepted {
			t.Fatal(w.Code, w.Body)
		}
		wait(time.Minute)
		b.grow()
		wait(time.Second)
		want(t, b, "23h1m1s one 3", "23h1m1s two 3")
		wait(4 * time.Minute) // the least lease is five
		if len(b.kept) != 1 || h.Pushes().Subscribers != 1 {
			t.Errorf("kept %v", b.kept)
		}
		wait(time.Hour)
		b.grow()
		wait(time.Hour)
		want(t, b)
		if len(b.kept) != 0 {
			t.Errorf("kept %v", b.kept)
		}
	}, "one")
}

// TestRetries: a callback that fails is tried again with growing pauses, given
// up until there is something newer, and then trusted again.
func TestRetries(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bubble, _ *hub.Hub) {
		var status atomic.Int64
		status.Store(http.StatusBadGateway)
		b.answer = func(string, *http.Request) int { return int(status.Load()) }
		b.grow()
		wait(10 * time.Hour)
		calls := b.pushed()
		if len(calls) != 9 {
			t.Errorf("%d attempts: %v", len(calls), calls)
		}
		b.grow()
		wait(time.Second)
		want(t, b, "10h0m0s one 3")
		for range 5 {
			b.grow()
			wait(time.Second)
		}
		want(t, b) // not more than once an hour
		status.Store(http.StatusOK)
		wait(2 * time.Hour)
		if calls := b.pushed(); len(calls) != 1 || !strings.HasSuffix(calls[0], "one 8") {
			t.Errorf("pushed %v, want the newest once", calls)
		}
		b.grow()
		wait(time.Second)
		if calls := b.pushed(); len(calls) != 1 {
			t.Errorf("pushed %v", calls)
		}
	}, "one")
}

// TestSlow: callbacks that never answer hold up nobody else.
func TestSlow(t *testing.T) {
	var hosts []string
	for n := range 100 {
		hosts = append(hosts, fmt.Sprint("slow-", n))
	}
	inBubble(t, func(t *testing.T, b *bubble, _ *hub.Hub) {
		b.answer = func(host string, _ *http.Request) int {
			if host == "good" {
				return http.StatusOK
			}
			time.Sleep(10 * time.Second)
			return 0
		}
		for range 5 {
			b.grow()
			wait(time.Second)
			good := slices.DeleteFunc(b.pushed(), func(call string) bool { return !strings.Contains(call, "good") })
			if len(good) != 1 {
				t.Errorf("pushed %v within a second", good)
			}
			wait(time.Minute)
			b.pushed()
		}
	}, append(hosts, "good")...)
}

// TestGathering: what comes together is pushed together, and what comes on and
// on is pushed now and then, the last of it too.
func TestGathering(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bubble, _ *hub.Hub) {
		for range 10 {
			b.grow()
		}
		wait(time.Second)
		want(t, b, "0s one 11")
		for range 3000 { // five minutes
			b.grow()
			wait(100 * time.Millisecond)
		}
		wait(10 * time.Second)
		calls := b.pushed()
		if len(calls) < 30 || len(calls) > 45 {
			t.Errorf("%d pushes in five minutes", len(calls))
		}
		if !slices.ContainsFunc(calls, func(call string) bool { return strings.HasSuffix(call, " 3011") }) {
			t.Errorf("the last change was not pushed: %v", calls)
		}
	}, "one")
}

// TestNewest: what changes while a push is under way is in the next one.
func TestNewest(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bubble, h *hub.Hub) {
		b.answer = func(string, *http.Request) int {
			time.Sleep(time.Second)
			return http.StatusOK
		}
		b.grow()
		wait(500 * time.Millisecond)
		for range 3 {
			b.grow()
			wait(10 * time.Millisecond)
		}
		wait(time.Minute)
		want(t, b, "0s one 2", "1s one 5")
		if b.kept["one"].Print != "5" || h.Pushes().Delivered != 2 {
			t.Errorf("kept %+v, %+v", b.kept["one"], h.Pushes())
		}
	}, "one")
}
