package press

import (
	"strconv"
	"time"

	"dateline/feeds"
)

// Source is the configured source with this number.
func Source(n int, url string) feeds.Source {
	return feeds.Source{ID: "source" + strconv.Itoa(n), URL: url, Name: "Source " + strconv.Itoa(n)}
}

// Item is an article of some size bytes as it is stored: cleaned and placed.
func (p *Press) Item(source, n, size int) feeds.Item {
	a := p.Article(source, n, size)
	it := feeds.Item{
		GUID: a.GUID, Link: a.Link, Title: a.Title, Summary: a.Summary, Content: a.HTML, Language: a.Language,
		Authors:    []feeds.Person{{Name: "Desk " + strconv.Itoa(n%7)}},
		Categories: []feeds.Category{{Term: a.Topic}},
		Published:  a.Published,
	}
	if a.Country.Slug != "" {
		it.Placements = []feeds.Placement{{Slug: a.Country.Slug, Confidence: 0.95, Evidence: []feeds.Evidence{
			{Kind: feeds.ByDateline, Text: a.Country.Name, Weight: 0.95},
		}}}
	}
	return it
}

// Visit is what a visit to a source finds when its articles from up to but not
// including to are new.
func (p *Press) Visit(source, from, to, size int) feeds.Visit {
	v := feeds.Visit{Source: Source(source, ""), At: p.at(to)}
	v.Source.URL = "https://source" + strconv.Itoa(source) + ".example.org/feed"
	for n := to - 1; n >= from; n-- {
		v.Items = append(v.Items, p.Item(source, n, size))
	}
	v.State = feeds.State{Visited: v.At, Succeeded: v.At, Next: v.At.Add(time.Hour), Status: 200, Title: v.Source.Name}
	return v
}

// late is how long after an article a filled store has it: long enough that what
// is older than that is compared with nothing, as what came long ago is not any
// more.
const late = 8 * 24 * time.Hour

// at is when the articles before n have all come.
func (p *Press) at(n int) time.Time {
	at := p.epoch.Add(time.Duration(n)*p.step + late)
	if at.After(p.end) {
		return p.end
	}
	return at
}
