package static_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/feeds/web/static"
)

// edition is a desk whose regions, feeds and items all name the edition.
func edition(n int) *desk {
	const regions = 150
	d := newDesk()
	front := ""
	when := day.Add(time.Duration(n) * time.Hour)
	for i := range regions {
		front += fmt.Sprintf(`<a href="/region-%d">x</a>`, i)
		d.put(fmt.Sprintf("/region-%d", i), "text/html", fmt.Sprintf(`edition %d <a href="/region-%d.rss">x</a>`, n, i), when)
		d.put(fmt.Sprintf("/region-%d.rss", i), "application/rss+xml", fmt.Sprintf("edition %d <link>%s/items/%d.json</link>", n, baseURL, i), when)
		d.put(fmt.Sprintf("/items/%d.json", i), "application/json", fmt.Sprintf("edition %d", n), when)
	}
	d.put("/", "text/html", fmt.Sprintf("edition %d %s", n, front), time.Time{})
	return d
}

// TestEditionInChild is not a test of its own: it is what TestKilledPublish
// kills.
func TestEditionInChild(t *testing.T) {
	dir := os.Getenv("PUBLISH_IN")
	if dir == "" {
		t.Skip("run by TestKilledPublish")
	}
	if _, err := static.Publish(t.Context(), options(dir, edition(2))); err != nil {
		t.Fatal(err)
	}
}

// TestKilledPublish kills the second edition when a certain file of it has come
// and wants every file whole, each of one edition or the other, no page ahead of
// what it leads to, and all mended by the next run.
func TestKilledPublish(t *testing.T) {
	fresh := filepath.Join(t.TempDir(), "fresh")
	publish(t, fresh, edition(1))
	publish(t, fresh, edition(2))
	second := files(t, fresh)
	for _, last := range []string{".dateline/new/region-7.rss", "items/1.json", "items/99.json", "region-3.rss", "region-80.html", "index.html"} {
		dir := filepath.Join(t.TempDir(), "site")
		publish(t, dir, edition(1))
		first := files(t, dir)
		killOnce(t, dir, last)
		got := files(t, dir)
		for name, f := range union(first, got) {
			if got[name].body != first[name].body && got[name].body != second[name].body {
				t.Errorf("killed at %s: %s is %q, of neither edition (%v)", last, name, got[name].body, f)
			}
		}
		for i := range 150 {
			page, feed, item := got[fmt.Sprintf("region-%d.html", i)], got[fmt.Sprintf("region-%d.rss", i)], got[fmt.Sprintf("items/%d.json", i)]
			if isSecond(page) && !isSecond(feed) || isSecond(feed) && !isSecond(item) {
				t.Errorf("killed at %s: region %d is ahead of what it leads to", last, i)
			}
		}
		publish(t, dir, edition(2))
		if diff := cmp.Diff(second, files(t, dir), cmp.AllowUnexported(file{})); diff != "" {
			t.Errorf("killed at %s: after the next run (-want +got)\n%s", last, diff)
		}
		if _, err := os.Stat(filepath.Join(dir, ".dateline/new")); err == nil {
			t.Errorf("killed at %s: the stage is still there", last)
		}
	}
}

func isSecond(f file) bool { return len(f.body) > 8 && f.body[:9] == "edition 2" }

// killOnce publishes the second edition in another process and kills that once
// a file is there and is not of the first.
func killOnce(t *testing.T, dir, name string) {
	t.Helper()
	before, _ := os.Stat(filepath.Join(dir, name))
	cmd := exec.Command(os.Args[0], "-test.run=^TestEditionInChild$")
	cmd.Env = append(os.Environ(), "PUBLISH_IN="+dir)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // killed or not
		close(ended)
	}()
	for {
		select {
		case <-ended:
			return // it was faster: nothing to mend
		default:
		}
		now, err := os.Stat(filepath.Join(dir, name))
		if err == nil && (before == nil || !os.SameFile(before, now)) {
			_ = cmd.Process.Kill()
			<-ended
			return
		}
	}
}
