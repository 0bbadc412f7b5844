package rules

import (
	"fmt"
	"strings"
)

// Problem is one thing wrong with a rule.
type Problem struct { //nolint:errname // what operators call it
	// Rule is the rule's index in the list.
	Rule int
	// Part is what of the rule is wrong: Whole, or the part At counts in.
	Part Part
	// At is where in that part it is, in characters from 0.
	At int
	// What is wrong, and what to do about it.
	What, Do string
}

// Part names a part of a rule.
type Part string

// The parts of a rule.
const (
	Whole     Part = ""
	Condition Part = "condition" // the text of keep, drop or when
	Topics    Part = "tag"
	Field     Part = "rewrite"
	Match     Part = "match"
	With      Part = "with"
)

// Error counts rules and characters from 1, for people.
func (p Problem) Error() string {
	where := fmt.Sprintf("rule %d", p.Rule+1)
	if p.Part != Whole {
		where += fmt.Sprintf(": %s: character %d", p.Part, p.At+1)
	}
	return where + ": " + p.What + ": " + p.Do
}

// Problems is what is wrong with a list of rules, one problem for each part of
// a rule at most. It is never returned empty.
type Problems []Problem //nolint:errname // what operators call them

// Error returns a line for each problem.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns each problem as an error.
func (ps Problems) Unwrap() []error {
	errs := make([]error, len(ps))
	for i, p := range ps {
		errs[i] = p
	}
	return errs
}

// flaw is a problem whose rule and part are still to be filled in.
func flaw(at int, what, do string) *Problem { return &Problem{At: at, What: what, Do: do} }
