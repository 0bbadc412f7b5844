package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"dateline/feeds"
)

// fail answers with an error: a page for browsers, text for anyone else.
func (s *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	e := explain(err)
	if e.status >= http.StatusInternalServerError && !errors.Is(err, context.Canceled) {
		s.log.Error("request failed", "path", r.URL.Path, "query", shorten(r.URL.RawQuery), "error", err)
	}
	body, mediaType := []byte(s.problemText(e)), "text/plain"
	h := w.Header()
	if wantsPage(r.Header.Get("Accept")) {
		if page, err := s.problemPage(e); err == nil {
			body, mediaType = page, "text/html"
			h["Content-Security-Policy"] = pagePolicy
		}
	}
	h.Set("Content-Type", mediaType+"; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Vary", "Accept")
	h.Set("Cache-Control", errorCaching(e.status))
	if e.status == http.StatusServiceUnavailable {
		h.Set("Retry-After", "60")
	}
	w.WriteHeader(e.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the reader went away: nobody to tell
	}
}

func errorCaching(status int) string {
	if status >= http.StatusInternalServerError {
		return "no-store"
	}
	return "public, max-age=60"
}

// wantsPage reports whether an Accept header asks for HTML by name.
func wantsPage(accept string) bool {
	for part := range strings.SplitSeq(accept, ",") {
		name, weight := readWeight(part)
		if weight > 0 && (name == "text/html" || name == "application/xhtml+xml") {
			return true
		}
	}
	return false
}

func (s *server) problemText(e *requestError) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d %s\n\n%s\n", e.status, http.StatusText(e.status), sentence(e.message))
	if len(e.hints) > 0 {
		b.WriteString("\nDid you mean\n")
		for _, path := range e.hints {
			b.WriteString("  " + s.site.URL(path) + "\n")
		}
	}
	b.WriteString("\nAll regions: " + s.site.URL("/") + "\n")
	return b.String()
}

// sentence makes an error message read like one.
func sentence(s string) string {
	if s == "" {
		return s
	}
	s = strings.ToUpper(s[:1]) + s[1:]
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}

// unknown is the error for a name that is no region, with what may have been
// meant.
func (s *server) unknown(name string) error {
	if a, ok := findAddress(s.atlas, name); ok {
		return notFound("there is nothing at this address", a.path())
	}
	bare, format := splitFormat(name)
	if feeds.IsReserved(bare) {
		return notFound(fmt.Sprintf("/%s is not yet supported", bare))
	}
	if dot := strings.LastIndexByte(bare, '.'); dot > 0 {
		bare = bare[:dot]
		if slug, ok := s.atlas.Resolve(bare); ok {
			return notFound(fmt.Sprintf("there is no %s of this region; there are .rss, .atom and .json", shorten(name[dot:])),
				"/"+slug+".rss", "/"+slug+".atom", "/"+slug+".json")
		}
	}
	var hints []string
	for _, slug := range s.atlas.Nearest(shorten(bare), 5) {
		region, _ := s.atlas.Region(slug)
		hints = append(hints, address{region: region, format: format}.path())
	}
	return notFound(fmt.Sprintf("there is no region %q", shorten(bare)), hints...)
}
