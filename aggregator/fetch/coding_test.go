package fetch_test

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"dateline/aggregator/fetch"
)

// encode applies codings in the order of their list. The name raw-deflate is
// of deflate without its wrapper.
func encode(t testing.TB, text, codings string) []byte {
	t.Helper()
	body := []byte(text)
	for coding := range strings.SplitSeq(codings, ", ") {
		var b bytes.Buffer
		var w io.WriteCloser
		var err error
		switch coding {
		case "":
			continue
		case "gzip", "x-gzip":
			w = gzip.NewWriter(&b)
		case "deflate":
			w = zlib.NewWriter(&b)
		case "raw-deflate":
			w, err = flate.NewWriter(&b, flate.DefaultCompression)
		case "br":
			w = brotli.NewWriter(&b)
		case "zstd":
			w, err = zstd.NewWriter(&b)
		default:
			t.Fatalf("no coding %q", coding)
		}
		if err == nil {
			_, err = w.Write(body)
		}
		if err = errors.Join(err, w.Close()); err != nil {
			t.Fatal(err)
		}
		body = b.Bytes()
	}
	return body
}

// prose is text that compresses about as well as a feed does.
func prose(size int) string {
	words := strings.Fields("the ferry left port late on Monday with 212 people aboard <item> </item> <title> <link> https://straits.example/ says harbour master")
	random := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	b.WriteString("<rss>")
	for b.Len() < size {
		b.WriteString(words[random.IntN(len(words))])
		b.WriteByte(' ')
	}
	return b.String()[:size]
}

var codings = []string{"gzip", "deflate", "raw-deflate", "br", "zstd"}

// header is the Content-Encoding of what encode made.
func header(codings string) []string {
	return []string{strings.ReplaceAll(codings, "raw-", "")}
}

func TestCodings(t *testing.T) {
	long := prose(100_000)
	tests := map[string]struct {
		headers []string
		body    []byte
		want    string
	}{
		"none":             {nil, []byte(long), long},
		"identity":         {[]string{"identity"}, []byte(long), long},
		"x-gzip":           {[]string{"X-GZIP"}, encode(t, long, "gzip"), long},
		"spaces":           {[]string{" , gzip ,"}, encode(t, long, "gzip"), long},
		"charset":          {[]string{"utf-8"}, []byte(long), long},
		"charset and gzip": {[]string{"utf-8, gzip"}, encode(t, long, "gzip"), long},
		"gzip over gzip":   {[]string{"gzip, gzip"}, encode(t, long, "gzip, gzip"), long},
		"br over gzip":     {[]string{"gzip", "br"}, encode(t, long, "gzip, br"), long},
		"said twice":       {[]string{"gzip", "gzip"}, encode(t, long, "gzip"), long},
		"short":            {[]string{"gzip"}, encode(t, "<a/>", "gzip"), "<a/>"},
		"members":          {[]string{"gzip"}, append(encode(t, "<a>", "gzip"), encode(t, "</a>", "gzip")...), "<a></a>"},
		"garbage after":    {[]string{"gzip"}, append(encode(t, long, "gzip"), "\x00\x00<!-- cached -->"...), long},
		"frames":           {[]string{"zstd"}, append(encode(t, "<a>", "zstd"), encode(t, "</a>", "zstd")...), "<a></a>"},
		"skippable frame":  {[]string{"zstd"}, append([]byte("\x5a\x2a\x4d\x18\x02\x00\x00\x00hi"), encode(t, long, "zstd")...), long},
		"gzip says br":     {[]string{"br"}, []byte("\ufeff <?xml version='1.0'?>" + long), "\ufeff <?xml version='1.0'?>" + long},
		"not ASCII, plain": {[]string{"deflate"}, []byte("<t>caf\xe9 日本</t>"), "<t>caf\xe9 日本</t>"},
		"JSON, plain":      {[]string{"br"}, []byte(`{"version":"x"}`), `{"version":"x"}`},
		"gzip, not gzip":   {[]string{"gzip"}, []byte("Service stopped"), "Service stopped"},
		"zstd, not zstd":   {[]string{"zstd"}, []byte("<a"), "<a"},
		"blank":            {[]string{"br"}, []byte("\r\n"), "\r\n"},
	}
	for _, c := range codings {
		tests[c] = struct {
			headers []string
			body    []byte
			want    string
		}{header(c), encode(t, long, c), long}
		tests[c+", plain"] = struct {
			headers []string
			body    []byte
			want    string
		}{header(c), []byte(long), long}
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			// Twice, because decoders are used again.
			for range 2 {
				got, cut, err := fetch.ReadBody(bytes.NewReader(tt.body), tt.headers, 1<<20)
				if err != nil || cut != nil {
					t.Fatalf("error %v, cut %v", err, cut)
				}
				if diff := cmp.Diff(tt.want, string(got)); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			}
		})
	}
}

// Codings that are not worth decoding.
func TestCodingsRefused(t *testing.T) {
	tests := map[string]struct {
		headers []string
		body    []byte
		want    string
	}{
		"three":        {[]string{"gzip, gzip", "br"}, nil, "3 content codings over each other, 2 at most"},
		"broken gzip":  {[]string{"gzip"}, []byte("\x1f\x8b\x08"), "no body: gzip: unexpected EOF"},
		"broken br":    {[]string{"br"}, []byte("\xff\xff\xff\xff\x00"), "no body: brotli: "},
		"broken zstd":  {[]string{"zstd"}, []byte("\x28\xb5\x2f\xfd\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"), "no body: "},
		"huge windows": {[]string{"zstd"}, []byte("\x28\xb5\x2f\xfd\x00\xa0\x01\x00\x00aaaa"), "no body: window size exceeded"},
	}
	for name, tt := range tests {
		_, _, err := fetch.ReadBody(bytes.NewReader(tt.body), tt.headers, 1<<20)
		if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want %s", name, err, tt.want)
		}
	}
}

// A body that breaks off gives what came, in every coding, and says so.
func TestTruncated(t *testing.T) {
	long := prose(300_000)
	for _, coding := range append([]string{""}, codings...) {
		t.Run("coding "+coding, func(t *testing.T) {
			body := encode(t, long, coding)
			url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("ETag", `"x"`)
				w.Header().Set("Last-Modified", "Sat, 21 Nov 2026 16:00:00 GMT")
				w.Header().Set("Content-Encoding", header(coding)[0])
				w.Header()["Content-Length"] = nil // chunked
				_, _ = w.Write(body[:len(body)/2])
				panic(http.ErrAbortHandler)
			})
			got := get(t, local(t), fetch.Request{URL: url})
			if len(got.Body) < 64_000 || !strings.HasPrefix(long, string(got.Body)) {
				t.Errorf("%d bytes, are the first: %v", len(got.Body), strings.HasPrefix(long, string(got.Body)))
			}
			if !got.Truncated || !got.IsModified() || got.ETag+got.LastModified != "" || got.BodyHash != nil {
				t.Errorf("truncated %v, remembers %q %q %x", got.Truncated, got.ETag, got.LastModified, got.BodyHash)
			}
		})
	}
}

// Ends that are early by one measure and not by another.
func TestEnds(t *testing.T) {
	zipped := string(encode(t, document, "gzip"))
	tests := map[string]struct {
		answer      string
		isTruncated bool
	}{
		"no length":               {"HTTP/1.0 200 OK\r\n\r\n" + document, false},
		"length too long":         {"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + document, true},
		"length too long, gzip":   {"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1000\r\n\r\n" + zipped, false},
		"chunks without an end":   {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n42\r\n" + document + "\r\n", true},
		"gzip without its end":    {"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + zipped[:len(zipped)-4], true},
		"gzip with a wrong sum":   {"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + zipped[:len(zipped)-8] + "12345678", true},
		"chunk of a wrong length": {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n42\r\n" + document + "\r\nzz\r\n", true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := get(t, local(t), fetch.Request{URL: raw(t, tt.answer)})
			if got.Truncated != tt.isTruncated {
				t.Errorf("truncated %v", got.Truncated)
			}
			if !strings.HasPrefix(string(got.Body), document[:60]) {
				t.Errorf("body %q", got.Body)
			}
		})
	}
	if len(document) != 0x42 {
		t.Errorf("the document has %d bytes, the chunks count on 66", len(document))
	}
}

// A body that breaks off before it began is an error.
func TestNothingCame(t *testing.T) {
	url := raw(t, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n")
	_, err := local(t).Get(t.Context(), fetch.Request{URL: url})
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("error %v, want %v", err, io.ErrUnexpectedEOF)
	}
}

// zeros are endless.
type zeros struct{ read int }

func (z *zeros) Read(p []byte) (int, error) {
	clear(p)
	z.read += len(p)
	return len(p), nil
}

// A body of the greatest size is read, one byte more is not, in any coding,
// and bombs are not unpacked further than that.
func TestMaxBody(t *testing.T) {
	const limit = 64 << 10
	exact := prose(limit)
	bomb := strings.Repeat(" ", 16*limit)
	for _, coding := range append([]string{"", "gzip, br", "gzip, gzip"}, codings...) {
		t.Run("coding "+coding, func(t *testing.T) {
			got, cut, err := fetch.ReadBody(bytes.NewReader(encode(t, exact, coding)), header(coding), limit)
			if err != nil || cut != nil || string(got) != exact {
				t.Errorf("exact: %d bytes, cut %v, error %v", len(got), cut, err)
			}
			for name, text := range map[string]string{"one more": exact + "x", "bomb": bomb} {
				got, _, err := fetch.ReadBody(bytes.NewReader(encode(t, text, coding)), header(coding), limit)
				if err == nil || got != nil || err.Error() != "a body of more than 65536 bytes (fetch.max_body raises the limit)" {
					t.Errorf("%s: %d bytes, error %v", name, len(got), err)
				}
			}
		})
	}
}

// What comes over the wire is limited too, even if it decodes to nothing.
func TestMaxWire(t *testing.T) {
	const limit = 128 << 10
	block := []byte{0, 0, 0, 0xff, 0xff} // stored, empty, not the last
	empty := bytes.Repeat(block, limit)
	tests := map[string]struct {
		headers []string
		body    []byte
	}{
		"deflate":      {[]string{"deflate"}, empty},
		"gzip":         {[]string{"gzip"}, append([]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"), empty...)},
		"zstd":         {[]string{"zstd"}, bytes.Repeat([]byte("\x5a\x2a\x4d\x18\x00\x00\x00\x00"), limit)},
		"gzip members": {[]string{"gzip"}, bytes.Repeat(encode(t, "", "gzip"), limit/8)},
		"in between":   {[]string{"deflate, gzip"}, encode(t, string(empty), "gzip")},
	}
	for name, tt := range tests {
		got, _, err := fetch.ReadBody(bytes.NewReader(tt.body), tt.headers, limit)
		if err == nil || !strings.Contains(err.Error(), "fetch.max_body") {
			t.Errorf("%s: %d bytes, error %v", name, len(got), err)
		}
	}
	z := &zeros{}
	if _, _, err := fetch.ReadBody(z, nil, limit); err == nil || z.read > limit+64<<10 {
		t.Errorf("error %v after %d bytes", err, z.read)
	}
}

// A body whose length is told to be too large is not read.
func TestMaxBodyTold(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Length", "16777217") })
	_, err := local(t).Get(t.Context(), fetch.Request{URL: url})
	if err == nil || !strings.Contains(err.Error(), "a body of more than 16777216 bytes (fetch.max_body raises the limit)") {
		t.Errorf("error %v", err)
	}
}
