package web

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"time"

	"github.com/gorilla/mux"

	"dateline/feeds"
	"dateline/feeds/render"
)

// The documents of a region's podcasts, below its page.
const (
	podcastsFeed  = "podcasts.rss"
	podcastsCover = "podcasts.png"
)

// offerTime is how long a page looks for something to play.
const offerTime = time.Second

// podcasts answers with what can be played of a region.
func (s *server) podcasts(w http.ResponseWriter, r *http.Request) error {
	region, err := s.named(r)
	if err != nil {
		return err
	}
	a := address{region: region, format: feeds.RSS, podcasts: true}
	q, done, err := s.asked(w, r, a)
	if err != nil || done {
		return err
	}
	k := key{kind: podcastsFeed, name: region.Slug, query: q.address()}
	return s.publishFeed(w, r, k, a, q)
}

// named is the region that a path names.
func (s *server) named(r *http.Request) (feeds.Region, error) {
	name := mux.Vars(r)["name"]
	region, ok := s.atlas.Region(name)
	if !ok {
		return feeds.Region{}, s.unknown(name)
	}
	return region, nil
}

// offerPodcasts announces and offers the podcasts that go with a page, if there
// is anything to play.
func (s *server) offerPodcasts(ctx context.Context, v *view, c feeds.Channel) error {
	looking, stop := context.WithTimeout(ctx, offerTime)
	defer stop()
	page, err := s.library.Select(looking, c.Region.Slug, feeds.Selection{Query: feeds.Query{Playable: true}, Limit: 1})
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return nil // the page is worth more than the offer
	}
	if err != nil {
		return fmt.Errorf("podcasts of %s: %w", c.Region.Slug, err)
	}
	if len(page.Entries) == 0 || v.Subscribe == nil {
		return nil
	}
	c.Query = ""
	c = c.AsPodcasts()
	v.Subscribe.Podcasts = &feedLink{
		Name: "Podcasts", Title: c.Title, URL: c.SelfURL(feeds.RSS),
		Type: template.HTMLAttr(`type="` + feeds.RSS.MediaType() + `"`), //nolint:gosec // our own words
	}
	return nil
}

// cover sends the picture of a region's podcasts. It hangs on names only, so one
// drawing serves until we end.
func (s *server) cover(w http.ResponseWriter, r *http.Request) error {
	region, err := s.named(r)
	if err != nil {
		return err
	}
	if err := readNothing(r.URL.RawQuery); err != nil {
		return err
	}
	k := key{kind: podcastsCover, name: region.Slug}
	doc, err := s.press.document(r.Context(), k, feeds.Head{}, func(context.Context) (draft, error) {
		body, err := render.Cover(s.site, region)
		return draft{body: body, mediaType: "image/png"}, err
	})
	if err != nil {
		return err
	}
	doc.send(w, r, time.Now())
	return nil
}
