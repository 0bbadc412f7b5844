package feeds

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// namesTable is the generated table, compressed: a line of codes, and of the
// slugs of newsrooms' groups, then a line a language with the name of each, tab-separated, empty where it is the
// English one.
//
//go:embed names.gz
var namesTable []byte

// translations are the names of regions in other languages.
type translations struct {
	// column of each code or slug, line of each language in lower case.
	column map[string]int
	line   map[string]string
}

// readNames unpacks the table when it is first asked for: 370 KB.
var readNames = sync.OnceValue(func() translations {
	zr, err := gzip.NewReader(bytes.NewReader(namesTable))
	if err != nil {
		panic(err) // unreachable unless the generated table is broken
	}
	table, err := io.ReadAll(zr)
	if err != nil {
		panic(err) // unreachable unless the generated table is broken
	}
	t := translations{column: map[string]int{}, line: map[string]string{}}
	head, rest, _ := strings.Cut(string(table), "\n")
	for i, code := range strings.Split(head, "\t") {
		t.column[code] = i
	}
	for line := range strings.Lines(rest) {
		tag, _, _ := strings.Cut(line, "\t")
		t.line[strings.ToLower(tag)] = strings.TrimSuffix(line, "\n")
	}
	return t
})

// NameIn returns the region's name in the language of a BCP 47 tag, or Name
// where there is none: operators' groups keep theirs.
func (r Region) NameIn(tag string) string {
	line := readNames().languageLine(tag)
	if line == "" {
		return r.Name
	}
	for _, code := range append(slices.Clip(r.Codes), r.Slug) {
		column, ok := readNames().column[code]
		if !ok {
			continue
		}
		if name := strings.Split(line, "\t")[column]; name != "" && r.isNamedAsBuilt() {
			return capital(name)
		}
	}
	return r.Name
}

// isNamedAsBuilt reports whether no operator has given it another name.
func (r Region) isNamedAsBuilt() bool {
	built, ok := Builtin().Region(r.Slug)
	return ok && built.Name == r.Name
}

// languageLine is the line for a tag, or for one it is a kind of.
func (t translations) languageLine(tag string) string {
	tag = strings.ToLower(strings.ReplaceAll(tag, "_", "-"))
	for _, traditional := range []string{"zh-tw", "zh-hk", "zh-mo", "zh-hant"} {
		if tag == traditional || strings.HasPrefix(tag, traditional+"-") {
			tag = "zh-hant"
		}
	}
	if tag == "no" || strings.HasPrefix(tag, "no-") || tag == "nn" {
		tag = "nb"
	}
	for {
		if line, ok := t.line[tag]; ok {
			return line
		}
		cut := strings.LastIndexByte(tag, '-')
		if cut < 0 {
			return ""
		}
		tag = tag[:cut]
	}
}

// capital makes a name begin with a capital: CLDR writes names as they stand
// in a sentence.
func capital(name string) string {
	r, n := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(r)) + name[n:]
}

// In returns the channel with title, description and the names of regions in
// the language of a BCP 47 tag, as far as they have one.
func (c Channel) In(tag string, atlas *Atlas) Channel {
	names := map[string]string{}
	name := func(slug string) string {
		if _, known := names[slug]; !known {
			r, _ := atlas.Region(slug)
			names[slug] = r.NameIn(tag)
		}
		return names[slug]
	}
	c.Language, c.Region.Name = tag, name(c.Region.Slug)
	c.Title = c.Region.Name + " - " + c.Site.Title
	if tag != "en" && !strings.HasPrefix(tag, "en-") {
		c.Description = c.Title
	}
	c.Entries = slices.Clone(c.Entries)
	for i, e := range c.Entries {
		placements := slices.Clone(e.Placements)
		for j, p := range placements {
			placements[j].Name = name(p.Slug)
		}
		c.Entries[i].Placements = placements
	}
	return c
}
