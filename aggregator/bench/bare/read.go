package bare

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/microcosm-cc/bluemonday"
	"github.com/mmcdole/gofeed"
)

// Read parses every file in a folder and sanitises its items, one after the
// other, and returns how many items there were.
func Read(dir string) (items int, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return 0, err
	}
	parser, policy, strict := gofeed.NewParser(), bluemonday.UGCPolicy(), bluemonday.StrictPolicy()
	for _, e := range entries {
		body, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return items, err
		}
		feed, err := parser.Parse(bytes.NewReader(body))
		if err != nil {
			return items, fmt.Errorf("parse %s: %w", e.Name(), err)
		}
		for _, it := range feed.Items {
			it.Title = strict.Sanitize(it.Title)
			it.Description = policy.Sanitize(it.Description)
			it.Content = policy.Sanitize(it.Content)
			items++
		}
	}
	return items, nil
}
