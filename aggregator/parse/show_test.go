package parse_test

import (
	"slices"
	"testing"

	"dateline/aggregator/parse"
	"dateline/feeds"
)

// An episode has what its show says for all, unless it says it itself; an item
// with nothing to play has not.
func TestShow(t *testing.T) {
	const feed = `<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:podcast="https://podcastindex.org/namespace/1.0">
<channel><title>Trains</title><link>https://trains.example/</link><description>d</description>
<itunes:author>Train Desk</itunes:author><itunes:image href="/cover.jpg"/><itunes:category text="News"/><podcast:locked>yes</podcast:locked>
<podcast:person role="host">The driver</podcast:person>
<podcast:value type="lightning" method="keysend"><podcast:valueRecipient name="desk" type="node" address="02ab" split="100"/></podcast:value>
<item><title>One</title><link>https://trains.example/a/1</link><enclosure url="https://trains.example/1.mp3" type="" length="5"/></item>
<item><title>Two</title><link>https://trains.example/a/2</link><enclosure url="https://trains.example/2.mp3" type="audio/mpeg" length="5"/>
<itunes:author>Night Desk</itunes:author><podcast:person>The guard</podcast:person></item>
<item><title>Words</title><link>https://trains.example/a/3</link></item></channel></rss>`
	doc, err := parse.Feed(parse.Input{Body: []byte(feed), URL: "https://trains.example/rss"})
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"author Train Desk", "image https://trains.example/cover.jpg", "person The driver", "value valueRecipient"},
		{"author Night Desk", "person The guard", "image https://trains.example/cover.jpg", "value valueRecipient"},
		nil,
	}
	for i, it := range doc.Items {
		var got []string
		for _, e := range it.Extensions {
			got = append(got, e.Name+" "+said(e))
		}
		if !slices.Equal(got, want[i]) {
			t.Errorf("item %d has %q, want %q", i, got, want[i])
		}
		if it.Image.URL != "" || len(it.Authors) != min(i%2, 1) {
			t.Errorf("item %d: picture %q, authors %v: those of the show are none of its own", i, it.Image.URL, it.Authors)
		}
	}
}

// said is the text of an element, its address or the name of what is in it.
func said(e feeds.Element) string {
	switch {
	case len(e.Children) > 0:
		return e.Children[0].Name
	case e.Name == "image":
		return e.Attrs[0].Value
	}
	return e.Text
}
