package fetch

import (
	"context"
	"sync"
)

// lanes gives out places, so many a host. Who waits is served in turn.
type lanes struct {
	width int
	mu    sync.Mutex
	// open are the hosts that someone visits or waits for, so that there are
	// never more of them than visits.
	open map[string]*hostLane
}

type hostLane struct {
	places chan struct{}
	users  int
}

func newLanes(width int) *lanes {
	return &lanes{width: width, open: map[string]*hostLane{}}
}

// enter waits for a place at host. Call leave to give it back. The error is
// that of ctx.
func (l *lanes) enter(ctx context.Context, host string) (leave func(), err error) {
	lane := l.join(host)
	select {
	case lane.places <- struct{}{}:
		return func() {
			<-lane.places
			l.part(host)
		}, nil
	case <-ctx.Done():
		l.part(host)
		return nil, ctx.Err()
	}
}

func (l *lanes) join(host string) *hostLane {
	l.mu.Lock()
	defer l.mu.Unlock()
	lane, ok := l.open[host]
	if !ok {
		lane = &hostLane{places: make(chan struct{}, l.width)}
		l.open[host] = lane
	}
	lane.users++
	return lane
}

func (l *lanes) part(host string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	lane := l.open[host]
	lane.users--
	if lane.users == 0 {
		delete(l.open, host)
	}
}
