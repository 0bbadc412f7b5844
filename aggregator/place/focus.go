package place

import (
	"math"

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
	dateline [2]bool // first of a dateline, a later one
	given    bool    // a category or position
	mentions [wheres][classes]uint8
	first    bool // the first name in the title
	points   float64
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
			i++
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
			s.dateline[min(i, 1)] = true
			r.note(s, h, feeds.ByDateline)
		}
	}
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
	lead := r.body
	if len(r.dateline.hits) > 0 && int(r.dateline.end) > r.body {
		lead = int(r.dateline.end)
	}
	lead += leadLength
	firstInTitle := true
	for i := range r.hits {
		h := &r.hits[i]
		if h.state != settled {
			continue
		}
		s := r.of(h.place)
		at, kind := inBody, feeds.ByText
		switch {
		case int(h.from) < r.bodyAt:
			at, kind = inTitle, feeds.ByTitle
			s.first = s.first || firstInTitle
			firstInTitle = false
		case int(r.tokens[h.from].start) < lead:
			at = inLead
		}
		c := h.class
		if c == asCountry {
			c = x.classOf(h)
		}
		s.mentions[at][c]++
		r.note(s, h, kind)
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
	s.evidence = append(s.evidence, feeds.Evidence{Kind: k, Text: name, Weight: 0.9})
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

// note keeps a name as evidence.
func (r *reading) note(s *score, h *hit, k feeds.EvidenceKind) {
	text := r.text[r.tokens[h.from].start:r.tokens[h.to-1].end]
	for _, e := range s.evidence {
		if e.Kind == k && e.Text == string(text) {
			return
		}
	}
	s.evidence = append(s.evidence, feeds.Evidence{Kind: k, Text: string(text), Weight: 0.5})
}

// focus keeps what the item is about.
func (x *index) focus(r *reading, it *feeds.Item) []feeds.Placement {
	best := 0.0
	for i := range r.scores {
		s := &r.scores[i]
		s.points = s.sum()
		best = max(best, s.points)
	}
	var kept []feeds.Placement
	for _, s := range r.scores {
		if s.points < 0.34*best || x.group[s.place] && x.explained(r, s, best) {
			continue
		}
		confidence := s.points / (s.points + 1.5) * (0.5 + 0.5*s.points/best)
		kept = append(kept, feeds.Placement{Slug: x.slugs[s.place], Confidence: math.Min(confidence, 1), Evidence: s.evidence})
	}
	feeds.SortPlacements(kept)
	return kept[:min(len(kept), 5)]
}

var classWeights = [classes]float64{1, 1, 1, 1, 1, 1, 0.2, 0.6, 0.2, 0.4}

func (s *score) sum() float64 {
	p := 0.0
	if s.dateline[0] || s.dateline[1] {
		p += 4
	}
	if s.given {
		p += 3
	}
	for w := range s.mentions {
		for c, n := range s.mentions[w] {
			f := 1.0
			if where(w) == inTitle {
				f = 3
			}
			p += f * classWeights[c] * float64(n)
		}
	}
	return p
}

// explained reports whether a group is named for a country within it.
func (x *index) explained(r *reading, group score, best float64) bool {
	for _, s := range r.scores {
		if s.place != group.place && s.points >= 0.34*best && x.atlas.Contains(x.slugs[group.place], x.slugs[s.place]) {
			return true
		}
	}
	return false
}
