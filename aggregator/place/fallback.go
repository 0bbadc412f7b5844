package place

import (
	"slices"
	"strings"

	"dateline/feeds"
)

// fixed places an item in exactly the source's regions.
func (x *index) fixed(src feeds.Source) []feeds.Placement {
	return x.sourceRegions(src, 1)
}

func (x *index) sourceRegions(src feeds.Source, confidence float64) []feeds.Placement {
	var placements []feeds.Placement
	for _, name := range src.Regions {
		slug, ok := x.atlas.Resolve(name)
		if !ok || slices.ContainsFunc(placements, func(p feeds.Placement) bool { return p.Slug == slug }) {
			continue
		}
		placements = append(placements, feeds.Placement{Slug: slug, Confidence: confidence,
			Evidence: []feeds.Evidence{{Kind: feeds.BySource, Text: name, Weight: confidence}}})
	}
	feeds.SortPlacements(placements)
	return placements
}

// fallback places an item that says nothing of its own by its source: the
// configured regions, the exact language, the country's domain.
func (x *index) fallback(it *feeds.Item, src feeds.Source) []feeds.Placement {
	if ps := x.sourceRegions(src, 0.5); len(ps) > 0 {
		return ps
	}
	for _, tag := range []string{it.Language, src.Language} {
		if slug := x.languageRegion(tag); slug != "" {
			return []feeds.Placement{{Slug: slug, Confidence: 0.4,
				Evidence: []feeds.Evidence{{Kind: feeds.ByLanguage, Text: tag, Weight: 0.4}}}}
		}
	}
	for _, address := range []string{src.URL, it.Link} {
		if slug, domain := x.domainRegion(address); slug != "" {
			return []feeds.Placement{{Slug: slug, Confidence: 0.3,
				Evidence: []feeds.Evidence{{Kind: feeds.ByDomain, Text: domain, Weight: 0.3}}}}
		}
	}
	return nil
}

// languageRegion is the country of a tag that names one: en-MY, zh-Hant-TW.
func (x *index) languageRegion(tag string) string {
	_, rest, more := strings.Cut(tag, "-")
	for more {
		var part string
		part, rest, more = strings.Cut(rest, "-")
		switch {
		case len(part) == 1:
			return "" // extensions and private use follow
		case len(part) == 2, len(part) == 3 && part[0] <= '9':
			return x.countryOf(part)
		}
	}
	return ""
}

// countryOf is the slug of the country with an ISO 3166-1 or M49 code.
func (x *index) countryOf(code string) string {
	slug, ok := x.atlas.Resolve(code)
	if !ok {
		return ""
	}
	if region, _ := x.atlas.Region(slug); region.Kind != feeds.Country || !slices.Contains(region.Codes, strings.ToUpper(code)) {
		return ""
	}
	return slug
}

// home appends to into the regions that an item's source speaks of: as
// configured, or by its language, or by its domain.
func (x *index) home(it *feeds.Item, src *feeds.Source, into []string) []string {
	for _, name := range src.Regions {
		if slug, ok := x.atlas.Resolve(name); ok {
			into = append(into, slug)
		}
	}
	if len(into) > 0 {
		return into
	}
	for _, tag := range [...]string{it.Language, src.Language} {
		if slug := x.languageRegion(tag); slug != "" {
			return append(into, slug)
		}
	}
	for _, address := range [...]string{src.URL, it.Link} {
		if slug, _ := x.domainRegion(address); slug != "" {
			return append(into, slug)
		}
	}
	return into
}
