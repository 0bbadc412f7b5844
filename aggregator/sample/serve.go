package sample

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"net/http"
	"time"
)

//go:embed feeds
var files embed.FS

// printed is when all editions went to press: their Last-Modified.
var printed = time.Date(2026, time.November, 21, 16, 0, 0, 0, time.UTC)

// Handler serves the newsroom's feeds: each with a strong ETag and
// Last-Modified and the 304 that follows from them, but for the one that has
// no validators and the one that is down.
func Handler() http.Handler {
	mux := http.NewServeMux()
	for _, d := range desks {
		mux.Handle("GET /"+d.file, d.handler())
	}
	mux.HandleFunc("GET /{$}", contents)
	return mux
}

func (d desk) handler() http.HandlerFunc {
	if d.isDown {
		return func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "The night desk has gone home and left the lights on.", http.StatusInternalServerError)
		}
	}
	body, err := files.ReadFile("feeds/" + d.file)
	if err != nil {
		panic(err) // unreachable unless desks names a file that is not embedded
	}
	sum := sha256.Sum256(body)
	etag := `"` + hex.EncodeToString(sum[:12]) + `"`
	return func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Content-Type", d.media)
		modified := time.Time{}
		if !d.isPlain {
			w.Header().Set("ETag", etag)
			modified = printed
		}
		http.ServeContent(w, req, d.file, modified, bytes.NewReader(body))
	}
}

// contents lists the feeds, for people who look.
func contents(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = fmt.Fprintln(w, "The sample newsroom of Dateline. All of it is fiction.")
	for _, d := range desks {
		_, _ = fmt.Fprintf(w, "/%s  %s\n", d.file, d.name)
	}
}
