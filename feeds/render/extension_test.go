package render_test

import (
	"strings"
	"testing"

	"dateline/feeds"
)

// Elements of vocabularies that validators know come out valid or not at all.
func TestExtensions(t *testing.T) {
	el := func(space, name, text string, pairs ...string) feeds.Element {
		return feeds.Element{Space: space, Name: name, Text: text, Attrs: attrs(pairs...)}
	}
	within := func(e feeds.Element, children ...feeds.Element) feeds.Element {
		e.Children = children
		return e
	}
	const (
		dc     = "http://purl.org/dc/elements/1.1/"
		georss = "http://www.georss.org/georss"
		gml    = "http://www.opengis.net/gml"
		thr    = "http://purl.org/syndication/thread/1.0"
		wfw    = "http://wellformedweb.org/CommentAPI/"
		cc     = "http://web.resource.org/cc/"
		atom   = "http://www.w3.org/2005/Atom"
	)
	tests := []struct {
		in   feeds.Element
		want string // in RSS; empty for nothing of it
	}{
		{el(itunesSpace, "explicit", "clean"), "<itunes:explicit>false</itunes:explicit>"},
		{el(itunesSpace, "EpisodeType", "Bonus"), "<itunes:episodeType>bonus</itunes:episodeType>"},
		{el(itunesSpace, "duration", "31:75"), ""},
		{el(itunesSpace, "episode", "0"), ""},
		{el(itunesSpace, "image", "", "href", "https://localhost/x.jpg"), ""},
		{el(itunesSpace, "author", strings.Repeat("long name ", 30)), "long name…</itunes:author>"},
		{el(itunesSpace, "subtitle", "<b>bold</b> &amp; plain"), "<itunes:subtitle>bold &#x26; plain</itunes:subtitle>"},
		{el(mediaSpace, "rating", "nonadult", "scheme", "urn:simple"), "<media:rating>nonadult</media:rating>"},
		{el(mediaSpace, "rating", "pg-13", "scheme", "urn:mpaa"), ""},
		{el(mediaSpace, "hash", "d41d8cd98f00b204e9800998ecf8427e", "algo", "md5"), `<media:hash algo="md5">d41d8cd98f00b204e9800998ecf8427e</media:hash>`},
		{el(mediaSpace, "restriction", "my xx", "relationship", "deny", "type", "country"), ""},
		{el(mediaSpace, "player", "", "url", "https://a.example/play", "width", "640"), `<media:player url="https://a.example/play" width="640"/>`},
		{el(mediaSpace, "thumbnail", "", "url", "small.jpg"), ""},
		{el(mediaSpace, "credit", "A desk", "role", "photographer", "scheme", "urn:ebu"), `<media:credit role="photographer">A desk</media:credit>`},
		{el(podcastSpace, "transcript", "", "url", "https://a.example/t.vtt"), ""},
		{el(podcastSpace, "locked", "yes"), ""},
		{el(podcastSpace, "novelty", "x", "new", "1"), `<podcast:novelty new="1">x</podcast:novelty>`},
		{el(dc, "creator", "A desk"), ""},
		{el(dc, "title", "Another title"), ""},
		{el(dc, "coverage", "Langkawi"), "<dc:coverage>Langkawi</dc:coverage>"},
		{el(dc, "invented", "x"), ""},
		{el(georss, "polygon", "1 2 3 4 5 6 1 2"), "<georss:polygon>1 2 3 4 5 6 1 2</georss:polygon>"},
		{el(georss, "box", "1 2 3 4"), ""},
		{
			within(el(georss, "where", ""), within(el(gml, "LineString", ""), el(gml, "posList", "1 2 3 4"))),
			"<georss:where>\n    <gml:LineString>\n     <gml:posList>1 2 3 4</gml:posList>\n    </gml:LineString>\n   </georss:where>",
		},
		{el(thr, "in-reply-to", "", "ref", "tag:a.example,2026:1"), `<thr:in-reply-to ref="tag:a.example,2026:1"/>`},
		{el(thr, "in-reply-to", "", "href", "https://a.example/"), ""},
		{el(wfw, "commentRSS", "https://a.example/c"), "<wfw:commentRss>https://a.example/c</wfw:commentRss>"},
		{el(cc, "license", "", "resource", "https://a.example/by"), "<creativeCommons:license>https://a.example/by</creativeCommons:license>"},
		{el(atom, "link", "", "rel", "license", "href", "https://a.example/by"), "<creativeCommons:license>https://a.example/by</creativeCommons:license>"},
		{el(atom, "link", "", "rel", "hub", "href", "https://a.example/hub"), ""},
		{el(atom, "content", "once more"), ""},
	}
	bare := len(body(t, withExtensions(), feeds.RSS))
	for _, tt := range tests {
		c := withExtensions(tt.in)
		got := body(t, c, feeds.RSS)
		if tt.want == "" && len(got) != bare {
			t.Errorf("%s %q %v came out: %s", tt.in.Name, tt.in.Text, tt.in.Attrs, got)
		}
		contains(t, got, tt.want)
		wellFormed(t, got)
		wellFormed(t, body(t, c, feeds.Atom))
	}
}

func withExtensions(list ...feeds.Element) feeds.Channel {
	return channel("world", entry(feeds.Item{Title: "A title", Link: "https://a.example/b", Summary: "A text.", Extensions: list}))
}
