package rules

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/expr-lang/expr/ast"
)

// A guard tells cheaply that a condition cannot hold. Most rules are for few
// items, and most patterns are words: an item that has none of them needs no
// regular expression, whose matching is some hundred times slower than looking
// for a word. A nil guard knows nothing.
type guard struct {
	// all and any are guards of which all, or any, must let the item through.
	all, any []*guard
	// field is where one of the words must be, folded, if there are any.
	field int
	words []string
}

// maxWords bounds the words of a guard.
const maxWords = 1000

// lets reports whether the condition may hold.
func (g *guard) lets(s *subject) bool {
	switch {
	case g == nil:
		return true
	case g.words != nil:
		return hasAny(s.foldedField(g.field), g.words)
	case g.any != nil:
		return slices.ContainsFunc(g.any, func(g *guard) bool { return g.lets(s) })
	}
	return !slices.ContainsFunc(g.all, func(g *guard) bool { return !g.lets(s) })
}

func hasAny(folded string, words []string) bool {
	if len(folded) > maxCost/len(words) {
		return true // looking would take too long
	}
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(folded, w) })
}

// guardOf makes the guard of a condition.
func guardOf(n ast.Node) *guard {
	b, ok := n.(*ast.BinaryNode)
	if !ok {
		return nil
	}
	switch b.Operator {
	case "and", "&&":
		l, r := guardOf(b.Left), guardOf(b.Right)
		if l == nil || r == nil {
			return cmpOr(l, r)
		}
		return &guard{all: []*guard{l, r}}
	case "or", "||":
		l, r := guardOf(b.Left), guardOf(b.Right)
		if l == nil || r == nil {
			return nil
		}
		return &guard{any: []*guard{l, r}}
	case "matches", "contains":
		return wordGuard(b)
	}
	return nil
}

func cmpOr(l, r *guard) *guard {
	if l != nil {
		return l
	}
	return r
}

// wordGuard makes the guard of field ~ "pattern" or field contains "text".
func wordGuard(b *ast.BinaryNode) *guard {
	name, isName := b.Left.(*ast.IdentifierNode)
	text, isText := b.Right.(*ast.StringNode)
	if !isName || !isText {
		return nil
	}
	g := &guard{field: fieldIndex[name.Value]}
	if b.Operator == "contains" {
		g.words = oneWord(fold(text.Value))
	} else if re, err := syntax.Parse(text.Value, syntax.Perl); err == nil {
		g.words = wordsOf(re)
	}
	if g.words == nil {
		return nil
	}
	return g
}

// wordsOf returns folded words of which every match holds at least one, nil if
// there are no such words.
func wordsOf(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		return oneWord(fold(string(re.Rune)))
	case syntax.OpCapture, syntax.OpPlus:
		return wordsOf(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return wordsOf(re.Sub[0])
		}
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if words := wordsOf(sub); shortest(words) > shortest(best) {
				best = words
			}
		}
		return best
	case syntax.OpAlternate:
		var every []string
		for _, sub := range re.Sub {
			words := wordsOf(sub)
			if words == nil || len(every)+len(words) > maxWords {
				return nil
			}
			every = append(every, words...)
		}
		return every
	default:
	}
	return nil
}

func oneWord(w string) []string {
	if w == "" {
		return nil
	}
	return []string{w}
}

func shortest(words []string) int {
	if len(words) == 0 {
		return 0
	}
	n := len(words[0])
	for _, w := range words {
		n = min(n, len(w))
	}
	return n
}

// fold makes equal what a pattern with (?i) takes for equal: of every letter
// the first of those it folds to.
func fold(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return strings.Map(firstFold, s)
		}
	}
	return strings.ToUpper(s)
}

func firstFold(r rune) rune {
	first := r
	for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
		first = min(first, other)
	}
	return first
}
