package web_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/feeds"
	"dateline/feeds/web"
)

// diary is the Chronicle of a shelf: what happened to its stories, the first
// under sequence 1. What happened up to forgotten is not known any more.
type diary struct {
	*shelf
	mu        sync.Mutex
	steps     []feeds.Step
	forgotten uint64
	grown     chan struct{}
	// asked counts the calls of Since.
	asked int
	// archives are the documents of October, the newest first.
	archives [][]feeds.Entry
}

func newDiary(n int) *diary {
	d := &diary{shelf: newShelf(n), grown: make(chan struct{})}
	for _, e := range d.entries {
		d.note(feeds.Added, e)
	}
	d.seq = uint64(len(d.steps))
	return d
}

// note lets something happen.
func (d *diary) note(what feeds.Act, e feeds.Entry) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.steps = append(d.steps, feeds.Step{Seq: uint64(len(d.steps) + 1), At: day, ID: e.ID, What: what, Entry: e, Reason: map[bool]string{true: "wrong"}[what == feeds.Retracted]})
	close(d.grown)
	d.grown = make(chan struct{})
}

func (d *diary) Since(_ context.Context, region string, q feeds.Query, after uint64, limit int) (feeds.Delta, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.asked++
	delta := feeds.Delta{Next: after}
	switch {
	case after < d.forgotten:
		return delta, feeds.ErrPruned
	case after > uint64(len(d.steps)):
		return delta, feeds.ErrAhead
	}
	for _, step := range d.steps[after:] {
		if !slices.Contains(d.atlas.Fan(step.Entry.Placements), region) || !q.Wants(step.Entry) {
			continue
		}
		if delta.More = len(delta.Steps) == limit; delta.More {
			break
		}
		delta.Steps, delta.Next = append(delta.Steps, step), step.Seq
	}
	return delta, nil
}

func (d *diary) Wait(ctx context.Context, after uint64) (uint64, error) {
	for {
		d.mu.Lock()
		seq, grown := uint64(len(d.steps)), d.grown
		d.mu.Unlock()
		if seq > after {
			return seq, nil
		}
		select {
		case <-grown:
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}

var october = feeds.Month{Year: 2025, Month: 10}

func (d *diary) place(i int) feeds.Place {
	if i < 0 || i >= len(d.archives) {
		return feeds.Place{}
	}
	return feeds.Place{Month: october, Before: uint64(len(d.archives)-i) * uint64(min(i, 1))}
}

func (d *diary) Archive(_ context.Context, _ string, _ feeds.Query, at feeds.Place, _ feeds.Month, _ int) (feeds.Archive, error) {
	for i, entries := range d.archives {
		if d.place(i) == at {
			return feeds.Archive{Place: at, Entries: entries, Prev: d.place(i + 1), Next: d.place(i - 1)}, nil
		}
	}
	return feeds.Archive{}, feeds.ErrNotFound
}

func (d *diary) Archived(context.Context, string, feeds.Query, []feeds.Entry, bool, feeds.Month, int) (feeds.Place, error) {
	return d.place(0), nil
}

func (d *diary) Months(context.Context, string, feeds.Month) ([]feeds.Month, error) {
	return []feeds.Month{october}, nil
}

func serveDiary(t *testing.T, d *diary) string {
	t.Helper()
	o := options(d.shelf, "", logTo(t))
	o.Chronicle = d
	return serveHandler(t, web.New(o))
}

// change is what a JSON Feed tells of changes.
type change struct {
	NextURL  string `json:"next_url"`
	Items    []struct{ ID, Title string }
	Dateline struct {
		Since              string
		Retracted, Removed []struct{ ID, Reason string }
	} `json:"_dateline"`
}

func readChange(t *testing.T, address string) (c change, a answer) {
	t.Helper()
	a = ask(t, http.MethodGet, address)
	if a.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s\n%s", address, a.Status, a.body)
	}
	if err := json.Unmarshal([]byte(a.body), &c); err != nil {
		t.Fatal(err)
	}
	if a.Header.Get("X-Feed-Since") != c.Dateline.Since {
		t.Errorf("%s: X-Feed-Since %q, want %q", address, a.Header.Get("X-Feed-Since"), c.Dateline.Since)
	}
	return c, a
}

// TestSince follows the changes of a region from a whole feed on.
func TestSince(t *testing.T) {
	d := newDiary(3)
	base := serveDiary(t, d)
	whole, _ := readChange(t, base+"/malaysia.json")
	since := func(cursor string) string { return base + "/malaysia.json?limit=2&since=" + cursor }

	// Nothing is new: the same cursor, and the same bytes.
	none, a := readChange(t, since(whole.Dateline.Since))
	if len(none.Items) != 0 || none.Dateline.Since != whole.Dateline.Since || none.NextURL != "" || !strings.Contains(a.body, `"items":[]`) {
		t.Errorf("nothing new: %s", a.body)
	}
	if again := ask(t, http.MethodGet, since(whole.Dateline.Since), "If-None-Match", a.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
		t.Errorf("nothing new, asked again: %s", again.Status)
	}
	for i := 10; i < 13; i++ {
		d.note(feeds.Added, tale(i, "malaysia"))
		d.add(tale(i, "malaysia"))
	}
	d.note(feeds.Removed, tale(0, "malaysia"))
	d.note(feeds.Retracted, tale(1, "malaysia"))

	var told []string
	next := since(whole.Dateline.Since)
	for pages := 0; next != "" && pages < 9; pages++ {
		var c change
		c, _ = readChange(t, next)
		for _, it := range c.Items {
			told = append(told, it.Title)
		}
		for _, r := range c.Dateline.Removed {
			told = append(told, "removed "+r.ID)
		}
		for _, r := range c.Dateline.Retracted {
			told = append(told, "retracted "+r.ID+" "+r.Reason)
		}
		next = c.NextURL
		if next != "" {
			u, err := url.Parse(next)
			if err != nil {
				t.Fatal(err)
			}
			if u.Query().Get("since") != c.Dateline.Since {
				t.Errorf("next_url %s, since %s", next, c.Dateline.Since)
			}
			next = base + "/" + strings.SplitN(next, "/", 4)[3]
		}
	}
	want := []string{
		tale(10).Title, tale(11).Title, tale(12).Title,
		"removed " + tale(0).ID.URN(), "retracted " + tale(1).ID.URN() + " wrong",
	}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	for _, format := range []string{"rss", "atom"} {
		a := ask(t, http.MethodGet, base+"/malaysia."+format+"?since="+whole.Dateline.Since)
		if n := strings.Count(a.body, "<at:deleted-entry "); n != 2 || a.Header.Get("X-Feed-Since") == "" {
			t.Errorf("%s tells of %d that are gone: %s\n%s", format, n, a.Header.Get("X-Feed-Since"), a.body)
		}
	}
}

// TestSinceRefused wants it said what is wrong with a cursor, and what to do.
func TestSinceRefused(t *testing.T) {
	d := newDiary(3)
	base := serveDiary(t, d)
	whole, _ := readChange(t, base+"/malaysia.json")
	cursor := whole.Dateline.Since
	d.note(feeds.Added, tale(10, "malaysia"))
	ahead, _ := readChange(t, base+"/malaysia.json?since="+cursor)
	d.forgotten = uint64(len(d.steps))
	d.note(feeds.Added, tale(11, "malaysia"))
	other := serveDiary(t, newDiary(3))
	for _, tt := range []struct {
		url    string
		status int
		words  string
	}{
		{base + "/malaysia.json?limit=9&since=" + cursor, http.StatusGone, "Load the feed anew"},
		{base + "/malaysia.atom?since=" + cursor, http.StatusGone, "Load the feed anew"},
		{other + "/malaysia.json?since=" + ahead.Dateline.Since, http.StatusBadRequest, "from another store"},
		{base + "/malaysia.json?since=" + cursor[:len(cursor)-1], http.StatusBadRequest, "no cursor that we gave out"},
		{base + "/malaysia.json?since=" + strings.ToLower(cursor), http.StatusBadRequest, "no cursor that we gave out"},
		{base + "/malaysia.json?since=" + cursor + "&since=" + ahead.Dateline.Since, http.StatusBadRequest, "two cursors"},
		{base + "/malaysia.json?dupes=expand&since=" + cursor, http.StatusBadRequest, "dupes=expand"},
		{base + "/malaysia?since=" + cursor, http.StatusBadRequest, "/malaysia.json?since=" + cursor},
		{base + "/my.json?since=" + cursor + "&limit=3", http.StatusPermanentRedirect, ""},
	} {
		a := ask(t, http.MethodGet, tt.url)
		if a.StatusCode != tt.status || !strings.Contains(strings.ToLower(a.body), strings.ToLower(tt.words)) {
			t.Errorf("%s: %s, want %d and %q:\n%s", tt.url, a.Status, tt.status, tt.words, a.body)
		}
	}
}

// TestArchive walks an archive back and forth.
func TestArchive(t *testing.T) {
	d := newDiary(2)
	for i := range 3 {
		d.archives = append(d.archives, []feeds.Entry{tale(20+i, "malaysia")})
	}
	base := serveDiary(t, d)
	link := func(a answer, rel string) string {
		for part := range strings.SplitSeq(a.Header.Get("Link"), ", ") {
			if target, ok := strings.CutSuffix(part, `>; rel="`+rel+`"`); ok {
				return base + "/" + strings.SplitN(target, "/", 4)[3]
			}
		}
		return ""
	}
	for _, format := range []string{"rss", "atom", "json"} {
		current := base + "/malaysia." + format
		var walked []string
		for next := link(ask(t, http.MethodGet, current), "prev-archive"); next != ""; {
			walked = append(walked, next)
			a := ask(t, http.MethodGet, next)
			if a.StatusCode != http.StatusOK || link(a, "current") != current || !strings.Contains(a.Header.Get("Cache-Control"), "immutable") || a.Header.Get("X-Feed-Health") != "" {
				t.Fatalf("%s: %s %v", next, a.Status, a.Header)
			}
			if mark := map[string]string{"rss": "<fh:archive/>", "atom": "<fh:archive/>", "json": `"archive":"2025-10"`}[format]; !strings.Contains(a.body, mark) {
				t.Errorf("%s: no %s:\n%s", next, mark, a.body)
			}
			if n := len(walked); n > 1 && link(a, "next-archive") != walked[n-2] {
				t.Errorf("%s: next-archive %s, want %s", next, link(a, "next-archive"), walked[n-2])
			}
			next = link(a, "prev-archive")
		}
		if len(walked) != 3 || walked[0] != base+"/malaysia/2025/10."+format {
			t.Errorf("walked %v", walked)
		}
	}
	for _, path := range []string{"/malaysia/podcasts.rss", "/malaysia.rss?dupes=expand", "/malaysia.rss?since=2026-01-01"} {
		a := ask(t, http.MethodGet, base+path)
		if a.StatusCode != http.StatusOK || strings.Contains(a.body, "prev-archive") || strings.Contains(a.Header.Get("Link"), "prev-archive") {
			t.Errorf("%s: %s, is led to archives of something else: %s", path, a.Status, a.Header.Get("Link"))
		}
	}
	for _, tt := range []struct {
		path   string
		status int
		words  string
	}{
		{"/my/2025/10.rss", http.StatusPermanentRedirect, ""},
		{"/malaysia/2025/9.atom", http.StatusPermanentRedirect, ""},
		{"/malaysia/2025/09.atom", http.StatusNotFound, "nothing is kept that came in 2025-09"},
		{"/malaysia/9999/12.rss", http.StatusNotFound, "9999-12 is not over"},
		{"/malaysia/2025/13.rss", http.StatusNotFound, "/malaysia/2026/10.rss"},
		{"/malaysia/2025/10", http.StatusNotFound, "/malaysia/2026/10.rss"},
		{"/nowhere/2025/10.rss", http.StatusNotFound, "no region"},
		{"/malaysia/2025/10.rss?limit=3", http.StatusBadRequest, "no parameter"},
		{"/malaysia/2025/10.rss?before=2025-10-02", http.StatusBadRequest, "not from a link of an archive"},
		{"/malaysia/2025/10.rss?topic=Business&topic=", http.StatusBadRequest, "topic"},
	} {
		a := ask(t, http.MethodGet, base+tt.path)
		if a.StatusCode != tt.status || !strings.Contains(strings.ToLower(a.body), strings.ToLower(tt.words)) {
			t.Errorf("%s: %s, want %d and %q:\n%s", tt.path, a.Status, tt.status, tt.words, a.body)
		}
	}
	if a := ask(t, http.MethodGet, base+"/my/2025/9.rss"); a.Header.Get("Location") != "/malaysia/2025/09.rss" {
		t.Errorf("a code leads to %q", a.Header.Get("Location"))
	}
}
