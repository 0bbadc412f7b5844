package press

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
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
	// Remembers has it keep the articles of each source, and write no more than what
	// is new: for when it must not take the processors from what is measured.
	Remembers bool
	// Newest is the newest article of every source; add to it to publish one.
	Newest atomic.Int64
	// Served counts documents, Unmodified answers of 304.
	Served, Unmodified atomic.Int64

	listeners []net.Listener
	mu        sync.Mutex
	written   map[int]written
}

// written are the articles of a source, the newest first.
type written struct {
	newest   int
	articles []Article
}

// feed is the document of a source.
func (u *Upstream) feed(source, newest int) (body []byte, media string) {
	if !u.Remembers {
		return u.Press.Feed(source, newest, u.Articles)
	}
	u.mu.Lock()
	was := u.written[source]
	u.mu.Unlock()
	list := make([]Article, u.Articles)
	for i := range list {
		if at := was.newest - newest + i; at >= 0 && at < len(was.articles) {
			list[i] = was.articles[at]
		} else {
			list[i] = u.Press.Article(source, newest-i, articleSize)
		}
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.written == nil {
		u.written = map[int]written{}
	}
	u.written[source] = written{newest, list}
	return document(source, list)
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
	body, media := u.feed(source, newest)
	w.Header().Set("Content-Type", media+"; charset=utf-8")
	_, _ = w.Write(body)
}
