package hub

import (
	"context"
	"errors"
	"sync"
	"time"

	"dateline/feeds"
)

// Run verifies and pushes until ctx ends, then waits for what is under way to
// end too.
func (h *Hub) Run(ctx context.Context) error {
	defer h.flush(ctx)
	var work sync.WaitGroup
	defer work.Wait()
	grown := make(chan struct{}, 1)
	work.Go(func() { h.listen(ctx, grown) })
	work.Go(func() { h.keepOn(ctx) })
	timer := time.NewTimer(0)
	defer timer.Stop()
	var gathered <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case r := <-h.requests:
			work.Go(func() { h.verify(ctx, r) })
			continue
		case <-grown:
			if gathered == nil {
				gathered = time.After(gathering)
			}
			continue
		case <-gathered:
			gathered = nil
			h.stale()
		case <-h.wake:
		case <-timer.C:
		}
		timer.Reset(h.round(ctx, &work))
	}
}

// listen tells when the log has grown.
func (h *Hub) listen(ctx context.Context, grown chan<- struct{}) {
	for seq := uint64(0); ; {
		var err error
		if seq, err = h.Log.Wait(ctx, seq); err != nil {
			return // ctx ended
		}
		select {
		case grown <- struct{}{}:
		case <-ctx.Done():
			return
		}
	}
}

// stale says that any topic may have changed.
func (h *Hub) stale() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, t := range h.topics {
		t.isStale = true
	}
}

// longest is the time between two rounds where nothing happens.
const longest = time.Hour

// round drops whose lease is over, looks at topics, begins the pushes that are
// due, and says when the next round is.
func (h *Hub) round(ctx context.Context, work *sync.WaitGroup) time.Duration {
	h.expire(time.Now())
	h.find(ctx)
	for _, t := range h.due(ctx, time.Now()) {
		h.look(ctx, t)
		h.begin(ctx, work, t)
	}
	h.begin(ctx, work, nil)
	return h.pause(time.Now())
}

// expire drops subscriptions whose lease is over.
func (h *Hub) expire(now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for k, s := range h.subs {
		if !s.IsLive(now) {
			h.Logger.Info("lease over", "topic", s.Topic, "callback", s.host)
			h.remove(k)
			h.change(s)
		}
	}
}

// find joins subscriptions to their topics.
func (h *Hub) find(ctx context.Context) {
	for _, address := range h.unfound() {
		t, err := h.Topics.Topic(ctx, address)
		if err != nil && !errors.Is(err, feeds.ErrNotFound) {
			h.Logger.Error("topic", "topic", address, "error", err)
			continue
		}
		if err != nil {
			h.Logger.Warn("no topic of ours any more: nothing is pushed until it is again", "topic", address, "error", err)
		}
		h.join(address, t, err == nil)
	}
}

// unfound are addresses that were subscribed to and not looked at yet.
func (h *Hub) unfound() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	seen := map[string]bool{}
	var all []string
	for k, s := range h.subs {
		if s.topic == nil && !s.isLost && !seen[k.topic] {
			seen[k.topic] = true
			all = append(all, k.topic)
		}
	}
	return all
}

func (h *Hub) join(address string, is feeds.Topic, isOurs bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for k, s := range h.subs {
		if k.topic != address || s.topic != nil {
			continue
		}
		if !isOurs {
			s.isLost = true
			continue
		}
		t := h.topics[is.Address]
		if t == nil {
			t = &topic{address: is.Address, region: is.Region}
			h.topics[is.Address] = t
		}
		t.learn(is)
		t.users++
		s.topic = t
	}
}
