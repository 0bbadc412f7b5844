package storage

import (
	"time"

	"dateline/feeds"
)

// maxDepth is how deep extension elements are kept; what lies deeper is not.
const maxDepth = 32

// textRecord is a feeds.Item.
type textRecord struct {
	GUID       string            `cbor:"1,keyasint,omitempty"`
	Permalink  bool              `cbor:"2,keyasint,omitempty"`
	Link       string            `cbor:"3,keyasint,omitempty"`
	Title      string            `cbor:"4,keyasint,omitempty"`
	Summary    string            `cbor:"5,keyasint,omitempty"`
	Content    string            `cbor:"6,keyasint,omitempty"`
	Authors    []personRecord    `cbor:"7,keyasint,omitempty"`
	Categories []categoryRecord  `cbor:"8,keyasint,omitempty"`
	Published  stamp             `cbor:"9,keyasint,omitempty"`
	Updated    stamp             `cbor:"10,keyasint,omitempty"`
	DateText   string            `cbor:"11,keyasint,omitempty"`
	Enclosures []enclosureRecord `cbor:"12,keyasint,omitempty"`
	Image      imageRecord       `cbor:"13,keyasint,omitzero"`
	Comments   string            `cbor:"14,keyasint,omitempty"`
	Language   string            `cbor:"15,keyasint,omitempty"`
	Rights     string            `cbor:"16,keyasint,omitempty"`
	Geo        []float64         `cbor:"17,keyasint,omitempty"` // latitude, longitude
	Spatial    []string          `cbor:"18,keyasint,omitempty"`
	Origin     originRecord      `cbor:"19,keyasint,omitzero"`
	Extensions []elementRecord   `cbor:"20,keyasint,omitempty"`
	Placements []placementRecord `cbor:"21,keyasint,omitempty"`
	Dateline   []string          `cbor:"22,keyasint,omitempty"`
}

type personRecord struct {
	Name  string `cbor:"1,keyasint,omitempty"`
	Email string `cbor:"2,keyasint,omitempty"`
	URL   string `cbor:"3,keyasint,omitempty"`
}

type categoryRecord struct {
	Term   string `cbor:"1,keyasint,omitempty"`
	Scheme string `cbor:"2,keyasint,omitempty"`
	Label  string `cbor:"3,keyasint,omitempty"`
}

type enclosureRecord struct {
	URL      string        `cbor:"1,keyasint,omitempty"`
	Type     string        `cbor:"2,keyasint,omitempty"`
	Title    string        `cbor:"3,keyasint,omitempty"`
	Length   int64         `cbor:"4,keyasint,omitempty"`
	Duration time.Duration `cbor:"5,keyasint,omitempty"`
}

type imageRecord struct {
	URL    string `cbor:"1,keyasint,omitempty"`
	Credit string `cbor:"2,keyasint,omitempty"`
	Alt    string `cbor:"3,keyasint,omitempty"`
	Width  int    `cbor:"4,keyasint,omitempty"`
	Height int    `cbor:"5,keyasint,omitempty"`
}

type originRecord struct {
	Title string `cbor:"1,keyasint,omitempty"`
	URL   string `cbor:"2,keyasint,omitempty"`
}

type elementRecord struct {
	Space    string          `cbor:"1,keyasint,omitempty"`
	Prefix   string          `cbor:"2,keyasint,omitempty"`
	Name     string          `cbor:"3,keyasint,omitempty"`
	Attrs    []attrRecord    `cbor:"4,keyasint,omitempty"`
	Text     string          `cbor:"5,keyasint,omitempty"`
	Children []elementRecord `cbor:"6,keyasint,omitempty"`
}

type attrRecord struct {
	Space string `cbor:"1,keyasint,omitempty"`
	Name  string `cbor:"2,keyasint,omitempty"`
	Value string `cbor:"3,keyasint,omitempty"`
}

type placementRecord struct {
	Slug       string           `cbor:"1,keyasint,omitempty"`
	Confidence float64          `cbor:"2,keyasint,omitempty"`
	Evidence   []evidenceRecord `cbor:"3,keyasint,omitempty"`
	Except     []string         `cbor:"4,keyasint,omitempty"`
}

type evidenceRecord struct {
	Kind   string  `cbor:"1,keyasint,omitempty"`
	Text   string  `cbor:"2,keyasint,omitempty"`
	Weight float64 `cbor:"3,keyasint,omitempty"`
}

// convert maps a slice; an empty one becomes nil, as it does on disk.
func convert[A, B any](in []A, one func(A) B) []B {
	if len(in) == 0 {
		return nil
	}
	out := make([]B, len(in))
	for i, a := range in {
		out[i] = one(a)
	}
	return out
}

func textOf(it feeds.Item) textRecord {
	r := textRecord{
		GUID: it.GUID, Permalink: it.Permalink, Link: it.Link, Title: it.Title,
		Summary: it.Summary, Content: it.Content, DateText: it.DateText,
		Published: stampOf(it.Published), Updated: stampOf(it.Updated),
		Comments: it.Comments, Language: it.Language, Rights: it.Rights,
		Image: imageRecord(it.Image), Origin: originRecord(it.Origin),
		Authors:    convert(it.Authors, func(p feeds.Person) personRecord { return personRecord(p) }),
		Categories: convert(it.Categories, func(c feeds.Category) categoryRecord { return categoryRecord(c) }),
		Enclosures: convert(it.Enclosures, enclosureOf),
		Spatial:    convert(it.Spatial, func(s string) string { return s }),
		Extensions: elementsOf(it.Extensions, maxDepth),
		Placements: convert(it.Placements, placementOf),
		Dateline:   convert(it.Dateline, func(s string) string { return s }),
	}
	if it.Geo != nil {
		r.Geo = []float64{it.Geo.Lat, it.Geo.Lon}
	}
	return r
}

func (r textRecord) item() feeds.Item {
	it := feeds.Item{
		GUID: r.GUID, Permalink: r.Permalink, Link: r.Link, Title: r.Title,
		Summary: r.Summary, Content: r.Content, DateText: r.DateText,
		Published: r.Published.time(), Updated: r.Updated.time(),
		Comments: r.Comments, Language: r.Language, Rights: r.Rights,
		Image: feeds.Image(r.Image), Origin: feeds.Origin(r.Origin),
		Authors:    convert(r.Authors, func(p personRecord) feeds.Person { return feeds.Person(p) }),
		Categories: convert(r.Categories, func(c categoryRecord) feeds.Category { return feeds.Category(c) }),
		Enclosures: convert(r.Enclosures, enclosureRecord.enclosure),
		Spatial:    convert(r.Spatial, func(s string) string { return s }),
		Extensions: convert(r.Extensions, elementRecord.element),
		Placements: convert(r.Placements, placementRecord.placement),
		Dateline:   convert(r.Dateline, func(s string) string { return s }),
	}
	if len(r.Geo) == 2 {
		it.Geo = &feeds.Geo{Lat: r.Geo[0], Lon: r.Geo[1]}
	}
	return it
}

func enclosureOf(e feeds.Enclosure) enclosureRecord {
	return enclosureRecord{URL: e.URL, Type: e.Type, Title: e.Title, Length: e.Length, Duration: e.Duration}
}

func (r enclosureRecord) enclosure() feeds.Enclosure {
	return feeds.Enclosure{URL: r.URL, Type: r.Type, Title: r.Title, Length: r.Length, Duration: r.Duration}
}

func elementsOf(in []feeds.Element, depth int) []elementRecord {
	if depth == 0 {
		return nil
	}
	return convert(in, func(e feeds.Element) elementRecord {
		return elementRecord{
			Space: e.Space, Prefix: e.Prefix, Name: e.Name, Text: e.Text,
			Attrs:    convert(e.Attrs, func(a feeds.Attr) attrRecord { return attrRecord(a) }),
			Children: elementsOf(e.Children, depth-1),
		}
	})
}

func (r elementRecord) element() feeds.Element {
	return feeds.Element{
		Space: r.Space, Prefix: r.Prefix, Name: r.Name, Text: r.Text,
		Attrs:    convert(r.Attrs, func(a attrRecord) feeds.Attr { return feeds.Attr(a) }),
		Children: convert(r.Children, elementRecord.element),
	}
}

func placementOf(p feeds.Placement) placementRecord {
	return placementRecord{Slug: p.Slug, Confidence: p.Confidence, Except: p.Except, Evidence: convert(p.Evidence, func(e feeds.Evidence) evidenceRecord {
		return evidenceRecord{Kind: string(e.Kind), Text: e.Text, Weight: e.Weight}
	})}
}

func (r placementRecord) placement() feeds.Placement {
	return feeds.Placement{Slug: r.Slug, Confidence: r.Confidence, Except: r.Except, Evidence: convert(r.Evidence, func(e evidenceRecord) feeds.Evidence {
		return feeds.Evidence{Kind: feeds.EvidenceKind(e.Kind), Text: e.Text, Weight: e.Weight}
	})}
}
