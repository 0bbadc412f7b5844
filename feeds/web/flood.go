package web

import (
	"sync"
	"time"
)

// A region in which something comes all the time would have its feeds rendered for
// every reader anew, and every reader wait for that. If a feed had floodVersions
// within a floodTime, it is rendered every floodPace only, while nobody waits: who
// asks meanwhile gets the version before. That one is no older than lateTime; else
// the reader waits as ever. So it is told that caches may keep a feed for a minute,
// and what follows the log (the hub, deltas, changes since a cursor) is never late.
const (
	floodVersions = 8
	floodTime     = time.Second
	floodPace     = 250 * time.Millisecond
	lateTime      = time.Second
)

// flood notices when versions come all the time.
type flood struct {
	mu sync.Mutex
	// recent are when the last versions were made, the oldest at next.
	recent [floodVersions]time.Time
	next   int
	// until is how long the flood lasts if there is no further version.
	until time.Time
}

func (f *flood) note(now time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if now.Sub(f.recent[f.next]) < floodTime || now.Before(f.until) {
		f.until = now.Add(floodTime)
	}
	f.recent[f.next] = now
	f.next = (f.next + 1) % floodVersions
}

func (f *flood) lasts(now time.Time) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return now.Before(f.until)
}

// mayBeLate reports whether a reader gets what is not the present version any more,
// and sees to it that there will be another.
func (s *stand) mayBeLate(p *pile, ready *copied, target string, now time.Time) bool {
	if s.renew == nil || now.Sub(time.Unix(0, ready.seen.Load())) > lateTime || !p.floods[ready.key.coding.index()].lasts(now) {
		return false
	}
	if now.Sub(ready.made) >= floodPace && !ready.isDue.Swap(true) {
		s.renewals.Add(1)
		go func() {
			defer s.renewals.Add(-1)
			s.renew(target, ready.key.coding)
		}()
	}
	return true
}
