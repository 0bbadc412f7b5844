package place

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"strconv"
	"strings"
	"sync"
)

//go:generate go run gazetteer_gen.go gazetteer_cities_gen.go gazetteer_names_gen.go gazetteer_forms_gen.go gazetteer_words_gen.go npm_gen.go

// gazetteerTable is the generated table, packed; see gazetteer_gen.go.
//
//go:embed gazetteer.gz
var gazetteerTable []byte

// kind is what a name is of a place.
type kind byte

// The kinds of name, as they stand in the table.
const (
	country    kind = 'c' // the name of a country
	people     kind = 'd' // its people, its adjective
	stem       kind = 'r' // an adjective's beginning, in languages that write it small
	slavic     kind = 'y' // the beginning of a Cyrillic name or adjective
	division   kind = 's' // a state, province, Land
	short      kind = 'b' // a state's abbreviation: only after a comma
	capital    kind = 'k' // the seat of a country, said of a city as well
	bigCity    kind = 'p' // 100,000 people or more
	town       kind = 't' // fewer: where the words around it say that it is a place
	wordTown   kind = 'u' // one whose name is a word or a person's: only in datelines
	zoneCity   kind = 'z' // a city by its names in other languages
	seat       kind = 'm' // a building, house, army, president that only one country has
	institute  kind = 'w' // one that many have, but news means one country's
	money      kind = 'q' // a currency
	group      kind = 'g' // a part of the world
	groupMen   kind = 'h' // its people, its adjective
	givenName  kind = 'n' // a first name
	familyName kind = 'f' // a family name
	familyWord kind = 'v' // one that is a word too
	noPlace    kind = 'x' // a phrase that is no place, whatever is in it
	operators  kind = 'o' // the operator's own region
)

// meaning is one place that a name may stand for. Those of one name are
// chained by next, which is 0 at the end.
type meaning struct {
	next  int32
	size  int32 // thousands of people, of cities
	place uint16
	kind  kind
	// caps: only in capitals. small: also without a capital. half: only
	// before a hyphen. tail: its last word is written small.
	caps, small, half, tail bool
}

// gazetteer is an index of names. Its hash table has a slot for every name
// and every beginning of one that ends between words.
type gazetteer struct {
	places   []string // codes and slugs; 0 is none
	meanings []meaning
	hashes   []uint64
	heads    []int32 // index of a name's first meaning, -1 if only a beginning
	used     int
	// listed says of a hash that it may be in the table, small of that of a
	// word that it may begin a name that is written small, stems of a beginning
	// that it may be one that takes endings. Most words are not names: these fit
	// into a cache, and the table does not.
	listed, small, stems sieve
}

// sieve is a set of hashes that may say yes of one it does not have.
type sieve []uint64

func newSieve(bits int) sieve { return make(sieve, 1<<bits/64) }

func (s sieve) add(h uint64) {
	h >>= 32 // the table goes by the other half
	s[h/64%uint64(len(s))] |= 1 << (h % 64)
}

func (s sieve) has(h uint64) bool {
	h >>= 32
	return s[h/64%uint64(len(s))]&(1<<(h%64)) != 0
}

// names is the built-in gazetteer. It is loaded at its first use.
var names = sync.OnceValue(loadGazetteer)

func loadGazetteer() *gazetteer {
	zr, err := gzip.NewReader(bytes.NewReader(gazetteerTable))
	if err != nil {
		panic(err) // unreachable unless the embedded table is broken
	}
	text, err := io.ReadAll(zr)
	if err != nil {
		panic(err) // unreachable unless the embedded table is broken
	}
	g := newGazetteer(18)
	g.read(text)
	return g
}

func newGazetteer(bits int) *gazetteer {
	return &gazetteer{
		places: []string{""}, meanings: make([]meaning, 1, 1<<bits/2),
		hashes: make([]uint64, 1<<bits), heads: make([]int32, 1<<bits),
		listed: newSieve(bits + 2), small: newSieve(bits - 1), stems: newSieve(bits - 1),
	}
}

// read adds the lines of a table.
func (g *gazetteer) read(table []byte) {
	codes := map[string]uint16{}
	var tokens []token
	for len(table) > 0 {
		line, rest, _ := bytes.Cut(table, []byte("\n"))
		table = rest
		k, line, _ := bytes.Cut(line, []byte("\t"))
		code, list, _ := bytes.Cut(line, []byte("\t"))
		place, known := codes[string(code)]
		if !known {
			place = uint16(len(g.places))
			g.places = append(g.places, string(code))
			codes[string(code)] = place
		}
		for len(list) > 0 {
			var name []byte
			name, list, _ = bytes.Cut(list, []byte("|"))
			tokens = g.addName(kind(k[0]), place, name, tokens[:0])
		}
	}
}

// addName adds a name as the table has it, and returns tokens for reuse.
func (g *gazetteer) addName(k kind, place uint16, name []byte, tokens []token) []token {
	m := meaning{place: place, kind: k}
	if i := bytes.LastIndexByte(name, ':'); i > 0 && i < len(name)-1 && name[i+1] >= '0' && name[i+1] <= '9' {
		size, _ := strconv.Atoi(string(name[i+1:]))
		m.size, name = int32(size), name[:i]
	}
	seed := uint64(hashSeed)
	if k == stem || k == slavic {
		language, rest, _ := bytes.Cut(name, []byte("="))
		seed, name = stemSeed(string(language)), rest
	}
	tokens = tokenize(name, tokens)
	if len(tokens) == 0 {
		return tokens
	}
	first := tokens[0]
	m.caps = first.caps && len(tokens) == 1 && len(name) <= 5 || k == short && first.caps
	m.small = !first.upper && first.script <= caseless
	m.tail = !tokens[len(tokens)-1].upper
	m.half = strings.HasSuffix(string(name), "-")
	g.insert(seed, tokens, m)
	if first.script == arabic && len(tokens) == 1 && isDoubled(name) {
		tokens[0].hash = hashDoubled(name)
		g.insert(seed, tokens, m)
	}
	return tokens
}

// insert adds a meaning to the name that the tokens spell after the seed h.
func (g *gazetteer) insert(h uint64, tokens []token, m meaning) {
	for i, t := range tokens {
		h = chain(h, t.hash)
		g.listed.add(h)
		if i == 0 && m.small {
			g.small.add(h)
		}
		if m.kind == stem || m.kind == slavic {
			g.stems.add(h)
		}
		slot := g.slot(h)
		if g.hashes[slot] == 0 {
			g.hashes[slot], g.heads[slot] = h, -1
			if g.used++; g.used > len(g.hashes)*3/4 {
				g.grow()
				slot = g.slot(h)
			}
		}
		if i == len(tokens)-1 {
			g.addMeaning(slot, m)
		}
	}
}

// addMeaning puts m at the end of a slot's chain, unless the same place is
// there by the same kind of name.
func (g *gazetteer) addMeaning(slot int, m meaning) {
	at := g.heads[slot]
	if at < 0 {
		g.heads[slot] = int32(len(g.meanings))
		g.meanings = append(g.meanings, m)
		return
	}
	for {
		had := &g.meanings[at]
		if had.place == m.place && had.kind == m.kind {
			had.size = max(had.size, m.size)
			had.caps = had.caps && m.caps
			had.small = had.small || m.small
			had.tail = had.tail || m.tail
			return
		}
		if had.next == 0 {
			had.next = int32(len(g.meanings))
			g.meanings = append(g.meanings, m)
			return
		}
		at = had.next
	}
}

// slot is where h is, or would be put.
func (g *gazetteer) slot(h uint64) int {
	mask := uint64(len(g.hashes) - 1)
	i := h & mask
	for g.hashes[i] != 0 && g.hashes[i] != h {
		i = (i + 1) & mask
	}
	return int(i)
}

func (g *gazetteer) grow() {
	old, heads := g.hashes, g.heads
	g.hashes, g.heads = make([]uint64, 2*len(old)), make([]int32, 2*len(old))
	for i, h := range old {
		if h != 0 {
			slot := g.slot(h)
			g.hashes[slot], g.heads[slot] = h, heads[i]
		}
	}
}

// find returns the first meaning of a phrase, 0 if it is only the beginning of
// a name, and whether it is either.
func (g *gazetteer) find(h uint64) (head int32, known bool) {
	if !g.listed.has(h) {
		return 0, false
	}
	slot := g.slot(h)
	return max(g.heads[slot], 0), g.hashes[slot] != 0
}
