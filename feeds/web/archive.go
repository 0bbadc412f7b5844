package web

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"time"

	"github.com/gorilla/mux"

	"dateline/feeds"
)

const (
	// archiveSize is how many entries a document of an archive has at most.
	archiveSize = 500
	// archiveAfter is how long after its end a month is taken to be over: what
	// was fetched in its last minute is stored by then.
	archiveAfter = time.Hour
	// archiveCaching is for documents that stay as they are.
	archiveCaching = "public, max-age=31536000, immutable"
)

// archiveParameters are what documents of archives take.
var archiveParameters = map[string]parameter{
	"topic":  feedParameters["topic"],
	"lang":   feedParameters["lang"],
	"source": feedParameters["source"],
	"q":      feedParameters["q"],
	"before": {"before, which is in the links of archives", readPart},
}

func readPart(q *query, values []string) (problem string) {
	seq, ok := readSequence(partForm, values[0])
	if !ok || len(values) > 1 || seq == 0 {
		return fmt.Sprintf("before=%s is not from a link of an archive", shorten(values[0]))
	}
	q.part = seq
	return ""
}

func (q query) spellPart() []string {
	if q.part == 0 {
		return nil
	}
	return []string{writeSequence(partForm, q.part)}
}

// lastMonth is the last one that is over.
func lastMonth(now time.Time) feeds.Month {
	return feeds.MonthOf(feeds.MonthOf(now.Add(-archiveAfter)).Start().Add(-1))
}

// archive answers for a month of a region.
func (s *server) archive(w http.ResponseWriter, r *http.Request) error {
	vars := mux.Vars(r)
	region, ok := findAddress(s.atlas, vars["name"])
	if !ok {
		return s.unknown(vars["name"])
	}
	month, format, ok := readMonth(vars["year"] + "/" + vars["month"])
	if !ok {
		return notFound("archives have addresses such as "+region.path()+"/2026/10.rss, .atom or .json", region.path())
	}
	a := address{region: region.region, format: format}
	q, err := readQuery(r.URL.RawQuery, archiveParameters, s.unasked(DefaultLimit))
	if err == nil {
		err = s.knowsSources(q.Sources)
	}
	if err != nil {
		return err
	}
	if right := q.address(); right != r.URL.RawQuery {
		s.redirect(w, r.URL.Path, right, http.StatusPermanentRedirect)
		return nil
	}
	now := time.Now()
	if last := lastMonth(now); q.part == 0 && month.Start().After(last.Start()) {
		return notFound(fmt.Sprintf("%s is not over; its archive will be here from %s on, until then %s has what is new",
			month, month.End().Add(archiveAfter).Format("2 January 2006 15:04 MST"), a.path()), a.path())
	}
	k := key{kind: "archive." + string(format), name: a.region.Slug + month.Path(), query: q.address()}
	return s.publish(w, r, k, a.region.Slug, func(ctx context.Context) (draft, error) {
		return s.archiveDraft(ctx, a, q, month, lastMonth(now))
	})
}

func (s *server) archiveDraft(ctx context.Context, a address, q query, month, last feeds.Month) (draft, error) {
	size := archiveSize
	if s.static {
		size = math.MaxInt32
	}
	doc, err := s.chronicle.Archive(ctx, a.region.Slug, q.Query, feeds.Place{Month: month, Before: q.part}, last, size)
	if errors.Is(err, feeds.ErrNotFound) {
		return draft{}, notFound(fmt.Sprintf("nothing is kept that came in %s", month), a.path())
	}
	if err != nil {
		return draft{}, fmt.Errorf("archive of %s: %w", a.region.Slug, err)
	}
	channel := feeds.NewChannel(s.site, s.atlas, a.region, feeds.Page{Entries: doc.Entries, Health: feeds.Health{Unknown: true}}, q.address())
	if tag := q.language(); tag != "" {
		channel = channel.In(tag, s.atlas)
	}
	channel.Title, channel.Archive = s.title(q, channel)+", "+month.String(), month
	channel.Modified = month.Start()
	for _, e := range doc.Entries {
		if e.Modified.After(channel.Modified) {
			channel.Modified = e.Modified
		}
	}
	channel.Links = []feeds.Link{{Rel: "current", URL: s.site.URL(a.with(q.first()))}}
	channel.Links = append(channel.Links, s.archiveLink("prev-archive", a, q, doc.Prev)...)
	channel.Links = append(channel.Links, s.archiveLink("next-archive", a, q, doc.Next)...)
	d, err := s.render(channel, a, q, nothing)
	d.caching, d.listings = archiveCaching, nil
	return d, err
}

// archiveLink is a link to a document of the archive that has what a query asks
// for, if there is one.
func (s *server) archiveLink(rel string, a address, q query, at feeds.Place) []feeds.Link {
	if at.IsZero() {
		return nil
	}
	q = s.unasked(DefaultLimit).of(q)
	q.part = at.Before
	path := "/" + a.region.Slug + at.Month.Path() + "." + string(a.format)
	if query := q.address(); query != "" {
		path += "?" + query
	}
	return []feeds.Link{{Rel: rel, URL: s.site.URL(path)}}
}

// of asks for what another query does, but not for how much of it.
func (q query) of(other query) query {
	q.Query = other.Query
	return q
}

// archiveLinks lead from a feed to the newest document of its archive that it
// needs (RFC 5005 section 4). Archives are by when we received something, so
// feeds that are bounded by other dates have none.
func (s *server) archiveLinks(ctx context.Context, a address, q query, page feeds.Page) ([]feeds.Link, error) {
	if s.chronicle == nil || !q.isArchived() {
		return nil, nil
	}
	at, err := s.archived(ctx, a, q, page)
	if err != nil {
		return nil, fmt.Errorf("archive of %s: %w", a.region.Slug, err)
	}
	return s.archiveLink("prev-archive", a, q, at), nil
}

// archived is the document that has, with those before it, what a page does not
// show. Files have no parts of months: there it is the last whole month.
func (s *server) archived(ctx context.Context, a address, q query, page feeds.Page) (feeds.Place, error) {
	last := lastMonth(time.Now())
	if !s.static {
		return s.chronicle.Archived(ctx, a.region.Slug, q.Query, page.Entries, page.Next.IsZero() && q.cap == 0, last, archiveSize)
	}
	months, err := s.chronicle.Months(ctx, a.region.Slug, last)
	if err != nil || len(months) == 0 {
		return feeds.Place{}, err
	}
	return feeds.Place{Month: months[0]}, nil
}

// isArchived reports whether the query begins with the newest, and asks for
// stories.
func (q query) isArchived() bool {
	return q.Since.IsZero() && q.Before.IsZero() && q.After.IsZero() && !q.Playable && !q.expanded
}

// sinceNow is what to ask with for what changes after a page.
func (s *server) sinceNow(q query, page feeds.Page) string {
	if s.static || q.expanded || !q.After.IsZero() {
		return ""
	}
	return writeSequence(markForm, page.Head.Seq)
}
