package opml_test

import (
	"html"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator/opml"
	"dateline/feeds"
)

// meaning is what the folders of a path, between "|", say of a feed in them:
// regions, then topics in brackets.
func meaning(t *testing.T, atlas *feeds.Atlas, path string) string {
	t.Helper()
	doc := `<outline text="T" xmlUrl="https://a.example/"/>`
	for _, folder := range slices.Backward(strings.Split(path, "|")) {
		doc = `<outline text="` + html.EscapeString(folder) + `">` + doc + `</outline>`
	}
	list, err := opml.Parse([]byte(whole(doc)))
	if err != nil {
		t.Fatal(err)
	}
	src := list.Sources(atlas)[0]
	said := strings.Join(src.Regions, " ")
	if len(src.Topics) > 0 {
		said += " [" + strings.Join(src.Topics, ", ") + "]"
	}
	return strings.TrimSpace(said)
}

func TestFolders(t *testing.T) {
	for path, want := range map[string]string{
		// Names, as people and programs write them.
		"Malaysia":                              "malaysia",
		"malaysia":                              "malaysia",
		"MALAYSIA":                              "malaysia",
		" South  Korea ":                        "south-korea",
		"Korea, South":                          "south-korea",
		"Iran (Islamic Republic of)":            "iran",
		"Hong Kong SAR China":                   "hong-kong",
		"Myanmar (Burma)":                       "myanmar",
		"Côte d'Ivoire":                         "cote-divoire",
		"Cote d’Ivoire":                         "cote-divoire",
		"São Tomé & Príncipe":                   "sao-tome-and-principe",
		"St. Lucia":                             "st-lucia",
		"The Netherlands":                       "netherlands",
		"Trinidad and Tobago":                   "trinidad-and-tobago",
		"Asia-Pacific":                          "asia-pacific",
		"World News":                            "world",
		"News: World":                           "world",
		"Middle East News":                      "middle-east",
		"U.S. News":                             "united-states",
		"usa":                                   "united-states",
		"uk":                                    "united-kingdom",
		"EU":                                    "european-union",
		"01 - France":                           "france",
		"2. Europe":                             "europe",
		"03_Asia":                               "asia",
		"#1 Europe":                             "europe",
		"Europe (12)":                           "europe",
		"🇲🇾":                                    "malaysia",
		"🇲🇾 Malaysia":                           "malaysia",
		"🌍 Africa":                              "africa",
		"★ US ★":                                "united-states",
		"Spain, Portugal":                       "portugal spain",
		"Malaysia & Singapore":                  "malaysia singapore",
		"Middle East and Africa":                "africa middle-east",
		"Europe - France":                       "france",
		"News/Europe":                           "europe",
		"Tech: Asia":                            "asia [Tech]",
		"Malaysia > Business":                   "malaysia [Business]",
		"🇲🇾 News":                               "malaysia",
		"Democratic People's Republic of Korea": "north-korea",
		"Lao People’s Democratic Republic":      "laos",
		"Democratic Republic of the Congo":      "congo-kinshasa",
		"Saint Helena, Ascension, Tristan da Cunha": "[Saint Helena, Ascension, Tristan da Cunha]",

		// Codes.
		"MY":        "malaysia",
		"SG|Tech":   "singapore [Tech]",
		"DEU":       "germany",
		"My":        "[My]",
		"in":        "[in]",
		"AI":        "[AI]",
		"IT":        "[IT]",
		"TV News":   "[TV News]",
		"IoT":       "[IoT]",
		"MAC":       "[MAC]",
		"404":       "[404]",
		"458":       "[458]",
		"Europe|IT": "italy",
		"Asia|MY":   "malaysia",
		"Asia|IT":   "asia [IT]",
		"USA|CA":    "united-states [CA]",
		"World|AI":  "world [AI]",

		// Folders in folders.
		"News|Europe":       "europe [News]",
		"Europe|France":     "france",
		"France|Europe":     "europe",
		"Asia|Business":     "asia [Business]",
		"Work|Asia|Tech":    "asia [Work, Tech]",
		"USA|Georgia":       "united-states [Georgia]",
		"Europe|Georgia":    "georgia",
		"Tech|Tech":         "[Tech]",
		"Malaysia|malaysia": "malaysia",

		// No regions.
		"UK Politics":          "[UK Politics]",
		"South":                "[South]",
		"AC/DC":                "[AC/DC]",
		"Turkey & gravy":       "[Turkey & gravy]",
		"24-7":                 "[24-7]",
		"2024 - Elections":     "[2024 - Elections]",
		"01 - Tech":            "[Tech]",
		"News":                 "[News]",
		"日本":                   "[日本]",
		"★":                    "[★]",
		"Unplaced":             "[Unplaced]",
		"Uncategorized":        "",
		"My Feeds":             "",
		"Subscriptions|Tech":   "[Tech]",
		"Arts, Film & Culture": "[Arts, Film & Culture]",
	} {
		if got := meaning(t, feeds.Builtin(), path); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
}

// The operator's own regions are found by slug and name.
func TestOwnRegions(t *testing.T) {
	atlas, err := feeds.NewAtlas([]feeds.Grouping{
		{Slug: "nusantara", Name: "Nusantara", Includes: []string{"malaysia", "indonesia"}},
		{Slug: "desk-2", Name: "Our Beat", Includes: []string{"fiji"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"Nusantara": "nusantara", "our beat": "desk-2", "Desk 2": "desk-2", "Nusantara|ID": "indonesia"} {
		if got := meaning(t, atlas, path); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
}

// Every region is found by its name, whatever it is.
func TestEveryRegion(t *testing.T) {
	for _, slug := range feeds.Builtin().Slugs() {
		r, _ := feeds.Builtin().Region(slug)
		if got := meaning(t, feeds.Builtin(), r.Name); got != slug {
			t.Errorf("%s: got %s, want %s", r.Name, got, slug)
		}
	}
}

func TestLanguage(t *testing.T) {
	for in, want := range map[string]string{"en": "en", "EN-us": "en-US", "zh-hant": "zh-Hant", "pt_BR": "pt-BR", "unknown": "", "und": "", "english": "", "": "", "x-klingon": ""} {
		list, err := opml.Parse([]byte(whole(`<outline xmlUrl="https://a.example/" language="` + in + `"/>`)))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, list.Sources(feeds.Builtin())[0].Language); diff != "" {
			t.Errorf("%q: (-want +got)\n%s", in, diff)
		}
	}
}
