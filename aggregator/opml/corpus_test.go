package opml_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"dateline/aggregator/config"
	"dateline/aggregator/opml"
	"dateline/feeds"
)

var xmlURL = regexp.MustCompile(`\sxmlUrl="([^"]*)"`)

// Lists that nobody in this project wrote, many not well-formed: each address
// is found, and the config made of them has no problems.
func TestCorpus(t *testing.T) {
	root := filepath.Join("..", "..", "..", "shared", "corpus", "opml")
	if _, err := os.Stat(root); err != nil {
		t.Skip("no ../shared/corpus/opml")
	}
	lists, all := 0, 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		lists++
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		list, err := opml.Parse(body)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			return nil
		}
		all += len(list.Feeds)
		// Those that are again under another name are in the notes.
		if want := len(xmlURL.FindAll(body, -1)); len(list.Feeds)+len(list.Notes) < want || len(list.Notes) > 1 {
			t.Errorf("%s: %d feeds, want %d; notes %v", path, len(list.Feeds), want, list.Notes)
		}
		folder, _ := filepath.Rel(root, filepath.Dir(path))
		checkConfig(t, path, list, folder == filepath.Join("countries", "with_category"))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d lists, %d feeds", lists, all)
}

// checkConfig checks that a list makes a config without problems, and that its
// sources are in a region if they must be.
func checkConfig(t *testing.T, name string, list opml.List, isPlaced bool) {
	t.Helper()
	var b bytes.Buffer
	if err := opml.WriteConfig(&b, name, list, feeds.Builtin()); err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	path := filepath.Join(t.TempDir(), "dateline.yaml")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg, err := config.Load(path)
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
	if len(cfg.Sources) != len(list.Feeds) {
		t.Errorf("%s: %d of %d sources", name, len(cfg.Sources), len(list.Feeds))
	}
	for _, src := range cfg.Sources {
		if isPlaced && len(src.Regions) != 1 {
			t.Errorf("%s: %s is in %v", name, src.URL, src.Regions)
		}
	}
}
