package opml

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"dateline/feeds"
)

// ErrNoSources is what Write returns if there is nothing to write.
var ErrNoSources = errors.New("no sources to list")

// Write writes sources as OPML 2.0 under a title: those without a region first,
// then a folder for each region. A source in several regions stands in the
// folder of each. Pages without a feed are left out: a reader could not read
// them.
func Write(w io.Writer, title string, sources []feeds.Source, atlas *feeds.Atlas) error {
	sources = slices.DeleteFunc(slices.Clone(sources), feeds.Source.IsPage)
	if len(sources) == 0 {
		return ErrNoSources
	}
	var b bytes.Buffer
	b.WriteString(xml.Header + "<opml version=\"2.0\">\n  <head>\n    <title>")
	_ = xml.EscapeText(&b, []byte(title)) // a buffer takes everything
	b.WriteString("</title>\n  </head>\n  <body>\n")
	shelves := map[string][]feeds.Source{}
	for _, src := range sources {
		if len(src.Regions) == 0 {
			outline(&b, "    ", src)
		}
		for _, slug := range src.Regions {
			shelves[slug] = append(shelves[slug], src)
		}
	}
	s := newSorter(atlas)
	for _, slug := range slices.Sorted(maps.Keys(shelves)) {
		b.WriteString("    <outline")
		attribute(&b, "text", s.folderFor(slug))
		b.WriteString(">\n")
		for _, src := range shelves[slug] {
			outline(&b, "      ", src)
		}
		b.WriteString("    </outline>\n")
	}
	b.WriteString("  </body>\n</opml>\n")
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("write OPML: %w", err)
	}
	return nil
}

// folderFor is the name of the folder of a region: the region's own, unless
// that would be read as another's.
func (s *sorter) folderFor(slug string) string {
	r, ok := s.atlas.Region(slug)
	if m := s.read(r.Name, nil); ok && slices.Equal(m.regions, []string{slug}) {
		return r.Name
	}
	return slug
}

// outline writes a source. Outlines need a text: where there is no name it is
// the address, which Parse takes for none.
func outline(b *bytes.Buffer, indent string, src feeds.Source) {
	name := src.Name
	if name == "" {
		name = src.URL
	}
	b.WriteString(indent + `<outline type="rss"`)
	attribute(b, "text", name)
	attribute(b, "title", name)
	attribute(b, "xmlUrl", src.URL)
	attribute(b, "htmlUrl", src.Home)
	attribute(b, "language", src.Language)
	topics := make([]string, len(src.Topics))
	for i, topic := range src.Topics {
		topics[i] = withoutComma(topic)
	}
	attribute(b, "category", strings.Join(topics, ","))
	b.WriteString("/>\n")
}

func attribute(b *bytes.Buffer, name, value string) {
	if value == "" {
		return
	}
	b.WriteString(" " + name + `="`)
	_ = xml.EscapeText(b, []byte(value)) // a buffer takes everything
	b.WriteByte('"')
}
