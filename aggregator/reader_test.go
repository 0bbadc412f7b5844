package aggregator_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator"
	"dateline/aggregator/rules"
	"dateline/feeds"
)

// read reads an RSS feed of items, given as XML, by some rules.
func read(t *testing.T, items string, list ...rules.Rule) aggregator.Document {
	t.Helper()
	set, err := rules.Compile(feeds.Builtin(), list)
	if err != nil {
		t.Fatal(err)
	}
	body := `<rss version="2.0"><channel><title>T</title><link>https://straits.example/</link>` + items + `</channel></rss>`
	reader := aggregator.NewReader(feeds.Builtin()).WithRules(rules.Book{All: set})
	doc, err := reader.Read([]byte(body), "", "https://straits.example/rss", feeds.Source{ID: "straits"}, time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func slugs(it feeds.Item) []string {
	var all []string
	for _, p := range it.Placements {
		all = append(all, p.Slug)
	}
	return all
}

// Rules see items cleaned and placed; what they change is cleaned and placed
// again.
func TestReaderRules(t *testing.T) {
	const item = `<item><title>&lt;b&gt;Ferry&lt;/b&gt; returns</title><link>https://straits.example/ferry?utm_source=x</link><description>&lt;p onclick="x"&gt;It sails.&lt;/p&gt;</description></item>`
	for _, tt := range []struct {
		name    string
		rule    rules.Rule
		title   string
		summary string
		regions []string
	}{
		{"cleaned", rules.Rule{Action: rules.Keep, When: `title == "Ferry returns" and link endsWith "/ferry" and summary !~ "onclick"`}, "Ferry returns", "<p>It sails.</p>", nil},
		{"a tag places", rules.Rule{Action: rules.Tag, Topics: []string{"Malaysia"}, When: "true"}, "Ferry returns", "<p>It sails.</p>", []string{"malaysia"}},
		{"a rewrite places", rules.Rule{Action: rules.Rewrite, Field: "title", Match: "^", With: "[FRANCE] "}, "[FRANCE] Ferry returns", "<p>It sails.</p>", []string{"france"}},
		{"a rewrite is cleaned", rules.Rule{Action: rules.Rewrite, Field: "summary", Match: "sails", With: `<a href="javascript:x" onclick="x">sails</a><script>x</script>`}, "Ferry returns", "<p>It sails.</p>", nil},
		{"a title too", rules.Rule{Action: rules.Rewrite, Field: "title", Match: "Ferry", With: "<i onclick=x>Boat</i>"}, "Boat returns", "<p>It sails.</p>", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			doc := read(t, item, tt.rule)
			it := doc.Items[0]
			if len(doc.Kept()) != 1 || it.Title != tt.title || it.Summary != tt.summary {
				t.Errorf("%d kept: %q, %q", len(doc.Kept()), it.Title, it.Summary)
			}
			if diff := cmp.Diff(tt.regions, slugs(it)); diff != "" {
				t.Errorf("regions (-want +got)\n%s", diff)
			}
		})
	}
}

// What is dropped stays in the document, and is not kept; a rule that cannot
// be run is told once.
func TestReaderDrops(t *testing.T) {
	var items string
	for i := range 5 {
		items += fmt.Sprintf(`<item><title>Story %d</title><link>https://straits.example/%d</link></item>`, i, i)
	}
	doc := read(t, items,
		rules.Rule{Action: rules.Drop, When: `title ~ "[13]"`},
		rules.Rule{Action: rules.Drop, When: `1 % words == 0`})
	var kept []string
	for _, it := range doc.Kept() {
		kept = append(kept, it.Title)
	}
	if !slices.Equal(kept, []string{"Story 0", "Story 2", "Story 4"}) || len(doc.Items) != 5 {
		t.Errorf("%d items, kept %q", len(doc.Items), kept)
	}
	want := []string{"drop: 1 % words == 0 (3 items): not run: runtime error: integer divide by zero"}
	if diff := cmp.Diff(want, doc.Failures()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
