package fetch_test

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator/fetch"
)

// hops answers /301/302/x by redirecting with 301 to /302/x and so on, and
// the last part with a document that has an ETag.
func hops(t *testing.T) string {
	t.Helper()
	return serve(t, func(w http.ResponseWriter, r *http.Request) {
		first, rest, ok := strings.Cut(r.URL.Path[1:], "/")
		if !ok {
			w.Header().Set("ETag", `"`+first+`"`)
			if r.Header.Get("If-None-Match") == `"`+first+`"` {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			_, _ = io.WriteString(w, document)
			return
		}
		status, err := strconv.Atoi(first)
		if err != nil {
			t.Error(err)
		}
		w.Header().Set("Location", "/"+rest)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, "moved")
	})
}

func TestRedirects(t *testing.T) {
	base := hops(t)
	tests := []struct {
		path     string
		hasMoved bool
	}{
		{"/x", false},
		{"/301/x", true},
		{"/308/x", true},
		{"/302/x", false},
		{"/303/x", false},
		{"/307/x", false},
		{"/301/308/301/x", true},
		{"/301/302/x", false},
		{"/302/301/x", false},
		{strings.Repeat("/301", 10) + "/x", true},
	}
	for _, tt := range tests {
		resp := get(t, local(t), fetch.Request{URL: base + tt.path})
		again := get(t, local(t), fetch.Request{URL: base + tt.path, ETag: resp.ETag})
		want := ""
		if tt.hasMoved {
			want = base + "/x"
		}
		for _, got := range []fetch.Response{resp, again} {
			if got.URL != base+"/x" || got.MovedTo != want || got.HasMoved() != tt.hasMoved {
				t.Errorf("%s: status %d from %s, moved to %q", tt.path, got.Status, got.URL, got.MovedTo)
			}
		}
		if again.IsModified() {
			t.Errorf("%s: the hops lost the validators", tt.path)
		}
	}
}

// Where redirects end that lead nowhere.
func TestRedirectsEnd(t *testing.T) {
	base := hops(t)
	turn := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/self":
			http.Redirect(w, r, "/self#again", http.StatusFound)
		case "/a":
			http.Redirect(w, r, "/b", http.StatusMovedPermanently)
		case "/b":
			http.Redirect(w, r, "/a", http.StatusMovedPermanently)
		case "/deeper":
			http.Redirect(w, r, "/deeper?"+r.URL.RawQuery+"x", http.StatusFound)
		default:
			to := r.URL.Query().Get("to")
			w.Header().Set("Location", to)
			w.WriteHeader(http.StatusFound)
		}
	})
	tests := []struct {
		name, url, want string
		isRefused       bool
	}{
		{name: "itself", url: turn + "/self", want: "redirects in a circle"},
		{name: "to and fro", url: turn + "/a", want: "redirects in a circle"},
		{name: "always elsewhere", url: turn + "/deeper", want: "more than 10 redirects"},
		{name: "eleven", url: base + strings.Repeat("/301", 11) + "/x", want: "more than 10 redirects"},
		{name: "file", url: turn + "/?to=file:///etc/passwd", want: "only http and https", isRefused: true},
		{name: "ftp", url: turn + "/?to=ftp://h.example/x", want: "only http and https", isRefused: true},
		{name: "gopher", url: turn + "/?to=gopher://h.example:70/1", want: "only http and https", isRefused: true},
		{name: "data", url: turn + "/?to=data:text/xml,x", want: "only http and https", isRefused: true},
		{name: "javascript", url: turn + "/?to=javascript:x", want: "only http and https", isRefused: true},
		{name: "mail", url: turn + "/?to=http://h.example:25/", want: "port 25", isRefused: true},
		{name: "no host", url: turn + "/?to=http:///x", want: "without a host"},
		{name: "unreadable", url: turn + "/?to=http://u:secret@%2500/", want: "cannot be read"},
		{name: "nowhere", url: turn + "/?to=", want: "302 Found"},
	}
	for _, tt := range tests {
		_, err := local(t).Get(t.Context(), fetch.Request{URL: tt.url})
		if err == nil || !strings.Contains(err.Error(), tt.want) || errors.Is(err, fetch.ErrRefused) != tt.isRefused {
			t.Errorf("%s: error %v, want %s", tt.name, err, tt.want)
		}
		if strings.Contains(fmt.Sprint(strings.TrimPrefix(fmt.Sprint(err), "get "+tt.url)), "secret") {
			t.Errorf("%s: error %v", tt.name, err)
		}
	}
}

// Locations as they come in the wild.
func TestLocations(t *testing.T) {
	var at string
	base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/dir/start" {
			w.Header().Set("Location", at)
			w.WriteHeader(http.StatusFound)
			return
		}
		_, _ = io.WriteString(w, r.URL.RequestURI())
	})
	for location, want := range map[string]string{
		"feed":                                   "/dir/feed",
		"../feed":                                "/feed",
		"/feed":                                  "/feed",
		"/feed#latest":                           "/feed",
		"?page=1":                                "/dir/start2?page=1",
		base + "/x":                              "/x",
		strings.TrimPrefix(base, "http:") + "/y": "/y",
		"/caf\xc3\xa9":                           "/caf%C3%A9",
		"/two words?q=a b":                       "/two%20words?q=a%20b",
	} {
		if location == "?page=1" {
			location = "start2?page=1"
		}
		at = location
		if got := string(get(t, local(t), fetch.Request{URL: base + "/dir/start"}).Body); got != want {
			t.Errorf("%q leads to %s, want %s", location, got, want)
		}
	}
}

// Some papers redirect in a circle until the cookie they set comes back.
func TestCookiesOfOneGet(t *testing.T) {
	visits := 0
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		visits++
		if c, err := r.Cookie("seen"); err == nil && c.Value == "1" {
			_, _ = io.WriteString(w, document)
			return
		}
		http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1", Path: "/"})
		http.Redirect(w, r, r.URL.Path, http.StatusFound)
	})
	c := local(t)
	for range 2 {
		if got := get(t, c, fetch.Request{URL: url + "/feed"}); string(got.Body) != document {
			t.Errorf("body %q", got.Body)
		}
	}
	if visits != 4 {
		t.Errorf("%d visits, want 4: cookies outlived their Get", visits)
	}
}

// Request.From keeps the validators of one document from another.
func TestValidatorsOfAnotherDocument(t *testing.T) {
	base := hops(t)
	tests := []struct {
		from       string
		isModified bool
	}{
		{"", false},
		{base + "/x", false},
		{base + "/302/x", true},
		{"http://elsewhere.example/x", true},
	}
	for _, tt := range tests {
		got := get(t, local(t), fetch.Request{URL: base + "/302/x", ETag: `"x"`, From: tt.from})
		if got.IsModified() != tt.isModified {
			t.Errorf("from %q: modified %v", tt.from, got.IsModified())
		}
	}
}

// seen is what a server was sent.
type seen struct {
	mu   sync.Mutex
	auth []string
}

func (s *seen) note(r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var parts []string
	for _, name := range []string{"Authorization", "X-Api-Key", "Cookie", "User-Agent"} {
		if v := r.Header.Get(name); v != "" {
			parts = append(parts, v)
		}
	}
	s.auth = append(s.auth, strings.Join(parts, " "))
}

// Secrets reach the origin they are for, and no other.
func TestSecretsStayHome(t *testing.T) {
	var got seen
	handler := func(w http.ResponseWriter, r *http.Request) {
		got.note(r)
		if to := r.URL.Query()["to"]; len(to) > 0 {
			next := to[0]
			if len(to) > 1 {
				next += "?" + url.Values{"to": to[1:]}.Encode()
			}
			http.Redirect(w, r, next, http.StatusFound)
		}
	}
	home, away := serve(t, handler), serve(t, handler)
	secure := httptest.NewTLSServer(http.HandlerFunc(handler))
	defer secure.Close()
	pool := x509.NewCertPool()
	pool.AddCert(secure.Certificate())
	byName := strings.Replace(home, "127.0.0.1", "localhost", 1)
	all, open := "Bearer key-1 key-2 key-3 Desk/2", "Desk/2"
	tests := []struct {
		name, start string
		to          []string
		want        []string
	}{
		{"no redirect", home, nil, []string{all}},
		{"same origin", home, []string{home + "/b"}, []string{all, all}},
		{"other port", home, []string{away}, []string{all, open}},
		{"other name", home, []string{byName}, []string{all, open}},
		{"there and back", home, []string{away, home}, []string{all, open, open}},
		{"https to http", secure.URL, []string{home}, []string{all, open}},
		{"http to https", home, []string{secure.URL}, []string{all, open}},
		{"https to https", secure.URL, []string{secure.URL + "/b"}, []string{all, all}},
	}
	for _, tt := range tests {
		got.auth = nil
		var logged bytes.Buffer
		c := fetch.New(fetch.Options{AllowPrivate: true, Log: slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug}))})
		c.Trust(pool)
		resp := get(t, c, fetch.Request{
			URL: tt.start + "/?" + url.Values{"to": tt.to}.Encode(), Headers: map[string]string{
				"authorization": "Bearer key-1", "X-Api-Key": "key-2", "Cookie": "key-3", "User-Agent": "Desk/2",
			},
		})
		if diff := cmp.Diff(tt.want, got.auth); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if strings.Contains(logged.String()+resp.URL, "key-") {
			t.Errorf("%s: logged %s", tt.name, logged.String())
		}
	}
}

// A user and password in an address are used, and never seen again.
func TestUserInfo(t *testing.T) {
	var logged bytes.Buffer
	c := fetch.New(fetch.Options{AllowPrivate: true, Log: slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	var users []string
	base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		users = append(users, user+":"+password)
		switch r.URL.Path {
		case "/go":
			http.Redirect(w, r, "http://other:hidden@"+r.Host+"/there?sig=hidden", http.StatusFound)
		case "/cut":
			w.Header().Set("Content-Length", "100")
			_, _ = io.WriteString(w, "half")
		case "/there", "/no":
			w.WriteHeader(http.StatusForbidden)
		}
	})
	with := strings.Replace(base, "http://", "http://zoe:hidden@", 1)
	if resp := get(t, c, fetch.Request{URL: with + "/cut"}); resp.URL != base+"/cut" {
		t.Errorf("URL %s", resp.URL)
	}
	for _, address := range []string{with + "/no", with + "/go", "http://zoe:hidden/x@127.0.0.1/", "http://zoe:hid den@h/", "ftp://zoe:hidden@h/", "http://zoe:hidden@127.0.0.1:22/"} {
		_, err := c.Get(t.Context(), fetch.Request{URL: address})
		if err == nil || strings.Contains(err.Error(), "hid") || strings.Contains(err.Error(), "zoe") {
			t.Errorf("%s: error %v", address, err)
		}
	}
	if strings.Contains(logged.String(), "hidden") || strings.Contains(logged.String(), "zoe") || !strings.Contains(logged.String(), "redirected") {
		t.Errorf("logged %s", logged.String())
	}
	if want := []string{"zoe:hidden", "zoe:hidden", "zoe:hidden", "zoe:hidden"}; !slices.Equal(users, want) {
		t.Errorf("users %v, want %v", users, want)
	}
}

// A 401 that comes of keeping secrets at home says so.
func TestUnauthorizedElsewhere(t *testing.T) {
	away := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) })
	home := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, away+"/feed", http.StatusMovedPermanently)
	})
	_, err := local(t).Get(t.Context(), fetch.Request{URL: home, Headers: map[string]string{"Authorization": "Bearer key"}})
	want := "get " + home + ": redirected to " + away + "/feed: 401 Unauthorized: the source's headers are not sent to another origin; configure this address if it is right"
	if err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

// HTTP/2 is spoken where the server can.
func TestHTTP2(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"`+r.Proto+`"`)
		_, _ = w.Write(encode(t, document, "gzip"))
	}))
	s.EnableHTTP2 = true
	s.TLS = &tls.Config{MinVersion: tls.VersionTLS12}
	s.StartTLS()
	defer s.Close()
	pool := x509.NewCertPool()
	pool.AddCert(s.Certificate())
	c := local(t)
	c.Trust(pool)
	if got := get(t, c, fetch.Request{URL: s.URL}); got.ETag != `"HTTP/2.0"` {
		t.Errorf("spoken: %s", got.ETag)
	}
}
