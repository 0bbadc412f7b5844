package hub_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"dateline/aggregator/fetch"
	"dateline/feeds"
	"dateline/feeds/web/hub"
)

func TestWrongRequest(t *testing.T) {
	s, r := start(t, "", func(o *hub.Options) { o.Client = fetch.NewCaller(fetch.Options{}) }), newReader(t)
	topic, callback := s.base+"/malaysia.rss", "https://reader.example/callback"
	tests := []struct {
		name, topic, callback string
		more                  []string
		want                  string
	}{
		{"no mode", topic, callback, []string{"hub.mode", ""}, "hub.mode is missing"},
		{"other mode", topic, callback, []string{"hub.mode", "shout"}, "neither subscribe nor unsubscribe"},
		{"publish", topic, callback, []string{"hub.mode", "publish"}, "knows by itself when they change"},
		{"long secret", topic, callback, []string{"hub.secret", strings.Repeat("s", 200)}, "less than 200 bytes"},
		{"lease in words", topic, callback, []string{"hub.lease_seconds", "a week"}, `hub.lease_seconds is "a week"`},
		{"lease below zero", topic, callback, []string{"hub.lease_seconds", "-1"}, "hub.lease_seconds"},
		{"no topic", "", callback, nil, "hub.topic is missing"},
		{"no region", s.base + "/malasia.rss", callback, nil, `there is no region "malasia"`},
		{"no query of ours", topic + "?colour=red", callback, nil, `there is no parameter "colour"`},
		{"page", s.base + "/malaysia", callback, nil, "what is there is no feed"},
		{"list", s.base + "/regions.json", callback, nil, "what is there is no feed"},
		{"hub", s.base + "/hub", callback, nil, "no feed"},
		{"foreign topic", "https://other.example/news/malaysia.rss", callback, nil, "begin with https://feeds.example.org/news/"},
		{"without the base", "https://feeds.example.org/malaysia.rss", callback, nil, "begin with https://feeds.example.org/news/"},
		{"other scheme", "http://feeds.example.org/news/malaysia.rss", callback, nil, "begin with"},
		{"user in topic", "https://zoe@feeds.example.org/news/malaysia.rss", callback, nil, "begin with"},
		{"header in topic", topic + "\r\nX: y", callback, nil, "hub.topic is no address"},
		{"link in topic", topic + `>; rel="self"`, callback, nil, "hub.topic is no address"},
		{"fragment in topic", topic + "#top", callback, nil, "fragment"},
		{"no callback", topic, "", nil, "hub.callback is missing"},
		{"relative callback", topic, "/callback", nil, "no absolute address"},
		{"mail", topic, "mailto:zoe@reader.example", nil, "no absolute address"},
		{"ftp", topic, "ftp://reader.example/", nil, "neither an http nor an https address"},
		{"fragment in callback", topic, callback + "#x", nil, "fragment"},
		{"long callback", topic, callback + strings.Repeat("x", 3000), nil, "too long"},
		{"loopback", topic, r.url, nil, "private or special"},
		{"localhost", topic, "http://localhost/", nil, "this machine"},
		{"private", topic, "http://10.0.0.1/", nil, "private or special"},
		{"metadata", topic, "http://169.254.169.254/latest", nil, "private or special"},
		{"private in IPv6", topic, "http://[::ffff:127.0.0.1]/", nil, "private or special"},
		{"octal", topic, "http://0177.0.0.1/", nil, "neither a name nor a plain IP"},
		{"mail server", topic, "http://reader.example:25/", nil, "port 25"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			form := r.form(tt.topic, append([]string{"hub.callback", tt.callback}, tt.more...)...)
			status, body := s.ask(form)
			if status != http.StatusBadRequest || !strings.Contains(body, tt.want) {
				t.Errorf("%d %s, want 400 with %q", status, body, tt.want)
			}
		})
	}
	if len(r.asks) > 0 || s.kept() != "" {
		t.Errorf("%d questions, kept %q", len(r.asks), s.kept())
	}
}

// TestPrivateName: a name that leads to a private address is refused when it is
// called.
func TestPrivateName(t *testing.T) {
	refused := make(chan error, 1)
	s, r := start(t, "", func(o *hub.Options) { o.Client = &watched{fetch.NewCaller(fetch.Options{}), refused} }), newReader(t)
	callback := strings.Replace(r.url, "127.0.0.1", "ip6-localhost", 1)
	if status, body := s.ask(r.form(s.base+"/malaysia.rss", "hub.callback", callback)); status != http.StatusAccepted {
		t.Fatalf("%d %s", status, body)
	}
	if err := receive(t, refused, "refusal"); err == nil {
		t.Error("called")
	}
	if len(r.asks) > 0 || s.kept() != "" {
		t.Errorf("%d questions, kept %q", len(r.asks), s.kept())
	}
}

// watched tells what came of calls.
type watched struct {
	*fetch.Caller
	errors chan error
}

func (w *watched) Do(r *http.Request) (*http.Response, error) {
	resp, err := w.Caller.Do(r)
	w.errors <- err
	return resp, err
}

func TestOtherMethods(t *testing.T) {
	s := start(t, "", nil)
	if got := s.get("/hub"); !strings.Contains(got, "curl "+s.base+"/hub") {
		t.Errorf("no word on how to subscribe:\n%s", got)
	}
	for _, tt := range []struct {
		method, contentType string
		status              int
	}{
		{http.MethodOptions, "", http.StatusNoContent},
		{http.MethodPut, "", http.StatusMethodNotAllowed},
		{http.MethodPost, "application/json", http.StatusUnsupportedMediaType},
		{http.MethodPost, "", http.StatusUnsupportedMediaType},
	} {
		req, err := http.NewRequestWithContext(t.Context(), tt.method, s.at+"/hub", strings.NewReader("{}"))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", tt.contentType)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if resp.StatusCode != tt.status || resp.Header.Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%s %s: %s", tt.method, tt.contentType, resp.Status)
		}
		if tt.status != http.StatusUnsupportedMediaType && resp.Header.Get("Allow") != "GET, HEAD, POST, OPTIONS" {
			t.Errorf("%s: Allow %s", tt.method, resp.Header.Get("Allow"))
		}
	}
}

// TestBounds: who asks for too much is told so, and others can go on.
func TestBounds(t *testing.T) {
	s := start(t, "", func(o *hub.Options) {
		o.Bounds = hub.Bounds{Subscriptions: 4, PerHost: 2, PerTopic: 3, Pending: 10, PendingPerHost: 5}
	})
	topics := []string{s.base + "/malaysia.rss", s.base + "/europe.rss", s.base + "/asia.rss"}
	one, two, three := newReader(t), newReader(t), newReader(t)
	one.subscribe(s, topics[0])
	one.subscribe(s, topics[1])
	if status, body := s.ask(one.form(topics[2])); status != http.StatusTooManyRequests || !strings.Contains(body, "one host") {
		t.Errorf("a host's third: %d %s", status, body)
	}
	one.subscribe(s, topics[1], "hub.lease_seconds", "4000") // renewed, not one more
	two.subscribe(s, topics[0])
	three.subscribe(s, topics[0])
	if status, body := s.ask(newReader(t).form(topics[1])); status != http.StatusServiceUnavailable || !strings.Contains(body, "as many subscriptions as it takes") {
		t.Errorf("the fifth: %d %s", status, body)
	}
	one.subscribe(s, topics[1], "hub.mode", "unsubscribe")
	if status, body := s.ask(newReader(t).form(topics[0])); status != http.StatusTooManyRequests || !strings.Contains(body, "this feed has") {
		t.Errorf("a topic's fourth: %d %s", status, body)
	}
	two.subscribe(s, topics[1])
}

// TestWhatIsPushed: only what a topic lists, not what is elsewhere, nor how its
// sources fare.
func TestWhatIsPushed(t *testing.T) {
	s := start(t, "", nil)
	s.publish("malaysia")
	malaysia, europe, search, all := newReader(t), newReader(t), newReader(t), newReader(t)
	malaysia.subscribe(s, s.base+"/malaysia.json")
	europe.subscribe(s, s.base+"/europe.json")
	search.subscribe(s, s.base+"/world.json?q=harbour")
	all.subscribe(s, s.base+"/world.json")

	s.publish("france")
	europe.wantPush(s, s.base+"/europe.json")
	all.wantPush(s, s.base+"/world.json")
	_, err := s.store.Merge(t.Context(), feeds.Visit{
		Source: feeds.Source{ID: "wire", URL: "https://wire.example/rss"}, At: time.Now().UTC(), State: feeds.State{Failures: 3, Error: "down"},
	})
	if err != nil {
		t.Fatal(err)
	}
	s.publish("malaysia") // whose look at the world also finds the failure
	malaysia.wantPush(s, s.base+"/malaysia.json")
	all.wantPush(s, s.base+"/world.json")

	page, err := s.store.Latest(t.Context(), "france", 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.store.Retract(t.Context(), page.Entries[0].ID, "an error", time.Now().UTC()); err != nil {
		t.Fatal(err)
	}
	if d := europe.wantPush(s, s.base+"/europe.json"); !strings.Contains(d.body, "an error") {
		t.Error("no word of the retraction")
	}
	all.wantPush(s, s.base+"/world.json")
	search.wantPush(s, s.base+"/world.json?q=harbour") // which says what was retracted, too
	s.stop()
	for _, r := range []*reader{malaysia, europe, search, all} {
		r.wantNone()
	}
}

// TestGone: a callback that answers 410 is never called again.
func TestGone(t *testing.T) {
	s, r, other := start(t, "", nil), newReader(t), newReader(t)
	topic := s.base + "/malaysia.rss"
	r.subscribe(s, topic)
	other.subscribe(s, topic)
	r.set(func(r *reader) { r.status = http.StatusGone })
	s.publish("malaysia")
	r.wantPush(s, topic)
	other.wantPush(s, topic)
	within(t, "dropped", func() bool { return !strings.Contains(s.kept(), r.url) })
	s.publish("malaysia")
	other.wantPush(s, topic)
	within(t, "all is noted", func() bool { return done(s.hub) == feeds.Pushes{Subscribers: 1, Delivered: 2, Gone: 1} })
	s.stop()
	r.wantNone()
}

// TestRestart: whoever was subscribed still is, gets what came meanwhile, and
// nothing that it had before.
func TestRestart(t *testing.T) {
	dir := t.TempDir()
	s := start(t, dir, nil)
	s.publish("malaysia")
	had, lacks := newReader(t), newReader(t)
	topic := s.base + "/malaysia.rss"
	had.subscribe(s, topic)
	lacks.subscribe(s, topic, "hub.secret", "s")
	lacks.set(func(r *reader) { r.status = http.StatusInternalServerError })
	s.publish("malaysia")
	had.wantPush(s, topic)
	lacks.wantPush(s, topic)
	within(t, "one is done", func() bool { p := s.hub.Pushes(); return p.Delivered == 1 && p.Failed == 1 })
	s.stop()

	lacks.set(func(r *reader) { r.status = http.StatusOK })
	again := start(t, dir, nil)
	if d := lacks.wantPush(again, topic); !isSigned(d, "s") {
		t.Error("not signed")
	}
	again.stop()
	had.wantNone()
}

// TestStop: a hub that is told to stop does not wait for callbacks.
func TestStop(t *testing.T) {
	s, r := start(t, "", nil), newReader(t)
	topic := s.base + "/malaysia.rss"
	r.subscribe(s, topic)
	reached := make(chan bool)
	r.set(func(r *reader) {
		r.verify = func(w http.ResponseWriter, _ url.Values) {
			reached <- true
			<-reached
		}
	})
	if status, body := s.ask(r.form(topic, "hub.lease_seconds", "4000")); status != http.StatusAccepted {
		t.Fatalf("%d %s", status, body)
	}
	<-reached
	began := time.Now()
	s.stop()
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("stopped after %v", took)
	}
	close(reached)
}

// done is what the hub says of itself but for what is under way.
func done(h *hub.Hub) feeds.Pushes {
	p := h.Pushes()
	p.UnderWay, p.UnderWayMost = 0, 0
	return p
}
