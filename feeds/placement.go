package feeds

import (
	"cmp"
	"slices"
)

// Placement says that an item is about a region.
type Placement struct {
	// Slug names the region in the Atlas.
	Slug string
	// Name is the region's English name. Placing and storing leave it
	// empty; Atlas.Named fills it for publication.
	Name string
	// Confidence is between 0 and 1.
	Confidence float64
	Evidence   []Evidence
	// Except are regions, this one or around it, that the placement does not
	// lead to: a rule of theirs keeps the item out of their feeds.
	Except []string
}

// Evidence is one reason for a placement.
type Evidence struct {
	Kind EvidenceKind
	// Text is what was found, as it stood in the item.
	Text string
	// Weight is this reason's own confidence, between 0 and 1.
	Weight float64
}

// EvidenceKind names where a reason was found.
type EvidenceKind string

// The kinds of evidence, strongest first. The last three are a fallback, used
// only when an item has no evidence of its own.
const (
	ByOverride EvidenceKind = "override"
	ByDateline EvidenceKind = "dateline"
	ByGeo      EvidenceKind = "geo"
	ByCategory EvidenceKind = "category"
	ByTitle    EvidenceKind = "title"
	ByText     EvidenceKind = "text"
	BySource   EvidenceKind = "source"
	ByLanguage EvidenceKind = "language"
	ByDomain   EvidenceKind = "domain"
)

// IsFallback reports whether evidence of kind k speaks of the source, not of
// the item.
func (k EvidenceKind) IsFallback() bool {
	return k == BySource || k == ByLanguage || k == ByDomain
}

// IsEdited reports whether an editor has placed the item.
func (it Item) IsEdited() bool {
	return slices.ContainsFunc(it.Placements, func(p Placement) bool {
		return slices.ContainsFunc(p.Evidence, func(e Evidence) bool { return e.Kind == ByOverride })
	})
}

// SortPlacements orders ps by confidence, highest first, then by slug.
func SortPlacements(ps []Placement) {
	slices.SortFunc(ps, func(a, b Placement) int {
		if c := cmp.Compare(b.Confidence, a.Confidence); c != 0 {
			return c
		}
		return cmp.Compare(a.Slug, b.Slug)
	})
}
