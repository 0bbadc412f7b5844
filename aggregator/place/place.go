// Package place works out which regions of the world an item is about, and
// says why.
package place

import (
	"slices"
	"sync"

	"dateline/feeds"
)

// Placer places items in the regions of an atlas. It may be used by several
// goroutines.
type Placer struct {
	index func() *index
}

// New returns a placer for the regions of atlas. It costs nothing until the
// first item is placed.
func New(atlas *feeds.Atlas) *Placer {
	return &Placer{index: sync.OnceValue(func() *index { return newIndex(atlas) })}
}

// Place returns the regions that it is about, the most confident first. src
// is where it was read.
func (p *Placer) Place(it feeds.Item, src feeds.Source) []feeds.Placement {
	x := p.index()
	if src.Fixed {
		return x.fixed(src)
	}
	r := readings.Get().(*reading)
	defer readings.Put(r)
	r.read(&it)
	x.findDateline(r)
	x.scan(r)
	x.resolve(r, &it, &src)
	x.tally(r, &it)
	placements := x.focus(r)
	if len(placements) == 0 && !r.dateline.world {
		placements = x.fallback(&it, src)
	}
	feeds.SortPlacements(placements)
	return placements
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
func (x *index) longest(r *reading, i int, inDateline bool) (p phrase, own bool) {
	p = x.names.longest(r, i, inDateline)
	if x.own != nil {
		if q := x.own.longest(r, i, inDateline); q.n >= p.n && q.n > 0 {
			return q, true
		}
	}
	return p, false
}
