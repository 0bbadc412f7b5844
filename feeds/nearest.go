package feeds

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Nearest returns up to n region slugs that someone who typed name may have
// meant, the likeliest first. Names that are like an alias lead to its region.
func (a *Atlas) Nearest(name string, n int) []string {
	name = strings.ToLower(name)
	slugs := Nearest(name, a.slugs, n)
	for _, alias := range Nearest(name, slices.Sorted(maps.Keys(a.aliases)), 2*n) {
		if slug := a.aliases[alias]; len(alias) > 2 && len(slugs) < n && !slices.Contains(slugs, slug) {
			slugs = append(slugs, slug)
		}
	}
	return slugs
}

// Find returns the region that a slug, code or alias of any case stands for.
// The error is ErrNotFound, with the names that may have been meant.
func (a *Atlas) Find(name string) (Region, error) {
	if slug, ok := a.Resolve(name); ok {
		r, _ := a.Region(slug)
		return r, nil
	}
	if near := a.Nearest(name, 3); len(near) > 0 {
		return Region{}, fmt.Errorf("region %q: %w; did you mean %s?", name, ErrNotFound, strings.Join(near, ", "))
	}
	return Region{}, fmt.Errorf("region %q: %w; /regions.json lists all there are", name, ErrNotFound)
}

// Nearest returns up to n of the candidates that are most like name: those
// that begin alike or differ by a third of their letters at most.
func Nearest(name string, candidates []string, n int) []string {
	type match struct {
		word string
		cost int
	}
	var found []match
	most := max(1, (len(name)+1)/3)
	for _, c := range candidates {
		if len(name)-len(c) > most {
			continue // so many letters more: no need to compare the rest
		}
		cost := distance(name, c)
		if len(name) >= 3 && strings.Contains(c, name) {
			cost = min(cost, 1)
		}
		if cost <= most {
			found = append(found, match{c, cost})
		}
	}
	slices.SortFunc(found, func(a, b match) int {
		return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.word, b.word))
	})
	var words []string
	for _, m := range found[:min(n, len(found))] {
		words = append(words, m.word)
	}
	return words
}

// distance is Levenshtein's, on bytes, with swapped neighbours counted once.
func distance(a, b string) int {
	rows := [3][]int{make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)}
	for j := range rows[1] {
		rows[1][j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, prev, row := rows[0], rows[1], rows[2]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			same := 1
			if a[i-1] == b[j-1] {
				same = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+same)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		rows[0], rows[1], rows[2] = prev, row, before
	}
	return rows[1][len(b)]
}
