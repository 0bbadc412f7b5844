package page_test

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"dateline/aggregator/page"
	"dateline/feeds"
)

// TestSample reads the list of a news site without a feed as its readers see
// it: every story with its label, at its time.
func TestSample(t *testing.T) {
	body, err := os.ReadFile("../../../shared/sample/newsroom.html")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("../shared/sample is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	for name, sel := range map[string]map[string]string{
		"exact": {
			"item": "article.card", "title": "h3 > a", "link": "h3 > a@href", "date": ".when", "summary": ".excerpt",
			"region": ".label", "image": "img@data-src", "credit": "figcaption", "next": "a.more@href",
		},
		"loose": {
			"item": "main > *", "title": "h3", "link": "a@href", "date": ".when", "summary": "p", "region": ".label",
			"image": "img@src", "credit": "figcaption", "next": "a[rel=next]@href",
		},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := page.Read(page.Input{Body: body, URL: "https://newsroom.example/", Timezone: zone(t), Select: sel})
			if err != nil {
				t.Fatal(err)
			}
			if doc.Next != "https://newsroom.example/?page=2" {
				t.Errorf("next %q", doc.Next)
			}
			checkSample(t, doc.Items)
		})
	}
}

// listed are words of each story's title, its label, and when it was published,
// in the order of the page.
var listed = []struct{ words, label, time string }{
	{"air travel rebound", "Malaysia", "17:00"},
	{"UK retail", "Europe", "15:00"},
	{"President Yoon", "", "14:00"},
	{"Chinese-made drones", "United States", "13:30"},
	{"OCBC", "Singapore", "13:00"},
	{"Hainan", "", "12:00"},
	{"UNRWA", "Middle East", "11:30"},
	{"Israeli airstrikes", "Middle East", "11:00"},
	{"Apple", "United States", "11:00"},
	{"Lunar New Year", "", "10:30"},
	{"EPF", "Malaysia", "09:30"},
	{"Ringgit", "Malaysia", "09:00"},
}

func checkSample(t *testing.T, items []feeds.Item) {
	t.Helper()
	if len(items) != len(listed) {
		t.Fatalf("%d items, want %d", len(items), len(listed))
	}
	for i, it := range items {
		want := listed[i]
		if !strings.Contains(it.Title, want.words) {
			t.Errorf("item %d is %q, want %q", i, it.Title, want.words)
		}
		at, err := time.ParseInLocation("2006-01-02 15:04", "2025-01-03 "+want.time, zone(t))
		if err != nil || !it.Published.Equal(at) {
			t.Errorf("%s: published %v, want %v", it.Title, it.Published, at)
		}
		if it.Image.URL == "" || it.Image.Credit != "Unsplash" && it.Image.Credit != "Open Privilege" {
			t.Errorf("%s: image %+v", it.Title, it.Image)
		}
		if it.Content != "" || !strings.HasSuffix(it.Summary, "...") || strings.Contains(it.Summary, "Advertisement") {
			t.Errorf("%s: summary %q, content %q", it.Title, it.Summary, it.Content)
		}
		label := ""
		for _, c := range it.Categories {
			label += c.Term
		}
		if label != want.label {
			t.Errorf("%s: label %q, want %q", it.Title, label, want.label)
		}
	}
}
