package rules

import (
	"errors"
	"fmt"
	"slices"

	"github.com/expr-lang/expr/file"
)

// Outcome is what rules did to an item.
type Outcome struct {
	// Dropped says that the item is not to go on.
	Dropped bool
	// By is the rule that dropped it, as the operator wrote it.
	By string
	// Steps are what the rules did, in their order. A rule that was not for
	// the item has none.
	Steps []Step
}

// Step is what one rule did to an item, or why it could not be run: then it
// did nothing.
type Step struct {
	// Rule is the rule as the operator wrote it.
	Rule   string
	Effect Effect
	// Field is what was changed. From and To are what it was before and is
	// now; a tag has only To.
	Field, From, To string
	// Region is the region whose rule it is, empty if it is for all.
	Region string
	Err    error
}

// Effect is what a rule did, in a word.
type Effect string

// The effects.
const (
	Kept      Effect = "kept"
	Dropped   Effect = "dropped"
	Tagged    Effect = "tagged"
	Rewritten Effect = "rewritten"
	// KeptOut is a region's drop: the item goes on, but not into its feed.
	KeptOut Effect = "kept_out"
)

// Changed reports whether the item says something else than before: then it
// is to be cleaned and placed again.
func (o Outcome) Changed() bool {
	return slices.ContainsFunc(o.Steps, func(s Step) bool { return s.Effect == Tagged || s.Effect == Rewritten })
}

// Failed counts the rules that could not be run.
func (o Outcome) Failed() int {
	n := 0
	for _, s := range o.Steps {
		if s.Err != nil {
			n++
		}
	}
	return n
}

func (o *Outcome) drop(rule string) {
	o.Dropped, o.By = true, rule
	o.Steps = append(o.Steps, Step{Rule: rule, Effect: Dropped})
}

// failure makes one line of the library's error.
func failure(err error) error {
	if e, ok := errors.AsType[*file.Error](err); ok {
		return fmt.Errorf("not run: %s", e.Message)
	}
	return fmt.Errorf("not run: %w", err)
}
