package web

import (
	"net/url"
	"slices"
	"strconv"

	"dateline/feeds"
)

// How many stories a feed and a page show unless asked otherwise, and the most
// anyone can ask for.
const (
	DefaultLimit = 50
	pageLimit    = 30
	maxLimit     = 200
)

// query is what a reader asks of a feed or a page beside its address.
type query struct {
	feeds.Query
	limit int
	// cap is how many entries of one source there may be, 0 for no bound.
	cap int
	// expanded shows every item of a story for itself.
	expanded bool
	// why opens the reasons on a page.
	why bool
	// mark is the sequence of the log after which changes are asked for, if
	// isMarked; part is where a document of an archive ends, 0 at its end.
	mark     uint64
	isMarked bool
	part     uint64
	// plain is what those get who ask for nothing.
	plain defaults
}

// defaults are the bounds that need not be said.
type defaults struct{ limit, cap int }

// unasked is what those get who ask for nothing.
func (s *server) unasked(limit int) query {
	return query{limit: limit, cap: s.cap, plain: defaults{limit, s.cap}}
}

// isFiltered reports whether not simply the newest entries are asked for.
func (q query) isFiltered() bool { return !q.IsEmpty() || q.cap > 0 || q.expanded }

// selection is what the query asks of the library, once.
func (q query) selection() feeds.Selection {
	sel := feeds.Selection{Query: q.Query, Limit: q.limit, Expanded: q.expanded}
	if q.cap == 0 {
		return sel
	}
	shown := map[string]int{}
	sel.Want = func(e feeds.Entry) bool {
		if len(e.Carriers) == 0 {
			return true
		}
		shown[e.Carriers[0].ID]++
		return shown[e.Carriers[0].ID] <= q.cap
	}
	return sel
}

// language is that of the names to show: the one language asked for, else "".
func (q query) language() string {
	if len(q.Languages.In) == 1 {
		return q.Languages.In[0]
	}
	return ""
}

// ofFeeds is the query of the feeds that go with a page, ofPage that of the page
// that goes with a feed: both begin with the newest.
func (q query) ofFeeds() query { return q.as(DefaultLimit) }

func (q query) ofPage() query { return q.as(pageLimit) }

func (q query) as(limit int) query {
	q.limit, q.plain.limit, q.why = limit, limit, false
	return q.first()
}

// first is the query of the newest of the entries that are asked for, after that
// of those that come after an entry.
func (q query) first() query {
	q.mark, q.isMarked, q.part = 0, false, 0
	return q.after(feeds.Position{})
}

func (q query) after(p feeds.Position) query {
	q.After = p
	return q
}

// address is the query as we spell it: without what is the default, sorted by
// parameter and by value.
func (q query) address() string {
	values := url.Values{
		"topic": spell(q.Topics), "lang": spell(q.Languages), "source": spell(q.Sources),
		"since": append(spellTimes(q.Since), q.spellMark()...), "before": slices.Concat(spellTimes(q.Before), spellCursors(q.After), q.spellPart()),
	}
	set := func(key, value string, isDefault bool) {
		if !isDefault {
			values.Set(key, value)
		}
	}
	set("q", q.Text.String(), len(q.Text) == 0)
	set("limit", strconv.Itoa(q.limit), q.limit == q.plain.limit)
	set("cap", strconv.Itoa(q.cap), q.cap == q.plain.cap)
	set("dupes", "expand", !q.expanded)
	set("why", "1", !q.why)
	return values.Encode()
}
