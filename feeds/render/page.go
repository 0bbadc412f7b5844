package render

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"dateline/feeds"
)

// page is a channel with everything in it fit to be published. Its strings
// need only be escaped.
type page struct {
	title, description string
	// language is the channel's if it says one, else that of every item that
	// has one, else English, which the title and description are in.
	language string
	// home is the region's page, self the feed's own address.
	home, self string
	// whole is the address of the feed's first page, itself if there is one
	// only: it tells the feed from others, whatever the page.
	whole string
	links []feeds.Link
	// modified is zero if nothing ever was in the channel.
	modified  time.Time
	publisher author
	// contact is a mail address, or empty.
	contact   string
	generator string
	version   string
	scheme    string
	region    feeds.Region
	health    feeds.Health
	items     []item
	retracted []retraction
	// podcasts says that the items are episodes. Then cover is the address of
	// the feed's picture, and guid its own identifier among podcasts.
	podcasts    bool
	cover, guid string
	removed     []retraction
	// since and month are those of the channel, empty if it has none.
	since, month string
	// delta is that of the channel.
	delta bool
}

// retraction is an item that readers should drop.
type retraction struct {
	id, reason string
	at         time.Time
}

// compose decides what is published of a channel.
func compose(c feeds.Channel, f feeds.Format) (page, []Skip, error) {
	if !isAddress(c.Site.BaseURL) {
		return page{}, nil, fmt.Errorf("render %s: base address %q is no http or https address", c.Region.Slug, c.Site.BaseURL)
	}
	p := page{
		title: firstOf(line(c.Title), line(c.Region.Name), line(c.Site.Title), "News"), description: line(c.Description),
		home: siteAddress(c.Site.RegionURL(c.Region.Slug)), self: siteAddress(c.SelfURL(f)),
		generator: line(c.Site.Generator), version: line(c.Site.Version), scheme: siteAddress(c.Site.SchemeURL()),
		region: c.Region, health: c.Health, podcasts: c.Podcasts, delta: c.Delta,
	}
	p.whole = p.self
	p.lead(c.Links)
	for _, l := range c.Links {
		if l.Rel == "first" {
			p.whole = siteAddress(l.URL)
		}
	}
	if p.podcasts {
		p.cover, p.guid = siteAddress(c.Site.CoverURL(c.Region.Slug)), feeds.PodcastGUID(p.whole)
	}
	if isMail(c.Site.Contact) {
		p.contact = c.Site.Contact
	}
	p.publisher = author{name: personName(firstOf(line(c.Site.Title), p.title)), url: address(c.Site.BaseURL)}
	p.modified, _ = sane(c.Modified)
	seen := make(map[feeds.ID]bool, len(c.Entries))
	p.items = make([]item, 0, len(c.Entries))
	var skipped []Skip
	for i := range c.Entries {
		e := &c.Entries[i]
		it, reason := newItem(e, c.Site)
		if reason == "" && seen[e.ID] {
			reason = "its id came before"
		}
		if reason == "" && p.podcasts {
			reason = it.cast()
		}
		if reason != "" {
			skipped = append(skipped, Skip{e.ID, reason})
			continue
		}
		seen[e.ID] = true
		p.items = append(p.items, it)
	}
	p.retracted, p.removed = retractions(c.Retracted), retractions(c.Removed)
	if p.since = line(c.Since); !c.Archive.IsZero() {
		p.month = c.Archive.String()
	}
	p.language = firstOf(language(c.Language), common(p.items))
	if p.modified.IsZero() {
		p.modified = newest(p.items)
	}
	return p, skipped, nil
}

// lead adds links to other documents.
func (p *page) lead(links []feeds.Link) {
	for _, l := range links {
		p.links = append(p.links, feeds.Link{Rel: line(l.Rel), URL: siteAddress(l.URL)})
	}
}

func retractions(list []feeds.Retraction) []retraction {
	var all []retraction
	for _, r := range list {
		if at, ok := sane(r.At); ok {
			all = append(all, retraction{r.ID.URN(), line(r.Reason), at})
		}
	}
	return all
}

// common returns the language that every item with one has, without regions
// if they differ, else English.
func common(items []item) string {
	const ours = "en"
	var all string
	for i := range items {
		own := items[i].language
		switch {
		case own == "" || own == all:
		case all == "":
			all = own
		case primary(own) == primary(all):
			all = primary(all)
		default:
			return ours
		}
	}
	return firstOf(all, ours)
}

func newest(items []item) time.Time {
	var t time.Time
	for i := range items {
		if items[i].modified.After(t) {
			t = items[i].modified
		}
	}
	return t
}

// isAddress reports whether s is an absolute http or https address.
func isAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != ""
}

// program names the program that made the feed.
func (p *page) program() string { return strings.TrimSpace(p.generator + " " + p.version) }

// firstOf returns the first string that is not empty.
func firstOf(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}
