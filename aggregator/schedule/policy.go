package schedule

import (
	"net/http"
	"time"

	"dateline/feeds"
)

// Policy is what the operator allows.
type Policy struct {
	// Every is the rhythm of a source before it has shown its own.
	Every time.Duration
	// Min and Max bound every wait, whoever asked for less or more, but that
	// of a source with an interval of its own.
	Min, Max time.Duration
	// Spacing is the least time between the starts of two visits to one
	// registrable domain, 0 for none.
	Spacing time.Duration
	// PerHost is how many visits to one registrable domain may be under way
	// at once; less than 1 means 1.
	PerHost int
	// Hosts overrides this for a host and the hosts below it. The longest
	// name that fits counts, and has its limits to itself.
	Hosts map[string]Host
}

// Host is the policy for a host or domain.
type Host struct {
	// Spacing and PerHost replace the policy's; 0 leaves them.
	Spacing time.Duration
	PerHost int
	// Scope is what a limit set by the server holds for.
	Scope Scope
}

// Scope is what has to wait when a server says that it is asked too often.
type Scope string

// The scopes. The first is the default.
const (
	ByStatus Scope = ""       // 429 and bursts of 403 stop the domain, 503 the source alone
	BySource Scope = "source" // the source alone: for bridges, whose routes fail one by one
	ByDomain Scope = "domain" // the domain, whatever the status
)

// Answer is what a visit brought, as far as the next one depends on it.
type Answer struct {
	// Failed says that neither a feed nor a 304 came.
	Failed bool
	// Status is the HTTP status, 0 if no answer came.
	Status int
	// RetryAfter is what the server asked for, 0 if nothing.
	RetryAfter time.Duration
	// Fresh is how long the answer said it stays fresh (RFC 9111 section
	// 4.2), 0 if it said nothing.
	Fresh time.Duration
	// IsPushed says that a hub which has proved itself brings what is new:
	// the visit is a check.
	IsPushed bool
	// New counts the items that the store did not know.
	New int
	// Dates are those of all items that came; only a first visit's count.
	Dates []time.Time
	// Hints are the feed's own words, nil if none came, as with a 304.
	Hints *feeds.Hints
	// MovedTo is where permanent redirects alone led, empty if nowhere.
	MovedTo string
}

// After returns what is remembered of src after a visit at now: its rhythm,
// where it is, whether it fails and when it is due again. The rest of the
// state stays as it was.
func (p Policy) After(src feeds.Source, was feeds.State, a Answer, now time.Time) feeds.State {
	is := was
	is.Visited, is.Status = now, a.Status
	if a.Failed {
		is.Failures++
		is.Gone = a.Status == http.StatusGone
		is.Move = abandon(was.Move, is.Failures)
		is.Next = p.next(src, is, a, now)
		return is
	}
	is.Failures, is.Gone, is.Succeeded, is.Error = 0, false, now, ""
	is.Rhythm = learn(was, a, now)
	is.Move = follow(src, was.Move, a.MovedTo, now)
	if a.Hints != nil {
		is.Hints = *a.Hints
	}
	if a.New > 0 {
		is.Newest = now
	}
	is.Next = p.next(src, is, a, now)
	return is
}
