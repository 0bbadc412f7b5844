package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"dateline/feeds"
)

// regionPage is the page of a region, the readable twin of its feeds.
type regionPage struct {
	view
	Region feeds.Region
	// Above are the regions that contain it, Below those with items within.
	Above, Below []line
	Stories      []story
	Failing      int
	// IsOpen shows the reasons of every story at once.
	IsOpen bool
}

// story is an entry on a page.
type story struct {
	Title, Link, Language string
	// Date is for machines, When for people.
	Date, When string
	Text       string
	Image      feeds.Image
	Media      []feeds.Enclosure
	Sources    []feeds.Carrier
	Regions    []line
	Why        []string
	// Data is the path of what we know of the item.
	Data string
}

// excerptLength is how many bytes of text a story shows.
const excerptLength = 280

func (s *server) regionPage(w http.ResponseWriter, r *http.Request, region feeds.Region) error {
	q, err := readQuery(feeds.WithoutTracking(r.URL.RawQuery), pageParameters, s.unasked(pageLimit))
	if err != nil {
		return err
	}
	k := key{kind: "page", name: region.Slug, limit: q.limit, query: fmt.Sprint(q.address(), q.why)}
	return s.publish(w, r, k, region.Slug, func(ctx context.Context) (draft, error) {
		return s.regionDraft(ctx, region, q)
	})
}

func (s *server) regionDraft(ctx context.Context, region feeds.Region, q query) (draft, error) {
	channel, err := s.channel(ctx, region, q, q.ofFeeds().address())
	if err != nil {
		return draft{}, err
	}
	// What lies within a region changes only when the region does, so these
	// counts may be part of a page kept until then.
	counts, err := s.counts(ctx)
	if err != nil {
		return draft{}, err
	}
	page := regionPage{
		view:   s.view(channel.Region.Name, channel.Description, "/"+region.Slug),
		Region: channel.Region, Failing: len(channel.Health.Failing),
		Above: s.above(region.Slug), Below: s.lines(s.below(region.Slug), counts),
		IsOpen: q.why,
	}
	page.Feeds = s.feedLinks(channel)
	for _, e := range channel.Entries {
		page.Stories = append(page.Stories, s.story(e))
	}
	body, err := fill("region", page)
	return draft{
		body: body, mediaType: "text/html", modified: channel.Modified,
		health: healthHeader(channel.Health), policy: pagePolicy[0],
	}, err
}

// above lists the regions that contain a region, the widest first.
func (s *server) above(slug string) []line {
	var lines []line
	for _, outer := range s.outline.widestFirst {
		if outer != slug && s.atlas.Contains(outer, slug) {
			lines = append(lines, s.line(outer, 0))
		}
	}
	return lines
}

// below lists the regions directly within a region.
func (s *server) below(slug string) []string {
	var slugs []string
	for _, inner := range s.atlas.Slugs() {
		region, _ := s.atlas.Region(inner)
		for _, parent := range region.Parents {
			if parent == slug {
				slugs = append(slugs, inner)
			}
		}
	}
	return slugs
}

func (s *server) story(e feeds.Entry) story {
	st := story{
		Title: e.Title, Link: webLink(e.Link), Language: e.Language,
		Date: stamp(e.Date), When: when(e.Date), Sources: e.Carriers,
		Text: excerpt(longer(e.Summary, e.Content), excerptLength),
		Data: s.base + "/items/" + e.ID.String() + ".json",
	}
	if st.Title == "" {
		st.Title = excerpt(longer(e.Summary, e.Content), 80)
	}
	if st.Title == "" {
		st.Title = "Untitled"
	}
	if webLink(e.Image.URL) != "" {
		st.Image = e.Image
	}
	for _, m := range e.Enclosures {
		if webLink(m.URL) != "" && m.URL != e.Image.URL {
			m.Title = mediaName(m)
			st.Media = append(st.Media, m)
		}
	}
	for _, p := range e.Placements {
		st.Regions = append(st.Regions, s.line(p.Slug, 0))
		st.Why = append(st.Why, reason(p))
	}
	return st
}

// mediaName is what a link to a media file says.
func mediaName(m feeds.Enclosure) string {
	if m.Title != "" {
		return m.Title
	}
	kind, _, _ := strings.Cut(m.Type, "/")
	switch kind {
	case "audio":
		return "Listen"
	case "video":
		return "Watch"
	case "image":
		return "Picture"
	}
	return "Attachment"
}

// longer returns the summary, or the content where there is none.
func longer(summary, content string) string {
	if summary == "" {
		return content
	}
	return summary
}

// webLink returns addr if it is one that a page may lead to, else "".
func webLink(addr string) string {
	u, err := url.Parse(addr)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	return addr
}

func when(t time.Time) string { return t.UTC().Format("2 Jan 2006, 15:04 UTC") }
