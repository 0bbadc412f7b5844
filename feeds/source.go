package feeds

import "time"

// Source is an upstream feed, or a page in place of one, as the operator
// configured it.
type Source struct {
	// ID is unique and never changes: the configured id, else the URL as
	// configured. An adopted redirect does not change it.
	ID  string
	URL string
	// Name is the configured name, else the title the feed gives itself.
	Name string
	// Home is the site the source belongs to, as the feed names it: an http
	// or https address, or empty. The store fills it in for publication.
	Home string
	// Regions are slugs: what its items are about unless they say otherwise.
	Regions []string
	// Fixed makes every item belong to exactly Regions, whatever it says.
	Fixed bool
	// Language is the BCP 47 tag of items that name none.
	Language string
	// Topics are added to each item's categories.
	Topics []string
	// StripDatelines publishes its items without the dateline their texts
	// begin with.
	StripDatelines bool
	// Rank decides which source's wording is published: higher wins.
	Rank int
	// Every is the time between visits, 0 for the default.
	Every time.Duration
	// Timezone applies to dates without a zone; nil means UTC.
	Timezone *time.Location
	// Headers are sent with each request. They hold secrets: never stored,
	// logged or published.
	Headers map[string]string
	// Select makes the source a web page that has no feed. By part of an item,
	// it says where on the page that part is; nil for a feed.
	Select map[string]string
	// Waits keeps items dated in the future out until then. Else they are
	// published at once, dated when they were received.
	Waits bool
	// Pages is how many pages are read that follow the first.
	Pages int
}

// IsPage reports whether the source is a page and not a feed.
func (s Source) IsPage() bool { return s.Select != nil }

// State is what the store remembers of a source between visits. The zero
// State is that of a source never visited.
type State struct {
	// ETag and LastModified are the validators of the last good answer, byte
	// for byte as the server sent them (RFC 9110 section 8.8).
	ETag, LastModified string
	// BodyHash is the SHA-256 of the last good body, for servers that give
	// no validators.
	BodyHash []byte
	// Settings tell apart the settings that the last good body was read
	// under.
	Settings []byte
	// Document is where the last good body came from, after redirects: all
	// three are of it.
	Document string
	// Title and Link are what the feed says of itself.
	Title, Link string
	// Visited is the last visit, Succeeded the last one that gave a feed or
	// a 304, Next when the source is due again.
	Visited, Succeeded, Next time.Time
	// Failures counts visits since Succeeded that gave neither.
	Failures int
	// Error is the last failure in words, empty after a success.
	Error string
	// Status is the HTTP status of the last answer, 0 if there was none.
	Status int
	// Gone says that the source answered 410: it is visited no more until
	// somebody asks for it.
	Gone bool
	// Newest is the last visit that brought something new.
	Newest time.Time
	Rhythm Rhythm
	Hints  Hints
	Move   Move
	Flood  Flood
}

// IsDue reports whether the source should be visited at now.
func (s State) IsDue(now time.Time) bool { return !s.Gone && !s.Next.After(now) }

// Rhythm is how often a source has something new. Both numbers fade: the past
// counts less the longer ago it is.
type Rhythm struct {
	// Items counts new items, Span is the time in which they came.
	Items float64
	Span  time.Duration
}

// Hints are what a feed says of when to visit it.
type Hints struct {
	// Wait is the longest of RSS ttl and sy:updatePeriod, 0 if it says nothing.
	Wait time.Duration
	// Hours are the hours of the day, and Days the days of the week from
	// Sunday, a bit each, in which it does not change: RSS skipHours and
	// skipDays, in UTC.
	Hours uint32
	Days  uint8
}

// Skips reports whether the feed says that it does not change at t.
func (h Hints) Skips(t time.Time) bool {
	t = t.UTC()
	return h.Hours>>t.Hour()&1 != 0 || h.Days>>t.Weekday()&1 != 0
}

// Move is where a source has gone by its permanent redirects (RFC 9110 section
// 15.4).
type Move struct {
	// From is the configured address that all this is about.
	From string
	// Adopted is where it is visited instead, empty if at From.
	Adopted string
	// Seen is where it is redirected to without interruption since Since.
	Seen  string
	Since time.Time
}

// Flood is the last time that a source listed what it had listed before under
// other guids and links: it moved, or changed how it makes them. The items kept
// their IDs, so no reader saw them again. It is zero if that never happened.
type Flood struct {
	At    time.Time
	Items int
}

// Visit is the result of reading a source: the items found, and the state to
// remember once they are all safe.
type Visit struct {
	Source Source
	At     time.Time
	// ChannelLink is the feed's own site link, which tells no item apart.
	ChannelLink string
	Items       []Item
	// Tombstones name what the source withdraws; an item of this visit that
	// has the same guid stays.
	Tombstones []Tombstone
	// Reading is what was read to come to Items, nil if nothing was: then what
	// is remembered stays. One without pieces is that nothing need be.
	Reading *Reading
	State   State
	// Settle, if not nil, makes of State what is remembered, once the merge
	// knows what was new.
	Settle func(State, Tally) State
}

// Tally counts what a merge did with the items of a visit.
type Tally struct {
	New, Changed, Known int
	// Retracted are items that the source withdrew.
	Retracted int
	// Returned are those of Changed and Known that came back under other
	// guids and links: see Flood.
	Returned int
}

// Retention bounds what the store keeps. Zero means no bound.
type Retention struct {
	// Age counts from when an item was received.
	Age time.Duration
	// PerSource is how many items of a source are kept, newest first.
	PerSource int
}

// Subscription is what a WebSub hub has promised for a source (W3C WebSub
// section 5). The zero Subscription is none.
type Subscription struct {
	Hub, Topic string
	// Token is the part of our callback's address that nobody else knows,
	// Secret what the hub signs with.
	Token, Secret string
	// Asked is when we last asked for it, Attempts how often since the hub
	// last agreed.
	Asked    time.Time
	Attempts int
	// Since and Until bound the lease, both zero until the hub has verified
	// that we want it.
	Since, Until time.Time
	// Delivered is the last push that was ours and rightly signed.
	Delivered time.Time
	// Missed counts visits since then that found what was not pushed.
	Missed int
}

// IsLive reports whether the hub has promised to push at now.
func (s Subscription) IsLive(now time.Time) bool { return now.Before(s.Until) }
