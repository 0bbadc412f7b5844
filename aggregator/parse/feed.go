package parse

import (
	"errors"
	"fmt"
	"hash"
	"io"
	"iter"
	"slices"
	"time"

	"dateline/aggregator/parse/cut"
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
	t, err := Open(in)
	if err != nil {
		return Document{}, err
	}
	return t.Read()
}

// Text is a document that may be a feed, in UTF-8 and not yet read.
type Text struct {
	in      Input
	kind    rootKind
	text    []byte
	repairs []string
	sheet   cut.Sheet
}

// Open makes text of a document. The error is as Feed has it.
func Open(in Input) (Text, error) {
	text, repairs, err := decode.Text(in.Body, decode.Charset(in.ContentType))
	if err != nil {
		return Text{}, fmt.Errorf("%w: %w", ErrNotAFeed, err)
	}
	kind, text, junk, err := sniff(text, in.URL)
	if err != nil {
		return Text{}, err
	}
	if junk {
		repairs = append(repairs, "text before the feed")
	}
	return Text{in: in, kind: kind, text: text, repairs: repairs}, nil
}

// Read reads the document. The error is as Feed has it.
func (t Text) Read() (Document, error) {
	read := readXML
	if t.kind == isJSON {
		read = readJSON
	}
	doc, err := read(t.text, t.in)
	if err != nil {
		return Document{}, err
	}
	repairs := t.repairs
	for _, words := range doc.Repairs {
		if !slices.Contains(repairs, words) {
			repairs = append(repairs, words)
		}
	}
	doc.Repairs = repairs
	return doc, nil
}

// Cut takes the document apart into its items, and reports whether it could,
// which it cannot if there is anything odd about it. See package cut.
func (t *Text) Cut() bool {
	if len(t.repairs) > 0 {
		return false
	}
	apart := cut.XML
	if t.kind == isJSON {
		apart = cut.JSON
	}
	var ok bool
	t.sheet, ok = apart(t.text)
	return ok
}

// Pieces ranges over the items of a document that was cut, as they stand there.
func (t *Text) Pieces() iter.Seq2[int, []byte] { return t.sheet.Items() }

// Frame writes to h all that may matter to the items of a document that was cut
// and is not in them.
func (t *Text) Frame(h hash.Hash) {
	_, _ = io.WriteString(h, t.in.URL+"\n") // a hash takes everything
	t.sheet.Frame(h)
}

// Without returns a document that was cut without some of its items, to be read.
func (t *Text) Without(isOut func(i int) bool) Text {
	return Text{in: t.in, kind: t.kind, text: t.sheet.Without(isOut)}
}
