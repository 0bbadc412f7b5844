package aggregator

import (
	"dateline/aggregator/clean"
	"dateline/aggregator/parse"
	"dateline/aggregator/place"
	"dateline/feeds"
)

// Reader turns the bytes of a feed into items, cleaned and placed. It does no
// I/O and may be used by several goroutines.
type Reader struct {
	placer *place.Placer
}

// NewReader returns a reader that places items in the regions of atlas.
func NewReader(atlas *feeds.Atlas) Reader { return Reader{placer: place.New(atlas)} }

// Read parses body, a document of src found at url with the given HTTP
// Content-Type, and returns it with its items cleaned and placed. The error is
// parse.ErrNotAFeed if it is none.
func (r Reader) Read(body []byte, contentType, url string, src feeds.Source) (parse.Document, error) {
	doc, err := parse.Feed(parse.Input{Body: body, ContentType: contentType, URL: url, Timezone: src.Timezone})
	if err != nil {
		return parse.Document{}, err
	}
	doc.Title = clean.Text(doc.Title)
	base := doc.Link
	if base == "" {
		base = url
	}
	for i, it := range doc.Items {
		doc.Items[i] = r.item(it, base, doc.Language, src)
	}
	return doc, nil
}

func (r Reader) item(it feeds.Item, base, language string, src feeds.Source) feeds.Item {
	it = clean.Item(it, base)
	for _, fallback := range []string{language, src.Language} {
		if it.Language == "" {
			it.Language = fallback
		}
	}
	it.Categories = withTopics(it.Categories, src.Topics)
	it.Placements = r.placer.Place(it, src)
	return it
}

// withTopics adds the topics that are not categories already.
func withTopics(categories []feeds.Category, topics []string) []feeds.Category {
	for _, topic := range topics {
		known := false
		for _, c := range categories {
			known = known || c.Term == topic
		}
		if !known {
			categories = append(categories, feeds.Category{Term: topic})
		}
	}
	return categories
}
