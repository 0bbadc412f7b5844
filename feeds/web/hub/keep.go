package hub

import (
	"context"
	"time"

	"dateline/feeds"
)

// together is how long what came of pushes is gathered before it is kept: what
// a crash takes of it is pushed once more.
const together = 2 * time.Millisecond

// change notes that a subscription is not kept as it is.
func (h *Hub) change(s *subscriber) {
	h.changed[s.key()] = true
	poke(h.keep)
}

// keepOn keeps what changes until ctx ends.
func (h *Hub) keepOn(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-h.keep:
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(together):
			h.flush(ctx)
		}
	}
}

// flush keeps what has changed, also when ctx has ended.
func (h *Hub) flush(ctx context.Context) {
	h.writing.Lock()
	defer h.writing.Unlock()
	keep, drop := h.take()
	if len(keep)+len(drop) == 0 {
		return
	}
	if err := h.Store.SetSubscribers(context.WithoutCancel(ctx), keep, drop); err != nil {
		h.Logger.Error("subscriptions not kept", "error", err)
		h.giveBack(keep, drop)
	}
}

// take returns what has changed as it is now: there or not.
func (h *Hub) take() (keep, drop []feeds.Subscriber) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for k := range h.changed {
		if s, ok := h.subs[k]; ok {
			keep = append(keep, s.Subscriber)
		} else {
			drop = append(drop, feeds.Subscriber{Topic: k.topic, Callback: k.callback})
		}
	}
	clear(h.changed)
	return keep, drop
}

// giveBack has what was not kept be kept with what changes next.
func (h *Hub) giveBack(lists ...[]feeds.Subscriber) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, list := range lists {
		for _, s := range list {
			h.changed[key{s.Topic, s.Callback}] = true
		}
	}
}
