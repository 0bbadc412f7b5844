package parse

import (
	"strings"

	"dateline/aggregator/parse/date"
	"dateline/feeds"
)

// item begins an item with what the note has in every XML format.
func (c *converter) item(n *note) feeds.Item {
	x := extensions(n.extensions)
	it := feeds.Item{
		Language: n.lang, Rights: firstOf(x.text(dcSpace, "rights"), x.text(dctermsSpace, "rights")),
		Geo: x.position(), Spatial: x.places(), Extensions: n.extensions,
	}
	if own := languageTag(x.text(dcSpace, "language")); own != "" {
		it.Language = own
	}
	return it
}

// complete fills in text that only extensions have, and puts the longer text
// where it belongs.
func (c *converter) complete(it *feeds.Item, x extensions) {
	if it.Summary == "" {
		it.Summary = firstOf(asHTML(firstOf(x.text(dcSpace, "description"), x.text(itunesSpace, "summary", "subtitle"),
			x.text(dctermsSpace, "abstract"), x.text(atomSpace, "summary"))), mediaDescription(x))
	}
	if it.Content != "" && len(it.Summary) > len(it.Content) {
		it.Summary, it.Content = it.Content, it.Summary
	}
}

// mediaDescription is the text of a video, where there is no other.
func mediaDescription(x extensions) string {
	for e := range x.all(mediaSpace, "description") {
		return describedBy(e)
	}
	for e := range x.all(mediaSpace, "group") {
		for d := range inner(e).all(mediaSpace, "description") {
			return describedBy(d)
		}
	}
	return ""
}

func describedBy(e feeds.Element) string {
	if attr(e, "type") == "html" {
		return e.Text
	}
	return asHTML(e.Text)
}

// asHTML makes HTML of text that may be it already.
func asHTML(text string) string {
	if looksLikeHTML(text) {
		return text
	}
	return paragraphs(text)
}

// title is what extensions call an item that has no title of its own.
func (x extensions) title() string {
	for _, space := range []string{dcSpace, itunesSpace, mediaSpace} {
		if t := x.text(space, "title"); t != "" {
			return asHTML(t)
		}
	}
	for e := range x.all(mediaSpace, "group") {
		if t := inner(e).text(mediaSpace, "title"); t != "" {
			return asHTML(t)
		}
	}
	return ""
}

// dates reads what the item says of its time. What cannot be read is kept as
// text. An item that says only when it was updated was published then.
func (c *converter) dates(it *feeds.Item, published, updated string) {
	it.Published, _ = date.Read(published, c.in.Timezone)
	it.Updated, _ = date.Read(updated, c.in.Timezone)
	if it.Published.IsZero() {
		it.DateText = strings.TrimSpace(published)
		it.Published = it.Updated
	}
	if it.Published.IsZero() {
		it.DateText = firstOf(it.DateText, strings.TrimSpace(updated))
	}
}
