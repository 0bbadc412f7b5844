package aggregator

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"

	"dateline/feeds"
)

// settings is a short hash of what the config says of how a source is read.
// When it is another than at the last visit, the document is asked for in full:
// what was not read so before has not been seen.
func (r Reader) settings(src feeds.Source) []byte {
	var b strings.Builder
	for _, part := range slices.Sorted(maps.Keys(src.Select)) {
		fmt.Fprintf(&b, "%s\n%s\n", part, src.Select[part])
	}
	zone := ""
	if src.Timezone != nil {
		zone = src.Timezone.String()
	}
	fmt.Fprintf(&b, "%d %q %q %q %q", src.Pages, zone, src.Language, src.Topics, r.rules.Lines(src.ID))
	sum := sha256.Sum256([]byte(b.String()))
	return sum[:6]
}
