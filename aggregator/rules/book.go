package rules

import (
	"errors"
	"maps"
	"slices"
	"time"

	"dateline/feeds"
)

// Book is every rule of a gateway. Sets that are missing have no rules.
type Book struct {
	// All are the rules for items of every source.
	All *Set
	// Source are the rules of sources by ID, Region those of regions by slug.
	// Regions only keep and drop.
	Source, Region map[string]*Set
}

// IsEmpty reports whether there are no rules at all.
func (b Book) IsEmpty() bool { return b.All == nil && len(b.Source) == 0 && len(b.Region) == 0 }

// Lines are the rules that change or drop items of a source, as they stand in
// the config.
func (b Book) Lines(sourceID string) []string {
	var lines []string
	for _, set := range []*Set{b.Source[sourceID], b.All} {
		if set == nil {
			continue
		}
		for _, r := range set.rules {
			lines = append(lines, r.text)
		}
	}
	return lines
}

// passing are the fields that may be others when an item is read again as it
// was: by the clock, by other regions or an editor's word, by another name.
var passing = setOf("date", "age_hours", "regions", "source_name")

// IsSteady reports whether the rules make the same of an item of a source
// whenever it is read, as long as their Lines are the same.
func (b Book) IsSteady(sourceID string) bool {
	for _, set := range []*Set{b.Source[sourceID], b.All} {
		if set != nil && slices.ContainsFunc(set.rules, func(r rule) bool { return r.when.uses&passing != 0 }) {
			return false
		}
	}
	return true
}

// Apply runs the rules of the item's source, then those for all. What is
// dropped by the first is not shown to the second.
func (b Book) Apply(it feeds.Item, src feeds.Source, now time.Time) (feeds.Item, Outcome) {
	it, o := b.Source[src.ID].Apply(it, src, now)
	if o.Dropped {
		return it, o
	}
	it, all := b.All.Apply(it, src, now)
	all.Steps = append(o.Steps, all.Steps...)
	return it, all
}

// Admit runs the rules of the regions whose feeds the item is in. The item
// that it returns is kept out of those that drop it, and nothing else of it is
// changed; the outcome is never Dropped.
func (b Book) Admit(it feeds.Item, src feeds.Source, now time.Time) (feeds.Item, Outcome) {
	var o Outcome
	if len(b.Region) == 0 {
		return it, o
	}
	judged := it
	for _, slug := range slices.Sorted(maps.Keys(b.Region)) {
		set := b.Region[slug]
		if set == nil || !slices.Contains(set.atlas.Fan(judged.Placements), slug) {
			continue
		}
		_, found := set.Apply(judged, src, now)
		for _, step := range found.Steps {
			step.Region = slug
			if step.Effect == Dropped {
				step.Effect = KeptOut
			}
			o.Steps = append(o.Steps, step)
		}
		if found.Dropped {
			it.Placements = keptOut(it.Placements, slug, set.atlas)
		}
	}
	return it, o
}

// keptOut returns placements that do not lead to a region.
func keptOut(placements []feeds.Placement, slug string, atlas *feeds.Atlas) []feeds.Placement {
	out := slices.Clone(placements)
	for i, p := range out {
		if atlas.Contains(slug, p.Slug) && !slices.Contains(p.Except, slug) {
			out[i].Except = append(slices.Clip(p.Except), slug)
		}
	}
	return out
}

// CompileRegion makes a set of the rules of a region. An item has one text in
// all regions, so that they can only keep and drop.
func CompileRegion(atlas *feeds.Atlas, list []Rule) (*Set, error) {
	var problems Problems
	for i, r := range list {
		if r.Action == Tag || r.Action == Rewrite {
			problems = append(problems, Problem{
				Rule: i, What: string(r.Action) + " among the rules of a region",
				Do: `put it at the top level, with when: '"malaysia" in regions'`,
			})
		}
	}
	set, err := Compile(atlas, list)
	if more, ok := errors.AsType[Problems](err); ok {
		problems = append(problems, more...)
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return set, nil
}
