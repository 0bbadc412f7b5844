package place

import (
	"dateline/feeds"
)

// The weights of meanings against each other, in thousands of people: what a
// name stands for when nothing in the item says. A country is what news means
// before any namesake town; a state is as a great city.
const (
	countryWeight  = 20_000
	divisionWeight = 10_000
	otherWeight    = 5_000
	zoneWeight     = 100
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

// supported multiplies the weight of a meaning whose country the item names
// otherwise; local that of one that lies in the source's regions.
const (
	supported = 8
	local     = 4
)

// resolve decides what each name stands for: first the names that stand for
// one place, or say themselves which one they mean, then the others by these
// and by the source.
func (x *index) resolve(r *reading, it *feeds.Item, src *feeds.Source) {
	r.caps = r.isMostly(func(t *token) bool { return t.caps || t.dotted }, 0.6)
	r.titleCase = r.isMostly(func(t *token) bool { return t.upper }, 0.6)
	r.isLocal = r.tellsLocal()
	for i := range r.dateline.hits {
		x.choose(r, &r.dateline.hits[i], known, true)
	}
	for i := range r.hits {
		h := &r.hits[i]
		start := r.tokens[h.from].start
		if start >= r.dateline.start && start < r.dateline.end {
			h.state = dropped
			continue
		}
		x.classify(r, i)
		if h.state == open && !x.qualify(r, i) {
			x.choose(r, h, surer, false)
		}
	}
	home := x.home(it, src)
	for i := range r.dateline.hits {
		if h := &r.dateline.hits[i]; h.state == open {
			x.weigh(r, h, 0, true, home)
		}
	}
	for i := range r.hits {
		if h := &r.hits[i]; h.state == open {
			x.weigh(r, h, sure, false, home)
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

// home are the regions that an item's source speaks of: as configured, or by
// its language and domain.
func (x *index) home(it *feeds.Item, src *feeds.Source) []string {
	if len(src.Regions) > 0 {
		return src.Regions
	}
	for _, tag := range []string{it.Language, src.Language} {
		if slug := x.languageRegion(tag); slug != "" {
			return []string{slug}
		}
	}
	for _, address := range []string{src.URL, it.Link} {
		if slug, _ := x.domainRegion(address); slug != "" {
			return []string{slug}
		}
	}
	return nil
}

// choose settles a name if one place has the given share of its weight.
func (x *index) choose(r *reading, h *hit, share float64, inDateline bool) {
	x.weigh(r, h, share, inDateline, nil)
	if h.state == settled {
		r.support = append(r.support, h.place)
	}
}

// weigh picks the place that has the most of a name's weight. With a share of
// nothing any will do; a name left without one stays open at first, and is
// dropped when the source has been asked too.
func (x *index) weigh(r *reading, h *hit, share float64, inDateline bool, home []string) {
	g := x.gazetteer(h)
	best, sum := 0.0, 0.0
	for at := h.head; at > 0; at = g.meanings[at].next {
		place := g.meanings[at].place
		if x.slugs[place] == "" || g.isAgain(h.head, at) {
			continue
		}
		w, k := x.placeWeight(r, h, place, inDateline)
		w *= x.context(r, place, home)
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
		if m.place != place || !x.canMean(r, h, m) {
			continue
		}
		w := m.weight()
		sum += w
		isHidden := !r.isLocal && (m.kind == town && !h.near || m.kind == wordTown)
		if w > best && (inDateline || !isHidden) {
			best, k = w, m.kind
		}
	}
	return sum, k
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
func (x *index) context(r *reading, place uint16, home []string) float64 {
	factor := 1.0
	if r.isSupported(place) {
		factor *= supported
	}
	for _, region := range home {
		if x.atlas.Contains(region, x.slugs[place]) {
			return factor * local
		}
	}
	return factor
}

// canMean reports whether the hit is written as meaning m is.
func (x *index) canMean(r *reading, h *hit, m *meaning) bool {
	if h.kind == short || m.kind == short {
		return h.kind == m.kind
	}
	switch m.kind {
	case noPlace, givenName, capital:
		return false
	case stem, slavic:
		return true
	}
	first, last := &r.tokens[h.from], &r.tokens[h.to-1]
	if first.script != latin && first.script != cyrillic {
		return true
	}
	return x.names.fits(r, m, first, last, int(h.to)-1, true)
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

func (r *reading) isSupported(place uint16) bool {
	for _, p := range r.support {
		if p == place {
			return true
		}
	}
	return false
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
	return false
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

// classify sets apart the names that are part of something else: of a
// person, a company, a sum of money.
func (x *index) classify(r *reading, i int) {
	h := &r.hits[i]
	if h.own || r.tokens[h.from].script != latin {
		return
	}
	switch {
	case r.isMoney(h):
		h.class = inMoney
	case x.isPerson(r, i):
		h.state = dropped
	case r.isCompany(h):
		h.class = inCompany
	default:
		h.near = r.isNear(h)
	}
}

// isNear reports whether the words around a name say that it is a place, so
// that it may be a town's: "in Uvalde", "Uvalde police".
func (r *reading) isNear(h *hit) bool {
	if h.from > 0 && r.tokens[h.from].gap == space && locatives[r.tokens[h.from-1].hash] {
		return true
	}
	return int(h.to) < len(r.tokens) && r.tokens[h.to].gap == space && localNouns[r.tokens[h.to].hash]
}

// isMoney reports whether a currency's unit follows: U.S. dollars, US$95.
func (r *reading) isMoney(h *hit) bool {
	if end := r.tokens[h.to-1].end; int(end) < len(r.text) && r.text[end] == '$' {
		return true
	}
	return int(h.to) < len(r.tokens) && r.tokens[h.to].gap <= space && units[r.tokens[h.to].hash]
}

// isPerson reports whether a name is a person's: after a first name, or a
// first name itself with a capital after it, where capitals mean something.
func (x *index) isPerson(r *reading, i int) bool {
	h := &r.hits[i]
	if h.to-h.from > 1 || !x.names.has(h.head, country) && !x.names.has(h.head, division) &&
		!x.names.has(h.head, bigCity) && !x.names.has(h.head, town) && !x.names.has(h.head, wordTown) {
		return false
	}
	if h.from > 0 && r.tokens[h.from].gap <= space && (i == 0 || r.hits[i-1].to < h.from) {
		prev := &r.tokens[h.from-1]
		if head, _ := x.names.find(chain(hashSeed, prev.hash)); prev.upper && head > 0 && x.names.has(head, givenName) {
			return true
		}
	}
	inTitle := int(h.from) < r.bodyAt
	if !x.names.has(h.head, givenName) || inTitle && (r.caps || r.titleCase) || int(h.to) >= len(r.tokens) {
		return false
	}
	next := &r.tokens[h.to]
	if next.gap > space || !next.upper || next.caps || officials[next.hash] {
		return false
	}
	p := x.names.longest(r, int(h.to), false)
	return p.n == 0 || !x.names.isPlace(p.head)
}

// isCompany reports whether a name is in a company's: capitals follow it up
// to a word for a kind of company.
func (r *reading) isCompany(h *hit) bool {
	for j := int(h.to); j < len(r.tokens) && j < int(h.to)+5; j++ {
		t := &r.tokens[j]
		if t.gap > space || !t.upper {
			return false
		}
		if companies[t.hash] {
			return true
		}
	}
	return false
}

// wordSet is the hashes of the words of a text.
func wordSet(text string) map[uint64]bool {
	set := map[uint64]bool{}
	for _, t := range tokenize([]byte(text), nil) {
		set[t.hash] = true
	}
	return set
}

var (
	// units of currencies, which say where money is from and no more.
	units = wordSet(`dlr dlrs dollar dollars franc francs mark marks pound pounds yen peso pesos crown crowns krona kronor kroner
		krone rupee rupees shilling shillings rial riyal dinar dinars dirham dirhams won baht lira lire guilder guilders sterling
		currency cents euros dólares francos pesos`)
	// locatives stand before places.
	locatives = wordSet(`in near outside around across throughout`)
	// localNouns stand after towns, in English headlines.
	localNouns = wordSet(`mayor police council residents school schools airport hospital court courthouse shooting gunman
		firefighters officials council councillor borough suburb`)
	// companies are the legal forms.
	companies = wordSet(`corp corporation inc incorporated ltd limited co company plc llc lp ag sa nv bv gmbh bhd sdn pty spa oy ab
		holdings holding group bancorp`)
	// officials follow a country's name with a capital and make it no person.
	officials = wordSet(`king queen prince president prime minister foreign government parliament army police state river valley
		basin national times news central bank authority ministry embassy governor senator republican democrat senate county district
		city airport university hospital museum`)
)
