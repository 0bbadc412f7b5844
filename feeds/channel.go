package feeds

import (
	"strings"
	"time"
)

// Site is what all our feeds have in common.
type Site struct {
	Title string
	// BaseURL is absolute, without a trailing slash; it may have a path.
	BaseURL string
	// Contact is the mail address of who answers for the feeds; may be empty.
	Contact string
	// Generator names the program, Version its release.
	Generator, Version string
}

// URL returns the absolute address of a path that begins with a slash.
func (s Site) URL(path string) string { return strings.TrimSuffix(s.BaseURL, "/") + path }

// RegionURL is the address of a region's page.
func (s Site) RegionURL(slug string) string { return s.URL("/" + slug) }

// FeedURL is the address of a region's feed.
func (s Site) FeedURL(slug string, f Format) string { return s.URL("/" + slug + "." + string(f)) }

// ItemURL is the address of what we know of an item.
func (s Site) ItemURL(id ID) string { return s.URL("/items/" + id.String() + ".json") }

// SchemeURL is the category scheme (RFC 4287 section 4.2.2.2) of region slugs.
func (s Site) SchemeURL() string { return s.URL("/regions.json") }

// Head tells one state of a region's content from another. Two equal heads of
// a region mean equal content.
type Head struct {
	// Seq is the log sequence of the region's last change, 0 if there was none.
	Seq uint64
	// Modified is when that was; the zero time if there was none.
	Modified time.Time
	// Sources changes when a source's description or health does.
	Sources uint64
}

// Page is the newest part of a region.
type Page struct {
	Head Head
	// Entries are newest first, by Date and then by ID.
	Entries []Entry
	// Next is what the entries that follow come after, zero if none do.
	// It need not be the last of Entries: there may be many that are not
	// wanted in between.
	Next Position
	// Retracted are items lately withdrawn from the region, the last first.
	Retracted []Retraction
	Health    Health
}

// Selection says which of a region's entries are wanted.
type Selection struct {
	// Query is what they have to be.
	Query Query
	// Limit is how many at most.
	Limit int
	// Expanded shows every item for itself, also where several tell a story.
	Expanded bool
	// Want is asked of each that the query wants in turn, the newest first;
	// nil wants all.
	Want func(Entry) bool
}

// Health says how fresh the sources of a page are.
type Health struct {
	// Failing are the IDs of sources whose last visit failed, and that have
	// entries here or are configured to be about the region, sorted.
	Failing []string
	// Unknown says that nobody asks: what is past is neither fresh nor stale.
	Unknown bool
}

// Status is "ok", or "degraded" when sources are failing; empty if unknown.
func (h Health) Status() string {
	if h.Unknown {
		return ""
	}
	if len(h.Failing) > 0 {
		return "degraded"
	}
	return "ok"
}

// Count is how many items a region holds, and its newest item's date.
type Count struct {
	Slug   string
	Items  int
	Newest time.Time
}

// Channel is a region's feed in no particular format: what gets rendered.
// Equal channels render to equal bytes.
type Channel struct {
	Site   Site
	Region Region
	Title  string
	// Description is plain text.
	Description string
	// Language is the BCP 47 tag of the names in it; empty for English.
	Language string
	// Modified is the last change to the region; if nothing ever was in it,
	// the zero time.
	Modified time.Time
	// Query is the canonical query of the feed, without "?", empty for the
	// plain feed. It is part of the feed's own address.
	Query string
	// Podcasts says that it is the feed of what can be played: RSS at an address
	// of its own, for podcast apps.
	Podcasts bool
	// Links are to other documents, beside the feed itself and its page: next
	// (RFC 5005), hub (W3C WebSub)…
	Links   []Link
	Entries []Entry
	// Retracted are items that readers may still hold and should drop, and
	// Removed others that are not, or not any more, in this feed.
	Retracted, Removed []Retraction
	Health             Health
	// Since is what a partner asks with for what comes after this; may be
	// empty.
	Since string
	// Delta says that it is what has changed, not what there is.
	Delta bool
	// Archive is the month of an archive document, zero for a feed that goes on
	// (RFC 5005 section 4).
	Archive Month
}

// Link leads to another document. Rel is a registered relation (RFC 8288), URL
// absolute.
type Link struct {
	Rel, URL string
}

// NewChannel joins a region and its newest entries to a channel. The entries'
// placements get the names of their regions.
func NewChannel(site Site, atlas *Atlas, region Region, page Page, query string) Channel {
	entries := make([]Entry, len(page.Entries))
	for i, e := range page.Entries {
		e.Placements = atlas.Named(e.Placements)
		entries[i] = e
	}
	return Channel{
		Site: site, Region: region, Query: query,
		Title:       region.Name + " - " + site.Title,
		Description: "News about " + about(region) + ", from the sources of " + site.Title + ".",
		Modified:    page.Head.Modified.UTC().Truncate(time.Second),
		Entries:     entries, Retracted: page.Retracted, Health: page.Health,
	}
}

func about(r Region) string {
	switch r.Slug {
	case World:
		return "the world"
	case Unplaced:
		return "no region in particular"
	}
	return r.Name
}

// SelfURL is the channel's own address in a format.
func (c Channel) SelfURL(f Format) string {
	u := c.Site.FeedURL(c.Region.Slug+c.Archive.Path(), f)
	if c.Podcasts {
		u = c.Site.PodcastsURL(c.Region.Slug)
	}
	if c.Query != "" {
		u += "?" + c.Query
	}
	return u
}
