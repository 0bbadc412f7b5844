package static_test

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/feeds/web/static"
)

// TestPublish wants everything that can be reached without a query as a file,
// with its bytes and its time.
func TestPublish(t *testing.T) {
	d := newDesk()
	dir := filepath.Join(t.TempDir(), "site")
	sum := publish(t, dir, d)
	want := map[string]string{
		"index.html": "/", "malaysia.html": "/malaysia", "malaysia.rss": "/malaysia.rss", "items/1.html": "/items/1",
		"items/1.json": "/items/1.json", "robots.txt": "/robots.txt", "sitemap.xml": "/sitemap.xml", "404.html": "/404.html",
	}
	got := files(t, dir)
	zipped := got["malaysia.rss.gz"]
	delete(got, "malaysia.rss.gz")
	if diff := cmp.Diff(slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(got))); diff != "" {
		t.Fatalf("files (-want +got)\n%s", diff)
	}
	for name, path := range want {
		p := d.pages[path]
		if got[name].body != p.body {
			t.Errorf("%s is %q, want %q", name, got[name].body, p.body)
		}
		when := p.modified
		if when.IsZero() {
			when = day // the newest
		}
		if !got[name].modified.Equal(when) {
			t.Errorf("%s is of %s, want %s", name, got[name].modified, when)
		}
	}
	if gunzip(t, zipped.body) != d.pages["/malaysia.rss"].body || !zipped.modified.Equal(day) {
		t.Errorf("the twin is %q of %s", zipped.body, zipped.modified)
	}
	bytes := int64(len(zipped.body))
	for _, f := range got {
		bytes += int64(len(f.body))
	}
	if diff := cmp.Diff(static.Summary{Dir: dir, Written: len(want), Bytes: bytes}, sum); diff != "" {
		t.Errorf("summary (-want +got)\n%s", diff)
	}
}

// TestPublishAgain changes one thing at a time: nothing else may be touched.
func TestPublishAgain(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*desk)
		want   static.Summary
		// touched are the files that may differ, by name.
		touched []string
	}{
		"nothing": {func(*desk) {}, static.Summary{Unchanged: 8}, nil},
		"one page": {
			func(d *desk) { d.put("/items/1", "text/html", `<a href="/items/1.json">new</a>`, day.Add(time.Minute)) },
			static.Summary{Written: 1, Unchanged: 7},
			[]string{"items/1.html"},
		},
		"a new item": {
			func(d *desk) {
				d.put("/malaysia", "text/html", `<a href="/malaysia.rss"></a><a href="/items/2.json">2</a>`, day.Add(time.Minute))
				d.put("/items/2.json", "application/json", "{}", day)
			},
			static.Summary{Written: 2, Unchanged: 7},
			[]string{"items/2.json", "malaysia.html"},
		},
		"a feed too short for a twin": {
			func(d *desk) {
				d.put("/malaysia.rss", "application/rss+xml", baseURL+"/items/1\n", day.Add(time.Minute))
			},
			static.Summary{Written: 1, Unchanged: 7},
			[]string{"malaysia.rss", "malaysia.rss.gz"},
		},
		"a region gone": {
			func(d *desk) {
				d.put("/", "text/html", "nothing", time.Time{})
				d.put("/sitemap.xml", "application/xml", "<x/>", time.Time{})
			},
			static.Summary{Written: 2, Unchanged: 2, Removed: 4},
			[]string{"index.html", "items/1.html", "items/1.json", "malaysia.html", "malaysia.rss", "malaysia.rss.gz", "sitemap.xml"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk()
			dir := t.TempDir()
			publish(t, dir, d)
			before := files(t, dir)
			tt.change(d)
			sum := publish(t, dir, d)
			sum.Dir, sum.Bytes = "", 0
			if diff := cmp.Diff(tt.want, sum); diff != "" {
				t.Errorf("summary (-want +got)\n%s", diff)
			}
			after := files(t, dir)
			var touched []string
			for name := range maps.Keys(union(before, after)) {
				if before[name] != after[name] {
					touched = append(touched, name)
				}
			}
			slices.Sort(touched)
			if diff := cmp.Diff(tt.touched, touched); diff != "" {
				t.Errorf("touched (-want +got)\n%s", diff)
			}
		})
	}
}

func union(a, b map[string]file) map[string]file {
	u := maps.Clone(a)
	maps.Copy(u, b)
	return u
}

// TestPublishLater wants a file that changes younger than it was, though the
// answer names the same time: servers tell versions by it.
func TestPublishLater(t *testing.T) {
	d := newDesk()
	dir := t.TempDir()
	publish(t, dir, d)
	d.put("/items/1.json", "application/json", "{}", day.Add(-time.Hour))
	publish(t, dir, d)
	if got, want := files(t, dir)["items/1.json"].modified, day.Add(-time.Hour+time.Second); !got.Equal(want) {
		t.Errorf("changed at %s, want %s", got, want)
	}
}

// TestPublishForeign leaves what is not ours alone, and says so.
func TestPublishForeign(t *testing.T) {
	d := newDesk()
	dir := t.TempDir()
	own := map[string]string{"robots.txt": "mine", "logo.png": "picture", "items/mine": "mine too"}
	for name, body := range own {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		sum := publish(t, dir, d)
		if diff := cmp.Diff([]string{"robots.txt"}, sum.Left); diff != "" {
			t.Errorf("left alone (-want +got)\n%s", diff)
		}
		d.put("/", "text/html", "nothing", time.Time{}) // so that all else goes
		d.drop("/sitemap.xml")
	}
	got := files(t, dir)
	for name, body := range own {
		if got[name].body != body {
			t.Errorf("%s is %q, want %q", name, got[name].body, body)
		}
	}
	if _, ok := got["malaysia.html"]; ok {
		t.Error("what is no longer published is still there")
	}
}

// TestPublishFailure keeps what could not be asked for, publishes the rest and
// names what failed.
func TestPublishFailure(t *testing.T) {
	d := newDesk()
	dir := t.TempDir()
	publish(t, dir, d)
	before := files(t, dir)
	d.pages["/malaysia"] = page{body: "oops", mediaType: "text/plain", status: http.StatusInternalServerError}
	d.put("/", "text/html", "changed", time.Time{})
	_, err := static.Publish(t.Context(), options(dir, d))
	if err == nil || !strings.Contains(err.Error(), "/malaysia: answered with 500") {
		t.Errorf("error is %v", err)
	}
	after := files(t, dir)
	if after["index.html"].body != "changed" {
		t.Error("the rest was not published")
	}
	for _, name := range []string{"malaysia.html", "malaysia.rss", "items/1.json"} {
		if before[name] != after[name] {
			t.Errorf("%s was touched", name)
		}
	}
}

// TestPublishMends writes files again that somebody changed or removed, with
// the times they had.
func TestPublishMends(t *testing.T) {
	d := newDesk()
	dir := t.TempDir()
	publish(t, dir, d)
	before := files(t, dir)
	if err := os.Remove(filepath.Join(dir, "malaysia.rss.gz")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "malaysia.html"), []byte("defaced"), 0o600); err != nil {
		t.Fatal(err)
	}
	publish(t, dir, d)
	after := files(t, dir)
	for name := range before {
		if before[name] != after[name] {
			t.Errorf("%s is %v, want %v", name, after[name], before[name])
		}
	}
}

// TestPublishCancelled changes nothing.
func TestPublishCancelled(t *testing.T) {
	d := newDesk()
	dir := t.TempDir()
	publish(t, dir, d)
	before := files(t, dir)
	d.put("/malaysia", "text/html", "changed", day)
	ctx, stop := context.WithCancel(t.Context())
	d.answered = func(path string) {
		if path == "/malaysia" {
			stop()
		}
	}
	if _, err := static.Publish(ctx, options(dir, d)); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
	if diff := cmp.Diff(before, files(t, dir), cmp.AllowUnexported(file{})); diff != "" {
		t.Errorf("files (-want +got)\n%s", diff)
	}
}

// TestPublishWhere refuses folders that are hardly meant.
func TestPublishWhere(t *testing.T) {
	root := t.TempDir()
	for _, dir := range []string{"data", "desk/.git", "config", "site"} {
		if err := os.MkdirAll(filepath.Join(root, dir), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"config/dateline.yaml", "file"} {
		if err := os.WriteFile(filepath.Join(root, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(root, "data"), filepath.Join(root, "link")); err != nil {
		t.Fatal(err)
	}
	for dir, want := range map[string]string{
		"data":     "is the folder",
		"link":     "is the folder",
		"data/in":  "is in the folder",
		".":        "in it",
		"desk":     "holds .git",
		"config":   "holds dateline.yaml",
		"file":     "file",
		"/":        "no folder of its own",
		"site":     "",
		"new/deep": "",
	} {
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(root, dir)
		}
		o := options(dir, newDesk())
		o.Apart = []string{filepath.Join(root, "data")}
		_, err := static.Publish(t.Context(), o)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("--out %s: error is %v, want %q", dir, err, want)
		}
	}
	o := options(filepath.Join(root, "site"), newDesk())
	o.BaseURL = ""
	if _, err := static.Publish(t.Context(), o); err == nil || !strings.Contains(err.Error(), "base_url") {
		t.Errorf("without base_url: %v", err)
	}
}
