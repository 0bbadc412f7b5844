package web_test

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"dateline/feeds"
	"dateline/feeds/web"
)

// listener is the connection of somebody who follows, or who has ceased to read.
type listener struct {
	sink
	isStuck bool
	writeBy time.Time
	// heard are the stories, slowest how long the last of them took.
	heard   []string
	slowest time.Duration
	told    *sync.Map
}

func (*listener) SetReadDeadline(time.Time) error      { return nil }
func (l *listener) SetWriteDeadline(t time.Time) error { l.writeBy = t; return nil }
func (*listener) FlushError() error                    { return nil }

func (l *listener) Write(b []byte) (int, error) {
	if l.isStuck && bytes.Contains(b, []byte("event: ")) {
		time.Sleep(time.Until(l.writeBy)) // of the bubble's clock
		return 0, os.ErrDeadlineExceeded
	}
	for line := range bytes.Lines(b) {
		if id, ok := bytes.CutPrefix(line, []byte("id: ")); ok {
			l.heard = append(l.heard, string(id))
		}
		if at := bytes.Index(line, []byte("wire.example/story/")); at >= 0 && bytes.HasPrefix(line, []byte("data: ")) {
			link, _, _ := bytes.Cut(line[at:], []byte(`"`))
			if when, ok := l.told.Load("https://" + string(link)); ok {
				l.slowest = max(l.slowest, time.Since(when.(time.Time)))
			}
		}
	}
	return len(b), nil
}

// TestLiveThousand has a thousand follow while a hundred stories a second come in
// for five seconds, and one who does not read. All others want each story once, in
// order, within half a second; each is read and rendered once for all of them; who
// does not read is dropped.
func TestLiveThousand(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const clients, stories = 1000, 500
		d := newDiary(0)
		o := options(d.shelf, "", quiet())
		o.Chronicle = d
		h := web.New(o)
		ctx, leave := context.WithCancel(t.Context())
		defer leave()
		var told sync.Map
		var all sync.WaitGroup
		listeners := make([]*listener, clients)
		for i := range listeners {
			listeners[i] = &listener{sink: sink{header: http.Header{}}, isStuck: i == 17, told: &told}
			r := httptest.NewRequest(http.MethodGet, "/malaysia/live", nil).WithContext(ctx)
			all.Go(func() { h.ServeHTTP(listeners[i], r) })
		}
		synctest.Wait()
		for i := range stories {
			e := tale(100+i, "malaysia")
			told.Store(e.Link, time.Now())
			d.note(feeds.Added, e)
			time.Sleep(10 * time.Millisecond) // of the bubble's clock
		}
		if got := h.Serving(); got.Live != clients || got.LiveDropped != 0 {
			t.Errorf("%d follow, %d dropped", got.Live, got.LiveDropped)
		}
		time.Sleep(10 * time.Second)
		synctest.Wait()
		if got := h.Serving(); got.Live != clients-1 || got.LiveDropped != 1 {
			t.Errorf("%d follow, %d dropped", got.Live, got.LiveDropped)
		}
		leave()
		all.Wait()
		for i, l := range listeners {
			want := stories
			if l.isStuck {
				want = 0
			}
			if len(l.heard) != want || i > 0 && want > 0 && strings.Join(l.heard, "") != strings.Join(listeners[0].heard, "") {
				t.Fatalf("listener %d heard %d stories, want %d", i, len(l.heard), want)
			}
			if l.slowest > 500*time.Millisecond {
				t.Fatalf("listener %d heard one after %s", i, l.slowest)
			}
		}
		if most := 2 * 5 * int(time.Second/(250*time.Millisecond)); d.asked > most {
			t.Errorf("read %d times, want %d at most", d.asked, most)
		}
	})
}

// BenchmarkLive tells a thousand, over loopback, of twenty-five stories at a time.
func BenchmarkLive(b *testing.B) {
	const clients, stories = 1000, 25
	d := newDiary(1)
	o := options(d.shelf, "", quiet())
	o.Chronicle = d
	addr := serveUntilDone(b, web.New(o))
	heard := make(chan struct{}, clients)
	for range clients {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			b.Fatal(err)
		}
		defer func() { _ = c.Close() }()
		if _, err := io.WriteString(c, "GET /malaysia/live HTTP/1.1\r\nHost: a\r\n\r\n"); err != nil {
			b.Fatal(err)
		}
		go drain(c, heard)
	}
	for range clients {
		<-heard // its greeting
	}
	n := 0
	began := cpu()
	for b.Loop() {
		for i := range stories {
			n++
			e := tale(100+n, "malaysia")
			if e.Content += strings.Repeat("<p>The river rose and fell.</p>", 40); i == stories-1 {
				e.Title = "that is all"
			}
			d.note(feeds.Added, e)
		}
		for range clients {
			<-heard
		}
	}
	b.ReportMetric(float64((cpu()-began).Nanoseconds())/float64(b.N*stories*clients), "cpu-ns/event")
}

// drain reads what comes and tells of the greeting and of each last story.
func drain(c net.Conn, heard chan<- struct{}) {
	buf := make([]byte, 64<<10)
	kept := 0
	for {
		n, err := c.Read(buf[kept:])
		if err != nil {
			return
		}
		got := buf[:kept+n]
		for range bytes.Count(got, []byte("that is all")) + bytes.Count(got, []byte("retry: 5000\n\n")) {
			heard <- struct{}{}
		}
		kept = copy(buf, got[max(0, len(got)-10):])
	}
}
