package static_test

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/feeds/web/static"
)

const baseURL = "https://feeds.example"

// day is when the pages of a desk were modified first.
var day = time.Date(2026, 11, 2, 8, 30, 0, 0, time.UTC)

// page is what a desk answers at a path.
type page struct {
	body, mediaType string
	modified        time.Time
	status          int
}

// desk answers a few pages that lead to each other. It compresses what is
// longer than its limit.
type desk struct {
	mu    sync.Mutex
	pages map[string]page
	// answered is called before each answer, if set.
	answered func(path string)
}

// newDesk has a front page, a region with a feed, an item and a list.
func newDesk() *desk {
	d := &desk{pages: map[string]page{}}
	d.put("/", "text/html", `<a href="/malaysia">Malaysia</a> <a href="/search?q=x">Search</a> <a href="https://other.example/elsewhere">Else</a>`, time.Time{})
	d.put("/malaysia", "text/html", `<link href="`+baseURL+`/malaysia.rss"><a href="/gone">Gone</a>`, day)
	d.put("/malaysia.rss", "application/rss+xml", `<link>`+baseURL+`/items/1</link>`+strings.Repeat(" ", 200), day)
	d.put("/items/1", "text/html", `<a href="/items/1.json#why">Data</a>`, day.Add(-time.Hour))
	d.put("/items/1.json", "application/json", `{"url": "`+baseURL+`/items/1.json"}`, day.Add(-time.Hour))
	d.put("/robots.txt", "text/plain", "Sitemap: "+baseURL+"/sitemap.xml\n", time.Time{})
	d.put("/sitemap.xml", "application/xml", `<loc>`+baseURL+`/malaysia</loc>`, time.Time{})
	d.pages["/404.html"] = page{body: "nothing here", mediaType: "text/html", status: http.StatusNotFound}
	return d
}

func (d *desk) put(path, mediaType, body string, modified time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.pages[path] = page{body, mediaType, modified, http.StatusOK}
}

func (d *desk) drop(path string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.pages, path)
}

func (d *desk) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if d.answered != nil {
		d.answered(r.URL.Path)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	p, ok := d.pages[r.URL.Path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", p.mediaType+"; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=60")
	if !p.modified.IsZero() {
		w.Header().Set("Last-Modified", p.modified.Format(http.TimeFormat))
	}
	if r.Header.Get("Accept-Encoding") != "gzip" || len(p.body) < 200 {
		w.WriteHeader(p.status)
		_, _ = w.Write([]byte(p.body))
		return
	}
	w.Header().Set("Content-Encoding", "gzip")
	w.WriteHeader(p.status)
	zw := gzip.NewWriter(w)
	_, _ = zw.Write([]byte(p.body))
	_ = zw.Close()
}

func options(dir string, h http.Handler) static.Options {
	return static.Options{Dir: dir, Handler: h, BaseURL: baseURL, Atlas: feeds.Builtin()}
}

// publish wants no error.
func publish(t *testing.T, dir string, h http.Handler) static.Summary {
	t.Helper()
	sum, err := static.Publish(t.Context(), options(dir, h))
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// file is what a folder holds under a name.
type file struct {
	body     string
	modified time.Time
}

// files lists what is in a folder but not in .dateline.
func files(t *testing.T, dir string) map[string]file {
	t.Helper()
	all := map[string]file{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			if e.Name() == ".dateline" {
				return fs.SkipDir
			}
			return nil
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		info, err := e.Info()
		name, _ := filepath.Rel(dir, path)
		all[filepath.ToSlash(name)] = file{string(body), info.ModTime().UTC()}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// gunzip wants text that is compressed.
func gunzip(t *testing.T, text string) string {
	t.Helper()
	zr, err := gzip.NewReader(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var plain bytes.Buffer
	if _, err := plain.ReadFrom(zr); err != nil {
		t.Fatal(err)
	}
	return plain.String()
}
