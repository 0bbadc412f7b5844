package feeds_test

import (
	"testing"

	"dateline/feeds"
)

// The examples are those of the specification.
func TestPodcastGUID(t *testing.T) {
	for feed, want := range map[string]string{
		"https://podnews.net/rss":                   "9b024349-ccf0-5f69-a609-6b82873eab3c",
		"http://mp3s.nashownotes.com/pc20rss.xml//": "917393e3-1b1e-5cef-ace4-edaa54e1f810",
		"https://mp3s.nashownotes.com/pc20rss.xml":  "917393e3-1b1e-5cef-ace4-edaa54e1f810",
	} {
		if got := feeds.PodcastGUID(feed); got != want {
			t.Errorf("guid of %s is %s, want %s", feed, got, want)
		}
	}
}

func TestAsPodcasts(t *testing.T) {
	atlas := feeds.Builtin()
	region, _ := atlas.Region("malaysia")
	site := feeds.Site{Title: "Wire", BaseURL: "https://feeds.example/news"}
	c := feeds.NewChannel(site, atlas, region, feeds.Page{}, "lang=en")
	got := c.AsPodcasts()
	if want := "https://feeds.example/news/malaysia/podcasts.rss?lang=en"; got.SelfURL(feeds.RSS) != want {
		t.Errorf("address %s, want %s", got.SelfURL(feeds.RSS), want)
	}
	if want := "Malaysia: podcasts - Wire"; got.Title != want {
		t.Errorf("title %q, want %q", got.Title, want)
	}
	if want := "Podcasts and videos about Malaysia, from the sources of Wire."; got.Description != want {
		t.Errorf("description %q, want %q", got.Description, want)
	}
	if french := c.In("fr", atlas).AsPodcasts(); french.Title != "Malaisie: podcasts - Wire" || french.Description != french.Title {
		t.Errorf("in French: %q, %q", french.Title, french.Description)
	}
}
