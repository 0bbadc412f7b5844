package parse

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"dateline/aggregator/parse/decode"
	"dateline/feeds"
)

// ErrNotAFeed is returned for documents that hold no feed. The error that
// wraps it says what they are instead.
var ErrNotAFeed = errors.New("not a feed")

// Input is a document and what is known of it.
type Input struct {
	Body []byte
	// ContentType is the HTTP header, or empty.
	ContentType string
	// URL is where the document was found; relative addresses start there.
	URL string
	// Timezone is that of dates without a zone, nil for UTC.
	Timezone *time.Location
}

// Document is a feed as its source wrote it.
type Document struct {
	// Format is "rss", "rdf", "atom", "json" or "cdf".
	Format string
	// Title and Description are HTML.
	Title, Description string
	// Link is the site's address, Self the feed's own.
	Link, Self string
	Language   string
	// Items are in document order.
	Items []feeds.Item
	// Tombstones name the items that the source withdraws (RFC 6721).
	Tombstones []feeds.Tombstone
	// Hubs are the WebSub hubs that push the feed.
	Hubs []string
	// Hints are what the feed says of when to visit it.
	Hints feeds.Hints
	// Repairs say what was wrong with the document and was put right.
	Repairs []string
}

// Feed reads a document. The error wraps ErrNotAFeed; for a web page it is a
// PageError.
func Feed(in Input) (Document, error) {
	text, repairs, err := decode.Text(in.Body, decode.Charset(in.ContentType))
	if err != nil {
		return Document{}, fmt.Errorf("%w: %w", ErrNotAFeed, err)
	}
	kind, text, junk, err := sniff(text, in.URL)
	if err != nil {
		return Document{}, err
	}
	if junk {
		repairs = append(repairs, "text before the feed")
	}
	read := readXML
	if kind == isJSON {
		read = readJSON
	}
	doc, err := read(text, in)
	if err != nil {
		return Document{}, err
	}
	for _, words := range doc.Repairs {
		if !slices.Contains(repairs, words) {
			repairs = append(repairs, words)
		}
	}
	doc.Repairs = repairs
	return doc, nil
}
