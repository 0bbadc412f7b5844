package websub_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/aggregator/websub"
	"dateline/feeds"
)

// drawer is a store in memory.
type drawer struct {
	mu   sync.Mutex
	subs map[string]feeds.Subscription
}

func (d *drawer) Subscriptions(context.Context) (map[string]feeds.Subscription, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	subs := map[string]feeds.Subscription{}
	maps.Copy(subs, d.subs)
	return subs, nil
}

func (d *drawer) Subscribe(_ context.Context, id string, s feeds.Subscription) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.subs[id] = s
	return nil
}

// wire is what is kept of the one source.
func (d *drawer) wire() feeds.Subscription {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.subs["wire"]
}

type poster struct{}

func (poster) Post(ctx context.Context, address string, form url.Values) (int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return 0, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}

// stage is a hub and a subscriber that can reach each other over loopback.
type stage struct {
	*testing.T
	sub    *websub.Subscriber
	store  *drawer
	asked  chan url.Values
	hub    string
	client *http.Client
}

func setUp(t *testing.T) *stage {
	t.Helper()
	st := &stage{T: t, store: &drawer{subs: map[string]feeds.Subscription{}}, asked: make(chan url.Values, 8), client: http.DefaultClient}
	mux := http.NewServeMux()
	callback := httptest.NewServer(mux)
	hub := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		w.WriteHeader(http.StatusAccepted)
		st.asked <- r.PostForm
	}))
	t.Cleanup(hub.Close)
	t.Cleanup(callback.Close)
	var err error
	st.sub, err = websub.New(t.Context(), websub.Options{
		Callback: callback.URL + "/websub/", Store: st.store, Client: poster{}, MaxBody: 1000, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	mux.Handle("/websub/{token}", st.sub)
	st.hub = hub.URL
	return st
}

// run runs the subscriber until the test ends.
func (st *stage) run() {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- st.sub.Run(ctx) }()
	st.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			st.Error(err)
		}
	})
}

// subscribed is a stage with a subscription that the hub has asked for.
func (st *stage) ask() url.Values {
	st.Helper()
	now := time.Now()
	if err := st.sub.Visited(st.Context(), "wire", &websub.Links{Hubs: []string{st.hub}, Topic: "https://wire.example/rss"}, 0, now, now); err != nil {
		st.Fatal(err)
	}
	return <-st.asked
}

func (st *stage) get(address string, q url.Values) (int, string) {
	st.Helper()
	resp, err := st.client.Get(address + "?" + q.Encode())
	if err != nil {
		st.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(body)
}

func (st *stage) verify(form url.Values) {
	st.Helper()
	status, body := st.get(form.Get("hub.callback"), url.Values{
		"hub.mode": {"subscribe"}, "hub.topic": {form.Get("hub.topic")}, "hub.challenge": {"c<1>"}, "hub.lease_seconds": {"3600"},
	})
	if status != http.StatusOK || body != "c<1>" {
		st.Fatalf("verification: %d %q", status, body)
	}
}

func (st *stage) push(callback, signature, body string) int {
	st.Helper()
	req, err := http.NewRequestWithContext(st.Context(), http.MethodPost, callback, strings.NewReader(body))
	if err != nil {
		st.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/rss+xml")
	if signature != "" {
		req.Header.Set("X-Hub-Signature", signature)
	}
	resp, err := st.client.Do(req)
	if err != nil {
		st.Fatal(err)
	}
	_ = resp.Body.Close()
	return resp.StatusCode
}

func sign(secret, body string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(body))
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}

// A source that names a hub is subscribed, verified, and its pushes come
// through; the promise outlives a restart.
func TestSubscribe(t *testing.T) {
	st := setUp(t)
	st.run()
	form := st.ask()
	if form.Get("hub.mode") != "subscribe" || form.Get("hub.topic") != "https://wire.example/rss" || len(form.Get("hub.secret")) < 20 || form.Get("hub.lease_seconds") == "" {
		t.Errorf("asked %v", form)
	}
	if st.sub.IsTrusted("wire", time.Now()) {
		t.Error("trusted before it was verified")
	}
	st.verify(form)
	if status := st.push(form.Get("hub.callback"), sign(form.Get("hub.secret"), "<rss/>"), "<rss/>"); status != http.StatusAccepted {
		t.Errorf("push answered %d", status)
	}
	if p := <-st.sub.Pushes(); p.SourceID != "wire" || string(p.Body) != "<rss/>" || p.ContentType != "application/rss+xml" {
		t.Errorf("pushed %+v", p)
	}
	if !st.sub.IsTrusted("wire", time.Now()) {
		t.Error("not trusted after a push")
	}
	again, err := websub.New(t.Context(), websub.Options{Callback: "https://x.example/", Store: st.store, Client: poster{}, MaxBody: 1000, Log: slog.New(slog.DiscardHandler)})
	if err != nil || !again.IsTrusted("wire", time.Now()) {
		t.Errorf("after a restart: %v", err)
	}
}

// Whoever does not know what only the hub knows changes nothing.
func TestRefused(t *testing.T) {
	st := setUp(t)
	st.run()
	form := st.ask()
	callback, secret := form.Get("hub.callback"), form.Get("hub.secret")
	if status := st.push(callback, sign(secret, "early"), "early"); status != http.StatusGone {
		t.Errorf("a push before the verification: %d", status)
	}
	topic := url.Values{"hub.mode": {"subscribe"}, "hub.topic": {form.Get("hub.topic")}, "hub.challenge": {"c"}, "hub.lease_seconds": {"3600"}}
	changed := func(key, value string) url.Values {
		q := url.Values{}
		maps.Copy(q, topic)
		q.Set(key, value)
		return q
	}
	for name, q := range map[string]url.Values{
		"another topic": changed("hub.topic", "https://evil.example/"), "unsubscribe": changed("hub.mode", "unsubscribe"),
		"no mode": changed("hub.mode", ""), "no challenge": changed("hub.challenge", ""), "no lease": changed("hub.lease_seconds", "-1"),
	} {
		if status, body := st.get(callback, q); status != http.StatusNotFound || strings.Contains(body, "c\n") {
			t.Errorf("%s: %d %q", name, status, body)
		}
	}
	if status, _ := st.get(callback+"x", topic); status != http.StatusNotFound {
		t.Errorf("another token: %d", status)
	}
	st.verify(form)
	large := strings.Repeat("x", 1001)
	for name, p := range map[string]struct {
		signature, body string
		want            int
	}{
		"unsigned":       {"", "b", http.StatusForbidden},
		"wrongly signed": {sign("other", "b"), "b", http.StatusForbidden},
		"other body":     {sign(secret, "a"), "b", http.StatusForbidden},
		"no method":      {"md5=00", "b", http.StatusForbidden},
		"too large":      {sign(secret, large), large, http.StatusRequestEntityTooLarge},
	} {
		if status := st.push(callback, p.signature, p.body); status != p.want {
			t.Errorf("%s: %d, want %d", name, status, p.want)
		}
	}
	if status := st.push(callback+"x", sign(secret, "b"), "b"); status != http.StatusNotFound {
		t.Errorf("unknown: %d", status)
	}
	select {
	case p := <-st.sub.Pushes():
		t.Errorf("came through: %+v", p)
	default:
	}
}

// When nobody reads, pushes are turned away, to come again.
func TestTooMany(t *testing.T) {
	st := setUp(t)
	st.run()
	form := st.ask()
	st.verify(form)
	last := 0
	for range 65 {
		last = st.push(form.Get("hub.callback"), sign(form.Get("hub.secret"), "b"), "b")
	}
	if last != http.StatusServiceUnavailable {
		t.Errorf("push 65 answered %d", last)
	}
}

// A source that names another hub is subscribed there, with other secrets; one
// that names none any more is not.
func TestHubChanges(t *testing.T) {
	st := setUp(t)
	st.run()
	first := st.ask()
	now := time.Now()
	if err := st.sub.Visited(t.Context(), "wire", &websub.Links{Hubs: []string{st.hub}, Topic: "https://wire.example/atom"}, 0, now, now); err != nil {
		t.Fatal(err)
	}
	second := <-st.asked
	if second.Get("hub.topic") != "https://wire.example/atom" || second.Get("hub.secret") == first.Get("hub.secret") || second.Get("hub.callback") == first.Get("hub.callback") {
		t.Errorf("asked %v after %v", second, first)
	}
	if status := st.push(first.Get("hub.callback"), "", ""); status != http.StatusNotFound {
		t.Errorf("the old callback answers %d", status)
	}
	was := st.store.wire()
	links := &websub.Links{Hubs: []string{"https://other.example/", st.hub}, Topic: was.Topic}
	if err := st.sub.Visited(t.Context(), "wire", links, 0, now, now); err != nil || st.store.wire().Token != was.Token {
		t.Errorf("subscribed anew because the hubs came in another order: %v", err)
	}
	if err := st.sub.Visited(t.Context(), "wire", nil, 0, now, now); err != nil || st.store.wire().Hub == "" {
		t.Errorf("a 304 ended the subscription: %v", err)
	}
	if err := st.sub.Visited(t.Context(), "wire", &websub.Links{}, 0, now, now); err != nil || st.store.wire() != (feeds.Subscription{}) {
		t.Errorf("still subscribed: %v", err)
	}
}

// A source that is no longer listed is forgotten, and its callback is gone.
func TestRetain(t *testing.T) {
	st := setUp(t)
	st.run()
	form := st.ask()
	st.verify(form)
	for _, listed := range []bool{true, false} {
		if err := st.sub.Retain(t.Context(), func(id string) bool { return id == "wire" && listed }); err != nil {
			t.Fatal(err)
		}
		if kept := st.store.wire() != (feeds.Subscription{}); kept != listed {
			t.Errorf("listed %v, kept %v", listed, kept)
		}
	}
	body := "<rss/>"
	if got := st.push(form.Get("hub.callback"), sign(form.Get("hub.secret"), body), body); got != http.StatusNotFound {
		t.Errorf("a push for a source that is not listed is answered %d, want 404", got)
	}
}

// A hub that promises and does not deliver is found out by the visits.
func TestHubThatNeverDelivers(t *testing.T) {
	st := setUp(t)
	noon := time.Now().Add(time.Hour)
	lease := feeds.Subscription{
		Hub: st.hub, Topic: "t", Token: "x", Secret: "y", Asked: noon.Add(-2 * time.Hour),
		Since: noon.Add(-2 * time.Hour), Until: noon.Add(100 * time.Hour), Delivered: noon.Add(-90 * time.Minute),
	}
	st.store.subs["wire"] = lease
	sub, err := websub.New(t.Context(), websub.Options{Callback: "https://x.example/", Store: st.store, Client: poster{}, MaxBody: 1000, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []bool{true, true, false, false} {
		at := noon.Add(time.Duration(i) * time.Hour)
		if got := sub.IsTrusted("wire", at); got != want {
			t.Errorf("before visit %d trusted = %v, want %v", i, got, want)
		}
		if err := sub.Visited(t.Context(), "wire", nil, 1, at.Add(-time.Hour), at); err != nil {
			t.Fatal(err)
		}
	}
}
