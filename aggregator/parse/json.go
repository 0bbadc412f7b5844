package parse

import (
	"bytes"
	stdjson "encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"dateline/aggregator/parse/address"
	"dateline/aggregator/parse/markup"
	"dateline/aggregator/parse/repair"
	"dateline/feeds"

	"github.com/mmcdole/gofeed/json"
)

// readJSON reads JSON Feed. Fields of a wrong type are put right or left out
// before gofeed sees them, since it would refuse the feed.
func readJSON(text []byte, in Input) (Document, error) {
	fixed, err := repair.JSON(text)
	if err != nil {
		return Document{}, fmt.Errorf("%w: %w", ErrNotAFeed, err)
	}
	original, err := read(fixed.Doc)
	if err != nil {
		return Document{}, fmt.Errorf("%w: %w", ErrNotAFeed, err)
	}
	f, ok := original.(*json.Feed)
	if !ok || len(f.Items) != len(fixed.Objects) {
		return Document{}, ErrNotAFeed // unreachable: repair makes both from one list
	}
	c := converter{in: in}
	doc := Document{
		Format: "json", Title: markup.Escape(f.Title), Description: markup.Escape(f.Description), Language: markup.LanguageTag(f.Language),
		Self: address.Web(in.URL, f.FeedURL), Repairs: fixed.Repairs,
	}
	doc.Link = c.site(f.HomePageURL)
	var hubs []struct{ URL string }
	if stdjson.Unmarshal(fixed.Object["hubs"], &hubs) == nil {
		for _, h := range hubs {
			doc.Hubs = c.addHub(doc.Hubs, h.URL)
		}
	}
	for i, it := range f.Items {
		doc.Items = append(doc.Items, c.jsonItem(it, fixed.Objects[i], &fixed.Items[i], f))
	}
	return doc, nil
}

func (c *converter) jsonItem(j *json.Item, raw repair.Object, n *repair.Note, f *json.Feed) feeds.Item {
	it := feeds.Item{
		GUID: strings.TrimSpace(j.ID), Title: markup.Escape(n.Text(j.Title)), Summary: markup.Escape(n.Text(j.Summary)), Language: markup.LanguageTag(j.Language),
		Link:       firstOf(address.Web(c.base, j.URL), address.Web(c.base, j.ExternalURL)),
		Content:    firstOf(n.Text(j.ContentHTML), paragraphs(n.Text(j.ContentText))),
		Extensions: members(raw),
	}
	it.Permalink = it.GUID != "" && it.GUID == j.URL
	if it.Link == "" {
		it.Link = address.Web("", it.GUID)
	}
	it.Authors = c.jsonAuthors(j.Authors, j.Author)
	if len(it.Authors) == 0 {
		it.Authors = c.jsonAuthors(f.Authors, f.Author)
	}
	var cs categories
	for _, tag := range j.Tags {
		cs.add(feeds.Category{Term: tag})
	}
	it.Categories = cs
	c.dates(&it, j.DatePublished, j.DateModified)
	m := media{base: c.base}
	m.image(feeds.Image{URL: j.Image}, byItem)
	m.image(feeds.Image{URL: j.BannerImage}, byContent)
	if j.Attachments != nil {
		for _, a := range *j.Attachments {
			m.file(feeds.Enclosure{
				URL: a.URL, Type: a.MimeType, Title: a.Title, Length: max(a.SizeInBytes, 0),
				Duration: time.Duration(min(max(a.DurationInSeconds, 0), 1e7)) * time.Second,
			})
		}
	}
	it.Enclosures, it.Image = m.files, m.best("")
	return it
}

func (c *converter) jsonAuthors(list []*json.Author, one *json.Author) []feeds.Person {
	var ps people
	for _, a := range append(slices.Clone(list), one) {
		if a == nil {
			continue
		}
		p := feeds.Person{Name: a.Name, URL: address.Web(c.base, a.URL)}
		if mail, ok := strings.CutPrefix(a.URL, "mailto:"); ok {
			p.Email = mail
		}
		ps.add(p)
	}
	return ps
}

// members are the members whose names begin with "_" (JSON Feed 1.1,
// section Extensions). They have no namespace; the text is the value as JSON.
func members(o repair.Object) []feeds.Element {
	var list []feeds.Element
	for _, name := range slices.Sorted(maps.Keys(o)) {
		if !strings.HasPrefix(name, "_") {
			continue
		}
		var value bytes.Buffer
		if stdjson.Compact(&value, o[name]) == nil {
			list = append(list, feeds.Element{Name: name, Text: value.String()})
		}
	}
	return list
}
