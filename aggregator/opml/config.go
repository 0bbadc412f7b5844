package opml

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"dateline/feeds"
)

// ErrNoFeeds is what WriteConfig returns for a list without a feed.
var ErrNoFeeds = errors.New("not a single outline has the address of a feed")

// WriteConfig writes the feeds of a list as the section "sources" of a config
// file, in their order, and before it as comments what was not taken as it
// stands. Name is that of the list, for people.
func WriteConfig(w io.Writer, name string, l List, atlas *feeds.Atlas) error {
	if len(l.Feeds) == 0 {
		return ErrNoFeeds
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %d sources from %s\n", len(l.Feeds), plain(name))
	if l.IsCut {
		b.WriteString("# The file ends in the middle: some may be missing.\n")
	}
	for _, n := range l.Notes {
		fmt.Fprintf(&b, "# %s\n", plain(n.String()))
	}
	b.WriteString("sources:\n")
	for _, src := range l.Sources(atlas) {
		entry(&b, src)
	}
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("write config: %w", err)
	}
	return nil
}

// entry writes a source as an element of the list.
func entry(b *bytes.Buffer, src feeds.Source) {
	fmt.Fprintf(b, "  - url: %s\n", scalar(src.URL))
	if src.Name != "" {
		fmt.Fprintf(b, "    name: %s\n", scalar(src.Name))
	}
	if src.Home != "" {
		fmt.Fprintf(b, "    # %s\n", plain(src.Home))
	}
	if len(src.Regions) > 0 {
		fmt.Fprintf(b, "    regions: [%s]\n", strings.Join(src.Regions, ", "))
	}
	if src.Language != "" {
		fmt.Fprintf(b, "    language: %s\n", scalar(src.Language))
	}
	if len(src.Topics) > 0 {
		quoted := make([]string, len(src.Topics))
		for i, topic := range src.Topics {
			quoted[i] = scalar(topic)
		}
		fmt.Fprintf(b, "    topics: [%s]\n", strings.Join(quoted, ", "))
	}
}

// scalar writes a value in double quotes: the one style of YAML in which a
// text cannot be taken for anything else.
func scalar(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// plain is a text that cannot end a comment.
func plain(s string) string { return short(s, 1000) }
