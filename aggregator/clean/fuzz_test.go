package clean_test

import (
	"testing"

	"dateline/aggregator/clean"
	"dateline/feeds"
)

// FuzzItem checks that nothing unsafe comes out of any field, and that cleaning
// twice is cleaning once.
func FuzzItem(f *testing.F) {
	for _, a := range attacks {
		f.Add(a.in, a.in, a.in, a.in, "https://n.example/")
	}
	f.Fuzz(func(t *testing.T, content, summary, title, link, base string) {
		it := clean.Item(feeds.Item{
			GUID: link, Link: link, Title: title, Content: content, Summary: summary, Rights: summary,
			Authors:    []feeds.Person{{Name: title, Email: link, URL: base}, {Name: content, URL: link}},
			Categories: []feeds.Category{{Term: title, Label: summary, Scheme: link}},
			Enclosures: []feeds.Enclosure{{URL: link, Type: title, Title: content}},
			Image:      feeds.Image{URL: base, Credit: summary, Alt: title},
			Comments:   base, Language: title, Origin: feeds.Origin{Title: title, URL: base},
			Extensions: []feeds.Element{{
				Space: "http://search.yahoo.com/mrss/", Prefix: "media", Name: "description", Text: content,
				Attrs: []feeds.Attr{{Name: "url", Value: link}, {Name: "lang", Value: title}},
			}, {Name: "_x", Text: content}},
		}, base)
		checkItem(t, it)
		checkStable(t, it, base)
	})
}

// FuzzText checks that plain text is plain whatever it was before.
func FuzzText(f *testing.F) {
	for _, a := range attacks {
		f.Add(a.in)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := clean.Text(s)
		checkItem(t, feeds.Item{Title: text})
		if again := clean.Text(text); again != text {
			t.Errorf("%q once, %q twice", text, again)
		}
	})
}
