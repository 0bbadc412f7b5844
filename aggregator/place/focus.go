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

// trait is something about how a region is named that makes it likelier, or
// less likely, that the item is about it.
type trait uint8

const (
	always        trait = iota
	byShare             // its share of all points
	byDateline          // a dateline, category or position
	byTitle             // a country or division in the title, in its first clause
	byFirst             // the first name in the title, and those in a row with it: whoever acts
	byLead              // a country or its people in the title or the first sentence
	byPeople            // never the country, only people, adjectives: a Swiss company may be anywhere
	byOften             // how often the text names it
	byRow               // in a row of places, which are meant alike
	aside               // in the text only where something else is from
	byWeak              // nothing but names that may be of another country too
	inCompanyNews       // words for companies, if it was written elsewhere
	inStateNews         // words for states, likewise, and a country in words
	traits
)

// traitWeights make the confidence that an item is about a region a logistic
// function of its traits. They were fitted to items that editors had labelled,
// news of an agency and headlines of papers, each half of them checked against
// the other half; byWeak alone is set by hand, for items that name no more than
// a senate are too few among them. A model of all the words of the items, and
// of those around each name, did no better.
var traitWeights = [traits]float64{
	always: -2.15, byShare: 3.85, byDateline: 2.8, byTitle: 0.4, byFirst: 0.15, byLead: 0.85, byPeople: -0.4, byOften: 0.55,
	byRow: 0.5, aside: -0.25, byWeak: -2, inCompanyNews: -0.25, inStateNews: 0.45,
}

// often is how many names in the text are many.
const often = 4

// traits are those of a region that has its part of all points. The title of
// an item without a text says all that it says.
func (r *reading) traits(s *score, all float64) (t [traits]float64) {
	inWords := s.isWord(inLead) || s.isWord(inBody)
	isLead := s.isWord(inTitle) || s.isWord(inLead)
	isCountry := s.isIn(inTitle, asCountry, asCountry) || s.isIn(inLead, asCountry, asCountry) || s.isIn(inBody, asCountry, asCountry)
	if r.bodyAt == len(r.tokens) {
		isLead = isLead || s.isIn(inTitle, asCountry, asSeat)
	}
	t[always], t[byShare] = 1, s.points/all
	t[byTitle] = one(!s.after && (s.isWord(inTitle) || s.isIn(inTitle, asDivision, asSeat)))
	t[byFirst] = s.first
	t[byLead], t[byPeople] = one(isLead), one(!isCountry && inWords)
	t[byOften] = float64(min(s.inText, often))
	t[byRow] = one(s.listed)
	t[aside] = one(s.inText > 0 && s.inText == s.aside)
	t[byWeak] = one(s.isWeak())
	if s.dateline || s.given {
		t[byDateline] = 1
	} else if len(r.dateline.hits) > 0 {
		t[inCompanyNews] = float64(r.told[ofCompanies])
		t[inStateNews] = float64(r.told[ofStates]) * one(inWords || isLead)
	}
	return t
}

// isWord reports whether a country, its people or a group is named at w, and
// not only a city.
func (s *score) isWord(w where) bool {
	return s.isIn(w, asCountry, asPeople) || s.isIn(w, asGroup, asGroup)
}

func one(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

// confidence is what traits amount to.
func confidence(t *[traits]float64) float64 {
	sum := 0.0
	for i, amount := range t {
		sum += amount * traitWeights[i]
	}
	return 1 / (1 + math.Exp(-sum))
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

// keptFrom is the confidence below which a region was only mentioned, and most
// the number of regions that one item is about.
const (
	keptFrom = 0.43
	most     = 8
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
		t := r.traits(s, all)
		s.sure = confidence(&t)
		best = max(best, s.sure)
	}
	kept := r.kept[:0]
	for i := range r.scores {
		s := &r.scores[i]
		if s.sure >= min(keptFrom, best) && (!x.group[s.place] || s.dateline || !x.isExplained(r, s)) {
			kept = append(kept, int32(i))
		}
	}
	r.kept = kept
	placements := x.placements(r)
	feeds.SortPlacements(placements)
	return placements[:min(len(placements), most)]
}

// placements are the regions that were kept, with their evidence. Its words are
// parts of one string, for most of them are short.
func (x *index) placements(r *reading) []feeds.Placement {
	if len(r.kept) == 0 {
		return nil
	}
	words, reasons := r.words[:0], 0
	for _, i := range r.kept {
		s := &r.scores[i]
		for _, n := range s.notes[:s.noted] {
			words = append(words, r.text[n.from:n.to]...)
		}
		reasons += s.noted
	}
	r.words = words
	text, evidence := string(words), make([]feeds.Evidence, 0, reasons)
	placements := make([]feeds.Placement, 0, len(r.kept))
	for _, i := range r.kept {
		s, from := &r.scores[i], len(evidence)
		for _, n := range s.notes[:s.noted] {
			e := feeds.Evidence{Kind: n.kind, Text: n.given, Weight: n.weight}
			if size := int(n.to - n.from); size > 0 {
				e.Text, text = text[:size], text[size:]
			}
			evidence = append(evidence, e)
		}
		placements = append(placements, feeds.Placement{
			Slug: x.slugs[s.place], Confidence: s.sure, Evidence: evidence[from:len(evidence):len(evidence)],
		})
	}
	return placements
}

// isExplained reports whether a group is named for a country within it, which
// the item is about and names. A city does not explain it: Brussels writes of
// the Union, and ministers of a region meet somewhere.
func (x *index) isExplained(r *reading, group *score) bool {
	for i := range r.scores {
		s := &r.scores[i]
		if s != group && s.sure >= keptFrom && s.isNamed() && x.slugs[s.place] != x.slugs[group.place] && x.atlas.Contains(x.slugs[group.place], x.slugs[s.place]) {
			return true
		}
	}
	return false
}
