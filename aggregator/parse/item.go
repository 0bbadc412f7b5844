package parse

import (
	"strings"

	"dateline/aggregator/parse/date"
	"dateline/aggregator/parse/markup"
	"dateline/aggregator/parse/repair"
	"dateline/feeds"
)

// item begins an item with what the note has in every XML format.
func (c *converter) item(n *repair.Note) feeds.Item {
	x := extensions(n.Extensions)
	it := feeds.Item{
		Language: n.Lang, Rights: firstOf(x.text(markup.DCSpace, "rights"), x.text(markup.DCTermsSpace, "rights")),
		Geo: x.position(), Spatial: x.places(), Extensions: n.Extensions,
	}
	if own := markup.LanguageTag(x.text(markup.DCSpace, "language")); own != "" {
		it.Language = own
	}
	return it
}

// complete fills in text that only extensions have, and puts the longer text
// where it belongs.
func (c *converter) complete(it *feeds.Item, x extensions) {
	if it.Summary == "" {
		it.Summary = firstOf(asHTML(firstOf(x.text(markup.DCSpace, "description"), x.text(markup.ITunesSpace, "summary", "subtitle"),
			x.text(markup.DCTermsSpace, "abstract"), x.text(markup.AtomSpace, "summary"))), mediaDescription(x))
	}
	if it.Content != "" && len(it.Summary) > len(it.Content) {
		it.Summary, it.Content = it.Content, it.Summary
	}
}

// mediaDescription is the text of a video, where there is no other.
func mediaDescription(x extensions) string {
	for e := range x.all(markup.MediaSpace, "description") {
		return describedBy(e)
	}
	for e := range x.all(markup.MediaSpace, "group") {
		for d := range inner(e).all(markup.MediaSpace, "description") {
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
	for _, space := range []string{markup.DCSpace, markup.ITunesSpace, markup.MediaSpace} {
		if t := x.text(space, "title"); t != "" {
			return asHTML(t)
		}
	}
	for e := range x.all(markup.MediaSpace, "group") {
		if t := inner(e).text(markup.MediaSpace, "title"); t != "" {
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
