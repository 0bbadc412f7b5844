package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/gorilla/mux"

	"dateline/feeds"
)

// itemJSON is /items/{uuid}.json: what is published of an item, which sources
// carry it, and why it is where it is. Fields that are empty are left out;
// regions, in and sources never are. Times are RFC 3339 in UTC. Fields may be
// added, never changed.
type itemJSON struct {
	// ID is the item's ID in every feed, URL the address of this document.
	ID  string `json:"id"`
	URL string `json:"url"`
	// GUID is the identifier the first of the sources gives it.
	GUID  string `json:"guid,omitempty"`
	Title string `json:"title,omitempty"`
	Link  string `json:"link,omitempty"`
	// Date orders feeds; Published and Updated are what the source says,
	// Received is when we first saw it, Modified when it last truly changed.
	Date      string `json:"date"`
	Published string `json:"published,omitempty"`
	Updated   string `json:"updated,omitempty"`
	Received  string `json:"received,omitempty"`
	Modified  string `json:"modified,omitempty"`
	Revision  int    `json:"revision,omitempty"`
	Language  string `json:"language,omitempty"`
	Rights    string `json:"rights,omitempty"`
	// Summary and Content are sanitised HTML.
	Summary    string          `json:"summary,omitempty"`
	Content    string          `json:"content,omitempty"`
	Authors    []personJSON    `json:"authors,omitempty"`
	Categories []string        `json:"categories,omitempty"`
	Enclosures []enclosureJSON `json:"enclosures,omitempty"`
	Image      *imageJSON      `json:"image,omitempty"`
	Comments   string          `json:"comments,omitempty"`
	// Regions are those the item is about, the surest first.
	Regions []placementJSON `json:"regions"`
	// In are the slugs of all regions whose feeds hold the item: the ones
	// above and what contains them.
	In      []string      `json:"in"`
	Sources []carrierJSON `json:"sources"`
	// Story is the story that it tells with other items, if it does.
	Story *storyJSON `json:"story,omitempty"`
}

// storyJSON is a story under the ID and address that feeds have. Items are
// those that tell it; an item that is only one of them does not list them.
type storyJSON struct {
	ID    string          `json:"id"`
	URL   string          `json:"url"`
	Items []storyPartJSON `json:"items,omitempty"`
}

type storyPartJSON struct {
	ID  string `json:"id"`
	URL string `json:"url"`
}

type personJSON struct {
	Name  string `json:"name,omitempty"`
	Email string `json:"email,omitempty"`
	URL   string `json:"url,omitempty"`
}

type enclosureJSON struct {
	URL    string `json:"url"`
	Type   string `json:"type,omitempty"`
	Length int64  `json:"length,omitempty"`
	// Duration is in seconds.
	Duration int64  `json:"duration,omitempty"`
	Title    string `json:"title,omitempty"`
}

type imageJSON struct {
	URL    string `json:"url"`
	Credit string `json:"credit,omitempty"`
	Alt    string `json:"alt,omitempty"`
}

// placementJSON is one region with the reasons, all in a sentence and each as
// data.
type placementJSON struct {
	Slug       string         `json:"slug"`
	Name       string         `json:"name"`
	URL        string         `json:"url"`
	Confidence float64        `json:"confidence"`
	Why        string         `json:"why"`
	Evidence   []evidenceJSON `json:"evidence"`
}

// evidenceJSON is one reason: Kind is one of override, dateline, geo, category,
// title, text, source, language and domain.
type evidenceJSON struct {
	Kind   string  `json:"kind"`
	Text   string  `json:"text"`
	Weight float64 `json:"weight"`
}

// carrierJSON is a source of the item, with the item's link and guid there,
// and the source's own version of it.
type carrierJSON struct {
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
	URL  string `json:"url,omitempty"`
	Link string `json:"link,omitempty"`
	GUID string `json:"guid,omitempty"`
	// Item is the source's own item, of those that tell the story.
	Item      string `json:"item,omitempty"`
	Title     string `json:"title,omitempty"`
	Published string `json:"published,omitempty"`
	// Received is when we first saw the version, Changed when it last truly
	// changed.
	Received string `json:"received,omitempty"`
	Changed  string `json:"changed,omitempty"`
	// Revisions are the latest states of the version, the oldest first.
	Revisions []revisionJSON `json:"revisions,omitempty"`
}

// revisionJSON is a state of a version, from At on.
type revisionJSON struct {
	Revision int    `json:"revision"`
	At       string `json:"at"`
	Title    string `json:"title,omitempty"`
}

// item answers /items/{uuid}.json, with 410 if the item was retracted.
func (s *server) item(w http.ResponseWriter, r *http.Request) error {
	id, err := readID(mux.Vars(r)["id"])
	if err != nil {
		return err
	}
	if err := readNothing(r.URL.RawQuery); err != nil {
		return err
	}
	k := key{kind: "item", name: id.String()}
	err = s.publish(w, r, k, feeds.World, func(ctx context.Context) (draft, error) {
		e, err := s.library.Entry(ctx, id)
		if err != nil {
			return draft{}, fmt.Errorf("item %s: %w", id, err)
		}
		return jsonDraft(s.itemJSON(e))
	})
	if gone, ok := errors.AsType[*feeds.RetractedError](err); ok {
		return s.gone(w, r, gone)
	}
	return err
}

func readID(s string) (feeds.ID, error) {
	id, err := feeds.ParseID(s)
	if err != nil {
		return id, notFound(fmt.Sprintf("there is no item %q: an item is named by its UUID", shorten(s)))
	}
	return id, nil
}

func (s *server) itemJSON(e feeds.Entry) itemJSON {
	j := itemJSON{
		ID: e.ID.URN(), URL: s.site.ItemURL(e.ID), Title: e.Title, Link: e.Link,
		Date: stamp(e.Date), Published: stamp(e.Published), Updated: stamp(e.Updated),
		Received: stamp(e.Received), Modified: stamp(e.Modified), Revision: e.Revision,
		Language: e.Language, Rights: e.Rights, Summary: e.Summary, Content: e.Content,
		Comments: e.Comments, Regions: []placementJSON{}, In: s.atlas.Fan(e.Placements), Sources: []carrierJSON{},
	}
	for _, p := range e.Authors {
		j.Authors = append(j.Authors, personJSON(p))
	}
	for _, c := range e.Categories {
		j.Categories = append(j.Categories, label(c))
	}
	for _, m := range e.Enclosures {
		j.Enclosures = append(j.Enclosures, enclosureJSON{m.URL, m.Type, m.Length, int64(m.Duration / time.Second), m.Title})
	}
	if e.Image.URL != "" {
		j.Image = &imageJSON{e.Image.URL, e.Image.Credit, e.Image.Alt}
	}
	for _, p := range s.atlas.Named(e.Placements) {
		j.Regions = append(j.Regions, s.placementJSON(p))
	}
	for _, c := range e.Carriers {
		j.Sources = append(j.Sources, versionJSON(c))
	}
	j.GUID, j.Story = e.GUID, s.storyJSON(e)
	return j
}

func (s *server) storyJSON(e feeds.Entry) *storyJSON {
	if e.Story.IsZero() {
		return nil
	}
	j := &storyJSON{ID: e.Story.URN(), URL: s.site.ItemURL(e.Story)}
	for _, part := range e.Parts {
		j.Items = append(j.Items, storyPartJSON{part.URN(), s.site.ItemURL(part)})
	}
	return j
}

func versionJSON(c feeds.Carrier) carrierJSON {
	j := carrierJSON{
		ID: c.ID, Name: c.Name, URL: c.URL, Link: c.Link, GUID: c.GUID, Title: c.Title,
		Published: stamp(c.Published), Received: stamp(c.Received), Changed: stamp(c.Changed),
	}
	if !c.Item.IsZero() {
		j.Item = c.Item.URN()
	}
	for _, r := range c.Revisions {
		j.Revisions = append(j.Revisions, revisionJSON{r.Number, stamp(r.At), r.Title})
	}
	return j
}

func (s *server) placementJSON(p feeds.Placement) placementJSON {
	j := placementJSON{
		Slug: p.Slug, Name: p.Name, URL: s.site.RegionURL(p.Slug), Confidence: p.Confidence,
		Why: reason(p), Evidence: []evidenceJSON{},
	}
	for _, e := range p.Evidence {
		j.Evidence = append(j.Evidence, evidenceJSON{string(e.Kind), e.Text, e.Weight})
	}
	return j
}

func label(c feeds.Category) string {
	if c.Label != "" {
		return c.Label
	}
	return c.Term
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
