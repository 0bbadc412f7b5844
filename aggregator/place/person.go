package place

import (
	"bytes"
	"slices"
)

// isPerson reports whether a name is a person's: after a first name or a form
// of address, or a first name itself with a family name after it, or one that
// was a person's before.
func (x *index) isPerson(r *reading, i int) bool {
	h := &r.hits[i]
	return x.mayBePerson(h) && (slices.Contains(r.persons, h.head) || x.isFamily(r, i) || x.isGiven(r, i))
}

// mayBePerson reports whether a name is one word, and the name of a place that
// persons are called by.
func (x *index) mayBePerson(h *hit) bool {
	if h.to-h.from > 1 {
		return false
	}
	for _, k := range []kind{country, division, bigCity, town, wordTown} {
		if x.names.has(h.head, k) {
			return true
		}
	}
	return false
}

// isFamily reports whether a first name or a form of address stands before a
// name. A first name that is a place too may be one of a pair of them, if it is
// more than a town: Paris London trains, but Irving Berlin.
func (x *index) isFamily(r *reading, i int) bool {
	h := &r.hits[i]
	if h.from == 0 || r.tokens[h.from].gap > space {
		return false
	}
	if i > 0 && r.hits[i-1].to == h.from && (r.tokens[h.from].gap < space || !x.names.isTownOnly(r.hits[i-1].head)) {
		return false
	}
	prev := &r.tokens[h.from-1]
	head, _ := x.names.find(chain(hashSeed, prev.hash))
	return prev.upper && (head > 0 && x.names.has(head, givenName) || addresses[prev.hash])
}

// isGiven reports whether a name is a first name and a family name follows.
//
// Where capitals mean something, any word with one may be that, if it is no
// place of its own and no office. In titles that write every word so, it must
// be a family name that many have, and before one that is a word too, what the
// person does tells it from other words: Jordan Love Leads Packers, but Jordan
// Green Energy Plan. After a great city other words with capitals are parts of
// it, London Fire Brigade, so that there too it must be a family name.
func (x *index) isGiven(r *reading, i int) bool {
	h := &r.hits[i]
	at := int(h.to)
	if !x.names.has(h.head, givenName) || at >= len(r.tokens) {
		return false
	}
	next := &r.tokens[at]
	inCapitals := int(h.from) < r.bodyAt && r.caps
	if inCapitals || r.isCompany(h) || next.gap > space || !next.upper || next.caps || next.number || officials[next.hash] {
		return false
	}
	isFamily, isWord := x.names.isFamilyName(next.hash)
	p := x.names.longest(r, at)
	switch {
	case p.n > 0 && (x.names.isMore(p.head) || x.names.isThere(h.head, p.head)):
		return false
	case p.n > 0 && x.names.isKnown(p.head) && !isFamily:
		return false
	case int(h.from) < r.bodyAt && r.titleCase:
		return isFamily && (!isWord || r.isVerb(at+1) && (oftenGiven[r.tokens[h.from].hash] || !x.names.has(h.head, country)))
	case x.names.isGreatCity(h.head), r.isPlural(at):
		return isFamily
	}
	return true
}

// isThere reports whether a place lies in the country that a name is of: Jordan
// Aqaba port.
func (g *gazetteer) isThere(name, other int32) bool {
	for at := name; at > 0; at = g.meanings[at].next {
		if m := &g.meanings[at]; m.kind == country && g.isTown(other, m.place) {
			return true
		}
	}
	return false
}

// isVerb reports whether token j of a title in which all words have capitals
// may say what someone does.
func (r *reading) isVerb(j int) bool {
	if j >= r.bodyAt {
		return false
	}
	word := r.text[r.tokens[j].start:r.tokens[j].end]
	return bytes.HasSuffix(word, []byte("s")) || bytes.HasSuffix(word, []byte("ed"))
}

// isPlural reports whether token j may be many of something: Charlotte Hornets.
func (r *reading) isPlural(j int) bool { return r.text[r.tokens[j].end-1] == 's' }

// findPersons looks for first names of the title in the text: Jordan Signs for
// Ten Years is about him if Jordan Love is told to have signed, unless the
// country is named otherwise too.
func (x *index) findPersons(r *reading) {
	for i := range r.hits {
		h := &r.hits[i]
		if int(h.from) >= r.bodyAt {
			return
		}
		if h.own || !x.names.has(h.head, givenName) || !x.mayBePerson(h) {
			continue
		}
		for j := i + 1; j < len(r.hits); j++ {
			if g := &r.hits[j]; g.head == h.head && int(g.from) >= r.bodyAt && x.isGiven(r, j) && !x.isNamedElse(r, h.head) {
				r.persons = append(r.persons, h.head)
				break
			}
		}
	}
}

// isNamedElse reports whether the item has another name for the country that a
// name is the name of.
func (x *index) isNamedElse(r *reading, head int32) bool {
	for at := head; at > 0; at = x.names.meanings[at].next {
		m := &x.names.meanings[at]
		if m.kind != country && m.kind != division {
			continue
		}
		for i := range r.hits {
			if h := &r.hits[i]; !h.own && h.head != head && x.names.isOf(h.head, m.place) {
				return true
			}
		}
	}
	return false
}

// isOf reports whether a name is first of all that of a place.
func (g *gazetteer) isOf(head int32, place uint16) bool {
	for at := head; at > 0; at = g.meanings[at].next {
		if m := &g.meanings[at]; m.kind != givenName && m.kind != familyName && m.kind != familyWord {
			return m.place == place
		}
	}
	return false
}

// isFamilyName reports whether many persons have a family name, and whether it
// is a word too.
func (g *gazetteer) isFamilyName(word uint64) (is, isWord bool) {
	head, _ := g.find(chain(hashSeed, word))
	isWord = g.has(head, familyWord)
	return isWord || g.has(head, familyName), isWord
}

// isMore reports whether a name is that of a country, its people, its capital
// or a part of it, which stands beside another place as well as after a first
// name.
func (g *gazetteer) isMore(head int32) bool {
	for at := head; at > 0; at = g.meanings[at].next {
		switch g.meanings[at].kind {
		case country, people, capital, division, group, groupMen:
			return true
		default:
		}
	}
	return false
}

// isTownOnly reports whether a name is at most a city's.
func (g *gazetteer) isTownOnly(head int32) bool { return !g.isMore(head) && !g.isGreatCity(head) }

// greatCity is how many thousands live where other names with capitals follow
// the city's.
const greatCity = 1000

func (g *gazetteer) isGreatCity(head int32) bool {
	for at := head; at > 0; at = g.meanings[at].next {
		if m := &g.meanings[at]; m.kind == capital || m.kind == bigCity && m.size >= greatCity {
			return true
		}
	}
	return false
}

var (
	// oftenGiven are the countries that are more often first names than Kenya,
	// India and Israel are.
	oftenGiven = wordSet(`chad jordan`)
	// addresses stand before a person's surname.
	addresses = wordSet(`mr mrs ms dr sir lord lady dame judge justice sen rep capt sgt lt coach prof señor monsieur herr frau datuk tan`)
	// officials follow a country's or a city's name with a capital and make it
	// no person: offices, institutions, what is part of a place.
	officials = wordSet(`king queen prince princess crown president prime minister ministers ministry foreign government parliament army
		police state river valley basin national times news central bank banks authority ministry embassy governor senator republican
		democrat senate county district city airport university hospital museum court house hall park church bridge bridges harbour harbor
		port falls post law case day summer winter way street road fire opera fashion games stock rail air force court border camp school
		college zoo tower market exchange marathon olympics open cup league team football airways airlines rebels opposition security
		power long young free short best strong new old high low`)
)
