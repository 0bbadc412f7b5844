package opml_test

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator/opml"
	"dateline/feeds"
)

// desk is a folder with reading lists, and what was logged of them.
type desk struct {
	t     *testing.T
	dir   string
	lists *opml.Lists
	said  bytes.Buffer
	log   *slog.Logger
	tick  int
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, dir: t.TempDir(), lists: opml.NewLists(feeds.Builtin())}
	d.log = slog.New(slog.NewTextHandler(&d.said, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		switch {
		case a.Key == slog.TimeKey:
			return slog.Attr{}
		case a.Value.Kind() == slog.KindString || a.Value.Kind() == slog.KindAny:
			return slog.String(a.Key, strings.ReplaceAll(a.Value.String(), d.dir+string(filepath.Separator), ""))
		}
		return a
	}}))
	return d
}

func (d *desk) path(name string) string { return filepath.Join(d.dir, name) }

// write writes a file as of some time ago, later each time.
func (d *desk) write(name, body string) {
	d.t.Helper()
	if err := os.WriteFile(d.path(name), []byte(body), 0o600); err != nil {
		d.t.Fatal(err)
	}
	d.tick++
	at := time.Now().Add(time.Duration(d.tick-100) * time.Hour)
	if err := os.Chtimes(d.path(name), at, at); err != nil {
		d.t.Fatal(err)
	}
}

// look looks and returns the addresses, "same" if nothing changed, and what
// was logged.
func (d *desk) look() (addresses, said string) {
	d.said.Reset()
	sources, changed := d.lists.Look(d.log)
	if !changed {
		return "same", strings.TrimSpace(d.said.String())
	}
	return addressesOf(sources), strings.TrimSpace(d.said.String())
}

func addressesOf(sources []feeds.Source) string {
	var all []string
	for _, src := range sources {
		all = append(all, strings.TrimPrefix(src.URL, "https://"))
	}
	return strings.Join(all, " ")
}

// list is a list with feeds at hosts.
func list(hosts ...string) string {
	var b strings.Builder
	for _, h := range hosts {
		b.WriteString(`<outline text="` + h + `" xmlUrl="https://` + h + `"/>`)
	}
	return whole(b.String())
}

// A list is followed through all that can become of it.
func TestLists(t *testing.T) {
	d := newDesk(t)
	d.write("a.opml", strings.Replace(list("a.example", "b.example"), "</body>", "<outline type='rss'/></body>", 1))
	if err := d.lists.Add(d.path("a.opml")); err != nil {
		t.Fatal(err)
	}
	configured := []feeds.Source{{ID: "own", URL: "https://own.example"}, {ID: "b", URL: "http://www.b.example/", Rank: 7}}
	joined := d.lists.Join(configured)
	if diff := cmp.Diff(append(configured, feeds.Source{ID: "https://a.example", URL: "https://a.example", Name: "a.example"}), joined); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	const own = "own.example http://www.b.example/"
	for _, step := range []struct {
		name       string
		do         func()
		want, said string
	}{
		{"the first look", func() {}, "same", `level=INFO msg="reading list" note="a.opml: line 1: an outline without a name has no feed address"`},
		{"nothing happens", func() {}, "same", ""},
		{"said otherwise", func() { d.write("a.opml", list("a.example", "b.example")) }, own + " a.example", `level=INFO msg="reading list changed" list=a.opml sources=2 added=0 removed=0 notes=0`},
		{"touched", func() { d.write("a.opml", list("a.example", "b.example")) }, "same", ""},
		{"one more", func() { d.write("a.opml", list("a.example", "b.example", "c.example")) }, own + " a.example c.example", `level=INFO msg="reading list changed" list=a.opml sources=3 added=1 removed=0 notes=0`},
		{"nothing again", func() {}, "same", ""},
		{"one less", func() { d.write("a.opml", list("c.example")) }, own + " c.example", `level=INFO msg="reading list changed" list=a.opml sources=1 added=0 removed=2 notes=0`},
		{"a page instead", func() { d.write("a.opml", "<html>503") }, "same", `level=WARN msg="reading list cannot be read: its sources stay" list=a.opml sources=1 error="no OPML: it is a web page"`},
		{"still a page", func() {}, "same", ""},
		{"another page", func() { d.write("a.opml", "<html>504") }, "same", ""},
		{"gone", func() { _ = os.Remove(d.path("a.opml")) }, "same", `level=WARN msg="reading list cannot be read: its sources stay" list=a.opml sources=1 error="stat a.opml: no such file or directory"`},
		{"still gone", func() {}, "same", ""},
		{"back as it was", func() { d.write("a.opml", list("c.example")) }, "same", `level=INFO msg="reading list is back" list=a.opml sources=1`},
		{"gone again", func() { _ = os.Remove(d.path("a.opml")) }, "same", `level=WARN msg="reading list cannot be read: its sources stay" list=a.opml sources=1 error="stat a.opml: no such file or directory"`},
		{"back with more", func() { d.write("a.opml", list("c.example", "d.example")) }, own + " c.example d.example", `level=INFO msg="reading list changed" list=a.opml sources=2 added=1 removed=0 notes=0`},
		{"half written", func() { d.write("a.opml", strings.TrimSuffix(list("c.example"), "</body></opml>")) }, "same", `level=WARN msg="reading list cannot be read: its sources stay" list=a.opml sources=2 error="it ends in the middle"`},
		{"truncated", func() { d.write("a.opml", "") }, "same", `level=WARN msg="reading list cannot be read: its sources stay" list=a.opml sources=2 error="no OPML: it is empty"`},
		{"emptied on purpose", func() { d.write("a.opml", list()) }, own, `level=WARN msg="reading list is empty: its sources are no longer visited" list=a.opml removed=2`},
		{"still empty", func() {}, "same", ""},
		{"filled", func() { d.write("a.opml", list("e.example")) }, own + " e.example", `level=INFO msg="reading list changed" list=a.opml sources=1 added=1 removed=0 notes=0`},
	} {
		step.do()
		got, said := d.look()
		if got != step.want {
			t.Errorf("%s: got %s, want %s", step.name, got, step.want)
		}
		if diff := cmp.Diff(step.said, said); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", step.name, diff)
		}
	}
}

// A file written a moment ago may be written again in the same tick of the
// clock: it is read once more.
func TestSameTick(t *testing.T) {
	d := newDesk(t)
	now := time.Now().Add(time.Minute) // however slow this machine is
	put := func(host string) {
		t.Helper()
		if err := os.WriteFile(d.path("a.opml"), []byte(list(host)), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(d.path("a.opml"), now, now); err != nil {
			t.Fatal(err)
		}
	}
	put("a.example")
	if err := d.lists.Add(d.path("a.opml")); err != nil {
		t.Fatal(err)
	}
	put("b.example")
	if got, _ := d.look(); got != "b.example" {
		t.Errorf("got %s", got)
	}
}

// A file that another replaced is another, even of the same size and time.
func TestReplaced(t *testing.T) {
	d := newDesk(t)
	d.write("a.opml", list("a.example"))
	if err := d.lists.Add(d.path("a.opml")); err != nil {
		t.Fatal(err)
	}
	d.tick--
	d.write("new.opml", list("b.example"))
	if err := os.Rename(d.path("new.opml"), d.path("a.opml")); err != nil {
		t.Fatal(err)
	}
	if got, _ := d.look(); got != "b.example" {
		t.Errorf("got %s", got)
	}
}

// Of several lists the first has a source, and none takes an ID of another.
func TestSeveralLists(t *testing.T) {
	d := newDesk(t)
	d.write("a.opml", whole(`<outline text="Malaysia"><outline text="A" xmlUrl="https://a.example"/></outline>`))
	d.write("b.opml", list("a.example", "b.example", "c.example"))
	for _, name := range []string{"a.opml", "b.opml"} {
		if err := d.lists.Add(d.path(name)); err != nil {
			t.Fatal(err)
		}
	}
	got := d.lists.Join([]feeds.Source{{ID: "https://b.example", URL: "https://elsewhere.example/b"}})
	want := []feeds.Source{
		{ID: "https://b.example", URL: "https://elsewhere.example/b"},
		{ID: "https://a.example", URL: "https://a.example", Name: "A", Regions: []string{"malaysia"}},
		{ID: "https://c.example", URL: "https://c.example", Name: "c.example"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	d.write("a.opml", list("d.example"))
	if got, _ := d.look(); got != "elsewhere.example/b d.example a.example c.example" {
		t.Errorf("got %s", got)
	}
}

func TestAdd(t *testing.T) {
	d := newDesk(t)
	d.write("page.opml", "<html>")
	d.write("empty.opml", list())
	d.write("cut.opml", `<opml><body><outline xmlUrl="https://a.example"/><outline type="rss"/>`)
	for name, want := range map[string]string{
		"none.opml":  "no such file or directory",
		"page.opml":  "no OPML: it is a web page",
		".":          "it is not a file",
		"empty.opml": "",
		"cut.opml":   "",
	} {
		err := d.lists.Add(d.path(name))
		if (err == nil) != (want == "") || (err != nil && !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
	if n := len(d.lists.Join(nil)); n != 1 {
		t.Errorf("%d sources", n)
	}
	for _, want := range []string{"empty.opml: not a single outline", "cut.opml: it ends in the middle", "cut.opml: line 1: an outline without a name has no feed address"} {
		if notes := strings.Join(d.lists.Notes(), "\n"); !strings.Contains(notes, want) {
			t.Errorf("notes\n%s\nwant %s", notes, want)
		}
	}
}

// A config without lists has nil ones.
func TestNoLists(t *testing.T) {
	var none *opml.Lists
	if sources, changed := none.Look(slog.New(slog.DiscardHandler)); sources != nil || changed || none.Notes() != nil {
		t.Error("nil lists have sources")
	}
}
