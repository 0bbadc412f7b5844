package story

import (
	"bytes"
	"cmp"
	"slices"

	"dateline/feeds"
)

// Limits of a neighbourhood.
const (
	// MaxGroup is how many members are compared each with each. Beyond the
	// earliest so many, a member joins a story by its centre only.
	MaxGroup = 64
	// MaxReach is how many members Reach returns at most.
	MaxReach = 256
)

// A Member is an item that may belong to a story.
type Member struct {
	ID feeds.ID
	// Sources are those that carry the item.
	Sources []string
	Sketch  Sketch
}

// joins is how strongly m and n belong together, 0 if they do not: they report
// different things, or one source carries both.
func (m *Member) joins(n *Member) int {
	if m.meets(n) {
		return 0
	}
	return strength(m.Sketch, n.Sketch)
}

// meets reports whether a source carries both m and n.
func (m *Member) meets(n *Member) bool {
	return slices.ContainsFunc(m.Sources, func(s string) bool { return slices.Contains(n.Sources, s) })
}

// compare orders members by date, then by ID.
func (m *Member) compare(n *Member) int {
	return cmp.Or(cmp.Compare(m.Sketch.minute, n.Sketch.minute), bytes.Compare(m.ID[:], n.ID[:]))
}

// Reach returns the neighbourhood of first, which it begins with: every member
// to which a chain leads of which each reports the same thing as the next and
// has a key in common with it. near returns those that have one of the sketch's
// keys, in a slice that Reach may reorder; others, which had it once, and
// repeated ones do no harm. An error of near is returned as it is.
func Reach(first Member, near func(Sketch) ([]Member, error)) ([]Member, error) {
	reached := []Member{first}
	known := map[feeds.ID]bool{first.ID: true}
	for at := 0; at < len(reached); at++ {
		candidates, err := near(reached[at].Sketch)
		if err != nil {
			return nil, err
		}
		keys := reached[at].Sketch.Keys()
		slices.SortFunc(candidates, func(a, b Member) int { return a.compare(&b) })
		candidates = slices.CompactFunc(candidates, func(a, b Member) bool { return a.ID == b.ID })
		for i := range candidates {
			if len(reached) == MaxReach {
				return reached, nil
			}
			c := &candidates[i]
			if !known[c.ID] && c.joins(&reached[at]) > 0 && c.Sketch.hasAny(keys) {
				known[c.ID] = true
				reached = append(reached, *c)
			}
		}
	}
	return reached, nil
}

// Group parts a neighbourhood, of members with different IDs, into stories. A
// story is the indexes of its members, the earliest first; the story with the
// earliest is the first. Each member is in one story, alone if need be. The
// order of the members does not matter.
func Group(members []Member) [][]int {
	order := make([]int, len(members))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return members[i].compare(&members[j]) })
	sorted := make([]*Member, len(order))
	for at, i := range order {
		sorted[at] = &members[i]
	}
	stories := grow(sorted[:min(MaxGroup, len(sorted))])
	for at := MaxGroup; at < len(sorted); at++ {
		stories = attach(stories, sorted, at)
	}
	groups := make([][]int, len(stories))
	for i, s := range stories {
		for _, at := range s.members {
			groups[i] = append(groups[i], order[at])
		}
	}
	return groups
}
