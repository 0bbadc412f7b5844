package render

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"dateline/feeds"
)

// item is an entry with everything in it fit to be published.
type item struct {
	// story is the ID of the story it tells with others, parts are their items
	// if it is the whole story.
	story   string
	parts   []string
	id, why string
	link    string
	title   string
	// summary and content are HTML. They differ if there are both.
	summary, content string
	// name is what the item is called where it must be called something.
	name string
	// published is zero if no date makes sense; modified never is.
	published, modified time.Time
	authors             []author
	// topics are the regions, with their slugs as terms, and then the item's
	// own categories.
	topics  []topic
	regions []region
	files   []file
	// others are further files of an episode.
	others   []file
	picture  picture
	comments string
	language string
	rights   string
	point    string
	geo      *feeds.Geo
	licenses []string
	sources  []source
	origin   source
	// references come of the carriers, links are the source's own.
	references []reference
	links      []reference
	extensions []feeds.Element
}

// topic is a category. Label is what people read, and never empty.
type topic struct{ term, scheme, label string }

type region struct {
	Slug       string  `json:"slug"`
	Name       string  `json:"name"`
	Confidence float64 `json:"confidence"`
}

// newItem makes an entry fit to be published, or says why it cannot be.
func newItem(e *feeds.Entry, site feeds.Site) (item, string) {
	if e.ID.IsZero() {
		return item{}, "it has no id"
	}
	it := item{
		id: e.ID.URN(), why: siteAddress(site.ItemURL(e.ID)),
		link: address(e.Link), title: line(e.Title), summary: strings.TrimSpace(clean(e.Summary)), content: strings.TrimSpace(clean(e.Content)),
		authors: authorsOf(e.Authors), files: filesOf(e.Enclosures), picture: pictureOf(e.Image),
		comments: address(e.Comments), language: language(e.Language), rights: line(e.Rights),
		sources: sourcesOf(e.Carriers), origin: originOf(e.Origin),
	}
	if !e.Story.IsZero() {
		it.story = e.Story.URN()
	}
	for _, part := range e.Parts {
		it.parts = append(it.parts, part.URN())
	}
	if it.summary == it.content {
		it.summary = ""
	}
	if it.name = it.called(); it.name == "" {
		return item{}, "it has no title, text, file or link"
	}
	it.published, _ = sane(e.Date, e.Published)
	var known bool
	if it.modified, known = sane(e.Modified, it.published, e.Received); !known {
		it.modified = Epoch
	}
	it.place(e.Placements, siteAddress(site.SchemeURL()))
	it.categorise(e.Categories)
	it.geo, it.point = position(e.Geo)
	it.references = references(it.link, it.sources, it.origin)
	it.extend(e.Extensions)
	return it, ""
}

// called is the title, or what else says what an item is.
func (it *item) called() string {
	const limit = 100
	if it.title != "" {
		return it.title
	}
	for _, text := range []string{it.summary, it.content} {
		if short := excerpt(text, limit); short != "" {
			return short
		}
	}
	for _, f := range it.files {
		if name := firstOf(f.title, fileName(f.url)); name != "" {
			return name
		}
	}
	_, page, _ := strings.Cut(it.link, "://")
	return firstOf(it.picture.alt, shorten(page, limit), fileName(it.picture.url))
}

// place adds the regions the item is about.
func (it *item) place(placements []feeds.Placement, scheme string) {
	for _, p := range placements {
		r := region{Slug: line(p.Slug), Name: line(p.Name), Confidence: confidence(p.Confidence)}
		if r.Slug == "" {
			continue
		}
		r.Name = firstOf(r.Name, r.Slug)
		it.regions = append(it.regions, r)
		it.topics = append(it.topics, topic{r.Slug, scheme, r.Name})
	}
}

// confidence is between 0 and 1, to three places.
func confidence(c float64) float64 {
	if math.IsNaN(c) {
		return 0
	}
	return math.Round(min(max(c, 0), 1)*1000) / 1000
}

// categorise adds the item's own categories, each once. One that is no more
// than the name of a region is there already.
func (it *item) categorise(list []feeds.Category) {
	for _, c := range list {
		t := topic{term: line(c.Term), label: line(c.Label)}
		if scheme, ok := harmless(c.Scheme); ok {
			t.scheme = scheme
		}
		t.label = firstOf(t.label, t.term)
		t.term = firstOf(t.term, t.label)
		same := func(was topic) bool { return was == t || t.scheme == "" && t.term == t.label && was.label == t.label }
		if t.term != "" && !slices.ContainsFunc(it.topics, same) {
			it.topics = append(it.topics, t)
		}
	}
}

// position returns where the item is, also as GeoRSS writes it.
func position(g *feeds.Geo) (*feeds.Geo, string) {
	if g == nil || !(math.Abs(g.Lat) <= 90 && math.Abs(g.Lon) <= 180) {
		return nil, ""
	}
	return g, strconv.FormatFloat(g.Lat, 'f', -1, 64) + " " + strconv.FormatFloat(g.Lon, 'f', -1, 64)
}
