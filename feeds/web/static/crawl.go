package static

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"runtime"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
)

// roots are where the search for addresses begins: the front page, and what
// programs ask for without being led there. Those that are not answered are
// passed over.
var roots = []string{"/", missingPath, "/favicon.ico", "/regions.json", "/regions.opml", "/robots.txt", "/sitemap.xml"}

// missingPath answers 404, and so does its file.
const missingPath = "/404.html"

// crawler asks the handler for all there is.
type crawler struct {
	handler http.Handler
	base    *url.URL
	links   *regexp.Regexp
	dir     *folder
}

// document is what was answered at a path.
type document struct {
	path string
	// name is that of its file, with slashes.
	name   string
	header http.Header
	// modified is zero for what has no date of its own.
	modified time.Time
	// state is what the manifest says of it.
	state state
	// isStaged says that its files were written anew, and isForeign that the
	// operator has a file of that name.
	isStaged, isForeign bool
}

// visit is what came of asking for a path. Without a document there is none at
// it.
type visit struct {
	doc   *document
	links []string
	err   error
}

// crawl visits every path that can be reached and writes what is new to the
// folder's stage. The error joins what failed.
func (c crawler) crawl(ctx context.Context) ([]*document, error) {
	seen := map[string]bool{}
	var docs []*document
	var failed []error
	for next := fresh(roots, seen); len(next) > 0; {
		var links []string
		for _, v := range c.visitAll(ctx, next) {
			if v.doc != nil {
				docs = append(docs, v.doc)
			}
			if v.err != nil {
				failed = append(failed, v.err)
			}
			links = append(links, v.links...)
		}
		next = fresh(links, seen)
	}
	return docs, errors.Join(failed...)
}

// fresh are those of the paths that were not seen before; now they are.
func fresh(paths []string, seen map[string]bool) []string {
	var unseen []string
	for _, p := range paths {
		if !seen[p] {
			seen[p] = true
			unseen = append(unseen, p)
		}
	}
	return unseen
}

func (c crawler) visitAll(ctx context.Context, paths []string) []visit {
	visits := make([]visit, len(paths))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, p := range paths {
		group.Go(func() error {
			if ctx.Err() == nil {
				visits[i] = c.visit(ctx, p)
			}
			return nil
		})
	}
	_ = group.Wait() // what fails is in the visits
	return visits
}

// visit asks for a path; if what it answers is not in the folder yet, it is
// written to the stage with its twins.
func (c crawler) visit(ctx context.Context, p string) visit {
	a, err := c.ask(ctx, p, "identity")
	if err != nil {
		return visit{err: fmt.Errorf("%s: %w", p, err)}
	}
	v := visit{links: a.links(c.base, c.links)}
	if a.status != http.StatusOK && p != missingPath || !isLasting(a.header) {
		return v
	}
	d := &document{path: p, name: fileName(p, a.header), header: a.header, modified: a.modified()}
	d.state.Hash = hash(a.body)
	if !c.dir.isCurrent(d) {
		if err := c.stage(ctx, d, a.body); err != nil {
			v.err = fmt.Errorf("%s: %w", p, err)
			return v
		}
	}
	v.doc = d
	return v
}

// stage writes a document and its twins to the stage.
func (c crawler) stage(ctx context.Context, d *document, body []byte) error {
	files := map[string][]byte{"": body}
	for _, coding := range codings {
		a, err := c.ask(ctx, d.path, coding.name)
		if err != nil {
			return err
		}
		if a.header.Get("Content-Encoding") == coding.name {
			files[coding.suffix] = a.body
		}
	}
	return c.dir.stage(d, files)
}

// isLasting reports whether an answer is a document, and no stream or one that
// nobody may keep.
func isLasting(h http.Header) bool {
	return !strings.HasPrefix(h.Get("Content-Type"), "text/event-stream") && !strings.Contains(h.Get("Cache-Control"), "no-store")
}

// fileName is the name of the file for a path. Pages get an extension, for
// servers tell types by it.
func fileName(p string, h http.Header) string {
	if p == "/" {
		return "index.html"
	}
	name := strings.TrimPrefix(p, "/")
	mediaType, _, _ := mime.ParseMediaType(h.Get("Content-Type"))
	if mediaType == "text/html" && path.Ext(name) != ".html" {
		name += ".html"
	}
	return name
}
