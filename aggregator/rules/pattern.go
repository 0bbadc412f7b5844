package rules

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"strconv"
	"strings"
	"unicode"
)

// maxPattern is how many steps a pattern may be long: some 2,000 words.
const maxPattern = 20_000

// pattern is a compiled RE2 pattern.
type pattern struct {
	*regexp.Regexp
	// after is the pattern for matches after the first, if a rewrite wants
	// them: see findAll.
	after *regexp.Regexp
	// steps is what a byte of text costs it at most.
	steps int
	// words are folded; a text without any of them has no match. Nil if there
	// are no such words.
	words []string
}

// compilePattern judges a pattern before anything large is made of it.
func compilePattern(s string) (pattern, *Problem) {
	if strings.Contains(s, "\b") {
		return pattern{}, flaw(0, "a backspace in a pattern", `write \\b in quotes, or put the pattern in backquotes`)
	}
	if m := doubled.FindStringIndex(s); m != nil {
		class := s[m[0]:m[1]]
		return pattern{}, flaw(runes(s[:m[0]]), class+" is a backslash and a letter", "write "+class[1:])
	}
	tree, err := syntax.Parse(s, syntax.Perl)
	if err != nil {
		return pattern{}, badPattern(s, err)
	}
	if size(tree) > maxPattern {
		return pattern{}, flaw(0, "a pattern of more than "+strconv.Itoa(maxPattern)+" steps", "repeat less, or make several rules of it")
	}
	prog, err := syntax.Compile(tree.Simplify())
	if err != nil {
		return pattern{}, badPattern(s, err)
	}
	p := pattern{steps: len(prog.Inst), words: wordsOf(tree)}
	if p.Regexp, err = regexp.Compile(s); err != nil {
		return pattern{}, badPattern(s, err)
	}
	if _, isLiteral := p.LiteralPrefix(); isLiteral {
		p.steps = 1
	}
	return p, nil
}

// doubled finds a class whose backslash was doubled, as other languages want it.
var doubled = regexp.MustCompile(`\\\\[dDwWsSbB]`)

// badPattern says what is wrong, and where if the part of it is found.
func badPattern(s string, err error) *Problem {
	at, what, do := 0, err.Error(), "write it in the syntax of RE2"
	if e, ok := errors.AsType[*syntax.Error](err); ok {
		what = e.Code.String() + ": " + visible(e.Expr)
		if i := strings.Index(s, e.Expr); i > 0 && e.Expr != "" {
			at = len([]rune(s[:i]))
		}
		switch e.Code {
		case syntax.ErrInvalidPerlOp:
			do = "write it without: RE2 has no lookaround and no back-references"
		case syntax.ErrInvalidEscape:
			do = "write two backslashes for one, or leave it out"
		case syntax.ErrMissingParen, syntax.ErrUnexpectedParen, syntax.ErrMissingBracket:
			do = `close what is open, or put \ before a bracket that is text`
		case syntax.ErrMissingRepeatArgument:
			do = `write \ before it if it is text`
		default:
		}
	}
	return flaw(at, "not a pattern ("+what+")", do)
}

// visible is a part of a pattern in one short line.
func visible(part string) string {
	if r := []rune(part); len(r) > 60 {
		part = string(r[:60]) + "…"
	}
	if strings.ContainsFunc(part, unicode.IsControl) {
		return strconv.Quote(part)
	}
	return part
}

// size is how many steps a pattern will be long, about.
func size(re *syntax.Regexp) int {
	n := 1
	switch re.Op {
	case syntax.OpLiteral:
		n = len(re.Rune)
	case syntax.OpCharClass:
		n = 1 + len(re.Rune)/16
	default: // one step, and those of its parts
	}
	for _, sub := range re.Sub {
		n += size(sub)
	}
	if re.Op == syntax.OpRepeat {
		n *= max(re.Min, re.Max, 1)
	}
	return min(n, 1<<30)
}

// groupRef finds what a template puts in: $1, ${1}, $name, ${name}, $$.
var groupRef = regexp.MustCompile(`\$(\$|\{(\w+)\}|(\w+)|)`)

// checkTemplate judges what a rewrite puts in the place of a match.
func checkTemplate(with string, re *regexp.Regexp) *Problem {
	if i := backRef.FindStringIndex(with); i != nil {
		return flaw(runes(with[:i[0]]), with[i[0]:i[1]]+" is no group", "write $"+with[i[0]+1:i[1]])
	}
	for _, m := range groupRef.FindAllStringSubmatchIndex(with, -1) {
		at, all := runes(with[:m[0]]), with[m[0]:m[1]]
		switch {
		case all == "$$":
		case all == "$":
			return flaw(at, "a lone $", "write $$ for a dollar sign, $1 for a group")
		case m[4] >= 0 && !hasGroup(re, with[m[4]:m[5]]):
			return flaw(at, all+" is no group of match", groups(re))
		case m[6] >= 0 && !hasGroup(re, with[m[6]:m[7]]):
			return flaw(at, all+" is no group of match", groups(re)+"; braces end a name: ${1}st")
		}
	}
	return nil
}

// backRef is how other languages write a group.
var backRef = regexp.MustCompile(`\\[0-9]`)

func runes(s string) int { return len([]rune(s)) }

func hasGroup(re *regexp.Regexp, name string) bool {
	if n, err := strconv.Atoi(name); err == nil {
		return n <= re.NumSubexp()
	}
	return re.SubexpIndex(name) >= 0
}

func groups(re *regexp.Regexp) string {
	if n := re.NumSubexp(); n > 0 {
		return "match has groups 1 to " + strconv.Itoa(n)
	}
	return "put brackets around a part of match"
}
