package hub

import (
	"context"
	"sync"
)

// How many calls may be under way: at one host, to those who answer well, and
// to others.
const (
	perHost = 8
	fast    = 128
	slow    = 32
)

// gates bound the calls that are under way.
type gates struct {
	mu         sync.Mutex
	hosts      map[string]*gate
	fast, slow chan struct{}
}

// gate is the places at a host; users are in it or wait.
type gate struct {
	places chan struct{}
	users  int
}

func newGates() gates {
	return gates{hosts: map[string]*gate{}, fast: make(chan struct{}, fast), slow: make(chan struct{}, slow)}
}

// enter waits for a place at a host and then for one in general. If ctx ends
// before, there is none.
func (g *gates) enter(ctx context.Context, host string, isSlow bool) (leave func(), ok bool) {
	lane := g.fast
	if isSlow {
		lane = g.slow
	}
	at := g.at(host)
	if !take(ctx, at.places) {
		g.release(host)
		return nil, false
	}
	if !take(ctx, lane) {
		<-at.places
		g.release(host)
		return nil, false
	}
	return func() {
		<-lane
		<-at.places
		g.release(host)
	}, true
}

func take(ctx context.Context, places chan struct{}) bool {
	if ctx.Err() != nil {
		return false
	}
	select {
	case places <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

func (g *gates) at(host string) *gate {
	g.mu.Lock()
	defer g.mu.Unlock()
	at, ok := g.hosts[host]
	if !ok {
		at = &gate{places: make(chan struct{}, perHost)}
		g.hosts[host] = at
	}
	at.users++
	return at
}

func (g *gates) release(host string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.hosts[host].users--; g.hosts[host].users == 0 {
		delete(g.hosts, host)
	}
}

// queue knows the requests that are being verified.
type queue struct {
	number uint64
	total  int
	hosts  map[string]int
	keys   map[key]*rivals
}

// rivals are requests for the same: applied is the last that was verified.
type rivals struct {
	count   int
	applied uint64
}

func newQueue() queue { return queue{hosts: map[string]int{}, keys: map[key]*rivals{}} }

// enter gives a request its number.
func (q *queue) enter(r *request) {
	q.number++
	r.number = q.number
	q.total++
	q.hosts[r.callback.Host]++
	if q.keys[r.key] == nil {
		q.keys[r.key] = &rivals{}
	}
	q.keys[r.key].count++
}

// settle takes a request out, and reports whether no later one for the same
// was verified before.
func (q *queue) settle(r request, isVerified bool) bool {
	q.total--
	if q.hosts[r.callback.Host]--; q.hosts[r.callback.Host] == 0 {
		delete(q.hosts, r.callback.Host)
	}
	same := q.keys[r.key]
	isLatest := same.applied < r.number
	if isVerified && isLatest {
		same.applied = r.number
	}
	if same.count--; same.count == 0 {
		delete(q.keys, r.key)
	}
	return isLatest
}
