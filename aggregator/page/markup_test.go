package page_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"dateline/aggregator/page"
	"dateline/feeds"
)

var update = flag.Bool("update", false, "write the golden file anew")

// story is what a reader sees of an item.
type story struct {
	Title, Link, Published, Region, Summary, Image, Credit string
}

func stories(items []feeds.Item) []story {
	var all []story
	for _, it := range items {
		s := story{
			Title: it.Title, Link: it.Link, Published: it.Published.Format(time.RFC3339),
			Summary: it.Summary, Image: it.Image.URL, Credit: it.Image.Credit,
		}
		for _, c := range it.Categories {
			s.Region += c.Term
		}
		// The renderer writes an apostrophe as a reference, as it may.
		s.Summary = strings.ReplaceAll(s.Summary, "&#39;", "'")
		all = append(all, s)
	}
	return all
}

// zone returns the time zone that the pages of the tests are in.
func zone(t testing.TB) *time.Location {
	t.Helper()
	z, err := time.LoadLocation("Asia/Singapore")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// selection reads a file of "key: value" lines.
func selection(text string) map[string]string {
	sel := map[string]string{}
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		sel[key] = value
	}
	return sel
}

// TestMarkup reads one list of stories in the markup of many sites: what comes
// out is the same.
func TestMarkup(t *testing.T) {
	files, err := filepath.Glob("testdata/markup/*.txtar")
	if err != nil || len(files) < 6 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			in := input(t, file)
			doc, err := page.Read(in)
			if err != nil {
				t.Fatal(err)
			}
			got := stories(doc.Items)
			if diff := cmp.Diff(golden(t, "testdata/markup.json", got), got); diff != "" {
				t.Errorf("items (-want +got)\n%s", diff)
			}
			if doc.Next != "https://news.harbour.example/?page=2" {
				t.Errorf("next %q", doc.Next)
			}
			if doc.Title != "Harbour Wire: latest" || doc.Language != "en" || doc.Format != "page" {
				t.Errorf("page %+v", doc.Document)
			}
		})
	}
}

// input reads an archive with a page and what to select in it.
func input(t testing.TB, file string) page.Input {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	in := page.Input{URL: "https://news.harbour.example/", Timezone: zone(t)}
	for _, f := range archive.Files {
		switch f.Name {
		case "select":
			in.Select = selection(string(f.Data))
		case "page.html":
			in.Body = f.Data
		}
	}
	return in
}

func golden(t *testing.T, file string, got []story) []story {
	t.Helper()
	if *update {
		body, err := json.MarshalIndent(got, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, append(body, '\n'), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var want []story
	if err := json.Unmarshal(body, &want); err != nil {
		t.Fatal(err)
	}
	return want
}
