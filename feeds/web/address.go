package web

import (
	"path"
	"strings"

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
	name := strings.TrimPrefix(p, "/")
	if right := podcastsPath(atlas, name); right != "" {
		return right
	}
	if name == "" || strings.Contains(name, "/") {
		return p
	}
	if a, ok := findAddress(atlas, name); ok {
		return a.path()
	}
	return p
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
