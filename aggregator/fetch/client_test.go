package fetch_test

import (
	"crypto/sha256"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"dateline/aggregator/fetch"
)

const document = `<rss version="2.0"><channel><title>Straits</title></channel></rss>`

// local is a client that may reach the servers of tests.
func local(t testing.TB) *fetch.Client {
	t.Helper()
	return fetch.New(fetch.Options{AllowPrivate: true, Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelDebug}))})
}

// serve answers with handler until the test ends.
func serve(t testing.TB, handler http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(handler)
	t.Cleanup(s.Close)
	return s.URL
}

// raw answers each connection with text, as it is, and closes it.
func raw(t testing.TB, text string) string {
	t.Helper()
	return serve(t, func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		_, _ = io.WriteString(conn, text)
		_ = conn.Close()
	})
}

func get(t testing.TB, c *fetch.Client, r fetch.Request) fetch.Response {
	t.Helper()
	resp, err := c.Get(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return resp
}

// Validators go back byte for byte, whatever they look like.
func TestValidatorsAreEchoed(t *testing.T) {
	tests := map[string]struct{ etag, modified string }{
		"strong":           {`"abc"`, "Sat, 21 Nov 2026 16:00:00 GMT"},
		"weak":             {`W/"abc"`, ""},
		"weak lower case":  {`w/"abc"`, ""},
		"unquoted":         {`abc-gzip`, ""},
		"an address":       {`http://news.example/?format=feed&type=rss`, ""},
		"half quoted":      {`"abc`, ""},
		"double quoted":    {`""abc""`, ""},
		"empty quotes":     {`""`, ""},
		"spaces and tabs":  {"\"a  b\tc\"", ""},
		"a list":           {`"a", "b"`, ""},
		"not ASCII":        {"\"caf\xe9 \xc3\xa9\"", ""},
		"date only":        {"", "Sat, 21 Nov 2026 16:00:00 GMT"},
		"date with offset": {"", "Sat, 21 Nov 2026 16:00:00 +0000"},
		"date in words":    {"", "samedi  21 novembre"},
		"date a number":    {"", "-1"},
	}
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			url := raw(t, "HTTP/1.1 200 OK\r\netag:  "+want.etag+" \r\nLAST-MODIFIED:"+want.modified+"\r\nContent-Length: 2\r\n\r\nok")
			c := local(t)
			first := get(t, c, fetch.Request{URL: url})
			if got := (struct{ etag, modified string }{first.ETag, first.LastModified}); got != want {
				t.Errorf("remembered %q, want %q", got, want)
			}
			var sent http.Header
			url = serve(t, func(w http.ResponseWriter, r *http.Request) {
				sent = r.Header.Clone()
				w.WriteHeader(http.StatusNotModified)
			})
			second := get(t, c, fetch.Request{URL: url, ETag: first.ETag, LastModified: first.LastModified, BodyHash: first.BodyHash})
			if got := (struct{ etag, modified string }{sent.Get("If-None-Match"), sent.Get("If-Modified-Since")}); got != want {
				t.Errorf("sent %q, want %q", got, want)
			}
			if second.IsModified() {
				t.Error("a 304 is modified")
			}
			if diff := cmp.Diff([]any{first.ETag, first.LastModified, first.BodyHash}, []any{second.ETag, second.LastModified, second.BodyHash}); diff != "" {
				t.Errorf("after the 304 (-want +got):\n%s", diff)
			}
		})
	}
}

// A validator that HTTP cannot carry costs the 304, not the visit.
func TestValidatorThatCannotBeSent(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if len(r.Header["If-None-Match"]) > 0 {
			t.Errorf("sent %q", r.Header["If-None-Match"])
		}
		_, _ = io.WriteString(w, document)
	})
	get(t, local(t), fetch.Request{URL: url, ETag: "\"a\r\nX-Evil: 1\""})
}

// The validators that a 304 carries replace the ones it was asked with.
func TestNotModifiedRenewsValidators(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("ETag", `"new"`)
		w.WriteHeader(http.StatusNotModified)
	})
	got := get(t, local(t), fetch.Request{URL: url, ETag: `"old"`, LastModified: "Sat, 21 Nov 2026 16:00:00 GMT", BodyHash: []byte{1}})
	want := fetch.Response{Status: 304, URL: url, ETag: `"new"`, LastModified: "Sat, 21 Nov 2026 16:00:00 GMT", BodyHash: []byte{1}}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(fetch.Response{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Servers without validators are caught by the hash of the body, in whatever
// coding it comes.
func TestBodyHash(t *testing.T) {
	text, coding := document, ""
	url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", coding)
		_, _ = w.Write(encode(t, text, coding))
	})
	c := local(t)
	first := get(t, c, fetch.Request{URL: url})
	sum := sha256.Sum256([]byte(document))
	if diff := cmp.Diff(sum[:], first.BodyHash); diff != "" {
		t.Errorf("hash (-want +got):\n%s", diff)
	}
	if !first.IsModified() {
		t.Error("the first visit finds nothing new")
	}
	coding = "gzip"
	if second := get(t, c, fetch.Request{URL: url, BodyHash: first.BodyHash}); second.IsModified() || string(second.Body) != document {
		t.Errorf("modified %v, body %q", second.IsModified(), second.Body)
	}
	text += "<!-- new -->"
	if third := get(t, c, fetch.Request{URL: url, BodyHash: first.BodyHash}); !third.IsModified() {
		t.Error("another body is not modified")
	}
}

func TestStatus(t *testing.T) {
	tests := []struct {
		status                int
		header                string
		want                  string
		isGone, isRateLimited bool
	}{
		{status: 200},
		{status: 203},
		{status: 201, want: "201 Created"},
		{status: 202, want: "202 Accepted"},
		{status: 204, want: "204 No Content"},
		{status: 205, want: "205 Reset Content"},
		{status: 206, want: "206 Partial Content"},
		{status: 300, want: "300 Multiple Choices"},
		{status: 302, want: "302 Found"},
		{status: 304, want: "304 Not Modified to a request without conditions"},
		{status: 401, want: "401 Unauthorized: it wants a password or key: auth_file or headers_file of the source"},
		{status: 403, want: "403 Forbidden"},
		{status: 403, header: "600", want: "403 Forbidden, asks to wait 10m0s", isRateLimited: true},
		{status: 404, want: "404 Not Found"},
		{status: 410, want: "410 Gone", isGone: true},
		{status: 429, want: "429 Too Many Requests", isRateLimited: true},
		{status: 429, header: "soon", want: "429 Too Many Requests", isRateLimited: true},
		{status: 500, want: "500 Internal Server Error"},
		{status: 503, header: "99999999999999999999", want: "503 Service Unavailable, asks to wait 168h0m0s", isRateLimited: true},
		{status: 520, want: "520 no status that HTTP knows"},
	}
	for _, tt := range tests {
		url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			if tt.header != "" {
				w.Header().Set("Retry-After", tt.header)
			}
			w.WriteHeader(tt.status)
		})
		_, err := local(t).Get(t.Context(), fetch.Request{URL: url + "/feed?x=1"})
		if tt.want == "" {
			if err != nil {
				t.Errorf("%d: %v", tt.status, err)
			}
			continue
		}
		e, ok := errors.AsType[*fetch.StatusError](err)
		if !ok {
			t.Errorf("%d: error %v, want a StatusError", tt.status, err)
			continue
		}
		if err.Error() != "get "+url+"/feed?x=1: "+tt.want {
			t.Errorf("%d: error %q, want %q", tt.status, err, tt.want)
		}
		if e.Status != tt.status || e.URL != url+"/feed?…" || e.IsGone() != tt.isGone || e.IsRateLimited() != tt.isRateLimited {
			t.Errorf("%d: %+v gone %v limited %v", tt.status, e, e.IsGone(), e.IsRateLimited())
		}
	}
}

// What an answer says of itself beside the document.
func TestResponseTells(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=\"x\"")
		w.Header().Set("Cache-Control", "public, max-age=900")
		w.Header().Set("Age", "300")
		w.Header().Add("Link", `<https://hub.example/>; rel="hub"`)
		w.Header().Add("Link", `</feed>; rel=self`)
		_, _ = io.WriteString(w, "<!doctype html>")
	})
	got := get(t, local(t), fetch.Request{URL: url + "/a?b=c#d"})
	want := fetch.Response{
		Status: 200, Body: []byte("<!doctype html>"), ContentType: "text/html; charset=\"x\"", URL: url + "/a?b=c",
		FreshFor: 10 * time.Minute, Hubs: []string{"https://hub.example/"}, Self: url + "/feed",
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(fetch.Response{}), cmpopts.IgnoreFields(fetch.Response{}, "BodyHash")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if !got.HasHub() || got.HasMoved() {
		t.Errorf("hub %v, moved %v", got.HasHub(), got.HasMoved())
	}
}

// An empty body is an answer: what it means is for the parser to say.
func TestEmptyBody(t *testing.T) {
	for _, coding := range []string{"", "gzip", "br", "zstd", "deflate"} {
		url := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Encoding", coding) })
		if got := get(t, local(t), fetch.Request{URL: url}); len(got.Body) > 0 || got.Truncated || !got.IsModified() {
			t.Errorf("%s: %+v", coding, got)
		}
	}
}

// What we say of ourselves, and what a source's own headers make of it.
func TestRequestHeaders(t *testing.T) {
	var sent http.Header
	url := serve(t, func(_ http.ResponseWriter, r *http.Request) { sent = r.Header.Clone() })
	tests := []struct {
		name    string
		options fetch.Options
		headers map[string]string
		header  string
		want    string
	}{
		{"agent", fetch.Options{}, nil, "User-Agent", "Dateline (feed syndication gateway)"},
		{"agent with version", fetch.Options{Version: "1.2.3"}, nil, "User-Agent", "Dateline/1.2.3 (feed syndication gateway)"},
		{"operator's agent", fetch.Options{UserAgent: "Wire/1"}, nil, "User-Agent", "Wire/1"},
		{"source's agent", fetch.Options{UserAgent: "Wire/1"}, map[string]string{"user-agent": "Desk/2"}, "User-Agent", "Desk/2"},
		{"source's secret", fetch.Options{}, map[string]string{"Authorization": "Bearer x"}, "Authorization", "Bearer x"},
		{"codings are ours", fetch.Options{}, map[string]string{"Accept-Encoding": "compress"}, "Accept-Encoding", "gzip, zstd, br, deflate"},
		{"conditions are ours", fetch.Options{}, map[string]string{"If-None-Match": "*"}, "If-None-Match", ""},
		{"no referrer", fetch.Options{}, nil, "Referer", ""},
	}
	for _, tt := range tests {
		tt.options.AllowPrivate = true
		get(t, fetch.New(tt.options), fetch.Request{URL: url, Headers: tt.headers})
		if got := sent.Get(tt.header); got != tt.want {
			t.Errorf("%s: %s %q, want %q", tt.name, tt.header, got, tt.want)
		}
	}
	if first, _, _ := strings.Cut(sent.Get("Accept"), ","); first != "application/atom+xml" {
		t.Errorf("Accept %q", sent.Get("Accept"))
	}
}
