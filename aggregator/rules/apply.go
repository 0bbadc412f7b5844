package rules

import (
	"fmt"
	"slices"
	"time"

	"dateline/feeds"
)

// What a rule may cost on one item, and all rules of a list together, in
// steps: a step is one instruction of a pattern looking at one byte. They are
// counted before a rule is run, so that the same item has the same outcome on
// every machine.
const (
	maxCost     = 1 << 26
	maxItemCost = 1 << 28
)

// OverBudgetError says that a rule was not run on an item because it could
// have taken too long.
type OverBudgetError struct{ Cost, Budget int }

// Error says by how much.
func (e *OverBudgetError) Error() string {
	return fmt.Sprintf("not run: it could take %d steps, and %d are left", e.Cost, e.Budget)
}

// Apply runs the rules on an item of a source, from the first to the last, and
// returns what they made of it. Of a dropped item it returns what it was then.
func (s *Set) Apply(it feeds.Item, src feeds.Source, now time.Time) (feeds.Item, Outcome) {
	var o Outcome
	if s == nil || len(s.rules) == 0 {
		return it, o
	}
	sub := newSubject(it, src, now, s.atlas)
	defer sub.free()
	kept := s.keeps == 0
	for i := range s.rules {
		r := &s.rules[i]
		holds, err := r.when.holds(sub)
		switch {
		case err != nil:
			o.Steps = append(o.Steps, Step{Rule: r.text, Err: err})
			kept = kept || r.Action == Keep
		case !holds:
		case r.Action == Keep:
			if !kept {
				o.Steps = append(o.Steps, Step{Rule: r.text, Effect: Kept})
			}
			kept = true
		case r.Action == Drop:
			o.drop(r.text)
			return sub.it, o
		default:
			o.Steps = append(o.Steps, r.change(sub)...)
		}
	}
	if !kept {
		o.drop(s.keepText())
	}
	return sub.it, o
}

// keepText names the rules that an item is for none of.
func (s *Set) keepText() string {
	i := slices.IndexFunc(s.rules, func(r rule) bool { return r.Action == Keep })
	if s.keeps > 1 {
		return fmt.Sprintf("%s (and %d more)", s.rules[i].text, s.keeps-1)
	}
	return s.rules[i].text
}

// change tags or rewrites.
func (r *rule) change(sub *subject) []Step {
	var steps []Step
	if r.Action == Tag {
		for _, topic := range r.Topics {
			if step, done := sub.tag(topic); done {
				step.Rule = r.text
				steps = append(steps, step)
			}
		}
		return steps
	}
	step, done := sub.rewrite(r)
	if !done {
		return nil
	}
	step.Rule = r.text
	return []Step{step}
}

// holds reports whether the condition holds for the subject.
func (c *condition) holds(sub *subject) (bool, error) {
	if c.program == nil {
		return true, nil
	}
	if !c.guard.lets(sub) {
		return false, nil
	}
	sub.fill(c.uses)
	if err := sub.spend(c.steps(sub)); err != nil {
		return false, err
	}
	v, err := sub.vm.Run(c.program, sub.vars)
	if err != nil {
		return false, failure(err)
	}
	return v == true, nil
}

// steps is what the condition costs at most.
func (c *condition) steps(sub *subject) int {
	total := 0
	for _, ch := range c.cost {
		n := ch.weight
		if ch.bytesOf != none {
			n = times(n, sub.extent[ch.bytesOf].bytes)
		}
		if ch.elementsOf != none {
			n = times(n, sub.extent[ch.elementsOf].elements)
		}
		total = min(total+n, tooMuch)
	}
	return total
}

// tooMuch is more than any budget, and small enough not to overflow.
const tooMuch = 1 << 40

func times(a, b int) int {
	if b != 0 && a > tooMuch/b {
		return tooMuch
	}
	return a * b
}

// spend takes cost off the budget, or says why it cannot.
func (s *subject) spend(cost int) error {
	left := min(maxCost, maxItemCost-s.spent)
	if cost > left {
		return &OverBudgetError{Cost: cost, Budget: left}
	}
	s.spent += cost
	return nil
}
