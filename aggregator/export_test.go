package aggregator

import (
	"context"
	"time"

	"dateline/aggregator/schedule"
	"dateline/feeds"
)

// Roster is a round for ever that visits nobody by itself.
type Roster struct{ r *round }

// NewRoster returns a roster of p without sources.
func NewRoster(p *Poller) Roster {
	return Roster{&round{Poller: p, queue: schedule.NewQueue(p.Policy), isEndless: true, roster: roster{busy: map[string]bool{}}}}
}

// Relist looks at the lists if it is time to at now.
func (r Roster) Relist(ctx context.Context, now time.Time) error { return r.r.relist(ctx, now) }

// Wait is how long to wait at now for nothing but the lists.
func (r Roster) Wait(now time.Time) time.Duration { return r.r.untilLook(-1, now) }

// Take takes the sources out that are to be visited at now.
func (r Roster) Take(now time.Time) []feeds.Source {
	var all []feeds.Source
	for {
		src, ok, _ := r.r.queue.Next(now)
		if !ok {
			return all
		}
		r.r.queue.Done(src, schedule.Answer{}, now)
		if src, ok = r.r.current(src); ok {
			all = append(all, src)
		}
	}
}

// Visited puts a source back after a visit that left state.
func (r Roster) Visited(src feeds.Source, state feeds.State) { r.r.requeue(src, state) }

// Settings is settings.
func (r Reader) Settings(src feeds.Source) []byte { return r.settings(src) }
