package parse_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"strings"
	"testing"

	"dateline/aggregator/parse"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html/charset"
)

// items are n items of RSS, the whole of them.
func items(n int) string {
	var b strings.Builder
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, "<item><title>Story %d</title><link>https://news.example/%d</link><guid>%d</guid></item>\n", i, i, i)
	}
	return b.String()
}

func channel(body string) string {
	return `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>` + body + "</channel></rss>"
}

func entries(n int) string {
	var b strings.Builder
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, "<entry><title>Story %d</title><id>%d</id><content type='html'>&lt;p></content></entry>\n", i, i)
	}
	return b.String()
}

func atomFeed(body string) string {
	return `<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>` + body + "</feed>"
}

func jsonItems(n int) string {
	var list []string
	for i := 1; i <= n; i++ {
		list = append(list, fmt.Sprintf(`{"id": "%d", "title": "Story %d", "content_text": "a } ] \" \\"}`, i, i))
	}
	return strings.Join(list, ",\n")
}

func jsonFeed(items string) string {
	return `{"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [` + items + "]}"
}

func in(t testing.TB, name, text string) string {
	t.Helper()
	enc, _ := charset.Lookup(name)
	s, err := enc.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func zip(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write([]byte(text))
	if err := errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// stories are the titles that items and entries have.
func stories(n int) []string {
	var list []string
	for i := 1; i <= n; i++ {
		list = append(list, fmt.Sprintf("Story %d", i))
	}
	return list
}

// TestRepairs has a row for each way in which feeds are broken, and what is
// kept of them.
func TestRepairs(t *testing.T) {
	whole := channel(items(3))
	for _, tt := range []struct {
		name, body, contentType string
		titles, repairs         []string
	}{
		{name: "nothing wrong", body: whole, titles: stories(3)},

		{
			name: "truncated in an item", body: channel(items(41) + items(1))[:len(channel(items(41)))+10],
			titles: stories(41), repairs: []string{"truncated, 41 of 42 items kept"},
		},
		{name: "truncated in the first item", body: channel(items(1))[:100], titles: nil, repairs: []string{"truncated, 0 of 1 items kept"}},
		{
			name: "truncated between items", body: strings.TrimSuffix(whole, "</channel></rss>"),
			titles: stories(3), repairs: []string{"truncated, all 3 items kept"},
		},
		{
			name: "truncated in an end tag", body: strings.TrimSuffix(whole, "annel></rss>"),
			titles: stories(3), repairs: []string{"truncated, all 3 items kept"},
		},
		{name: "truncated before the items", body: `<rss version="2.0"><channel><title>News`, repairs: []string{"truncated before the first item"}},
		{
			name: "truncated in CDATA", body: strings.Replace(whole, "Story 3", "<![CDATA[Story 3", 1),
			titles: stories(2), repairs: []string{"truncated, 2 of 3 items kept"},
		},
		{
			name: "truncated in an attribute", body: strings.Replace(whole, "<guid>3", `<guid isPermaLink="false>3`, 1),
			titles: stories(3),
		},
		{
			name: "truncated Atom", body: atomFeed(entries(3))[:len(atomFeed(entries(3)))-30],
			titles: stories(2), repairs: []string{"truncated, 2 of 3 items kept"},
		},
		{
			name: "truncated JSON", body: jsonFeed(jsonItems(3))[:len(jsonFeed(jsonItems(3)))-10],
			titles: stories(2), repairs: []string{"truncated, 2 of 3 items kept"},
		},
		{
			name: "truncated JSON between items", body: strings.TrimSuffix(jsonFeed(jsonItems(3)), "]}"),
			titles: stories(3), repairs: []string{"truncated, all 3 items kept"},
		},
		{
			name: "truncated gzip", body: zip(t, whole)[:len(zip(t, whole))-30],
			titles: stories(1), repairs: []string{"gzip that nobody announced", "truncated, 1 of 2 items kept"},
		},

		{
			name: "PHP warnings before the root", body: "<br />\n<b>Warning</b>: mysql_connect() in <b>/srv/x.php</b> on line <b>3</b><br />\n" + whole,
			titles: stories(3), repairs: []string{"text before the feed"},
		},
		{
			name: "a notice before the root", body: "Notice: Undefined index: a<b in /srv/x.php\n" + whole,
			titles: stories(3), repairs: []string{"text before the feed"},
		},
		{name: "PHP left as it is", body: "<?php echo 'a->b'; ?>" + whole, titles: stories(3), repairs: []string{"text before the feed"}},
		{name: "empty lines before the declaration", body: "\n\n \t" + whole, titles: stories(3)},
		{
			name: "a page before the feed", body: "<html><body><p>Error</p></body></html>\n" + whole,
			titles: stories(3), repairs: []string{"text before the feed"},
		},
		{name: "a late root", body: "<!-- " + strings.Repeat("long comment ", 50_000) + "-->" + whole, titles: stories(3)},
		{
			name: "text before JSON", body: "<br />\n<b>Warning</b>: x\n" + jsonFeed(jsonItems(3)),
			titles: stories(3), repairs: []string{"text before the feed"},
		},
		{name: "text behind the root", body: whole + "\n<!-- cached --><script>x</script>", titles: stories(3)},
		{name: "text behind JSON", body: jsonFeed(jsonItems(3)) + "\n<!-- cached -->", titles: stories(3), repairs: []string{"JSON that is not valid"}},
		{name: "two roots", body: whole + whole, titles: stories(3)},

		{name: "UTF-16", body: in(t, "utf-16le", "\ufeff"+whole), titles: stories(3)},
		{name: "a declared encoding that lies", body: strings.Replace(whole, `"?>`, `" encoding="utf-16"?>`, 1), titles: stories(3)},
		{
			name: "HTTP knows the charset", body: in(t, "windows-1251", channel("<item><title>Новости</title></item>")),
			contentType: "text/xml; charset=windows-1251", titles: []string{"Новости"},
		},
		{
			name: "nobody knows the charset", body: in(t, "windows-1251", channel("<item><title>Новости со всего мира</title></item>")),
			titles: []string{"Новости со всего мира"}, repairs: []string{"charset not declared, read as windows-1251"},
		},
		{
			name: "a wrong byte", body: channel("<item><title>caf\xe9 – Zürich – Köln</title></item>"),
			titles: []string{"café – Zürich – Köln"}, repairs: []string{"1 bytes that are no UTF-8"},
		},
		{
			name: "control characters", body: channel("<item><title>a\x08b\x00c</title></item>"),
			titles: []string{"abc"}, repairs: []string{"control characters or invalid UTF-8"},
		},
		{name: "gzip without the header", body: zip(t, whole), titles: stories(3), repairs: []string{"gzip that nobody announced"}},

		{
			name: "missing end tags of items", body: channel(strings.ReplaceAll(items(3), "</item>", "")),
			titles: stories(3), repairs: []string{"missing end tags"},
		},
		{
			name: "missing end tags of entries", body: atomFeed(strings.ReplaceAll(entries(3), "</entry>", "")),
			titles: stories(3), repairs: []string{"missing end tags"},
		},
		{
			name: "missing end tags of fields", body: channel(strings.ReplaceAll(strings.ReplaceAll(items(3), "</title>", ""), "</link>", "")),
			titles: stories(3), repairs: []string{"missing end tags"},
		},
		{name: "end tags that nothing began", body: channel("</item></p>" + items(3) + "</foo></item>"), titles: stories(3)},
		{name: "end tags in another case", body: strings.ReplaceAll(whole, "</item>", "</ITEM >"), titles: stories(3)},
		{name: "all in capitals", body: strings.ToUpper(whole), titles: []string{"STORY 1", "STORY 2", "STORY 3"}},
		{name: "a comment that never ends", body: channel("<!-- x >" + items(3)), titles: stories(3)},
		{name: "a document type that never ends", body: strings.Replace(whole, "<rss", "<!DOCTYPE rss [ <!ENTITY a 'b'> <rss", 1), titles: stories(3)},
		{
			name: "bare ampersands", body: channel("<item><title>Q&A & AT&T &amp; co &nbsp;&hellip;</title></item>"),
			titles: []string{"Q&amp;A &amp; AT&amp;T &amp; co \u00a0…"},
		},
		{name: "bare less-than signs", body: channel("<item><title>1 < 2 <3</title></item>"), titles: []string{"1 &lt; 2 &lt;3"}},
		{name: "attributes without quotes", body: strings.ReplaceAll(whole, "<guid>", "<guid isPermaLink=false>"), titles: stories(3)},
		{
			name: "entities of the document", body: `<!DOCTYPE rss [<!ENTITY euro "&#8364;"><!ENTITY % x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM 'y.xml'>
			<!-- don't <!ENTITY> --><!ENTITY a "&euro2;">]>` + channel("<item><title>5 &euro; &a; &y;</title></item>"),
			titles: []string{"5 € &amp;euro2; &amp;y;"},
		},

		{name: "an entry alone", body: `<entry xmlns="http://www.w3.org/2005/Atom"><title>Story 1</title></entry>`, titles: stories(1)},
		{name: "a channel alone", body: "<channel><title>News</title>" + items(3) + "</channel>", titles: stories(3)},
		{name: "RSS without a channel", body: "<rss>" + items(3) + "</rss>", titles: stories(3)},
		{name: "items of RSS in Atom", body: atomFeed("<item><title>Story 1</title></item>"), titles: stories(1)},
		{name: "entries of Atom in RSS", body: channel("<entry><title>Story 1</title></entry>"), titles: stories(1)},
		{name: "the namespace of something else", body: strings.Replace(whole, "<rss", `<rss xmlns="https://x.example/"`, 1), titles: stories(3)},
		{name: "Atom without a namespace", body: strings.Replace(atomFeed(entries(2)), ` xmlns="http://www.w3.org/2005/Atom"`, "", 1), titles: stories(2)},

		{
			name: "JSON with a string for the author", body: jsonFeed(`{"id":"1","title":"Story 1","author":"Ann"}`),
			titles: stories(1), repairs: []string{"JSON fields of a wrong type"},
		},
		{
			name: "JSON with line breaks in strings", body: jsonFeed("{\"id\":\"1\",\"title\":\"Story\n1\"}"),
			titles: []string{"Story\n1"}, repairs: []string{"JSON that is not valid"},
		},
		{name: "JSON with commas too many", body: jsonFeed(jsonItems(2) + ","), titles: stories(2), repairs: []string{"JSON that is not valid"}},
		{
			name: "JSON with escapes that are none", body: jsonFeed(`{"id":"1","title":"It\'s \x41"}`),
			titles: []string{"It's x41"}, repairs: []string{"JSON that is not valid"},
		},
		{
			name: "JSON with one broken item", body: jsonFeed(jsonItems(1) + `, {"id": oops, "title": "x"}, {"id":"2","title":"Story 2"}`),
			titles: stories(2), repairs: []string{"broken JSON, 2 of 3 items kept", "JSON that is not valid"},
		},
		{
			name: "JSON escapes of control characters", body: jsonFeed(`{"id":"1","title":"a\u0000\b\\b\u0085\uffff\ud83d\ude00"}`),
			titles: []string{`a\b😀`}, repairs: []string{"control characters or invalid UTF-8"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := parse.Feed(parse.Input{Body: []byte(tt.body), ContentType: tt.contentType, URL: "https://news.example/feed"})
			if err != nil {
				t.Fatal(err)
			}
			var titles []string
			for _, it := range doc.Items {
				titles = append(titles, it.Title)
			}
			if diff := cmp.Diff(tt.titles, titles); diff != "" {
				t.Errorf("titles (-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(tt.repairs, doc.Repairs); diff != "" {
				t.Errorf("repairs (-want +got)\n%s", diff)
			}
		})
	}
}
