package config

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // time zones on machines that have none

	"github.com/goccy/go-yaml/ast"
	"golang.org/x/text/language"

	"dateline/aggregator/rules"
	"dateline/feeds"
)

var sourceShape = shape{where: " in a source", keys: []string{
	"url", "id", "name", "auth_file", "headers_file", "regions", "placing",
	"language", "rank", "every", "timezone", "topics", "future", "strip_datelines", "rules", "kind", "select", "pages",
}}

// taken is where IDs and addresses stand that sources before have.
type taken struct {
	ids, urls map[string]int
}

// sources reads the list of sources into c.
func (r *reader) sources(top section, atlas *feeds.Atlas, c *Config) {
	n := top.values["sources"]
	list := r.list(n)
	if len(list) == 0 && !top.isBroken && len(r.list(top.values["opml"])) == 0 {
		at := n
		if key := top.keys["sources"]; key != nil {
			at = key
		} else if n == nil {
			at = top.node
		}
		r.problem(at, "no sources", "list at least one under \"sources:\" (dateline init prints a config to start from)")
	}
	before := taken{map[string]int{}, map[string]int{}}
	for _, e := range list {
		src, set := r.source(e, atlas, before, c)
		c.Sources = append(c.Sources, src)
		c.Rules.Source = with(c.Rules.Source, src.ID, set)
	}
}

// source reads one source and its rules; c has what it does unless it says
// otherwise.
func (r *reader) source(n ast.Node, atlas *feeds.Atlas, before taken, c *Config) (feeds.Source, *rules.Set) {
	s := r.section(n, sourceShape)
	src := feeds.Source{StripDatelines: c.StripDatelines, Waits: c.Waits}
	if s.values["url"] == nil && !s.isBroken {
		r.problem(s.node, "a source without an address", "add url: and the address of its feed")
	}
	r.feedURL(s.values["url"], &src.URL)
	r.line(s.values["id"], &src.ID)
	r.unique(s, &src, before)
	r.line(s.values["name"], &src.Name)
	src.Regions = r.regions(s.values["regions"], atlas)
	r.placing(s, &src)
	r.language(s.values["language"], &src.Language)
	r.timezone(s.values["timezone"], &src.Timezone)
	r.whole(s.values["rank"], &src.Rank, -1<<31)
	r.duration(s.values["every"], &src.Every, leastWait)
	for _, t := range r.list(s.values["topics"]) {
		var topic string
		if r.line(t, &topic); topic != "" && !slices.Contains(src.Topics, topic) {
			src.Topics = append(src.Topics, topic)
		}
	}
	r.boolean(s.values["strip_datelines"], &src.StripDatelines)
	r.future(s.values["future"], &src.Waits)
	src.Headers = r.secrets(s)
	r.page(s, &src)
	return src, r.rules(s.values["rules"], atlas, rules.Compile)
}

// feedURL reads the address of a feed. It is kept as written: by default it is
// the source's ID.
func (r *reader) feedURL(n ast.Node, into *string) {
	text, ok := r.text(n)
	if !ok {
		return
	}
	u, err := url.Parse(text)
	switch {
	case err != nil:
		r.problem(n, "an address that cannot be read", "write one such as https://news.example.org/rss")
	case u.User != nil:
		r.problem(n, "an address with a user or password in it", "put user:password in a file and name it in auth_file")
	case u.Scheme == "":
		r.problem(n, quote(text)+" is no absolute address", "begin it with https://")
	case !strings.EqualFold(u.Scheme, "http") && !strings.EqualFold(u.Scheme, "https"):
		r.problem(n, quote(u.Scheme)+" addresses are not fetched", "use http or https")
	case u.Hostname() == "" || strings.ContainsAny(text, " \t\n"):
		r.problem(n, quote(text)+" is no address of a feed", "write one such as https://news.example.org/rss")
	default:
		*into = text
	}
}

// unique gives the source its ID, and notes an ID or address taken before.
func (r *reader) unique(s section, src *feeds.Source, before taken) {
	if line, found := before.urls[same(src.URL)]; found {
		r.problem(s.values["url"], "the address of the source in line "+fmt.Sprint(line)+" again", "remove one of the two")
		return
	}
	if src.URL != "" {
		before.urls[same(src.URL)] = start(s.keys["url"]).Line
	}
	at := s.values["id"]
	if src.ID == "" {
		src.ID, at = src.URL, s.values["url"]
	}
	if line, found := before.ids[src.ID]; found {
		r.problem(at, fmt.Sprintf("the id %q is the source's in line %d", src.ID, line), "give each source its own id")
		return
	}
	if src.ID != "" {
		before.ids[src.ID] = start(at).Line
	}
}

// same returns equal strings for addresses that name the same feed.
func same(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	u.Scheme, u.Host, u.Fragment = strings.ToLower(u.Scheme), strings.ToLower(u.Host), ""
	return u.String()
}

// regions reads a list of regions by any of their names.
func (r *reader) regions(n ast.Node, atlas *feeds.Atlas) []string {
	var slugs []string
	for _, e := range r.list(n) {
		name, ok := r.text(e)
		if !ok {
			continue
		}
		slug, known := atlas.Resolve(name)
		switch {
		case slug == feeds.Unplaced:
			r.problem(e, "unplaced is where items go that have no region", "leave it out")
		case !known:
			r.unknownRegion(e, name, atlas, nil)
		case !slices.Contains(slugs, slug):
			slugs = append(slugs, slug)
		}
	}
	return slugs
}

func (r *reader) placing(s section, src *feeds.Source) {
	n := s.values["placing"]
	text, ok := r.text(n)
	switch {
	case !ok || text == "default":
	case text != "fixed":
		r.problem(n, quote(text)+" is no way of placing", "write default or fixed")
	case len(r.list(s.values["regions"])) == 0:
		r.problem(n, "placing is fixed, but the source has no regions", "add regions: [malaysia, …]")
	default:
		src.Fixed = true
	}
}

// future reads what becomes of items dated in the future.
func (r *reader) future(n ast.Node, into *bool) {
	text, ok := r.text(n)
	switch {
	case !ok:
	case text != "clamp" && text != "wait":
		r.problem(n, quote(text)+" is nothing to do with the future", "write clamp, to publish items at once, or wait, to keep them out until their date")
	default:
		*into = text == "wait"
	}
}

// language reads a BCP 47 tag and writes it with its usual capitals.
func (r *reader) language(n ast.Node, into *string) {
	text, ok := r.text(n)
	if !ok {
		return
	}
	tag, err := language.Raw.Parse(text)
	if base, confidence := tag.Base(); err != nil || confidence == language.No || base.String() == "und" {
		r.problem(n, quote(text)+" is no language tag", "write one such as en, pt-BR or zh-Hant")
		return
	}
	*into = tag.String()
}

func (r *reader) timezone(n ast.Node, into **time.Location) {
	text, ok := r.text(n)
	if !ok {
		return
	}
	zone, err := time.LoadLocation(text)
	if err != nil || text == "" || text == "Local" {
		r.problem(n, quote(text)+" is no time zone", "write a name of the IANA database, such as Asia/Singapore or UTC")
		return
	}
	*into = zone
}
