package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"dateline/aggregator/rules"
	"dateline/feeds"
)

var ruleShape = shape{where: " in a rule", keys: []string{"keep", "drop", "tag", "rewrite", "match", "with", "when"}}

// ruleParts are the keys an action goes with, the needed ones first.
var ruleParts = map[rules.Action]struct{ needs, may []string }{
	rules.Keep:    {},
	rules.Drop:    {},
	rules.Tag:     {needs: []string{"when"}},
	rules.Rewrite: {needs: []string{"match", "with"}, may: []string{"when"}},
}

// compiler makes a set of rules: rules.Compile or rules.CompileRegion.
type compiler func(*feeds.Atlas, []rules.Rule) (*rules.Set, error)

// rules reads a list of rules. It returns nil if there are none, or if any has
// a problem, which was noted.
func (r *reader) rules(n ast.Node, atlas *feeds.Atlas, compile compiler) *rules.Set {
	var list []rules.Rule
	var at []section
	for _, e := range r.list(n) {
		if rule, s, ok := r.rule(e); ok {
			list, at = append(list, rule), append(at, s)
		}
	}
	if len(list) == 0 {
		return nil
	}
	set, err := compile(atlas, list)
	problems, _ := errors.AsType[rules.Problems](err)
	for _, p := range problems {
		r.ruleProblem(at[p.Rule], list[p.Rule], p)
	}
	return set
}

// with adds the rules of a source or region to those of others, if it has any.
func with(sets map[string]*rules.Set, of string, set *rules.Set) map[string]*rules.Set {
	if set == nil {
		return sets
	}
	if sets == nil {
		sets = map[string]*rules.Set{}
	}
	sets[of] = set
	return sets
}

// rule reads one rule, as far as keys go.
func (r *reader) rule(n ast.Node) (rule rules.Rule, s section, ok bool) {
	s = r.section(n, ruleShape)
	for _, a := range []rules.Action{rules.Keep, rules.Drop, rules.Tag, rules.Rewrite} {
		if s.keys[string(a)] == nil {
			continue
		}
		if rule.Action != "" {
			r.problem(s.keys[string(a)], fmt.Sprintf("%s in a rule that is a %s", a, rule.Action), "make two rules of it")
			return rule, s, false
		}
		rule.Action = a
	}
	if rule.Action == "" {
		if !s.isBroken {
			r.problem(s.node, "a rule that does nothing", "add keep, drop, tag or rewrite")
		}
		return rule, s, false
	}
	return rule, s, r.ruleKeys(s, rule.Action) && r.ruleValues(s, &rule)
}

// ruleKeys notes keys that the action needs and are not there, or has no use
// for.
func (r *reader) ruleKeys(s section, a rules.Action) bool {
	parts := ruleParts[a]
	before := len(r.problems)
	for _, key := range []string{"match", "with", "when"} {
		is, needed := s.keys[key] != nil, slices.Contains(parts.needs, key)
		switch {
		case needed && !is:
			r.problem(s.node, fmt.Sprintf("%s without %s", a, key), missingPart[key])
		case is && !needed && !slices.Contains(parts.may, key):
			r.problem(s.keys[key], fmt.Sprintf("%s in a %s", key, a), uselessPart(key))
		}
	}
	return len(r.problems) == before
}

var missingPart = map[string]string{
	"when":  `add when: and a condition, such as 'title ~ "word"'; when: true is for all items`,
	"match": "add match: and the pattern of what to change",
	"with":  `add with: and what to put there; with: "" takes it out`,
}

func uselessPart(key string) string {
	if key == "when" {
		return "join the conditions with and"
	}
	return "leave it out, or make it a rewrite"
}

// ruleValues reads what the keys hold.
func (r *reader) ruleValues(s section, rule *rules.Rule) bool {
	before := len(r.problems)
	switch rule.Action {
	case rules.Keep, rules.Drop:
		rule.When, _ = r.verbatim(s.values[string(rule.Action)])
	case rules.Tag:
		rule.Topics = r.lines(s.values["tag"])
		rule.When, _ = r.verbatim(s.values["when"])
	case rules.Rewrite:
		rule.Field, _ = r.text(s.values["rewrite"])
		rule.Match, _ = r.verbatim(s.values["match"])
		rule.With, _ = r.verbatim(s.values["with"])
		rule.When, _ = r.verbatim(s.values["when"])
	}
	return len(r.problems) == before
}

// ruleProblem notes a problem in the text of a rule.
func (r *reader) ruleProblem(s section, rule rules.Rule, p rules.Problem) {
	key, text := string(p.Part), ""
	switch p.Part {
	case rules.Condition:
		key, text = "when", rule.When
		if rule.Action == rules.Keep || rule.Action == rules.Drop {
			key = string(rule.Action)
		}
	case rules.Match:
		text = rule.Match
	case rules.With:
		text = rule.With
	default: // at its beginning
	}
	n := s.values[key]
	if n == nil {
		r.problem(s.node, p.What, p.Do)
		return
	}
	if at, ok := r.within(n, text, p.At); ok {
		r.problemAt(at, p.What, p.Do)
		return
	}
	r.problem(n, fmt.Sprintf("character %d: %s", p.At+1, p.What), p.Do)
}

// within is where in the file the character at an offset of a scalar's text
// stands. It is false for a scalar of several lines.
func (r *reader) within(n ast.Node, text string, offset int) (token.Position, bool) {
	p := start(r.resolve(n))
	lines := strings.Split(r.body, "\n")
	if p.Line > len(lines) || strings.ContainsAny(text, "\n") {
		return p, false
	}
	source, want := []rune(lines[p.Line-1]), []rune(text)
	if p.Column < 1 || p.Column > len(source) {
		return p, false
	}
	quote := source[p.Column-1]
	at := p.Column - 1
	if quote == '"' || quote == '\'' {
		at++
	}
	for i := range offset {
		if at >= len(source) || i >= len(want) {
			return p, false
		}
		n := spelled(source[at:], quote)
		if n == 1 && source[at] != want[i] {
			return p, false
		}
		at += n
	}
	p.Column = min(at, len(source)) + 1
	return p, true
}

// spelled is how many characters the first one of a scalar takes in the file.
func spelled(source []rune, quote rune) int {
	escapes := map[rune]int{'x': 4, 'u': 6, 'U': 10}
	switch {
	case quote == '\'' && len(source) > 1 && source[0] == '\'' && source[1] == '\'':
		return 2
	case quote == '"' && len(source) > 1 && source[0] == '\\':
		return max(2, escapes[source[1]])
	}
	return 1
}
