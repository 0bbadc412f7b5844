package aggregator

import (
	"cmp"
	"slices"
	"time"

	"dateline/aggregator/clean"
	"dateline/aggregator/override"
	"dateline/aggregator/page"
	"dateline/aggregator/parse"
	"dateline/aggregator/place"
	"dateline/aggregator/rules"
	"dateline/feeds"
)

// Reader turns the bytes of a feed into items, cleaned, placed and put to the
// rules. It does no I/O and may be used by several goroutines.
type Reader struct {
	placer    *place.Placer
	rules     rules.Book
	overrides *override.Book
}

// NewReader returns a reader that places items in the regions of atlas and has
// no rules.
func NewReader(atlas *feeds.Atlas) Reader { return Reader{placer: place.New(atlas)} }

// WithRules returns the reader with rules.
func (r Reader) WithRules(book rules.Book) Reader {
	r.rules = book
	return r
}

// Read parses body, a document of src found at url with the given HTTP
// Content-Type, and returns it with its items cleaned, placed and put to the
// rules as of now. The error is parse.ErrNotAFeed if it is none; of a page it
// is what page.Read says.
func (r Reader) Read(body []byte, contentType, url string, src feeds.Source, now time.Time) (Document, error) {
	parsed, err := parsed(body, contentType, url, src, now)
	if err != nil {
		return Document{}, err
	}
	return r.document(parsed, url, src, now), nil
}

// document cleans what was parsed, places it, and puts it to the rules: all of
// it first the one and then the other, since the tables and the code of each are
// as large as a cache.
func (r Reader) document(parsed parse.Document, url string, src feeds.Source, now time.Time) Document {
	doc := Document{Document: parsed}
	doc.Title = clean.Text(doc.Title)
	base := cmp.Or(doc.Link, url)
	if !r.rules.IsEmpty() {
		doc.Rules = make([]rules.Outcome, len(doc.Items))
	}
	for i, it := range doc.Items {
		doc.Items[i] = r.clean(it, base, doc.Language, src)
	}
	for i, it := range doc.Items {
		it = r.place(feeds.ID{}, it, src)
		if doc.Rules != nil {
			it, doc.Rules[i] = r.rule(it, base, src, now)
		}
		doc.Items[i] = it
	}
	return doc
}

// parsed reads a feed, or a page that stands for one.
func parsed(body []byte, contentType, url string, src feeds.Source, now time.Time) (parse.Document, error) {
	if !src.IsPage() {
		return parse.Feed(input(body, contentType, url, src))
	}
	doc, err := page.Read(page.Input{
		Body: body, ContentType: contentType, URL: url, Timezone: src.Timezone, Now: now, Select: src.Select,
	})
	return doc.Document, err
}

func input(body []byte, contentType, url string, src feeds.Source) parse.Input {
	return parse.Input{Body: body, ContentType: contentType, URL: url, Timezone: src.Timezone}
}

func (r Reader) clean(it feeds.Item, base, language string, src feeds.Source) feeds.Item {
	it = clean.Item(it, base)
	for _, fallback := range []string{language, src.Language} {
		if it.Language == "" {
			it.Language = clean.Language(fallback)
		}
	}
	it.Categories = withTopics(it.Categories, src.Topics)
	return it
}

// rule puts an item to the rules. What they changed is cleaned and placed
// again before the regions are asked.
func (r Reader) rule(it feeds.Item, base string, src feeds.Source, now time.Time) (feeds.Item, rules.Outcome) {
	it, o := r.rules.Apply(it, src, now)
	if o.Changed() {
		it = clean.Item(it, base)
		it = r.place(feeds.ID{}, it, src)
	}
	if o.Dropped {
		return it, o
	}
	it, regions := r.rules.Admit(it, src, now)
	o.Steps = append(o.Steps, regions.Steps...)
	return it, o
}

// withTopics adds the topics that are not categories already.
func withTopics(categories []feeds.Category, topics []string) []feeds.Category {
	for _, topic := range topics {
		if !slices.ContainsFunc(categories, func(c feeds.Category) bool { return c.Term == topic }) {
			categories = append(categories, feeds.Category{Term: topic})
		}
	}
	return categories
}
