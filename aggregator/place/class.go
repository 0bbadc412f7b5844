package place

import "dateline/feeds"

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

// classOf is how a settled name speaks for its place.
func (x *index) classOf(h *hit) class {
	if h.class != asCountry {
		return h.class // part of something else
	}
	switch h.kind {
	case people, stem:
		return asPeople
	case bigCity, town, wordTown, zoneCity:
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
	default: // a country's name, and the operators' regions
		return asCountry
	}
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
	mentions [wheres][classes]uint16
	first    float64 // 1 if its name is the first in the title, less in a row with it
	after    bool    // the title names it only after a semicolon, as one that reacts
	listed   bool    // named in the text in a row of places
	inText   uint16  // how often the text names it
	aside    uint16  // how often of these only to say where something else is from
	points   float64 // how much it is spoken of
	sure     float64 // the confidence that the item is about it
	notes    [reasons]note
	noted    int
}

// note is a reason that speaks for a region, as long as nobody has asked for
// it in words.
type note struct {
	kind     feeds.EvidenceKind
	from, to int32  // of the text
	given    string // what stands outside the text
	weight   float64
}

// reasons is how much evidence is kept for a region: readers want to know why,
// not everything.
const reasons = 6

// add keeps a reason, if there is room.
func (s *score) add(n note) {
	if s.noted < reasons {
		s.notes[s.noted] = n
		s.noted++
	}
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
