package parse_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator/parse"
	"dateline/feeds"
)

// What a feed says of when to visit it and who pushes it.
func TestHints(t *testing.T) {
	const rss = `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>T</title><link>https://a.example/</link>`
	tests := []struct {
		name, body string
		hints      feeds.Hints
		hubs       []string
	}{
		{"nothing", rss + `</channel></rss>`, feeds.Hints{}, nil},
		{"ttl", rss + `<ttl> 90 </ttl></channel></rss>`, feeds.Hints{Wait: 90 * time.Minute}, nil},
		{"no number", rss + `<ttl>soon</ttl><skipHours><hour>x</hour><hour>99</hour></skipHours></channel></rss>`, feeds.Hints{}, nil},
		{
			"skips", rss + `<skipHours><hour>0</hour><hour>23</hour><hour>24</hour></skipHours><skipDays><day>Sunday</day><day>saturday</day><day>Someday</day></skipDays></channel></rss>`,
			feeds.Hints{Hours: 1<<23 | 1, Days: 1<<6 | 1},
			nil,
		},
		{"syndication", rss + `<sy:updatePeriod> daily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency></channel></rss>`, feeds.Hints{Wait: 6 * time.Hour}, nil},
		{"both", rss + `<ttl>30</ttl><sy:updatePeriod>hourly</sy:updatePeriod></channel></rss>`, feeds.Hints{Wait: time.Hour}, nil},
		{"hub", rss + `<atom:link rel="hub" href="https://hub.example/"/><atom:link rel="hub" href="/hub2"/></channel></rss>`, feeds.Hints{}, []string{"https://hub.example/", "https://a.example/hub2"}},
		{
			"atom", `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>x</id><link rel="hub" href="https://hub.example/"/><link rel="self" href="https://a.example/atom"/></feed>`,
			feeds.Hints{},
			[]string{"https://hub.example/"},
		},
		{"json", `{"version":"https://jsonfeed.org/version/1.1","title":"T","hubs":[{"type":"WebSub","url":"https://hub.example/"}],"items":[]}`, feeds.Hints{}, []string{"https://hub.example/"}},
		{"json, odd", `{"version":"https://jsonfeed.org/version/1.1","title":"T","hubs":"https://hub.example/","items":[]}`, feeds.Hints{}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := parse.Feed(parse.Input{Body: []byte(tt.body), URL: "https://a.example/feed"})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.hints, doc.Hints); diff != "" {
				t.Errorf("hints (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.hubs, doc.Hubs); diff != "" {
				t.Errorf("hubs (-want +got):\n%s", diff)
			}
		})
	}
}
