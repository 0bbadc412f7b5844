package aggregator

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"dateline/feeds"
)

// lookEvery is the time between two looks at lists that may change.
const lookEvery = time.Minute

// Lists are sources that come and go while a Poller runs.
type Lists interface {
	// Look returns all sources and true if they have changed since the last
	// look. It says in the log what became of them.
	Look(log *slog.Logger) (sources []feeds.Source, changed bool)
}

// roster is who is visited for ever. The zero roster knows nobody.
type roster struct {
	// listed are the sources that are to be visited now, by ID.
	listed map[string]feeds.Source
	// busy are the IDs of those in the queue or under way. A source that is
	// dropped stays there until its turn comes.
	busy map[string]bool
	// look is when to look at the lists again.
	look time.Time
}

// list makes sources the listed ones, and puts into the queue who is new.
func (r *round) list(ctx context.Context, sources []feeds.Source, now time.Time) error {
	listed := make(map[string]feeds.Source, len(sources))
	states := map[string]feeds.State{}
	var added []feeds.Source
	for _, src := range sources {
		listed[src.ID] = src
		if _, known := r.listed[src.ID]; known || r.busy[src.ID] {
			continue
		}
		state, err := r.Store.State(ctx, src.ID)
		if err != nil {
			return err
		}
		states[src.ID] = state
		added = append(added, src)
		r.busy[src.ID] = !state.Gone
	}
	r.listed = listed
	if r.Hubs != nil {
		if err := r.Hubs.Retain(ctx, r.isListed); err != nil {
			return err
		}
	}
	r.queue.Load(added, func(id string) feeds.State { return states[id] }, now)
	return nil
}

func (r *roster) isListed(sourceID string) bool {
	_, ok := r.listed[sourceID]
	return ok
}

// relist looks at the lists when it is time to, and tells the store what they
// have.
func (r *round) relist(ctx context.Context, now time.Time) error {
	if !r.isEndless || r.Lists == nil || now.Before(r.look) {
		return nil
	}
	r.look = now.Add(lookEvery)
	sources, changed := r.Lists.Look(r.Log)
	if !changed {
		return nil
	}
	if err := r.Store.SetSources(ctx, sources); err != nil {
		return fmt.Errorf("set sources: %w", err)
	}
	return r.list(ctx, sources, now)
}

// untilLook shortens a wait, negative for one without end, to the next look at
// the lists.
func (r *round) untilLook(wait time.Duration, now time.Time) time.Duration {
	if !r.isEndless || r.Lists == nil {
		return wait
	}
	look := max(r.look.Sub(now), 0)
	if wait < 0 {
		return look
	}
	return min(wait, look)
}

// current returns a source as it is listed now, or false and forgets it if it
// is not listed any more.
func (r *round) current(src feeds.Source) (feeds.Source, bool) {
	if !r.isEndless {
		return src, true
	}
	now, ok := r.listed[src.ID]
	if !ok {
		delete(r.busy, src.ID)
	}
	return now, ok
}
