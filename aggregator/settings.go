package aggregator

import (
	"crypto/sha256"
	"maps"
	"slices"
	"strconv"

	"dateline/feeds"
)

// settings is a short hash of what the config says of how a source is read.
// When it is another than at the last visit, the document is asked for in full:
// what was not read so before has not been seen.
func (r Reader) settings(src feeds.Source) []byte {
	b := make([]byte, 0, 64)
	for _, part := range slices.Sorted(maps.Keys(src.Select)) {
		b = append(append(append(append(b, part...), '\n'), src.Select[part]...), '\n')
	}
	zone := ""
	if src.Timezone != nil {
		zone = src.Timezone.String()
	}
	b = append(strconv.AppendInt(b, int64(src.Pages), 10), ' ')
	b = append(strconv.AppendQuote(b, zone), ' ')
	b = append(strconv.AppendQuote(b, src.Language), ' ')
	b = append(appendQuoted(b, src.Topics), ' ')
	sum := sha256.Sum256(appendQuoted(b, r.rules.Lines(src.ID)))
	return sum[:6]
}

// appendQuoted appends a list of texts.
func appendQuoted(b []byte, texts []string) []byte {
	b = append(b, '[')
	for i, text := range texts {
		if i > 0 {
			b = append(b, ' ')
		}
		b = strconv.AppendQuote(b, text)
	}
	return append(b, ']')
}
