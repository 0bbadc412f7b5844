package place_test

import (
	"strings"
	"testing"

	"dateline/aggregator/place"
	"dateline/feeds"
)

// slugs joins the slugs of placements, most confident first.
func slugs(ps []feeds.Placement) string {
	var all []string
	for _, p := range ps {
		all = append(all, p.Slug)
	}
	return strings.Join(all, " ")
}

func TestFallback(t *testing.T) {
	placer := place.New(feeds.Builtin())
	plain := feeds.Item{Title: "A quiet day at the office", Summary: "<p>Nothing happened.</p>"}
	label := feeds.Item{Title: "A quiet day at the office", Summary: "<p>[WORLD] Nothing happened.</p>"}
	named := feeds.Item{Title: "A quiet day in France"}
	tests := []struct {
		name string
		item feeds.Item
		src  feeds.Source
		want string
	}{
		{"nothing known", plain, feeds.Source{}, ""},
		{"the source's regions", plain, feeds.Source{Regions: []string{"malaysia", "singapore"}}, "malaysia singapore"},
		{"regions before domain", plain, feeds.Source{URL: "https://news.example.fr/rss", Regions: []string{"my"}}, "malaysia"},
		{"a tag with a country", plain, feeds.Source{Language: "en-MY"}, "malaysia"},
		{"a tag with a script and a country", plain, feeds.Source{Language: "zh-Hant-TW"}, "taiwan"},
		{"a tag without a country", plain, feeds.Source{Language: "ms"}, ""},
		{"a tag with a group's number", plain, feeds.Source{Language: "es-419"}, ""},
		{"a country's domain", plain, feeds.Source{URL: "https://news.example.my/rss"}, "malaysia"},
		{"the British domain", plain, feeds.Source{URL: "https://news.example.co.uk:8080/rss"}, "united-kingdom"},
		{"a domain sold to everyone", plain, feeds.Source{URL: "https://news.example.tv/rss"}, ""},
		{"a domain of no country", plain, feeds.Source{URL: "https://news.example.com/rss"}, ""},
		{"not when the item says where", named, feeds.Source{Regions: []string{"malaysia"}}, "france"},
		{"not when it is about the world", label, feeds.Source{Regions: []string{"malaysia"}, Language: "en-MY"}, ""},
		{"always when fixed", named, feeds.Source{Regions: []string{"malaysia"}, Fixed: true}, "malaysia"},
		{"nowhere when fixed without regions", named, feeds.Source{Fixed: true}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := slugs(placer.Place(tt.item, tt.src)); got != tt.want {
				t.Errorf("placed in %q, want %q", got, tt.want)
			}
		})
	}
}
