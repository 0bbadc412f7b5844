package bare

import (
	"context"
	"errors"
	"maps"
	"net"
	"net/http"
	"os"
	"strconv"
	"time"
)

// File is a document that a server answers every request with.
type File struct {
	// Path and Gzip are the files with its bytes, plain and packed.
	Path, Gzip string
	// Header are the fields of the answer.
	Header http.Header
}

// Serve answers every request on l with the file, in gzip to those who ask for
// it and with a 304 to those who have it, until ctx ends.
func Serve(ctx context.Context, l net.Listener, f File) error {
	plain, err := os.ReadFile(f.Path)
	if err != nil {
		return err
	}
	packed, err := os.ReadFile(f.Gzip)
	if err != nil {
		return err
	}
	server := &http.Server{ReadHeaderTimeout: 10 * time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		maps.Copy(w.Header(), f.Header)
		if req.Header.Get("If-None-Match") == f.Header.Get("ETag") {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		body := plain
		if req.Header.Get("Accept-Encoding") == "gzip" {
			w.Header().Set("Content-Encoding", "gzip")
			body = packed
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		_, _ = w.Write(body)
	})}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
