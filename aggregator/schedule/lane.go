package schedule

import (
	"container/heap"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/publicsuffix"

	"dateline/feeds"
)

const (
	// firstLimit and lastLimit bound how long a domain is left alone that
	// says it is asked too often and not for how long.
	firstLimit = time.Minute
	lastLimit  = 6 * time.Hour
	// burst answers of 403 within burstTime are a limit, whatever they say.
	burst     = 3
	burstTime = 10 * time.Minute
	// recovery is how slowly spacing shrinks again: a thousandth with each
	// good answer.
	recovery = 1000
	// wideSpacing is the most that spacing grows to.
	wideSpacing = 2 * time.Minute
)

// lane is where the sources of one domain wait for each other.
type lane struct {
	scope   Scope
	perHost int
	// base is the configured spacing, spacing the one in force: a domain
	// that limits us gets twice as much each time, and less again with every
	// good answer.
	base, spacing time.Duration
	waiting       visits
	running       int
	// open is when the next visit may start, closed until when a limit of
	// the server holds.
	open, closed time.Time
	// strikes counts limits in a row, refused the 403s of late.
	strikes int
	refused []time.Time
	// index is the lane's place among the ready ones, -1 if it is not there.
	index int
}

// laneName is the name under which sources at an address share limits: the
// longest name among hosts that fits, else the registrable domain, else the
// host. Only a domain has spacing by default: what is on this machine or has
// no name is the operator's own.
func (p Policy) laneName(address string) (name string, spaced bool) {
	u, err := url.Parse(address)
	if err != nil {
		return "", false
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	for h := host; h != ""; {
		if _, ok := p.Hosts[h]; ok {
			return h, true
		}
		_, h, _ = strings.Cut(h, ".")
	}
	if _, err := netip.ParseAddr(host); err == nil || !strings.Contains(host, ".") {
		return net.JoinHostPort(host, u.Port()), false
	}
	return service(host), true
}

// service is the registrable domain of a host by the rules of registries
// alone: the private part of the public suffix list tells sites of one service
// apart, but the service counts our visits to all of them together.
func service(host string) string {
	suffix, registry := publicsuffix.PublicSuffix(host)
	for !registry {
		_, rest, ok := strings.Cut(suffix, ".")
		if !ok {
			break // no suffix that anybody knows
		}
		suffix, registry = publicsuffix.PublicSuffix(rest)
	}
	above, ok := strings.CutSuffix(host, "."+suffix)
	if !ok {
		return host
	}
	return above[strings.LastIndexByte(above, '.')+1:] + "." + suffix
}

// SpacingAt is the least time between two requests to the host of an address:
// the policy's, the host's own, or none on this machine.
func (p Policy) SpacingAt(address string) time.Duration {
	return p.newLane(p.laneName(address)).base
}

func (p Policy) newLane(name string, spaced bool) *lane {
	own := p.Hosts[name]
	l := &lane{scope: own.Scope, perHost: max(p.PerHost, 1), index: -1}
	if spaced {
		l.base = p.Spacing
	}
	if own.Spacing > 0 {
		l.base = own.Spacing
	}
	if own.PerHost > 0 {
		l.perHost = own.PerHost
	}
	l.spacing = l.base
	return l
}

// ready is when the lane's next visit may start, if a place is free.
func (l *lane) ready() time.Time {
	if at := l.waiting[0].at; at.After(l.open) {
		return at
	}
	return l.open
}

// isIdle reports whether nothing can start whatever the time.
func (l *lane) isIdle() bool { return len(l.waiting) == 0 || l.running >= l.perHost }

// start takes the next visit out.
func (l *lane) start(now time.Time) visit {
	v, _ := heap.Pop(&l.waiting).(visit)
	l.running++
	l.open = now.Add(l.spacing)
	return v
}

// done gives the place back and judges the answer.
func (l *lane) done(a Answer, now time.Time) {
	l.running--
	switch {
	case !a.Failed:
		l.strikes = 0
		l.spacing = max(l.base, l.spacing-l.spacing/recovery)
	case l.isLimited(a, now):
		l.close(a.RetryAfter, now)
	}
}

// isLimited reports whether an answer is about the domain, not the source.
func (l *lane) isLimited(a Answer, now time.Time) bool {
	if l.scope == BySource {
		return false
	}
	switch a.Status {
	case http.StatusTooManyRequests:
		return true
	case http.StatusServiceUnavailable:
		return l.scope == ByDomain
	case http.StatusForbidden:
		l.refused = append(l.refused, now)
		for len(l.refused) > 0 && now.Sub(l.refused[0]) > burstTime {
			l.refused = l.refused[1:]
		}
		return len(l.refused) >= burst
	}
	return false
}

// close leaves the domain alone for as long as it asked, but not longer than
// mostHold unless the operator says that its limits hold for all, else twice as
// long each time: one source's limit must not silence a service for days. Answers to visits that were under way say
// it no stronger.
func (l *lane) close(asked time.Duration, now time.Time) {
	if now.Before(l.open.Add(-l.spacing)) {
		return
	}
	wait := min(firstLimit<<min(l.strikes, 20), lastLimit)
	if asked > 0 {
		wait = min(asked, mostHold)
		if l.scope == ByDomain {
			wait = min(asked, mostWait)
		}
	}
	l.strikes++
	l.refused = nil
	l.spacing = min(max(2*l.spacing, 2*time.Second), max(wideSpacing, l.base))
	l.open = now.Add(wait)
	l.closed = l.open
}

// visit is a source and when it is due.
type visit struct {
	source feeds.Source
	at     time.Time
}

// visits is a heap, the earliest first, of equal ones by ID.
type visits []visit

func (v visits) Len() int { return len(v) }
func (v visits) Less(i, j int) bool {
	if c := v[i].at.Compare(v[j].at); c != 0 {
		return c < 0
	}
	return v[i].source.ID < v[j].source.ID
}
func (v visits) Swap(i, j int) { v[i], v[j] = v[j], v[i] }
func (v *visits) Push(x any)   { *v = append(*v, x.(visit)) } //nolint:forcetypeassert // pushed by Add only
func (v *visits) Pop() any {
	last := len(*v) - 1
	x := (*v)[last]
	(*v)[last] = visit{}
	*v = (*v)[:last]
	return x
}

// lanes is a heap of lanes that have something to start, the earliest first.
type lanes []*lane

func (l lanes) Len() int           { return len(l) }
func (l lanes) Less(i, j int) bool { return l[i].ready().Before(l[j].ready()) }
func (l lanes) Swap(i, j int) {
	l[i], l[j] = l[j], l[i]
	l[i].index, l[j].index = i, j
}

func (l *lanes) Push(x any) {
	one := x.(*lane) //nolint:forcetypeassert // pushed by settle only
	one.index = len(*l)
	*l = append(*l, one)
}

func (l *lanes) Pop() any {
	last := len(*l) - 1
	one := (*l)[last]
	(*l)[last] = nil
	*l = (*l)[:last]
	one.index = -1
	return one
}
