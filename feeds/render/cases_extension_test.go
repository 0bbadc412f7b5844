package render_test

import (
	"time"

	"dateline/feeds"
)

const (
	mediaSpace   = "http://search.yahoo.com/mrss/"
	itunesSpace  = "http://www.itunes.com/dtds/podcast-1.0.dtd"
	podcastSpace = "https://podcastindex.org/namespace/1.0"
)

// unknown has elements of vocabularies that we do not know, or that validators
// know and refuse.
func unknown() feeds.Channel {
	first := entry(feeds.Item{
		GUID: "u-1", Link: "https://straits.example/u1", Title: "Extensions of all sorts", Summary: "<p>Weather.</p>", Published: day,
		Extensions: []feeds.Element{
			{
				Space: "https://weather.example/ns", Prefix: "w", Name: "forecast", Attrs: append(attrs("unit", "°C", "unit", "K", "on click", "x", "href", "javascript:alert(1)"),
					feeds.Attr{Space: "http://www.w3.org/XML/1998/namespace", Name: "lang", Value: "en_gb"},
					feeds.Attr{Space: "http://www.w3.org/XML/1998/namespace", Name: "base", Value: "x/"},
					feeds.Attr{Space: "https://units.example/ns", Name: "of", Value: "day"}),
				Text: "mild & <wet>", Children: []feeds.Element{
					{Space: "https://weather.example/ns", Prefix: "w", Name: "wind", Text: "5"},
					{Name: "bare", Text: "no namespace"},
					{Space: "https://tides.example/ns#", Prefix: "t", Name: "high"},
				},
			},
			{Space: "https://tides.example/ns#", Prefix: "media", Name: "low", Text: "a prefix of somebody else"},
			{Space: "https://moon.example/ns", Prefix: "w", Name: "phase", Text: "the same prefix for another namespace"},
			{Space: "not an address", Prefix: "x", Name: "lost"},
			{Space: "https://x.example/", Name: "1 bad name"},
			{Name: "bare", Text: "no namespace at all"},
			{Space: "HTTP://search.yahoo.com/mrss", Prefix: "m", Name: "keywords", Text: "a near miss of a namespace"},
			{Space: mediaSpace, Prefix: "media", Name: "community", Children: []feeds.Element{{Space: mediaSpace, Name: "statistics", Attrs: attrs("views", "5")}}},
			{Space: mediaSpace, Prefix: "media", Name: "group", Children: []feeds.Element{
				{Space: mediaSpace, Name: "title", Text: "Another title"},
				{Space: mediaSpace, Name: "content", Attrs: attrs("url", "https://straits.example/v.mp4", "type", "video/mp4", "medium", "hologram", "duration", "5m")},
			}},
			{Space: mediaSpace, Prefix: "media", Name: "group", Children: []feeds.Element{
				{Space: mediaSpace, Name: "content", Attrs: attrs("url", "https://straits.example/small.mp4", "height", "240")},
				{Space: mediaSpace, Name: "content", Attrs: attrs("url", "https://straits.example/large.mp4", "height", "-1"), Children: []feeds.Element{
					{Space: mediaSpace, Name: "credit", Attrs: attrs("role", "wizard"), Text: "Straits Desk"},
				}},
				{Space: mediaSpace, Name: "restriction", Attrs: attrs("relationship", "allow", "type", "country"), Text: "my sg"},
			}},
			{Space: "http://purl.org/rss/1.0/modules/slash/", Prefix: "slash", Name: "comments", Text: "12"},
			{Space: "http://purl.org/rss/1.0/modules/slash/", Prefix: "slash", Name: "comments", Text: "13"},
			{Space: "http://purl.org/rss/1.0/modules/syndication/", Prefix: "sy", Name: "updatePeriod", Text: "hourly"},
			{Space: "http://www.w3.org/1999/xhtml", Prefix: "xhtml", Name: "body", Text: "x"},
			{Space: "http://www.w3.org/2005/Atom", Prefix: "atom", Name: "link", Attrs: attrs("rel", "related", "href", "https://sea.example/", "title", "The sea")},
		},
	})
	second := entry(feeds.Item{
		GUID: "u-2", Link: "https://straits.example/u2", Title: "Extensions of JSON Feed", Summary: "<p>Tides.</p>", Published: day.Add(-time.Hour),
		Extensions: []feeds.Element{
			{Name: "_tides", Text: `{"high": [1, 2.50], "low": "3 < 4"}`},
			{Name: "_tides", Text: `{}`},
			{Name: "_dateline", Text: `{"url": "x"}`},
			{Name: "_list", Text: `[1]`},
			{Name: "_dotted", Text: `{"a.b": 1}`},
			{Name: "_broken", Text: `{"a":`},
		},
	})
	return channel("malaysia", first, second)
}

// podcast is an episode with what apps look for, and what does not belong into
// an item.
func podcast() feeds.Channel {
	itunes := func(name, text string) feeds.Element {
		return feeds.Element{Space: itunesSpace, Prefix: "itunes", Name: name, Text: text}
	}
	pod := func(name, text string, pairs ...string) feeds.Element {
		return feeds.Element{Space: podcastSpace, Prefix: "podcast", Name: name, Text: text, Attrs: attrs(pairs...)}
	}
	first := entry(feeds.Item{
		GUID: "p-1", Link: "https://savanna.example/212", Title: "212: The first train", Summary: "<p>From the driver's seat.</p>", Published: day,
		Enclosures: []feeds.Enclosure{{URL: "https://savanna.example/212.mp3", Type: "audio/mpeg", Length: 30012416, Duration: 1875 * time.Second}},
		Image:      feeds.Image{URL: "https://savanna.example/212.jpg"}, Language: "en",
		Extensions: []feeds.Element{
			itunes("title", "The first train"), itunes("episode", "212"), itunes("episodeType", "Full"), itunes("duration", "31:15"), itunes("duration", "1875"),
			itunes("explicit", "yes"), itunes("season", "two"), itunes("keywords", "trains commuters"), itunes("summary", "From the driver's seat."), itunes("order", "3"),
			{Space: itunesSpace, Prefix: "itunes", Name: "image", Attrs: attrs("href", "https://savanna.example/212.jpg", "width", "3000")},
			pod("transcript", "", "url", "https://savanna.example/212.vtt", "type", "text/vtt", "language", "en"),
			pod("transcript", "", "url", "https://savanna.example/212.srt"), pod("chapters", "", "url", "https://savanna.example/212.json", "type", "application/json+chapters"),
			pod("soundbite", "The whistle", "startTime", "33.8", "duration", "60.0"), pod("locked", "yes"), pod("guid", "x"),
			pod("person", "The driver", "role", "guest", "href", "https://savanna.example/driver"), pod("season", "2", "name", "On rails"),
			{
				Space: podcastSpace, Prefix: "podcast", Name: "alternateEnclosure", Attrs: attrs("type", "audio/opus", "length", "9"),
				Children: []feeds.Element{{Space: podcastSpace, Prefix: "podcast", Name: "source", Attrs: attrs("uri", "ipfs://x")}},
			},
		},
	})
	second := entry(feeds.Item{
		GUID: "p-2", Title: "A film", Content: "<p>A film about the train.</p>", Published: day.Add(-time.Hour),
		Enclosures: []feeds.Enclosure{
			{URL: "https://savanna.example/film.mp4", Type: "video/mp4", Duration: time.Hour, Title: "The film"},
			{URL: "https://savanna.example/poster.jpg", Type: "image/jpeg", Length: 5000},
		},
	})
	return channel("kenya", first, second)
}
