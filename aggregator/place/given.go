package place

import (
	"strconv"

	"dateline/feeds"
)

// given is a place that an item names outside its text.
type given struct {
	place uint16
	kind  feeds.EvidenceKind
	text  string
}

// findGiven takes the item's categories, its position, and the names that are
// given as its places. They speak for names in the text too.
func (x *index) findGiven(r *reading, it *feeds.Item) {
	for _, c := range it.Categories {
		name := c.Term
		if c.Label != "" {
			name = c.Label
		}
		x.give(r, name, feeds.ByCategory)
	}
	for _, name := range it.Spatial {
		x.give(r, name, feeds.ByGeo)
	}
	if it.Geo == nil {
		return
	}
	if slug, ok := x.atlas.Resolve(countryAt(*it.Geo)); ok {
		text := strconv.FormatFloat(it.Geo.Lat, 'f', -1, 64) + " " + strconv.FormatFloat(it.Geo.Lon, 'f', -1, 64)
		r.given = append(r.given, given{x.place[slug], feeds.ByGeo, text})
		r.support = append(r.support, x.place[slug])
	}
}

func (x *index) give(r *reading, name string, k feeds.EvidenceKind) {
	place, ok := x.named(name, k == feeds.ByGeo)
	if !ok {
		return
	}
	for _, g := range r.given {
		if g.place == place && g.kind == k {
			return
		}
	}
	r.given = append(r.given, given{place, k, name})
	r.support = append(r.support, place)
}

// named is the region that a whole text names: a slug, an alias or any name.
// What is no place may be a town only if it is given as one.
func (x *index) named(name string, isPlace bool) (uint16, bool) {
	if slug, ok := x.atlas.Resolve(name); ok && len(name) > 3 && slug != feeds.World {
		place, ok := x.place[slug]
		return place, ok
	}
	r := readings.Get().(*reading)
	defer readings.Put(r)
	r.read(&feeds.Item{Title: name})
	if len(r.tokens) == 0 {
		return 0, false
	}
	h, ok := x.datelinePlace(r, 0)
	if !ok || int(h.to) != len(r.tokens) {
		return 0, false
	}
	x.choose(r, &h, 0, isPlace)
	return h.place, h.state == settled
}
