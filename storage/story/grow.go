package story

import (
	"cmp"
	"slices"
)

// A cluster is a story in the making. Its members are positions in the order
// of dates, ascending.
type cluster struct {
	members []int
	// centre is a member that reports the same as every other.
	centre int
}

// An edge joins two members, the earlier first.
type edge struct{ a, b, strength int }

// A web is how each member compares with each.
type web struct {
	members []*Member
	joins   [][]int
	edges   []edge
}

// newWeb compares members, which are in order. The strongest edge is the first.
func newWeb(members []*Member) *web {
	w := &web{members: members, joins: make([][]int, len(members))}
	for a := range members {
		w.joins[a] = make([]int, len(members))
		for b := range a {
			if n := members[a].joins(members[b]); n > 0 {
				w.joins[a][b], w.joins[b][a] = n, n
				w.edges = append(w.edges, edge{b, a, n})
			}
		}
	}
	slices.SortFunc(w.edges, func(x, y edge) int {
		return cmp.Or(cmp.Compare(y.strength, x.strength), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	return w
}

// grow makes stories of members that are in order: each begins alone, and the
// strongest edges join first, as far as the stories they join may be one.
func grow(members []*Member) []*cluster {
	w := newWeb(members)
	in := make([]*cluster, len(members))
	for i := range in {
		in[i] = &cluster{members: []int{i}, centre: i}
	}
	for _, e := range w.edges {
		if in[e.a] == in[e.b] {
			continue
		}
		if joined, ok := w.join(in[e.a], in[e.b]); ok {
			for _, i := range joined.members {
				in[i] = joined
			}
		}
	}
	var stories []*cluster
	for i, c := range in {
		if c.members[0] == i {
			stories = append(stories, c)
		}
	}
	return stories
}

// join returns a and b as one story. It is none if one source carries two of
// its members, if two of them tell different figures of one thing, or if it
// has no centre: that is where A is like B and B like C, but C tells something
// else by now.
func (w *web) join(a, b *cluster) (*cluster, bool) {
	for _, i := range a.members {
		for _, j := range b.members {
			if m, n := w.members[i], w.members[j]; m.meets(n) || w.joins[i][j] == 0 && tellsApart(m.Sketch, n.Sketch).clashes > 0 {
				return nil, false
			}
		}
	}
	all := slices.Sorted(slices.Values(slices.Concat(a.members, b.members)))
	centre, most := -1, 0
	for _, i := range all {
		if sum, ok := w.centrality(i, all); ok && sum > most {
			centre, most = i, sum
		}
	}
	return &cluster{members: all, centre: centre}, centre >= 0
}

// centrality is how strongly i belongs to all the others, if it does to each.
func (w *web) centrality(i int, all []int) (sum int, ok bool) {
	for _, j := range all {
		if i == j {
			continue
		}
		if w.joins[i][j] == 0 {
			return 0, false
		}
		sum += w.joins[i][j]
	}
	return sum, true
}

// attach adds the member at a position to the story whose centre it belongs to
// most strongly, the earlier of two, if none of its sources is in it; else it
// is a story of its own.
func attach(stories []*cluster, members []*Member, at int) []*cluster {
	var best *cluster
	most := 0
	for _, c := range stories {
		if slices.ContainsFunc(c.members, func(i int) bool { return members[at].meets(members[i]) }) {
			continue
		}
		if n := members[at].joins(members[c.centre]); n > most {
			best, most = c, n
		}
	}
	if best == nil {
		return append(stories, &cluster{members: []int{at}, centre: at})
	}
	best.members = append(best.members, at)
	return stories
}
