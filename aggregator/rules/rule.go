package rules

import (
	"strconv"
	"strings"
)

// Rule is one rule as the operator wrote it.
type Rule struct {
	Action Action
	// When is the condition. A Rewrite without one is for every item.
	When string
	// Topics are what a Tag adds to an item's categories.
	Topics []string
	// Field is what a Rewrite changes, Match the RE2 pattern of the parts to
	// change, With what to put there: $1 or ${name} is a group of Match, $$ a
	// dollar sign.
	Field, Match, With string
}

// Action is what a rule does with the items it is for.
type Action string

// The actions.
const (
	Keep    Action = "keep"    // what no keep of the list is for is dropped
	Drop    Action = "drop"    // whatever a keep says
	Tag     Action = "tag"     // adds categories
	Rewrite Action = "rewrite" // changes a field
)

// String is the rule in one line, as it stands in the config.
func (r Rule) String() string {
	switch r.Action {
	case Keep, Drop:
		return string(r.Action) + ": " + r.When
	case Tag:
		return "tag: " + strings.Join(r.Topics, ", ") + ", when: " + r.When
	case Rewrite:
		s := "rewrite: " + r.Field + ", match: " + r.Match + ", with: " + strconv.Quote(r.With)
		if r.When != "" {
			s += ", when: " + r.When
		}
		return s
	}
	return string(r.Action)
}
