package feeds

import "slices"

// Region is a part of the world that has a feed.
type Region struct {
	// Slug is the CLDR English name in ASCII kebab case.
	Slug string
	// Name is the CLDR English name.
	Name string
	Kind Kind
	// Codes are the ISO 3166 and UN M49 codes: for a country alpha-2,
	// alpha-3 and three digits.
	Codes []string
	// Parents are the slugs of the regions that directly contain it, sorted.
	Parents []string
	// Aliases are other slugs that lead here: codes in lower case, short and
	// variant names.
	Aliases []string
}

// Kind says what sort of region it is.
type Kind string

// The kinds of region.
const (
	Country Kind = "country"  // an ISO 3166-1 country or territory
	Group   Kind = "group"    // a UN M49 area, or one that newsrooms or operators use
	Planet  Kind = "world"    // the world itself
	NoPlace Kind = "unplaced" // no region at all
)

// The regions that are not places on a map.
const (
	World    = "world"
	Unplaced = "unplaced"
)

// IsReserved reports whether a path of ours begins so, so that no region does.
func IsReserved(name string) bool { return name != Unplaced && slices.Contains(reserved, name) }

// reserved are the first path segments that mean something else.
var reserved = []string{"hub", "items", "websub", "regions", "live", "unplaced", "robots.txt", "sitemap.xml"}
