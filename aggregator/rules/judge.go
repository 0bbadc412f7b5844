package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"

	"dateline/feeds"
)

// judge walks the syntax tree of a condition. It refuses what is not of our
// language, and adds up what running the rest can cost.
type judge struct {
	atlas    *feeds.Atlas
	spelling spelling
	uses     fieldSet
	cost     []charge
	problem  *Problem
	// element is the list whose elements are asked about: inside any(list, …)
	// and its like. Else it is none.
	element int
}

const none = -1

// charge is a part of what a condition costs: weight steps for every byte of a
// field, for every element of a list. Either may be none.
type charge struct{ weight, bytesOf, elementsOf int }

// charge adds weight steps for every byte of the fields, once for each element
// if the elements of a list are asked about.
func (j *judge) charge(weight int, roots []int) {
	for _, r := range roots {
		c := charge{weight, r, j.element}
		if r == j.element {
			c.elementsOf = none // the bytes are those of all elements
		}
		j.cost = append(j.cost, c)
	}
}

// refuse notes the first problem.
func (j *judge) refuse(n ast.Node, what, do string) []int {
	if j.problem == nil {
		j.problem = flaw(j.at(n.Location()), what, do)
	}
	return nil
}

func (j *judge) at(l file.Location) int { return j.spelling.origin(l.From) }

// visit judges a node and returns the fields whose text its value is made of.
func (j *judge) visit(n ast.Node) []int {
	if j.problem != nil || n == nil {
		return nil
	}
	j.cost = append(j.cost, charge{8, none, j.element})
	switch n := n.(type) {
	case *ast.BoolNode, *ast.IntegerNode, *ast.FloatNode, *ast.StringNode:
		return nil
	case *ast.IdentifierNode:
		return j.name(n)
	case *ast.PointerNode:
		if n.Name != "" {
			return j.refuse(n, "#"+n.Name, "write # for the element")
		}
		return []int{j.element}
	case *ast.MemberNode:
		return j.member(n)
	case *ast.ChainNode:
		return j.visit(n.Node)
	case *ast.UnaryNode:
		if name, ok := n.Node.(*ast.IdentifierNode); ok && (n.Operator == "not" || n.Operator == "!") && j.name(name) != nil {
			return j.refuse(n, n.Operator+" in front of a field", fmt.Sprintf(`write %s !~ "…", or %s (%s …)`, name.Value, n.Operator, name.Value))
		}
		return j.visit(n.Node)
	case *ast.BinaryNode:
		return j.binary(n)
	case *ast.ConditionalNode:
		j.visit(n.Cond)
		return append(j.visit(n.Exp1), j.visit(n.Exp2)...)
	case *ast.ArrayNode:
		var roots []int
		for _, e := range n.Nodes {
			roots = append(roots, j.visit(e)...)
		}
		return roots
	case *ast.BuiltinNode:
		return j.function(n)
	case *ast.CallNode:
		return j.call(n)
	}
	return j.refuse(n, "nothing that a condition can hold", "compare fields with ~, ==, <, contains, in and the like")
}

func (j *judge) name(n *ast.IdentifierNode) []int {
	i, known := fieldIndex[n.Value]
	if !known {
		do := "the fields are " + strings.Join(fieldNames, ", ")
		if near := feeds.Nearest(strings.ToLower(n.Value), fieldNames, 1); len(near) > 0 {
			do = fmt.Sprintf("did you mean %s?", near[0])
		}
		return j.refuse(n, "unknown field "+n.Value, do)
	}
	j.uses |= 1 << i
	return []int{i}
}

// member judges image.url, and #.url or .url inside any(enclosures, …).
func (j *judge) member(n *ast.MemberNode) []int {
	roots := j.visit(n.Node)
	name, ok := n.Property.(*ast.StringNode)
	if !ok {
		return j.refuse(n, "a single element", "ask any(…), all(…), none(…) or one(…) about a list")
	}
	if len(roots) != 1 || j.problem != nil {
		return j.refuse(n, "a part of what has none", "parts are image.url, image.credit and those of enclosures")
	}
	f := fields[roots[0]]
	switch {
	case f.isList() && roots[0] != j.element:
		return j.refuse(n, "a part of a whole list", fmt.Sprintf("ask about its elements: any(%s, .%s …)", f.name, name.Value))
	case name.Value == "length" && slices.Contains(f.parts, "length"):
		return nil // a number
	case slices.Contains(f.parts, name.Value):
		return roots
	case len(f.parts) == 0:
		return j.refuse(n, f.name+" has no parts", "leave ."+name.Value+" out")
	}
	do := "it has " + strings.Join(f.parts, ", ")
	if near := feeds.Nearest(strings.ToLower(name.Value), f.parts, 1); len(near) > 0 {
		do = fmt.Sprintf("did you mean .%s?", near[0])
	}
	return j.refuse(n, f.name+" has no part "+name.Value, do)
}

// binary judges an operator.
func (j *judge) binary(n *ast.BinaryNode) []int {
	left := j.visit(n.Left)
	switch n.Operator {
	case "matches":
		return j.matches(n, left)
	case "and", "&&", "or", "||":
		j.visit(n.Right)
		return nil
	case "contains", "startsWith", "endsWith":
		if i, ok := n.Left.(*ast.IdentifierNode); ok && j.problem == nil && fields[fieldIndex[i.Value]].isList() {
			return j.refuse(n, i.Value+" is a list", fmt.Sprintf(`write "…" in %s, or %s ~ "…"`, i.Value, i.Value))
		}
	case "in":
		j.region(n)
	case "==", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "%":
	default:
		return j.refuse(n, n.Operator+" is not for conditions", "use ~, !~, ==, !=, <, <=, >, >=, in, contains, startsWith, endsWith, and, or, not")
	}
	right := j.visit(n.Right)
	j.charge(1, left)
	j.charge(1, right)
	if isArithmetic[n.Operator] && slices.ContainsFunc(append(left, right...), isText) {
		return j.refuse(n, "texts put together", "ask about each of them: title ~ \"x\" or summary ~ \"x\"")
	}
	return nil
}

var isArithmetic = map[string]bool{"+": true, "-": true, "*": true, "/": true, "%": true}

// isText reports whether a field is not a number. Sums of texts could become
// much larger than the item.
func isText(field int) bool { return !fields[field].isNumber() }

// matches judges a pattern and charges for it.
func (j *judge) matches(n *ast.BinaryNode, left []int) []int {
	s, ok := n.Right.(*ast.StringNode)
	if !ok {
		return j.refuse(n.Right, "no pattern", `write it as a string: title ~ "word"`)
	}
	p, problem := compilePattern(s.Value)
	if problem != nil {
		return j.refuse(s, problem.What, problem.Do)
	}
	j.charge(p.steps, left)
	return nil
}

// region judges the name in "malaysia" in regions. The reader of the tree
// makes a slug of it: see patch.
func (j *judge) region(n *ast.BinaryNode) {
	name, ok := n.Left.(*ast.StringNode)
	if of, isName := n.Right.(*ast.IdentifierNode); !ok || !isName || of.Value != "regions" {
		return
	}
	if _, known := j.atlas.Resolve(name.Value); known {
		return
	}
	do := "use a slug, an ISO 3166 code or a region of your own"
	if near := j.atlas.Nearest(name.Value, 3); len(near) > 0 {
		do = "did you mean " + strings.Join(near, ", ") + "?"
	}
	j.refuse(name, "unknown region "+strconv.Quote(name.Value), do)
}

// function judges a call of one of the library's own functions.
func (j *judge) function(n *ast.BuiltinNode) []int {
	switch n.Name {
	case "any", "all", "none", "one", "count":
		return j.elements(n)
	case "len", "lower", "upper", "trim":
		var roots []int
		for _, a := range n.Arguments {
			roots = append(roots, j.visit(a)...)
		}
		j.charge(4, roots)
		return roots
	}
	return j.unknown(n, n.Name)
}

// call judges what looks like a function and is none.
func (j *judge) call(n *ast.CallNode) []int {
	if name, ok := n.Callee.(*ast.IdentifierNode); ok {
		return j.unknown(n, name.Value)
	}
	return j.refuse(n, "a call", "the functions are "+strings.Join(functions, ", "))
}

var functions = []string{"any", "all", "none", "one", "count", "len", "lower", "upper", "trim"}

func (j *judge) unknown(n ast.Node, name string) []int {
	do := "the functions are " + strings.Join(functions, ", ")
	if near := feeds.Nearest(strings.ToLower(name), functions, 1); len(near) > 0 {
		do = fmt.Sprintf("did you mean %s?", near[0])
	}
	return j.refuse(n, "unknown function "+name, do)
}

// elements judges any(list, condition) and its like. They do not nest: the
// cost would no longer be bounded by the size of the item.
func (j *judge) elements(n *ast.BuiltinNode) []int {
	list, ok := n.Arguments[0].(*ast.IdentifierNode)
	if !ok {
		return j.refuse(n.Arguments[0], "no list", "write "+n.Name+"(categories, …), with authors, categories, enclosures or regions")
	}
	roots := j.visit(list)
	switch {
	case j.problem != nil:
	case j.element != none:
		j.refuse(n, n.Name+" inside another", "make two rules of it")
	case !fields[roots[0]].isList():
		j.refuse(list, list.Value+" is no list", "lists are authors, categories, enclosures and regions")
	case len(n.Arguments) > 1:
		j.element = roots[0]
		if p, ok := n.Arguments[1].(*ast.PredicateNode); ok {
			j.visit(p.Node)
		}
		j.element = none
	}
	return nil
}
