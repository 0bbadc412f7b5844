package web

import (
	"strings"

	"dateline/feeds"
)

// quote makes upstream text stand apart in a sentence.
func quote(s string) string { return "“" + s + "”" }

// words says a reason for a placement in a clause.
func words(e feeds.Evidence) string {
	switch e.Kind {
	case feeds.ByOverride:
		return "an editor put it here (" + e.Text + ")"
	case feeds.ByDateline:
		return "its dateline says " + quote(e.Text)
	case feeds.ByGeo:
		return "its position is given as " + quote(e.Text)
	case feeds.ByCategory:
		return "it is filed under " + quote(e.Text)
	case feeds.ByTitle:
		return "its title names " + quote(e.Text)
	case feeds.ByText:
		return "its text names " + quote(e.Text)
	case feeds.BySource:
		return "it does not say where, and its source writes about " + quote(e.Text)
	case feeds.ByLanguage:
		return "it does not say where, and its language is " + quote(e.Text)
	case feeds.ByDomain:
		return "it does not say where, and its source's address ends in " + quote(e.Text)
	}
	return string(e.Kind) + " " + quote(e.Text)
}

// reason says in a sentence why an item is in a region.
func reason(p feeds.Placement) string {
	clauses := make([]string, 0, len(p.Evidence))
	for _, e := range p.Evidence {
		clauses = append(clauses, words(e))
	}
	if len(clauses) == 0 {
		return p.Name + "."
	}
	return p.Name + ": " + strings.Join(clauses, "; ") + "."
}
