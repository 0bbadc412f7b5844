package render_test

import (
	"time"

	"dateline/feeds"
)

// day is when the newest story of the test channels was modified.
var day = time.Date(2026, 11, 2, 8, 30, 15, 500, time.UTC)

var site = feeds.Site{Title: "Example Wire", BaseURL: "https://feeds.example.org/news", Contact: "news@example.org", Generator: "Dateline", Version: "1.2.3"}

// cases are the channels with golden files.
var cases = map[string]feeds.Channel{
	"full": full(), "empty": empty(), "relative": relative(), "invalid": invalid(), "unknown": unknown(), "podcast": podcast(),
}

func channel(slug string, entries ...feeds.Entry) feeds.Channel {
	region, _ := feeds.Builtin().Region(slug)
	page := feeds.Page{Entries: entries}
	if len(entries) > 0 {
		page.Head = feeds.Head{Seq: 7, Modified: day}
	}
	return feeds.NewChannel(site, feeds.Builtin(), region, page, "")
}

// entry publishes an item carried by one source.
func entry(it feeds.Item) feeds.Entry {
	source := feeds.Source{ID: "straits", Name: "Straits Desk", URL: "https://straits.example/feed", Home: "https://straits.example/"}
	v := feeds.Version{Source: source, Item: it, Received: day, Revision: 1}
	return feeds.Publish(feeds.Identify(it, source.ID, source.Home), []feeds.Version{v})
}

func empty() feeds.Channel { return channel("antarctica") }

func full() feeds.Channel {
	it := feeds.Item{
		GUID: "s-1 & <co>", Link: "https://straits.example/ferry?a=1&b=2", Title: "Ferry & bridge: what <b> costs at 5 > 4",
		Summary: "<p>The ferry sails <em>again</em>.</p>",
		Content: `<p>The ferry to Langkawi sails <em>again</em> &amp; takes bicycles.</p><p><a href="https://straits.example/map?x=1&amp;y=2">Map</a></p>`,
		Authors: []feeds.Person{
			{Name: "Harbour Desk", Email: "desk@straits.example", URL: "https://straits.example/desk"}, {Name: "Night Desk"},
		},
		Categories: []feeds.Category{
			{Term: "Transport"}, {Term: "int.sea", Scheme: "https://straits.example/topics/", Label: "Sea & coast"}, {Term: "Malaysia"},
		},
		Published: day.Add(-time.Hour), Updated: day,
		Enclosures: []feeds.Enclosure{
			{URL: "https://straits.example/horn.mp3", Type: "audio/mpeg", Length: 3 << 30, Duration: 61 * time.Second, Title: "The horn"},
			{URL: "https://straits.example/timetable.pdf"},
			{URL: "https://straits.example/timetable.pdf", Type: "application/pdf"},
			{URL: "https://straits.example/model", Type: "model"},
		},
		Image:    feeds.Image{URL: "https://straits.example/ferry.jpg", Credit: "Straits Desk/Pool", Alt: `The "Langkawi" ferry`, Width: 1200, Height: 800},
		Comments: "https://straits.example/ferry#comments", Language: "en-MY", Rights: "© 2026 Straits Desk",
		Geo: &feeds.Geo{Lat: 6.35, Lon: 99.8}, Spatial: []string{"Langkawi"},
		Origin: feeds.Origin{Title: "Port Bulletin", URL: "https://port.example/rss"},
		Extensions: []feeds.Element{
			{Space: "http://purl.org/dc/elements/1.1/", Prefix: "dc", Name: "creator", Text: "Harbour Desk"},
			{Space: "http://purl.org/dc/elements/1.1/", Prefix: "dc", Name: "publisher", Text: "Straits & Co"},
			{Space: "http://purl.org/rss/1.0/modules/content/", Prefix: "content", Name: "encoded", Text: "<p>once more</p>"},
			{Space: "http://www.georss.org/georss", Prefix: "georss", Name: "point", Text: "6.35 99.8"},
			{Space: "http://www.georss.org/georss", Prefix: "georss", Name: "line", Text: "6.35 99.8 6.3 100.1"},
			{Space: "http://purl.org/dc/terms/", Prefix: "dcterms", Name: "modified", Text: "2026-11-02"},
			{Space: "http://purl.org/dc/terms/", Prefix: "dcterms", Name: "spatial", Text: "Langkawi"},
			{Space: "http://search.yahoo.com/mrss/", Prefix: "media", Name: "thumbnail", Attrs: attrs("url", "https://straits.example/ferry.jpg", "width", "1200")},
			{Space: "http://www.w3.org/2005/Atom", Prefix: "atom", Name: "link", Attrs: attrs("rel", "self", "href", "https://straits.example/feed")},
			{Space: "http://backend.userland.com/creativeCommonsRssModule", Prefix: "creativeCommons", Name: "license", Text: "https://creativecommons.org/licenses/by/4.0/"},
		},
		Placements: []feeds.Placement{
			{Slug: "malaysia", Confidence: 0.95, Evidence: []feeds.Evidence{{Kind: feeds.ByDateline, Text: "LANGKAWI", Weight: 0.95}}},
			{Slug: "cote-divoire", Confidence: 1.0 / 3, Evidence: []feeds.Evidence{{Kind: feeds.ByText, Text: "Abidjan", Weight: 1.0 / 3}}},
		},
	}
	first := entry(it)
	first.Carriers = append(first.Carriers,
		feeds.Carrier{ID: "paris", Name: "Paris Desk", URL: "https://paris.example/atom", Link: "http://www.straits.example/ferry?a=1&b=2", GUID: "tag:paris.example,2026:1"},
		feeds.Carrier{ID: "https://oslo.example/rss", URL: "https://oslo.example/rss", Home: "https://oslo.example/", Link: "https://oslo.example/ferge"})
	first.Modified = day.Truncate(time.Second)
	second := entry(feeds.Item{
		GUID: "s-2", Link: "https://straits.example/feri", Title: "Feri ke Langkawi", Content: "<p>Feri itu belayar semula.</p>",
		Authors: []feeds.Person{{Name: "Meja Pelabuhan", Email: "meja@straits.example"}}, Language: "ms", Published: day.Add(-2 * time.Hour),
		Placements: []feeds.Placement{{Slug: "malaysia", Confidence: 0.7}},
	})
	c := channel("malaysia", first, second)
	c.Health.Failing = []string{"paris"}
	c.Retracted = []feeds.Retraction{
		{ID: feeds.ID{15: 9}, At: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC), Reason: "Names the wrong <person> & firm"}, {ID: feeds.ID{15: 8}, At: time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)},
	}
	c.Query = "topic=sea&topic=-fog"
	return c
}

func attrs(pairs ...string) []feeds.Attr {
	var list []feeds.Attr
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, feeds.Attr{Name: pairs[i], Value: pairs[i+1]})
	}
	return list
}

// relative has addresses that lead nowhere by themselves.
func relative() feeds.Channel {
	e := entry(feeds.Item{
		GUID: "r-1", Link: "/ferry", Title: "A link without a host", Summary: "<p>The text is still worth reading.</p>",
		Authors:    []feeds.Person{{Name: "Harbour Desk", URL: "about.html"}},
		Categories: []feeds.Category{{Term: "sea", Scheme: "topics/"}},
		Enclosures: []feeds.Enclosure{{URL: "horn.mp3", Type: "audio/mpeg"}, {URL: "//straits.example/horn.mp3"}},
		Image:      feeds.Image{URL: "../ferry.jpg"}, Comments: "#comments", Published: day, Origin: feeds.Origin{Title: "Port Bulletin", URL: "rss.xml"},
		Extensions: []feeds.Element{
			{Space: "http://search.yahoo.com/mrss/", Name: "thumbnail", Attrs: attrs("url", "small.jpg")},
			{Space: "http://wellformedweb.org/CommentAPI/", Name: "commentRss", Text: "comments.rss"},
		},
	})
	e.Carriers[0].URL, e.Carriers[0].Home = "./feed.xml", ""
	return channel("malaysia", e)
}

// invalid has everything wrong that a string can have.
func invalid() feeds.Channel {
	bad := "a\x00b\x1b\x7fc\xffd\uFFFEe\u0092s ]]> &amp; <script>alert(1)</script> \u202e\U0001FFFFend"
	hostile := feeds.Item{
		GUID: bad, Link: "javascript:alert(1)", Title: "  " + bad + "\r\n" + bad, Summary: "<p>" + bad + "]]", Content: bad + "]]>]]&gt;",
		Authors: []feeds.Person{
			{Name: bad, Email: "not a mail"}, {Email: "<x@y>"}, {}, {Email: "desk@straits.example"}, {URL: "javascript:alert(1)"},
		},
		Categories: []feeds.Category{{Term: bad, Scheme: "not a\x00 uri"}, {}, {Label: " "}, {Term: "x", Scheme: "javascript:alert(1)", Label: "<i>x</i>"}},
		Published:  time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC), Updated: time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC),
		Enclosures: []feeds.Enclosure{
			{URL: "data:text/html,x"},
			{URL: "https://straits.example/no-type", Length: -1},
			{URL: "https://straits.example/a b.mp3?x={1}|^", Type: "au dio"},
			{URL: "https://localhost/x.mp3", Type: "audio/mpeg"},
			{URL: "https://user:secret@straits.example/p.mp3"},
		},
		Image:    feeds.Image{URL: "https://straits.example/ä.png#a#b", Credit: bad, Width: -5, Height: 1 << 40},
		Comments: "mailto:desk@straits.example", Language: "klingon", Rights: bad, Geo: &feeds.Geo{Lat: 91, Lon: 0},
		Origin:     feeds.Origin{Title: bad, URL: "http://[::1]/"},
		Placements: []feeds.Placement{{Slug: "malaysia", Confidence: 7}, {Slug: "atlantis", Confidence: 1}},
	}
	e := entry(hostile)
	e.Date, e.Modified, e.Received = hostile.Published, hostile.Updated, time.Time{}
	e.Carriers = append(e.Carriers, feeds.Carrier{ID: "https://u:p@x.example/rss", Name: bad, URL: "https://u:p@x.example/rss", Link: bad, GUID: bad})
	nothing := entry(feeds.Item{GUID: "nothing", Title: "\x00 \t", Link: "javascript:void(0)"})
	untitled := entry(feeds.Item{GUID: "untitled", Content: "<p>A text without a title, about <b>the sea</b>.</p>", Published: day})
	textless := entry(feeds.Item{GUID: "textless", Title: "A title without a text", Language: "EN_us", Published: day})
	file := entry(feeds.Item{GUID: "file", Enclosures: []feeds.Enclosure{{URL: "https://straits.example/a/horn.mp3"}}, Published: day})
	c := channel("malaysia", e, feeds.Entry{Item: feeds.Item{Title: "no id"}}, nothing, untitled, textless, untitled, file)
	c.Title, c.Description, c.Health.Failing = bad, bad, []string{bad}
	c.Retracted = []feeds.Retraction{{At: day, Reason: bad}, {Reason: "no date"}}
	return c
}
