package clean

import (
	"math"
	"slices"
	"strings"
	"time"

	"dateline/feeds"
)

// Item returns the item as it may be published. base is the address that
// relative ones hang on when the item has no link: that of the feed's site.
func Item(it feeds.Item, base string) feeds.Item {
	it.GUID = mark(it.GUID, maxMark)
	it.Permalink = it.Permalink && it.GUID != ""
	it.DateText = mark(it.DateText, maxMark)
	it.Link = page(at("", base), it.Link)
	p := at(it.Link, base)
	it.Title = shortText(it.Title, maxTitle)
	it.Authors = people(it.Authors, p)
	it.Categories = categories(it.Categories)
	it.Enclosures = enclosures(it.Enclosures, p)
	it.Image = image(it.Image, p)
	it.Comments = page(p, it.Comments)
	it.Language = Language(it.Language)
	it.Rights = shortText(it.Rights, maxNote)
	it.Geo = position(it.Geo)
	it.Spatial = texts(it.Spatial)
	it.Origin = feeds.Origin{Title: shortText(it.Origin.Title, maxName), URL: p.web(it.Origin.URL)}
	it.Extensions = extensions(it.Extensions, p)
	body(&it, p)
	return it
}

// page is the address of a page that readers are sent to. Some feeds escape
// ampersands once too often.
func page(p site, ref string) string {
	return untracked(unwrapped(p.web(strings.ReplaceAll(ref, "&amp;", "&"))))
}

// body cleans the texts, and takes the picture and its credit from them where
// the feed names none.
func body(it *feeds.Item, p site) {
	content, summary := newTree(it.Content, p), newTree(it.Summary, p)
	defer content.free()
	defer summary.free()
	for _, t := range []*tree{content, summary} {
		it.Image = t.illustrate(it.Image)
	}
	for _, t := range []*tree{content, summary} {
		if credit := t.findCredit(it.Image.Credit, it.Image.URL != ""); it.Image.URL != "" {
			it.Image.Credit = credit
		}
	}
	it.Summary, it.Content = settled(it.Title, summary, content)
}

// settled returns the two texts. The one that says more is the content; a
// summary that is the title or the content again says nothing new.
func settled(title string, summary, content *tree) (short, long string) {
	if size := content.nodes[0].size; size > 0 && summary.nodes[0].size > size {
		summary, content = content, summary
	}
	if summary.nodes[0].media == 0 && summary.isText(title) {
		summary.empty()
	}
	if summary.sameText(content) {
		if summary.nodes[0].media > content.nodes[0].media {
			summary, content = content, summary
		}
		summary.empty()
	}
	if long = content.html(maxContent); long == "" {
		return summary.html(maxContent), ""
	}
	return summary.html(maxSummary), long
}

// isText reports whether s is all the text of the fragment.
func (t *tree) isText(s string) bool {
	return s != "" && t.nodes[0].size == visible([]byte(s)) && string(t.allText()) == s
}

// sameText reports whether two fragments that are not empty have equal text.
func (t *tree) sameText(other *tree) bool {
	size := t.nodes[0].size
	return size > 0 && size == other.nodes[0].size && string(t.allText()) == string(other.allText())
}

func (t *tree) allText() []byte { return t.lineText(run{first: t.nodes[0].first}) }

func (t *tree) empty() { t.keepNone(0) }

func categories(list []feeds.Category) []feeds.Category {
	var kept []feeds.Category
	for _, c := range list {
		c.Term, c.Label, c.Scheme = shortText(c.Term, maxName), shortText(c.Label, maxName), reference(c.Scheme)
		if c.Term == "" {
			c.Term = c.Label
		}
		if c.Label == c.Term {
			c.Label = ""
		}
		isKnown := slices.ContainsFunc(kept, func(k feeds.Category) bool { return k.Term == c.Term && k.Scheme == c.Scheme })
		if c.Term != "" && !isKnown && len(kept) < maxCategories {
			kept = append(kept, c)
		}
	}
	return slices.Clip(kept)
}

// reference cleans an address that names something and need not lead anywhere.
func reference(s string) string {
	s = tidy(mark(s, maxAddress))
	if isScript(s) {
		return ""
	}
	return s
}

func enclosures(list []feeds.Enclosure, p site) []feeds.Enclosure {
	var kept []feeds.Enclosure
	for _, e := range list {
		e.URL = p.web(e.URL)
		e.Type, e.Title = mediaType(e.Type), shortText(e.Title, maxTitle)
		e.Length, e.Duration = max(e.Length, 0), min(max(e.Duration, 0), 10_000*time.Hour)
		isKnown := slices.ContainsFunc(kept, func(k feeds.Enclosure) bool { return k.URL == e.URL })
		if e.URL != "" && !isKnown && len(kept) < maxEnclosures {
			kept = append(kept, e)
		}
	}
	return slices.Clip(kept)
}

func image(img feeds.Image, p site) feeds.Image {
	img.URL = p.web(img.URL)
	if img.URL == "" || isPlaceholder(img.URL) || isBeacon(img.URL) {
		return feeds.Image{}
	}
	img.Credit, img.Alt = bareCredit(img.Credit), shortText(img.Alt, maxNote)
	const most = 100_000
	if img.Width < 0 || img.Width > most {
		img.Width = 0
	}
	if img.Height < 0 || img.Height > most {
		img.Height = 0
	}
	return img
}

func position(g *feeds.Geo) *feeds.Geo {
	if g == nil || math.IsNaN(g.Lat) || math.IsNaN(g.Lon) || math.Abs(g.Lat) > 90 || math.Abs(g.Lon) > 180 {
		return nil
	}
	return g
}

// texts cleans a list of names.
func texts(list []string) []string {
	var kept []string
	for _, s := range list {
		if s = shortText(s, maxName); s != "" && !slices.Contains(kept, s) && len(kept) < maxPlaces {
			kept = append(kept, s)
		}
	}
	return slices.Clip(kept)
}
