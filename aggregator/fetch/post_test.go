package fetch_test

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator/fetch"
)

func TestPost(t *testing.T) {
	hub := serve(t, func(w http.ResponseWriter, r *http.Request) {
		want := url.Values{"hub.mode": {"subscribe"}, "hub.secret": {"a&b"}}
		if err := r.ParseForm(); err != nil || r.Method != http.MethodPost {
			t.Errorf("%s: %v", r.Method, err)
		}
		if diff := cmp.Diff(want, r.PostForm); diff != "" {
			t.Errorf("form (-want +got):\n%s", diff)
		}
		switch r.URL.Path {
		case "/moved":
			http.Redirect(w, r, "/elsewhere", http.StatusPermanentRedirect)
		case "/elsewhere":
			t.Error("the secret went elsewhere")
		default:
			w.WriteHeader(http.StatusAccepted)
		}
	})
	for path, want := range map[string]int{"/hub": http.StatusAccepted, "/moved": http.StatusPermanentRedirect} {
		status, err := local(t).Post(t.Context(), hub+path, url.Values{"hub.mode": {"subscribe"}, "hub.secret": {"a&b"}})
		if err != nil || status != want {
			t.Errorf("%s: status %d, error %v, want %d", path, status, err, want)
		}
	}
}

// A feed names its hub, so hubs are as little to be trusted as redirects.
func TestPostIsGuarded(t *testing.T) {
	inside := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("reached") })
	for _, address := range []string{inside, "http://metadata.example/", "file:///etc/passwd", "http://0x7f.1/", "http://public.example:25/"} {
		if _, err := stubbed(false).Post(t.Context(), address, nil); !errors.Is(err, fetch.ErrRefused) {
			t.Errorf("%s: error %v, want %v", address, err, fetch.ErrRefused)
		}
	}
	if _, err := stubbed(false).Post(t.Context(), "http://public.example/", nil); !errors.Is(err, errReached) {
		t.Errorf("error %v, want %v", err, errReached)
	}
	_, err := stubbed(false).Post(t.Context(), "http://zoe:hidden@h.example:port/?token=hidden", nil)
	if err == nil || strings.Contains(err.Error(), "hidden") {
		t.Errorf("error %v", err)
	}
}

func TestPostTimeout(t *testing.T) {
	hang := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	inBubble(t, fetch.Options{}, hang, func(t *testing.T, c *fetch.Client) {
		_, err := c.Post(t.Context(), "http://hub.example/", nil)
		if err == nil || !strings.HasSuffix(err.Error(), "no whole answer within 20s (fetch.timeout)") {
			t.Errorf("error %v", err)
		}
	})
}
