package opml_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator/opml"
)

// whole puts outlines into a list.
func whole(outlines string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head><title>T</title></head><body>` + outlines + `</body></opml>`
}

func TestParse(t *testing.T) {
	const rss = `type="rss" xmlUrl="https://a.example/rss"`
	for _, tt := range []struct {
		name, doc string
		want      []opml.Feed
	}{
		{"full", whole(`<outline text="T" title="U" type="rss" xmlUrl="https://a.example/rss" htmlUrl="https://a.example/" language="en" category="/x/y,z"/>`), []opml.Feed{
			{URL: "https://a.example/rss", Title: "T", Home: "https://a.example/", Language: "en", Folders: [][]string{{"x", "y"}}, Tags: []string{"z"}},
		}},
		{"title only", whole(`<outline title="U" ` + rss + `/>`), []opml.Feed{{URL: "https://a.example/rss", Title: "U"}}},
		{"empty text", whole(`<outline text=" " title="U" ` + rss + `/>`), []opml.Feed{{URL: "https://a.example/rss", Title: "U"}}},
		{"no name", whole(`<outline ` + rss + `/>`), []opml.Feed{{URL: "https://a.example/rss"}}},
		{"named by its address", whole(`<outline text="https://a.example/rss" ` + rss + `/>`), []opml.Feed{{URL: "https://a.example/rss"}}},
		{"no type", whole(`<outline xmlUrl="https://a.example/rss"/>`), []opml.Feed{{URL: "https://a.example/rss"}}},
		{"url", whole(`<outline text="T" type="RSS" url="https://a.example/rss"/>`), []opml.Feed{{URL: "https://a.example/rss", Title: "T"}}},
		{"url without type", whole(`<outline text="T" url="https://a.example/rss"/>`), []opml.Feed{{URL: "https://a.example/rss", Title: "T"}}},
		{"spellings", whole(`<outline XMLURL="https://a.example/1"/><Outline xmlurl="https://a.example/2"/><OUTLINE xml_Url="https://a.example/3"/><opml:outline feedUrl="https://a.example/4"/>`), []opml.Feed{
			{URL: "https://a.example/1"}, {URL: "https://a.example/2"}, {URL: "https://a.example/3"}, {URL: "https://a.example/4"},
		}},
		{"folders", whole(`<outline text="A"><outline title="B"><outline ` + rss + `/></outline></outline><outline xmlUrl="https://b.example/rss"/>`), []opml.Feed{
			{URL: "https://a.example/rss", Folders: [][]string{{"A", "B"}}}, {URL: "https://b.example/rss"},
		}},
		{"in two folders", whole(`<outline text="A"><outline text="T" ` + rss + `/></outline><outline text="B"><outline htmlUrl="https://a.example/" ` + rss + `/></outline>`), []opml.Feed{
			{URL: "https://a.example/rss", Title: "T", Home: "https://a.example/", Folders: [][]string{{"A"}, {"B"}}},
		}},
		{"a feed in a feed", whole(`<outline text="A" xmlUrl="https://a.example/1"><outline text="B" xmlUrl="https://a.example/2"/></outline>`), []opml.Feed{
			{URL: "https://a.example/1", Title: "A"}, {URL: "https://a.example/2", Title: "B"},
		}},
		{"end tags", whole(`<outline text="A"><outline xmlUrl="https://a.example/1"></outline><outline xmlUrl="https://a.example/2"></outline></outline><outline xmlUrl="https://a.example/3"></outline>`), []opml.Feed{
			{URL: "https://a.example/1", Folders: [][]string{{"A"}}}, {URL: "https://a.example/2", Folders: [][]string{{"A"}}}, {URL: "https://a.example/3"},
		}},
		{"no end tags", whole(`<outline text="A"><outline xmlUrl="https://a.example/1"><outline xmlUrl="https://a.example/2"></outline><outline text="B"><outline xmlUrl="https://a.example/3"></outline>`), []opml.Feed{
			{URL: "https://a.example/1", Folders: [][]string{{"A"}}}, {URL: "https://a.example/2", Folders: [][]string{{"A"}}}, {URL: "https://a.example/3", Folders: [][]string{{"B"}}},
		}},
		{"one too many end tags", whole(`</outline><outline text="A"><outline ` + rss + `/></outline></outline>`), []opml.Feed{{URL: "https://a.example/rss", Folders: [][]string{{"A"}}}}},
		{"bare &", whole(`<outline text="Q&A, AT&T & co" xmlUrl="https://a.example/?a=1&copy=2&lt;=3"/>`), []opml.Feed{{URL: "https://a.example/?a=1&copy=2", Title: "Q&A, AT&T & co"}}},
		{"entities", whole(`<outline text="Caf&eacute; &#233;&#xe9; &hellip;&nope;" xmlUrl="https://a.example/?a=1&amp;b=2"/>`), []opml.Feed{{URL: "https://a.example/?a=1&b=2", Title: "Café éé …&nope;"}}},
		{"escaped twice", whole(`<outline xmlUrl="https://a.example/?a=1&amp;amp;b=2"/>`), []opml.Feed{{URL: "https://a.example/?a=1&b=2"}}},
		{"quotes in quotes", whole(`<outline text="The "Best" of" title="x" xmlUrl="https://a.example/1"/><outline text='It's 'his'' xmlUrl='https://a.example/2'/>`), []opml.Feed{
			{URL: "https://a.example/1", Title: `The "Best" of`}, {URL: "https://a.example/2", Title: `It's 'his'`},
		}},
		{"HTML in a value", whole(`<outline text="T" description="<p>See <a href='x'>the "site"</a> > now</p>" xmlUrl="https://a.example/1"/>`), []opml.Feed{{URL: "https://a.example/1", Title: "T"}}},
		{"text in an outline", whole(`<outline text="T" xmlUrl="https://a.example/1">said "here"</outline><outline text="U" xmlUrl="https://a.example/2"/>`), []opml.Feed{
			{URL: "https://a.example/1", Title: "T"}, {URL: "https://a.example/2", Title: "U"},
		}},
		{"no quotes", `<opml><body><outline text=T xmlUrl=https://a.example/feed/><outline text=U xmlUrl=https://b.example/feed/ type=rss></body></opml>`, []opml.Feed{
			{URL: "https://a.example/feed", Title: "T"}, {URL: "https://b.example/feed/", Title: "U"},
		}},
		{"no space between", whole(`<outline text="T"type="rss"xmlUrl="https://a.example/1"/>`), []opml.Feed{{URL: "https://a.example/1", Title: "T"}}},
		{"unclosed quote", whole(`<outline text="T" xmlUrl="https://a.example/1 type="rss"/><outline text="U" xmlUrl="https://a.example/2>`), []opml.Feed{
			{URL: "https://a.example/1", Title: "T"}, {URL: "https://a.example/2", Title: "U"},
		}},
		{"comments", whole(`<!-- <outline xmlUrl="https://a.example/1"/> --><outline xmlUrl="https://a.example/2"/><!-- never closed <outline xmlUrl="https://a.example/3"/>`), []opml.Feed{
			{URL: "https://a.example/2"}, {URL: "https://a.example/3"},
		}},
		{"a DTD", `<!DOCTYPE opml [<!ENTITY a "b">]><opml><body><outline text="&a;" xmlUrl="https://a.example/1"/></body></opml>`, []opml.Feed{{URL: "https://a.example/1", Title: "&a;"}}},
		{"outlines alone", `<outline xmlUrl="https://a.example/1"/>`, []opml.Feed{{URL: "https://a.example/1"}}},
		{"text before", "Warning: no such file\n" + whole(`<outline xmlUrl="https://a.example/1"/>`), []opml.Feed{{URL: "https://a.example/1"}}},
		{"cut off", `<opml version="2.0"><body><outline text="A"><outline xmlUrl="https://a.example/1"/><outline text="B" xmlU`, []opml.Feed{{URL: "https://a.example/1", Folders: [][]string{{"A"}}}}},
		{"categories", whole(`<outline xmlUrl="https://a.example/1" category="a, b ,a,,/c / d,/,50%2C000"/>`), []opml.Feed{{URL: "https://a.example/1", Folders: [][]string{{"c", "d"}}, Tags: []string{"a", "b", "50,000"}}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := opml.Parse([]byte(tt.doc))
			if err != nil {
				t.Fatal(err)
			}
			for i := range got.Feeds {
				got.Feeds[i].Line = 0
			}
			if diff := cmp.Diff(tt.want, got.Feeds); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if cut := tt.name == "cut off"; got.IsCut != cut {
				t.Errorf("cut %v, want %v", got.IsCut, cut)
			}
		})
	}
}

// Addresses that differ in what makes no other feed are found once.
func TestSameAddress(t *testing.T) {
	same := []string{
		"http://www.a.example/rss?x=1", "https://a.example/rss?x=1", "feed://A.example/rss?x=1", "a.example:80/rss?x=1",
		"HTTP://A.EXAMPLE/rss?x=1#top", "https://www.a.example/rss?utm_source=reader&amp;x=1",
	}
	other := []string{"https://a.example/rss?x=2", "https://a.example/rss", "https://b.example/", "http://www.b.example", "https://b.example:8080/"}
	var doc strings.Builder
	for _, u := range append(same, other...) {
		fmt.Fprintf(&doc, "<outline xmlUrl=%q/>\n", u)
	}
	list, err := opml.Parse([]byte(whole(doc.String())))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range list.Feeds {
		got = append(got, f.URL)
	}
	want := []string{"http://www.a.example/rss?x=1", "https://a.example/rss?x=2", "https://a.example/rss", "https://b.example/", "https://b.example:8080/"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(list.Notes) != len(same)+len(other)-len(want) {
		t.Errorf("notes %v", list.Notes)
	}
}

func TestAddress(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.example/rss":                          "https://a.example/rss",
		" \n https://a.example/rss\t":                    "https://a.example/rss",
		"feed:https://a.example/rss":                     "https://a.example/rss",
		"feed://a.example/rss":                           "http://a.example/rss",
		"itpc://a.example/pod.xml":                       "http://a.example/pod.xml",
		"//a.example/rss":                                "http://a.example/rss",
		"a.example/rss":                                  "http://a.example/rss",
		"a.example:8080/rss":                             "http://a.example:8080/rss",
		"https://a.example/a b":                          "https://a.example/a%20b",
		"https://a.example/100%":                         "https://a.example/100%25",
		"https://a.example/%E4%b8":                       "https://a.example/%E4%b8",
		"https://münchen.example/ö":                      "https://münchen.example/ö",
		"https://a.example/very\n   long":                "https://a.example/verylong",
		"&quot;https://a.example/&quot;":                 "https://a.example/",
		"https://user:secret@a.example/":                 "https://a.example/",
		"https://a.example/\u200b":                       "https://a.example/%E2%80%8B",
		"file:///etc/passwd":                             "",
		"javascript:alert(1)":                            "",
		"query:unread:x":                                 "",
		"/feed.xml":                                      "",
		"feed.xml":                                       "http://feed.xml",
		"https://":                                       "",
		"https://[2001:db8::1]:8080/rss":                 "https://[2001:db8::1]:8080/rss",
		"https://[::1":                                   "",
		"https://a.example:port/":                        "",
		"none":                                           "",
		"https://a.example/" + strings.Repeat("x", 5000): "",
	} {
		list, err := opml.Parse([]byte(whole(`<outline text="T" xmlUrl="` + in + `"/>`)))
		if err != nil {
			t.Fatal(err)
		}
		var got string
		if len(list.Feeds) == 1 {
			got = list.Feeds[0].URL
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
		said := fmt.Sprint(list.Notes)
		if strings.Contains(said, "secret") {
			t.Errorf("%q: the password is told: %v", in, said)
		}
		if (want == "" || strings.Contains(in, "@")) && len(list.Notes) != 1 {
			t.Errorf("%q: notes %v", in, list.Notes)
		}
	}
}

func TestEncoding(t *testing.T) {
	const body = `<opml version="1.0"><body><outline text="Café “%s”" xmlUrl="https://a.example/1"/></body></opml>`
	declared := func(encoding, name string) string {
		return `<?xml version="1.0" encoding="` + encoding + `"?>` + strings.Replace(body, "Café “%s”", name, 1)
	}
	wide := func(s string, isBig, mark bool) string {
		if mark {
			s = "\ufeff" + s
		}
		var b strings.Builder
		for _, u := range utf16.Encode([]rune(s)) {
			if isBig {
				b.WriteString(string([]byte{byte(u >> 8), byte(u)}))
			} else {
				b.WriteString(string([]byte{byte(u), byte(u >> 8)}))
			}
		}
		return b.String()
	}
	for _, tt := range []struct{ name, doc, want string }{
		{"UTF-8", declared("utf-8", "Café"), "Café"},
		{"with a mark", "\ufeff" + declared("utf-8", "Café"), "Café"},
		{"UTF-8 that says Latin-1", declared("iso-8859-1", "Café"), "Café"},
		{"UTF-8 that says UTF-16", declared("utf-16", "Café"), "Café"},
		{"UTF-8 that says nonsense", declared("unknown-8bit", "Café"), "Café"},
		{"Latin-1", declared("iso-8859-1", "Caf\xe9"), "Café"},
		{"Windows-1252 that says UTF-8", declared("utf-8", "Caf\xe9 \x93x\x94"), "Café “x”"},
		{"both in one", declared("utf-8", "Café Caf\xe9"), "Café Café"},
		{"nothing declared", `<opml><outline text="Caf` + "\xe9" + `" xmlUrl="https://a.example/1"/></opml>`, "Café"},
		{"Windows-1251", declared("windows-1251", "\xcc\xe8\xf0"), "Мир"},
		{"KOI8-R", declared("KOI8-R", "\xed\xc9\xd2"), "Мир"},
		{"Shift_JIS", declared("Shift_JIS", "\x93\xfa\x96\x7b"), "日本"},
		{"GBK", declared("gb2312", "\xd6\xd0"), "中"},
		{"ISO-2022-JP", declared("iso-2022-jp", "\x1b$BF|K\\\x1b(B"), "日本"},
		{"UTF-16 little", wide(declared("utf-16", "Café"), false, true), "Café"},
		{"UTF-16 big", wide(declared("utf-16", "Café"), true, true), "Café"},
		{"UTF-16 without a mark", wide(declared("utf-16", "Café"), false, false), "Café"},
		{"UTF-16 big without a mark", wide(declared("utf-16", "Café"), true, false), "Café"},
		{"NULs", declared("utf-8", "Ca\x00fé"), "Café"},
		{"control characters", declared("utf-8", "Ca\x08fé\x0b x"), "Ca fé x"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			list, err := opml.Parse([]byte(tt.doc))
			if err != nil {
				t.Fatal(err)
			}
			if len(list.Feeds) != 1 || list.Feeds[0].Title != tt.want || list.Feeds[0].URL != "https://a.example/1" {
				t.Errorf("got %+v, want the title %q", list.Feeds, tt.want)
			}
		})
	}
}

// What is no list is called what it is.
func TestNotAList(t *testing.T) {
	for _, tt := range []struct{ name, doc, want string }{
		{"nothing", "", "no OPML: it is empty"},
		{"space", " \r\n\ufeff", "no OPML: it is empty"},
		{"a feed", `<?xml version="1.0"?><rss version="2.0"><channel/></rss>`, "no OPML: it is a feed itself: name its address under \"sources:\""},
		{"a page", "<!DOCTYPE html>\n<html lang=en><head><title>x", "no OPML: it is a web page"},
		{"bookmarks", "<!DOCTYPE NETSCAPE-Bookmark-file-1><TITLE>Bookmarks</TITLE>", "no OPML: it is a browser's bookmarks"},
		{"other XML", `<playlist><track/></playlist>`, `no OPML: it is XML with the root "playlist"`},
		{"a sitemap", `<urlset><url/></urlset>`, "no OPML: it is a sitemap"},
		{"JSON", `{"feeds": []}`, "no OPML: it is JSON"},
		{"ZIP", "PK\x03\x04\x14\x00", "no OPML: it is a ZIP archive: unpack it"},
		{"gzip", "\x1f\x8b\x08\x00", "no OPML: it is compressed: unpack it with gunzip"},
		{"addresses", "https://a.example/rss\nhttps://b.example/rss\n", `no OPML: it is a list of addresses without markup: write each as "- url: …" under "sources:"`},
		{"a config", "title: T\nsources:\n  - url: https://a.example/\n", "no OPML: it is a config file"},
		{"text", "hello", "no OPML: it is plain text"},
		{"cut", `<opml version="2.0"><head>`, "no OPML: it is OPML that ends before its first outline"},
		{"too large", strings.Repeat(" ", opml.MaxSize+1), "no OPML: it is larger than 16 MiB"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := opml.Parse([]byte(tt.doc))
			if !errors.Is(err, opml.ErrNotAList) || err.Error() != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
	for _, doc := range []string{whole(""), `<opml version="2.0"><body/></opml>`, `<opml/>`} {
		if _, err := opml.Parse([]byte(doc)); !errors.Is(err, opml.ErrEmpty) {
			t.Errorf("%s: %v", doc, err)
		}
	}
}

// Notes name the line.
func TestNoteLines(t *testing.T) {
	list, err := opml.Parse([]byte("<opml><body>\n<outline text='A' xmlUrl='ftp://a.example'/>\r\n\n<outline text='B' type='rss'/>\n<outline xmlUrl='https://a.example/'/></body></opml>"))
	if err != nil {
		t.Fatal(err)
	}
	want := []opml.Note{{2, `“A”: "ftp://a.example" is no web address`}, {4, "“B” has no feed address"}}
	if diff := cmp.Diff(want, list.Notes); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if list.Feeds[0].Line != 5 {
		t.Errorf("line %d", list.Feeds[0].Line)
	}
}
