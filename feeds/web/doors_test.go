package web_test

import (
	"bytes"
	"context"
	"net/http"
	"strings"
	"testing"

	"dateline/feeds"
	"dateline/feeds/web"
)

// Both addresses are answered at until one is told to stop; of two that cannot
// both be opened none stays open.
func TestDoors(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	doors, err := web.Open(ctx, "127.0.0.1:0", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := web.Open(ctx, "127.0.0.1:0", doors.Admin.Addr().String()); err == nil || !strings.Contains(err.Error(), "--admin") {
		t.Errorf("an address opened twice: %v", err)
	}
	served := make(chan error)
	word := func(s string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(s)) })
	}
	go func() { served <- doors.Serve(ctx, word("public"), word("admin"), quiet()) }()
	for addr, want := range map[string]string{doors.Public.Addr().String(): "public", doors.Admin.Addr().String(): "admin"} {
		if got := ask(t, http.MethodGet, "http://"+addr+"/"); got.body != want {
			t.Errorf("%s answers %q, want %q", addr, got.body, want)
		}
	}
	stop()
	if err := <-served; err != nil {
		t.Error(err)
	}
}

// What is written is what is served.
func TestWriteFeed(t *testing.T) {
	s := newShelf(3)
	base := serveShelf(t, s, "")
	var body bytes.Buffer
	if err := web.WriteFeed(t.Context(), &body, options(s, "", quiet()), "my", feeds.Atom); err != nil {
		t.Fatal(err)
	}
	if served := ask(t, http.MethodGet, base+"/malaysia.atom"); served.body != body.String() {
		t.Errorf("written:\n%s\nserved:\n%s", body.String(), served.body)
	}
	if err := web.WriteFeed(t.Context(), &body, options(s, "", quiet()), "malasia", feeds.Atom); err == nil || !strings.Contains(err.Error(), "malaysia") {
		t.Errorf("error %v, want one that names the nearest", err)
	}
}
