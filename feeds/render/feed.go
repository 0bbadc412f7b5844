package render

import (
	"bytes"
	"fmt"

	"dateline/feeds"
)

// Result is a rendered feed.
type Result struct {
	Body []byte
	// Skipped are the items that are not in it, in the order of the channel.
	Skipped []Skip
}

// Skip is an item that was left out, and why, in words for the operator.
type Skip struct {
	ID     feeds.ID
	Reason string
}

// Feed renders a channel. It fails only for a format it does not know or that
// podcasts do not have, or a site whose base address is none; items never make
// it fail.
func Feed(channel feeds.Channel, format feeds.Format) (Result, error) {
	d, err := Begin(channel, format)
	if err != nil {
		return Result{}, err
	}
	return d.Finish()
}

// Draft is a feed whose items are written, and nothing before and after them yet.
type Draft struct {
	page    page
	format  feeds.Format
	skipped []Skip
	// xml has the items of RSS and Atom, json those of JSON Feed.
	xml  *writer
	json *bytes.Buffer
}

// Begin does of what Feed does all that takes time, while others find out where
// the feed leads to. Errors are those of Feed.
func Begin(channel feeds.Channel, format feeds.Format) (*Draft, error) {
	if channel.Podcasts && format != feeds.RSS {
		return nil, fmt.Errorf("render: podcasts have no %s, only RSS", format.Name())
	}
	p, skipped, err := compose(channel, format)
	if err != nil {
		return nil, err
	}
	d := &Draft{page: p, format: format, skipped: skipped}
	switch format {
	case feeds.RSS:
		d.xml = rssItems(&p)
	case feeds.Atom:
		d.xml = atomEntries(&p)
	case feeds.JSON:
		d.json, err = jsonItems(&p)
	default:
		err = fmt.Errorf("render: no format %q", format)
	}
	return d, err
}

// Finish returns the feed, with links that the channel does not have yet: to
// documents that do not tell it from others. There is no more to a draft then.
func (d *Draft) Finish(links ...feeds.Link) (Result, error) {
	d.page.lead(links)
	var body []byte
	var err error
	switch d.format {
	case feeds.RSS:
		body, err = rss(d.page, d.xml)
	case feeds.Atom:
		body, err = atom(d.page, d.xml)
	default:
		body, err = jsonFeed(d.page, d.json)
	}
	return Result{Body: body, Skipped: d.skipped}, err
}
