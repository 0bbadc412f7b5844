package hub

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// verify asks the callback, and does what was asked for if it agrees.
func (h *Hub) verify(ctx context.Context, r request) {
	leave, ok := h.gates.enter(ctx, r.callback.Host, true)
	if !ok {
		return // we stop; who gets no question asks again
	}
	err := h.challenge(ctx, r)
	leave()
	log := h.Logger.With("topic", r.topic, "callback", r.callback.Host, "mode", r.mode())
	if err != nil {
		log.Info("subscription not verified", "error", err)
	} else {
		log.Info("subscription verified", "lease", r.lease)
	}
	h.apply(r, err == nil, time.Now().UTC())
	if err == nil {
		h.flush(ctx)
		poke(h.wake)
	}
}

func (r request) mode() string {
	if r.isUnsubscribe {
		return "unsubscribe"
	}
	return "subscribe"
}

// apply makes of a request what it asked for, unless a later one was faster or,
// meanwhile, there came to be too many.
func (h *Hub) apply(r request, isVerified bool, now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if isLatest := h.waiting.settle(r, isVerified); !isVerified || !isLatest {
		return
	}
	was := h.subs[r.key]
	if r.isUnsubscribe {
		h.remove(r.key)
	} else if was != nil || len(h.subs) < h.Bounds.Subscriptions {
		h.add(r.subscriber(was, now))
	}
	h.changed[r.key] = true
}

// challenge asks whether the callback wants what was asked for in its name.
func (h *Hub) challenge(ctx context.Context, r request) error {
	challenge := rand.Text()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.question(challenge), nil)
	if err != nil {
		return err
	}
	resp, err := h.Client.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	if !isSuccess(resp.StatusCode) {
		return fmt.Errorf("the callback answered %d", resp.StatusCode)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, int64(len(challenge))+1))
	if err != nil {
		return err
	}
	if string(body) != challenge {
		return errors.New("the callback did not repeat the challenge")
	}
	return nil
}

func isSuccess(status int) bool { return status >= 200 && status < 300 }
