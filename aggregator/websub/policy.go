package websub

import (
	"time"

	"dateline/feeds"
)

const (
	// wantedLease is what we ask for; the hub decides.
	wantedLease = 10 * 24 * time.Hour
	// leastLease is the shortest lease that is worth asking for again.
	leastLease = 5 * time.Minute
	// firstRetry and lastRetry bound the time between two questions to a hub
	// that does not agree.
	firstRetry = time.Hour
	lastRetry  = 7 * 24 * time.Hour
	// tolerated is how many misses a trusted hub may have.
	tolerated = 1
)

// Links are what a document says of its hub.
type Links struct {
	// Hubs are where one can subscribe, Topic the address to subscribe to: the
	// document's rel=self. Either may be empty.
	Hubs  []string
	Topic string
}

// shouldAsk reports whether the hub should be asked at now.
func shouldAsk(s feeds.Subscription, now time.Time) bool {
	if s.Hub == "" || now.Before(s.Asked.Add(retry(s.Attempts))) {
		return false
	}
	return !now.Before(renewal(s))
}

// renewal is when a lease is to be renewed: when a tenth of it is left.
func renewal(s feeds.Subscription) time.Time {
	lease := s.Until.Sub(s.Since)
	return s.Until.Add(-lease / 10)
}

// retry is the time after a question in which it is not repeated.
func retry(attempts int) time.Duration {
	if attempts == 0 {
		return 0
	}
	return min(firstRetry<<min(attempts-1, 20), lastRetry)
}

// judge notes what a visit found: new items that the hub, had it delivered,
// would have brought before.
func judge(s feeds.Subscription, found int, previous time.Time, now time.Time) feeds.Subscription {
	covered := s.IsLive(now) && !s.Since.IsZero() && s.Since.Before(previous)
	if found > 0 && covered && s.Delivered.Before(previous) {
		s.Missed++
	}
	return s
}

// IsTrusted reports whether the hub of a subscription can be relied on at now.
func IsTrusted(s feeds.Subscription, now time.Time) bool {
	return s.IsLive(now) && !s.Delivered.IsZero() && s.Missed <= tolerated
}
