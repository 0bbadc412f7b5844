package web

import (
	"context"
	"net/http"

	"dateline/feeds"
)

// frontPage lists every region with items.
type frontPage struct {
	view
	World      line
	Continents []section
	Groups     []line
	Unplaced   line
	// Regions is how many hold items.
	Regions int
}

// section is a continent; its parts have names of their own except for the
// countries that stand directly under it.
type section struct {
	line
	Parts []listing
}

type listing struct {
	line
	// Direct says that the heading is the section's own.
	Direct    bool
	Countries []line
}

// index answers "/". Keys that follow readers around are passed over: people
// share this address with whatever a network adds to it.
func (s *server) index(w http.ResponseWriter, r *http.Request) error {
	if err := readNothing(feeds.WithoutTracking(r.URL.RawQuery)); err != nil {
		return err
	}
	return s.publish(w, r, key{kind: "front"}, feeds.World, s.frontDraft)
}

func (s *server) frontDraft(ctx context.Context) (draft, error) {
	counts, err := s.counts(ctx)
	if err != nil {
		return draft{}, err
	}
	world, _ := s.atlas.Region(feeds.World)
	page := s.frontPage(counts)
	page.Feeds = s.feedLinks(feeds.NewChannel(s.site, s.atlas, world, feeds.Page{}, ""))
	body, err := fill("front", page)
	return draft{body: body, mediaType: "text/html", policy: pagePolicy[0]}, err
}

func (s *server) frontPage(counts map[string]feeds.Count) frontPage {
	page := frontPage{
		view:     s.view("", "News by region: one feed for every part of the world, as RSS, Atom and JSON Feed.", "/"),
		World:    s.line(feeds.World, counts[feeds.World].Items),
		Unplaced: s.line(feeds.Unplaced, counts[feeds.Unplaced].Items),
		Groups:   s.lines(s.outline.groups, counts),
	}
	for _, c := range s.outline.continents {
		if n := counts[c.slug].Items; n > 0 {
			page.Continents = append(page.Continents, s.section(c, counts))
		}
	}
	for slug, c := range counts {
		if c.Items > 0 && slug != feeds.World && slug != feeds.Unplaced {
			page.Regions++
		}
	}
	return page
}

func (s *server) section(c continent, counts map[string]feeds.Count) section {
	sec := section{line: s.line(c.slug, counts[c.slug].Items)}
	for _, p := range c.parts {
		countries := s.lines(p.countries, counts)
		direct := p.slug == c.slug
		if len(countries) > 0 || (!direct && counts[p.slug].Items > 0) {
			sec.Parts = append(sec.Parts, listing{s.line(p.slug, counts[p.slug].Items), direct, countries})
		}
	}
	return sec
}

// lines lists those of the regions that hold items.
func (s *server) lines(slugs []string, counts map[string]feeds.Count) []line {
	var lines []line
	for _, slug := range slugs {
		if n := counts[slug].Items; n > 0 {
			lines = append(lines, s.line(slug, n))
		}
	}
	return lines
}
