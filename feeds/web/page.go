package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"net/url"
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

// script adds buttons that copy an address. Pages are whole without it.
//
//go:embed assets/copy.js
var script string

// pages are the templates by name: each fills the holes of the layout.
var pages = map[string]*template.Template{
	"front":   parsePage("front"),
	"region":  parsePage("region"),
	"item":    parsePage("item"),
	"problem": parsePage("problem"),
	"admin":   parsePage("admin"),
}

func parsePage(name string) *template.Template {
	funcs := template.FuncMap{"number": number}
	t := template.New("layout.html").Funcs(funcs)
	return template.Must(t.ParseFS(assets, "assets/layout.html", "assets/parts.html", "assets/"+name+".html"))
}

// pagePolicy allows a page its own style and its own script, pictures and
// sound from anywhere, and to search here: whatever a source sends, nothing of
// it runs.
var pagePolicy = []string{"default-src 'none'; style-src 'sha256-" + hashOf(styleSheet) + "'; script-src 'sha256-" + hashOf(script) + "'; " +
	"img-src http: https: data:; media-src http: https:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// view is what the layout shows of any page.
type view struct {
	edition
	Site   feeds.Site
	Style  template.CSS
	Script template.JS
	Icon   template.URL
	// Home is the path of the front page, Touch that of the icon for phones.
	Home, Touch string
	// Title is the name of the page, empty for the front page.
	Title, Description string
	// Canonical is the page's own address, empty for one that has none.
	Canonical string
	// Picture stands for the page where it is shared; may be empty.
	Picture string
	// Feeds are announced for autodiscovery, and offered if Subscribe is set.
	Feeds []feedLink
	// List is the address of all feeds as OPML, Data that of the page's own
	// twin for programs, on pages that announce them.
	List, Data string
	Subscribe  *subscription
}

// feedLink is one feed of a region.
type feedLink struct {
	// Name is the format's, Title the feed's.
	Name, Title, URL string
	// Type is a whole attribute: a template would write the plus sign of the
	// media type as an entity, which simple finders of feeds do not read.
	Type template.HTMLAttr
}

// line is a region in a list. Path is that of its page, Feed that of its RSS.
type line struct {
	Slug, Name, Path, Feed string
	Items                  int
}

func (s *server) view(ed edition, title, description, path string) view {
	return view{
		edition: ed, Site: s.site, Home: s.base + "/" + ed.query(), Touch: s.base + touchPath,
		Title: title, Description: description, Canonical: s.site.URL(path),
		Style: template.CSS(styleSheet), Script: template.JS(script), Icon: iconURL, //nolint:gosec // our own files
	}
}

// iconURL holds the icon in itself, so that a page asks for nothing more.
var iconURL = template.URL("data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString([]byte(strings.TrimSpace(iconDrawing)))) //nolint:gosec // our own file

// line is a region as an edition names it.
func (s *server) line(ed edition, slug string, items int) line {
	region, _ := s.atlas.Region(slug)
	path := s.base + "/" + slug
	return line{Slug: slug, Name: ed.name(region), Path: path + ed.query(), Feed: path + ".rss" + ed.query(), Items: items}
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

// pageDraft is a page ready to be sent.
func pageDraft(page string, data any) (draft, error) {
	body, err := fill(page, data)
	return draft{body: body, mediaType: "text/html", policy: pagePolicy[0]}, err
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
	p := problem{
		view:   s.view(edition{}, sentence(e.message), "", ""),
		Status: e.status, Message: sentence(e.message),
	}
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

// webLink returns addr if it is one that a page may lead to, else "".
func webLink(addr string) string {
	u, err := url.Parse(addr)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	return addr
}
