package place

import (
	"slices"
	"strconv"
	"strings"

	"dateline/feeds"
)

// given is a place that an item names outside its text.
type given struct {
	place uint16
	kind  feeds.EvidenceKind
	text  string
}

// findGiven takes the item's categories, its position, and the names that are
// given as its places. They speak for names in the text too. Where its source
// is from decides which Georgia a category means.
func (x *index) findGiven(r *reading, it *feeds.Item, src *feeds.Source) {
	if len(it.Categories) > 0 || len(it.Spatial) > 0 {
		r.home = x.home(it, src, r.home)
	}
	for _, c := range it.Categories {
		if place, ok := x.coded(c); ok {
			r.give(place, feeds.ByCategory, c.Term)
			continue
		}
		name := c.Term
		if c.Label != "" {
			name = c.Label
		}
		for part := range strings.FieldsFuncSeq(name, isLevel) {
			x.give(r, strings.TrimSpace(part), feeds.ByCategory)
		}
	}
	for _, name := range it.Spatial {
		x.give(r, name, feeds.ByGeo)
	}
	r.home = r.home[:0]
	if it.Geo == nil {
		return
	}
	if slug, ok := x.atlas.Resolve(countryAt(*it.Geo)); ok {
		text := strconv.FormatFloat(it.Geo.Lat, 'f', -1, 64) + " " + strconv.FormatFloat(it.Geo.Lon, 'f', -1, 64)
		r.given = append(r.given, given{x.place[slug], feeds.ByGeo, text})
		r.support = append(r.support, x.place[slug])
	}
}

// isLevel reports whether c parts the levels of a category, as in
// "World/Asia/Malaysia" and "News > Malaysia".
func isLevel(c rune) bool { return c == '/' || c == '>' || c == '|' }

// codeSchemes are parts of the names of vocabularies whose terms are codes of
// countries. Without one of them a short term is a word: IT is no country's
// category, nor is AI.
var codeSchemes = []string{"3166", "country", "countries", "m49"}

// coded is the country of a category whose scheme says that it is a code.
func (x *index) coded(c feeds.Category) (uint16, bool) {
	scheme := strings.ToLower(c.Scheme)
	if !slices.ContainsFunc(codeSchemes, func(part string) bool { return strings.Contains(scheme, part) }) {
		return 0, false
	}
	place, ok := x.place[x.countryOf(c.Term)]
	return place, ok
}

func (x *index) give(r *reading, name string, k feeds.EvidenceKind) {
	if place, ok := x.named(name, r.home, k == feeds.ByGeo); ok {
		r.give(place, k, name)
	}
}

// give notes a place that is given, once for each kind of evidence.
func (r *reading) give(place uint16, k feeds.EvidenceKind, text string) {
	for _, g := range r.given {
		if g.place == place && g.kind == k {
			return
		}
	}
	r.given = append(r.given, given{place, k, text})
	r.support = append(r.support, place)
}

// shortName is the length up to which a name may be a code.
const shortName = 3

// named is the region that a whole text names: a slug, an alias or any name.
// What is no place may be a town only if it is given as one.
func (x *index) named(name string, home []string, isPlace bool) (uint16, bool) {
	slug, known := x.atlas.Resolve(name)
	known = known && len(name) > shortName && slug != feeds.World
	r := readings.Get().(*reading)
	defer readings.Put(r)
	r.read(&feeds.Item{Title: name})
	r.home = append(r.home, home...)
	for i := range r.tokens {
		r.tokens[i].upper = r.tokens[i].upper || known // a slug is a name without capitals
	}
	if h, ok := x.whole(r, isPlace); ok && (!known || len(home) > 0 && x.slugs[h.place] != "") {
		return h.place, true
	}
	place, ok := x.place[slug]
	return place, ok && known
}

// whole is the place whose name is a text in full, with a state or country
// after a comma or without. A court or a currency names a topic, not a place, and
// so do two letters that are no country's name.
func (x *index) whole(r *reading, isPlace bool) (hit, bool) {
	if len(r.tokens) == 0 {
		return hit{}, false
	}
	h, ok := x.datelinePlace(r, 0)
	if end := int(h.to); ok && end < len(r.tokens) && r.tokens[end].gap == comma {
		h, ok = x.datelinePlace(r, end)
	}
	if !ok || int(h.to) != len(r.tokens) {
		return hit{}, false
	}
	x.choose(r, &h, 0, isPlace)
	switch {
	case h.kind == institute, h.kind == money:
		return hit{}, false
	case len(r.text) <= shortName && h.kind != country && h.kind != group:
		return hit{}, false
	}
	return h, h.state == settled
}
