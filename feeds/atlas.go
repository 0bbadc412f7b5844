package feeds

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

//go:generate go run atlas_gen.go atlas_groups_gen.go names_gen.go names_groups_gen.go

// atlasTable is the generated table: a region a line, tab-separated slug,
// name, kind, codes, parents and aliases; lists separated by commas.
//
//go:embed atlas.tsv
var atlasTable string

// Atlas is every region and what contains what. It does not change once made.
type Atlas struct {
	regions   map[string]Region
	slugs     []string
	aliases   map[string]string
	ancestors map[string][]string
	hash      string
}

// Builtin returns the atlas of the generated table, without operators' groups.
var Builtin = sync.OnceValue(func() *Atlas {
	a, err := NewAtlas(nil)
	if err != nil {
		panic(err) // unreachable unless the generated table is broken
	}
	return a
})

// Grouping is an operator's region: a slug, a name and the slugs or aliases of
// the regions it includes. For the slug of a built-in region it replaces what
// that region includes, and its name if there is one; codes, aliases and the
// regions around it stay.
type Grouping struct {
	Slug, Name string
	Includes   []string
}

// NewAtlas returns the built-in atlas with the operator's groups added. It
// returns an error that names the group if a slug is reserved, malformed or
// given twice, an included region is unknown, or groups contain each other.
func NewAtlas(groups []Grouping) (*Atlas, error) {
	a := &Atlas{regions: map[string]Region{}}
	for line := range strings.Lines(atlasTable) {
		r, err := readRegion(strings.TrimSuffix(line, "\n"))
		if err != nil {
			return nil, err
		}
		a.regions[r.Slug] = r
	}
	if err := a.addGroups(groups); err != nil {
		return nil, err
	}
	if err := a.index(); err != nil {
		return nil, err
	}
	return a, nil
}

func readRegion(line string) (Region, error) {
	f := strings.Split(line, "\t")
	if len(f) != 6 {
		return Region{}, fmt.Errorf("atlas table: %d fields in %q, want 6", len(f), line)
	}
	return Region{
		Slug: f[0], Name: f[1], Kind: Kind(f[2]),
		Codes: list(f[3]), Parents: list(f[4]), Aliases: list(f[5]),
	}, nil
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

// addGroups puts the operator's groups in and makes them parents of what they
// include. All groups are in before any is filled, so that they may include
// each other in any order.
func (a *Atlas) addGroups(groups []Grouping) error {
	seen := map[string]bool{}
	for _, g := range groups {
		if err := checkSlug(g.Slug); err != nil {
			return err
		}
		if seen[g.Slug] {
			return fmt.Errorf("region %s is given twice", g.Slug)
		}
		seen[g.Slug] = true
		a.dropChildren(g.Slug)
		a.regions[g.Slug] = a.outline(g)
	}
	names := a.names()
	for _, g := range groups {
		for _, inc := range g.Includes {
			slug, ok := names[strings.ToLower(strings.TrimSpace(inc))]
			if !ok {
				return fmt.Errorf("region %s includes %q, which is no region", g.Slug, inc)
			}
			r := a.regions[slug]
			r.Parents = slices.Compact(slices.Sorted(slices.Values(append(slices.Clone(r.Parents), g.Slug))))
			a.regions[slug] = r
		}
	}
	return nil
}

// outline is the region of a group, still empty.
func (a *Atlas) outline(g Grouping) Region {
	r, builtin := a.regions[g.Slug]
	if !builtin {
		r = Region{Slug: g.Slug, Name: g.Slug, Kind: Group, Parents: []string{World}}
	}
	if g.Name != "" {
		r.Name = g.Name
	}
	return r
}

func (a *Atlas) dropChildren(slug string) {
	for s, r := range a.regions {
		r.Parents = slices.DeleteFunc(slices.Clone(r.Parents), func(p string) bool { return p == slug })
		a.regions[s] = r
	}
}

func checkSlug(slug string) error {
	if slices.Contains(reserved, slug) || slug == World {
		return fmt.Errorf("region slug %q is reserved", slug)
	}
	bad := strings.ContainsFunc(slug, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-'
	})
	if bad || strings.Trim(slug, "-") != slug || slug == "" {
		return fmt.Errorf("region slug %q: use small letters a-z, digits and hyphens between them", slug)
	}
	return nil
}

// names maps every slug and alias to its slug. An operator's slug wins over a
// built-in alias; the generator sees to it that aliases are unique.
func (a *Atlas) names() map[string]string {
	names := map[string]string{}
	for slug, r := range a.regions {
		for _, alias := range r.Aliases {
			names[alias] = slug
		}
	}
	for slug := range a.regions {
		names[slug] = slug
	}
	return names
}

// index works out aliases, ancestors and the hash.
func (a *Atlas) index() error {
	a.slugs = slices.Sorted(maps.Keys(a.regions))
	a.aliases = a.names()
	a.ancestors = make(map[string][]string, len(a.regions))
	h := sha256.New()
	for _, slug := range a.slugs {
		up := map[string]bool{}
		if err := a.climb(slug, slug, up); err != nil {
			return err
		}
		a.ancestors[slug] = slices.Sorted(maps.Keys(up))
		_, _ = fmt.Fprintf(h, "%s %s\n", slug, strings.Join(a.ancestors[slug], " "))
	}
	a.hash = hex.EncodeToString(h.Sum(nil))
	return nil
}

func (a *Atlas) climb(from, slug string, up map[string]bool) error {
	if up[slug] {
		return nil
	}
	up[slug] = true
	for _, p := range a.regions[slug].Parents {
		if p == from {
			return fmt.Errorf("region %s contains itself through %s", from, slug)
		}
		if err := a.climb(from, p, up); err != nil {
			return err
		}
	}
	return nil
}

// Region returns the region with exactly this slug.
func (a *Atlas) Region(slug string) (Region, bool) {
	if slug == Unplaced {
		return Region{Slug: Unplaced, Name: "Unplaced", Kind: NoPlace}, true
	}
	r, ok := a.regions[slug]
	return r, ok
}

// Resolve returns the slug that a slug, code or alias of any case stands for,
// also if it is written with the accents and apostrophes of the name.
func (a *Atlas) Resolve(name string) (slug string, ok bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	if name == Unplaced {
		return Unplaced, true
	}
	if slug, ok = a.aliases[name]; !ok && len(name) < maxName {
		slug, ok = a.aliases[strings.Map(unaccented, norm.NFD.String(name))]
	}
	return slug, ok
}

// maxName is longer than the name of any region, in bytes.
const maxName = 200

// unaccented drops accents and apostrophes, which slugs do not have.
func unaccented(r rune) rune {
	if unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' {
		return -1
	}
	return r
}

// Slugs lists every region's slug, sorted, without Unplaced.
func (a *Atlas) Slugs() []string { return slices.Clone(a.slugs) }

// Contains reports whether region outer is inner or contains it.
func (a *Atlas) Contains(outer, inner string) bool {
	_, found := slices.BinarySearch(a.ancestors[inner], outer)
	return found
}

// Fan returns every region an item with these placements is in: the placed
// regions, all that contain them but the exceptions, and World; sorted.
// Without placements it is World and Unplaced. Placements in regions the atlas
// does not know are passed over.
func (a *Atlas) Fan(placements []Placement) []string {
	in := append(make([]string, 0, 16), World)
	known := false
	for _, p := range placements {
		for _, slug := range a.ancestors[p.Slug] {
			known = true
			if !slices.Contains(p.Except, slug) {
				in = append(in, slug)
			}
		}
	}
	if !known {
		in = append(in, Unplaced)
	}
	slices.Sort(in)
	return slices.Compact(in)
}

// Named returns placements with their regions' names, without those in
// regions the atlas does not know.
func (a *Atlas) Named(placements []Placement) []Placement {
	named := make([]Placement, 0, len(placements))
	for _, p := range placements {
		if r, ok := a.Region(p.Slug); ok {
			p.Name = r.Name
			named = append(named, p)
		}
	}
	return named
}

// Hash identifies the containment: it changes when some item would be in
// other regions than before.
func (a *Atlas) Hash() string { return a.hash }
