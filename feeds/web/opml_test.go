package web_test

import (
	"encoding/xml"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// outlineXML is an outline as a reader of OPML sees it.
type outlineXML struct {
	Text     string       `xml:"text,attr"`
	Type     string       `xml:"type,attr"`
	XMLURL   string       `xml:"xmlUrl,attr"`
	HTMLURL  string       `xml:"htmlUrl,attr"`
	Outlines []outlineXML `xml:"outline"`
}

// paths lists the outlines below prefix, with the addresses of feeds.
func (o outlineXML) paths(prefix string) []string {
	at := prefix + "/" + o.Text
	list := []string{strings.TrimSpace(at + " " + o.Type + " " + o.XMLURL + " " + o.HTMLURL)}
	for _, in := range o.Outlines {
		list = append(list, in.paths(at)...)
	}
	return list
}

// TestOPML wants every region with items once, in the folders that contain it.
func TestOPML(t *testing.T) {
	base := serveShelf(t, newShelf(3), "/news")
	got := ask(t, http.MethodGet, base+"/regions.opml")
	if kind := got.Header.Get("Content-Type"); got.StatusCode != http.StatusOK || kind != "text/x-opml; charset=utf-8" || got.Header.Get("ETag") == "" {
		t.Fatalf("%s %s", got.Status, kind)
	}
	var list struct {
		Version  string       `xml:"version,attr"`
		Title    string       `xml:"head>title"`
		Modified string       `xml:"head>dateModified"`
		Outlines []outlineXML `xml:"body>outline"`
	}
	if err := xml.Unmarshal([]byte(got.body), &list); err != nil {
		t.Fatal(err)
	}
	if list.Version != "2.0" || list.Title != "Example Wire" || list.Modified != "Mon, 02 Nov 2026 08:30:15 +0000" {
		t.Errorf("version %s, title %s, modified %s", list.Version, list.Title, list.Modified)
	}
	feed := func(slug string) string {
		return " rss https://feeds.example.org/news/" + slug + ".rss https://feeds.example.org/news/" + slug
	}
	want := []string{
		"/World" + feed("world"),
		"/Asia", "/Asia/Asia" + feed("asia"),
		"/Asia/Southeast Asia", "/Asia/Southeast Asia/Southeast Asia" + feed("southeast-asia"), "/Asia/Southeast Asia/Malaysia" + feed("malaysia"),
		"/Europe" + feed("europe"),
		"/Groups", "/Groups/ASEAN" + feed("asean"), "/Groups/Asia-Pacific" + feed("asia-pacific"),
		"/Unplaced" + feed("unplaced"),
	}
	var paths []string
	for _, o := range list.Outlines {
		paths = append(paths, o.paths("")...)
	}
	if diff := cmp.Diff(want, paths); diff != "" {
		t.Errorf("outlines (-want +got):\n%s", diff)
	}
}

// TestSitemap wants the pages of regions with items, and robots to lead there.
func TestSitemap(t *testing.T) {
	base := serveShelf(t, newShelf(3), "/news")
	robots := ask(t, http.MethodGet, base+"/robots.txt").body
	want := "User-agent: *\nDisallow: /news/*?\nDisallow: /news/websub/\n\nSitemap: https://feeds.example.org/news/sitemap.xml\n"
	if diff := cmp.Diff(want, robots); diff != "" {
		t.Errorf("robots (-want +got):\n%s", diff)
	}
	var site struct {
		XMLName xml.Name
		Pages   []struct {
			Location string `xml:"loc"`
			Modified string `xml:"lastmod"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal([]byte(ask(t, http.MethodGet, base+"/sitemap.xml").body), &site); err != nil {
		t.Fatal(err)
	}
	if site.XMLName.Space != "http://www.sitemaps.org/schemas/sitemap/0.9" || site.XMLName.Local != "urlset" {
		t.Errorf("root %v", site.XMLName)
	}
	var pages []string
	for _, p := range site.Pages {
		pages = append(pages, strings.TrimPrefix(p.Location, "https://feeds.example.org/news")+" "+p.Modified)
	}
	newest := " 2026-11-02T08:30:15Z"
	wantPages := []string{
		"/" + newest, "/asean" + newest, "/asia" + newest, "/asia-pacific" + newest, "/europe 2026-11-02T05:30:15Z",
		"/malaysia" + newest, "/southeast-asia" + newest, "/unplaced 2026-11-02T04:30:15Z", "/world" + newest,
	}
	if diff := cmp.Diff(wantPages, pages); diff != "" {
		t.Errorf("pages (-want +got):\n%s", diff)
	}
}
