package web

import (
	"slices"
	"testing"

	"dateline/feeds"
)

// TestOutline wants every region of the atlas on the front page exactly once,
// wherever it belongs.
func TestOutline(t *testing.T) {
	atlas, err := feeds.NewAtlas([]feeds.Grouping{{Slug: "nusantara", Name: "Nusantara", Includes: []string{"malaysia", "indonesia"}}})
	if err != nil {
		t.Fatal(err)
	}
	o := newOutline(atlas)
	shown := map[string]int{feeds.World: 1}
	under := map[string]string{}
	for _, c := range o.continents {
		shown[c.slug]++
		for _, p := range c.parts {
			if p.slug != c.slug {
				shown[p.slug]++
			}
			for _, country := range p.countries {
				shown[country]++
				under[country] = c.slug + "/" + p.slug
			}
		}
	}
	for _, g := range o.groups {
		shown[g]++
	}
	for _, slug := range atlas.Slugs() {
		if shown[slug] != 1 {
			t.Errorf("%s is shown %d times", slug, shown[slug])
		}
	}
	want := map[string]string{
		"malaysia": "asia/southeast-asia", "kenya": "africa/eastern-africa", "france": "europe/western-europe",
		"united-states": "americas/northern-america", "cuba": "americas/caribbean", "fiji": "oceania/melanesia",
	}
	for country, path := range want {
		if under[country] != path {
			t.Errorf("%s stands under %s, want %s", country, under[country], path)
		}
	}
	for _, group := range []string{"nusantara", "asean", "european-union", "latin-america"} {
		if !slices.Contains(o.groups, group) {
			t.Errorf("%s is not among the groups", group)
		}
	}
	if o.widestFirst[0] != feeds.World {
		t.Errorf("the widest region is %s", o.widestFirst[0])
	}
}
