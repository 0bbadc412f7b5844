package aggregator

import (
	"hash/fnv"
	"time"

	"dateline/feeds"
)

// Pace decides when a source is due again.
type Pace struct {
	// Every is the time between visits to a source that sets none.
	Every time.Duration
	// Min and Max bound it, whoever asked for less or more.
	Min, Max time.Duration
}

// Next returns when to visit src after a visit at now that left failures
// failed visits in a row, and whose answer asked to wait for at least
// retryAfter. Each failure doubles the wait, up to Max. The result is moved by
// up to a tenth, the same way for the same source, so that sources with one
// rhythm spread out.
func (p Pace) Next(src feeds.Source, failures int, retryAfter time.Duration, now time.Time) time.Time {
	wait := src.Every
	if wait == 0 {
		wait = p.Every
	}
	for range min(failures, 20) {
		wait = min(2*wait, p.Max)
	}
	wait = max(wait, p.Min, retryAfter)
	if wait > p.Max {
		wait = max(p.Max, min(retryAfter, 7*24*time.Hour))
	}
	return now.Add(wait + jitter(src.ID, wait))
}

// jitter is between 0 and a tenth of wait.
func jitter(id string, wait time.Duration) time.Duration {
	h := fnv.New32a()
	_, _ = h.Write([]byte(id))
	return wait / 10 * time.Duration(h.Sum32()%1000) / 1000
}
