package web_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"dateline/feeds/web"
)

// BenchmarkGET asks for a hot feed over loopback: ours, and for comparison a
// handler that writes the same headers and bytes and does nothing else. Eight
// connections are kept alive, and their requests and readings cost next to
// nothing, so that what differs is the server.
func BenchmarkGET(b *testing.B) {
	ours := benchServer(b)
	whole := ask(b, http.MethodGet, "http://"+ours+"/malaysia.rss")
	packed := ask(b, http.MethodGet, "http://"+ours+"/malaysia.rss", "Accept-Encoding", "gzip")
	for _, tt := range []struct {
		name, method, extra string
		header              http.Header
		status              int
		body                string
	}{
		{"plain", "GET", "", whole.Header, 200, whole.body},
		{"gzip", "GET", "Accept-Encoding: gzip\r\n", packed.Header, 200, packed.body},
		{"notmodified", "GET", "Accept-Encoding: gzip\r\nIf-None-Match: " + packed.Header.Get("Etag") + "\r\n", packed.Header, 304, ""},
		{"head", "HEAD", "", whole.Header, 200, whole.body},
	} {
		request := tt.method + " /malaysia.rss HTTP/1.1\r\nHost: localhost\r\nUser-Agent: bench\r\nAccept: */*\r\n" + tt.extra + "\r\n"
		bare := bareServer(b, tt.header, tt.status, []byte(tt.body))
		b.Run(tt.name+"/ours", func(b *testing.B) { load(b, ours, request) })
		b.Run(tt.name+"/bare", func(b *testing.B) { load(b, bare, request) })
	}
}

func benchServer(b *testing.B) (addr string) {
	b.Helper()
	return serveUntilDone(b, web.New(options(newShelf(100), "", quiet())))
}

// serveUntilDone serves as the gateway does and returns the address.
func serveUntilDone(t testing.TB, h http.Handler) (addr string) {
	t.Helper()
	addr, stop := serveFor(t, h)
	t.Cleanup(stop)
	return addr
}

// serveFor serves until it is told to stop.
func serveFor(t rapid.TB, h http.Handler) (addr string, stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	l, err := web.Listen(ctx, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- web.Serve(ctx, l, h, quiet()) }()
	return l.Addr().String(), func() {
		cancel()
		if err := <-served; err != nil {
			t.Error(err)
		}
	}
}

// bareServer answers anything with the same headers and bytes.
func bareServer(b *testing.B, header http.Header, status int, body []byte) (addr string) {
	b.Helper()
	header = header.Clone()
	header.Del("Date")
	if status == http.StatusNotModified {
		for _, name := range []string{"Content-Length", "Content-Type", "Content-Encoding"} {
			header.Del(name)
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	srv := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { //nolint:gosec // it meets none but us
		maps.Copy(w.Header(), header)
		w.WriteHeader(status)
		if status == http.StatusOK && r.Method == http.MethodGet {
			_, _ = w.Write(body)
		}
	})}
	go func() { _ = srv.Serve(l) }()
	b.Cleanup(func() { _ = srv.Close() })
	return l.Addr().String()
}

// load sends a request over and over on each of eight connections.
func load(b *testing.B, addr, request string) {
	b.SetParallelism(4)
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		c, size, err := dial(addr, request)
		if err != nil {
			b.Error(err)
			return
		}
		defer func() { _ = c.Close() }()
		buf := make([]byte, 256<<10)
		for pb.Next() {
			if _, err := io.WriteString(c, request); err != nil {
				b.Error(err)
				return
			}
			for left := size; left > 0; {
				n, err := c.Read(buf[:min(left, len(buf))])
				if left -= n; err != nil {
					b.Error(err)
					return
				}
			}
		}
	})
}

// dial opens a connection, asks once and returns how long the answers are.
func dial(addr, request string) (c net.Conn, size int, err error) {
	if c, err = net.Dial("tcp", addr); err != nil {
		return nil, 0, err
	}
	if _, err = io.WriteString(c, request); err != nil {
		return nil, 0, err
	}
	buf := make([]byte, 1<<20)
	n, err := c.Read(buf)
	if err != nil {
		return nil, 0, err
	}
	head, _, ok := bytes.Cut(buf[:n], []byte("\r\n\r\n"))
	if !ok {
		return nil, 0, fmt.Errorf("a short head: %q", buf[:n])
	}
	size = len(head) + 4
	if _, value, ok := strings.Cut(string(head), "Content-Length: "); ok && strings.HasPrefix(request, "GET") {
		value, _, _ = strings.Cut(value, "\r\n")
		length, err := strconv.Atoi(value)
		if err != nil {
			return nil, 0, err
		}
		size += length
	}
	_, err = io.ReadFull(c, buf[n:size])
	return c, size, err
}

// BenchmarkFirstGET asks for a feed of fifty stories in a state in which nobody did
// yet, through the router.
func BenchmarkFirstGET(b *testing.B) {
	for _, tt := range []struct{ name, path, accept string }{
		{"rss", "/world.rss", ""},
		{"atom", "/world.atom", ""},
		{"json", "/world.json", ""},
		{"gzip", "/world.rss", "gzip"},
		{"br", "/world.rss", "br"},
		{"page", "/world", ""},
	} {
		b.Run(tt.name, func(b *testing.B) {
			s := newShelf(60)
			for i := range s.entries {
				s.entries[i].Content += strings.Repeat("<p>The harbour master said that the tide waits for <b>nobody</b>.</p>\n", 25)
			}
			h := web.New(options(s, "", quiet())).Routed()
			r := httptest.NewRequest(http.MethodGet, tt.path, nil)
			r.Header.Set("Accept-Encoding", tt.accept)
			b.ReportAllocs()
			for b.Loop() {
				s.seq++ // nobody else is there
				w := sink{header: http.Header{}}
				h.ServeHTTP(&w, r)
				if w.status != http.StatusOK {
					b.Fatal(w.status)
				}
			}
		})
	}
}
