package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"dateline/aggregator/fetch"
)

// pipes is a network of pipes, on which time is that of a synctest bubble.
type pipes struct{ conns chan net.Conn }

func (p pipes) Accept() (net.Conn, error) {
	conn, ok := <-p.conns
	if !ok {
		return nil, net.ErrClosed
	}
	return conn, nil
}

func (pipes) Close() error   { return nil }
func (pipes) Addr() net.Addr { return &net.TCPAddr{} }

func (p pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case p.conns <- theirs:
		return ours, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// inBubble runs test with a client whose every host is answered by handler.
// Time is the bubble's: it passes when everyone waits.
func inBubble(t *testing.T, o fetch.Options, handler http.HandlerFunc, test func(t *testing.T, c *fetch.Client)) {
	t.Helper()
	withServer(t, o, &http.Server{Handler: handler}, test) //nolint:gosec // a server of a test
}

func withServer(t *testing.T, o fetch.Options, s *http.Server, test func(t *testing.T, c *fetch.Client)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		p := pipes{make(chan net.Conn)}
		done := make(chan struct{})
		go func() {
			_ = s.Serve(p)
			close(done)
		}()
		c := fetch.NewOver(o, p.dial)
		test(t, c)
		c.CloseIdle()
		close(p.conns)
		_ = s.Close()
		<-done
		time.Sleep(2 * time.Hour) // the longest handler is through
	})
}

// The timeout bounds the whole of a Get: a slow start, a dripping body, a
// slow hop. A body that was cut by us is an error, however much came.
func TestTimeout(t *testing.T) {
	slow := func(w http.ResponseWriter, r *http.Request) {
		rc := http.NewResponseController(w)
		switch r.URL.Path {
		case "/hang":
			time.Sleep(time.Hour)
		case "/drip":
			for range 3600 {
				if _, err := io.WriteString(w, "<item>"); err != nil {
					return
				}
				_ = rc.Flush()
				time.Sleep(time.Second)
			}
		case "/hops":
			time.Sleep(6 * time.Second)
			http.Redirect(w, r, "/hops?"+r.URL.RawQuery+"x", http.StatusFound)
		case "/just":
			time.Sleep(19 * time.Second)
			_, _ = io.WriteString(w, document)
		}
	}
	inBubble(t, fetch.Options{Timeout: 20 * time.Second}, slow, func(t *testing.T, c *fetch.Client) {
		for _, path := range []string{"/hang", "/drip", "/hops"} {
			began := time.Now()
			_, err := c.Get(t.Context(), fetch.Request{URL: "http://a.example" + path})
			if err == nil || !strings.HasSuffix(err.Error(), "no whole answer within 20s (fetch.timeout)") {
				t.Errorf("%s: error %v", path, err)
			}
			if took := time.Since(began); took != 20*time.Second {
				t.Errorf("%s: took %v", path, took)
			}
		}
		if _, err := c.Get(t.Context(), fetch.Request{URL: "http://a.example/just"}); err != nil {
			t.Error(err)
		}
	})
}

// A long timeout is for long bodies; a server that says nothing at all is
// given up sooner.
func TestHeaderTimeout(t *testing.T) {
	hang := func(http.ResponseWriter, *http.Request) { time.Sleep(time.Hour) }
	inBubble(t, fetch.Options{Timeout: 10 * time.Minute}, hang, func(t *testing.T, c *fetch.Client) {
		began := time.Now()
		_, err := c.Get(t.Context(), fetch.Request{URL: "http://a.example/"})
		if err == nil || time.Since(began) > time.Minute {
			t.Errorf("error %v after %v", err, time.Since(began))
		}
	})
}

// Who is told to stop stops, and blames no server.
func TestStop(t *testing.T) {
	drip := func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, document)
		_ = http.NewResponseController(w).Flush()
		time.Sleep(time.Hour)
	}
	inBubble(t, fetch.Options{PerHost: 1}, drip, func(t *testing.T, c *fetch.Client) {
		ctx, cancel := context.WithCancel(t.Context())
		errs := make(chan error, 2)
		for range 2 { // one reads, one waits for its place
			go func() {
				_, err := c.Get(ctx, fetch.Request{URL: "http://a.example/"})
				errs <- err
			}()
		}
		synctest.Wait()
		cancel()
		for range 2 {
			if err := <-errs; !errors.Is(err, context.Canceled) {
				t.Errorf("error %v, want %v", err, context.Canceled)
			}
		}
		if n := c.Hosts(); n != 0 {
			t.Errorf("%d hosts are still visited", n)
		}
	})
}

// crowd counts who is in at once, by host.
type crowd struct {
	mu        sync.Mutex
	now, most map[string]int
}

func newCrowd() *crowd { return &crowd{now: map[string]int{}, most: map[string]int{}} }

func (c *crowd) enter(host string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now[host]++
	c.most[host] = max(c.most[host], c.now[host])
}

func (c *crowd) leave(host string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now[host]--
}

// At most PerHost requests to a host are under way, by whatever spelling or
// redirect; others do not wait for it, and the time spent waiting is not
// counted.
func TestPerHost(t *testing.T) {
	in := newCrowd()
	handler := func(w http.ResponseWriter, r *http.Request) {
		host := strings.TrimSuffix(strings.ToLower(r.Host), ".")
		host, _, _ = strings.Cut(host, ":")
		if host == "door.example" {
			http.Redirect(w, r, "http://busy.example/", http.StatusFound)
			return
		}
		in.enter(host)
		time.Sleep(10 * time.Second)
		in.leave(host)
		_, _ = io.WriteString(w, document)
	}
	inBubble(t, fetch.Options{PerHost: 2, Timeout: 15 * time.Second}, handler, func(t *testing.T, c *fetch.Client) {
		urls := []string{"http://free.example/"}
		for i := range 4 {
			urls = append(urls, fmt.Sprintf("http://busy.example/%d", i), "http://BUSY.example.:8080/", "http://door.example/")
		}
		began := time.Now()
		var late atomic.Int64
		var all sync.WaitGroup
		for _, url := range urls {
			all.Go(func() {
				if _, err := c.Get(t.Context(), fetch.Request{URL: url}); err != nil {
					t.Error(err)
				}
				if strings.Contains(url, "free") {
					late.Store(int64(time.Since(began)))
				}
			})
		}
		all.Wait()
		if in.most["busy.example"] != 2 {
			t.Errorf("%d at once", in.most["busy.example"])
		}
		if took := time.Since(began); took != time.Minute {
			t.Errorf("12 visits of 10 s, two at once, took %v", took)
		}
		if late := time.Duration(late.Load()); late != 10*time.Second {
			t.Errorf("another host waited until %v", late)
		}
		if n := c.Hosts(); n != 0 {
			t.Errorf("%d hosts are still visited", n)
		}
	})
}

// A flood of headers is not read to its end.
func TestHeaderFlood(t *testing.T) {
	sent := 0
	url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer func() { _ = conn.Close() }()
		_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\n")
		line := "X-Flood: " + strings.Repeat("x", 1000) + "\r\n"
		for range 100_000 {
			n, err := io.WriteString(conn, line)
			sent += n
			if err != nil {
				return
			}
		}
	})
	if _, err := local(t).Get(t.Context(), fetch.Request{URL: url}); err == nil {
		t.Error("a hundred megabytes of headers were taken")
	}
}

// Thousands of hosts leave few connections behind.
func TestIdleConnections(t *testing.T) {
	var open atomic.Int64
	count := func(_ net.Conn, state http.ConnState) {
		switch state {
		case http.StateNew:
			open.Add(1)
		case http.StateClosed:
			open.Add(-1)
		default: // stays open
		}
	}
	s := &http.Server{Handler: http.NotFoundHandler(), ConnState: count} //nolint:gosec // a server of a test
	withServer(t, fetch.Options{}, s, func(t *testing.T, c *fetch.Client) {
		for i := range 100 {
			_, err := c.Get(t.Context(), fetch.Request{URL: fmt.Sprintf("http://host-%d.example/", i)})
			if _, ok := errors.AsType[*fetch.StatusError](err); !ok {
				t.Error(err)
			}
		}
		synctest.Wait()
		if n := open.Load(); n > int64(fetch.MaxIdle) {
			t.Errorf("%d connections are open", n)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if n := open.Load(); n != 0 {
			t.Errorf("%d connections are open a minute later", n)
		}
	})
}

// A connection serves one visit after another, also one that redirects.
func TestConnectionsAreReused(t *testing.T) {
	var conns atomic.Int64
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/go" {
			http.Redirect(w, r, "/there", http.StatusFound)
			return
		}
		_, _ = w.Write(encode(t, prose(100_000), "gzip"))
	}))
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			conns.Add(1)
		}
	}
	s.Start()
	defer s.Close()
	c := local(t)
	for range 5 {
		get(t, c, fetch.Request{URL: s.URL + "/go"})
	}
	if n := conns.Load(); n != 1 {
		t.Errorf("%d connections", n)
	}
}
