package rules

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"regexp/syntax"
	"unicode/utf8"
)

// Finding every match is not linear, as finding one is: to make sure of a
// match, a search may have to look on to the end of the text, and the next
// search again (a.*z|a on a text of a's). Package regexp cannot be stopped, but
// reads no further in an io.RuneReader than it must. So a long text is searched
// match by match through one that counts.

// compileReplace compiles the pattern of a rewrite. For searches after the
// first it has one that begins with the character before, so that \b and ^ see
// it, and whose first group is the pattern. Nothing in a syntax tree's own
// words can leave the group.
func compileReplace(s string) (pattern, *Problem) {
	p, problem := compilePattern(s)
	if problem != nil {
		return p, problem
	}
	tree, err := syntax.Parse(s, syntax.Perl)
	if err == nil {
		p.after, err = regexp.Compile(`\A(?s:.)(?s:.*?)(` + tree.String() + `)`)
	}
	if err != nil {
		return p, badPattern(s, err)
	}
	return p, nil
}

// readCost is what reading a byte through a counter costs, in steps.
const readCost = 16

// counter reads a text as long as the budget lasts.
type counter struct {
	text string
	left int
	// isSpent says that there was more to read.
	isSpent bool
}

// ReadRune implements io.RuneReader.
func (c *counter) ReadRune() (rune, int, error) {
	if c.text == "" {
		return 0, 0, io.EOF
	}
	if c.left <= 0 {
		c.isSpent = true
		return 0, 0, io.EOF
	}
	r, n := utf8.DecodeRuneInString(c.text)
	c.text = c.text[n:]
	c.left -= n
	return r, n, nil
}

// findAll returns what FindAllStringSubmatchIndex does, or an error if that
// could take too long.
func (s *subject) findAll(p *pattern, text string) ([][]int, error) {
	once := times(p.steps, len(text)+1)
	if times(once, len(text)+1) <= maxCost {
		return p.FindAllStringSubmatchIndex(text, -1), nil
	}
	var found [][]int
	cost := p.steps + readCost
	c := counter{left: min(maxCost, maxItemCost-s.spent) / cost}
	budget := c.left
	for pos, end := 0, -1; pos <= len(text); {
		m := p.next(text, pos, &c)
		if c.isSpent {
			return nil, &OverBudgetError{Cost: times(budget+1, cost), Budget: times(budget, cost)}
		}
		if m == nil {
			break
		}
		if m[1] > m[0] || m[0] != end { // an empty match right after another is none
			found = append(found, m)
		}
		if len(found) > maxMatches {
			return nil, errTooMany
		}
		if pos, end = m[1], m[1]; m[0] == m[1] {
			_, n := utf8.DecodeRuneInString(text[pos:])
			pos += max(n, 1)
		}
	}
	s.spent += times(budget-c.left, cost)
	return found, nil
}

var errTooMany = errors.New(fmt.Sprint("not run: more than ", maxMatches, " matches"))

// next returns the first match at or after pos.
func (p *pattern) next(text string, pos int, c *counter) []int {
	if pos == 0 {
		c.text = text
		return p.FindReaderSubmatchIndex(c)
	}
	_, n := utf8.DecodeLastRuneInString(text[:pos])
	c.text = text[pos-n:]
	m := p.after.FindReaderSubmatchIndex(c)
	if m == nil {
		return nil
	}
	m = m[2:] // the first pair is the follow-up's own
	for i := range m {
		if m[i] >= 0 {
			m[i] += pos - n
		}
	}
	return m
}
