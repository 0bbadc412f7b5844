package static

import (
	"bytes"
	"embed"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"text/template"

	"dateline/feeds"
)

//go:embed nginx-http.conf nginx-server.conf Caddyfile
var configs embed.FS

// serving is what a web server has to know to answer as the handler does: what
// the templates of configs are filled with.
type serving struct {
	// Base is the path of the base address, empty or without slash at the end.
	Base string
	// Types, Caching and Policies say which header the files have that match.
	Types, Caching, Policies []rule
	// Missing is the policy of the page of what is not there.
	Missing string
	// Exposed are the headers that scripts of other sites may read.
	Exposed string
	// Names are the other names of regions.
	Names []naming
}

// rule gives a header's value to the files whose name matches Pattern, a regular
// expression, unless a rule before it does.
type rule struct{ Pattern, Value string }

// naming leads from names, joined by |, to a slug.
type naming struct{ Slug, Names string }

func newServing(base *url.URL, docs []*document, atlas *feeds.Atlas) serving {
	s := serving{
		Base:     base.Path,
		Types:    append(rulesOf(docs, "Content-Type"), others...),
		Caching:  rulesOf(docs, "Cache-Control"),
		Policies: rulesOf(docs, "Content-Security-Policy"),
		Names:    namesOf(atlas),
	}
	for _, d := range docs {
		s.Exposed = d.header.Get("Access-Control-Expose-Headers")
		if d.path == missingPath {
			s.Missing = d.header.Get("Content-Security-Policy")
		}
	}
	return s
}

// others are for what operators like to put beside our files.
var others = []rule{
	{`\.css$`, "text/css; charset=utf-8"},
	{`\.js$`, "text/javascript; charset=utf-8"},
	{`\.(?:txt|asc)$`, "text/plain; charset=utf-8"},
	{`\.html$`, "text/html; charset=utf-8"},
	{`\.png$`, "image/png"},
	{`\.jpe?g$`, "image/jpeg"},
	{`\.webp$`, "image/webp"},
	{`\.svg$`, "image/svg+xml"},
	{`\.woff2$`, "font/woff2"},
	{`\.pdf$`, "application/pdf"},
}

// rulesOf says in few rules which value of a header each file has. Files of one
// shape mostly have the same; the exceptions come first.
func rulesOf(docs []*document, header string) []rule {
	counts := map[string]map[string]int{}
	for _, d := range docs {
		byValue := counts[shape(d.name)]
		if byValue == nil {
			byValue = map[string]int{}
			counts[shape(d.name)] = byValue
		}
		byValue[d.header.Get(header)]++
	}
	var exact, general []rule
	usual := map[string]string{}
	for _, s := range slices.Sorted(maps.Keys(counts)) {
		usual[s] = most(counts[s])
		if usual[s] != "" {
			general = append(general, rule{"^/" + s + "$", usual[s]})
		}
	}
	for _, d := range docs {
		if value := d.header.Get(header); value != usual[shape(d.name)] {
			exact = append(exact, rule{"^/" + regexp.QuoteMeta(d.name) + "$", value})
		}
	}
	slices.SortFunc(exact, func(a, b rule) int { return strings.Compare(a.Pattern, b.Pattern) })
	return append(exact, general...)
}

// most is the value that occurs most often, of equals the first.
func most(counts map[string]int) string {
	var best string
	for _, value := range slices.Sorted(maps.Keys(counts)) {
		if best == "" || counts[value] > counts[best] {
			best = value
		}
	}
	return best
}

// shape is a pattern for a name and those like it: region, item and month may
// be others, the first folder of what is no region's may not, nor the extension.
func shape(name string) string {
	parts := strings.Split(name, "/")
	for i, part := range parts {
		stem, ext, _ := strings.Cut(part, ".")
		switch {
		case part == "items":
			continue
		case strings.Trim(stem, "0123456789") == "":
			parts[i] = "[0-9]+"
		default:
			parts[i] = "[^/.]+"
		}
		if ext != "" {
			parts[i] += regexp.QuoteMeta("." + ext)
		}
	}
	return strings.Join(parts, "/")
}

// namesOf lists the names of every region, its slug among them: names of any
// case lead to it.
func namesOf(atlas *feeds.Atlas) []naming {
	all := make([]naming, 0, len(atlas.Slugs())+1)
	for _, slug := range append(atlas.Slugs(), feeds.Unplaced) {
		region, _ := atlas.Region(slug)
		names := []string{slug}
		for _, name := range region.Aliases {
			if to, ok := atlas.Resolve(name); ok && to == slug {
				names = append(names, regexp.QuoteMeta(name))
			}
		}
		all = append(all, naming{slug, strings.Join(names, "|")})
	}
	return all
}

// writeConfigs writes the configs of web servers.
func (f *folder) writeConfigs(s serving) error {
	for _, name := range []string{"nginx-http.conf", "nginx-server.conf", "Caddyfile"} {
		t, err := template.ParseFS(configs, name)
		if err != nil {
			return err
		}
		var b bytes.Buffer
		if err := t.Execute(&b, s); err != nil {
			return err
		}
		if err := f.write(ourDir+"/"+name, b.Bytes()); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}
