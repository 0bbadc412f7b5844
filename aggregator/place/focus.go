package place

import (
	"dateline/feeds"
)

// score is what speaks for a region.
type score struct {
	place    uint16
	points   float64
	evidence []feeds.Evidence
}

func (r *reading) score(place uint16) *score {
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
		if own || !x.names.has(p.head, noPlace) {
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

// resolve decides what each name stands for.
func (x *index) resolve(r *reading, src feeds.Source) {
	for i := range r.dateline.hits {
		x.choose(r, &r.dateline.hits[i], true)
	}
	for i := range r.hits {
		h := &r.hits[i]
		if r.tokens[h.from].start < r.dateline.end && r.tokens[h.from].start >= r.dateline.start {
			h.dropped = true
			continue
		}
		x.choose(r, h, false)
		if !h.own && h.from > 0 && r.tokens[h.from].gap <= space && h.to-h.from == 1 && h.kind != people {
			prev := &r.tokens[h.from-1]
			if head, _ := x.names.find(chain(hashSeed, prev.hash)); prev.upper && head > 0 && x.names.has(head, givenName) {
				h.dropped = true
			}
		}
	}
}

// choose picks the meaning of a name with the greatest weight.
func (x *index) choose(r *reading, h *hit, inDateline bool) {
	g := x.gazetteer(h)
	best, sum := 0.0, 0.0
	for at := h.head; at > 0; at = g.meanings[at].next {
		m := &g.meanings[at]
		w := 0.0
		if !g.fits(r, m, &r.tokens[h.from], &r.tokens[h.to-1], int(h.to)-1, true) && h.kind != short && m.kind != stem && m.kind != slavic && r.tokens[h.from].script == latin {
			continue
		}
		switch m.kind {
		case country, operators:
			w = 20000
		case people:
			w = 20000
		case stem, slavic, group, groupMen, money, seat, institute:
			w = 5000
		case division:
			w = 10000
		case bigCity:
			w = float64(m.size)
		case town:
			w = float64(m.size)
		case zoneCity:
			w = 100
		case short:
			if h.kind == short {
				w = 1e6
			}
		}
		if x.slugs[m.place] == "" {
			continue
		}
		sum += w
		if w > best && (inDateline || m.kind != town) {
			best = w
			h.place, h.kind = m.place, m.kind
		}
	}
	if best == 0 || !inDateline && best < 0.6*sum || h.kind == noPlace || h.kind == givenName {
		h.dropped = true
	}
}

// tally adds up what speaks for each region.
func (x *index) tally(r *reading, it *feeds.Item) {
	for i := range r.dateline.hits {
		if h := &r.dateline.hits[i]; !h.dropped {
			r.add(h, feeds.ByDateline, 4)
		}
	}
	for _, c := range it.Categories {
		name := c.Term
		if c.Label != "" {
			name = c.Label
		}
		if place, ok := x.named(name); ok {
			s := r.score(place)
			s.points += 3
			s.evidence = append(s.evidence, feeds.Evidence{Kind: feeds.ByCategory, Text: name, Weight: 0.8})
		}
	}
	for _, name := range it.Spatial {
		if place, ok := x.named(name); ok {
			s := r.score(place)
			s.points += 4
			s.evidence = append(s.evidence, feeds.Evidence{Kind: feeds.ByGeo, Text: name, Weight: 0.9})
		}
	}
	for i := range r.hits {
		h := &r.hits[i]
		if h.dropped {
			continue
		}
		if int(h.from) < r.bodyAt {
			r.add(h, feeds.ByTitle, 3*kindWeight(h.kind))
		} else {
			r.add(h, feeds.ByText, kindWeight(h.kind))
		}
	}
}

func kindWeight(k kind) float64 {
	switch k {
	case institute:
		return 0.2
	case money:
		return 0.3
	case group, groupMen:
		return 0.6
	}
	return 1
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
	x.choose(r, &h, true)
	return h.place, !h.dropped
}

func (r *reading) add(h *hit, k feeds.EvidenceKind, points float64) {
	s := r.score(h.place)
	s.points += points
	text := string(r.text[r.tokens[h.from].start:r.tokens[h.to-1].end])
	for _, e := range s.evidence {
		if e.Kind == k && e.Text == text {
			return
		}
	}
	s.evidence = append(s.evidence, feeds.Evidence{Kind: k, Text: text, Weight: points / (points + 1.5)})
}

// focus keeps what the item is about.
func (x *index) focus(r *reading, it *feeds.Item) []feeds.Placement {
	best := 0.0
	for _, s := range r.scores {
		best = max(best, s.points)
	}
	var kept []feeds.Placement
	for _, s := range r.scores {
		if s.points < 0.34*best || x.group[s.place] && x.explained(r, s, best) {
			continue
		}
		confidence := s.points / (s.points + 1.5) * (0.5 + 0.5*s.points/best)
		kept = append(kept, feeds.Placement{Slug: x.slugs[s.place], Confidence: confidence, Evidence: s.evidence})
	}
	feeds.SortPlacements(kept)
	return kept[:min(len(kept), 5)]
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
