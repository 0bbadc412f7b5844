package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/mux"
	"golang.org/x/sync/errgroup"

	"dateline/feeds"
	"dateline/feeds/render"
)

// region answers for the feeds and the page of a region.
func (s *server) region(w http.ResponseWriter, r *http.Request) error {
	name := mux.Vars(r)["name"]
	a, ok := findAddress(s.atlas, name)
	if !ok {
		return s.unknown(name)
	}
	if a.format == "" {
		return s.regionPage(w, r, a.region)
	}
	q, done, err := s.asked(w, r, a)
	if err != nil || done {
		return err
	}
	k := key{kind: string(a.format), name: a.region.Slug, query: q.address()}
	return s.publishFeed(w, r, k, a, q)
}

// publishFeed sends a feed, or what is new in it to who asks for that.
func (s *server) publishFeed(w http.ResponseWriter, r *http.Request, k key, a address, q query) error {
	whole := func(ctx context.Context) (draft, error) { return s.feed(ctx, a, q) }
	if wantsDelta(r.Header) && !q.isMarked {
		if done, err := s.publishDelta(w, r, k, a, q, whole); done || err != nil {
			return err
		}
	}
	return s.publish(w, r, k, a.region.Slug, whole)
}

// channel is the part of a region that a query to one of its addresses asks
// for. Its own query is that of the region's feeds.
func (s *server) channel(ctx context.Context, a address, q query) (feeds.Channel, error) {
	q.Playable = a.podcasts
	page, err := s.newest(ctx, a, q)
	if err != nil {
		return feeds.Channel{}, err
	}
	channel := s.channelOf(page, a, q)
	if a.format == "" {
		return channel, nil
	}
	archive, err := s.archiveLinks(ctx, a, q, page)
	channel.Links = append(channel.Links, archive...)
	return channel, err
}

// newest is the page of a region that a query asks for.
func (s *server) newest(ctx context.Context, a address, q query) (page feeds.Page, err error) {
	if q.isFiltered() {
		page, err = s.library.Select(ctx, a.region.Slug, q.selection())
	} else {
		page, err = s.library.Latest(ctx, a.region.Slug, q.limit)
	}
	if err != nil {
		return page, fmt.Errorf("latest of %s: %w", a.region.Slug, err)
	}
	return page, nil
}

// channelOf makes a page a channel, but for where it leads to what it does not show.
func (s *server) channelOf(page feeds.Page, a address, q query) feeds.Channel {
	own := q
	if a.format == "" {
		own = q.ofFeeds()
	}
	channel := feeds.NewChannel(s.site, s.atlas, a.region, page, own.address())
	if tag := q.language(); tag != "" {
		channel = channel.In(tag, s.atlas)
	}
	if a.podcasts {
		channel = channel.AsPodcasts()
	}
	channel.Title = s.title(q, channel)
	channel.Links = append(channel.Links, s.hubLinks()...)
	channel.Links = append(channel.Links, s.pageLinks(a, q, page.Next)...)
	if a.format != "" && s.chronicle != nil {
		channel.Since = s.sinceNow(q, page)
	}
	return channel
}

// feed renders a region's newest entries. Meanwhile it is found out where the others
// are: both take as long.
func (s *server) feed(ctx context.Context, a address, q query) (draft, error) {
	if q.isMarked {
		channel, err := s.delta(ctx, a, q)
		if err != nil {
			return draft{}, err
		}
		d, err := s.render(channel, a, q, nothing)
		d.listings = nil // what it tells is told once
		return d, err
	}
	q.Playable = a.podcasts
	page, err := s.newest(ctx, a, q)
	if err != nil {
		return draft{}, err
	}
	var archive []feeds.Link
	var aside errgroup.Group
	aside.Go(func() (err error) {
		archive, err = s.archiveLinks(ctx, a, q, page)
		return err
	})
	d, err := s.render(s.channelOf(page, a, q), a, q, func() ([]feeds.Link, error) {
		err := aside.Wait()
		return archive, err
	})
	return d, cmp.Or(err, aside.Wait())
}

// nothing are no more links.
func nothing() ([]feeds.Link, error) { return nil, nil }

// render makes the bytes of a channel, with more links that it asks for when it has
// written everything else.
func (s *server) render(channel feeds.Channel, a address, q query, more func() ([]feeds.Link, error)) (draft, error) {
	written, err := render.Begin(channel, a.format)
	if err != nil {
		return draft{}, fmt.Errorf("render %s: %w", a.path(), err)
	}
	d := draft{
		mediaType: a.format.MediaType(), modified: channel.Modified, health: healthHeader(channel.Health),
		listings: s.listings(channel), since: channel.Since,
	}
	links, err := more()
	if err != nil {
		return draft{}, err
	}
	result, err := written.Finish(links...)
	if err != nil {
		return draft{}, fmt.Errorf("render %s: %w", a.path(), err)
	}
	s.tell(a, result.Skipped)
	channel.Links = append(channel.Links, links...)
	d.body, d.links = result.Body, s.linkHeader(channel, a, q)
	return d, nil
}

// tell logs which items cannot be published, each once: a feed is rendered
// anew for every limit that somebody asks for.
func (s *server) tell(a address, skipped []render.Skip) {
	s.toldMu.Lock()
	defer s.toldMu.Unlock()
	for _, skip := range skipped {
		if s.told[skip.ID] {
			continue
		}
		if len(s.told) >= maxTold {
			clear(s.told)
		}
		s.told[skip.ID] = true
		s.log.Warn("item left out", "feed", a.path(), "item", skip.ID.String(), "reason", skip.Reason)
	}
}

// maxTold is how many items are remembered to have been told of.
const maxTold = 10_000

// healthHeader is "ok", or "degraded" and how many of the sources fail. Which
// ones is said in the JSON Feed.
func healthHeader(h feeds.Health) string {
	if len(h.Failing) == 0 {
		return h.Status()
	}
	return fmt.Sprintf("%s; failing=%d", h.Status(), len(h.Failing))
}

// icon sends the drawing that also stands in the pages. Every browser in use
// takes SVG under the old name.
func (s *server) icon(w http.ResponseWriter, r *http.Request) error {
	return s.fixed(w, r, draft{body: []byte(strings.TrimSpace(iconDrawing)), mediaType: "image/svg+xml"})
}

// fixed sends what never changes, and is too short to be worth compressing.
func (s *server) fixed(w http.ResponseWriter, r *http.Request, d draft) error {
	k := key{kind: "fixed", name: r.URL.Path}
	doc, err := s.press.document(r.Context(), k, feeds.Head{}, func(context.Context) (draft, error) { return d, nil })
	if err != nil {
		return err
	}
	doc.send(w, r, time.Now())
	return nil
}
