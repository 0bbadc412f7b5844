package web_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dateline/feeds/web"
)

// talk is a connection, with all that came over it.
type talk struct {
	net.Conn
	heard bytes.Buffer
	in    *bufio.Reader
}

func begin(t rapid.TB, addr string) *talk {
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	k := &talk{Conn: c}
	k.in = bufio.NewReader(io.TeeReader(c, &k.heard))
	return k
}

var datePattern = regexp.MustCompile("\r\nDate: [^\r]*")

// say sends requests and returns the bytes of as many answers, without their
// dates, and whether the connection goes on.
func (k *talk) say(text string, methods []string) (heard string, goesOn bool) {
	k.heard.Reset()
	if _, err := io.WriteString(k, text); err != nil {
		return "", false
	}
	goesOn = true
	for _, method := range methods {
		resp, err := http.ReadResponse(k.in, &http.Request{Method: method})
		if err == nil {
			_, err = io.Copy(io.Discard, resp.Body)
			_ = resp.Body.Close()
		}
		if goesOn = err == nil && !resp.Close; !goesOn {
			break
		}
	}
	return datePattern.ReplaceAllString(k.heard.String(), ""), goesOn
}

// writeRequest writes a request such as readers send, or somebody who wants to know.
func writeRequest(t *rapid.T, r *http.Request) string {
	line := func(from ...string) string { return rapid.SampledFrom(from).Draw(t, "line") }
	target := r.URL.RequestURI()
	if r.Method == "BREW" {
		target = line("http://feeds.example.org/malaysia.rss", "//malaysia.rss", "/malaysia.rss?", "/malaysia.rss#x", "*", "/malaysia.rss?limit=3")
	}
	method := strings.Replace(r.Method, "BREW", "GET", 1)
	text := method + " " + target + line(" HTTP/1.1", " HTTP/1.1", " HTTP/1.1", " HTTP/1.1", " HTTP/1.1", " HTTP/1.0", " HTTP/1.2", "  HTTP/1.1") + "\r\n"
	text += line("Host: a\r\n", "host: 127.0.0.1:80\r\n", "HOST:a\r\n", "Host: a\r\n", "Host: a\r\n", "Host: a\r\n", "", "Host: a\r\nHost: b\r\n", "Host: a b\r\n", "Host:\r\n", "Host : a\r\n")
	for _, name := range []string{"Accept-Encoding", "If-None-Match", "If-Modified-Since", "A-Im", "Accept"} {
		if v := r.Header.Get(name); v != "" {
			text += line(name, name, strings.ToLower(name)) + ": " + v + "\r\n"
		}
	}
	odd := []string{
		"Connection: close", "Connection: keep-alive", "connection: x", "Content-Length: 0", "Transfer-Encoding: chunked", "Expect: 100-continue",
		"Upgrade: h2c", "X: a\r\n b", "X: a\nY: b", "X: \x01", "X: \xff", "X y: z", "X", ": x", "If-None-Match:", "If-None-Match: \"a\"", "Accept-Encoding: br",
		"Accept-Encoding: identity;q=0", "Trailer: X", "Cookie: " + strings.Repeat("x", 5000), "Range: bytes=0-9", "Cache-Control: no-cache", "Te: trailers",
	}
	if i := rapid.IntRange(0, 4*len(odd)).Draw(t, "odd"); i < len(odd) {
		text += odd[i] + "\r\n"
	}
	return text + "\r\n"
}

// TestPorch wants the bytes on a connection to be those that net/http writes,
// whatever is sent, in whatever pieces, and whatever happens meanwhile.
func TestPorch(t *testing.T) {
	var sent, inside atomic.Int64
	rapid.Check(t, func(t *rapid.T) {
		s := newShelf(12)
		if rapid.Bool().Draw(t, "changed in a second that is not over") {
			s.changed = time.Now().Add(24 * time.Hour)
		}
		h := web.New(options(s, rapid.SampledFrom([]string{"", "/news"}).Draw(t, "base"), quiet()))
		plainly := h.Handler
		h.Handler = counted(h.Handler, &inside)
		porch, stop := serveFor(t, h)
		defer stop()
		plain, stopPlain := serveFor(t, plainly)
		defer stopPlain()
		ours, theirs := begin(t, porch), begin(t, plain)
		defer func() { _, _ = ours.Close(), theirs.Close() }()
		tags := []string{"", "*", `"x"`}
		for i := range rapid.IntRange(5, 25).Draw(t, "steps") {
			if rapid.IntRange(0, 9).Draw(t, "what") == 0 {
				s.add(tale(100+i, "malaysia"))
			}
			var text string
			var methods []string
			for range rapid.SampledFrom([]int{1, 1, 1, 1, 1, 1, 1, 2, 3}).Draw(t, "requests") {
				r := drawRequest(t, tags)
				if r.Method == http.MethodPost {
					r.Method = http.MethodGet
				}
				text, methods = text+writeRequest(t, r), append(methods, strings.Replace(r.Method, "BREW", "GET", 1))
				tags = append(tags, give(plainly, r).Header.Get("ETag"))
			}
			if strings.Contains(text, "/live") || strings.Contains(text, "chunked") {
				continue // there is no end to it
			}
			sent.Add(int64(len(methods)))
			got, goesOn := ours.say(text, methods)
			want, wantOn := theirs.say(text, methods)
			if diff := cmp.Diff(want, got); diff != "" || goesOn != wantOn {
				t.Fatalf("%q: goes on: %t, want %t (-want +got):\n%s", text, goesOn, wantOn, diff)
			}
			if !goesOn {
				_, _ = ours.Close(), theirs.Close()
				ours, theirs = begin(t, porch), begin(t, plain)
			}
		}
	})
	if out := sent.Load() - inside.Load(); out < 20 {
		t.Errorf("%d of %d were answered at the porch: nothing was compared", out, sent.Load())
	}
}

func counted(h http.Handler, n *atomic.Int64) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n.Add(1)
		h.ServeHTTP(w, r)
	})
}

// TestPorchStops wants an answer that is under way to be whole although the server
// stops, and the server to end soon although visitors stay.
func TestPorchStops(t *testing.T) {
	s := newShelf(3)
	s.entries[0].Content = strings.Repeat("<p>The river rose, and rose again.</p>", 1<<19)
	o := options(s, "", quiet())
	o.CacheBytes = 1 << 30
	h := web.New(o)
	var inside atomic.Int64
	h.Handler = counted(h.Handler, &inside)
	addr, stop := serveFor(t, h)
	request := "GET /malaysia.rss HTTP/1.1\r\nHost: a\r\n\r\n"
	c, idle := begin(t, addr), begin(t, addr)
	defer func() { _, _ = c.Close(), idle.Close() }()
	want, _ := c.say(request, []string{"GET"})
	for _, k := range []*talk{c, idle} {
		if got, _ := k.say(request, []string{"GET"}); len(got) != len(want) || len(got) < 16<<20 {
			t.Fatalf("%d bytes, want %d", len(got), len(want))
		}
	}
	if _, err := io.WriteString(c, request); err != nil {
		t.Fatal(err)
	}
	began := make([]byte, 1)
	if _, err := c.Read(began); err != nil {
		t.Fatal(err)
	}
	stopped := make(chan struct{})
	go func() { stop(); close(stopped) }()
	for { // until nobody is let in any more
		late, err := net.Dial("tcp", addr)
		if err != nil {
			break
		}
		_ = late.Close()
	}
	rest, err := io.ReadAll(c.Conn)
	if got := datePattern.ReplaceAllString("H"+string(rest), ""); err != nil || got != want {
		t.Errorf("%d of %d bytes, %v", len(got), len(want), err)
	}
	<-stopped
	if inside.Load() != 2 {
		t.Errorf("%d were answered inside, want 2 of 4", inside.Load())
	}
}

// TestPorchChanging wants readers on many connections never to get an earlier
// version than one that they, or who changed it, had before.
func TestPorchChanging(t *testing.T) {
	s := newShelf(5)
	addr := serveUntilDone(t, web.New(options(s, "", quiet())))
	var published atomic.Int64
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			c := begin(t, addr)
			defer func() { _ = c.Close() }()
			for {
				least := published.Load()
				got, ok := c.say("GET /malaysia.json?limit=1 HTTP/1.1\r\nHost: a\r\n\r\n", []string{"GET"})
				at := strings.LastIndex(got, "story/")
				var n int64
				if _, err := fmt.Sscanf(got[max(at, 0):], "story/%d", &n); !ok || err != nil || least > 0 && n < least {
					t.Errorf("story %d after %d was published: %t, %v", n, least, ok, err)
					return
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for i := range 6 { // more of them would be a flood
		s.add(tale(1000+i, "malaysia"))
		published.Store(int64(1000 + i))
		for range 40 {
			ask(t, http.MethodGet, "http://"+addr+"/malaysia.json?limit=1")
		}
	}
	close(done)
	readers.Wait()
}

// A request that comes in two pieces, and one before the answer to another is out,
// are answered like any.
func TestPorchPieces(t *testing.T) {
	addr := serveUntilDone(t, web.New(options(newShelf(3), "", quiet())))
	request := "GET /malaysia.rss HTTP/1.1\r\nHost: a\r\n\r\n"
	c := begin(t, addr)
	defer func() { _ = c.Close() }()
	var first string
	for i := range 3 * len(request) {
		text := request
		if i%3 == 1 {
			if _, err := io.WriteString(c, request[:i/3]); err != nil {
				t.Fatal(err)
			}
			text = request[i/3:]
		}
		methods := []string{http.MethodGet}
		if i%3 == 2 {
			text, methods = request+request, append(methods, http.MethodGet)
		}
		got, goesOn := c.say(text, methods)
		if first == "" {
			first = got
		}
		if got != strings.Repeat(first, len(methods)) || !goesOn {
			t.Fatalf("%d: goes on: %t, %s", i, goesOn, fmt.Sprintf("%.300q", got))
		}
		if i%9 == 8 {
			_ = c.Close()
			c = begin(t, addr)
		}
	}
}

// attentive is a listener that says when somebody's next request came early.
type attentive struct {
	net.Listener
	early chan struct{}
}

func (a attentive) Accept() (net.Conn, error) {
	c, err := a.Listener.Accept()
	return &watched{c, a.early}, err
}

type watched struct {
	net.Conn
	early chan struct{}
}

func (w *watched) Read(b []byte) (int, error) {
	n, err := w.Conn.Read(b)
	if len(b) == 1 && n == 1 {
		w.early <- struct{}{}
	}
	return n, err
}

// Who asks before we are done with the answer before is answered at the porch again
// after that.
func TestPorchEarly(t *testing.T) {
	h := web.New(options(newShelf(3), "", quiet()))
	plainly := h.Handler
	entered, early := make(chan struct{}), make(chan struct{})
	var inside atomic.Int64
	h.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if inside.Add(1) == 1 {
			close(entered)
			<-early
		}
		plainly.ServeHTTP(w, r)
	})
	l, err := web.Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- web.Serve(ctx, attentive{l, early}, h, quiet()) }()
	c := begin(t, l.Addr().String())
	request := "GET /malaysia.rss HTTP/1.1\r\nHost: a\r\n\r\n"
	if _, err := io.WriteString(c, request); err != nil {
		t.Fatal(err)
	}
	<-entered
	both, _ := c.say(request, []string{"GET", "GET"})
	third, goesOn := c.say(request, []string{"GET"})
	if both != third+third || third == "" || !goesOn {
		t.Errorf("%.300q, then %.300q", both, third)
	}
	if inside.Load() != 2 {
		t.Errorf("%d of 3 were answered inside, want 2", inside.Load())
	}
	_ = c.Close()
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// What comes after a request that is not whole is no request, whatever it looks
// like.
func TestPorchSmuggled(t *testing.T) {
	addr := serveUntilDone(t, web.New(options(newShelf(3), "", quiet())))
	request := "GET /malaysia.rss HTTP/1.1\r\nHost: a\r\n\r\n"
	for _, half := range []string{
		"GET /europe.rss HTTP/1.1\r\nX: ",
		fmt.Sprintf("POST /malaysia.rss HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n", len(request)),
	} {
		c := begin(t, addr)
		for range 3 {
			if got, ok := c.say(request, []string{"GET"}); !ok || !strings.Contains(got, "Malaysia") {
				t.Fatalf("%t, %.300q", ok, got)
			}
		}
		if got, ok := c.say(request+half, []string{"GET"}); !ok || !strings.Contains(got, "Malaysia") {
			t.Fatalf("%t, %.300q", ok, got)
		}
		if got, _ := c.say(request, []string{"GET"}); strings.Contains(got, "malaysia.rss\"") || got == "" {
			t.Errorf("after %q: %.600q", half, got)
		}
		_ = c.Close()
	}
}
