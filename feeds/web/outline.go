package web

import (
	"cmp"
	"slices"

	"dateline/feeds"
)

// outline is the order in which regions stand on the front page. It depends on
// the atlas alone.
type outline struct {
	continents []continent
	// groups are those that are no part of a continent: unions, newsrooms'
	// and operators' own; also groups that cut across its parts.
	groups []string
	// widestFirst are all regions, by how many others they contain.
	widestFirst []string
}

// way lists the regions through which a reader of the front page comes to a
// region: the world, the continent and the area that it stands under.
func (o outline) way(slug string) []string {
	if slug == feeds.World || slug == feeds.Unplaced {
		return nil
	}
	for _, c := range o.continents {
		if c.slug == slug {
			break
		}
		for _, p := range c.parts {
			switch {
			case p.slug == slug, p.slug == c.slug && slices.Contains(p.countries, slug):
				return []string{feeds.World, c.slug}
			case slices.Contains(p.countries, slug):
				return []string{feeds.World, c.slug, p.slug}
			}
		}
	}
	return []string{feeds.World}
}

// continent is one of the five UN M49 areas with its parts; lists
// are sorted by slug, which sorts accented names where people look for them.
type continent struct {
	slug  string
	parts []part
}

// part is an area of a continent and the countries that stand under it. The
// slug is the continent's own for countries without a smaller area.
type part struct {
	slug      string
	countries []string
}

// continentCodes are Africa, the Americas, Asia, Europe and Oceania.
var continentCodes = []string{"002", "019", "142", "150", "009"}

// newOutline puts each country under the smallest M49 area that contains it,
// and each area that got countries under its continent.
func newOutline(atlas *feeds.Atlas) outline {
	o := outline{widestFirst: bySize(atlas)}
	shown := map[string]bool{feeds.World: true}
	for _, code := range continentCodes {
		slug, ok := atlas.Resolve(code)
		if !ok {
			continue
		}
		c := newContinent(atlas, slug, o.widestFirst, shown)
		o.continents = append(o.continents, c)
	}
	for _, slug := range atlas.Slugs() {
		if !shown[slug] {
			o.groups = append(o.groups, slug)
		}
	}
	slices.SortFunc(o.continents, func(a, b continent) int { return cmp.Compare(a.slug, b.slug) })
	return o
}

func newContinent(atlas *feeds.Atlas, slug string, widestFirst []string, shown map[string]bool) continent {
	c := continent{slug: slug}
	shown[slug] = true
	areas := areasOf(atlas, slug, widestFirst)
	byArea := map[string][]string{}
	for _, country := range atlas.Slugs() {
		region, _ := atlas.Region(country)
		if region.Kind != feeds.Country || shown[country] || !atlas.Contains(slug, country) {
			continue
		}
		shown[country] = true
		home := slices.IndexFunc(areas, func(a string) bool { return atlas.Contains(a, country) })
		byArea[areas[home]] = append(byArea[areas[home]], country)
	}
	for area, countries := range byArea {
		shown[area] = true
		c.parts = append(c.parts, part{area, countries})
	}
	slices.SortFunc(c.parts, func(a, b part) int { return cmp.Compare(a.slug, b.slug) })
	return c
}

// areasOf lists the M49 areas within a continent, the smallest first and the
// continent itself last.
func areasOf(atlas *feeds.Atlas, continent string, widestFirst []string) []string {
	var areas []string
	for _, slug := range slices.Backward(widestFirst) {
		region, _ := atlas.Region(slug)
		if region.Kind == feeds.Group && hasM49(region) && slug != continent && atlas.Contains(continent, slug) {
			areas = append(areas, slug)
		}
	}
	return append(areas, continent)
}

func hasM49(r feeds.Region) bool {
	return slices.ContainsFunc(r.Codes, func(code string) bool {
		return len(code) == 3 && code[0] >= '0' && code[0] <= '9'
	})
}

func bySize(atlas *feeds.Atlas) []string {
	slugs := atlas.Slugs()
	size := make(map[string]int, len(slugs))
	for _, inner := range slugs {
		for _, outer := range slugs {
			if atlas.Contains(outer, inner) {
				size[outer]++
			}
		}
	}
	slices.SortStableFunc(slugs, func(a, b string) int { return cmp.Compare(size[b], size[a]) })
	return slugs
}
