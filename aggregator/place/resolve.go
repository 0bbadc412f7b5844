package place

import (
	"dateline/feeds"
)

// sure is the share of a name's weight that one place must have for the name
// to stand for it; surer is the share at which it speaks for other names.
// Agencies leave the country out after well-known cities: known is the share
// that makes a city so.
const (
	sure  = 0.6
	known = 0.8
	surer = 0.85
)

// resolve decides what each name stands for: first the names that stand for
// one place, or say themselves which one they mean, then the others by these
// and by the source.
func (x *index) resolve(r *reading, it *feeds.Item, src *feeds.Source) {
	r.caps = r.isMostly(func(t *token) bool { return t.caps || t.dotted }, 0.6)
	r.titleCase = r.isMostly(func(t *token) bool { return t.upper }, 0.6) && !r.hasSmallWord()
	r.told = r.tell()
	r.isLocal = r.tellsLocal()
	for i := range r.dateline.hits {
		if h := &r.dateline.hits[i]; h.state == settled { // a code
			r.support = append(r.support, h.place)
		} else {
			x.choose(r, h, known, true)
		}
	}
	x.findPersons(r)
	for i := range r.hits {
		h := &r.hits[i]
		start := r.tokens[h.from].start
		if start >= r.dateline.from && start < r.dateline.end {
			h.state = dropped
			continue
		}
		x.classify(r, i)
		if h.state == open && !x.qualify(r, i) {
			x.choose(r, h, surer, false)
		}
	}
	r.home = x.home(it, src, r.home[:0])
	for i := range r.dateline.hits {
		if h := &r.dateline.hits[i]; h.state == open {
			x.weigh(r, h, 0, true)
		}
	}
	for i := range r.hits {
		if h := &r.hits[i]; h.state == open {
			x.weigh(r, h, sure, false)
		}
	}
}

// isMostly reports whether a share of the title's longer words is so.
func (r *reading) isMostly(is func(*token) bool, share float64) bool {
	n, so := 0, 0
	for i := range r.tokens[:r.bodyAt] {
		if t := &r.tokens[i]; t.script == latin && t.end-t.start >= 4 {
			n++
			if is(t) {
				so++
			}
		}
	}
	return n > 0 && float64(so) >= share*float64(n)
}

// hasSmallWord reports whether the title has a longer word without a capital
// that titles which write every word with one would not leave so.
func (r *reading) hasSmallWord() bool {
	for i := range r.tokens[:r.bodyAt] {
		t := &r.tokens[i]
		if t.script == latin && !t.upper && !t.number && t.gap != joined && t.gap != hyphen && t.end-t.start >= 4 && !smallWords[t.hash] {
			return true
		}
	}
	return false
}

// smallWords are the longer words that stay small in titles.
var smallWords = wordSet(`with from into over than onto upon amid near like about after under until since while among across before behind
	below during against between through toward towards without within around that this your what when where their they have says`)

// choose settles a name if one place has the given share of its weight.
func (x *index) choose(r *reading, h *hit, share float64, inDateline bool) {
	x.weigh(r, h, share, inDateline)
	if h.state == settled {
		r.support = append(r.support, h.place)
	}
}

// qualify settles a name that a state or country follows after a comma:
// "Paris, Texas", "Cambridge, Mass.".
func (x *index) qualify(r *reading, i int) bool {
	h := &r.hits[i]
	next := int(h.to)
	if next >= len(r.tokens) || r.tokens[next].gap != comma || h.own {
		return false
	}
	if p := x.names.afterComma(r, next); p.n > 0 && !r.caps {
		q := hit{from: int32(next), to: int32(next + p.n), head: p.head, kind: short}
		x.choose(r, &q, 0, true)
		return x.mean(h, q.place)
	}
	if i+1 == len(r.hits) || int(r.hits[i+1].from) != next {
		return false
	}
	q := r.hits[i+1]
	if !x.names.has(q.head, country) && !x.names.has(q.head, division) {
		return false
	}
	for at := q.head; at > 0; at = x.names.meanings[at].next {
		m := &x.names.meanings[at]
		if (m.kind == country || m.kind == division) && x.mean(h, m.place) {
			r.hits[i+1].place, r.hits[i+1].kind, r.hits[i+1].state = m.place, m.kind, settled
			return true
		}
	}
	return x.qualifyUnknown(r, i)
}

// qualifyUnknown settles a name that the gazetteer does not know of where the
// words after the comma say: Mexico, Missouri; Santa Cruz, Bolivia. American
// towns are called like countries and cities everywhere, but a row of places
// has commas too: Mexico, Texas and Arizona; Washington, Iran resume talks.
func (x *index) qualifyUnknown(r *reading, i int) bool {
	h, q := &r.hits[i], &r.hits[i+1]
	if x.isInRow(r, i) {
		return false
	}
	for at := q.head; at > 0; at = x.names.meanings[at].next {
		m := &x.names.meanings[at]
		switch {
		case x.slugs[m.place] == "":
			continue
		case m.kind == division && x.slugs[m.place] == localCountry && !x.names.isMoreThanState(q.head) && x.isTownThere(r, i):
		case m.kind == country && x.isLesserTown(h.head):
		default:
			continue
		}
		h.place, h.kind, h.state = m.place, town, settled
		q.place, q.kind, q.state = m.place, m.kind, settled
		return true
	}
	return false
}

// isInRow reports whether the names i and i+1 are in a row of more, or joined
// with what follows.
func (x *index) isInRow(r *reading, i int) bool {
	if i > 0 && r.hits[i-1].to == r.hits[i].from && r.tokens[r.hits[i].from].gap == comma {
		return true
	}
	end := int(r.hits[i+1].to)
	if end >= len(r.tokens) || r.tokens[end].gap > comma {
		return false
	}
	if isAnd(r, end) {
		return true
	}
	return r.tokens[end].gap == comma && i+2 < len(r.hits) && int(r.hits[i+2].from) == end && !x.names.has(r.hits[i+2].head, institute)
}

// isTownThere reports whether name i is a town of the state after it, and not a
// country that acts with it, as at the beginning of a headline: Mexico, Texas
// Share Water.
func (x *index) isTownThere(r *reading, i int) bool {
	end := int(r.hits[i+1].to)
	isClosed := end >= len(r.tokens) || r.tokens[end].gap >= comma || localNouns[r.tokens[end].hash]
	from := r.hits[i].from
	return isClosed || from > 0 && r.tokens[from].gap == space || !x.names.has(r.hits[i].head, country)
}

// isMoreThanState reports whether a state's name is also a country's or a great
// city's: Georgia, New York.
func (g *gazetteer) isMoreThanState(head int32) bool {
	return g.has(head, country) || g.isGreatCity(head)
}

// isLesserTown reports whether a name is that of cities, and neither a
// country's, a people's, an American state's nor a capital's, by which
// governments are called.
func (x *index) isLesserTown(head int32) bool {
	isCity := false
	for at := head; at > 0; at = x.names.meanings[at].next {
		switch m := &x.names.meanings[at]; m.kind {
		case country, people, capital:
			return false
		case division:
			if x.slugs[m.place] == localCountry {
				return false
			}
		case bigCity, town, wordTown:
			isCity = true
		default:
		}
	}
	return isCity
}

// mean settles a hit on a place that is among its meanings.
func (x *index) mean(h *hit, place uint16) bool {
	for at := h.head; at > 0; at = x.names.meanings[at].next {
		if m := &x.names.meanings[at]; m.place == place && m.kind != givenName {
			h.place, h.kind, h.state = place, m.kind, settled
			return true
		}
	}
	return false
}
