package schedule

import (
	"cmp"
	"container/heap"
	"hash/fnv"
	"slices"
	"time"

	"dateline/feeds"
)

const (
	// restartGap is the time between two visits that were due before the
	// gateway started, restartTime the most that all of them are spread over.
	restartGap  = 100 * time.Millisecond
	restartTime = 15 * time.Minute
)

// Queue holds the sources that wait for their next visit, and hands them out
// when they are due and their domain has room. It has one owner.
type Queue struct {
	policy Policy
	lanes  map[string]*lane
	ready  lanes
	// where is the lane of each source under way.
	where map[string]*lane
}

// NewQueue returns an empty queue.
func NewQueue(p Policy) *Queue {
	return &Queue{policy: p, lanes: map[string]*lane{}, where: map[string]*lane{}}
}

// Load adds sources as they are after a start at now. Those that came due
// while the gateway was away come one after the other, in an order of their
// own, so that a restart is no herd; new ones come at once; those that are
// gone do not come at all.
func (q *Queue) Load(sources []feeds.Source, state func(id string) feeds.State, now time.Time) {
	var late []visit
	for _, src := range sources {
		st := state(src.ID)
		switch at := Address(src, st.Move); {
		case st.Gone:
		case st.Next.After(now):
			q.Add(src, at, st.Next)
		case st.Visited.IsZero():
			q.Add(src, at, now)
		default:
			late = append(late, visit{source: src})
		}
	}
	slices.SortFunc(late, func(a, b visit) int {
		return cmp.Or(cmp.Compare(spread(a.source.ID), spread(b.source.ID)), cmp.Compare(a.source.ID, b.source.ID))
	})
	gap := min(restartGap, restartTime/time.Duration(max(len(late), 1)))
	for i, v := range late {
		q.Add(v.source, Address(v.source, state(v.source.ID).Move), now.Add(time.Duration(i)*gap))
	}
}

func spread(id string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(id))
	return h.Sum32()
}

// Add puts a source in, to be visited at address when it is due.
func (q *Queue) Add(src feeds.Source, address string, at time.Time) {
	name, spaced := q.policy.laneName(address)
	l := q.lanes[name]
	if l == nil {
		l = q.policy.newLane(name, spaced)
		q.lanes[name] = l
	}
	heap.Push(&l.waiting, visit{source: src, at: at})
	q.where[src.ID] = l
	q.settle(l)
}

// Next takes out a source that may be visited now. If there is none, wait is
// the time until there may be one, negative if nothing waits that does not
// wait for Done.
func (q *Queue) Next(now time.Time) (src feeds.Source, ok bool, wait time.Duration) {
	if len(q.ready) == 0 {
		return src, false, -1
	}
	l := q.ready[0]
	if at := l.ready(); at.After(now) {
		return src, false, at.Sub(now)
	}
	src = l.start(now).source
	q.settle(l)
	return src, true, 0
}

// Held is a source whose domain is closed by a limit of its server.
type Held struct {
	Source feeds.Source
	Until  time.Time
}

// Held takes out all sources that wait for a limit to pass, by ID.
func (q *Queue) Held(now time.Time) []Held {
	var held []Held
	for _, l := range q.lanes {
		if !l.closed.After(now) {
			continue
		}
		for _, v := range l.waiting {
			held = append(held, Held{v.source, l.closed})
			delete(q.where, v.source.ID)
		}
		l.waiting = nil
		q.settle(l)
	}
	slices.SortFunc(held, func(a, b Held) int { return cmp.Compare(a.Source.ID, b.Source.ID) })
	return held
}

// Done says what came of a visit that Next handed out. The source is out of
// the queue until it is added again.
func (q *Queue) Done(src feeds.Source, a Answer, now time.Time) {
	l := q.where[src.ID]
	delete(q.where, src.ID)
	l.done(a, now)
	q.settle(l)
}

// settle puts a lane where it belongs among the ready ones.
func (q *Queue) settle(l *lane) {
	switch {
	case l.isIdle():
		if l.index >= 0 {
			heap.Remove(&q.ready, l.index)
		}
	case l.index < 0:
		heap.Push(&q.ready, l)
	default:
		heap.Fix(&q.ready, l.index)
	}
}
