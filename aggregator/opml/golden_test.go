package opml_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator/config"
	"dateline/aggregator/opml"
	"dateline/feeds"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Lists as programs and people write them, and the config made of each: what
// dateline import prints. The config has no problems.
func TestGolden(t *testing.T) {
	lists, err := filepath.Glob("testdata/*.opml")
	if err != nil || len(lists) == 0 {
		t.Fatal(lists, err)
	}
	for _, path := range lists {
		t.Run(filepath.Base(path), func(t *testing.T) {
			list, err := opml.Read(path)
			if err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			if err := opml.WriteConfig(&got, filepath.Base(path), list, feeds.Builtin()); err != nil {
				t.Fatal(err)
			}
			golden := strings.TrimSuffix(path, ".opml") + ".yaml"
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			loaded, err := config.Load(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(withoutHome(list.Sources(feeds.Builtin())), loaded.Sources); diff != "" {
				t.Errorf("the config says something else (-list +config)\n%s", diff)
			}
		})
	}
}

// withoutHome leaves out what a config has no key for.
func withoutHome(sources []feeds.Source) []feeds.Source {
	for i := range sources {
		sources[i].Home = ""
	}
	return sources
}
