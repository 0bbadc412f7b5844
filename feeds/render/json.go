package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	gorilla "github.com/gorilla/feeds"

	"dateline/feeds"
)

// jsonHead is a JSON Feed 1.1 without its items. They are written one a line:
// to be read and compared, without the weight of indentation.
type jsonHead struct {
	gorilla.JSONFeed
	Dateline jsonFeedExtra `json:"_dateline"`
}

// jsonFeedExtra is what JSON Feed has no key for.
type jsonFeedExtra struct {
	Region    jsonRegion  `json:"region"`
	Health    *jsonHealth `json:"health,omitempty"`
	Generator string      `json:"generator,omitempty"`
	// Retracted are items that were withdrawn and should be dropped.
	Retracted []jsonRetraction `json:"retracted,omitempty"`
	// Removed are items that are not in this feed, or not any more.
	Removed []jsonRetraction `json:"removed,omitempty"`
	// Since is what to ask with for what comes after this.
	Since string `json:"since,omitempty"`
	// Archive is the month of an archive document.
	Archive string `json:"archive,omitempty"`
}

type jsonRetraction struct {
	ID     string    `json:"id"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason,omitempty"`
}

type jsonRegion struct {
	Slug string `json:"slug"`
	Name string `json:"name"`
	Kind string `json:"kind,omitempty"`
}

type jsonHealth struct {
	Status string `json:"status"`
	// Failing are the IDs of sources.
	Failing []string `json:"failing,omitempty"`
}

// jsonItem adds to gorilla's item what it lacks, and replaces what it has
// wrong: attachments.
type jsonItem struct {
	gorilla.JSONItem
	Language    string           `json:"language,omitempty"`
	Attachments []jsonAttachment `json:"attachments,omitempty"`
	Podcast     *jsonPodcast     `json:"_podcast,omitempty"`
	Dateline    jsonExtra        `json:"_dateline"`
}

type jsonAttachment struct {
	URL      string `json:"url"`
	MIMEType string `json:"mime_type"`
	Title    string `json:"title,omitempty"`
	Size     int64  `json:"size_in_bytes,omitempty"`
	Duration int64  `json:"duration_in_seconds,omitempty"`
}

// jsonItems writes the items of JSON Feed 1.1 (www.jsonfeed.org/version/1.1).
func jsonItems(p *page) (*bytes.Buffer, error) {
	out := bytes.NewBuffer(borrow(sizeOf(p)))
	enc := encoderTo(out)
	for i := range p.items {
		if i > 0 {
			out.Truncate(out.Len() - len("\n"))
			out.WriteByte(',')
		}
		out.WriteByte('\n')
		if err := p.items[i].json(enc, out); err != nil {
			return nil, fmt.Errorf("render json: item %s: %w", p.items[i].id, err)
		}
	}
	return out, nil
}

func encoderTo(out *bytes.Buffer) *json.Encoder {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return enc
}

// jsonFeed returns the feed with these items.
func jsonFeed(p page, items *bytes.Buffer) ([]byte, error) {
	var head bytes.Buffer
	if err := encoderTo(&head).Encode(headOf(p)); err != nil {
		return nil, fmt.Errorf("render json: %w", err)
	}
	head.Truncate(head.Len() - len("}\n"))
	head.WriteString(",\n\"items\":[")
	body := bytes.Join([][]byte{head.Bytes(), items.Bytes(), []byte("]}\n")}, nil) // unlike slices.Concat it does not clear it first
	giveBack(items.Bytes())
	return body, nil
}

func headOf(p page) jsonHead {
	h := jsonHead{
		JSONFeed: gorilla.JSONFeed{
			Version: "https://jsonfeed.org/version/1.1", Title: p.title, Language: p.language, HomePageUrl: p.home,
			FeedUrl: p.self, Description: p.description, Authors: []*gorilla.JSONAuthor{jsonAuthor(p.publisher)},
		},
		Dateline: jsonFeedExtra{
			Region:    jsonRegion{line(p.region.Slug), line(p.region.Name), line(string(p.region.Kind))},
			Since:     p.since,
			Archive:   p.month,
			Generator: p.program(),
		},
	}
	for _, l := range p.links {
		switch l.Rel {
		case "next", "prev-archive":
			if l.Rel == "next" || p.month != "" {
				h.NextUrl = l.URL
			}
		case "hub":
			h.Hubs = append(h.Hubs, &gorilla.JSONHub{Type: "WebSub", Url: l.URL})
		}
	}
	if status := p.health.Status(); status != "" {
		h.Dateline.Health = &jsonHealth{status, lines(p.health.Failing)}
	}
	h.Dateline.Retracted, h.Dateline.Removed = jsonRetractions(p.retracted), jsonRetractions(p.removed)
	return h
}

func jsonRetractions(list []retraction) []jsonRetraction {
	var all []jsonRetraction
	for _, r := range list {
		all = append(all, jsonRetraction{r.id, r.at, r.reason})
	}
	return all
}

// json writes the item and a line feed.
func (it *item) json(enc *json.Encoder, out *bytes.Buffer) error {
	j := jsonItem{
		JSONItem: gorilla.JSONItem{
			Id: it.id, Url: it.link, Title: it.title, Image: it.picture.url, Tags: it.tags(),
			PublishedDate: unlessZeroTime(it.published), ModifiedDate: unlessZeroTime(it.modified),
		},
		Language: it.language, Podcast: it.podcast(), Dateline: it.extra(),
	}
	switch {
	case it.content != "":
		j.ContentHTML, j.Summary = it.content, plain(it.summary)
	case it.summary != "":
		j.ContentHTML = it.summary
	default:
		j.ContentText = it.name
	}
	for _, a := range it.authors {
		j.Authors = append(j.Authors, jsonAuthor(a))
	}
	for _, f := range it.files {
		j.Attachments = append(j.Attachments, jsonAttachment{f.url, f.kind, f.title, f.length, f.seconds})
	}
	if err := enc.Encode(j); err != nil {
		return err
	}
	return it.ownKeys(out)
}

// tags are the names of all topics, each once.
func (it *item) tags() []string {
	var tags []string
	for _, t := range it.topics {
		if !slices.Contains(tags, t.label) {
			tags = append(tags, t.label)
		}
	}
	return tags
}

// mailEscapes are for what would end a mail address in a link.
var mailEscapes = strings.NewReplacer("?", "%3F", "#", "%23")

func jsonAuthor(a author) *gorilla.JSONAuthor {
	link := a.url
	if link == "" && a.mail != "" {
		link = "mailto:" + mailEscapes.Replace(escapeAddress(a.mail))
	}
	return &gorilla.JSONAuthor{Name: a.name, Url: link}
}

func unlessZeroTime(t time.Time) *time.Time {
	if t.IsZero() || t.Equal(Epoch) {
		return nil
	}
	return &t
}

func lines(list []string) []string {
	var out []string
	for _, s := range list {
		out = append(out, line(s))
	}
	return out
}

// Item renders the first entry of a channel as an item of a JSON Feed, on one
// line without its end. It is nil if the entry cannot be published.
func Item(channel feeds.Channel) ([]byte, error) {
	p, _, err := compose(channel, feeds.JSON)
	if err != nil || len(p.items) == 0 {
		return nil, err
	}
	var out bytes.Buffer
	if err := p.items[0].json(encoderTo(&out), &out); err != nil {
		return nil, fmt.Errorf("render item %s: %w", p.items[0].id, err)
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}
