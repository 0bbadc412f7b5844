package press

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// Upstream serves the feeds of sources over loopback: /17 is that of source 17.
// Each has an ETag, and a 304 for those who have it.
type Upstream struct {
	Press *Press
	// Articles is how many a feed shows.
	Articles int
	// Hub is the address of a hub that feeds name, empty for none.
	Hub string
	// Newest is the newest article of every source; add to it to publish one.
	Newest atomic.Int64
	// Served counts documents, Unmodified answers of 304.
	Served, Unmodified atomic.Int64

	listeners []net.Listener
}

// hosts is how many addresses the sources are spread over, as if they were so
// many sites.
const hosts = 50

// Start serves until ctx ends, on 127.0.1.1 and the addresses after it.
func (u *Upstream) Start(ctx context.Context) error {
	server := &http.Server{Handler: u, ReadHeaderTimeout: 10 * time.Second}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	var listen net.ListenConfig
	for i := range hosts {
		l, err := listen.Listen(ctx, "tcp", fmt.Sprintf("127.0.1.%d:0", i+1))
		if err != nil {
			return fmt.Errorf("serve feeds to measure with: %w", err)
		}
		u.listeners = append(u.listeners, l)
		go func() { _ = server.Serve(l) }() // ends with the server
	}
	return nil
}

// URL is the address of a source's feed.
func (u *Upstream) URL(source int) string {
	return fmt.Sprintf("http://%s/%d", u.listeners[source%hosts].Addr(), source)
}

// ServeHTTP answers with the feed of the source that the path names.
func (u *Upstream) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	source, err := strconv.Atoi(strings.TrimPrefix(req.URL.Path, "/"))
	if err != nil {
		http.NotFound(w, req)
		return
	}
	newest := int(u.Newest.Load())
	etag := fmt.Sprintf(`"%d-%d"`, source, newest)
	w.Header().Set("ETag", etag)
	if u.Hub != "" {
		w.Header().Set("Link", fmt.Sprintf(`<%s>; rel="hub", <%s>; rel="self"`, u.Hub, u.URL(source)))
	}
	if req.Header.Get("If-None-Match") == etag {
		u.Unmodified.Add(1)
		w.WriteHeader(http.StatusNotModified)
		return
	}
	u.Served.Add(1)
	body, media := u.Press.Feed(source, newest, u.Articles)
	w.Header().Set("Content-Type", media+"; charset=utf-8")
	_, _ = w.Write(body)
}
