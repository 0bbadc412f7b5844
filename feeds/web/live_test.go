package web_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/feeds"
	"dateline/feeds/web"
)

// follow opens a stream; next reads an event of it.
func follow(t *testing.T, address, id string) (next func() (id, event string, data map[string]any), leave func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if id != "" {
		r.Header.Set("Last-Event-ID", id)
	}
	resp, err := http.DefaultClient.Do(r) //nolint:bodyclose // leave closes it
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != http.StatusOK || resp.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatalf("%s: %s %v", address, resp.Status, resp.Header)
	}
	lines := bufio.NewScanner(resp.Body)
	next = func() (id, event string, data map[string]any) {
		for lines.Scan() {
			name, value, _ := strings.Cut(lines.Text(), ": ")
			switch {
			case name == "id":
				id = value
			case name == "event":
				event = value
			case name == "data":
				if err := json.Unmarshal([]byte(value), &data); err != nil {
					t.Fatal(err)
				}
			case name == "" && event != "":
				return id, event, data
			}
		}
		t.Errorf("the stream ended: %v", lines.Err())
		return "", "", nil
	}
	return next, func() { cancel(); _ = resp.Body.Close() }
}

// TestLive leaves after each event, and comes back for the next.
func TestLive(t *testing.T) {
	d := newDiary(2)
	base := serveDiary(t, d)
	whole, _ := readChange(t, base+"/malaysia.json")
	d.note(feeds.Added, tale(10, "malaysia"))
	d.note(feeds.Added, tale(11, "europe"))
	d.note(feeds.Changed, tale(0, "malaysia"))
	d.note(feeds.Removed, tale(1, "malaysia"))
	d.note(feeds.Retracted, tale(10, "malaysia"))
	var told []string
	address, last := base+"/malaysia/live?since="+whole.Dateline.Since, ""
	for range 4 {
		next, leave := follow(t, address, last)
		id, event, data := next()
		leave()
		told, last = append(told, fmt.Sprint(event, " ", data["id"], " ", data["title"])), id
	}
	want := []string{
		fmt.Sprint("new ", tale(10).ID.URN(), " ", tale(10).Title), fmt.Sprint("changed ", tale(0).ID.URN(), " ", tale(0).Title),
		fmt.Sprint("removed ", tale(1).ID.URN(), " <nil>"), fmt.Sprint("retracted ", tale(10).ID.URN(), " <nil>"),
	}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	// Who is there is told at once; who was away too long is told so.
	next, leave := follow(t, base+"/malaysia/live", last)
	defer leave()
	d.note(feeds.Added, tale(12, "malaysia"))
	if _, event, data := next(); event != "new" || data["title"] != tale(12).Title {
		t.Errorf("told %s %v", event, data)
	}
	d.mu.Lock()
	d.forgotten = uint64(len(d.steps))
	d.mu.Unlock()
	old, leaveOld := follow(t, address, "")
	defer leaveOld()
	if _, event, _ := old(); event != "reset" {
		t.Errorf("after too long: %s", event)
	}
}

func TestLiveRefused(t *testing.T) {
	base := serveDiary(t, newDiary(1))
	for _, tt := range []struct {
		path   string
		status int
	}{
		{"/my/live", http.StatusPermanentRedirect},
		{"/nowhere/live", http.StatusNotFound},
		{"/malaysia/live?limit=3", http.StatusBadRequest},
		{"/malaysia/live?since=2026-11-01", http.StatusBadRequest},
		{"/malaysia/live?source=nobody", http.StatusBadRequest},
	} {
		if a := ask(t, http.MethodGet, base+tt.path); a.StatusCode != tt.status {
			t.Errorf("%s: %s, want %d", tt.path, a.Status, tt.status)
		}
	}
	if a := ask(t, http.MethodPost, base+"/malaysia/live"); a.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST: %s", a.Status)
	}
	if a := ask(t, http.MethodHead, base+"/malaysia/live"); a.StatusCode != http.StatusOK {
		t.Errorf("HEAD: %s", a.Status)
	}
}

// TestLiveStops wants the server not to wait for who follows it.
func TestLiveStops(t *testing.T) {
	d := newDiary(1)
	o := options(d.shelf, "", logTo(t))
	o.Chronicle = d
	l, err := web.Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- web.Serve(ctx, l, web.New(o), logTo(t)) }()
	_, leave := follow(t, "http://"+l.Addr().String()+"/malaysia/live", "")
	defer leave()
	began := time.Now()
	stop()
	if err := <-served; err != nil || time.Since(began) > 5*time.Second {
		t.Errorf("stopped after %v: %v", time.Since(began), err)
	}
}
