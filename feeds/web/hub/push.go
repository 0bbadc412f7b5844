package hub

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"time"

	"dateline/feeds"
)

// maxAnswer is how much of an answer is read, so that its connection can be
// used again.
const maxAnswer = 4 << 10

// push brings a subscriber what is there now, when it is its turn.
func (h *Hub) push(ctx context.Context, s *subscriber, isSlow bool) {
	leave, ok := h.gates.enter(ctx, s.host, isSlow)
	if !ok {
		return // we stop; the next start finds who lacks what
	}
	defer leave()
	t, err := h.Topics.Topic(ctx, s.Topic)
	h.mu.Lock()
	now := s.Subscriber // which a renewal may replace
	h.mu.Unlock()
	began, status := time.Now(), http.StatusNoContent
	if err == nil && now.Print != t.Print {
		status, err = h.deliver(ctx, now, t)
	}
	if err != nil && ctx.Err() != nil {
		return // we stop, which is not the callback's fault
	}
	h.settle(s, t, status, err, began)
}

// deliver posts the feed to the callback (section 7) and returns the status.
func (h *Hub) deliver(ctx context.Context, s feeds.Subscriber, t feeds.Topic) (int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.Callback, bytes.NewReader(t.Body))
	if err != nil {
		return 0, err
	}
	req.Header.Set("Content-Type", t.MediaType)
	req.Header.Set("Link", fmt.Sprintf(`<%s>; rel="hub", <%s>; rel="self"`, h.URL, s.Topic))
	if s.Secret != "" {
		req.Header.Set("X-Hub-Signature", sign(s.Secret, t.Body))
	}
	resp, err := h.Client.Do(req)
	if err != nil {
		return 0, err
	}
	defer func() { _ = resp.Body.Close() }()
	_, _ = io.CopyN(io.Discard, resp.Body, maxAnswer) // the status says it all
	return resp.StatusCode, nil
}

// sign is the X-Hub-Signature of a body (section 7.1).
func sign(secret string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}

// settle notes what came of a push. The subscription may have been replaced or
// dropped meanwhile: then that is what holds.
func (h *Hub) settle(s *subscriber, t feeds.Topic, status int, err error, began time.Time) {
	now := time.Now()
	log := h.Logger.With("topic", s.Topic, "callback", s.host)
	h.mu.Lock()
	defer h.mu.Unlock()
	s.isBusy = false
	s.isSlow = now.Sub(began) > slowFrom
	if err == nil {
		s.topic.learn(t)
	}
	switch {
	case err == nil && isSuccess(status):
		if s.Print != t.Print {
			h.delivered.Add(1)
		}
		s.Print, s.failed, s.missed, s.next = t.Print, 0, "", time.Time{}
		h.change(s)
		log.Debug("pushed", "status", status, "took", now.Sub(began))
	case err == nil && status == http.StatusGone:
		h.gone.Add(1)
		if h.subs[s.key()] == s {
			h.remove(s.key())
			h.change(s)
		}
		log.Info("subscriber gone")
	default:
		h.failed.Add(1)
		s.failed++
		s.next = now.Add(retryAfter(s.failed, rand.Float64())) //nolint:gosec // when to try again is no secret
		if s.failed >= attempts {
			s.missed = t.Print
		}
		log.Info("push failed", "status", status, "error", err, "attempt", s.failed, "next", s.next)
	}
	if h.subs[s.key()] != s || s.isBehind() || !s.next.IsZero() {
		poke(h.wake)
	}
}

// learn takes over what was read of a topic, unless something newer was.
func (t *topic) learn(is feeds.Topic) {
	if is.Seq >= t.seq {
		t.seq, t.print = is.Seq, is.Print
	}
}

// isBehind reports whether there is something for the subscriber that it does
// not have and that was not given up.
func (s *subscriber) isBehind() bool {
	return s.topic != nil && s.topic.print != s.Print && s.topic.print != s.missed
}

// isDue reports whether a push should be under way that is not.
func (s *subscriber) isDue(now time.Time) bool {
	return !s.isBusy && s.isBehind() && !now.Before(s.next)
}
