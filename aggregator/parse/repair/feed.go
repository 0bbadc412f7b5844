package repair

import (
	"encoding/json"
	"errors"
	"fmt"

	"dateline/aggregator/parse/markup"
	"dateline/feeds"
)

// Feed is a document that gofeed can read, and what gofeed would lose of it.
type Feed struct {
	// Doc is for gofeed.
	Doc []byte
	// Format is "rss", "rdf", "atom", "json" or "cdf".
	Format string
	// Note is what was noted of the feed itself.
	Note Note
	// Items has a note for each item. In XML its number is the item's id in
	// Doc; in JSON it has texts only.
	Items []Note
	// Object is a feed of JSON as it was, Objects are its items, in the order
	// of Doc.
	Object  Object
	Objects []Object
	// Repairs say what was wrong and was put right, each thing once.
	Repairs []string
}

// Note is what we keep of an item of XML, or of the feed itself, beside gofeed.
type Note struct {
	// ID is the guid or Atom id, character for character, About rdf:about.
	ID, About string
	// Permalink says that the guid is not declared to be none.
	Permalink bool
	// Link is an Atom link's text, where it has no href.
	Link string
	// Lang and Base are xml:lang and xml:base in scope, the latter absolute.
	Lang, Base string
	// Fields are the elements of text, by the name that gofeed gives them.
	Fields map[string]Field
	// Extensions are the elements of other vocabularies, in document order.
	Extensions []feeds.Element
	// Texts are those that Doc refers to: see Text.
	Texts []string
}

// Field says how the text of an element is to be read.
type Field struct {
	// Kind and Mode are the attributes type and mode, in lower case.
	Kind, Mode string
	// Base is xml:base in scope.
	Base string
	// Inline says that it holds elements, not escaped text.
	Inline bool

	rel  string // of a link
	href bool   // a link has one
}

// Object is an object of JSON whose values are still to be read.
type Object map[string]json.RawMessage

// XML makes a feed of RSS, RDF, Atom or CDF found at url. The error says in
// words what the document is if it is none of them.
func XML(text []byte, url string) (Feed, error) {
	s := survey{Scanner: markup.Scanner{Doc: text}, url: url, out: make([]byte, 0, len(text)/4)}
	s.run()
	if s.isForeignRoot() || s.root == "" {
		return Feed{}, fmt.Errorf("it is XML with the root %q", s.root)
	}
	return Feed{Doc: s.out, Format: s.format(), Note: s.feed, Items: s.items, Repairs: s.repairs}, nil
}

// JSON makes valid JSON Feed of what was meant to be. The error says in words
// what the document is if it is something else.
func JSON(text []byte) (Feed, error) { return lenient(text) }

var errNoJSONFeed = errors.New("it is JSON, but no JSON Feed")
