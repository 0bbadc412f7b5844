package feeds_test

import (
	"testing"
	"time"

	"dateline/feeds"
)

func story() feeds.Item {
	return feeds.Item{
		GUID: "4711", Link: "https://news.example/a", Title: "Rail link opens",
		Summary: "<p>At last.</p>", Content: "<p>At last, the rail link opens.</p>\n<p>It is late.</p>",
		Authors:    []feeds.Person{{Name: "Ana"}, {Name: "Budi"}},
		Categories: []feeds.Category{{Term: "rail"}, {Term: "MY", Scheme: "https://news.example/places", Label: "Malaysia"}},
		Enclosures: []feeds.Enclosure{{URL: "https://news.example/a.mp3", Type: "audio/mpeg", Length: 1000}},
		Image:      feeds.Image{URL: "https://news.example/a.png", Credit: "Cho"},
		Language:   "en", Rights: "by us",
		Published: noon, Updated: noon,
	}
}

// What a reader would notice is a change, the rest is not: an item that its
// source rewrites at each visit must not be new each time.
func TestFingerprint(t *testing.T) {
	for _, tt := range []struct {
		name    string
		edit    func(*feeds.Item)
		changes bool
	}{
		{"title", func(i *feeds.Item) { i.Title = "Rail link is open" }, true},
		{"link", func(i *feeds.Item) { i.Link += "?p=2" }, true},
		{"summary", func(i *feeds.Item) { i.Summary = "<p>At long last.</p>" }, true},
		{"content", func(i *feeds.Item) { i.Content += "<p>More follows.</p>" }, true},
		{"summary and content exchanged", func(i *feeds.Item) { i.Summary, i.Content = i.Content, i.Summary }, true},
		{"content moved to the summary", func(i *feeds.Item) { i.Summary += i.Content; i.Content = "" }, true},
		{"picture", func(i *feeds.Item) { i.Image.URL = "" }, true},
		{"credit", func(i *feeds.Item) { i.Image.Credit = "Dee" }, true},
		{"language", func(i *feeds.Item) { i.Language = "ms" }, true},
		{"rights", func(i *feeds.Item) { i.Rights = "" }, true},
		{"an author less", func(i *feeds.Item) { i.Authors = i.Authors[:1] }, true},
		{"authors in another order", func(i *feeds.Item) { i.Authors = []feeds.Person{{Name: "Budi"}, {Name: "Ana"}} }, true},
		{"a topic more", func(i *feeds.Item) { i.Categories = append(i.Categories, feeds.Category{Term: "trains"}) }, true},
		{"a topic's label", func(i *feeds.Item) { i.Categories = []feeds.Category{i.Categories[0], {Term: "MY", Label: "M"}} }, true},
		{"a file's length", func(i *feeds.Item) { i.Enclosures[0].Length++ }, true},
		{"a file that reads like an author", func(i *feeds.Item) {
			i.Authors, i.Enclosures = append(i.Authors, feeds.Person{Name: "https://news.example/a.mp3 audio/mpeg 1000"}), nil
		}, true},
		{"dates", func(i *feeds.Item) { i.Published, i.Updated, i.DateText = noon.Add(time.Hour), time.Time{}, "soon" }, false},
		{"guid", func(i *feeds.Item) { i.GUID, i.Permalink = "4712", true }, false},
		{"topics in another order", func(i *feeds.Item) { i.Categories = []feeds.Category{i.Categories[1], i.Categories[0]} }, false},
		{"extensions", func(i *feeds.Item) { i.Extensions = []feeds.Element{{Name: "comments", Text: "12"}} }, false},
		{"comments", func(i *feeds.Item) { i.Comments = "https://news.example/a#c" }, false},
		{"placements", func(i *feeds.Item) { i.Placements = []feeds.Placement{{Slug: "malaysia"}} }, false},
		{"an author's address", func(i *feeds.Item) {
			i.Authors = []feeds.Person{{Name: "Ana", Email: "ana@news.example"}, {Name: "Budi"}}
		}, false},
		{"line breaks", func(i *feeds.Item) { i.Content = "<p>At last, the\r\n rail link opens.</p> <p>It  is late.</p>\n" }, false},
		{"a paragraph for a counter of comments", func(i *feeds.Item) { i.Content += "<p>12 comments</p>" }, true},
		{"a picture's signature", func(i *feeds.Item) { i.Image.URL += "?X-Amz-Signature=1" }, false},
		{"words run together", func(i *feeds.Item) { i.Title = "Raillink opens" }, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			was, now := story(), story()
			tt.edit(&now)
			if changed := feeds.Fingerprint(was) != feeds.Fingerprint(now); changed != tt.changes {
				t.Errorf("changed %v, want %v", changed, tt.changes)
			}
		})
	}
}

// Numbers that only count are no news; numbers that tell something are.
func TestFingerprintCounters(t *testing.T) {
	for _, tt := range []struct {
		was, now string
		changes  bool
	}{
		{"<p>Rail.</p><p>12 comments</p>", "<p>Rail.</p><p>13 comments</p>", false},
		{"<p>Rail.</p><p>Comments (9)</p>", "<p>Rail.</p><p>Comments (1,204)</p>", false},
		{"Rail. | 998 views | 5 min read", "Rail. | 1.2k views | 6 min read", false},
		{"<p>Rail.</p><small>Updated 2 hours ago</small>", "<p>Rail.</p><small>Updated 3 hours ago</small>", false},
		{"<p>Tren.</p><p>12 komentar</p>", "<p>Tren.</p><p>13 komentar</p>", false},
		{`<p>Rail.</p><img src="https://news.example/a.png?sig=1"/>`, `<p>Rail.</p><img src="https://news.example/a.png?sig=2"/>`, false},
		{`<p>Rail.</p><img src="https://news.example/a.png"/>`, `<p>Rail.</p><img src="https://news.example/b.png"/>`, true},
		{`<a href="https://news.example/?p=1">Rail.</a>`, `<a href="https://news.example/?p=2">Rail.</a>`, true},
		{"<p>Rail.</p><p>No comments</p>", "<p>Rail.</p><p>1 comment</p>", false},
		{"<p>Rail.</p><p>5 minutes ago</p>", "<p>Rail.</p><p>2 hours ago</p>", false},
		{"<table><tr><td>Rovers</td><td>44 points</td></tr></table>", "<table><tr><td>Rovers</td><td>47 points</td></tr></table>", true},
		{"<p>Result: 51 votes for</p>", "<p>Result: 52 votes for</p>", true},
		{"<p>12 people died in the flood.</p>", "<p>13 people died in the flood.</p>", true},
		{"<p>He sold 12 shares of the mill.</p>", "<p>He sold 13 shares of the mill.</p>", true},
		{"<p>12 dead</p>", "<p>13 dead</p>", true},
		{"<p>Rail. Late.</p>", "<p>Rail.</p><p>Late.</p>", true},
	} {
		was, now := feeds.Fingerprint(feeds.Item{Content: tt.was}), feeds.Fingerprint(feeds.Item{Content: tt.now})
		if changed := was != now; changed != tt.changes {
			t.Errorf("%q and %q: changed %v, want %v", tt.was, tt.now, changed, tt.changes)
		}
	}
}
