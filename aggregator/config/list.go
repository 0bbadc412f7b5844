package config

import (
	"errors"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"dateline/aggregator/opml"
	"dateline/feeds"
)

// lists reads the reading lists, and adds their sources to the configured
// ones.
func (r *reader) lists(n ast.Node, atlas *feeds.Atlas, c *Config) {
	before := len(r.problems)
	elements := r.list(n)
	if len(elements) == 0 {
		return
	}
	c.Lists = opml.NewLists(atlas)
	c.Lists.StripDatelines, c.Lists.Waits = c.StripDatelines, c.Waits
	var paths []string
	for _, e := range elements {
		path := r.listPath(e)
		switch {
		case path == "":
		case slices.Contains(paths, path):
			r.problem(e, "the list "+path+" again", "name it once")
		default:
			r.addList(e, path, c.Lists)
			paths = append(paths, path)
		}
	}
	c.Sources = c.Lists.Join(c.Sources)
	if len(c.Sources) == 0 && len(r.problems) == before {
		r.problem(elements[0], "no sources: the reading lists are empty", "fill one, or list a source under \"sources:\"")
	}
}

// listPath reads the path of a list, "" if it is none.
func (r *reader) listPath(n ast.Node) string {
	if text, _ := r.text(n); strings.Contains(text, "://") {
		r.problem(n, "reading lists at web addresses are not yet supported", "save the list as a file and name that")
		return ""
	}
	var path string
	r.path(n, &path)
	return path
}

func (r *reader) addList(n ast.Node, path string, lists *opml.Lists) {
	err := lists.Add(path)
	switch {
	case err == nil:
	case errors.Is(err, opml.ErrNotAList):
		r.problem(n, path+": "+err.Error(), "name a list that a feed reader has exported as OPML")
	default:
		r.problem(n, path+" cannot be read ("+reason(err)+")", "create the file, readable for the gateway; paths are relative to the config file")
	}
}
