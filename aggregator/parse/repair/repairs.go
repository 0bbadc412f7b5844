package repair

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

// truncated says that a document ended too early, and how many of the items
// that had begun are complete.
func (r *repairs) truncated(kept, all int) {
	switch {
	case all == 0:
		r.add("truncated before the first item")
	case kept == all:
		r.add("truncated, all %d items kept", kept)
	default:
		r.add("truncated, %d of %d items kept", kept, all)
	}
}
