package eval

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
)

// WriteJSON writes a summary in one line.
func WriteJSON(w io.Writer, sum Summary) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(sum)
}

// WriteTable writes a summary for people: what holds for all items, then each
// region, those with the most items first, then the worst confusions.
func WriteTable(w io.Writer, sum Summary) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%d items\n\n", sum.Items)
	for _, f := range sum.figures() {
		fmt.Fprintf(&b, "%-15s %.3f   %s\n", f.Name, f.Value, f.Means)
	}
	slugs := sum.bySupport()
	wide := len("placed in")
	for _, slug := range slugs {
		wide = max(wide, len(slug))
	}
	fmt.Fprintf(&b, "\n%-*s  support  precision  recall     F1\n", wide, "region")
	for _, slug := range slugs {
		r := sum.Regions[slug]
		fmt.Fprintf(&b, "%-*s  %7d  %9.3f  %6.3f  %5.3f\n", wide, slug, r.Support, r.Precision, r.Recall, r.F1)
	}
	if len(sum.Worst) > 0 {
		fmt.Fprintf(&b, "\n%-*s  %-*s  times\n", wide, "label", wide, "placed in")
	}
	for _, c := range sum.Worst {
		fmt.Fprintf(&b, "%-*s  %-*s  %5d\n", wide, cmp.Or(c.Label, nothing), wide, cmp.Or(c.Placed, nothing), c.Times)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// nothing stands for no region in a confusion.
const nothing = "(none)"

// figure is a number about all items, and what it means.
type figure struct {
	Name, Means string
	Value       float64
}

func (s Summary) figures() []figure {
	return []figure{
		{"F1", "harmonic mean of precision and recall", s.F1},
		{"precision", "of the countries given, how many are labels", s.Precision},
		{"recall", "of the labels, how many were given", s.Recall},
		{"macro F1", "mean of the F1 of each region", s.MacroF1},
		{"top-1", "items whose surest region is right", s.Top1},
		{"answered", "items given any region", s.Answered},
		{"top-1 answered", "top-1 among the items answered", s.Top1Answers},
	}
}

// bySupport lists the regions, those with the most items first.
func (s Summary) bySupport() []string {
	return slices.SortedFunc(maps.Keys(s.Regions), func(a, b string) int {
		return cmp.Or(cmp.Compare(s.Regions[b].Support, s.Regions[a].Support), cmp.Compare(a, b))
	})
}
