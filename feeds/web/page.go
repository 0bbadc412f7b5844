package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"dateline/feeds"
)

//go:embed assets
var assets embed.FS

//go:embed assets/icon.svg
var iconDrawing string

//go:embed assets/style.css
var styleSheet string

// pages are the templates by name: each fills the holes of the layout.
var pages = map[string]*template.Template{
	"front":   parsePage("front"),
	"region":  parsePage("region"),
	"problem": parsePage("problem"),
	"admin":   parsePage("admin"),
}

func parsePage(name string) *template.Template {
	funcs := template.FuncMap{"number": number}
	t := template.New("layout.html").Funcs(funcs)
	return template.Must(t.ParseFS(assets, "assets/layout.html", "assets/parts.html", "assets/"+name+".html"))
}

// pagePolicy allows a page its own style, pictures from anywhere, and nothing
// else: no script runs, whatever a source sends.
var pagePolicy = []string{"default-src 'none'; style-src 'sha256-" + styleHash() + "'; img-src http: https: data:; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"}

func styleHash() string {
	sum := sha256.Sum256([]byte(styleSheet))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// view is what the layout shows of any page.
type view struct {
	Site  feeds.Site
	Style template.CSS
	Icon  template.URL
	// Home is the path of the front page.
	Home string
	// Title is the name of the page, empty for the front page.
	Title, Description string
	// Canonical is the page's own address, empty for one that has none.
	Canonical string
	// Feeds are announced for autodiscovery.
	Feeds []feedLink
}

// feedLink is one feed of a region.
type feedLink struct {
	// Name is the format's, Title the feed's.
	Name, Title, URL string
	// Type is a whole attribute: a template would write the plus sign of the
	// media type as an entity, which simple finders of feeds do not read.
	Type template.HTMLAttr
}

// line is a region in a list. Path is that of its page; with a dot and a
// format it is that of a feed.
type line struct {
	Slug, Name, Path string
	Items            int
}

func (s *server) view(title, description, path string) view {
	return view{
		Site: s.site, Home: s.base + "/", Title: title, Description: description, Canonical: s.site.URL(path),
		Style: template.CSS(styleSheet), //nolint:gosec // our own file
		Icon:  iconURL,
	}
}

// iconURL holds the icon in itself, so that a page asks for nothing more.
var iconURL = template.URL("data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString([]byte(strings.TrimSpace(iconDrawing)))) //nolint:gosec // our own file

func (s *server) line(slug string, items int) line {
	region, _ := s.atlas.Region(slug)
	return line{Slug: slug, Name: region.Name, Path: s.base + "/" + slug, Items: items}
}

// feedLinks are the feeds that show what a channel does.
func (s *server) feedLinks(c feeds.Channel) []feedLink {
	var links []feedLink
	for _, f := range feeds.Formats() {
		links = append(links, feedLink{
			Name: f.Name(), Title: c.Title + " (" + f.Name() + ")",
			URL: c.SelfURL(f), Type: template.HTMLAttr(`type="` + f.MediaType() + `"`), //nolint:gosec // our own words
		})
	}
	return links
}

func fill(page string, data any) ([]byte, error) {
	var b bytes.Buffer
	if err := pages[page].Execute(&b, data); err != nil {
		return nil, fmt.Errorf("page %s: %w", page, err)
	}
	return b.Bytes(), nil
}

// problem is the page of an error.
type problem struct {
	view
	Status  int
	Message string
	Hints   []hint
}

type hint struct{ Name, Path string }

func (s *server) problemPage(e *requestError) ([]byte, error) {
	p := problem{view: s.view(sentence(e.message), "", ""), Status: e.status, Message: sentence(e.message)}
	p.Canonical = ""
	for _, path := range e.hints {
		name, format := splitFormat(strings.TrimPrefix(path, "/"))
		if region, ok := s.atlas.Region(name); ok {
			name = region.Name
		}
		if format != "" {
			name += " (" + format.Name() + ")"
		}
		p.Hints = append(p.Hints, hint{name, s.base + path})
	}
	return fill("problem", p)
}

// number groups digits as in 12,345.
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
