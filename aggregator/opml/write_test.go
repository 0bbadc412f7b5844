package opml_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator/opml"
	"dateline/feeds"
)

// written are sources with all that OPML has a place for.
var written = []feeds.Source{
	{ID: "https://a.example/?x=1&y=2", URL: "https://a.example/?x=1&y=2", Name: `Rock & "Roll" <News>`, Home: "https://a.example/", Regions: []string{"malaysia", "asean"}, Topics: []string{"Arts, Film", "/etc", "50%", "a%2Cb"}, Language: "en-MY"},
	{ID: "https://b.example/rss", URL: "https://b.example/rss"},
	{ID: "https://c.example/rss", URL: "https://c.example/rss", Name: "Ćukur — 新聞", Regions: []string{"cote-divoire"}},
	{ID: "https://d.example/rss", URL: "https://d.example/rss", Name: "D", Topics: []string{"Malaysia", "AI"}},
	{ID: "https://e.example/rss", URL: "https://e.example/rss", Name: "E", Regions: []string{"world"}},
}

func TestWrite(t *testing.T) {
	var got bytes.Buffer
	if err := opml.Write(&got, "Wire & Co", written, feeds.Builtin()); err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/written.golden"
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
}

// What is written is read again as it was, in the order of the regions.
func TestRoundTrip(t *testing.T) {
	if diff := cmp.Diff(byURL(written), byURL(again(t, written, feeds.Builtin())), sortedRegions); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// The folder of a region whose name is another's is called by its slug.
func TestAmbiguousName(t *testing.T) {
	atlas, err := feeds.NewAtlas([]feeds.Grouping{
		{Slug: "our-beat", Name: "Malaysia", Includes: []string{"malaysia"}},
		{Slug: "desk", Name: "Tech", Includes: []string{"japan"}},
		{Slug: "ai-desk", Name: "AI", Includes: []string{"japan"}},
		{Slug: "stars", Name: "★", Includes: []string{"japan"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []feeds.Source{{ID: "https://a.example/", URL: "https://a.example/", Regions: []string{"ai-desk", "desk", "malaysia", "our-beat", "stars"}}}
	if diff := cmp.Diff(want, again(t, want, atlas), sortedRegions); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A page is no feed, so it is left out.
func TestWritePage(t *testing.T) {
	var b bytes.Buffer
	sources := []feeds.Source{
		{ID: "p", URL: "https://p.example/news", Name: "P", Select: map[string]string{"item": "article"}},
		{ID: "https://a.example/rss", URL: "https://a.example/rss", Name: "A"},
	}
	if err := opml.Write(&b, "T", sources, feeds.Builtin()); err != nil {
		t.Fatal(err)
	}
	list, err := opml.Parse(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sources[1:], list.Sources(feeds.Builtin())); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if err := opml.Write(&b, "T", sources[:1], feeds.Builtin()); !errors.Is(err, opml.ErrNoSources) {
		t.Errorf("a page alone: %v", err)
	}
}

func TestWriteNothing(t *testing.T) {
	var b bytes.Buffer
	if err := opml.Write(&b, "T", nil, feeds.Builtin()); !errors.Is(err, opml.ErrNoSources) || b.Len() > 0 {
		t.Errorf("%v, %q", err, b.String())
	}
	list, err := opml.Parse([]byte(whole(`<outline text="Malaysia"/>`)))
	if err != nil {
		t.Fatal(err)
	}
	if err := opml.WriteConfig(&b, "f", list, feeds.Builtin()); !errors.Is(err, opml.ErrNoFeeds) || b.Len() > 0 {
		t.Errorf("%v, %q", err, b.String())
	}
}

// again writes sources and reads them; what was written is XML.
func again(t *testing.T, sources []feeds.Source, atlas *feeds.Atlas) []feeds.Source {
	t.Helper()
	var b bytes.Buffer
	if err := opml.Write(&b, "T", sources, atlas); err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal(b.Bytes(), new(struct{})); err != nil {
		t.Errorf("%v in\n%s", err, b.String())
	}
	list, err := opml.Parse(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if len(list.Notes) > 0 || list.IsCut {
		t.Errorf("notes %v, cut %v", list.Notes, list.IsCut)
	}
	return list.Sources(atlas)
}
