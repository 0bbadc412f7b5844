package inspect

import (
	"fmt"
	"strings"

	"dateline/feeds"
)

// why says in a line why an item is where it is: "dateline ‘KUALA LUMPUR’ →
// Malaysia 0.97; ‘Singapore’ in title → 0.62". A region whose only reason is
// its own name is not named twice.
func why(placed []feeds.Placement) string {
	clauses := make([]string, len(placed))
	for i, p := range placed {
		var reasons []string
		for _, e := range p.Evidence {
			reasons = append(reasons, reason(e))
		}
		name := p.Name + " "
		if len(p.Evidence) == 1 && strings.EqualFold(p.Evidence[0].Text, p.Name) {
			name = ""
		}
		clauses[i] = fmt.Sprintf("%s → %s%.2f", strings.Join(reasons, ", "), name, p.Confidence)
	}
	return strings.Join(clauses, "; ")
}

// reason says what was found, and where.
func reason(e feeds.Evidence) string {
	text := "‘" + e.Text + "’"
	switch e.Kind {
	case feeds.ByOverride:
		return "override " + text
	case feeds.ByDateline:
		return "dateline " + text
	case feeds.ByGeo:
		return "position " + text
	case feeds.ByCategory:
		return "category " + text
	case feeds.ByTitle:
		return text + " in title"
	case feeds.ByText:
		return text + " in text"
	case feeds.BySource:
		return "source’s region " + text
	case feeds.ByLanguage:
		return "language " + text
	case feeds.ByDomain:
		return "source’s domain " + text
	}
	return string(e.Kind) + " " + text
}
