package hub

import (
	"fmt"
	"strconv"
	"time"
)

// Leases: what is given to those who do not ask, and the bounds for others.
const (
	usualLease = 10 * 24 * time.Hour
	leastLease = 5 * time.Minute
	mostLease  = 30 * 24 * time.Hour
)

// readLease is how long a promise holds that was asked for in these words.
// Nothing and 0 are seen in the wild for "as long as you like".
func readLease(text string) (time.Duration, error) {
	if text == "" || text == "0" {
		return usualLease, nil
	}
	n, err := strconv.ParseUint(text, 10, 63)
	if err != nil {
		return 0, fmt.Errorf("hub.lease_seconds is %q: give a number of seconds, from %d to %d", shorten(text), seconds(leastLease), seconds(mostLease))
	}
	return max(leastLease, min(mostLease, time.Duration(min(n, 1<<31))*time.Second)), nil
}

func seconds(d time.Duration) int64 { return int64(d / time.Second) }

// Retries: the pauses double from the first one on; after so many attempts a
// callback gets nothing before there is something newer, and not before the
// last pause is over.
const (
	firstRetry = 5 * time.Second
	lastRetry  = time.Hour
	attempts   = 9
)

// retryAfter is the pause after so many attempts that failed, with up to a
// quarter more by chance, so that those who failed together do not come
// together; chance is in [0, 1).
func retryAfter(failed int, chance float64) time.Duration {
	pause := lastRetry
	if failed < attempts {
		pause = min(firstRetry<<min(max(failed-1, 0), 20), lastRetry)
	}
	return pause + time.Duration(chance*float64(pause)/4)
}

// Changes are gathered for a moment, so that what comes together is pushed
// together. A topic is pushed at once as long as it has allowance; that is what
// keeps an hour's round of polls from becoming an hour of pushes.
const (
	gathering = 200 * time.Millisecond
	burst     = 12
	refill    = 10 * time.Second
)

// pace is how much a topic was pushed of late: full is when its allowance is
// whole again.
type pace struct{ full time.Time }

// ready is when the next push is allowed.
func (p pace) ready() time.Time { return p.full.Add(-(burst - 1) * refill) }

// spend is the pace after a push at now.
func (p pace) spend(now time.Time) pace {
	if p.full.Before(now) {
		p.full = now
	}
	return pace{p.full.Add(refill)}
}

// slowFrom is how long a callback may take before it has to wait for others
// like it.
const slowFrom = 2 * time.Second
