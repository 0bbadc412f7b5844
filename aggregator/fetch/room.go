package fetch

import (
	"context"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"
)

// smallBody is how many bytes a body may have without taking room: there are
// as many of them as requests under way.
const smallBody = 1 << 20

// Room is what the larger bodies may take together that were asked for with it,
// until they are released. It may be used by several goroutines.
type Room struct {
	size int64
	free *semaphore.Weighted
	used atomic.Int64
}

// Use is what is taken now, and all there is, in bytes.
func (r *Room) Use() (used, size int64) { return r.used.Load(), r.size }

// NewRoom returns room for so many bytes. One body has a place in any case.
func NewRoom(bytes int64) *Room {
	return &Room{size: bytes, free: semaphore.NewWeighted(bytes)}
}

func (r *Room) release(n int64) {
	r.used.Add(-n)
	r.free.Release(n)
}

// share is the part of n bytes that counts.
func (r *Room) share(n int64) int64 { return min(n, r.size) }

// makeRoom waits until a body may grow as large as a body may be. That is our
// own doing, and so no part of the timeout.
func (t *trip) makeRoom(ctx context.Context) error {
	r := t.request.Room
	if r == nil {
		return nil
	}
	t.clock.stop()
	defer t.clock.start()
	n := r.share(t.client.maxBody)
	if err := r.free.Acquire(ctx, n); err != nil {
		return err
	}
	r.used.Add(n)
	t.taken = n
	return nil
}

// settle gives back what a body did not take of its room.
func (t *trip) settle(resp *Response) {
	if t.taken == 0 {
		return
	}
	resp.room, resp.taken = t.request.Room, min(int64(len(resp.Body)), t.taken)
	resp.room.release(t.taken - resp.taken)
	t.taken = 0
}

// Release says that nobody needs the body any more. It does nothing the second
// time.
func (r *Response) Release() {
	if r.taken > 0 {
		r.room.release(r.taken)
	}
	r.Body, r.taken = nil, 0
}

// stopwatch ends a request when what is left of its time has passed.
type stopwatch struct {
	left  time.Duration
	began time.Time
	timer *time.Timer
}

// newStopwatch returns one that runs, and calls end at its end.
func newStopwatch(left time.Duration, end func()) *stopwatch {
	return &stopwatch{left: left, began: time.Now(), timer: time.AfterFunc(left, end)}
}

func (c *stopwatch) stop() {
	c.timer.Stop()
	c.left -= time.Since(c.began)
}

func (c *stopwatch) start() {
	c.began = time.Now()
	c.timer.Reset(c.left)
}
