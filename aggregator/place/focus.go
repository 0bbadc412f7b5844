package place

import (
	"math"
	"slices"
	"strconv"

	"dateline/feeds"
)

// class is how a name speaks for its place.
type class uint8

const (
	asCountry class = iota
	asPeople
	asCapital
	asCity
	asDivision
	asSeat
	asInstitute
	asGroup
	inMoney
	inCompany
	classes
)

// classOf is the class of a settled name that is part of nothing else.
func (x *index) classOf(h *hit) class {
	switch h.kind {
	case people, stem:
		return asPeople
	case bigCity, town, zoneCity:
		g := x.gazetteer(h)
		for at := h.head; at > 0; at = g.meanings[at].next {
			if m := &g.meanings[at]; m.kind == capital && m.place == h.place {
				return asCapital
			}
		}
		return asCity
	case division, short:
		return asDivision
	case seat:
		return asSeat
	case institute, money:
		return asInstitute
	case group, groupMen:
		return asGroup
	}
	return asCountry
}

// where in an item a name stands.
type where uint8

const (
	inTitle where = iota
	inLead        // the first sentence or so
	inBody        // what follows
	wheres
)

// leadLength is how many bytes of the text are its lead.
const leadLength = 180

// score is what speaks for a region.
type score struct {
	place    uint16
	dateline bool
	given    bool // a category or position
	mentions [wheres][classes]uint8
	isFirst  bool // its name is the first in the title
	points   float64
	sure     float64
	evidence []feeds.Evidence
}

// of returns the score of a place.
func (r *reading) of(place uint16) *score {
	for i := range r.scores {
		if r.scores[i].place == place {
			return &r.scores[i]
		}
	}
	r.scores = append(r.scores, score{place: place})
	return &r.scores[len(r.scores)-1]
}

// scan finds the names in the title and the text.
func (x *index) scan(r *reading) {
	for i := 0; i < len(r.tokens); {
		p, own := x.longest(r, i, false)
		if p.n == 0 {
			if p = x.names.afterTown(r, i); p.n > 0 {
				r.hits = append(r.hits, hit{from: int32(i), to: int32(i + p.n), head: p.head, kind: short})
			}
			i += max(p.n, 1)
			continue
		}
		h := hit{from: int32(i), to: int32(i + p.n), head: p.head, own: own}
		if own || x.names.isPlace(p.head) && !x.names.has(p.head, noPlace) {
			r.hits = append(r.hits, h)
		}
		i += p.n
	}
}

// gazetteer returns the one that h is of.
func (x *index) gazetteer(h *hit) *gazetteer {
	if h.own {
		return x.own
	}
	return x.names
}

// tally adds up what speaks for each region.
func (x *index) tally(r *reading, it *feeds.Item) {
	for i := range r.dateline.hits {
		if h := &r.dateline.hits[i]; h.state == settled {
			s := r.of(h.place)
			s.dateline = true
			r.note(s, h, feeds.ByDateline, datelinePoints)
		}
	}
	for _, c := range it.Categories {
		name := c.Term
		if c.Label != "" {
			name = c.Label
		}
		x.give(r, name, feeds.ByCategory)
	}
	x.position(r, it)
	lead := r.body
	if len(r.dateline.hits) > 0 && int(r.dateline.end) > r.body {
		lead = int(r.dateline.end)
	}
	lead += leadLength
	first := true
	for i := range r.hits {
		h := &r.hits[i]
		if h.state != settled {
			continue
		}
		c := h.class
		if c == asCountry {
			c = x.classOf(h)
		}
		if c == asInstitute && !x.isAtHome(r, h.place) {
			continue
		}
		s := r.of(h.place)
		at, kind := inBody, feeds.ByText
		switch {
		case int(h.from) < r.bodyAt:
			at, kind = inTitle, feeds.ByTitle
			s.isFirst = s.isFirst || first
			first = false
		case int(r.tokens[h.from].start) < lead:
			at = inLead
		}
		s.mentions[at][c]++
		r.note(s, h, kind, wherePoints[at]*classPoints[c])
	}
}

// isAtHome reports whether the item's source may mean a place without saying
// so: it writes of there, or nobody knows of where. A senate is not the
// American one in a paper of Manila.
func (x *index) isAtHome(r *reading, place uint16) bool {
	return len(r.home) == 0 || slices.ContainsFunc(r.home, func(region string) bool { return x.atlas.Contains(region, x.slugs[place]) })
}

// position adds the country of a position, and the places named as such.
func (x *index) position(r *reading, it *feeds.Item) {
	for _, name := range it.Spatial {
		x.give(r, name, feeds.ByGeo)
	}
	if it.Geo == nil {
		return
	}
	if slug, ok := x.atlas.Resolve(countryAt(*it.Geo)); ok {
		s := r.of(x.place[slug])
		s.given = true
		text := strconv.FormatFloat(it.Geo.Lat, 'f', -1, 64) + " " + strconv.FormatFloat(it.Geo.Lon, 'f', -1, 64)
		s.evidence = append(s.evidence, feeds.Evidence{Kind: feeds.ByGeo, Text: text, Weight: alone(givenPoints)})
	}
}

// give adds a region that the item names outside its text.
func (x *index) give(r *reading, name string, k feeds.EvidenceKind) {
	place, ok := x.named(name)
	if !ok {
		return
	}
	s := r.of(place)
	s.given = true
	s.evidence = append(s.evidence, feeds.Evidence{Kind: k, Text: name, Weight: alone(givenPoints)})
}

// named is the region that a whole text names: a slug, an alias or any name.
func (x *index) named(name string) (uint16, bool) {
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
	x.choose(r, &h, 0, true)
	return h.place, h.state == settled
}

// reasons is how much evidence is kept for a region: readers want to know why,
// not everything.
const reasons = 6

// note keeps a name as evidence.
func (r *reading) note(s *score, h *hit, k feeds.EvidenceKind, points float64) {
	text := r.text[r.tokens[h.from].start:r.tokens[h.to-1].end]
	if len(s.evidence) == reasons {
		return
	}
	for _, e := range s.evidence {
		if e.Kind == k && e.Text == string(text) {
			return
		}
	}
	s.evidence = append(s.evidence, feeds.Evidence{Kind: k, Text: string(text), Weight: alone(points)})
}

// alone is the weight of a reason by itself.
func alone(points float64) float64 { return points / (points + 0.5) }

// points of a name by class, before where it stands counts. A country or its
// people in words say most; a city may be where the story was written, or
// where its company is from; a part of something else says little.
var classPoints = [classes]float64{
	asCountry: 1.2, asPeople: 1.2, asCapital: 0.7, asCity: 0.6, asDivision: 0.9,
	asSeat: 0.6, asInstitute: 0.2, asGroup: 0.6, inMoney: 0.15, inCompany: 0.35,
}

// wherePoints are the factors for where a name stands.
var wherePoints = [wheres]float64{inTitle: 3, inLead: 1, inBody: 0.7}

// The United States are named in news of everywhere, so that their name says
// less of what a story is about than another's beside it.
const (
	everywhere       = "united-states"
	everywherePoints = 0.85
)

const (
	datelinePoints = 4
	givenPoints    = 4 // of a category or a position
	enough         = 3 // more names of a kind than these change nothing
)

// weigh adds up a region's points.
func (s *score) weigh(names float64) {
	if s.dateline {
		s.points += datelinePoints
	}
	if s.given {
		s.points += givenPoints
	}
	for w := range s.mentions {
		for c, n := range s.mentions[w] {
			s.points += names * wherePoints[w] * classPoints[c] * float64(min(n, enough))
		}
	}
}

// The confidence that a region is what an item is about is a logistic
// function of its share of all points, of the points themselves, and of how
// it is named. The weights were fitted to items that editors had labelled,
// news of an agency and headlines of papers, half of them checked against the
// other half; of a dozen more features none made a difference of one percent.
const (
	bias       = -1.9
	byShare    = 4.4
	byPoints   = 0.5
	byDateline = 1.8
	byTitle    = 0.4
	byFirst    = 0.15 // the first name in the title: whoever acts
	byWord     = 1.1  // a country or its people in the text
	byWeak     = -2   // nothing but names that may be of another country too
)

func (s *score) confidence(all float64) float64 {
	x := bias + byShare*s.points/all + byPoints*math.Log(s.points)
	if s.dateline || s.given {
		x += byDateline
	}
	if s.isIn(inTitle, asCountry, asSeat) {
		x += byTitle
	}
	if s.isFirst {
		x += byFirst
	}
	if s.isWeak() {
		x += byWeak
	}
	if s.isIn(inLead, asCountry, asPeople) || s.isIn(inBody, asCountry, asPeople) {
		x += byWord
	}
	return 1 / (1 + math.Exp(-x))
}

// isWeak reports whether nothing but institutions, money and companies speaks
// for a region.
func (s *score) isWeak() bool {
	if s.dateline || s.given {
		return false
	}
	for w := range wheres {
		if s.isIn(w, asCountry, asSeat) || s.isIn(w, asGroup, asGroup) {
			return false
		}
	}
	return true
}

// isIn reports whether a name of the classes from first to last stands at w.
func (s *score) isIn(w where, first, last class) bool {
	for c := first; c <= last; c++ {
		if s.mentions[w][c] > 0 {
			return true
		}
	}
	return false
}

// kept is the confidence below which a region was only mentioned, and most
// the number of regions that one item is about.
const (
	kept = 0.45
	most = 5
)

// focus returns the regions that the item is about, and the one that it is
// likeliest about if there is no such.
func (x *index) focus(r *reading) []feeds.Placement {
	all, best := 0.0, 0.0
	for i := range r.scores {
		s := &r.scores[i]
		names := 1.0
		if x.slugs[s.place] == everywhere {
			names = everywherePoints
		}
		s.weigh(names)
		all += s.points
	}
	for i := range r.scores {
		s := &r.scores[i]
		s.sure = s.confidence(all)
		best = max(best, s.sure)
	}
	var placements []feeds.Placement
	for i := range r.scores {
		s := &r.scores[i]
		if s.sure < min(kept, best) || x.group[s.place] && x.isExplained(r, s) {
			continue
		}
		placements = append(placements, feeds.Placement{Slug: x.slugs[s.place], Confidence: s.sure, Evidence: s.evidence})
	}
	feeds.SortPlacements(placements)
	return placements[:min(len(placements), most)]
}

// isExplained reports whether a group is named for a country within it, which
// the item is about.
func (x *index) isExplained(r *reading, group *score) bool {
	for i := range r.scores {
		s := &r.scores[i]
		if s != group && s.sure >= kept && x.slugs[s.place] != x.slugs[group.place] && x.atlas.Contains(x.slugs[group.place], x.slugs[s.place]) {
			return true
		}
	}
	return false
}
