package render_test

import (
	"encoding/xml"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/feeds/render"
)

// An episode has one enclosure: a file that directories take before one that
// they do not, of the kind that comes first, with a length if there is a choice.
func TestEpisode(t *testing.T) {
	file := func(name, kind string, length int64) feeds.Enclosure {
		return feeds.Enclosure{URL: "https://a.example/" + name, Type: kind, Length: length, Duration: time.Minute}
	}
	for _, tt := range []struct {
		files           []feeds.Enclosure
		want, alternate string
	}{
		{[]feeds.Enclosure{file("a.pdf", "application/pdf", 1), file("a.mp3", "audio/mpeg", 0)}, "a.mp3", ""},
		{[]feeds.Enclosure{file("a.opus", "audio/ogg", 9), file("a.mp4", "video/mp4", 9)}, "a.mp4", "a.opus"},
		{[]feeds.Enclosure{file("a.mp3", "audio/mpeg", 0), file("a.mp4", "video/mp4", 9)}, "a.mp3", "a.mp4"},
		{[]feeds.Enclosure{file("a.mp3", "audio/mpeg", 0), file("a.m4a", "audio/mp4", 9)}, "a.m4a", "a.mp3"},
		{[]feeds.Enclosure{file("a.webm", "video/webm", 9)}, "a.webm", ""},
		{[]feeds.Enclosure{{URL: "https://localhost/a.mp3", Type: "audio/mpeg"}, file("b", "audio/mpeg", 0)}, "b", "https://localhost/a.mp3"},
	} {
		e := entry(feeds.Item{Link: "https://a.example/b", Summary: "An untitled talk.", Enclosures: tt.files})
		var doc struct {
			Items []struct {
				Title      string `xml:"title"`
				Enclosures []struct {
					URL string `xml:"url,attr"`
				} `xml:"enclosure"`
				Alternates []struct {
					Sources []struct {
						URI string `xml:"uri,attr"`
					} `xml:"https://podcastindex.org/namespace/1.0 source"`
				} `xml:"https://podcastindex.org/namespace/1.0 alternateEnclosure"`
				Duration string `xml:"http://www.itunes.com/dtds/podcast-1.0.dtd duration"`
				Author   string `xml:"http://www.itunes.com/dtds/podcast-1.0.dtd author"`
				Date     string `xml:"pubDate"`
			} `xml:"channel>item"`
		}
		must(t, xml.Unmarshal(body(t, channel("world", e).AsPodcasts(), feeds.RSS), &doc))
		it := doc.Items[0]
		if len(it.Enclosures) != 1 || !strings.HasSuffix(it.Enclosures[0].URL, "/"+tt.want) {
			t.Errorf("of %v: enclosures %v, want %s", tt.files, it.Enclosures, tt.want)
		}
		switch {
		case tt.alternate == "" && len(it.Alternates) == 0:
		case tt.alternate == "" || len(it.Alternates) != 1 || !strings.HasSuffix(it.Alternates[0].Sources[0].URI, tt.alternate):
			t.Errorf("of %v: alternates %v, want %s", tt.files, it.Alternates, tt.alternate)
		}
		if it.Title == "" || it.Author != "Straits Desk" || it.Date == "" {
			t.Errorf("incomplete: %+v", it)
		}
	}
}

// What cannot be played is left out, and said.
func TestNoEpisode(t *testing.T) {
	words := entry(feeds.Item{Link: "https://a.example/words", Title: "Words"})
	local := entry(feeds.Item{Link: "https://a.example/local", Title: "Local", Enclosures: []feeds.Enclosure{{URL: "http://localhost/a.mp3", Type: "audio/mpeg"}}})
	result, err := render.Feed(channel("world", words, local).AsPodcasts(), feeds.RSS)
	must(t, err)
	if len(result.Skipped) != 2 || !strings.Contains(result.Skipped[0].Reason, "no audio or video") {
		t.Errorf("skipped %v, want both", result.Skipped)
	}
	for _, f := range []feeds.Format{feeds.Atom, feeds.JSON} {
		if _, err := render.Feed(channel("world").AsPodcasts(), f); err == nil {
			t.Errorf("podcasts as %s", f.Name())
		}
	}
}

// The medium is video if there is nothing else.
func TestMedium(t *testing.T) {
	of := func(link, kind string) feeds.Entry {
		return entry(feeds.Item{Link: link, Title: "T", Enclosures: []feeds.Enclosure{{URL: link, Type: kind}}})
	}
	film, talk := of("https://a.example/1.mp4", "video/mp4"), of("https://a.example/1.mp3", "audio/mpeg")
	contains(t, body(t, channel("world", film).AsPodcasts(), feeds.RSS), "<podcast:medium>video</podcast:medium>")
	contains(t, body(t, channel("world", film, talk).AsPodcasts(), feeds.RSS), "<podcast:medium>podcast</podcast:medium>")
	contains(t, body(t, channel("world").AsPodcasts(), feeds.RSS), "<podcast:medium>podcast</podcast:medium>")
}
