package web

import (
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"runtime/debug"
	"time"
)

const allowed = "GET, HEAD, OPTIONS"

// common are the headers of every public answer: feeds are for any site's
// scripts to read, and nothing is to be guessed from its bytes.
var common = http.Header{
	"Access-Control-Allow-Origin":   {"*"},
	"Access-Control-Expose-Headers": {"ETag, Link, X-Feed-Health, X-Feed-Since"},
	"Referrer-Policy":               {"strict-origin-when-cross-origin"},
	"X-Content-Type-Options":        {"nosniff"},
}

// front does what is the same for all addresses: common headers, preflight
// requests, the path of the base address, and the way to the canonical path.
func (s *server) front(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		maps.Copy(w.Header(), common)
		path := withoutBase(r.URL.Path, s.base)
		if r.Method == http.MethodOptions && (path != hubPath || s.hub == nil) {
			preflight(w)
			return
		}
		if right := canonicalPath(s.atlas, path); right != path {
			s.redirect(w, right, s.canonicalQuery(right, r.URL.RawQuery), http.StatusPermanentRedirect)
			return
		}
		next.ServeHTTP(w, withPath(r, path))
	})
}

// preflight lets scripts of other sites make conditional requests (the Fetch
// standard, CORS protocol).
func preflight(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Allow", allowed)
	h.Set("Access-Control-Allow-Methods", allowed)
	h.Set("Access-Control-Allow-Headers", "A-IM, If-None-Match, If-Modified-Since, Last-Event-ID, Cache-Control")
	h.Set("Access-Control-Max-Age", "86400")
	w.WriteHeader(http.StatusNoContent)
}

// redirect sends the reader to another of our addresses. Caches may keep it for
// an hour only: an operator's new region can take a name over.
func (s *server) redirect(w http.ResponseWriter, path, query string, status int) {
	to := url.URL{Path: s.base + path, RawQuery: query}
	w.Header().Set("Location", to.String())
	w.Header().Set("Cache-Control", "public, max-age=3600")
	w.WriteHeader(status)
}

func withPath(r *http.Request, path string) *http.Request {
	if path == r.URL.Path {
		return r
	}
	u := *r.URL
	u.Path, u.RawPath = path, ""
	moved := *r
	moved.URL = &u
	return &moved
}

// recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int
}

func (rec *recorder) WriteHeader(status int) {
	if rec.status == 0 {
		rec.status = status
	}
	rec.ResponseWriter.WriteHeader(status)
}

func (rec *recorder) Write(b []byte) (int, error) {
	if rec.status == 0 {
		rec.status = http.StatusOK
	}
	n, err := rec.ResponseWriter.Write(b)
	rec.bytes += n
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (rec *recorder) Unwrap() http.ResponseWriter { return rec.ResponseWriter }

// guard turns a panic into a 500 and logs each request at Debug.
func guard(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := &recorder{ResponseWriter: w}
		began := time.Now()
		defer func() {
			if p := recover(); p != nil {
				caught(log, rec, r, p)
			}
			if log.Enabled(r.Context(), slog.LevelDebug) {
				log.Debug("answered", "method", r.Method, "path", r.URL.Path, "status", rec.status,
					"bytes", rec.bytes, "took", time.Since(began), "agent", r.UserAgent())
			}
		}()
		next.ServeHTTP(rec, r)
	})
}

// caught deals with a panic. One that net/http uses to cut a connection goes
// on; so does any after the answer has begun, for what was sent is not whole.
func caught(log *slog.Logger, rec *recorder, r *http.Request, p any) {
	if p == http.ErrAbortHandler { //nolint:errorlint // a panic's value, compared as net/http does
		panic(p)
	}
	log.Error("panic", "path", r.URL.Path, "value", p, "stack", string(debug.Stack()))
	if rec.status != 0 {
		panic(http.ErrAbortHandler)
	}
	http.Error(rec, "internal error", http.StatusInternalServerError)
}
