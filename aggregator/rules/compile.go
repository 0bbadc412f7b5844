package rules

import (
	"errors"
	"fmt"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/vm"

	"dateline/feeds"
)

// maxNodes is how many names, values and operators a condition may have.
const maxNodes = 2000

// Set is a compiled list of rules. It may be used by several goroutines. A nil
// Set has no rules.
type Set struct {
	atlas *feeds.Atlas
	rules []rule
	// keeps is how many of them are keeps.
	keeps int
}

// rule is a rule ready to run.
type rule struct {
	Rule
	text string
	when condition
	// match is the pattern of a rewrite.
	match pattern
}

// condition is a compiled condition. Without a program it always holds.
type condition struct {
	program *vm.Program
	uses    fieldSet
	cost    []charge
	guard   *guard
}

// Compile makes a set of a list of rules, for items that are placed in the
// regions of atlas. If anything is wrong in them the error is [Problems].
func Compile(atlas *feeds.Atlas, list []Rule) (*Set, error) {
	s := &Set{atlas: atlas}
	var problems Problems
	for i, r := range list {
		c, found := compileRule(atlas, r)
		for _, p := range found {
			p.Rule = i
			problems = append(problems, p)
		}
		s.rules = append(s.rules, c)
		if r.Action == Keep {
			s.keeps++
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return s, nil
}

func compileRule(atlas *feeds.Atlas, r Rule) (c rule, found Problems) {
	note := func(part Part, p *Problem) {
		if p != nil {
			p.Part = part
			found = append(found, *p)
		}
	}
	c = rule{Rule: r, text: r.String()}
	switch r.Action {
	case Keep, Drop:
	case Tag:
		note(Topics, checkTopics(r.Topics))
	case Rewrite:
		var p *Problem
		note(Field, checkField(r.Field))
		c.match, p = compileReplace(r.Match)
		note(Match, p)
		if p == nil {
			note(With, checkTemplate(r.With, c.match.Regexp))
		}
	default:
		note(Whole, flaw(0, fmt.Sprintf("%q is no action", r.Action), "write keep, drop, tag or rewrite"))
	}
	if r.When != "" || r.Action != Rewrite {
		var p *Problem
		c.when, p = compileCondition(atlas, r.When)
		note(Condition, p)
	}
	return c, found
}

func checkTopics(topics []string) *Problem {
	if len(topics) == 0 {
		return flaw(0, "no topic", "write one, or a list")
	}
	for _, t := range topics {
		if strings.TrimSpace(t) == "" {
			return flaw(0, "an empty topic", "write one, or a list")
		}
	}
	return nil
}

// compileCondition compiles a condition. The library could be made to panic by
// conditions of earlier releases; a panic here is a problem of the rule.
func compileCondition(atlas *feeds.Atlas, text string) (c condition, p *Problem) {
	if strings.TrimSpace(text) == "" {
		return c, flaw(0, "no condition", `write one, such as title ~ "word"`)
	}
	s, p := spell(text)
	if p != nil {
		return c, p
	}
	defer func() {
		if r := recover(); r != nil {
			p = flaw(0, fmt.Sprintf("a condition that cannot be compiled (%v)", r), "write it in another way")
		}
	}()
	config := conf.New(vocabulary)
	config.MaxNodes = maxNodes
	tree, err := parser.ParseWithConfig(s.text, config)
	if err != nil {
		return c, located(s, err, "check quotes, brackets and operators from here on")
	}
	j := &judge{atlas: atlas, spelling: s, element: none}
	j.visit(tree.Node)
	if j.problem != nil {
		return c, j.problem
	}
	c.uses, c.cost, c.guard = j.uses, j.cost, guardOf(tree.Node)
	c.program, err = expr.Compile(s.text, expr.Env(vocabulary), expr.AsBool(), expr.MaxNodes(maxNodes), expr.Patch(patch{atlas}))
	return c, located(s, err, "compare texts with texts, numbers with numbers, and lists with in or ~")
}

// located makes a problem of the library's error. One without a place speaks
// of the whole condition: it gives no yes or no.
func located(s spelling, err error, do string) *Problem {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*file.Error](err); ok {
		return flaw(s.origin(e.From), "not a condition ("+e.Message+")", do)
	}
	reason, _, _ := strings.Cut(err.Error(), "\n") // a stack may follow
	return flaw(0, "a value where a condition should be ("+reason+")", `compare it with something, as in title ~ "word" or words < 20`)
}

// patch makes of the tree what the library knows: a list matches if one of its
// elements does, and a region has one name.
type patch struct{ atlas *feeds.Atlas }

// Visit is called by the library for every node.
func (p patch) Visit(node *ast.Node) {
	n, ok := (*node).(*ast.BinaryNode)
	if !ok {
		return
	}
	name, isString := n.Left.(*ast.StringNode)
	of, isName := n.Right.(*ast.IdentifierNode)
	if n.Operator == "in" && isString && isName && of.Value == "regions" {
		if slug, known := p.atlas.Resolve(name.Value); known {
			name.Value = slug
		}
	}
	list, isName := n.Left.(*ast.IdentifierNode)
	if n.Operator != "matches" || !isName || !fields[fieldIndex[list.Value]].isWords() {
		return
	}
	element := &ast.PointerNode{}
	element.SetLocation(list.Location())
	each := &ast.BinaryNode{Operator: "matches", Left: element, Right: n.Right}
	each.SetLocation(n.Location())
	asked := &ast.PredicateNode{Node: each}
	asked.SetLocation(n.Location())
	ast.Patch(node, &ast.BuiltinNode{Name: "any", Arguments: []ast.Node{list, asked}})
}
