package config

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Problem is one thing wrong with a config file.
type Problem struct { //nolint:errname // what operators call it
	File string
	// Line and Column count from 1; columns are characters, not bytes.
	Line, Column int
	// What is wrong, and what to do about it.
	What, Do string
}

// Error returns the problem as "file:line:column: what: what to do".
func (p Problem) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s: %s", p.File, p.Line, p.Column, p.What, p.Do)
}

// Problems is every problem of a config file, in the order of the file. Load
// returns it only if it is not empty.
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

// sorted returns ps in the order of the file, each problem once: what an
// alias repeats is told at one place.
func (ps Problems) sorted() Problems {
	ps = slices.Clone(ps)
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return slices.Compact(ps)
}

// within moves problems that stand behind the end of a line to that end: there
// the library sees a value that nobody wrote.
func (ps Problems) within(body []byte) Problems {
	lines := bytes.Split(bytes.TrimPrefix(body, []byte("\ufeff")), []byte("\n"))
	for i := range ps {
		ps[i].Line = min(ps[i].Line, len(lines))
		ps[i].Column = min(ps[i].Column, utf8.RuneCount(lines[ps[i].Line-1])+1)
	}
	return ps
}
