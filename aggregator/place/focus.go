package place

import (
	"math"

	"dateline/feeds"
)

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

// isNamed reports whether the country itself is named, not just a city.
func (s *score) isNamed() bool {
	if s.given {
		return true
	}
	for w := range wheres {
		if s.isIn(w, asCountry, asPeople) || s.isIn(w, asDivision, asSeat) {
			return true
		}
	}
	return false
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
// the item is about and names. A city does not explain it: Brussels writes of
// the Union, and ministers of a region meet somewhere.
func (x *index) isExplained(r *reading, group *score) bool {
	for i := range r.scores {
		s := &r.scores[i]
		if s != group && s.sure >= kept && s.isNamed() && x.slugs[s.place] != x.slugs[group.place] && x.atlas.Contains(x.slugs[group.place], x.slugs[s.place]) {
			return true
		}
	}
	return false
}
