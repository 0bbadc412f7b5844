package place

import (
	"slices"
	"strings"

	"dateline/feeds"
)

// exactly places an item in the named regions, whatever it says. Without a
// text of its own, the evidence is each region's name as configured.
func (x *index) exactly(regions []string, k feeds.EvidenceKind, text string, confidence float64) []feeds.Placement {
	var placements []feeds.Placement
	for _, name := range regions {
		slug, ok := x.atlas.Resolve(name)
		if !ok || slug == feeds.Unplaced || slices.ContainsFunc(placements, func(p feeds.Placement) bool { return p.Slug == slug }) {
			continue
		}
		why := text
		if why == "" {
			why = name
		}
		placements = append(placements, feeds.Placement{
			Slug: slug, Confidence: confidence,
			Evidence: []feeds.Evidence{{Kind: k, Text: why, Weight: confidence}},
		})
	}
	feeds.SortPlacements(placements)
	return placements
}

// The confidence in what a source says of an item that says nothing: its
// regions were chosen by someone who knows it, a tag or a domain was not.
const (
	bySource   = 0.5
	byLanguage = 0.4
	byDomain   = 0.3
)

// fallback places an item that says nothing of its own by its source: the
// configured regions, the exact language, the country's domain.
func (x *index) fallback(it *feeds.Item, src feeds.Source) []feeds.Placement {
	if placements := x.exactly(src.Regions, feeds.BySource, "", bySource); len(placements) > 0 {
		return placements
	}
	for _, tag := range [...]string{it.Language, src.Language} {
		if slug := x.languageRegion(tag); slug != "" {
			return x.exactly([]string{slug}, feeds.ByLanguage, tag, byLanguage)
		}
	}
	for _, address := range [...]string{src.URL, it.Link} {
		if slug, domain := x.domainRegion(address); slug != "" {
			return x.exactly([]string{slug}, feeds.ByDomain, domain, byDomain)
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
