package web

import (
	"path"
	"strconv"
	"strings"
	"time"

	"dateline/feeds"
)

// address is what the path of a region asks for: a feed of it or, without a
// format, its page.
type address struct {
	region feeds.Region
	format feeds.Format
	// podcasts asks for what can be played, in a feed for podcast apps.
	podcasts bool
}

func (a address) path() string {
	switch {
	case a.podcasts:
		return "/" + a.region.Slug + "/" + podcastsFeed
	case a.format == "":
		return "/" + a.region.Slug
	}
	return "/" + a.region.Slug + "." + string(a.format)
}

// findAddress reads "malaysia", "my.rss", "South%20Korea.ATOM" (decoded).
func findAddress(atlas *feeds.Atlas, name string) (address, bool) {
	name, format := splitFormat(name)
	slug, ok := atlas.Resolve(name)
	if !ok {
		slug, ok = atlas.Resolve(hyphens.Replace(strings.TrimSpace(name)))
	}
	if !ok {
		return address{}, false
	}
	region, ok := atlas.Region(slug)
	return address{region: region, format: format}, ok
}

var hyphens = strings.NewReplacer(" ", "-", "_", "-", "+", "-")

// splitFormat cuts a format's extension off a name. What looks like any other
// extension stays: it is a wrong name.
func splitFormat(name string) (string, feeds.Format) {
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 {
		return name, ""
	}
	format, err := feeds.ParseFormat(strings.ToLower(name[dot+1:]))
	if err != nil {
		return name, ""
	}
	return name[:dot], format
}

// canonicalPath returns the one path for what p asks for: clean, and with the
// region's slug or the item's UUID as we write them. Paths we do not know stay
// as they are, but clean.
func canonicalPath(atlas *feeds.Atlas, p string) string {
	if p != "/" && !isClean(p) {
		p = path.Clean("/" + p)
	}
	if name, ok := strings.CutPrefix(p, "/items/"); ok {
		return "/items/" + canonicalItem(name)
	}
	name, rest, _ := strings.Cut(strings.TrimPrefix(p, "/"), "/")
	if name == "" {
		return p
	}
	if rest != "" {
		return canonicalPart(atlas, p, name, rest)
	}
	if a, ok := findAddress(atlas, name); ok {
		return a.path()
	}
	return p
}

// canonicalPart is the path of a part of a region: a month of its archive, what
// goes on in it, or its podcasts.
func canonicalPart(atlas *feeds.Atlas, p, name, rest string) string {
	a, ok := findAddress(atlas, name)
	if !ok || a.format != "" {
		return p
	}
	if m, format, ok := readMonth(rest); ok {
		return a.path() + m.Path() + "." + string(format)
	}
	switch rest = strings.ToLower(rest); rest {
	case "live", podcastsFeed, podcastsCover:
		return a.path() + "/" + rest
	}
	return p
}

// readMonth reads "2026/11.rss", also with a month of one digit.
func readMonth(rest string) (m feeds.Month, f feeds.Format, ok bool) {
	rest, f = splitFormat(rest)
	year, month, _ := strings.Cut(rest, "/")
	y, errYear := strconv.Atoi(year)
	n, errMonth := strconv.Atoi(month)
	ok = f != "" && errYear == nil && errMonth == nil && len(year) == 4 && len(month) <= 2 && y > 0 && n >= 1 && n <= 12
	return feeds.Month{Year: y, Month: time.Month(n)}, f, ok
}

func isClean(p string) bool {
	return strings.HasPrefix(p, "/") && !strings.HasSuffix(p, "/") &&
		!strings.Contains(p, "//") && !strings.Contains(p, "/.")
}

// canonicalItem turns an item's UUID in any of its spellings into ours.
func canonicalItem(name string) string {
	uuid, ext := strings.ToLower(name), ""
	if short, ok := strings.CutSuffix(uuid, ".json"); ok {
		uuid, ext = short, ".json"
	}
	id, err := feeds.ParseID(uuid)
	if err != nil {
		return name
	}
	return id.String() + ext
}

// withoutBase strips the path of our base address, if it is there. Proxies
// differ in whether they strip it, so both forms are answered.
func withoutBase(p, base string) string {
	rest, ok := strings.CutPrefix(p, base)
	if base == "" || !ok || (rest != "" && rest[0] != '/') {
		return p
	}
	if rest == "" {
		return "/"
	}
	return rest
}
