package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/mux"

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
	region, own := a.region, q
	q.Playable = a.podcasts
	if a.format == "" {
		own = q.ofFeeds()
	}
	var page feeds.Page
	var err error
	if q.isFiltered() {
		page, err = s.library.Select(ctx, region.Slug, q.selection())
	} else {
		page, err = s.library.Latest(ctx, region.Slug, q.limit)
	}
	if err != nil {
		return feeds.Channel{}, fmt.Errorf("latest of %s: %w", region.Slug, err)
	}
	channel := feeds.NewChannel(s.site, s.atlas, region, page, own.address())
	if tag := q.language(); tag != "" {
		channel = channel.In(tag, s.atlas)
	}
	if a.podcasts {
		channel = channel.AsPodcasts()
	}
	channel.Title = s.title(q, channel)
	channel.Links = append(channel.Links, s.hubLinks()...)
	channel.Links = append(channel.Links, s.pageLinks(a, q, page.Next)...)
	if a.format == "" || s.chronicle == nil {
		return channel, nil
	}
	channel.Since = s.sinceNow(q, page)
	archive, err := s.archiveLinks(ctx, a, q, page)
	channel.Links = append(channel.Links, archive...)
	return channel, err
}

// feed renders a region's newest entries.
func (s *server) feed(ctx context.Context, a address, q query) (draft, error) {
	make := s.channel
	if q.isMarked {
		make = s.delta
	}
	channel, err := make(ctx, a, q)
	if err != nil {
		return draft{}, err
	}
	d, err := s.render(channel, a, q)
	if q.isMarked {
		d.listings = nil // what it tells is told once
	}
	return d, err
}

// render makes the bytes of a channel.
func (s *server) render(channel feeds.Channel, a address, q query) (draft, error) {
	result, err := render.Feed(channel, a.format)
	if err != nil {
		return draft{}, fmt.Errorf("render %s: %w", a.path(), err)
	}
	s.tell(a, result.Skipped)
	return draft{
		body: result.Body, mediaType: a.format.MediaType(),
		modified: channel.Modified, health: healthHeader(channel.Health), links: s.linkHeader(channel, a, q),
		listings: s.listings(channel), since: channel.Since,
	}, nil
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
