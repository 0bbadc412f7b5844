package config_test

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator/config"
	"dateline/feeds"
)

// The sources of reading lists come after the configured ones, which win;
// folders are the operator's own regions too.
func TestReadingLists(t *testing.T) {
	path := write(t, `regions: [{slug: nusantara, name: Nusantara, includes: [malaysia, indonesia]}]
sources: [{url: "https://a.example/rss", rank: 3}]
opml: [lists/one.opml, ./two.opml]
`)
	dir := filepath.Dir(path)
	if err := os.Mkdir(filepath.Join(dir, "lists"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string]string{
		"lists/one.opml": `<opml><body><outline text="Nusantara"><outline text="A" xmlUrl="http://www.a.example/rss"/><outline text="B & C" xmlUrl="https://b.example/rss"/></outline></body></opml>`,
		"two.opml":       `<opml><body></body></opml>`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cfg, err := config.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	want := []feeds.Source{
		{ID: "https://a.example/rss", URL: "https://a.example/rss", Rank: 3},
		{ID: "https://b.example/rss", URL: "https://b.example/rss", Name: "B & C", Regions: []string{"nusantara"}},
	}
	if diff := cmp.Diff(want, cfg.Sources); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if _, changed := cfg.Lists.Look(slog.New(slog.DiscardHandler)); changed {
		t.Error("the lists have changed")
	}
	if notes := cfg.Lists.Notes(); len(notes) != 1 || !strings.Contains(notes[0], "two.opml: not a single") {
		t.Errorf("notes %q", notes)
	}
}

// A config may have nothing but lists.
func TestListsAlone(t *testing.T) {
	path := write(t, "opml: [a.opml]\n")
	if err := os.WriteFile(filepath.Join(filepath.Dir(path), "a.opml"), []byte(`<outline xmlUrl="https://a.example/rss"/>`), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg, err := config.Load(path)
	if err != nil || len(cfg.Sources) != 1 {
		t.Errorf("%d sources, %v", len(cfg.Sources), err)
	}
	if cfg, err := config.Load(write(t, one)); err != nil || cfg.Lists != nil {
		t.Errorf("lists without any: %v, %v", cfg.Lists, err)
	}
}

func TestListProblems(t *testing.T) {
	for _, tt := range []struct{ name, body, want string }{
		{"missing", "opml: [none.opml]\n" + one, "1:8: DIR/none.opml cannot be read (no such file or directory): create the file"},
		{"a folder", "opml: [.]\n" + one, "1:8: DIR cannot be read (it is not a file)"},
		{"no list", "opml:\n  - dateline.yaml\n" + one, "2:5: DIR/dateline.yaml: no OPML: it is a config file: name a list"},
		{"an address", "opml: [\"https://lists.example/news.opml\"]\n" + one, "1:8: reading lists at web addresses are not yet supported"},
		{"no list of lists", "opml: a.opml\n" + one, `1:7: "a.opml" where a list should be`},
		{"twice", "opml: [empty.opml, ./empty.opml]\n" + one, "1:20: the list DIR/empty.opml again"},
		{"empty and alone", "opml: [empty.opml]\n", "1:8: no sources: the reading lists are empty"},
		{"keys", "opml: [{file: a.opml}]\n" + one, "1:8: keys and values where one value should be"},
		{"none", "opml: []\n", "1:1: no sources"},
		{"none, said so", "title: T\nopml:\n", "1:1: no sources"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := write(t, tt.body)
			if err := os.WriteFile(filepath.Join(filepath.Dir(path), "empty.opml"), []byte("<opml><body/></opml>"), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := config.Load(path)
			problems, ok := errors.AsType[config.Problems](err)
			if !ok || len(problems) != 1 {
				t.Fatalf("error %v", err)
			}
			got := strings.TrimPrefix(problems[0].Error(), path+":")
			got = strings.ReplaceAll(got, filepath.Dir(path), "DIR")
			if !strings.HasPrefix(got, tt.want) {
				t.Errorf("got  %s\nwant %s…", got, tt.want)
			}
		})
	}
}

// The regions of a file are found whatever else is wrong with it.
func TestRegions(t *testing.T) {
	const own = "regions: [{slug: nusantara, name: Nusantara, includes: [malaysia]}]\n"
	for _, tt := range []struct {
		name, body string
		want       bool
	}{
		{"with sources", own + one, true},
		{"without", own, true},
		{"unknown key", own + "titel: T\n", true},
		{"empty", "", false},
		{"no YAML", own + "title: [\n", false},
		{"none", one, false},
	} {
		atlas, err := config.Regions(write(t, tt.body))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if _, ok := atlas.Resolve("nusantara"); ok != tt.want {
			t.Errorf("%s: nusantara is a region: %v, want %v", tt.name, ok, tt.want)
		}
	}
	t.Chdir(t.TempDir())
	if atlas, err := config.Regions(""); err != nil || atlas != feeds.Builtin() {
		t.Errorf("without a file: %v", err)
	}
	if _, err := config.Regions("none.yaml"); err == nil {
		t.Error("a file that is not there has regions")
	}
}
