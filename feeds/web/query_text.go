package web

import (
	"fmt"
	"strings"

	"dateline/feeds"
)

// maxText is how many bytes of words may be looked for.
const maxText = 500

// readText takes what to find in the text of entries: all values hold.
func readText(q *query, values []string) (problem string) {
	var all []string
	for _, value := range values {
		search, err := feeds.ParseSearch(value)
		if err != nil {
			return fmt.Sprintf("q=%s: %v", shorten(value), err)
		}
		all = append(all, search.String())
	}
	text := strings.Join(all, " ")
	if len(values) > maxValues || len(text) > maxText {
		return fmt.Sprintf("q has %d bytes in %d values, and may have %d in %d", len(text), len(values), maxText, maxValues)
	}
	var err error
	if q.Text, err = feeds.ParseSearch(text); err != nil {
		return "q: " + err.Error()
	}
	return ""
}
