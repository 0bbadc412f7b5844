package hub_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestHub100 is the test list for hubs of https://websub.rocks: a typical
// subscriber.
func TestHub100(t *testing.T) {
	s, r := start(t, "", nil), newReader(t)
	s.publish("malaysia")
	topic := s.base + "/malaysia.rss"
	q := r.subscribe(s, topic)
	if q.Get("token") != "one" || q.Get("hub.mode") != "subscribe" || q.Get("hub.topic") != topic || q.Get("hub.lease_seconds") != "864000" {
		t.Errorf("question %v", q)
	}
	title := s.publish("malaysia")
	d := r.wantPush(s, topic)
	if !strings.Contains(d.body, title) || d.header.Get("Content-Type") != "application/rss+xml; charset=utf-8" {
		t.Errorf("%s without %q", d.header.Get("Content-Type"), title)
	}
	if d.header.Get("X-Hub-Signature") != "" {
		t.Error("signed with no secret")
	}
}

// TestHub101: a subscriber with a secret gets signed pushes.
func TestHub101(t *testing.T) {
	s, r := start(t, "", nil), newReader(t)
	topic := s.base + "/asia.atom"
	r.subscribe(s, topic, "hub.secret", strings.Repeat("ß", 99))
	s.publish("malaysia")
	if d := r.wantPush(s, topic); !isSigned(d, strings.Repeat("ß", 99)) {
		t.Errorf("signature %s", d.header.Get("X-Hub-Signature"))
	}
}

// TestHub102: parameters that the hub does not know are passed over.
func TestHub102(t *testing.T) {
	s, r := start(t, "", nil), newReader(t)
	topic := s.base + "/malaysia.rss"
	r.subscribe(s, topic, "foo", "bar", "hub.verify", "async", "hub.foo", "bar")
	s.publish("malaysia")
	r.wantPush(s, topic)
}

// TestHub103: who subscribes again before the lease ends is asked again, and
// pushed to once, by the new terms.
func TestHub103(t *testing.T) {
	s, r := start(t, "", nil), newReader(t)
	topic := s.base + "/malaysia.rss"
	r.subscribe(s, topic, "hub.secret", "old", "hub.lease_seconds", "600")
	q := r.subscribe(s, topic, "hub.secret", "new", "hub.lease_seconds", "1200")
	if q.Get("hub.lease_seconds") != "1200" {
		t.Errorf("question %v", q)
	}
	s.publish("malaysia")
	if d := r.wantPush(s, topic); !isSigned(d, "new") {
		t.Error("not signed with the new secret")
	}
	s.publish("malaysia")
	r.wantPush(s, topic)
	s.stop()
	r.wantNone()
}

// TestHub104: who unsubscribes is asked, and then left alone.
func TestHub104(t *testing.T) {
	s, r, other := start(t, "", nil), newReader(t), newReader(t)
	topic := s.base + "/malaysia.rss"
	r.subscribe(s, topic)
	other.subscribe(s, topic)
	q := r.subscribe(s, topic, "hub.mode", "unsubscribe")
	if q.Get("hub.mode") != "unsubscribe" || q.Get("hub.challenge") == "" || q.Get("hub.topic") != topic {
		t.Errorf("question %v", q)
	}
	s.publish("malaysia")
	other.wantPush(s, topic)
	s.stop()
	r.wantNone()
}

// TestHub105 and 106: whatever the content is, it comes as it is served. Ours
// is XML and JSON.
func TestHub105(t *testing.T) {
	for path, mediaType := range map[string]string{
		"/malaysia.rss": "application/rss+xml", "/malaysia.atom": "application/atom+xml", "/malaysia.json": "application/feed+json",
		"/world.json?limit=1&q=harbour+OR+story": "application/feed+json",
	} {
		t.Run(path, func(t *testing.T) {
			s, r := start(t, "", nil), newReader(t)
			r.subscribe(s, s.base+path)
			s.publish("malaysia")
			if d := r.wantPush(s, s.base+path); d.header.Get("Content-Type") != mediaType+"; charset=utf-8" {
				t.Errorf("Content-Type %s", d.header.Get("Content-Type"))
			}
		})
	}
}

// TestTopicAsWritten: hub.topic and rel=self are what was asked for, also when
// that only leads to a feed.
func TestTopicAsWritten(t *testing.T) {
	s := start(t, "", nil)
	for _, path := range []string{"/my.rss", "/malaysia.json?limit=5&lang=en", "/MYS.atom?limit=007"} {
		r := newReader(t)
		if strings.Contains(path, "007") {
			if status, body := s.ask(r.form(s.base + path)); status != http.StatusBadRequest || !strings.Contains(body, "limit=007") {
				t.Errorf("%s: %d %s", path, status, body)
			}
			continue
		}
		if q := r.subscribe(s, s.base+path); q.Get("hub.topic") != s.base+path {
			t.Errorf("asked about %s, not %s", q.Get("hub.topic"), path)
		}
		s.publish("malaysia")
		r.wantPush(s, s.base+path)
	}
}

// TestNotVerified: a callback that does not agree gets nothing, and what was
// there before stays.
func TestNotVerified(t *testing.T) {
	answers := map[string]func(w http.ResponseWriter, q url.Values){
		"404":             func(w http.ResponseWriter, _ url.Values) { w.WriteHeader(http.StatusNotFound) },
		"other challenge": func(w http.ResponseWriter, _ url.Values) { _, _ = w.Write([]byte("yes")) },
		"more":            func(w http.ResponseWriter, q url.Values) { _, _ = w.Write([]byte(q.Get("hub.challenge") + "\n")) },
		"error page with challenge": func(w http.ResponseWriter, q url.Values) {
			w.WriteHeader(http.StatusInternalServerError)
			_, _ = w.Write([]byte(q.Get("hub.challenge")))
		},
		"redirect": func(w http.ResponseWriter, q url.Values) {
			w.Header().Set("Location", "/callback?"+q.Encode())
			w.WriteHeader(http.StatusFound)
		},
	}
	for name, verify := range answers {
		t.Run(name, func(t *testing.T) {
			s, r := start(t, "", nil), newReader(t)
			topic := s.base + "/malaysia.rss"
			r.subscribe(s, topic, "hub.secret", "old")
			r.set(func(r *reader) { r.verify = verify })
			for _, mode := range []string{"unsubscribe", "subscribe"} {
				if status, body := s.ask(r.form(topic, "hub.mode", mode, "hub.secret", "new")); status != http.StatusAccepted {
					t.Fatalf("%d %s", status, body)
				}
				receive(t, r.asks, "question")
			}
			s.publish("malaysia")
			if d := r.wantPush(s, topic); !isSigned(d, "old") {
				t.Error("not by the old terms")
			}
		})
	}
}
