package hub_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/aggregator/fetch"
	"dateline/feeds"
	"dateline/feeds/web"
	"dateline/feeds/web/hub"
	"dateline/storage"
)

// site is a gateway with a hub: a real store, served over loopback.
type site struct {
	t     testing.TB
	store *storage.Store
	hub   *hub.Hub
	// base is what readers know us by, at where we really are.
	base, at string
	// stories counts those that were merged, stop ends the hub and waits.
	stories int
	stop    func()
}

// start serves what a folder holds, in memory if dir is empty.
func start(t testing.TB, dir string, change func(*hub.Options)) *site {
	t.Helper()
	log := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelInfo}))
	store, err := storage.Open(storage.Options{Dir: dir, InMemory: dir == "", Holder: "test", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	const base = "https://feeds.example.org/news"
	own := feeds.Site{Title: "Example Wire", BaseURL: base, Generator: "Dateline", Version: "1.0"}
	server := web.New(web.Options{Library: store, Chronicle: store, Atlas: feeds.Builtin(), Site: own, HubURL: web.HubURL(own), Log: log})
	o := hub.Options{
		URL: base + "/hub", Topics: server, Log: store, Store: store, Logger: log,
		Client: fetch.NewCaller(fetch.Options{AllowPrivate: true}),
	}
	if change != nil {
		change(&o)
	}
	h, err := hub.New(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(server.Hub(h))
	ctx, cancel := context.WithCancel(context.Background())
	ran := make(chan error, 1)
	go func() { ran <- h.Run(ctx) }()
	s := &site{t: t, store: store, hub: h, base: base, at: srv.URL}
	s.stop = sync.OnceFunc(func() {
		srv.Close()
		cancel()
		if err := <-ran; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(s.stop)
	return s
}

var day = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// publish merges a story about a region and returns its title.
func (s *site) publish(region string) string {
	s.t.Helper()
	s.stories++
	title := fmt.Sprintf("Story %d about %s", s.stories, region)
	link := fmt.Sprintf("https://wire.example/%d", s.stories)
	s.merge(feeds.Item{
		GUID: link, Link: link, Title: title, Published: day.Add(time.Duration(s.stories) * time.Minute), Language: "en",
		Placements: []feeds.Placement{{Slug: region, Confidence: 1}},
	})
	return title
}

func (s *site) merge(items ...feeds.Item) {
	s.t.Helper()
	_, err := s.store.Merge(s.t.Context(), feeds.Visit{
		Source: feeds.Source{ID: "wire", URL: "https://wire.example/rss"}, At: time.Now().UTC(), Items: items,
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

// get returns the body at a path of the site.
func (s *site) get(path string) string {
	s.t.Helper()
	resp, err := http.Get(s.at + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		s.t.Fatalf("GET %s: %s, %v", path, resp.Status, err)
	}
	return string(body)
}

// ask posts a form to the hub.
func (s *site) ask(form url.Values) (status int, body string) {
	s.t.Helper()
	resp, err := http.PostForm(s.at+"/hub", form)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

// delivery is a push as it came.
type delivery struct {
	path   string
	header http.Header
	body   string
}

// reader is a subscriber of our own.
type reader struct {
	t    testing.TB
	url  string
	asks chan url.Values
	got  chan delivery
	mu   sync.Mutex
	// status is what pushes are answered with, verify what questions are.
	status int
	verify func(w http.ResponseWriter, q url.Values)
}

func newReader(t testing.TB) *reader {
	t.Helper()
	r := &reader{t: t, asks: make(chan url.Values, 100), got: make(chan delivery, 10_000), status: http.StatusNoContent}
	srv := httptest.NewServer(r)
	t.Cleanup(srv.Close)
	r.url = srv.URL
	return r
}

func (r *reader) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	r.mu.Lock()
	status, verify := r.status, r.verify
	r.mu.Unlock()
	if req.Method == http.MethodGet {
		q := req.URL.Query()
		if verify != nil {
			verify(w, q)
		} else {
			_, _ = io.WriteString(w, q.Get("hub.challenge"))
		}
		r.asks <- q
		return
	}
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return
	}
	w.WriteHeader(status)
	r.got <- delivery{req.URL.RequestURI(), req.Header, string(body)}
}

func (r *reader) set(f func(*reader)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f(r)
}

// form is a subscription request; more are pairs to add.
func (r *reader) form(topic string, more ...string) url.Values {
	form := url.Values{"hub.mode": {"subscribe"}, "hub.topic": {topic}, "hub.callback": {r.url + "/callback?token=one"}}
	for i := 0; i < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	return form
}

// subscribe asks and waits until the hub has verified it.
func (r *reader) subscribe(s *site, topic string, more ...string) url.Values {
	r.t.Helper()
	before := s.kept()
	if status, body := s.ask(r.form(topic, more...)); status != http.StatusAccepted {
		r.t.Fatalf("subscribing to %s: %d %s", topic, status, body)
	}
	q := receive(r.t, r.asks, "question")
	within(r.t, "the subscription is kept", func() bool { return s.kept() != before })
	return q
}

// kept is what the store has of subscriptions.
func (s *site) kept() string {
	s.t.Helper()
	subs, err := s.store.Subscribers(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	lines := make([]string, 0, len(subs))
	for _, sub := range subs {
		lines = append(lines, fmt.Sprint(sub.Topic, sub.Callback, sub.Secret, sub.Since.UnixNano(), sub.Until))
	}
	return strings.Join(lines, "\n")
}

func receive[T any](t testing.TB, c <-chan T, what string) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(10 * time.Second):
		t.Fatalf("no %s within ten seconds", what)
		panic("unreachable")
	}
}

// within waits for something that nobody tells.
func within(t testing.TB, what string, isSo func() bool) {
	t.Helper()
	for began := time.Now(); !isSo(); {
		if time.Since(began) > 10*time.Second {
			t.Fatalf("not within ten seconds: %s", what)
		}
		<-time.After(5 * time.Millisecond)
	}
}

// wantPush wants the next push to be the document at a path, as it is there.
func (r *reader) wantPush(s *site, topic string) delivery {
	r.t.Helper()
	d := receive(r.t, r.got, "push")
	want := s.get(strings.TrimPrefix(topic, s.base))
	if d.body != want {
		r.t.Errorf("pushed:\n%s\nserved at %s:\n%s", d.body, topic, want)
	}
	if got, want := d.header.Get("Link"), fmt.Sprintf(`<%s/hub>; rel="hub", <%s>; rel="self"`, s.base, topic); got != want {
		r.t.Errorf("Link: %s, want %s", got, want)
	}
	if d.path != "/callback?token=one" {
		r.t.Errorf("pushed to %s", d.path)
	}
	return d
}

// wantNone wants no push to have come, also not after everything is settled.
func (r *reader) wantNone() {
	r.t.Helper()
	select {
	case d := <-r.got:
		r.t.Errorf("pushed:\n%s", d.body)
	default:
	}
}

// isSigned reports whether a push has the signature of a secret.
func isSigned(d delivery, secret string) bool {
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = io.WriteString(mac, d.body)
	return d.header.Get("X-Hub-Signature") == "sha256="+hex.EncodeToString(mac.Sum(nil))
}
