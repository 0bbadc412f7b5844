package render_test

import (
	"html"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/feeds/render"
)

// FuzzFeed puts any strings anywhere: all formats are well-formed, and give
// back the same ids and titles.
func FuzzFeed(f *testing.F) {
	f.Fuzz(func(t *testing.T, a, b, c string, n int64) {
		channel := fuzzed(a, b, c, n)
		var want []string
		for _, format := range feeds.Formats() {
			result, err := render.Feed(channel, format)
			must(t, err)
			if format != feeds.JSON {
				wellFormed(t, result.Body)
			}
			stories := read(t, format, result.Body)
			if len(stories)+len(result.Skipped) != len(channel.Entries) {
				t.Fatalf("%s: %d items and %d skipped of %d", format, len(stories), len(result.Skipped), len(channel.Entries))
			}
			var got []string
			for _, s := range stories {
				title := s.Title
				if format == feeds.Atom && strings.Contains(title, "&lt;/") {
					title = html.UnescapeString(title)
				}
				if render.Line(a) == "" {
					title = "" // formats differ in what they call untitled items
				}
				got = append(got, s.ID, title)
			}
			if want == nil {
				want = got
			}
			if strings.Join(got, "\n") != strings.Join(want, "\n") {
				t.Errorf("%s has %q, rss %q", format, got, want)
			}
		}
	})
}

func fuzzed(a, b, c string, n int64) feeds.Channel {
	inner := feeds.Element{Space: b, Prefix: c, Name: a, Text: b, Attrs: []feeds.Attr{{Name: c, Value: a}, {Space: a, Name: b, Value: c}}}
	element := feeds.Element{Space: a, Prefix: b, Name: c, Text: a, Attrs: []feeds.Attr{{Name: a, Value: b}}, Children: []feeds.Element{inner}}
	it := feeds.Item{
		GUID: c, Link: b, Title: a, Summary: b, Content: c, Comments: a, Language: b, Rights: c, DateText: a,
		Authors: []feeds.Person{{Name: a, Email: b, URL: c}}, Categories: []feeds.Category{{Term: a, Scheme: b, Label: c}},
		Published: time.Unix(n, 0), Updated: time.Unix(-n, 0),
		Enclosures: []feeds.Enclosure{{URL: a, Type: b, Title: c, Length: n, Duration: time.Duration(n)}, {URL: "https://a.example/" + a, Type: c, Length: -n}},
		Image:      feeds.Image{URL: c, Credit: b, Alt: a, Width: int(n), Height: int(-n)}, Geo: &feeds.Geo{Lat: float64(n), Lon: 1 / float64(n)},
		Origin: feeds.Origin{Title: b, URL: a}, Extensions: []feeds.Element{element, inner, {Name: a, Text: b}, {Space: itunesSpace, Name: b, Text: c}},
		Placements: []feeds.Placement{{Slug: "malaysia", Confidence: float64(n)}},
	}
	for _, name := range []string{"content", "thumbnail", "group", "credit", a} {
		e := element
		e.Space, e.Name = mediaSpace, name
		it.Extensions = append(it.Extensions, e)
	}
	e := entry(it)
	e.Carriers = append(e.Carriers, feeds.Carrier{ID: a, Name: b, URL: c, Link: a, GUID: b, Home: c})
	channel := channel("world", e, entry(feeds.Item{GUID: "second " + a, Title: a, Content: "<p>text</p>"}))
	channel.Title, channel.Description, channel.Site.Title, channel.Health.Failing = a, b, c, []string{c}
	return channel
}
