package fetch_test

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"dateline/aggregator/fetch"
)

func call(t *testing.T, c *fetch.Caller, address string) (int, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader("body"))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := c.Do(req)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}

// TestCaller: an answer is what it is, and redirects are not followed.
func TestCaller(t *testing.T) {
	there := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if got := r.Header.Get("User-Agent"); !strings.HasPrefix(got, "Dateline/1.2") {
			t.Errorf("User-Agent %q", got)
		}
		switch r.URL.Path {
		case "/moved":
			http.Redirect(w, r, "/elsewhere", http.StatusPermanentRedirect)
		case "/elsewhere":
			t.Error("followed")
		case "/gone":
			w.WriteHeader(http.StatusGone)
		}
	})
	c := fetch.NewCaller(fetch.Options{AllowPrivate: true, Version: "1.2"})
	for path, want := range map[string]int{"/": http.StatusOK, "/moved": http.StatusPermanentRedirect, "/gone": http.StatusGone} {
		if status, err := call(t, c, there+path); err != nil || status != want {
			t.Errorf("%s: status %d, error %v, want %d", path, status, err, want)
		}
	}
}

// TestCallerIsGuarded: what shows by itself is refused at once, the rest when
// the connection is made.
func TestCallerIsGuarded(t *testing.T) {
	inside := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("reached") })
	c := fetch.NewCaller(fetch.Options{})
	shown := []string{
		inside, "http://10.1.2.3/", "http://[::1]/", "http://[fe80::1]/", "http://localhost:8080/", "http://a.LOCALHOST./", "http://169.254.169.254/",
		"http://0x7f.1/", "http://public.example:25/", "ftp://public.example/",
	}
	for _, address := range shown {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Refuse(u); !errors.Is(err, fetch.ErrRefused) {
			t.Errorf("%s: error %v, want %v", address, err, fetch.ErrRefused)
		}
		if _, err := call(t, c, address); !errors.Is(err, fetch.ErrRefused) && !strings.Contains(address, "LOCALHOST") {
			t.Errorf("call %s: error %v, want %v", address, err, fetch.ErrRefused)
		}
	}
	if err := c.Refuse(&url.URL{Scheme: "https", Host: "reader.example"}); err != nil {
		t.Errorf("a public name: %v", err)
	}
	_, err := call(t, c, strings.Replace(inside, "http://", "http://zoe:hidden@", 1)+"/?token=hidden")
	if !errors.Is(err, fetch.ErrRefused) || strings.Contains(err.Error(), "hidden") {
		t.Errorf("error %v", err)
	}
}
