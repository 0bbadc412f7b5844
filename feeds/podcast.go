package feeds

import (
	"strings"

	"github.com/google/uuid"
)

// PodcastsURL is the address of the feed of what can be played in a region.
func (s Site) PodcastsURL(slug string) string { return s.URL("/" + slug + "/podcasts.rss") }

// CoverURL is the address of the picture that stands for that feed.
func (s Site) CoverURL(slug string) string { return s.URL("/" + slug + "/podcasts.png") }

// AsPodcasts is the channel as the feed for podcast apps, which has an address
// and a name of its own.
func (c Channel) AsPodcasts() Channel {
	c.Podcasts = true
	c.Title = c.Region.Name + ": podcasts - " + c.Site.Title
	c.Description = c.Title
	if c.Language == "" || IsLanguage(c.Language, "en") {
		c.Description = "Podcasts and videos about " + about(c.Region) + ", from the sources of " + c.Site.Title + "."
	}
	return c
}

// podcastSpace is the namespace of podcast:guid.
var podcastSpace = uuid.MustParse("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")

// PodcastGUID identifies a podcast by the address of its feed, as Podcasting 2.0
// has it: whatever the scheme, with or without a slash at the end.
func PodcastGUID(feed string) string {
	_, rest, _ := strings.Cut(feed, "://")
	return uuid.NewSHA1(podcastSpace, []byte(strings.TrimRight(rest, "/"))).String()
}
