package parse

import (
	"fmt"
	"slices"
)

// repairs are the things that were wrong with a document and were put right,
// in words, each once.
type repairs []string

func (r *repairs) add(format string, args ...any) {
	if s := fmt.Sprintf(format, args...); !slices.Contains(*r, s) {
		*r = append(*r, s)
	}
}
