package hub_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/feeds"
)

// TestThousand subscribes a thousand callbacks to feeds of full length, and
// wants a change at all of them soon. A second is the promise for a machine that
// does nothing else; how long it took is logged.
func TestThousand(t *testing.T) {
	const subscribers, changes = 1000, 3
	s := start(t, "", nil)
	for range 60 {
		s.publish("malaysia")
	}
	took := make(chan time.Duration, changes*subscribers)
	var began time.Time
	var mu sync.Mutex
	crowd := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			_, _ = io.WriteString(w, r.URL.Query().Get("hub.challenge"))
			return
		}
		_, _ = io.Copy(io.Discard, r.Body)
		mu.Lock()
		defer mu.Unlock()
		took <- time.Since(began)
	}))
	t.Cleanup(crowd.Close)
	r := &reader{t: t, url: crowd.URL}
	topics := []string{"/malaysia.rss", "/asia.atom", "/world.json", "/world.rss?lang=en", "/southeast-asia.json?limit=200"}
	for n := range subscribers {
		for {
			status, body := s.ask(r.form(s.base+topics[n%len(topics)], "hub.callback", fmt.Sprintf("%s/%d", crowd.URL, n), "hub.secret", "s"))
			if status == http.StatusAccepted {
				break
			}
			if !strings.Contains(body, "wait to be verified") {
				t.Fatalf("%d %s", status, body)
			}
			<-time.After(time.Millisecond)
		}
	}
	within(t, "all are subscribed", func() bool { return s.hub.Pushes().Subscribers == subscribers })
	for range changes {
		mu.Lock()
		began = time.Now()
		mu.Unlock()
		s.publish("malaysia")
		var all []time.Duration
		for range subscribers {
			all = append(all, receive(t, took, "push"))
		}
		slices.Sort(all)
		t.Logf("p50 %v, p99 %v, last %v", all[subscribers/2], all[subscribers*99/100], all[subscribers-1])
		if last := all[subscribers-1]; last > 5*time.Second {
			t.Errorf("the last push came after %v", last)
		}
	}
	within(t, "every push is noted", func() bool {
		return done(s.hub) == feeds.Pushes{Subscribers: subscribers, Delivered: changes * subscribers}
	})
}
