package feeds

import "time"

// Item is what one source says about one thing. The parser fills it, the
// cleaner rewrites its text, the placer adds Placements; after that it does
// not change.
type Item struct {
	// GUID is the upstream identifier character for character: RSS guid,
	// Atom id, JSON Feed id, RSS 1.0 rdf:about. Empty if the feed gave none.
	GUID string
	// Permalink says that GUID is declared to be the item's address.
	Permalink bool
	// Link is the absolute address of the item, with tracking removed.
	Link string
	// Title is plain text on one line, without markup or entities.
	Title string
	// Summary and Content are sanitised HTML fragments with absolute
	// addresses. Either may be empty; Content is the longer one.
	Summary string
	Content string

	Authors    []Person
	Categories []Category

	// Published and Updated are what the source says, zero if it said
	// nothing that can be trusted.
	Published time.Time
	Updated   time.Time
	// DateText is the upstream date as written, when it could not be read.
	DateText string

	Enclosures []Enclosure
	Image      Image
	// Comments is the address of the page with comments (RSS comments).
	Comments string
	// Language is a BCP 47 tag: the item's own, else the feed's, else the
	// one configured for the source. Empty if unknown.
	Language string
	// Rights is plain text.
	Rights string
	// Geo is nil when the item has no position.
	Geo *Geo
	// Spatial lists place names from dcterms:spatial and the like.
	Spatial []string
	// Origin is the item's own source element: where the source has it from.
	Origin Origin
	// Extensions are the elements of other namespaces, in document order.
	Extensions []Element

	// Placements are the regions the item is about, most confident first.
	Placements []Placement
	// Dateline are the places of its dateline as they stand there, if the
	// placements do not tell because an editor or its source decides them.
	Dateline []string
}

// IsEmpty reports whether there is nothing in the item that a reader could be
// shown or sent to.
func (it Item) IsEmpty() bool {
	return it.Title == "" && it.Link == "" && it.Summary == "" && it.Content == "" && len(it.Enclosures) == 0 && it.Image.URL == ""
}

// Person is an author (RFC 4287 section 3.2). Any field may be empty.
type Person struct {
	Name, Email, URL string
}

// Category is a topic (RFC 4287 section 4.2.2). Term is never empty; Label is
// what people read, empty when it equals Term.
type Category struct {
	Term, Scheme, Label string
}

// Enclosure is a media file. URL is absolute; Type is a media type or empty;
// Length is in bytes, 0 if unknown; Duration is 0 if unknown.
type Enclosure struct {
	URL, Type, Title string
	Length           int64
	Duration         time.Duration
}

// Image is the picture that stands for an item. It is absent when URL is empty.
type Image struct {
	URL, Credit, Alt string
	Width, Height    int
}

// Geo is a position in degrees, WGS 84.
type Geo struct {
	Lat, Lon float64
}

// Origin is a feed that an item was taken from (RSS source, RFC 4287 section
// 4.2.11). It is absent when both fields are empty.
type Origin struct {
	Title, URL string
}

// Element is an extension element as the source wrote it. Space is the
// namespace address, Prefix the customary prefix for it.
type Element struct {
	Space, Prefix, Name string
	Attrs               []Attr
	Text                string
	Children            []Element
}

// Attr is an attribute of an Element.
type Attr struct {
	Space, Name, Value string
}
