package clean_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"dateline/aggregator/clean"
	"dateline/feeds"

	"github.com/google/go-cmp/cmp"
)

func TestSummaryAndContent(t *testing.T) {
	more := story + `<p>Four boats will take turns.</p>`
	for _, tt := range []struct{ name, title, summary, content, wantSummary, wantContent string }{
		{"both", "", story, more, story, more},
		{"only a summary", "", story, "", story, ""},
		{"only content", "", "", story, "", story},
		{"the same", "", story, story, "", story},
		{"the same words", "", strings.NewReplacer("<p>", "", "</p>", "").Replace(story), story, "", story},
		{"the same words, with a picture", "", `<img src="https://n.example/a.jpg">` + story, story, "", picture("https://n.example/a.jpg") + story},
		{"the title again", "Ferries &amp; nights", "<b>Ferries &amp; nights</b>", more, "", more},
		{"the title again and no more", "Ferries", "Ferries", "", "", ""},
		{"the title with a picture", "Ferries", `<img src="https://n.example/a.jpg">Ferries`, more, picture("https://n.example/a.jpg") + "Ferries", more},
		{"content that is the title", "Ferries", "", "Ferries", "", "Ferries"},
		{"the longer one is the content", "", more, story, story, more},
		{"a picture is content", "", story, `<img src="https://n.example/a.jpg">`, story, picture("https://n.example/a.jpg")},
		{"nothing left of the content", "", story, `<div class="ad">x</div>`, story, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			it := clean.Item(feeds.Item{Title: tt.title, Summary: tt.summary, Content: tt.content}, "")
			if diff := cmp.Diff([]string{tt.wantSummary, tt.wantContent}, []string{it.Summary, it.Content}); diff != "" {
				t.Errorf("summary, content (-want +got)\n%s", diff)
			}
			checkStable(t, it, "")
		})
	}
	if it := clean.Item(feeds.Item{Summary: "x"}, ""); it.Title != "" {
		t.Errorf("title %q out of nothing", it.Title)
	}
}

func TestPeople(t *testing.T) {
	in := []feeds.Person{
		{Name: " <b>Ana</b> Lima\u202E ", Email: "ana@n.example", URL: "/ana"},
		{Name: "<script>alert(1)</script>", Email: "x", URL: "javascript:x"},
		{Name: "Mail", URL: "mailto:mail@n.example?subject=x"},
		{Email: "mailto:Only@N.example"},
		{Name: "Twice"},
		{Name: "Twice"},
		{Name: "AT&amp;T", Email: "a@b@c.example"},
	}
	want := []feeds.Person{
		{Name: "Ana Lima", Email: "ana@n.example", URL: "https://n.example/ana"},
		{Name: "Mail", Email: "mail@n.example"},
		{Email: "Only@N.example"},
		{Name: "Twice"},
		{Name: "AT&T"},
	}
	if diff := cmp.Diff(want, clean.Item(feeds.Item{Link: "https://n.example/1", Authors: in}, "").Authors); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestEmail(t *testing.T) {
	for in, want := range map[string]string{
		"a@b.example":                          "a@b.example",
		" a.b+c'd@sub.b-c.example ":            "a.b+c'd@sub.b-c.example",
		"MAILTO:a@b.example":                   "a@b.example",
		"a@b":                                  "",
		"a@b.c":                                "",
		"a@.example":                           "",
		"@b.example":                           "",
		".a@b.example":                         "",
		"a..b@c.example":                       "",
		"a b@c.example":                        "",
		"a@b.example, c@d.example":             "",
		"a@-b.example":                         "",
		"a@b.example<script>":                  "",
		"a@1.2.3.4":                            "",
		"noreply":                              "",
		strings.Repeat("a", 65) + "@b.example": "",
	} {
		it := clean.Item(feeds.Item{Authors: []feeds.Person{{Name: "x", Email: in}}}, "")
		if got := it.Authors[0].Email; got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestFields(t *testing.T) {
	it := clean.Item(feeds.Item{
		Link: "https://n.example/1", Title: " A &amp; <i>B</i> ", Rights: "&copy; 2026 <a href=/x>N</a>", Language: "en_us",
		Categories: []feeds.Category{
			{Term: "R&amp;D", Label: "R&D", Scheme: "https://n.example/t"},
			{Term: "<b></b>", Label: "Label", Scheme: "javascript:x"},
			{Term: "<br>"},
			{Term: "R&D", Scheme: "https://n.example/t"},
			{Term: "R&D"},
		},
		Enclosures: []feeds.Enclosure{
			{URL: "/a.mp3?utm_source=x", Type: "Audio/MPEG; x=y", Title: "<b>A</b>", Length: -1, Duration: -time.Second},
			{URL: "https://n.example/a.mp3?utm_source=x"},
			{URL: "javascript:x"},
			{URL: "https://n.example/b", Type: "not a type"},
		},
		Comments: "1/comments?utm_source=x", Origin: feeds.Origin{Title: "<b>O</b>", URL: "file:///x"},
		Geo: &feeds.Geo{Lat: math.NaN()}, Spatial: []string{" Kuala\nLumpur ", "<br>", "Kuala Lumpur", "Penang"},
	}, "")
	want := feeds.Item{
		Link: "https://n.example/1", Title: "A & B", Rights: "© 2026 N", Language: "en-US",
		Categories: []feeds.Category{{Term: "R&D", Scheme: "https://n.example/t"}, {Term: "Label"}, {Term: "R&D"}},
		Enclosures: []feeds.Enclosure{{URL: "https://n.example/a.mp3?utm_source=x", Type: "audio/mpeg", Title: "A"}, {URL: "https://n.example/b"}},
		Comments:   "https://n.example/1/comments", Origin: feeds.Origin{Title: "O"}, Spatial: []string{"Kuala Lumpur", "Penang"},
	}
	if diff := cmp.Diff(want, it); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for _, g := range []feeds.Geo{{Lat: 91}, {Lon: -181}, {Lon: math.Inf(1)}} {
		if clean.Item(feeds.Item{Geo: &g}, "").Geo != nil {
			t.Errorf("%v is a position", g)
		}
	}
}

func TestLanguage(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "en": "en", "EN-us": "en-US", "en_US": "en-US", "zh_hant_tw": "zh-Hant-TW", "pt_BR.UTF-8": "pt-BR",
		"de-DE@euro": "de-DE", "en, fr": "en", "en-UK": "en-GB", "en-XX-": "", "english": "", "und": "", "mul": "", "x": "",
		"xx": "", "*": "", "<b>": "", "iw": "he", "sr-Latn": "sr-Latn", " ms ": "ms", "i-klingon": "tlh", "en-ZZZ": "en",
	} {
		if got := clean.Item(feeds.Item{Language: in}, "").Language; got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestExtensions(t *testing.T) {
	const media, podcast = "http://search.yahoo.com/mrss/", "https://podcastindex.org/namespace/1.0"
	in := []feeds.Element{
		{
			Space: media, Prefix: "media", Name: "description", Attrs: []feeds.Attr{{Name: "type", Value: "html"}},
			Text: `<p onclick=x>A &amp; B<script>alert(1)</script> <a href="/x">c</a></p>`,
		},
		{Space: media, Prefix: "media", Name: "title", Text: " A & B < C\x00 \n\t D\u202E "},
		{Space: media, Prefix: "media", Name: "group", Children: []feeds.Element{
			{Space: media, Prefix: "media", Name: "content", Attrs: []feeds.Attr{
				{Name: "url", Value: "/v.mp4"}, {Name: "type", Value: "video/mp4"}, {Name: "onload", Value: "x"}, {Name: "bad name", Value: "x"},
			}},
			{Space: media, Prefix: "media", Name: "player", Attrs: []feeds.Attr{{Name: "url", Value: " java\nscript:alert(1)"}}},
		}},
		{Space: podcast, Prefix: "podcast", Name: "person", Attrs: []feeds.Attr{
			{Name: "href", Value: "javascript:x"}, {Name: "img", Value: "data:text/html,x"}, {Name: "role", Value: "<b>host</b>"}, {Name: "empty", Value: ""},
		}, Text: "Ana"},
		{Space: podcast, Prefix: "podcast", Name: "value", Attrs: []feeds.Attr{{Name: "href", Value: "lightning:x"}}, Text: "javascript:x"},
		{Space: "http://www.w3.org/1999/xhtml", Prefix: "xhtml", Name: "script", Text: "alert(1)"},
		{Space: "http://www.w3.org/2000/svg", Prefix: "svg", Name: "svg", Attrs: []feeds.Attr{{Name: "onload", Value: "x"}}},
		{Space: "urn:x", Prefix: "x", Name: "bad name"},
		{Space: "urn:x", Prefix: "x", Name: "y", Attrs: []feeds.Attr{{Space: "http://www.w3.org/1999/xlink", Name: "href", Value: "https://n.example/"}}},
		{Name: "_own", Text: `{"html":"<script>alert(1)</script>","n":1}`},
		{Name: "_broken", Text: `{"html":`},
	}
	want := []feeds.Element{
		{
			Space: media, Prefix: "media", Name: "description", Attrs: []feeds.Attr{{Name: "type", Value: "html"}},
			Text: `<p>A &amp; B <a href="https://n.example/x">c</a></p>`,
		},
		{Space: media, Prefix: "media", Name: "title", Text: "A & B < C \n\t D"},
		{Space: media, Prefix: "media", Name: "group", Children: []feeds.Element{
			{Space: media, Prefix: "media", Name: "content", Attrs: []feeds.Attr{
				{Name: "url", Value: "https://n.example/v.mp4"}, {Name: "type", Value: "video/mp4"},
			}},
			{Space: media, Prefix: "media", Name: "player"},
		}},
		{Space: podcast, Prefix: "podcast", Name: "person", Attrs: []feeds.Attr{{Name: "role", Value: "host"}, {Name: "empty"}}, Text: "Ana"},
		{Space: podcast, Prefix: "podcast", Name: "value", Attrs: []feeds.Attr{{Name: "href", Value: "lightning:x"}}},
		{Space: "urn:x", Prefix: "x", Name: "y"},
		{Name: "_own", Text: `{"html":"\u003cscript\u003ealert(1)\u003c/script\u003e","n":1}`},
		{Name: "_broken"},
	}
	it := clean.Item(feeds.Item{Link: "https://n.example/1", Extensions: in}, "")
	if diff := cmp.Diff(want, it.Extensions); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	checkItem(t, it)
	checkStable(t, it, "")
}

// What the caller holds does not change, nor what was handed on.
func TestItemChangesNothing(t *testing.T) {
	in := newsItem()
	in.Geo, in.Spatial = &feeds.Geo{Lat: 5}, []string{" a ", "b"}
	in.Enclosures = []feeds.Enclosure{{URL: "/a", Type: "Audio/X"}}
	in.Extensions[0].Children = []feeds.Element{{Space: "urn:x", Name: "y", Text: "<b>", Attrs: []feeds.Attr{{Name: "a", Value: " b "}}}}
	before := newsItem()
	before.Geo, before.Spatial = &feeds.Geo{Lat: 5}, []string{" a ", "b"}
	before.Enclosures = []feeds.Enclosure{{URL: "/a", Type: "Audio/X"}}
	before.Extensions[0].Children = []feeds.Element{{Space: "urn:x", Name: "y", Text: "<b>", Attrs: []feeds.Attr{{Name: "a", Value: " b "}}}}
	once := clean.Item(in, "https://n.example/")
	if diff := cmp.Diff(before, in); diff != "" {
		t.Errorf("the argument changed (-before +after)\n%s", diff)
	}
	_ = append(once.Categories, feeds.Category{Term: "more"}) // as callers do
	for range 3 {
		clean.Item(newsItem(), "https://other.example/")
	}
	if diff := cmp.Diff(clean.Item(in, "https://n.example/"), once); diff != "" {
		t.Errorf("the result changed (-now +then)\n%s", diff)
	}
}

func TestConcurrentUse(t *testing.T) {
	want := clean.Item(newsItem(), "")
	done := make(chan feeds.Item)
	for range 8 {
		go func() {
			for range 50 {
				clean.Item(feeds.Item{Content: story + `<img src=x><p>Photo: y</p>`}, "")
				done <- clean.Item(newsItem(), "")
			}
		}()
	}
	for range 8 * 50 {
		if diff := cmp.Diff(want, <-done); diff != "" {
			t.Fatalf("(-alone +together)\n%s", diff)
		}
	}
}
