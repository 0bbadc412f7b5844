package render

import (
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
	if channel.Podcasts && format != feeds.RSS {
		return Result{}, fmt.Errorf("render: podcasts have no %s, only RSS", format.Name())
	}
	p, skipped, err := compose(channel, format)
	if err != nil {
		return Result{}, err
	}
	var body []byte
	switch format {
	case feeds.RSS:
		body, err = rss(p)
	case feeds.Atom:
		body, err = atom(p)
	case feeds.JSON:
		body, err = jsonFeed(p)
	default:
		err = fmt.Errorf("render: no format %q", format)
	}
	return Result{Body: body, Skipped: skipped}, err
}
