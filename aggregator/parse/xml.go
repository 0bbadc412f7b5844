package parse

import (
	"bytes"
	"fmt"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/json"
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
func readXML(text []byte, in Input, r *repairs) (Document, error) {
	s := survey{scanner: scanner{doc: text}, url: in.URL, out: make([]byte, 0, len(text)+len(text)/16)}
	s.run()
	for _, words := range s.repairs {
		r.add("%s", words)
	}
	if s.isForeignRoot() || s.root == "" {
		return Document{}, fmt.Errorf("%w: it is XML with the root %q", ErrNotAFeed, s.root)
	}
	original, err := read(s.out)
	if err != nil {
		return Document{}, fmt.Errorf("%w: %w", ErrNotAFeed, err)
	}
	c := converter{in: in, feed: s.feed, notes: s.items}
	switch f := original.(type) {
	case *rss.Feed:
		return c.rss(f, s.format()), nil
	case *atom.Feed:
		return c.atom(f), nil
	case *json.Feed: // unreachable: the text begins with "<"
	}
	return Document{}, ErrNotAFeed
}

// format names what the root stands for.
func (s *survey) format() string {
	switch {
	case s.root == "rdf" || s.rootSpace == rss11Space:
		return "rdf"
	case s.root == "channel":
		return "cdf"
	case s.isAtom():
		return "atom"
	}
	return "rss"
}

// converter makes items of what gofeed read and what we noted.
type converter struct {
	in    Input
	feed  note
	notes []note
	base  string // what addresses without xml:base are relative to
}

// site decides the base of relative addresses: xml:base if there is one, else
// the site, since that is what publishers mean, else where the feed was found.
func (c *converter) site(link string) string {
	link = webAddress(firstOf(c.feed.base, c.in.URL), link)
	c.base = firstOf(c.feed.base, link, c.in.URL)
	return link
}

// note returns the note whose number came through gofeed as an id.
func (c *converter) note(number string) *note {
	n := 0
	for i := range len(number) {
		if !isDigit(number[i]) || n > len(c.notes) {
			return nil
		}
		n = n*10 + int(number[i]-'0')
	}
	if number == "" || n >= len(c.notes) {
		return nil
	}
	return &c.notes[n]
}
