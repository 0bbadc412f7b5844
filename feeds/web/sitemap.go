package web

import (
	"context"
	_ "embed"
	"encoding/xml"
	"fmt"
	"maps"
	"net/http"
	"slices"

	"dateline/feeds"
)

// The paths that programs look for by themselves.
const (
	robotsPath  = "/robots.txt"
	sitemapPath = "/sitemap.xml"
	iconPath    = "/favicon.ico"
	touchPath   = "/apple-touch-icon.png"
)

// touchIcon is the icon for the home screens of phones, which take no SVG.
//
//go:embed assets/icon.png
var touchIcon []byte

// sitemap is /sitemap.xml: the pages of all regions with items (sitemaps.org,
// version 0.9). Items have none: they are the business of their publishers.
type sitemap struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	Pages   []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Location string `xml:"loc"`
	// Modified is the date of the newest item.
	Modified string `xml:"lastmod,omitempty"`
}

// sitemap answers /sitemap.xml.
func (s *server) sitemap(w http.ResponseWriter, r *http.Request) error {
	if err := readNothing(r.URL.RawQuery); err != nil {
		return err
	}
	return s.publish(w, r, key{kind: "sitemap"}, feeds.World, s.sitemapDraft)
}

func (s *server) sitemapDraft(ctx context.Context) (draft, error) {
	counts, err := s.counts(ctx)
	if err != nil {
		return draft{}, err
	}
	site := sitemap{Pages: []sitemapURL{{s.site.URL("/"), stamp(counts[feeds.World].Newest)}}}
	for _, slug := range slices.Sorted(maps.Keys(counts)) {
		if _, ok := s.atlas.Region(slug); ok && counts[slug].Items > 0 {
			site.Pages = append(site.Pages, sitemapURL{s.site.RegionURL(slug), stamp(counts[slug].Newest)})
		}
	}
	body, err := xml.MarshalIndent(site, "", " ")
	if err != nil {
		return draft{}, fmt.Errorf("sitemap: %w", err)
	}
	return draft{body: append([]byte(xml.Header), append(body, '\n')...), mediaType: "application/xml"}, nil
}

// robots lets everybody read everything but queries, of which there is no end.
func (s *server) robots(w http.ResponseWriter, r *http.Request) error {
	text := "User-agent: *\nDisallow: " + s.base + "/*?\nDisallow: " + s.base + "/websub/\n\nSitemap: " + s.site.URL(sitemapPath) + "\n"
	return s.fixed(w, r, draft{body: []byte(text), mediaType: "text/plain"})
}

// touch sends the icon for phones.
func (s *server) touch(w http.ResponseWriter, r *http.Request) error {
	return s.fixed(w, r, draft{body: touchIcon, mediaType: "image/png"})
}
