package feeds

import "time"

// Subscriber is somebody to whom our hub has promised to push a feed of ours
// (W3C WebSub section 5). Topic and Callback together tell it from others.
type Subscriber struct {
	// Topic is the address of the feed, as the subscriber wrote it.
	Topic, Callback string
	// Secret is what pushes are signed with, empty for none.
	Secret string
	// Since and Until bound the lease.
	Since, Until time.Time
	// Print is of what the subscriber knows: the Topic.Print of what it last
	// got, or of what there was when it subscribed.
	Print string
}

// IsLive reports whether there is anything to push to at now.
func (s Subscriber) IsLive(now time.Time) bool { return now.Before(s.Until) }

// Topic is a feed as it is served at one of our addresses now.
type Topic struct {
	// Address is the canonical one, absolute: two topics with the same show
	// the same.
	Address string
	// Region is whose Head changes when the feed may have.
	Region string
	// Print is of what the feed lists: it changes when an entry comes, changes
	// or goes, and not with the health of sources or the date of the feed.
	Print string
	// Seq is the log sequence of a change to the region that is in it, and all
	// before.
	Seq uint64
	// MediaType is the Content-Type.
	MediaType string
	Body      []byte
}

// Pushes counts what our hub has done since it was started.
type Pushes struct {
	// Subscribers are those it has promised to push to, now.
	Subscribers int
	// Waiting are the requests that are yet to be verified.
	Waiting int
	// UnderWay are the pushes that are being sent, of UnderWayMost at most.
	UnderWay, UnderWayMost int
	// Delivered, Failed and Gone count pushes by what came of them: taken, not
	// taken and to be tried again, and told to go away.
	Delivered, Failed, Gone int64
}
