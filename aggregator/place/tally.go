package place

import (
	"bytes"
	"slices"

	"dateline/feeds"
)

// scan finds the names in the title and the text.
func (x *index) scan(r *reading) {
	for i := 0; i < len(r.tokens); {
		p, own := x.longest(r, i)
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

// tally gathers what speaks for each region.
func (x *index) tally(r *reading) {
	for i := range r.dateline.hits {
		if h := &r.dateline.hits[i]; h.state == settled {
			s := r.of(h.place)
			s.dateline = true
			r.note(s, h, feeds.ByDateline, datelinePoints)
		}
	}
	for _, g := range r.given {
		s := r.of(g.place)
		s.given = true
		s.add(note{kind: g.kind, given: g.text, weight: alone(givenPoints)})
	}
	first, last := 1.0, -1
	for i := range r.hits {
		if last >= 0 && (last != i-1 || !r.isRow(last, i)) {
			first = 0
		}
		if x.mention(r, i, first) && first > 0 {
			first, last = first*inRow, i
		}
	}
}

// inRow is how much less than the one before a name acts that follows it in a
// row: China and Japan trade barbs.
const inRow = 0.6

// mention counts the name i for its place, and reports whether it was in the
// title. first is how much it acts there.
func (x *index) mention(r *reading, i int, first float64) bool {
	h := &r.hits[i]
	c := x.classOf(h)
	if h.state != settled || c == asInstitute && !x.isAtHome(r, h.place) {
		return false
	}
	s, at, kind := r.of(h.place), r.where(h), feeds.ByText
	switch {
	case at == inTitle:
		kind = feeds.ByTitle
		s.first = max(s.first, first)
		s.after = (s.after || !s.isIn(inTitle, asCountry, asGroup)) && r.isAfter(h)
		if h.from == 0 && c == asCapital {
			c = asCountry // a government acts: Beijing warns Taiwan
		}
	case c <= asSeat:
		r.standing(s, i)
	}
	s.mentions[at][c]++
	r.note(s, h, kind, wherePoints[at]*classPoints[c])
	return at == inTitle
}

// isAfter reports whether a name stands in the second clause of the title: that
// of who looks on, and urges calm.
func (r *reading) isAfter(h *hit) bool {
	return bytes.IndexByte(r.text[:r.tokens[h.from].start], ';') >= 0
}

// where tells in which part of the item a name stands. The lead begins after
// the dateline.
func (r *reading) where(h *hit) where {
	start := int(r.tokens[h.from].start)
	switch {
	case start < r.body:
		return inTitle
	case start < max(r.body, int(r.dateline.end))+leadLength:
		return inLead
	}
	return inBody
}

// standing notes how the name i of the text stands there: in a row of places,
// which are all meant alike, or aside.
func (r *reading) standing(s *score, i int) {
	s.inText++
	if r.isAside(&r.hits[i]) {
		s.aside++
	}
	s.listed = s.listed || i > 0 && r.isRow(i-1, i) || i+1 < len(r.hits) && r.isRow(i, i+1)
}

// isRow reports whether two names that follow each other are of different
// places and nothing but a comma or a word stands between them.
func (r *reading) isRow(i, j int) bool {
	a, b := &r.hits[i], &r.hits[j]
	return a.state == settled && b.state == settled && a.place != b.place && b.from-a.to <= 1
}

// isAside reports whether a name says no more than where something else is
// from: "Matra of France", or is part of a longer one: "Royal Dutch".
func (r *reading) isAside(h *hit) bool {
	if h.from == 0 || r.tokens[h.from].gap > space {
		return false
	}
	before := &r.tokens[h.from-1]
	return before.hash == wordOf || before.upper && before.gap <= space
}

var wordOf = wordHash("of")

// isAtHome reports whether the item's source may mean a place without saying
// so: it writes of there, or nobody knows of where. A senate is not the
// American one in a paper of Manila.
func (x *index) isAtHome(r *reading, place uint16) bool {
	return len(r.home) == 0 || slices.ContainsFunc(r.home, func(region string) bool { return x.atlas.Contains(region, x.slugs[place]) })
}

// note keeps a name as evidence, once for each kind of it.
func (r *reading) note(s *score, h *hit, k feeds.EvidenceKind, points float64) {
	n := note{kind: k, from: r.tokens[h.from].start, to: r.tokens[h.to-1].end, weight: alone(points)}
	text := r.text[n.from:n.to]
	if bytes.HasPrefix(r.text[n.to:], wideBracket) && bytes.Contains(text, []byte("（")) {
		n.to += int32(len(wideBracket)) // 刚果（金）
		text = r.text[n.from:n.to]
	}
	for _, had := range s.notes[:s.noted] {
		if had.kind == k && had.given == "" && bytes.Equal(r.text[had.from:had.to], text) {
			return
		}
	}
	s.add(n)
}

// wideBracket closes what Chinese names have in brackets.
var wideBracket = []byte("）")

// alone is the weight of a reason by itself.
func alone(points float64) float64 { return points / (points + 0.5) }
