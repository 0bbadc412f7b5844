package cut

import (
	"bytes"
	"strings"

	"dateline/aggregator/parse/markup"
)

// deepest is how many elements may be open at once in a document that is taken
// apart.
const deepest = 100

// shape says of a format what its items are called, and whether they are in the
// channel.
type shape struct {
	item      string
	inChannel bool
}

// shapes are the formats by their root.
var shapes = map[string]shape{
	"rss":     {"item", true},
	"rdf:RDF": {"item", false},
	"feed":    {"entry", false},
}

// XML takes apart RSS, RDF or Atom.
func XML(text []byte) (sheet Sheet, ok bool) {
	c := cutter{Scanner: markup.Scanner{Doc: text}, sheet: Sheet{text: text}}
	ok = c.document() && len(c.sheet.items) <= most
	return c.sheet, ok
}

type cutter struct {
	markup.Scanner
	sheet Sheet
	shape shape
	// open are the names of the elements that are open in one passed over.
	open [][]byte
	// hasChannel says that there was a channel.
	hasChannel bool
}

// document passes over the whole document.
func (c *cutter) document() bool {
	for {
		from := c.At
		t, more := c.Next()
		switch {
		case !more || t.Cut:
			return false
		case t.Kind == markup.StartTag:
			return c.root(from, t) && c.tail()
		case t.Kind == markup.Directive && bytes.IndexByte(t.Body, '[') >= 0:
			return false // it may declare entities
		case t.Kind == markup.Directive, t.Kind == markup.Other && c.Doc[from+1] == '?':
			c.take(from)
		case t.Kind != markup.Other && !isBlank(t):
			return false
		}
	}
}

func (c *cutter) root(from int, t markup.Token) bool {
	var isKnown bool
	c.shape, isKnown = shapes[string(t.Name)]
	c.take(from)
	return isKnown && !t.Empty && c.inside(t.Name, c.rootChild)
}

// take makes what was passed over from a place on a part of the frame.
func (c *cutter) take(from int) { c.sheet.frame = append(c.sheet.frame, span{from, c.At}) }

// tail reports whether nothing follows the root.
func (c *cutter) tail() bool {
	for {
		t, more := c.Next()
		if !more {
			return true
		}
		if t.Cut || t.Kind != markup.Other && !isBlank(t) {
			return false
		}
	}
}

func isBlank(t markup.Token) bool {
	return t.Kind == markup.Text && len(bytes.TrimSpace(t.Body)) == 0
}

// inside passes over what is in an element of which only elements count, to
// its end.
func (c *cutter) inside(name []byte, child func(from int, t markup.Token) bool) bool {
	for {
		from := c.At
		t, more := c.Next()
		switch {
		case !more || t.Cut:
			return false
		case t.Kind == markup.EndTag:
			return bytes.Equal(t.Name, name)
		case t.Kind == markup.StartTag:
			if !child(from, t) {
				return false
			}
		case t.Kind != markup.Other && !isBlank(t):
			return false
		}
	}
}

func (c *cutter) rootChild(from int, t markup.Token) bool {
	switch name := string(t.Name); {
	case name == "channel" && c.shape.item == "item":
		if c.hasChannel || t.Empty {
			return false
		}
		c.hasChannel = true
		c.take(from)
		return c.inside(t.Name, c.channelChild)
	case name == c.shape.item:
		return !c.shape.inChannel && c.item(from, t)
	case c.shape.inChannel:
		return false
	}
	return c.other(from, t)
}

func (c *cutter) channelChild(from int, t markup.Token) bool {
	if string(t.Name) == c.shape.item {
		return c.shape.inChannel && c.item(from, t)
	}
	return c.other(from, t)
}

func (c *cutter) item(from int, t markup.Token) bool {
	if !c.element(t) {
		return false
	}
	c.sheet.items = append(c.sheet.items, span{from, c.At})
	return true
}

// other passes over an element of the frame that is no item.
func (c *cutter) other(from int, t markup.Token) bool {
	_, local := markup.CutName(strings.ToLower(string(t.Name)))
	switch local {
	case "item", "entry", "channel", "feed", "rss", "deleted-entry": // an item in disguise, or one withdrawn
		return false
	case "lastbuilddate", "pubdate", "ttl", "generator", "updated", "modified", "date", "totalresults":
		return c.element(t)
	case "items":
		if string(t.Name) == "items" && !c.shape.inChannel {
			return c.element(t) // the list that RSS 1.0 has of its items
		}
	}
	if !c.element(t) {
		return false
	}
	c.take(from)
	return true
}

// element passes over an element with all that is in it.
func (c *cutter) element(t markup.Token) bool {
	if t.Empty {
		return true
	}
	c.open = append(c.open[:0], t.Name)
	for len(c.open) > 0 {
		t, more := c.Next()
		switch {
		case !more || t.Cut:
			return false
		case t.Kind == markup.EndTag:
			last := len(c.open) - 1
			if !bytes.Equal(t.Name, c.open[last]) {
				return false
			}
			c.open = c.open[:last]
		case t.Kind == markup.StartTag:
			if string(t.Name) == c.shape.item || len(c.open) == deepest {
				return false
			}
			if !t.Empty {
				c.open = append(c.open, t.Name)
			}
		case t.Kind == markup.Directive:
			return false
		}
	}
	return true
}
