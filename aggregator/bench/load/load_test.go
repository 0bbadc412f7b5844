package load_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator/bench/load"
)

func server(t *testing.T) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("ETag", `"a"`)
		switch {
		case req.URL.Path == "/missing":
			http.NotFound(w, req)
		case req.Header.Get("If-None-Match") == `"a"`:
			w.WriteHeader(http.StatusNotModified)
		case req.URL.Path == "/live":
			_, _ = io.WriteString(w, "event: new\n\nevent: new\n\n")
		default:
			w.Header().Set("Content-Length", "100000")
			_, _ = io.WriteString(w, strings.Repeat("x", 100_000))
		}
	}))
	t.Cleanup(s.Close)
	return s.Listener.Addr().String()
}

func TestDo(t *testing.T) {
	addr := server(t)
	c, err := load.Dial(t.Context(), addr)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	for _, test := range []struct {
		path, header string
		want         load.Answer
	}{
		{"/", "Accept: */*", load.Answer{Status: 200, Length: 100_000, ETag: `"a"`}},
		{"/", `If-None-Match: "a"`, load.Answer{Status: 304, ETag: `"a"`}},
		{"/missing", "Accept: */*", load.Answer{Status: 404, Length: 19}},
	} {
		got, err := c.Do(load.Request(addr, test.path, test.header))
		if err != nil {
			t.Fatal(err)
		}
		got.ETag = strings.TrimPrefix(got.ETag, map[bool]string{true: `"a"`}[got.Status == 404])
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s %s (-want +got)\n%s", test.path, test.header, diff)
		}
	}
}

func TestThroughputWantsGoodAnswers(t *testing.T) {
	addr := server(t)
	rate, err := load.Throughput(t.Context(), addr, load.Request(addr, "/"), 2, 20*time.Millisecond)
	if err != nil || rate <= 0 {
		t.Errorf("%.0f answers a second, %v", rate, err)
	}
	if _, err := load.Throughput(t.Context(), addr, load.Request(addr, "/missing"), 2, 20*time.Millisecond); err == nil {
		t.Error("a 404 counts as an answer")
	}
}

func TestStream(t *testing.T) {
	addr := server(t)
	c, err := load.Dial(t.Context(), addr)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	events := 0
	err = c.Stream(load.Request(addr, "/live", "Connection: close"), func(line []byte) {
		if strings.HasPrefix(string(line), "event:") {
			events++
		}
	})
	if err != nil || events != 2 {
		t.Errorf("heard %d events, %v; want 2", events, err)
	}
}

func TestPercentile(t *testing.T) {
	took := []time.Duration{4, 1, 3, 2}
	for p, want := range map[float64]time.Duration{0: 1, 50: 3, 99: 4, 100: 4} {
		if got := load.Percentile(took, p); got != want {
			t.Errorf("p%.0f is %d, want %d", p, got, want)
		}
	}
	if got := load.Percentile(nil, 50); got != 0 {
		t.Errorf("p50 of nothing is %d", got)
	}
}
