package web

import (
	"bufio"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzKnock wants whatever is read as a knock to be the same request to net/http,
// and one of which it would have nothing to say itself.
func FuzzKnock(f *testing.F) {
	for _, seed := range []string{
		"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
		"HEAD /malaysia.rss?limit=3&q=a%20b HTTP/1.1\r\nHost: a:80\r\nIf-None-Match: \"x\", W/\"y\"\r\nConnection: Keep-Alive\r\n\r\n",
		"GET /x HTTP/1.1\r\nhost:[::1]:80\r\nACCEPT-ENCODING: \t gzip, br \r\nIf-Modified-Since: Mon, 02 Nov 2026 08:30:15 GMT\r\nCookie: \xc3\xa9\r\n\r\n",
		"GET /x HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
		"GET /x HTTP/1.1\r\nHost: a\r\nA: b\r\n c\r\n\r\n",
		"GET /x HTTP/1.1\r\nHost: a\nA-IM: feed\r\n\r\n",
		"GET /x? HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\n\r\n",
		"GET //x/../y HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
		"GET /x HTTP/1.1\r\nHost: a\r\n\r\nGET /x HTTP/1.1\r\nHost: a\r\n\r\n",
		"GET /x HTTP/1.0\r\nHost: a\r\nConnection: close\r\n\r\n",
		"GET /x#y HTTP/1.1\r\nHost: a b\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\nTrailer: x\r\n\r\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		k, ok := readKnock(text)
		if !ok {
			return
		}
		in := bufio.NewReader(strings.NewReader(text))
		r, err := http.ReadRequest(in)
		if err != nil || in.Buffered() > 0 {
			t.Fatalf("%q: %v, and %d bytes are left", text, err, in.Buffered())
		}
		if r.ContentLength != 0 || len(r.TransferEncoding) > 0 || r.Close || len(r.Trailer) > 0 || r.Header.Get("Expect") != "" || !isPlain(r) || r.Host == "" || !r.ProtoAtLeast(1, 1) {
			t.Fatalf("%q: %+v", text, r)
		}
		want := knock{
			isHead: r.Method == http.MethodHead, path: r.URL.Path, query: r.URL.RawQuery,
			accept: r.Header.Get("Accept-Encoding"), known: conditionsOf(r.Header),
		}
		if diff := cmp.Diff(want, k, cmp.AllowUnexported(knock{}, conditions{})); diff != "" {
			t.Fatalf("%q (-want +got):\n%s", text, diff)
		}
	})
}
