package web

import (
	"html/template"
	"net/url"
	"strings"

	"dateline/feeds"
)

// subscription is the part of a page where people take a feed with them.
type subscription struct {
	// Name is what they subscribe to.
	Name string
	// Readers open the RSS feed, Players that of podcasts.
	Readers, Players []readerLink
	// Podcasts is the feed of what can be played, nil if there is nothing.
	Podcasts *feedLink
}

// readerLink opens a program, or a site of one, with a feed.
type readerLink struct {
	Name string
	URL  template.URL
}

// readers are programs that say publicly which address subscribes to a feed.
// The first is whatever the device has for the scheme.
var readers = []struct{ name, before string }{
	{"Reader on this device", "feed:"},
	{"Feedly", "https://feedly.com/i/subscription/feed%2F"},
	{"Inoreader", "https://www.inoreader.com/?add_feed="},
	{"NewsBlur", "https://www.newsblur.com/?url="},
	{"The Old Reader", "https://theoldreader.com/feeds/subscribe?url="},
}

// subscribe offers a channel's feeds.
func subscribe(c feeds.Channel) *subscription {
	sub := &subscription{Name: nameOf(c)}
	address := c.SelfURL(feeds.RSS)
	for i, r := range readers {
		to := r.before + url.QueryEscape(address)
		if i == 0 {
			to = r.before + address
		}
		sub.Readers = append(sub.Readers, readerLink{r.name, template.URL(to)}) //nolint:gosec // our own address
	}
	return sub
}

// nameOf is a channel's title without the site's.
func nameOf(c feeds.Channel) string { return strings.TrimSuffix(c.Title, " - "+c.Site.Title) }
