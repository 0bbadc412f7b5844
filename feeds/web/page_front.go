package web

import (
	"context"
	"net/http"

	"dateline/feeds"
)

// frontPage is the tree of all regions with items, under what is new in the
// world.
type frontPage struct {
	view
	World      line
	Continents []section
	Groups     []line
	Unplaced   line
	// News are the newest stories.
	News   []story
	Search filter
	// JSON is the path of all regions for programs.
	JSON string
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

// frontStories is how many stories the front page shows.
const frontStories = 3

// frontParameters are what the front page takes.
var frontParameters = map[string]parameter{"lang": feedParameters["lang"]}

// index answers "/". Keys that follow readers around are passed over: people
// share this address with whatever a network adds to it.
func (s *server) index(w http.ResponseWriter, r *http.Request) error {
	q, err := readQuery(feeds.WithoutTracking(r.URL.RawQuery), frontParameters, s.unasked(frontStories))
	if err != nil {
		return err
	}
	return s.publish(w, r, key{kind: "front", query: q.address()}, feeds.World, func(ctx context.Context) (draft, error) {
		return s.frontDraft(ctx, q)
	})
}

func (s *server) frontDraft(ctx context.Context, q query) (draft, error) {
	counts, err := s.counts(ctx)
	if err != nil {
		return draft{}, err
	}
	world, _ := s.atlas.Region(feeds.World)
	channel, err := s.channel(ctx, address{region: world}, q)
	if err != nil {
		return draft{}, err
	}
	ed := edition{q.language()}
	page := s.frontPage(ed, counts)
	page.offer(s, channel)
	page.List = s.site.URL(listPath)
	page.Search, page.JSON = s.filter(feeds.World, nil), s.base+"/regions.json"
	for _, e := range channel.Entries {
		page.News = append(page.News, s.story(ed, e))
	}
	return pageDraft("front", page)
}

func (s *server) frontPage(ed edition, counts map[string]feeds.Count) frontPage {
	page := frontPage{
		view:     s.view(ed, "", "News by region: one feed for every part of the world, as RSS, Atom and JSON Feed.", "/"+ed.query()),
		World:    s.line(ed, feeds.World, counts[feeds.World].Items),
		Unplaced: s.line(ed, feeds.Unplaced, counts[feeds.Unplaced].Items),
		Groups:   s.lines(ed, s.outline.groups, counts),
	}
	for _, c := range s.outline.continents {
		if n := counts[c.slug].Items; n > 0 {
			page.Continents = append(page.Continents, s.section(ed, c, counts))
		}
	}
	return page
}

func (s *server) section(ed edition, c continent, counts map[string]feeds.Count) section {
	sec := section{line: s.line(ed, c.slug, counts[c.slug].Items)}
	for _, p := range c.parts {
		countries := s.lines(ed, p.countries, counts)
		direct := p.slug == c.slug
		if len(countries) > 0 || (!direct && counts[p.slug].Items > 0) {
			sec.Parts = append(sec.Parts, listing{s.line(ed, p.slug, counts[p.slug].Items), direct, countries})
		}
	}
	return sec
}

// lines lists those of the regions that hold items.
func (s *server) lines(ed edition, slugs []string, counts map[string]feeds.Count) []line {
	var lines []line
	for _, slug := range slugs {
		if n := counts[slug].Items; n > 0 {
			lines = append(lines, s.line(ed, slug, n))
		}
	}
	return lines
}
