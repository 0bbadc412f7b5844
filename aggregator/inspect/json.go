package inspect

import (
	"encoding/json"
	"io"
	"time"

	"dateline/aggregator/rules"
	"dateline/feeds"
)

// item is the JSON of an item: times in RFC 3339, absent fields left out.
type item struct {
	ID          string      `json:"id"`
	DuplicateOf string      `json:"duplicate_of,omitempty"`
	GUID        string      `json:"guid,omitempty"`
	Title       string      `json:"title,omitempty"`
	Link        string      `json:"link,omitempty"`
	Date        string      `json:"date,omitempty"`
	Published   string      `json:"published,omitempty"`
	Updated     string      `json:"updated,omitempty"`
	Language    string      `json:"language,omitempty"`
	Summary     string      `json:"summary,omitempty"`
	Content     string      `json:"content,omitempty"`
	Authors     []person    `json:"authors,omitempty"`
	Categories  []string    `json:"categories,omitempty"`
	Enclosures  []enclosure `json:"enclosures,omitempty"`
	Image       *image      `json:"image,omitempty"`
	Regions     []region    `json:"regions"`
	Dropped     bool        `json:"dropped,omitempty"`
	Rules       []rule      `json:"rules,omitempty"`
}

type person struct {
	Name  string `json:"name,omitempty"`
	Email string `json:"email,omitempty"`
	URL   string `json:"url,omitempty"`
}

type enclosure struct {
	URL    string `json:"url"`
	Type   string `json:"type,omitempty"`
	Length int64  `json:"length,omitempty"`
}

type image struct {
	URL    string `json:"url"`
	Credit string `json:"credit,omitempty"`
}

type region struct {
	Slug       string     `json:"slug"`
	Name       string     `json:"name"`
	Confidence float64    `json:"confidence"`
	Evidence   []evidence `json:"evidence"`
	Except     []string   `json:"except,omitempty"`
}

type evidence struct {
	Kind   string  `json:"kind"`
	Text   string  `json:"text"`
	Weight float64 `json:"weight"`
}

// rule is what one rule did.
type rule struct {
	Rule   string `json:"rule"`
	Effect string `json:"effect,omitempty"`
	Region string `json:"region,omitempty"`
	Field  string `json:"field,omitempty"`
	From   string `json:"from,omitempty"`
	To     string `json:"to,omitempty"`
	Error  string `json:"error,omitempty"`
}

type summary struct {
	Summary bool     `json:"summary"`
	URL     string   `json:"url"`
	Format  string   `json:"format,omitempty"`
	Items   int      `json:"items"`
	Dropped int      `json:"dropped,omitempty"`
	Repairs []string `json:"repairs,omitempty"`
	Error   string   `json:"error,omitempty"`
}

// printJSON writes an object a line.
func printJSON(w io.Writer, d document, atlas *feeds.Atlas) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	all, again := ids(d)
	now := time.Now()
	for i, it := range d.Items {
		j := toJSON(d.published(it), all[i], now, atlas)
		if again[i] {
			j.DuplicateOf = j.ID
		}
		if d.Rules != nil {
			j.Dropped, j.Rules = d.Rules[i].Dropped, toRules(d.Rules[i])
		}
		if err := enc.Encode(j); err != nil {
			return err
		}
	}
	s := summary{Summary: true, URL: d.url, Format: d.Format, Items: len(d.Items), Dropped: len(d.Items) - len(d.Kept()), Repairs: d.Repairs}
	if d.err != nil {
		s.Error = d.err.Error()
	}
	return enc.Encode(s)
}

func toJSON(it feeds.Item, id feeds.ID, now time.Time, atlas *feeds.Atlas) item {
	date := feeds.Date(now, []feeds.Version{{Item: it}})
	j := item{
		Regions: []region{},
		ID:      id.URN(), GUID: it.GUID, Title: it.Title, Link: it.Link,
		Date: stamp(date), Published: stamp(it.Published), Updated: stamp(it.Updated),
		Language: it.Language, Summary: it.Summary, Content: it.Content,
	}
	for _, p := range it.Authors {
		j.Authors = append(j.Authors, person(p))
	}
	for _, c := range it.Categories {
		j.Categories = append(j.Categories, label(c))
	}
	for _, e := range it.Enclosures {
		j.Enclosures = append(j.Enclosures, enclosure{URL: e.URL, Type: e.Type, Length: e.Length})
	}
	if it.Image.URL != "" {
		j.Image = &image{URL: it.Image.URL, Credit: it.Image.Credit}
	}
	for _, p := range atlas.Named(it.Placements) {
		j.Regions = append(j.Regions, toRegion(p))
	}
	return j
}

func toRegion(p feeds.Placement) region {
	r := region{Slug: p.Slug, Name: p.Name, Confidence: p.Confidence, Evidence: []evidence{}, Except: p.Except}
	for _, e := range p.Evidence {
		r.Evidence = append(r.Evidence, evidence{Kind: string(e.Kind), Text: e.Text, Weight: e.Weight})
	}
	return r
}

func toRules(o rules.Outcome) []rule {
	var all []rule
	for _, s := range o.Steps {
		r := rule{Rule: s.Rule, Effect: string(s.Effect), Region: s.Region, Field: s.Field, From: s.From, To: s.To}
		if s.Err != nil {
			r.Error = s.Err.Error()
		}
		all = append(all, r)
	}
	return all
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
	return t.Format(time.RFC3339)
}
