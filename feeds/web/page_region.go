package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"dateline/feeds"
)

// regionPage is the page of a region, the readable twin of its feeds.
type regionPage struct {
	view
	Region feeds.Region
	// Trail leads here from the world, Also are others that contain the
	// region, Below those with items within, Near those with items around
	// one that shows none.
	Trail, Also, Below, Near []line
	Search                   filter
	Stories                  []story
	// Updated is when the region last changed, empty if never.
	Updated, UpdatedAt string
	Failing            int
	// IsOpen shows the reasons of every story at once.
	IsOpen bool
	// Older is the path of what follows, empty at the end; Newest that of the
	// first page, empty on it.
	Older, Newest string
	// Named is a region that has the name that is searched for, if any.
	Named *line
}

func (s *server) regionPage(w http.ResponseWriter, r *http.Request, region feeds.Region) error {
	q, done, err := s.asked(w, r, address{region: region})
	if err != nil || done {
		return err
	}
	k := key{kind: "page", name: region.Slug, query: q.address()}
	return s.publish(w, r, k, region.Slug, func(ctx context.Context) (draft, error) {
		return s.regionDraft(ctx, region, q)
	})
}

func (s *server) regionDraft(ctx context.Context, region feeds.Region, q query) (draft, error) {
	channel, err := s.channel(ctx, address{region: region}, q)
	if err != nil {
		return draft{}, err
	}
	// What lies within a region changes only when the region does, so these
	// counts may be part of a page kept until then.
	counts, err := s.counts(ctx)
	if err != nil {
		return draft{}, err
	}
	ed := edition{q.language()}
	page := regionPage{
		view:   s.view(ed, nameOf(channel), channel.Description, "/"+region.Slug+ed.query()),
		Region: channel.Region, Failing: len(channel.Health.Failing),
		Below: s.lines(ed, s.below(region.Slug), counts), IsOpen: q.why, Older: s.older(channel),
	}
	if !channel.Modified.IsZero() {
		page.Updated, page.UpdatedAt = when(channel.Modified), stamp(channel.Modified)
	}
	page.Trail, page.Also = s.above(ed, region.Slug)
	page.offer(s, channel)
	if err := s.offerPodcasts(ctx, &page.view, channel); err != nil {
		return draft{}, err
	}
	page.search(s, channel)
	if !q.After.IsZero() {
		page.Newest = s.base + address{region: region}.with(q.first())
	}
	for _, e := range channel.Entries {
		page.Stories = append(page.Stories, s.story(ed, e))
	}
	if len(page.Stories) == 0 {
		page.Near = s.near(ed, region.Slug, counts)
	}
	d, err := pageDraft("region", page)
	d.modified, d.health = channel.Modified, healthHeader(channel.Health)
	return d, err
}

// search fills the form in, and leads to the region that somebody searches for
// by its name.
func (p *regionPage) search(s *server, c feeds.Channel) {
	asked, _ := url.ParseQuery(c.Query) // ours, so it can be read
	p.Search = s.filter(c.Region.Slug, asked)
	p.Search.learn(c.Entries)
	if slug, ok := s.atlas.Resolve(p.Search.Text); ok && slug != c.Region.Slug {
		named := s.line(p.edition, slug, 0)
		p.Named = &named
	}
}

// offer announces and offers the feeds of a channel.
func (v *view) offer(s *server, c feeds.Channel) {
	v.Feeds, v.Subscribe = s.feedLinks(c), subscribe(c)
}

// above lists the regions on the way from the world to a region, and the others
// that contain it, the widest first.
func (s *server) above(ed edition, slug string) (trail, also []line) {
	way := s.outline.way(slug)
	for _, outer := range way {
		trail = append(trail, s.line(ed, outer, 0))
	}
	for _, outer := range s.outline.widestFirst {
		if outer != slug && !slices.Contains(way, outer) && s.atlas.Contains(outer, slug) {
			also = append(also, s.line(ed, outer, 0))
		}
	}
	return trail, also
}

// below lists the regions directly within a region.
func (s *server) below(slug string) []string {
	var slugs []string
	for _, inner := range s.atlas.Slugs() {
		region, _ := s.atlas.Region(inner)
		if slices.Contains(region.Parents, slug) {
			slugs = append(slugs, inner)
		}
	}
	return slugs
}

// mostNear is how many regions an empty page leads to.
const mostNear = 8

// near lists regions with items around one, the nearest first: itself, its
// neighbours in the smallest region around it that has any, and what is around.
func (s *server) near(ed edition, slug string, counts map[string]feeds.Count) []line {
	slugs := []string{slug}
	for _, outer := range slices.Backward(s.outline.widestFirst) {
		if outer == slug || outer == feeds.World || !s.atlas.Contains(outer, slug) || counts[outer].Items == 0 {
			continue
		}
		if len(slugs) == 1 {
			slugs = append(slugs, s.below(outer)...)
		}
		slugs = append(slugs, outer)
	}
	lines := s.lines(ed, unique(append(slugs, feeds.World)), counts)
	return lines[:min(mostNear, len(lines))]
}

// unique drops what came before.
func unique(slugs []string) []string {
	var once []string
	for _, slug := range slugs {
		if !slices.Contains(once, slug) {
			once = append(once, slug)
		}
	}
	return once
}
