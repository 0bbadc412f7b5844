package parse

import (
	"errors"
	"fmt"
	"time"

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
	// Repairs say what was wrong with the document and was put right.
	Repairs []string
}

// Feed reads a document. The error is ErrNotAFeed, or says that the body
// cannot be decompressed.
func Feed(in Input) (Document, error) {
	var r repairs
	text, err := plainText(in.Body, in.ContentType, &r)
	if err != nil {
		return Document{}, fmt.Errorf("%w: %w", ErrNotAFeed, err)
	}
	root, text := sniff(text, in.URL, &r)
	var doc Document
	switch root.kind {
	case isXML:
		doc, err = readXML(text, in, &r)
	case isJSON:
		doc, err = readJSON(text, in, &r)
	default:
		return Document{}, fmt.Errorf("%w: %s", ErrNotAFeed, root.words)
	}
	if err != nil {
		return Document{}, err
	}
	doc.Repairs = r
	return doc, nil
}
