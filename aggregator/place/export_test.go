package place

import "dateline/feeds"

// LoadGazetteer and LoadBorders load the tables anew, to be measured.
func LoadGazetteer() any { return loadGazetteer() }

func LoadBorders() any { return loadBorders() }

// Ablations are the parts that placing can go without, to show what each is
// worth: before changes what is read, after what was found.
var Ablations = []Ablation{
	{Name: "nothing left out"},
	{Name: "datelines", before: func(r *reading) { r.dateline = r.dateline.empty() }},
	{Name: "weight of titles", after: func(x *index, r *reading) { r.level() }},
	{Name: "names of countries", after: without(asCountry, asCountry)},
	{Name: "people, adjectives", after: without(asPeople, asPeople)},
	{Name: "cities in the text", after: without(asCapital, asCity)},
	{Name: "states, provinces", after: without(asDivision, asDivision)},
	{Name: "seats, institutions", after: without(asSeat, asInstitute)},
	{Name: "money, companies", after: without(inMoney, inCompany)},
	{Name: "disambiguation", after: biggest},
	{Name: "kinds of story", after: func(x *index, r *reading) { r.told = told{} }},
	{Name: "focus", all: true},
}

// Ablation is placing without one of its parts.
type Ablation struct {
	Name   string
	before func(*reading)         // when the dateline has been read
	after  func(*index, *reading) // when names have been resolved
	all    bool                   // what is mentioned is kept
}

// Place places an item of no source as Placer.Place does.
func (a Ablation) Place(p *Placer, it feeds.Item) []feeds.Placement {
	x, r := p.index(), new(reading)
	r.read(&it)
	x.findGiven(r, &it, &feeds.Source{})
	x.findDateline(r)
	if a.before != nil {
		a.before(r)
	}
	x.scan(r)
	x.resolve(r, &it, &feeds.Source{})
	if a.after != nil {
		a.after(x, r)
	}
	x.tally(r)
	if a.all {
		return x.mentioned(r)
	}
	return x.focus(r)
}

// without drops the names of some classes.
func without(first, last class) func(*index, *reading) {
	return func(x *index, r *reading) {
		for i := range r.hits {
			if c := x.classOf(&r.hits[i]); c >= first && c <= last {
				r.hits[i].state = dropped
			}
		}
	}
}

// biggest takes every name for the biggest place that is called so, whatever
// is around it.
func biggest(x *index, r *reading) {
	r.support, r.isLocal = nil, false
	for i := range r.hits {
		h := &r.hits[i]
		if start := r.tokens[h.from].start; start >= r.dateline.start && start < r.dateline.end {
			continue
		}
		h.class, h.state = asCountry, open
		x.weigh(r, h, 0, false)
	}
}

// level makes the title a sentence like any other.
func (r *reading) level() { r.body = 0 }

// mentioned is every place that was found.
func (x *index) mentioned(r *reading) []feeds.Placement {
	placements := x.focus(r)[:0:0]
	for i := range r.scores {
		placements = append(placements, feeds.Placement{Slug: x.slugs[r.scores[i].place], Confidence: r.scores[i].sure})
	}
	return placements
}
