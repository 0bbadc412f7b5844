package aggregator

import (
	"context"
	"sync"

	"dateline/feeds"
)

// crew are those who fetch: as many as there are visits at once, each for one
// visit after the other, since the stack that a visit needs takes time to grow.
type crew struct {
	// running is how many visits are under way, hired how many there are to
	// make them.
	running, hired int
	jobs           chan job
	atWork         sync.WaitGroup
}

// job is a visit to be made. The state is nil if the store has to be asked.
type job struct {
	src   feeds.Source
	state *feeds.State
}

// job is the visit to a source.
func (r *round) job(src feeds.Source) job {
	state, isKnown := r.states[src.ID]
	if !isKnown {
		return job{src: src}
	}
	delete(r.states, src.ID)
	return job{src, &state}
}

// begin has a visit made by who waits for one, or by one more.
func (r *round) begin(ctx context.Context, j job) {
	r.running++
	select {
	case r.jobs <- j:
		return
	default:
	}
	if r.hired == max(r.Workers, 1) {
		r.jobs <- j // one has handed in an answer, and comes back
		return
	}
	r.hired++
	r.atWork.Go(func() {
		for more := true; more; j, more = <-r.jobs {
			r.answers <- r.fetch(ctx, j)
		}
	})
}
