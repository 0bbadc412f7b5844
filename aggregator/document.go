package aggregator

import (
	"fmt"

	"dateline/aggregator/parse"
	"dateline/aggregator/rules"
	"dateline/feeds"
)

// Document is a document that was read: its items cleaned, placed and put to
// the rules.
type Document struct {
	parse.Document
	// Rules are what rules did to each of Items, also of those they dropped.
	// Nil if there are no rules.
	Rules []rules.Outcome
	// Reading is what was read of it, if ReadOn did. Known and Omitted are
	// how many of its pieces were not, because they were kept or left out by
	// an earlier visit: they are not among Items.
	Reading        feeds.Reading
	Known, Omitted int
}

// Kept are the items that have something to show and that no rule dropped, in
// their order.
func (d Document) Kept() []feeds.Item {
	kept := make([]feeds.Item, 0, len(d.Items))
	for i, it := range d.Items {
		if d.isKept(i) {
			kept = append(kept, it)
		}
	}
	return kept
}

func (d Document) isKept(i int) bool {
	return !d.Items[i].IsEmpty() && (d.Rules == nil || !d.Rules[i].Dropped)
}

// Failures tell which rules could not be run, on how many items, and why on the
// first of them: a line a rule.
func (d Document) Failures() []string {
	type failure struct {
		first error
		items int
	}
	failures := map[string]*failure{}
	var order []string
	for _, o := range d.Rules {
		for _, s := range o.Steps {
			if s.Err == nil {
				continue
			}
			if failures[s.Rule] == nil {
				failures[s.Rule] = &failure{first: s.Err}
				order = append(order, s.Rule)
			}
			failures[s.Rule].items++
		}
	}
	lines := make([]string, 0, len(order))
	for _, rule := range order {
		f := failures[rule]
		items := "1 item"
		if f.items > 1 {
			items = fmt.Sprintf("%d items", f.items)
		}
		lines = append(lines, fmt.Sprintf("%s (%s): %v", rule, items, f.first))
	}
	return lines
}
