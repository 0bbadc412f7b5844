package rules

import (
	"strings"
	"time"

	"dateline/feeds"
)

// field is something of an item that a condition can ask about.
type field struct {
	name string
	// zero is a value of its type.
	zero any
	// of reads it. What it returns has the type of zero.
	of func(*subject) any
	// parts are what its elements, or itself, have after a dot.
	parts []string
}

// mediaFile and picture are what conditions see of files and images.
type mediaFile struct {
	URL    string `expr:"url"`
	Type   string `expr:"type"`
	Title  string `expr:"title"`
	Length int    `expr:"length"`
}

type picture struct {
	URL    string `expr:"url"`
	Credit string `expr:"credit"`
}

var (
	fileParts    = []string{"url", "type", "title", "length"}
	pictureParts = []string{"url", "credit"}
)

// fields are named as `dateline fetch --json` names them.
var fields = []field{
	{name: "title", zero: "", of: func(s *subject) any { return s.it.Title }},
	{name: "link", zero: "", of: func(s *subject) any { return s.it.Link }},
	{name: "guid", zero: "", of: func(s *subject) any { return s.it.GUID }},
	{name: "summary", zero: "", of: func(s *subject) any { return s.it.Summary }},
	{name: "content", zero: "", of: func(s *subject) any { return s.it.Content }},
	{name: "text", zero: "", of: func(s *subject) any { return s.text() }},
	{name: "words", zero: 0, of: func(s *subject) any { return words(s.text()) }},
	{name: "author", zero: "", of: func(s *subject) any { return strings.Join(names(s.it.Authors), ", ") }},
	{name: "authors", zero: []string{}, of: func(s *subject) any { return names(s.it.Authors) }},
	{name: "categories", zero: []string{}, of: func(s *subject) any { return labels(s.it.Categories) }},
	{name: "language", zero: "", of: func(s *subject) any { return s.it.Language }},
	{name: "rights", zero: "", of: func(s *subject) any { return s.it.Rights }},
	{name: "comments", zero: "", of: func(s *subject) any { return s.it.Comments }},
	{name: "enclosures", zero: []mediaFile{}, of: func(s *subject) any { return files(s.it.Enclosures) }, parts: fileParts},
	{name: "image", zero: picture{}, of: func(s *subject) any { return picture{s.it.Image.URL, s.it.Image.Credit} }, parts: pictureParts},
	{name: "published", zero: "", of: func(s *subject) any { return stamp(s.it.Published) }},
	{name: "updated", zero: "", of: func(s *subject) any { return stamp(s.it.Updated) }},
	{name: "date", zero: "", of: func(s *subject) any { return stamp(s.date()) }},
	{name: "age_hours", zero: 0, of: func(s *subject) any { return int(s.now.Sub(s.date()) / time.Hour) }},
	{name: "regions", zero: []string{}, of: func(s *subject) any { return s.atlas.Fan(s.it.Placements) }},
	{name: "source", zero: "", of: func(s *subject) any { return s.src.ID }},
	{name: "source_name", zero: "", of: func(s *subject) any { return s.src.Name }},
}

// fieldNames are the names of fields, in their order.
var fieldNames = func() []string {
	var all []string
	for _, f := range fields {
		all = append(all, f.name)
	}
	return all
}()

// fieldIndex is the index of each field by name.
var fieldIndex = func() map[string]int {
	index := map[string]int{}
	for i, f := range fields {
		index[f.name] = i
	}
	return index
}()

// vocabulary is a value of each field's type by name.
var vocabulary = func() map[string]any {
	v := map[string]any{}
	for _, f := range fields {
		v[f.name] = f.zero
	}
	return v
}()

// isList reports whether the field has elements: texts or files.
func (f field) isList() bool   { return f.isWords() || f.isFiles() }
func (f field) isWords() bool  { _, is := f.zero.([]string); return is }
func (f field) isFiles() bool  { _, is := f.zero.([]mediaFile); return is }
func (f field) isNumber() bool { _, is := f.zero.(int); return is }

func words(text string) int {
	n := 0
	for range strings.FieldsSeq(text) {
		n++
	}
	return n
}

func names(people []feeds.Person) []string {
	out := make([]string, len(people))
	for i, p := range people {
		out[i] = p.Name
	}
	return out
}

func labels(categories []feeds.Category) []string {
	out := make([]string, len(categories))
	for i, c := range categories {
		out[i] = label(c)
	}
	return out
}

// label is what people read of a category.
func label(c feeds.Category) string {
	if c.Label != "" {
		return c.Label
	}
	return c.Term
}

func files(enclosures []feeds.Enclosure) []mediaFile {
	out := make([]mediaFile, len(enclosures))
	for i, e := range enclosures {
		out[i] = mediaFile{URL: e.URL, Type: e.Type, Title: e.Title, Length: int(e.Length)}
	}
	return out
}

// stamp writes times in UTC, so that they can be compared as text.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
