// Package place works out which regions of the world an item is about, and
// says why.
//
//	placer := place.New(atlas)
//	item.Placements = placer.Place(item, source)
//
// It is a pure function of the item, the source and the atlas: no clock, no
// network, the same answer every time. It names the most exact regions only;
// the groups above follow from the atlas.
//
// # How an item is read
//
//	override? -> given -> dateline -> names -> what they stand for -> points -> focus -> fallback?
//
// What is given stands outside the text: categories, positions, names of
// places (given.go, borders.go). A category of two letters is a word, unless
// its scheme says that it is a country's code. The title, and the beginning of
// the summary and the content, are read as words of plain text (html.go,
// token.go). A dateline is looked for where they begin, after credits and
// captions (dateline.go). Every other name is found by the longest match in
// the gazetteer (gazetteer.go, match.go): by word, with capitals where they
// mean something, without diacritics, by rune where a script has no spaces,
// and with the prefixes and endings of languages that have them.
//
// Many names stand for several places, or for none. Those that are part of a
// person's name (person.go), a thing's (thing.go), a company's, a newspaper's, a
// treaty's or a sum of money are set apart (part.go). The others weigh by size; what the item names besides,
// and where its source is from, decide between them, and a name that stays
// open is dropped (resolve.go, weigh.go).
//
// A mention is not a focus. Each name adds points to its place by what it is
// and where it stands; a region is kept if its share of all points, how it is
// named, and the kind of story make it likely that an editor would file the
// item there (tally.go, story.go, focus.go). A group that is only named is kept
// when no country within it is; one in a dateline always. TestAblation shows what each of these parts is worth.
//
// Only an item that says nothing of itself is placed by its source: the
// configured regions, the country of its language tag, its country's domain
// (fallback.go). The label [WORLD] is something said: it rules this out, and
// alone it places the item in the world.
//
// # The gazetteer
//
// gazetteer.gz and borders.gz are generated from packages pinned by version
// and checksum, and from curated tables beside the generators, which say why
// each is there. They are unpacked at the first item: some 130,000 hashes of
// names and their beginnings in one table, without the names themselves, for
// the words of the evidence are those of the item.
package place

import (
	"slices"
	"sync"

	"dateline/feeds"
)

// Placer places items in the regions of an atlas. It may be used by several
// goroutines.
type Placer struct {
	index    func() *index
	override Override
}

// Override is an editor's word on an item: slugs or aliases of the regions it
// belongs to, and the rule that says so. It returns false for an item that no
// rule is about.
type Override func(it feeds.Item, src feeds.Source) (regions []string, rule string, ok bool)

// New returns a placer for the regions of atlas. It costs nothing until the
// first item is placed.
func New(atlas *feeds.Atlas) *Placer {
	return &Placer{index: sync.OnceValue(func() *index { return newIndex(atlas) })}
}

// Overridden returns a placer that asks o first: what it says of an item wins
// over all evidence, and over a source whose regions are fixed.
func (p *Placer) Overridden(o Override) *Placer { return &Placer{index: p.index, override: o} }

// Place returns the regions that it is about, the most confident first. src
// is where it was read.
func (p *Placer) Place(it feeds.Item, src feeds.Source) []feeds.Placement {
	x := p.index()
	if p.override != nil {
		if regions, rule, ok := p.override(it, src); ok {
			return x.exactly(regions, feeds.ByOverride, rule, 1)
		}
	}
	if src.Fixed {
		return x.exactly(src.Regions, feeds.BySource, "", 1)
	}
	r := readings.Get().(*reading)
	defer readings.Put(r)
	r.read(&it)
	x.findGiven(r, &it, &src)
	x.findDateline(r)
	x.scan(r)
	x.resolve(r, &it, &src)
	x.tally(r)
	placements := x.focus(r)
	switch {
	case len(placements) > 0:
	case r.dateline.world:
		placements = theWorld()
	default:
		placements = x.fallback(&it, src)
	}
	feeds.SortPlacements(placements)
	return placements
}

// theWorld is where an item belongs that says so, and names no other region.
func theWorld() []feeds.Placement {
	const sure = 0.9
	return []feeds.Placement{{
		Slug: feeds.World, Confidence: sure, Evidence: []feeds.Evidence{{Kind: feeds.ByDateline, Text: "WORLD", Weight: sure}},
	}}
}

// index is the gazetteer bound to an atlas.
type index struct {
	atlas *feeds.Atlas
	names *gazetteer
	own   *gazetteer // the operator's names; nil if there are none
	slugs []string   // by place; empty for places the atlas does not know
	group []bool
	place map[string]uint16
}

func newIndex(atlas *feeds.Atlas) *index {
	x := &index{atlas: atlas, names: names(), place: map[string]uint16{}}
	x.addOwn()
	places := x.names.places
	if x.own != nil {
		places = x.own.places
	}
	x.slugs, x.group = make([]string, len(places)), make([]bool, len(places))
	for i, code := range places {
		slug, ok := atlas.Resolve(code)
		if code == "" || !ok {
			continue
		}
		region, _ := atlas.Region(slug)
		x.slugs[i], x.group[i] = slug, region.Kind != feeds.Country
		x.place[slug] = uint16(i)
	}
	return x
}

// addOwn indexes the names of regions that the built-in atlas does not have.
func (x *index) addOwn() {
	builtin := feeds.Builtin()
	var tokens []token
	for _, slug := range x.atlas.Slugs() {
		region, _ := x.atlas.Region(slug)
		if was, known := builtin.Region(slug); known && was.Name == region.Name {
			continue
		}
		if x.own == nil {
			x.own = newGazetteer(8)
			x.own.places = slices.Clone(x.names.places)
		}
		at := slices.Index(x.own.places, slug)
		if at < 0 {
			at = len(x.own.places)
			x.own.places = append(x.own.places, slug)
		}
		tokens = x.own.addName(operators, uint16(at), []byte(region.Name), tokens[:0])
	}
}

// longest returns the longest name at token i, the operator's before ours.
func (x *index) longest(r *reading, i int) (p phrase, own bool) {
	p = x.names.longest(r, i)
	if x.own != nil {
		if q := x.own.longest(r, i); q.n >= p.n && q.n > 0 {
			return q, true
		}
	}
	return p, false
}
