package parse

import (
	"bytes"
	"fmt"

	"dateline/aggregator/parse/address"
	"dateline/aggregator/parse/markup"
	"dateline/aggregator/parse/repair"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"
)

// bare keeps gofeed from translating what it read into its universal feed: we
// take everything from the original, and the translation scans HTML.
type bare struct{}

// Translate returns an empty feed.
func (bare) Translate(any) (*gofeed.Feed, error) { return &gofeed.Feed{}, nil }

// read lets gofeed read a document and returns a *rss.Feed, *atom.Feed or
// *json.Feed.
func read(doc []byte) (any, error) {
	p := gofeed.NewParser()
	p.KeepOriginalFeed = true
	p.RSSTranslator, p.AtomTranslator, p.JSONTranslator = bare{}, bare{}, bare{}
	f, err := p.Parse(bytes.NewReader(doc))
	if err != nil {
		return nil, err
	}
	return f.OriginalFeed(), nil
}

// readXML reads RSS, RDF, Atom and CDF.
func readXML(text []byte, in Input) (Document, error) {
	fixed, err := repair.XML(text, in.URL)
	if err != nil {
		return Document{}, fmt.Errorf("%w: %w", ErrNotAFeed, err)
	}
	original, err := read(fixed.Doc)
	if err != nil {
		return Document{}, fmt.Errorf("%w: %w", ErrNotAFeed, err)
	}
	c := converter{in: in, feed: fixed.Note, notes: fixed.Items}
	var doc Document
	switch f := original.(type) {
	case *rss.Feed:
		doc = c.rss(f, fixed.Format)
	case *atom.Feed:
		doc = c.atom(f)
	default:
		return Document{}, ErrNotAFeed // unreachable: the text begins with "<"
	}
	doc.Repairs = fixed.Repairs
	return doc, nil
}

// converter makes items of what gofeed read and what we noted.
type converter struct {
	in    Input
	feed  repair.Note
	notes []repair.Note
	base  string // what addresses without xml:base are relative to
}

// site decides the base of relative addresses: xml:base if there is one, else
// the site, since that is what publishers mean, else where the feed was found.
func (c *converter) site(link string) string {
	link = address.Web(firstOf(c.feed.Base, c.in.URL), link)
	c.base = firstOf(c.feed.Base, link, c.in.URL)
	return link
}

// note returns the note whose number came through gofeed as an id.
func (c *converter) note(number string) *repair.Note {
	n := 0
	for i := range len(number) {
		if !markup.IsDigit(number[i]) || n > len(c.notes) {
			return nil
		}
		n = n*10 + int(number[i]-'0')
	}
	if number == "" || n >= len(c.notes) {
		return nil
	}
	return &c.notes[n]
}
