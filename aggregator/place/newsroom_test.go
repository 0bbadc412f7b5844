package place_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator/place"
	"dateline/feeds"
)

// TestNewsroom places the kinds of story that a newsroom's page carries: a
// region's label, a credit, a headline, and an excerpt that begins with the
// label and is cut.
func TestNewsroom(t *testing.T) {
	placer := place.New(feeds.Builtin())
	tests := []struct {
		name        string
		category    string
		title, text string
		in, notIn   string // after the fan-out
	}{
		{
			"visitors from a neighbour", "Malaysia", "Malaysia's airports wait for Chinese visitors",
			"[MALAYSIA] Terminals in Malaysia are nearly as full as six years ago. What is still missing are groups from China, which...",
			"malaysia southeast-asia asean asia world", "",
		},
		{
			"a pension fund", "Malaysia", "EPF pays more than it promised",
			"[MALAYSIA] The fund that holds the savings of most workers has had a good year. Its dividend for...",
			"malaysia asean", "united-states unplaced",
		},
		{
			"money", "", "Ringgit ends the week higher",
			"[MALAYSIA] The ringgit gained on the last day of trading as exporters sold dollars before the holidays...",
			"malaysia", "united-states",
		},
		{
			"a label wider than the story", "Europe", "UK shops count a poor Christmas",
			"[EUROPE] Shops in the UK had hoped for a better December. Fewer people came in than in any year since...",
			"united-kingdom europe world", "",
		},
		{
			"a bank's clerk", "Singapore", "Bank clerk looked into the accounts of celebrities",
			"[SINGAPORE] A vice-president at a local bank read balances that were none of her business. She has...",
			"singapore southeast-asia", "malaysia",
		},
		{
			"a ban on another's goods", "United States", "US may ban drones made in China",
			"[UNITED STATES] The United States may forbid drones from Chinese factories as worries over security grow. The...",
			"united-states", "",
		},
		{
			"a company without a country", "United States", "Phone maker settles over a listening assistant",
			"[UNITED STATES] The company will pay 95 million dollars to end a suit about recordings that nobody had asked for. The...",
			"united-states", "unplaced",
		},
		{
			"an agency for refugees", "Middle East", "What Palestinians would lose with UNRWA",
			"[MIDDLE EAST] For seventy years the agency has run schools and clinics for millions of Palestinians...",
			"middle-east palestinian-territories", "israel",
		},
		{
			"strikes from the air", "Middle East", "Israeli strikes on Gaza kill dozens",
			"[MIDDLE EAST] Israeli aircraft struck Gaza before dawn, and the head of its police is among the dead, according to officials in Gaza...",
			"middle-east palestinian-territories israel", "",
		},
		{
			"a label of the world, a story of a country", "", "South Korean guards keep investigators from the president",
			"[WORLD] Investigators left the residence after six hours without having seen the impeached president Yoon...",
			"south-korea world", "unplaced north-korea",
		},
		{
			"an island's shops", "", "Hainan's duty-free shops are emptier",
			"[WORLD] The tropical island in the south of China was to become a world's fair of shopping. Last year...",
			"china eastern-asia", "",
		},
		{
			"a holiday's travel", "", "China expects more travellers than ever for Lunar New Year",
			"[WORLD] Foreigners come to China again, and its own people travel more than before the...",
			"china", "",
		},
		{
			"a label of the world alone", "", "Ten ways to sleep better",
			"[WORLD] Go to bed when you are tired. Get up when you are not. In between, leave the telephone where...",
			"world", "united-states unplaced",
		},
		{
			"three countries", "United States", "Return of a president brings China and Japan closer",
			"<ul><li>China and Japan want better relations before Washington changes course.</li></ul><p>[UNITED STATES] For months, China and Japan have been careful with each other. Japanese ministers went to China, Chinese ministers are coming to Japan, and both look at the United States.</p><p>Trade between China and Japan grows; so do Japan's worries.</p>",
			"japan china united-states", "",
		},
	}
	atlas := feeds.Builtin()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			it := feeds.Item{Title: tt.title, Summary: tt.text, Language: "en"}
			if tt.category != "" {
				it.Categories = []feeds.Category{{Term: tt.category}}
			}
			placements := placer.Place(it, feeds.Source{URL: "https://news.example/latest", Language: "en"})
			fan := atlas.Fan(placements)
			for slug := range strings.FieldsSeq(tt.in) {
				if !slices.Contains(fan, slug) {
					t.Errorf("not in %s, only in %s", slug, slugs(placements))
				}
			}
			for slug := range strings.FieldsSeq(tt.notIn) {
				if slices.Contains(fan, slug) {
					t.Errorf("in %s, by %s", slug, slugs(placements))
				}
			}
		})
	}
}

func TestEvidence(t *testing.T) {
	placer := place.New(feeds.Builtin())
	it := feeds.Item{
		Title:      "Port of Penang grows",
		Summary:    `<p>KUALA LUMPUR, Jan 3 (Agency) &#8211; Malaysia&rsquo;s port <b>will</b> double. <img src="x" alt="France">Malaysia pays.</p>`,
		Categories: []feeds.Category{{Term: "eco"}, {Term: "my", Label: "Malaysia"}},
		Geo:        &feeds.Geo{Lat: 5.41, Lon: 100.33},
		Spatial:    []string{"Penang"},
	}
	placements := placer.Place(it, feeds.Source{Regions: []string{"singapore"}})
	if len(placements) != 1 || placements[0].Slug != "malaysia" {
		t.Fatalf("placed in %q", slugs(placements))
	}
	var got []feeds.Evidence
	for _, e := range placements[0].Evidence {
		if e.Weight <= 0 || e.Weight > 1 {
			t.Errorf("%s %q weighs %v", e.Kind, e.Text, e.Weight)
		}
		e.Weight = 0
		got = append(got, e)
	}
	want := []feeds.Evidence{
		{Kind: feeds.ByDateline, Text: "KUALA LUMPUR"},
		{Kind: feeds.ByCategory, Text: "Malaysia"},
		{Kind: feeds.ByGeo, Text: "Penang"},
		{Kind: feeds.ByGeo, Text: "5.41 100.33"},
		{Kind: feeds.ByTitle, Text: "Penang"},
		{Kind: feeds.ByText, Text: "Malaysia"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("evidence (-want +got):\n%s", diff)
	}
}

func TestOperatorsRegions(t *testing.T) {
	atlas, err := feeds.NewAtlas([]feeds.Grouping{
		{Slug: "nusantara-raya", Name: "Nusantara Raya", Includes: []string{"malaysia", "indonesia"}},
		{Slug: "mekong", Name: "Mekong", Includes: []string{"laos", "cambodia", "vietnam"}},
		{Slug: "gulf", Name: "The Pearl Coast", Includes: []string{"qatar", "bahrain"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	placer := place.New(atlas)
	tests := []struct{ name, title, want string }{
		{"by name", "Barges on the Mekong carry rice", "mekong"},
		{"by a name of two words", "Rain over Nusantara Raya", "nusantara-raya"},
		{"by the new name of one of ours", "The Pearl Coast counts its pearls", "gulf"},
		{"by the old name too", "The Gulf counts its pearls", "gulf"},
		{"explained by a member", "Laos builds on the Mekong", "laos"},
		{"as a label", "[MEKONG] Barges carry rice", "mekong"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := slugs(placer.Place(feeds.Item{Title: tt.title}, feeds.Source{})); got != tt.want {
				t.Errorf("%q is placed in %q, want %q", tt.title, got, tt.want)
			}
		})
	}
}
