package clean_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"dateline/aggregator/clean"
	"dateline/aggregator/parse"
	"dateline/feeds"
)

// shared returns the folder of test feeds beside the project, or skips.
func shared(t testing.TB) string {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		dir = filepath.Dir(dir)
	}
	corpus := filepath.Join(filepath.Dir(dir), "shared", "corpus")
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("no ../shared/corpus")
	}
	return corpus
}

// items reads every feed in a folder.
func items(t testing.TB, dir string) map[string][]feeds.Item {
	t.Helper()
	found := map[string][]feeds.Item{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		doc, err := parse.Feed(parse.Input{Body: body, URL: "https://corpus.example/feed"})
		if err == nil {
			found[path] = doc.Items
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// Feeds that nobody in this project wrote: what comes out is safe, stable, and
// does not take long.
func TestCorpus(t *testing.T) {
	for path, list := range items(t, shared(t)) {
		for i, it := range list {
			start := time.Now()
			once := clean.Item(it, "https://corpus.example/")
			if took := time.Since(start); took > time.Second {
				t.Errorf("%s: item %d took %v", path, i, took)
			}
			checkItem(t, once)
			checkStable(t, once, "https://corpus.example/")
			if t.Failed() {
				t.Fatalf("%s: item %d", path, i)
			}
		}
	}
}
