package config

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/goccy/go-yaml/ast"

	"dateline/aggregator/override"
	"dateline/feeds"
)

var overrideShape = shape{where: " in an override", keys: []string{"item", "title", "link", "source", "category", "regions", "note"}}

// maxOverrides is how large a file of overrides may be, in bytes.
const maxOverrides = 16 << 20

// overrides reads the file of overrides that n names. What is wrong in there
// is told at its place in that file.
func (r *reader) overrides(n ast.Node, atlas *feeds.Atlas) *override.Book {
	var path string
	if r.path(n, &path); path == "" {
		return nil
	}
	body, err := readOverrides(path)
	if err != nil {
		r.problem(n, path+" cannot be read ("+reason(err)+")", "create the file, readable for the gateway; paths are relative to the config file")
		return nil
	}
	of := &reader{file: path}
	root, ok := of.tree(body)
	var book *override.Book
	if ok && root != nil {
		book = of.overrideList(root, atlas)
	}
	r.elsewhere = append(r.elsewhere, of.problems.within(body).sorted()...)
	return book
}

func readOverrides(path string) ([]byte, error) {
	f, err := os.Open(path) //nolint:gosec // the operator names the file
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	body, err := io.ReadAll(io.LimitReader(f, maxOverrides+1))
	if err == nil && len(body) > maxOverrides {
		err = fmt.Errorf("it is larger than %d MiB", maxOverrides>>20)
	}
	return body, err
}

// overrideList reads the list of overrides.
func (r *reader) overrideList(root ast.Node, atlas *feeds.Atlas) *override.Book {
	var entries []override.Entry
	var at []section
	for _, n := range r.list(root) {
		s := r.section(n, overrideShape)
		if s.isBroken {
			continue
		}
		entries, at = append(entries, r.override(s, atlas)), append(at, s)
	}
	book, err := override.Compile(entries)
	problems, _ := errors.AsType[override.Problems](err)
	for _, p := range problems {
		r.overrideProblem(at[p.Entry], p)
	}
	return book
}

// override reads one. Regions must be said, for none are a meaning too.
func (r *reader) override(s section, atlas *feeds.Atlas) override.Entry {
	var e override.Entry
	if s.values["item"] != nil {
		e.Items = r.lines(s.values["item"])
	}
	for key, into := range map[string]*string{"title": &e.Title, "link": &e.Link, "source": &e.Source, "category": &e.Category, "note": &e.Note} {
		r.line(s.values[key], into)
	}
	if s.keys["regions"] == nil {
		r.problem(s.node, "an override without regions", "add regions: [malaysia, …], or regions: [] for an item that is about none")
	}
	e.Regions = r.regions(s.values["regions"], atlas)
	return e
}

func (r *reader) overrideProblem(s section, p override.Problem) {
	n := s.values[p.Key]
	if n == nil {
		n = s.node
	}
	r.problem(n, p.What, p.Do)
}
