package feeds_test

import (
	"testing"

	"dateline/feeds"
)

func TestNameIn(t *testing.T) {
	tests := []struct{ region, tag, want string }{
		{"malaysia", "zh", "马来西亚"},
		{"malaysia", "zh-Hant-TW", "馬來西亞"},
		{"malaysia", "zh-HK", "馬來西亞"},
		{"malaysia", "en-MY", "Malaysia"},
		{"germany", "ms", "Jerman"},
		{"germany", "DE-AT", "Deutschland"},
		{"germany", "pt_BR", "Alemanha"},
		{"norway", "no", "Norge"},
		{"hong-kong", "fr", "Hong Kong"},
		{"southeast-asia", "es", "Sudeste asiático"},
		{"europe", "ar", "أوروبا"},
		{"world", "fr", "Monde"},
		{"european-union", "it", "Unione europea"},
		{"middle-east", "fr", "Moyen-Orient"}, // a newsroom's group
		{"middle-east", "ar-EG", "الشرق الأوسط"},
		{"asia-pacific", "ms", "Asia-Pasifik"},
		{"asean", "zh", "东盟"},
		{"asean", "zh-TW", "東協"},
		{"asean", "fr", "ASEAN"},
		{"gulf", "ru", "Персидский залив"},
		{"mena", "ja", "中東・北アフリカ"},
		{"gulf", "af", "Gulf"},
		{"malaysia", "tlh", "Malaysia"},
		{"malaysia", "", "Malaysia"},
		{"unplaced", "fr", "Unplaced"},
	}
	for _, tt := range tests {
		r, ok := feeds.Builtin().Region(tt.region)
		if got := r.NameIn(tt.tag); got != tt.want || !ok {
			t.Errorf("%s in %q is %q, want %q", tt.region, tt.tag, got, tt.want)
		}
	}
	own, err := feeds.NewAtlas([]feeds.Grouping{{Slug: "europe", Name: "The Old World", Includes: []string{"france"}}})
	if err != nil {
		t.Fatal(err)
	}
	if r, _ := own.Region("europe"); r.NameIn("fr") != "The Old World" {
		t.Errorf("an operator's name became %q", r.NameIn("fr"))
	}
}

// Every country has its own name in the languages of many readers.
func TestNamesAreThere(t *testing.T) {
	atlas := feeds.Builtin()
	for _, tag := range []string{"ar", "zh", "ja", "ru", "hi", "th", "ko", "he", "el", "bn"} {
		for _, slug := range atlas.Slugs() {
			r, _ := atlas.Region(slug)
			if r.Kind == feeds.Country && r.NameIn(tag) == r.Name {
				t.Errorf("%s has no name in %s", slug, tag)
			}
		}
	}
}

// Every group has a name of its own in the languages of other scripts.
func TestGroupsAreNamed(t *testing.T) {
	atlas := feeds.Builtin()
	for _, tag := range []string{"ar", "zh", "ru"} {
		for _, slug := range atlas.Slugs() {
			r, _ := atlas.Region(slug)
			if r.Kind == feeds.Group && r.NameIn(tag) == r.Name {
				t.Errorf("%s has no name in %s", slug, tag)
			}
		}
	}
}

func TestChannelIn(t *testing.T) {
	atlas := feeds.Builtin()
	region, _ := atlas.Region("malaysia")
	page := feeds.Page{Entries: []feeds.Entry{{Item: feeds.Item{Placements: []feeds.Placement{{Slug: "malaysia"}, {Slug: "asean"}}}}}}
	plain := feeds.NewChannel(feeds.Site{Title: "Wire"}, atlas, region, page, "lang=fr")
	c := plain.In("fr", atlas)
	if c.Title != "Malaisie - Wire" || c.Description != "Malaisie - Wire" || c.Language != "fr" || c.Region.Name != "Malaisie" {
		t.Errorf("title %q, description %q, language %q, region %q", c.Title, c.Description, c.Language, c.Region.Name)
	}
	if ps := c.Entries[0].Placements; ps[0].Name != "Malaisie" || ps[1].Name != "ASEAN" {
		t.Errorf("placements %+v", ps)
	}
	if plain.Entries[0].Placements[0].Name != "Malaysia" || plain.Title != "Malaysia - Wire" {
		t.Error("the channel it was made from has changed")
	}
}
