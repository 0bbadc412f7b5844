package place_test

import (
	"testing"

	"dateline/aggregator/place"
	"dateline/feeds"
)

// TestWordsAsCategories puts items under topics that are also codes, names of
// people or of money. None of them says where a story is.
func TestWordsAsCategories(t *testing.T) {
	placer := place.New(feeds.Builtin())
	for _, term := range []string{
		"AI", "IT", "IN", "IS", "SO", "TV", "ME", "NO", "BE", "ID", "PM", "LA", "DE", "CA", "SA", "PR", "AM", "MY", "GB", "us", "Us",
		"AND", "ARE", "CAN", "CIV", "COD", "GUN", "ISO", "MAC", "NOR", "PER", "ROM", "SUN", "840", "2024",
		"Chelsea", "Mobile", "Reading", "Bath", "Nice", "Orange", "Man", "Delta", "Lincoln", "Oil", "Police",
		"Yen", "yen", "Rand", "Sterling", "Congress", "Senate", "Fed", "NATO", "Brazil nuts", "Guinea pigs", "Paris Agreement",
		"World", "World news", "Business",
	} {
		for _, it := range []feeds.Item{
			{Title: "A quiet day", Categories: []feeds.Category{{Term: term}}},
			{Title: "A quiet day", Categories: []feeds.Category{{Term: "42", Label: term}}},
		} {
			if got := slugs(placer.Place(it, feeds.Source{})); got != "" {
				t.Errorf("an item of the category %+v is placed in %q", it.Categories[0], got)
			}
		}
	}
}

func TestCategories(t *testing.T) {
	placer := place.New(feeds.Builtin())
	ohio, tbilisi := feeds.Source{Regions: []string{"us"}}, feeds.Source{URL: "https://news.example.ge/rss"}
	tests := []struct {
		name     string
		category feeds.Category
		src      feeds.Source
		want     string
	}{
		{"a country in capitals", feeds.Category{Term: "US"}, feeds.Source{}, "united-states"},
		{"a country with full stops", feeds.Category{Term: "U.S."}, feeds.Source{}, "united-states"},
		{"another", feeds.Category{Term: "UK"}, feeds.Source{}, "united-kingdom"},
		{"a group in capitals", feeds.Category{Term: "EU"}, feeds.Source{}, "european-union"},
		{"a slug", feeds.Category{Term: "south-korea"}, feeds.Source{}, "south-korea"},
		{"small letters", feeds.Category{Term: "malaysia"}, feeds.Source{}, "malaysia"},
		{"people", feeds.Category{Term: "Malaysians"}, feeds.Source{}, "malaysia"},
		{"a city", feeds.Category{Term: "Kuala Lumpur"}, feeds.Source{}, "malaysia"},
		{"a city and its country", feeds.Category{Term: "George Town, Malaysia"}, feeds.Source{}, "malaysia"},
		{"a city and its state", feeds.Category{Term: "Paris, Texas"}, feeds.Source{}, "united-states"},

		{"levels", feeds.Category{Term: "World/Asia/Malaysia"}, feeds.Source{}, "malaysia"},
		{"levels of a shop", feeds.Category{Term: "News > Malaysia > Politics"}, feeds.Source{}, "malaysia"},
		{"levels that are no places", feeds.Category{Term: "News/IT/AI"}, feeds.Source{}, ""},

		{"a code by its scheme", feeds.Category{Term: "IT", Scheme: "urn:iso:std:iso:3166"}, feeds.Source{}, "italy"},
		{"a small code by its scheme", feeds.Category{Term: "my", Scheme: "https://news.example/country"}, feeds.Source{}, "malaysia"},
		{"three letters by their scheme", feeds.Category{Term: "MYS", Scheme: "http://vocabulary.example/iso-3166-1"}, feeds.Source{}, "malaysia"},
		{"a number by its scheme", feeds.Category{Term: "458", Scheme: "https://unstats.example/m49"}, feeds.Source{}, "malaysia"},
		{"a word in a scheme of codes", feeds.Category{Term: "XX", Scheme: "urn:iso:std:iso:3166"}, feeds.Source{}, ""},
		{"a code in a scheme of topics", feeds.Category{Term: "IT", Scheme: "https://news.example/topics"}, feeds.Source{}, ""},

		{"Georgia", feeds.Category{Term: "Georgia"}, feeds.Source{}, "georgia"},
		{"Georgia in an American source", feeds.Category{Term: "Georgia"}, ohio, "united-states"},
		{"Georgia's slug in an American source", feeds.Category{Term: "georgia"}, ohio, "united-states"},
		{"Georgia in a Georgian source", feeds.Category{Term: "Georgia"}, tbilisi, "georgia"},
		{"Jordan in an American source", feeds.Category{Term: "Jordan"}, ohio, "jordan"},
		{"a person", feeds.Category{Term: "Michael Jordan"}, feeds.Source{}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			it := feeds.Item{Title: "A quiet day", Categories: []feeds.Category{tt.category}}
			placements := placer.Place(it, tt.src)
			got := ""
			if len(placements) > 0 && placements[0].Evidence[0].Kind == feeds.ByCategory {
				got = slugs(placements)
			}
			if got != tt.want {
				t.Errorf("%+v places in %q, want %q", tt.category, got, tt.want)
			}
		})
	}
}

// TestWordsInTitles puts words that are also codes and names into titles.
func TestWordsInTitles(t *testing.T) {
	placer := place.New(feeds.Builtin())
	for _, title := range []string{
		"AI BEATS IT AGAIN", "AI in IT", "IT IS NO ME TV", "TELL US MORE ABOUT ME", "LA POLICE ARRÊTE UN HOMME", "LA CASA DE LA ABUELA",
		"DE LA SOUL TOUR", "CAN WE DO IT", "PR firm wins", "MS patients", "CD-ROM is back", "A DC-10 for sale", "BRUNSWICK <BC> FILES FOR A SHELF",
		"Chelsea win again", "A speech by Sheikh Ali al-Sabah", "The Uruguay Round of talks begins", "Credit Suisse is sold",
		"Royal Dutch sells a rig", "What the Paris accord asks for",
	} {
		if got := placer.Place(feeds.Item{Title: title}, feeds.Source{}); len(got) > 0 && got[0].Confidence >= 0.5 {
			t.Errorf("%q is placed in %q, for %q", title, slugs(got), got[0].Evidence[0].Text)
		}
	}
}
