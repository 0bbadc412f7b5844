package config_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator/config"
	"dateline/feeds"
)

// Keys of pages that are wrong, or in the wrong place, are found where they
// stand.
func TestPageProblems(t *testing.T) {
	tests := []struct {
		name, body string
		want       []string
	}{
		{"kind", "    kind: pge\n", []string{`3:11: "pge" is no kind of source: write page`}},
		{"kind of nothing", "    kind:\n", []string{`3:10: the value is missing`}},
		{"select in a feed", "    select: {item: article}\n", []string{`3:5: select in a source that is a feed: add kind: page`}},
		{"pages in a feed", "    kind: feed\n    pages: 3\n", []string{`4:5: pages in a source that is a feed`}},
		{"no select", "    kind: page\n", []string{`3:5: a page without select: say what`}},
		{"select of nothing", "    kind: page\n    select:\n", []string{`4:5: select without item`}},
		{"select is no mapping", "    kind: page\n    select: article\n", []string{`4:13: "article" where keys should be`}},
		{"no item", "    kind: page\n    select: {title: h2}\n", []string{`4:5: select without item: name the elements`}},
		{"unknown key", "    kind: page\n    select: {item: article, titel: h2}\n", []string{`4:29: unknown key "titel" in select: did you mean "title"?`}},
		{"no selector", "    kind: page\n    select:\n      item: article\n      title: \"h2[\"\n", []string{`6:14: "h2[": a quote or bracket is not closed`}},
		{"attribute of an item", "    kind: page\n    select: {item: article@id}\n", []string{`4:20: "article@id": items are elements`}},
		{"empty", "    kind: page\n    select: {item: article, title: \"\"}\n", []string{`4:36: the value is empty`}},
		{"too many pages", "    kind: page\n    select: {item: article}\n    pages: 101\n", []string{`5:12: 101 pages at each visit are too many: write 100 or less`}},
		{"less than none", "    kind: page\n    select: {item: article}\n    pages: -1\n", []string{`5:12: -1 is too small`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := write(t, one+tt.body)
			_, err := config.Load(path)
			problems, _ := errors.AsType[config.Problems](err)
			if len(problems) != len(tt.want) {
				t.Fatalf("%d problems, want %d:\n%v", len(problems), len(tt.want), err)
			}
			for i, p := range problems {
				if got := strings.TrimPrefix(p.Error(), path+":"); !strings.HasPrefix(got, tt.want[i]) {
					t.Errorf("got  %s\nwant %s…", got, tt.want[i])
				}
			}
		})
	}
}

// A page comes out as it was meant: by default its next page is read if it was
// said where that is.
func TestPage(t *testing.T) {
	got, err := config.Load(write(t, `sources:
  - {url: "https://a.example/", kind: page, select: {item: article, title: "h2, h3", link: "a@href", next: ".more@data-next"}}
  - url: https://b.example/
    kind: page
    select:
      item: "#list > li"
    pages: 3
  - {url: "https://c.example/rss", kind: feed}
`))
	if err != nil {
		t.Fatal(err)
	}
	want := []feeds.Source{
		{ID: "https://a.example/", URL: "https://a.example/", Pages: 1, Select: map[string]string{"item": "article", "title": "h2, h3", "link": "a@href", "next": ".more@data-next"}},
		{ID: "https://b.example/", URL: "https://b.example/", Pages: 3, Select: map[string]string{"item": "#list > li"}},
		{ID: "https://c.example/rss", URL: "https://c.example/rss"},
	}
	if diff := cmp.Diff(want, got.Sources); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if !got.Sources[0].IsPage() || got.Sources[2].IsPage() {
		t.Error("which is a page")
	}
}
