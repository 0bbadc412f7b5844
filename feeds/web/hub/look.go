package hub

import (
	"context"
	"sync"
	"time"
)

// due are the topics that may have changed, and were not pushed too much of
// late.
func (h *Hub) due(ctx context.Context, now time.Time) []*topic {
	h.mu.Lock()
	defer h.mu.Unlock()
	heads := map[string]uint64{}
	var all []*topic
	for _, t := range h.topics {
		if !t.isStale || now.Before(t.pace.ready()) {
			continue
		}
		seq, ok := heads[t.region]
		if !ok {
			head, err := h.Log.Head(ctx, t.region)
			if err != nil {
				h.Logger.Error("head of a topic", "region", t.region, "error", err)
				continue
			}
			seq = head.Seq
			heads[t.region] = seq
		}
		if t.isStale = false; seq > t.seq {
			all = append(all, t)
		}
	}
	return all
}

// look reads what is there of a topic.
func (h *Hub) look(ctx context.Context, t *topic) {
	is, err := h.Topics.Topic(ctx, t.address)
	h.mu.Lock()
	defer h.mu.Unlock()
	if err != nil {
		h.Logger.Error("topic", "topic", t.address, "error", err)
		t.isStale = true
		return
	}
	was := t.print
	if t.learn(is); t.print != was {
		t.pace = t.pace.spend(time.Now())
	}
}

// begin starts the pushes that are due to subscribers of a topic, or of any.
func (h *Hub) begin(ctx context.Context, work *sync.WaitGroup, only *topic) {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := time.Now()
	for _, s := range h.subs {
		if only != nil && s.topic != only || !s.isDue(now) {
			continue
		}
		s.isBusy = true
		isSlow := s.isSlow || s.failed > 0
		work.Go(func() { h.push(ctx, s, isSlow) })
	}
}

// pause is the time until there is something to do that nobody wakes us for.
func (h *Hub) pause(now time.Time) time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	next := now.Add(longest)
	soonest := func(at time.Time) {
		if at.Before(next) {
			next = at
		}
	}
	for _, s := range h.subs {
		soonest(s.Until)
		if !s.isBusy && s.isBehind() {
			soonest(s.next)
		}
		if s.topic == nil && !s.isLost {
			soonest(now.Add(firstRetry))
		}
	}
	for _, t := range h.topics {
		if t.isStale {
			soonest(later(t.pace.ready(), now.Add(gathering)))
		}
	}
	return next.Sub(now)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
