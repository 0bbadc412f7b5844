// Package eval measures placing on items whose regions an editor has set.
//
//	place := func(it feeds.Item) []feeds.Placement { return placer.Place(it, feeds.Source{}) }
//	summary, err := eval.File("labelled.jsonl", atlas, place)
//	err = eval.WriteTable(os.Stdout, summary)
//
// It places nothing itself and hands on each item without its labels, so
// placing cannot see them.
//
// An item's countries are scored as sets, summed over all items (micro) and
// averaged over regions (macro); an item without a country among its labels
// is left out of these. Groups count only for the first place: it is right
// when the most confident region is a label, or, of an item labelled with
// groups alone, lies in one of them.
//
// Several regions of equal confidence are in the order of their slugs, so that
// the same file always has the same summary.
package eval

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"dateline/feeds"
)

// Tally counts hits and misses. The zero Tally counts nothing yet.
type Tally struct {
	Right, Extra, Missed int
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// Precision is the share of what was said that is right.
func (t Tally) Precision() float64 { return ratio(t.Right, t.Right+t.Extra) }

// Recall is the share of what is right that was said.
func (t Tally) Recall() float64 { return ratio(t.Right, t.Right+t.Missed) }

// F1 is the harmonic mean of the two.
func (t Tally) F1() float64 { return ratio(2*t.Right, 2*t.Right+t.Extra+t.Missed) }

// Score gathers items. Make one with New.
type Score struct {
	atlas           *feeds.Atlas
	items           int
	first, answered int
	all             Tally
	regions         map[string]Tally
	confusions      map[Confusion]int
}

// New returns an empty score for the regions of atlas.
func New(atlas *feeds.Atlas) *Score {
	return &Score{atlas: atlas, regions: map[string]Tally{}, confusions: map[Confusion]int{}}
}

// Add scores what was placed against an item's labels. The error names a label
// that is no region.
func (s *Score) Add(it Item, placements []feeds.Placement) error {
	countries, groups, err := s.labels(it)
	if err != nil {
		return err
	}
	placements = slices.Clone(placements)
	feeds.SortPlacements(placements)
	s.items++
	if len(placements) > 0 {
		s.answered++
		if s.isRight(placements[0].Slug, countries, groups) {
			s.first++
		}
	}
	if len(countries) > 0 {
		s.compare(countries, s.countries(placements))
	}
	return nil
}

// labels resolves an item's labels to slugs.
func (s *Score) labels(it Item) (countries, groups []string, err error) {
	for _, name := range slices.Concat(it.Regions, it.Groups) {
		slug, ok := s.atlas.Resolve(name)
		if !ok {
			return nil, nil, fmt.Errorf("item %s: label %q is no region%s", it.ID, name, s.nearest(name))
		}
		switch {
		case !s.isCountry(slug):
			groups = append(groups, slug)
		case !slices.Contains(countries, slug):
			countries = append(countries, slug)
		}
	}
	return countries, groups, nil
}

// nearest suggests regions for a label that is none.
func (s *Score) nearest(name string) string {
	near := s.atlas.Nearest(name, 3)
	if len(near) == 0 {
		return ": labels are ISO 3166 codes or slugs"
	}
	return ": did you mean " + strings.Join(near, ", ") + "?"
}

func (s *Score) isCountry(slug string) bool {
	r, _ := s.atlas.Region(slug)
	return r.Kind == feeds.Country
}

func (s *Score) countries(placements []feeds.Placement) []string {
	var slugs []string
	for _, p := range placements {
		if s.isCountry(p.Slug) {
			slugs = append(slugs, p.Slug)
		}
	}
	return slugs
}

// isRight judges the most confident region. What lies in a label's group is
// right only when no country is a label.
func (s *Score) isRight(slug string, countries, groups []string) bool {
	if slices.Contains(countries, slug) || slices.Contains(groups, slug) {
		return true
	}
	return len(countries) == 0 && slices.ContainsFunc(groups, func(g string) bool { return s.atlas.Contains(g, slug) })
}

// compare counts two sets of countries, and what was taken for what.
func (s *Score) compare(want, got []string) {
	var missed, extra []string
	for _, slug := range want {
		t := s.regions[slug]
		if slices.Contains(got, slug) {
			t.Right++
			s.all.Right++
		} else {
			t.Missed++
			s.all.Missed++
			missed = append(missed, slug)
		}
		s.regions[slug] = t
	}
	for _, slug := range got {
		if !slices.Contains(want, slug) {
			t := s.regions[slug]
			t.Extra++
			s.regions[slug] = t
			s.all.Extra++
			extra = append(extra, slug)
		}
	}
	s.confuse(missed, extra)
}

// confuse pairs each missed region with each that stood in its place.
func (s *Score) confuse(missed, extra []string) {
	if len(extra) == 0 {
		extra = []string{""}
	}
	if len(missed) == 0 {
		missed = []string{""}
	}
	for _, m := range missed {
		for _, e := range extra {
			if m != e {
				s.confusions[Confusion{Label: m, Placed: e}]++
			}
		}
	}
}

// Confusion is a region that was missed and one that stood in its place;
// either is empty when there was none.
type Confusion struct {
	Label  string `json:"label"`
	Placed string `json:"placed"`
	Times  int    `json:"times"`
}

// Region is how one region fared. Support is how many items have its label.
type Region struct {
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
	Support   int     `json:"support"`
}

// Summary is the outcome. Fractions are between 0 and 1.
type Summary struct {
	Summary     bool              `json:"summary"`
	Items       int               `json:"items"`
	Precision   float64           `json:"precision"`
	Recall      float64           `json:"recall"`
	F1          float64           `json:"f1"`
	MacroF1     float64           `json:"macro_f1"`
	Top1        float64           `json:"top1"`
	Answered    float64           `json:"answered"`
	Top1Answers float64           `json:"top1_answered"`
	Regions     map[string]Region `json:"regions"`
	// Worst are the commonest confusions, at most twenty.
	Worst []Confusion `json:"confusions"`
}

// worst is how many confusions a summary shows.
const worst = 20

// Summary returns the outcome so far. Macro F1 is over the regions that are a
// label of some item.
func (s *Score) Summary() Summary {
	sum := Summary{
		Summary: true, Items: s.items, Regions: map[string]Region{},
		Precision: s.all.Precision(), Recall: s.all.Recall(), F1: s.all.F1(),
		Top1: ratio(s.first, s.items), Answered: ratio(s.answered, s.items), Top1Answers: ratio(s.first, s.answered),
	}
	labelled := 0
	for slug, t := range s.regions {
		r := Region{Precision: t.Precision(), Recall: t.Recall(), F1: t.F1(), Support: t.Right + t.Missed}
		sum.Regions[slug] = r
		if r.Support > 0 {
			labelled++
			sum.MacroF1 += r.F1
		}
	}
	sum.MacroF1 /= float64(max(labelled, 1))
	sum.Worst = s.worst()
	return sum
}

func (s *Score) worst() []Confusion {
	all := make([]Confusion, 0, len(s.confusions))
	for _, c := range slices.Collect(maps.Keys(s.confusions)) {
		c.Times = s.confusions[c]
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b Confusion) int {
		return cmp.Or(cmp.Compare(b.Times, a.Times), cmp.Compare(a.Label, b.Label), cmp.Compare(a.Placed, b.Placed))
	})
	return all[:min(len(all), worst)]
}
