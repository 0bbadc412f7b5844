package schedule

import (
	"net/url"
	"strings"
	"time"

	"dateline/feeds"
)

const (
	// heldFor is how long a permanent redirect must have been answered, at
	// every visit, before it is believed: many are mistakes of a day.
	heldFor = 7 * 24 * time.Hour
	// giveUp is how many failures in a row end the belief in one.
	giveUp = 10
)

// Address is where src is visited: where it has moved for good, else where the
// config says. A move belongs to the configured address it was seen at.
func Address(src feeds.Source, m feeds.Move) string {
	if m.From == src.URL && m.Adopted != "" {
		return m.Adopted
	}
	return src.URL
}

// follow notes where a visit at now was redirected for good; to is empty if it
// was not. A source with secrets does not follow: they were given to another
// host.
func follow(src feeds.Source, m feeds.Move, to string, now time.Time) feeds.Move {
	if m.From != src.URL {
		m = feeds.Move{From: src.URL}
	}
	at := Address(src, m)
	if to == "" || to == at {
		m.Seen, m.Since = "", time.Time{}
		return m
	}
	if m.Seen != to {
		m.Seen, m.Since = to, now
	}
	if isUpgrade(at, to) || now.Sub(m.Since) >= heldFor && len(src.Headers) == 0 {
		m.Adopted, m.Seen, m.Since = to, "", time.Time{}
	}
	if m.Adopted == src.URL {
		m.Adopted = ""
	}
	return m
}

// abandon goes back to the configured address when the adopted one has failed
// for long.
func abandon(m feeds.Move, failures int) feeds.Move {
	if m.Adopted != "" && failures%giveUp == 0 {
		return feeds.Move{From: m.From}
	}
	return m
}

// isUpgrade reports whether to is the https twin of the http address from.
func isUpgrade(from, to string) bool {
	a, errA := url.Parse(from)
	b, errB := url.Parse(to)
	if errA != nil || errB != nil || !strings.EqualFold(a.Scheme, "http") || !strings.EqualFold(b.Scheme, "https") {
		return false
	}
	return strings.EqualFold(a.Hostname(), b.Hostname()) && usual(a, "80") && usual(b, "443") &&
		a.EscapedPath() == b.EscapedPath() && a.RawQuery == b.RawQuery
}

func usual(u *url.URL, port string) bool { return u.Port() == "" || u.Port() == port }
