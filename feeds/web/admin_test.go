package web_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/feeds"
	"dateline/feeds/web"
)

type states map[string]feeds.State

// serveAdmin serves the admin addresses and returns the server's address.
func serveAdmin(t *testing.T, o web.AdminOptions, st states, broken error) string {
	t.Helper()
	if o.Library == nil {
		o.Library = newShelf(3)
	}
	o.Log = logTo(t)
	o.States = func(context.Context) (map[string]feeds.State, error) { return st, broken }
	srv := httptest.NewServer(web.NewAdmin(o))
	t.Cleanup(srv.Close)
	return srv.URL
}

func TestReady(t *testing.T) {
	now := time.Now()
	good := feeds.State{Visited: now, Succeeded: now.Add(-time.Hour), Status: 200}
	bad := feeds.State{Visited: now, Failures: 3, Error: "no such host"}
	old := feeds.State{Visited: now, Succeeded: now.Add(-48 * time.Hour), Failures: 9, Error: "no such host"}
	tests := []struct {
		name    string
		sources []feeds.Source
		states  states
		broken  error
		status  int
		reasons []any
	}{
		{"no sources", nil, nil, nil, 200, []any{}},
		{"one good", nil, states{"a": good, "b": bad}, nil, 200, []any{}},
		{"none yet", nil, states{"b": bad}, nil, 503, []any{"no source has succeeded yet"}},
		{"not visited", []feeds.Source{{ID: "a"}}, nil, nil, 503, []any{"no source has succeeded yet"}},
		{"the good one is gone", []feeds.Source{{ID: "b"}}, states{"a": good, "b": bad}, nil, 503, []any{"no source has succeeded yet"}},
		{"long ago", nil, states{"a": old}, nil, 503, []any{"no source has succeeded for 48h0m0s"}},
		{"store", nil, nil, errSecret, 503, []any{"the store cannot be read"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			base := serveAdmin(t, web.AdminOptions{Sources: tt.sources, Token: "secret"}, tt.states, tt.broken)
			got := ask(t, http.MethodGet, base+"/readyz")
			var body map[string]any
			if err := json.Unmarshal([]byte(got.body), &body); err != nil {
				t.Fatal(err)
			}
			if got.StatusCode != tt.status || body["ready"] != (tt.status == 200) {
				t.Errorf("%d: %s", got.StatusCode, got.body)
			}
			if diff := cmp.Diff(tt.reasons, body["reasons"]); diff != "" {
				t.Errorf("reasons (-want +got):\n%s", diff)
			}
			if live := ask(t, http.MethodGet, base+"/livez"); live.StatusCode != http.StatusOK || live.body != "ok\n" {
				t.Errorf("livez: %d %q", live.StatusCode, live.body)
			}
		})
	}
	s := newShelf(1)
	s.broken = errSecret
	base := serveAdmin(t, web.AdminOptions{Library: s}, nil, nil)
	if got := ask(t, http.MethodGet, base+"/readyz"); got.StatusCode != http.StatusServiceUnavailable || strings.Contains(got.body, "secret") {
		t.Errorf("broken store: %d %s", got.StatusCode, got.body)
	}
}

func TestOverview(t *testing.T) {
	at := time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)
	st := states{
		"a": {Title: "Alpha", Visited: at, Succeeded: at, Next: at.Add(time.Hour), Status: 200, Flood: feeds.Flood{At: at, Items: 1500}},
		"b": {Visited: at, Failures: 3, Error: "answered <502>", Status: 502},
	}
	base := serveAdmin(t, web.AdminOptions{Sources: []feeds.Source{{ID: "a"}, {ID: "b"}, {ID: "c"}}}, st, nil)
	var got any
	if err := json.Unmarshal([]byte(ask(t, http.MethodGet, base+"/").body), &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"sources": []any{
		map[string]any{"id": "b", "status": "failing", "visited": "2026-11-02T08:00:00Z", "http": 502.0, "failures": 3.0, "error": "answered <502>"},
		map[string]any{
			"id": "a", "title": "Alpha", "status": "ok", "visited": "2026-11-02T08:00:00Z", "succeeded": "2026-11-02T08:00:00Z",
			"next": "2026-11-02T09:00:00Z", "http": 200.0, "failures": 0.0,
			"note": "1,500 items came back under other guids and links on 2026-11-02 and kept their ids",
		},
		map[string]any{"id": "c", "status": "waiting", "failures": 0.0},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	page := ask(t, http.MethodGet, base+"/", "Accept", "text/html")
	for _, want := range []string{"3 sources, 1 of them failing.", "answered &lt;502&gt;", "Alpha"} {
		if !strings.Contains(page.body, want) {
			t.Errorf("no %s in the page", want)
		}
	}
	if page.Header.Get("Cache-Control") != "no-store" || page.Header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("headers of the page: %v", page.Header)
	}
}

func TestAdminDoor(t *testing.T) {
	tests := []struct {
		name, token, host, authorization string
		status                           int
	}{
		{"loopback", "", "127.0.0.1:8081", "", 200},
		{"localhost", "", "LOCALHOST:8081", "", 200},
		{"IPv6", "", "[::1]:8081", "", 200},
		{"rebound name", "", "evil.example:8081", "", 403},
		{"name like localhost", "", "localhost.evil.example", "", 403},
		{"other address", "", "192.0.2.1:8081", "", 403},
		{"no token", "s3cret", "127.0.0.1", "", 401},
		{"wrong token", "s3cret", "127.0.0.1", "Bearer s3cre", 401},
		{"wrong scheme", "s3cret", "127.0.0.1", "Basic s3cret", 401},
		{"token", "s3cret", "127.0.0.1", "Bearer s3cret", 200},
		{"token from afar", "s3cret", "ops.example", "bearer s3cret", 200},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := web.NewAdmin(web.AdminOptions{
				Library: newShelf(1), Log: logTo(t), Token: tt.token,
				States: func(context.Context) (map[string]feeds.State, error) { return nil, nil },
			})
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
			r.Host = tt.host
			r.Header.Set("Authorization", tt.authorization)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != tt.status || (w.Code == 401) != (w.Header().Get("WWW-Authenticate") != "") {
				t.Errorf("%d %v, want %d", w.Code, w.Header(), tt.status)
			}
			r.URL.Path = "/readyz"
			w = httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != 200 {
				t.Errorf("readyz: %d", w.Code)
			}
		})
	}
}

// TestProfiles wants the profiles to be read by those who may see metrics.
func TestProfiles(t *testing.T) {
	base := serveAdmin(t, web.AdminOptions{}, nil, nil)
	for path, want := range map[string]string{
		"/debug/pprof/":                  "goroutine",
		"/debug/pprof/goroutine?debug=1": "TestProfiles",
		"/debug/pprof/heap":              "\x1f\x8b",
		"/debug/pprof/trace?seconds=0.1": "go 1.",
		"/debug/pprof/cmdline":           "web.test",
	} {
		if got := ask(t, http.MethodGet, base+path); got.StatusCode != http.StatusOK || !strings.Contains(got.body, want) {
			t.Errorf("GET %s: %d %.200q, want %q in it", path, got.StatusCode, got.body, want)
		}
	}
	base = serveAdmin(t, web.AdminOptions{Token: "secret"}, nil, nil)
	for _, path := range []string{"/debug/pprof/", "/debug/pprof/heap", "/debug/pprof/profile?seconds=1", "/debug/pprof/cmdline", "/debug/pprof/trace"} {
		if got := ask(t, http.MethodGet, base+path); got.StatusCode != http.StatusUnauthorized {
			t.Errorf("GET %s without the token: %d", path, got.StatusCode)
		}
	}
}
