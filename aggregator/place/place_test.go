package place_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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
		{"not when it is about the world", label, feeds.Source{Regions: []string{"malaysia"}, Language: "en-MY"}, "world"},
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

func TestOverride(t *testing.T) {
	placer := place.New(feeds.Builtin()).Overridden(func(it feeds.Item, src feeds.Source) ([]string, string, bool) {
		return []string{"uk", "ireland", "nowhere", "unplaced"}, "ferries", strings.Contains(it.Title, "ferry")
	})
	src := feeds.Source{Regions: []string{"malaysia"}, Fixed: true}
	got := placer.Place(feeds.Item{Title: "A ferry for Malaysia"}, src)
	if slugs(got) != "ireland united-kingdom" {
		t.Errorf("placed in %q, want what the editor says", slugs(got))
	}
	for _, p := range got {
		want := []feeds.Evidence{{Kind: feeds.ByOverride, Text: "ferries", Weight: 1}}
		if diff := cmp.Diff(want, p.Evidence); diff != "" {
			t.Errorf("evidence for %s (-want +got):\n%s", p.Slug, diff)
		}
	}
	if got := slugs(placer.Place(feeds.Item{Title: "A bridge for France"}, src)); got != "malaysia" {
		t.Errorf("placed in %q, want the fixed region of the source", got)
	}
}

func TestGiven(t *testing.T) {
	placer := place.New(feeds.Builtin())
	tests := []struct {
		name string
		item feeds.Item
		want string
	}{
		{"a category's term", feeds.Item{Categories: []feeds.Category{{Term: "Malaysia"}}}, "malaysia"},
		{"a category's label", feeds.Item{Categories: []feeds.Category{{Term: "42", Label: "Malaysia"}}}, "malaysia"},
		{"a category's slug", feeds.Item{Categories: []feeds.Category{{Term: "southeast-asia"}}}, "southeast-asia"},
		{"a category in another language", feeds.Item{Categories: []feeds.Category{{Term: "España"}}}, "spain"},
		{"a category of an adjective", feeds.Item{Categories: []feeds.Category{{Term: "French"}}}, "france"},
		{"a category of a topic", feeds.Item{Categories: []feeds.Category{{Term: "Business"}, {Term: "Mobile"}, {Term: "IT"}, {Term: "us"}}}, ""},
		{"the category of the world", feeds.Item{Categories: []feeds.Category{{Term: "World"}}}, ""},
		{"a category with more words", feeds.Item{Categories: []feeds.Category{{Term: "Malaysia Cup"}}}, ""},
		{"a place's name", feeds.Item{Spatial: []string{"Penang"}}, "malaysia"},
		{"a town's name", feeds.Item{Spatial: []string{"Uvalde"}}, "united-states"},
		{"a category decides a name", feeds.Item{Title: "Valencia opens a market", Categories: []feeds.Category{{Term: "España"}}}, "spain"},
		{"two categories", feeds.Item{Categories: []feeds.Category{{Term: "Kenya"}, {Term: "Uganda"}}}, "kenya uganda"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := slugs(placer.Place(tt.item, feeds.Source{})); got != tt.want {
				t.Errorf("placed in %q, want %q", got, tt.want)
			}
		})
	}
}

// TestText checks what of an item is read.
func TestText(t *testing.T) {
	placer := place.New(feeds.Builtin())
	tests := []struct{ name, html, want string }{
		{"paragraphs", "<p>Rain in</p><p>Kenya</p>", "kenya"},
		{"no attributes", `<img src="france.jpg" alt="A view of France" title='Peru'>Rain`, ""},
		{"no comments", "<!-- France --> Rain", ""},
		{"no scripts", "<script>var a = 'France'</script><style>.Peru{}</style>Rain", ""},
		{"no captions", "<figure><img><figcaption>Stock picture from France</figcaption></figure>Rain in Kenya", "kenya"},
		{"entities", "Rain in C&ocirc;te d&#8217;Ivoire", "cote-divoire"},
		{"half an entity", "Rain &in Kenya", "kenya"},
		{"no entity at all", "AT&T opens in Kenya &", "kenya"},
		{"a word across tags", "Rain in <b>Ken</b>ya", "kenya"},
		{"not across lines", "New<br>Zealand", ""},
		{"a less-than sign", "Rain < sun in Kenya", "kenya"},
		{"a tag that does not end", "Rain in Kenya <a href=", "kenya"},
		{"a quote with a tag's end", `<a title="a > b France">Kenya</a>`, "kenya"},
		{"not the end of a long text", "<p>" + strings.Repeat("Rain and rain again. ", 200) + "</p><p>Kenya</p>", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := slugs(placer.Place(feeds.Item{Content: tt.html}, feeds.Source{})); got != tt.want {
				t.Errorf("%q is placed in %q, want %q", tt.html, got, tt.want)
			}
		})
	}
}
