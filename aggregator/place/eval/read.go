package eval

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"os"

	"dateline/feeds"
)

// Item is a labelled item: a line of an evaluation file.
type Item struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Text  string `json:"text"`
	// Language is a BCP 47 tag, or empty.
	Language string `json:"language,omitempty"`
	// Regions are ISO codes or slugs of countries, Groups slugs of groups.
	Regions []string `json:"regions"`
	Groups  []string `json:"groups,omitempty"`
}

// Read reads a line. Keys that it does not know are passed over.
func Read(line []byte) (Item, error) {
	var it Item
	err := json.Unmarshal(line, &it)
	wrong, isWrong := errors.AsType[*json.UnmarshalTypeError](err)
	switch {
	case isWrong && wrong.Field == "":
		return Item{}, fmt.Errorf("not an item but a JSON %s: write {\"id\", \"title\", \"text\", \"regions\"}", wrong.Value)
	case isWrong:
		return Item{}, fmt.Errorf("%s is a %s: want %s", wrong.Field, wrong.Value, wanted(wrong.Field))
	case err != nil:
		return Item{}, fmt.Errorf("not JSON: %w", err)
	case it.Title == "" && it.Text == "":
		return Item{}, fmt.Errorf("item %s has neither title nor text", it.ID)
	}
	return it, nil
}

// wanted is what a key of a line holds.
func wanted(field string) string {
	if field == "regions" || field == "groups" {
		return "a list of labels"
	}
	return "a string"
}

// Unlabelled is the item as the placer may see it. Its text is plain, a
// summary is HTML.
func (it Item) Unlabelled() feeds.Item {
	return feeds.Item{Title: it.Title, Summary: html.EscapeString(it.Text), Language: it.Language}
}

// Place is what is measured.
type Place func(feeds.Item) []feeds.Placement

// File scores the items of the file at path, one a line, or of standard input
// if path is "-". The error names file and line.
func File(path string, atlas *feeds.Atlas, place Place) (Summary, error) {
	if path == "-" {
		return Lines(os.Stdin, "standard input", atlas, place)
	}
	f, err := os.Open(path) //nolint:gosec // the operator names the file
	if err != nil {
		return Summary{}, err
	}
	defer func() { _ = f.Close() }()
	return Lines(f, path, atlas, place)
}

// maxLine is how long a line may be, in bytes.
const maxLine = 16 << 20

// Lines scores the items of r, one a line; empty lines are passed over. name
// is what r is called in errors.
func Lines(r io.Reader, name string, atlas *feeds.Atlas, place Place) (Summary, error) {
	s := New(atlas)
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	n := 0
	for lines.Scan() {
		n++
		line := bytes.TrimSpace(bytes.TrimPrefix(lines.Bytes(), []byte("\ufeff")))
		if len(line) == 0 {
			continue
		}
		it, err := Read(line)
		if err == nil {
			err = s.Add(it, place(it.Unlabelled()))
		}
		if err != nil {
			return Summary{}, fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return Summary{}, fmt.Errorf("%s:%d: %w", name, n+1, err)
	}
	if s.items == 0 {
		return Summary{}, fmt.Errorf("%s: no labelled items", name)
	}
	return s.Summary(), nil
}
