package parse_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/aggregator/parse"
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

// Feeds that nobody in this project wrote: none may take long, and nearly all
// must be read.
func TestCorpus(t *testing.T) {
	corpus := shared(t)
	for _, tt := range []struct {
		dir   string
		floor float64
	}{
		{"feedparser/wellformed", 0.98},
		{"feedparser/illformed", 0.85},
		{"feedparser/encoding", 0.9},
		{"feedparser/entities", 0.98},
		{"real", 0.98},
		{"podcast", 0.6}, // three files there are no feeds,
		{"w3c/rss20", 0.97},
		{"w3c/rss", 0.97},
		{"w3c/atom", 0.97},
		{"w3c/ext", 0.9}, // others are service documents,
	} {
		t.Run(tt.dir, func(t *testing.T) {
			read, all := 0, 0
			for name, body := range files(t, filepath.Join(corpus, tt.dir)) {
				start := time.Now()
				_, err := parse.Feed(parse.Input{Body: body, URL: "https://news.example/feed"})
				if took := time.Since(start); took > 2*time.Second {
					t.Errorf("%s: took %v", name, took)
				}
				all++
				switch {
				case err == nil:
					read++
				case !errors.Is(err, parse.ErrNotAFeed):
					t.Errorf("%s: %v", name, err)
				default:
					t.Logf("%s: %v", name, err)
				}
			}
			if share := float64(read) / float64(max(all, 1)); share < tt.floor {
				t.Errorf("read %d of %d = %.3f, want %.3f", read, all, share, tt.floor)
			} else {
				t.Logf("read %d of %d = %.3f", read, all, share)
			}
		})
	}
}

// files returns every file under dir but notes about them.
func files(t testing.TB, dir string) map[string][]byte {
	found := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, ".md") || strings.HasSuffix(path, ".txt") {
			return err
		}
		body, err := os.ReadFile(path)
		found[strings.TrimPrefix(path, dir+"/")] = body
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
