package fetch_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"runtime"
	"strconv"
	"testing"

	"dateline/aggregator/fetch"
)

// BenchmarkGet is of a feed of 93 KB, the size that is common, over loopback;
// the server's part is in the figures.
func BenchmarkGet(b *testing.B) {
	text := prose(93_000)
	c := fetch.New(fetch.Options{AllowPrivate: true, Log: slog.New(slog.DiscardHandler)})
	for _, coding := range append([]string{""}, codings...) {
		body := encode(b, text, coding)
		url := serve(b, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", header(coding)[0])
			w.Header().Set("Content-Length", strconv.Itoa(len(body)))
			_, _ = w.Write(body)
		})
		b.Run("coding="+coding, func(b *testing.B) { benchmarkGet(b, c, fetch.Request{URL: url}, len(text)) })
	}
	url := serve(b, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotModified) })
	b.Run("304", func(b *testing.B) { benchmarkGet(b, c, fetch.Request{URL: url, ETag: `"x"`}, 0) })
}

func benchmarkGet(b *testing.B, c *fetch.Client, r fetch.Request, size int) {
	b.Helper()
	b.ReportAllocs()
	b.SetBytes(int64(size))
	for b.Loop() {
		resp, err := c.Get(b.Context(), r)
		if err != nil || len(resp.Body) != size {
			b.Fatal(len(resp.Body), err)
		}
	}
}

// BenchmarkReadBody is decoding alone.
func BenchmarkReadBody(b *testing.B) {
	text := prose(93_000)
	for _, coding := range append([]string{""}, codings...) {
		body := encode(b, text, coding)
		b.Run("coding="+coding, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if got, _, err := fetch.ReadBody(bytes.NewReader(body), header(coding), 1<<20); err != nil || len(got) != len(text) {
					b.Fatal(len(got), err)
				}
			}
		})
	}
}

// Reading a body costs twice its size, and what a new decoder looks back over:
// 16 MiB at most for br, twice 8 MiB for zstd, next to nothing for the others.
func TestReadBodyMemory(t *testing.T) {
	const size, slack = 1 << 20, 1 << 18
	windows := map[string]uint64{"br": 16 << 20, "zstd": 16 << 20}
	text := prose(size)
	for _, coding := range append([]string{""}, codings...) {
		body := encode(t, text, coding)
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		got, _, err := fetch.ReadBody(bytes.NewReader(body), header(coding), size)
		runtime.ReadMemStats(&after)
		if err != nil || len(got) != size {
			t.Fatal(len(got), err)
		}
		if cost := after.TotalAlloc - before.TotalAlloc; cost > 2*size+slack+windows[coding] {
			t.Errorf("%q: %d KiB for a body of %d", coding, cost>>10, size>>10)
		}
	}
}
