package websub

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"time"

	"dateline/feeds"
)

// verifyTime is how long after our question a hub may verify it.
const verifyTime = 24 * time.Hour

// ServeHTTP answers hubs: a GET verifies what we asked for or says that it was
// denied, a POST delivers. The token is the last part of the path.
func (s *Subscriber) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id, sub, ok := s.find(path.Base(r.URL.Path))
	if !ok {
		refuse(w, http.StatusNotFound)
		return
	}
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		s.verify(w, r, id)
	case http.MethodPost:
		s.deliver(w, r, id, sub)
	default:
		w.Header().Set("Allow", "GET, HEAD, POST")
		refuse(w, http.StatusMethodNotAllowed)
	}
}

func (s *Subscriber) find(token string) (id string, sub feeds.Subscription, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id, ok = s.tokens[token]
	return id, s.subs[id], ok
}

// verify confirms that we want what we asked for (section 5.3). What we did
// not ask for of late, also to be let go, is not ours.
func (s *Subscriber) verify(w http.ResponseWriter, r *http.Request, id string) {
	q := r.URL.Query()
	now := time.Now().UTC().Truncate(time.Second)
	agreed := false
	err := s.change(r.Context(), id, func(sub feeds.Subscription) feeds.Subscription {
		if q.Get("hub.topic") != sub.Topic {
			return sub
		}
		switch q.Get("hub.mode") {
		case "subscribe":
			if lease := readLease(q); lease > 0 && q.Get("hub.challenge") != "" && now.Sub(sub.Asked) < verifyTime {
				sub.Since, sub.Until, sub.Attempts, agreed = now, now.Add(lease), 0, true
			}
		case "denied":
			s.Log.Warn("subscription denied", "source", id, "hub", sub.Hub, "reason", q.Get("hub.reason"))
			sub.Since, sub.Until, agreed = time.Time{}, time.Time{}, true
		}
		return sub
	})
	switch {
	case err != nil:
		s.Log.Error("subscription not kept", "source", id, "error", err)
		refuse(w, http.StatusInternalServerError)
	case !agreed:
		refuse(w, http.StatusNotFound)
	default:
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		_, _ = io.WriteString(w, q.Get("hub.challenge")) // the hub went away: it will ask again
	}
}

// readLease is how long a hub's promise holds. One that says nothing is taken
// to mean what we asked for.
func readLease(q url.Values) time.Duration {
	if !q.Has("hub.lease_seconds") {
		return wantedLease
	}
	n, err := strconv.ParseInt(q.Get("hub.lease_seconds"), 10, 64)
	if err != nil || n <= 0 {
		return 0
	}
	return max(min(time.Duration(min(n, 1<<31))*time.Second, 10*wantedLease), leastLease)
}

// deliver takes a push (section 7). Success says only that it came.
func (s *Subscriber) deliver(w http.ResponseWriter, r *http.Request, id string, sub feeds.Subscription) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, s.MaxBody))
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		s.Log.Warn("push refused", "source", id, "reason", "larger than fetch.max_body")
		refuse(w, http.StatusRequestEntityTooLarge)
		return
	}
	now := time.Now().UTC().Truncate(time.Second)
	switch {
	case err != nil:
		refuse(w, http.StatusBadRequest)
	case !sub.IsLive(now):
		refuse(w, http.StatusGone)
	case !isSigned(r.Header.Get("X-Hub-Signature"), sub.Secret, body):
		s.Log.Warn("push refused", "source", id, "reason", "not signed by the hub")
		refuse(w, http.StatusForbidden)
	case !s.hand(Push{SourceID: id, Body: body, ContentType: r.Header.Get("Content-Type"), At: now}):
		w.Header().Set("Retry-After", "30")
		refuse(w, http.StatusServiceUnavailable)
	default:
		err := s.change(r.Context(), id, func(sub feeds.Subscription) feeds.Subscription {
			sub.Delivered, sub.Missed = now, 0
			return sub
		})
		if err != nil {
			s.Log.Error("subscription not kept", "source", id, "error", err)
		}
		w.WriteHeader(http.StatusAccepted)
	}
}

// hand passes a push on, unless too many wait.
func (s *Subscriber) hand(p Push) bool {
	select {
	case s.pushes <- p:
		return true
	default:
		return false
	}
}

func refuse(w http.ResponseWriter, status int) { http.Error(w, http.StatusText(status), status) }
