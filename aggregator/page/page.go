package page

import (
	"fmt"
	"slices"
	"time"

	"dateline/aggregator/parse"
	"dateline/feeds"
)

// Input is a page and what is known of it.
type Input struct {
	Body []byte
	// ContentType is the HTTP header, or empty.
	ContentType string
	// URL is where the page was found; relative addresses start there.
	URL string
	// Timezone is that of dates without a zone, nil for UTC.
	Timezone *time.Location
	// Now is what "3 hours ago" counts from. If it is zero such a date is
	// kept as text.
	Now time.Time
	// Select is what the operator configured: selectors by key.
	Select map[string]string
}

// Document is a page as a feed, and where it goes on.
type Document struct {
	parse.Document
	// Next is the address of the next page, of the same site and another than
	// this one's; empty if there is none. Whoever follows it must remember
	// where it was: pages may point at each other in a ring.
	Next string
}

// maxItems is how many items of a page are read. Pages that list thousands
// list what is known already.
const maxItems = 2000

// Read reads a page. The error is a [SelectError] if Select is wrong, a
// [MismatchError] if it does not fit the page, else it says why the body cannot
// be read.
func Read(in Input) (Document, error) {
	sel, err := compile(in.Select)
	if err != nil {
		return Document{}, err
	}
	p, err := open(in)
	if err != nil {
		return Document{}, fmt.Errorf("read page: %w", err)
	}
	found := p.itemsOf(sel)
	if len(p.items) == 0 {
		return Document{}, p.mismatch(sel, found)
	}
	f := p.find(sel)
	doc := p.document()
	for k := range p.items {
		if it := p.item(f, int32(k)); p.isWorth(it, int32(k)) {
			doc.Items = append(doc.Items, it)
		}
	}
	if err := p.judge(sel, found, len(doc.Items)); err != nil {
		return Document{}, err
	}
	doc.Next = p.next(sel.of(keyNext))
	doc.Repairs = p.notes
	return doc, nil
}

// Next returns what Document.Next would be, without reading any item.
func Next(in Input) string {
	sel, err := compile(in.Select)
	if err != nil {
		return ""
	}
	p, err := open(in)
	if err != nil {
		return ""
	}
	return p.next(sel.of(keyNext))
}

// page is a page on its way to items.
type page struct {
	in   Input
	base string // what relative addresses are relative to
	outline
	// items are the elements that are items, in document order.
	items []int32
	// owner is the item that an element belongs to, or one of the below.
	owner []int32
	// got counts the items that have a part, by key; bare those that have
	// neither title nor link, adverts those that were none.
	got           map[string]int
	bare, adverts int
	notes         []string
}

// What an element belongs to besides an item.
const (
	nobody   int32 = -1
	anAdvert int32 = -2
)

func (p *page) note(format string, args ...any) {
	p.notes = append(p.notes, fmt.Sprintf(format, args...))
}

// itemsOf finds the items and what belongs to each. It returns how many
// elements the selector matches, advertisements included.
func (p *page) itemsOf(sel selectors) int {
	var roots []int32
	for _, a := range sel.of(keyItem).paths {
		roots = append(roots, p.match(a, nil)...)
	}
	slices.Sort(roots)
	roots = slices.Compact(roots)
	found := len(roots)
	if len(roots) > maxItems {
		p.note("%d items beyond the first %d left out", len(roots)-maxItems, maxItems)
		roots = roots[:maxItems]
	}
	p.own(roots)
	return found
}

// own sets items and owner: elements belong to the innermost item around them.
func (p *page) own(roots []int32) {
	adverts := p.advertised(roots)
	p.owner = make([]int32, len(p.nodes))
	next := 0
	for i := range p.nodes {
		is := nobody
		if up := p.parent[i]; up >= 0 {
			is = p.owner[up]
		}
		isRoot := next < len(roots) && roots[next] == int32(i)
		if isRoot {
			next++
		}
		switch {
		case is == anAdvert || adverts[int32(i)]:
			is = anAdvert
		case isRoot:
			is = int32(len(p.items))
			p.items = append(p.items, int32(i))
		}
		if isRoot && is == anAdvert {
			p.adverts++
		}
		p.owner[i] = is
	}
	p.skip = map[int32]bool{}
	for _, r := range p.items {
		p.skip[r] = true
	}
	for a := range adverts {
		p.skip[a] = true
	}
}

// document is what the page says of itself.
func (p *page) document() Document {
	d := parse.Document{Format: "page", Link: p.in.URL, Language: p.lang(0)}
	d.Title = escape(clip(p.siteName(), maxLine))
	return Document{Document: d}
}

// item reads item k. What it lacks is empty.
func (p *page) item(f fields, k int32) feeds.Item {
	it := feeds.Item{Language: p.language(p.items[k])}
	title, headline := p.title(f, k)
	it.Link = p.link(f, k, headline)
	it.Published, it.DateText = p.date(f, k)
	it.Image = p.image(f, k)
	it.Categories = p.labels(f, k)
	it.Summary = p.summary(f, k, headline)
	for key, has := range map[string]bool{
		keyTitle: title != "", keyLink: it.Link != "", keyDate: !it.Published.IsZero() || it.DateText != "",
		keySummary: it.Summary != "", keyRegion: len(it.Categories) > 0, keyImage: it.Image.URL != "", keyCredit: it.Image.Credit != "",
	} {
		if has {
			p.got[key]++
		}
	}
	if title == "" && it.Link != "" {
		title = p.linkText(k)
	}
	it.Title = escape(title)
	return it
}

// isWorth reports whether an item can be published. One that only holds others
// is not missed.
func (p *page) isWorth(it feeds.Item, k int32) bool {
	if it.Title != "" || it.Link != "" {
		return true
	}
	if len(p.within(p.items, p.items[k])) == 0 {
		p.bare++
	}
	return false
}
