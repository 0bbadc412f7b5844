package rules_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/aggregator/rules"
	"dateline/feeds"
)

// twenty are rules as operators have them.
var twenty = []rules.Rule{
	{Action: rules.Drop, When: `title ~ "(?i)sponsored"`},
	{Action: rules.Drop, When: `title ~ "(?i)\b(horoscope|lottery|crossword|sudoku)\b"`},
	{Action: rules.Drop, When: `title startsWith "Ad:"`},
	{Action: rules.Drop, When: `"advertorial" in categories`},
	{Action: rules.Drop, When: `categories ~ "(?i)^promo"`},
	{Action: rules.Drop, When: `author == "Shop Desk"`},
	{Action: rules.Drop, When: `link contains "/deals/"`},
	{Action: rules.Drop, When: `age_hours > 24 * 30`},
	{Action: rules.Drop, When: `summary contains "Subscribe to read"`},
	{Action: rules.Drop, When: `source in ["spam", "more-spam"] and image.url == ""`},
	{Action: rules.Drop, When: `language != "" and language != "en"`},
	{Action: rules.Keep, When: `"world" in regions`},
	{Action: rules.Tag, Topics: []string{"sport"}, When: `link contains "/sport/"`},
	{Action: rules.Tag, Topics: []string{"business"}, When: `title ~ "(?i)\b(bank|market|shares|ringgit)\b"`},
	{Action: rules.Tag, Topics: []string{"audio"}, When: `any(enclosures, .type startsWith "audio/")`},
	{Action: rules.Tag, Topics: []string{"transport"}, When: `title ~ "(?i)ferr(y|ies)"`},
	{Action: rules.Rewrite, Field: "title", Match: `^\[[A-Z ]+\] `, With: ""},
	{Action: rules.Rewrite, Field: "link", Match: `\?ref=rss$`, With: ""},
	{Action: rules.Rewrite, Field: "authors", Match: `^By `, With: ""},
	{Action: rules.Rewrite, Field: "summary", Match: `<p>The post .* appeared first on .*</p>$`, With: "", When: `summary contains "appeared first"`},
}

// story is an item of the usual size.
var story = feeds.Item{
	GUID: "s-1", Link: "https://straits.example/news/ferry?ref=rss", Title: "[MALAYSIA] Ferry service to Langkawi returns after repairs",
	Summary:    "<p>The ferry to Langkawi sails again from Monday, the operator said.</p>",
	Content:    "<p>" + strings.Repeat("The ferry to <b>Langkawi</b> sails again from Monday, the operator said. ", 30) + "</p>",
	Authors:    []feeds.Person{{Name: "By Straits Desk"}},
	Categories: []feeds.Category{{Term: "Travel"}, {Term: "Malaysia"}},
	Published:  noon.Add(-time.Hour), Language: "en",
	Enclosures: []feeds.Enclosure{{URL: "https://straits.example/ferry.jpg", Type: "image/jpeg", Length: 40000}},
	Placements: []feeds.Placement{{Slug: "malaysia", Confidence: 0.97}},
}

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func mustCompile(tb testing.TB, list ...rules.Rule) *rules.Set {
	tb.Helper()
	set, err := rules.Compile(feeds.Builtin(), list)
	if err != nil {
		tb.Fatal(err)
	}
	return set
}

func BenchmarkApply(b *testing.B) {
	src := feeds.Source{ID: "straits", Name: "Straits Desk"}
	withText := slices.Concat(twenty[:19], []rules.Rule{drop(`text ~ "(?i)sponsored by"`)})
	for _, bm := range []struct {
		name string
		set  *rules.Set
	}{
		{"20 rules", mustCompile(b, twenty...)},
		{"20 rules, one on the text", mustCompile(b, withText...)},
	} {
		b.Run(bm.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				bm.set.Apply(story, src, noon)
			}
		})
	}
}

func BenchmarkCompile(b *testing.B) {
	for b.Loop() {
		mustCompile(b, twenty...)
	}
}

// BenchmarkWorst measures what the budget is in time: patterns with many
// threads alive, on the longest text on which they are still run.
func BenchmarkWorst(b *testing.B) {
	for _, bm := range []struct {
		name, letters string
		rule          rules.Rule
	}{
		{"optional letters", "a", drop("content ~ `(a?){500}[bc]`")},
		{"words", "alpha ", drop("content ~ `(?i)\\b(" + strings.Repeat("alpha|bravo|charlie|delta|", 50) + "x)\\d`")},
		{"gaps", "abc de ", drop("content ~ `(?i)(\\w+\\s*){5,50}[!?]`")},
		{"rewriting", "a", rewrite("content", "(a{500})[bc]", "$1")},
		{"rewriting, looking far", "a", rewrite("content", "a[^z]*z|(a)", "$1")},
	} {
		set := mustCompile(b, bm.rule)
		text := func(n int) feeds.Item {
			return feeds.Item{Content: strings.Repeat(bm.letters, n/len(bm.letters))}
		}
		b.Run(bm.name, func(b *testing.B) {
			low, high := 1, 1<<26
			for low+1 < high {
				middle := (low + high) / 2
				if _, o := set.Apply(text(middle), feeds.Source{}, noon); o.Failed() > 0 {
					high = middle
				} else {
					low = middle
				}
			}
			it := text(low)
			for b.Loop() {
				set.Apply(it, feeds.Source{}, noon)
			}
			b.ReportMetric(float64(low), "bytes")
		})
	}
}
