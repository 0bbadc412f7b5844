package place

import "slices"

// The weights of meanings against each other, in thousands of people: what a
// name stands for when nothing in the item says. A country is what news means
// before any namesake town; a state is as a great city.
const (
	countryWeight  = 20_000
	divisionWeight = 10_000
	otherWeight    = 5_000
	zoneWeight     = 100
)

// supported multiplies the weight of a meaning whose country the item names
// otherwise; local that of one that lies in the source's regions.
const (
	supported = 8
	local     = 4
)

// weigh picks the place that has the most of a name's weight. With a share of
// nothing any will do; a name left without one stays open at first, and is
// dropped when the source has been asked too.
func (x *index) weigh(r *reading, h *hit, share float64, inDateline bool) {
	g := x.gazetteer(h)
	best, sum := 0.0, 0.0
	for at := h.head; at > 0; at = g.meanings[at].next {
		place := g.meanings[at].place
		if x.slugs[place] == "" || g.isAgain(h.head, at) {
			continue
		}
		w, k := x.placeWeight(r, h, place, inDateline)
		w *= x.context(r, place)
		if x.isKin(r, h, place) {
			w *= supported
		}
		if r.isLocal && k != 0 && x.slugs[place] == localCountry && g.isTown(h.head, place) {
			w *= inLocal
		}
		sum += w
		if w > best && k != 0 {
			best, h.place, h.kind = w, place, k
		}
	}
	switch {
	case best > 0 && best >= share*sum:
		h.state = settled
	case share <= sure:
		h.state = dropped
	}
}

// isAgain reports whether the place of the meaning at is that of one before.
func (g *gazetteer) isAgain(head, at int32) bool {
	for before := head; before != at; before = g.meanings[before].next {
		if g.meanings[before].place == g.meanings[at].place {
			return true
		}
	}
	return false
}

// placeWeight is what one place has of a name's weight, and by which kind of
// name most. The kind is 0 if only a town of that name is there, and the name
// is not in a dateline.
func (x *index) placeWeight(r *reading, h *hit, place uint16, inDateline bool) (sum float64, k kind) {
	g := x.gazetteer(h)
	best := 0.0
	for at := h.head; at > 0; at = g.meanings[at].next {
		m := &g.meanings[at]
		if m.place != place || !r.canMean(h, m) {
			continue
		}
		w := m.weight()
		sum += w
		if w > best && (inDateline || r.isLocal || r.isSeen(h, m)) {
			best, k = w, m.kind
		}
	}
	return sum, k
}

// isSeen reports whether a name may be meaning m outside datelines: a town
// where the words around it say so, and one that is called as words are if it
// has several, with capitals that mean something.
func (r *reading) isSeen(h *hit, m *meaning) bool {
	switch m.kind {
	case town:
		return h.near
	case wordTown:
		return h.near && h.to-h.from > 1 && !r.titleCase
	default:
		return true
	}
}

// isTown reports whether a name is that of a city or town in a place.
func (g *gazetteer) isTown(head int32, place uint16) bool {
	for at := head; at > 0; at = g.meanings[at].next {
		if m := &g.meanings[at]; m.place == place && (m.kind == town || m.kind == wordTown || m.kind == bigCity) {
			return true
		}
	}
	return false
}

// context is how much more a place is meant where the item names it otherwise,
// or its source writes of it.
func (x *index) context(r *reading, place uint16) float64 {
	factor := 1.0
	if r.isSupported(place) {
		factor *= supported
	}
	for _, region := range r.home {
		if x.atlas.Contains(region, x.slugs[place]) {
			return factor * local
		}
	}
	return factor
}

// A state that is called as a country is is told from it by whom the country
// deals with: its neighbours, the union that it wants to join, those whom its
// team meets. Nothing American may be in the item besides, nor be said of the
// name: a Georgia man may be arrested in Spain.
var (
	kin      = map[string][]string{"georgia": {"europe", "caucasus", "european-union", "turkiye", "kazakhstan"}}
	kinWords = wordSet(`nato uefa eurovision schengen accession`)
)

// isKin reports whether the item names what speaks for the country that a name
// may mean.
func (x *index) isKin(r *reading, h *hit, place uint16) bool {
	groups := kin[x.slugs[place]]
	if groups == nil || !x.gazetteer(h).has(h.head, division) {
		return false
	}
	if at := int(h.to); at < len(r.tokens) && localNouns[r.tokens[at].hash] {
		return false
	}
	is := slices.ContainsFunc(r.tokens, func(t token) bool { return t.upper && kinWords[t.hash] })
	for _, p := range r.support {
		if x.slugs[p] == localCountry {
			return false
		}
		is = is || slices.ContainsFunc(groups, func(group string) bool { return x.atlas.Contains(group, x.slugs[p]) })
	}
	return is
}

// canMean reports whether the hit is written as meaning m is.
func (r *reading) canMean(h *hit, m *meaning) bool {
	if h.kind == short || m.kind == short {
		return h.kind == m.kind
	}
	switch m.kind {
	case noPlace, givenName, familyName, familyWord, capital:
		return false
	case stem, slavic:
		return true
	default:
	}
	if s := r.tokens[h.from].script; s != latin && s != cyrillic {
		return true
	}
	return r.fits(m, int(h.from), int(h.to)-1)
}

// weight is what a meaning weighs by itself.
func (m *meaning) weight() float64 {
	switch {
	case m.size > 0:
		return float64(m.size)
	case m.kind == country, m.kind == people, m.kind == operators:
		return countryWeight
	case m.kind == division, m.kind == short:
		return divisionWeight
	case m.kind == zoneCity:
		return zoneWeight
	}
	return otherWeight
}

// isSupported reports whether the item names a place beyond doubt.
func (r *reading) isSupported(place uint16) bool { return slices.Contains(r.support, place) }
