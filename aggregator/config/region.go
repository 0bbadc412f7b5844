package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"dateline/aggregator/rules"
	"dateline/feeds"
)

var regionShape = shape{where: " in a region", keys: []string{"slug", "name", "includes", "rules"}}

// group is an operator's region as read, with where its parts stand.
type group struct {
	feeds.Grouping
	at       section
	includes []ast.Node
	// isRules says that it is a region of the atlas, listed for its rules.
	isRules bool
}

// groups reads the operator's regions into c and returns the atlas with them.
func (r *reader) groups(n ast.Node, c *Config) *feeds.Atlas {
	var groups []group
	for _, e := range r.list(n) {
		if g, ok := r.group(e, groups); ok {
			groups = append(groups, g)
		}
	}
	own := map[string]bool{}
	for _, g := range groups {
		own[g.Slug] = true
	}
	for i := range groups {
		r.includes(&groups[i], own)
	}
	r.cycles(groups)
	for _, g := range groups {
		if !g.isRules {
			c.Groups = append(c.Groups, g.Grouping)
		}
	}
	atlas := r.atlas(n, c.Groups)
	for _, g := range groups {
		c.Rules.Region = with(c.Rules.Region, g.Slug, r.rules(g.at.values["rules"], atlas, rules.CompileRegion))
	}
	return atlas
}

// atlas joins the groups to the built-in regions. Without those of them that
// do not fit it goes on, to judge the sources.
func (r *reader) atlas(n ast.Node, groups []feeds.Grouping) *feeds.Atlas {
	atlas, err := feeds.NewAtlas(groups)
	if err == nil {
		return atlas
	}
	if len(r.problems) == 0 {
		r.problem(n, err.Error(), "change the regions so that they fit together")
	}
	flat := slices.Clone(groups)
	for i := range flat {
		flat[i].Includes = nil
	}
	if atlas, err = feeds.NewAtlas(flat); err == nil {
		return atlas
	}
	return feeds.Builtin()
}

// group reads one region, all but what it includes.
func (r *reader) group(n ast.Node, before []group) (group, bool) {
	s := r.section(n, regionShape)
	g := group{at: s}
	if s.isBroken {
		return g, false
	}
	r.line(s.values["slug"], &g.Slug)
	if built, ok := feeds.Builtin().Region(g.Slug); ok {
		g.Name = built.Name
		g.isRules = s.values["includes"] == nil && s.values["name"] == nil && s.values["rules"] != nil
	}
	r.line(s.values["name"], &g.Name)
	g.includes = r.list(s.values["includes"])
	if len(g.includes) == 0 && s.values["includes"] == nil && !g.isRules {
		r.problem(s.node, "a region that includes nothing", "add includes: [malaysia, …]")
	}
	if s.values["slug"] == nil {
		r.problem(s.node, "a region without a slug", "add slug: and a word for its address, such as nusantara")
		return g, false
	}
	if g.Slug == "" {
		return g, false
	}
	if g.Name == "" && s.values["name"] == nil {
		r.problem(s.node, "region "+g.Slug+" has no name", "add name: and what people call it")
	}
	return g, r.slug(s.values["slug"], g.Slug, before)
}

// slug notes a slug that no region can have, or that one before has.
func (r *reader) slug(n ast.Node, slug string, before []group) bool {
	if _, err := feeds.NewAtlas([]feeds.Grouping{{Slug: slug}}); err != nil {
		what, do, found := strings.Cut(err.Error(), ": ")
		if !found {
			do = "choose another"
		}
		r.problem(n, what, do)
		return false
	}
	for _, b := range before {
		if b.Slug == slug {
			r.problem(n, "region "+slug+" again", fmt.Sprintf("join it with the one in line %d", start(b.at.node).Line))
			return false
		}
	}
	return true
}

// includes reads what a group includes. The operator's own slugs win over
// built-in names.
func (r *reader) includes(g *group, own map[string]bool) {
	for _, n := range g.includes {
		name, ok := r.text(n)
		if !ok {
			continue
		}
		slug, known := feeds.Builtin().Resolve(name)
		if own[strings.ToLower(name)] {
			slug, known = strings.ToLower(name), true
		}
		switch {
		case !known:
			r.unknownRegion(n, name, feeds.Builtin(), own)
		case slug == feeds.World || slug == feeds.Unplaced:
			r.problem(n, "region "+g.Slug+" cannot include "+slug, "name countries or groups")
		case !slices.Contains(g.Includes, slug):
			g.Includes = append(g.Includes, slug)
		}
	}
}

// unknownRegion notes a name that is no region's, with the nearest that are.
func (r *reader) unknownRegion(n ast.Node, name string, atlas *feeds.Atlas, own map[string]bool) {
	slugs := slices.Concat(atlas.Slugs(), slices.Sorted(maps.Keys(own)))
	slices.Sort(slugs)
	do := "see regions.json of a running gateway, or use an ISO 3166 code"
	if near := feeds.Nearest(strings.ToLower(name), slices.Compact(slugs), 3); len(near) > 0 {
		do = "did you mean " + strings.Join(near, ", ") + "?"
	}
	r.problem(n, "unknown region "+quote(name), do)
}

// cycles notes groups that contain themselves. Only the operator's groups can:
// nothing built in includes them.
func (r *reader) cycles(groups []group) {
	below := map[string][]string{}
	for _, g := range groups {
		below[g.Slug] = g.Includes
	}
	for _, g := range groups {
		if through, found := reach(below, g.Slug, g.Slug, map[string]bool{}); found {
			r.problem(g.at.values["includes"], "region "+g.Slug+" contains itself"+through, "take one of them out")
		}
	}
}

// reach reports whether target is below from, and through what.
func reach(below map[string][]string, from, target string, seen map[string]bool) (through string, found bool) {
	for _, slug := range below[from] {
		if slug == target {
			return "", true
		}
		if seen[slug] {
			continue
		}
		seen[slug] = true
		if more, found := reach(below, slug, target, seen); found {
			return " through " + slug + more, true
		}
	}
	return "", false
}
