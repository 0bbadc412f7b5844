package parse_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"dateline/aggregator/parse"

	"github.com/mmcdole/gofeed"
)

// BenchmarkFeed reads fifty items of usual length in each format, and beside
// it has gofeed read the same bytes alone: the survey before gofeed must not
// cost more than gofeed does.
func BenchmarkFeed(b *testing.B) {
	for _, bb := range []struct{ name, doc string }{
		{"rss", rssOf50()}, {"atom", atomOf50()}, {"json", jsonOf50()}, {"rdf", rdfOf50()},
	} {
		body := []byte(bb.doc)
		b.Run(bb.name+"/parse", func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				doc, err := parse.Feed(parse.Input{Body: body, URL: "https://news.example/feed"})
				if err != nil || len(doc.Items) != 50 || len(doc.Repairs) > 0 {
					b.Fatalf("%d items, %q, %v", len(doc.Items), doc.Repairs, err)
				}
			}
		})
		b.Run(bb.name+"/gofeed", func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				f, err := gofeed.NewParser().Parse(bytes.NewReader(body))
				if err != nil || len(f.Items) != 50 {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestLargeFeed bounds what a feed of 4 MB may allocate, beside its size: gofeed
// alone takes more than twenty times that.
func TestLargeFeed(t *testing.T) {
	const most = 12
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>News</title>`)
	for i := 0; b.Len() < 4<<20; i++ {
		fmt.Fprintf(&b, "<item><title>Story %d</title><link>https://news.example/%d</link><description>%s</description></item>", i, i, escaped(article(i)))
	}
	b.WriteString("</channel></rss>")
	body := []byte(b.String())
	result := testing.Benchmark(func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if doc, err := parse.Feed(parse.Input{Body: body, URL: "https://news.example/feed"}); err != nil || len(doc.Repairs) > 0 {
				b.Fatal(doc.Repairs, err)
			}
		}
	})
	if times := result.AllocedBytesPerOp() / int64(len(body)); times > most {
		t.Errorf("%d times its size, want at most %d", times, most)
	} else {
		t.Logf("%d times its size", times)
	}
}

// article is the text of an item, as HTML.
func article(i int) string {
	p := fmt.Sprintf(`<p>Story %d: the rail link to the <a href="https://news.example/places/port?id=%d&amp;x=1">port</a> is open, ten years late – and “well over” budget.</p>`, i, i)
	return strings.Repeat(p, 8) + `<img src="https://cdn.news.example/pic.jpg" alt="The rail link"/>`
}

func escaped(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}

func rssOf50() string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>News</title><link>https://news.example/</link><description>All of it</description><language>en</language>`)
	for i := range 50 {
		fmt.Fprintf(&b, `
	<item>
		<title>Story %d &amp; what became of it</title>
		<link>https://news.example/2026/01/%d</link>
		<guid isPermaLink="false">https://news.example/?p=%d</guid>
		<dc:creator><![CDATA[Ana Lim]]></dc:creator>
		<pubDate>Sat, 03 Jan 2026 10:15:%02d +0000</pubDate>
		<category><![CDATA[Transport]]></category>
		<category><![CDATA[Malaysia]]></category>
		<description>%s</description>
		<content:encoded><![CDATA[%s]]></content:encoded>
		<media:content url="https://cdn.news.example/%d.jpg" medium="image" width="800" height="600"><media:title type="html">Pic</media:title></media:content>
	</item>`, i, i, i, i%60, escaped(article(i)[:171]), article(i), i)
	}
	b.WriteString("</channel></rss>")
	return b.String()
}

func atomOf50() string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><id>urn:x</id><title>News</title><link href="https://news.example/"/>`)
	for i := range 50 {
		fmt.Fprintf(&b, `
	<entry>
		<id>tag:news.example,2026:%d</id>
		<title type="html">Story %d &amp;amp; what became of it</title>
		<link rel="alternate" type="text/html" href="https://news.example/2026/01/%d"/>
		<author><name>Ana Lim</name></author>
		<published>2026-01-03T10:15:%02dZ</published><updated>2026-01-03T11:00:00Z</updated>
		<category term="Transport"/><category term="MY" label="Malaysia"/>
		<summary type="html">%s</summary>
		<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">%s</div></content>
	</entry>`, i, i, i, i%60, escaped(article(i)[:171]), article(i))
	}
	b.WriteString("</feed>")
	return b.String()
}

func rdfOf50() string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="https://news.example/rdf"><title>News</title><link>https://news.example/</link></channel>`)
	for i := range 50 {
		fmt.Fprintf(&b, `
	<item rdf:about="https://news.example/2026/01/%d">
		<title>Story %d &amp; what became of it</title>
		<link>https://news.example/2026/01/%d</link>
		<description>%s</description>
		<content:encoded>%s</content:encoded>
		<dc:date>2026-01-03T10:15:%02dZ</dc:date><dc:creator>Ana Lim</dc:creator><dc:subject>Transport</dc:subject>
	</item>`, i, i, i, escaped(article(i)[:171]), escaped(article(i)), i%60)
	}
	b.WriteString("</rdf:RDF>")
	return b.String()
}

func jsonOf50() string {
	var list []string
	for i := range 50 {
		list = append(list, fmt.Sprintf(`{"id":"%d","url":"https://news.example/2026/01/%d","title":"Story %d & what became of it","content_html":%q,
			"summary":"The rail link is open","date_published":"2026-01-03T10:15:%02dZ","authors":[{"name":"Ana Lim"}],"tags":["Transport","Malaysia"],
			"image":"https://cdn.news.example/%d.jpg"}`, i, i, i, article(i), i%60, i))
	}
	return `{"version":"https://jsonfeed.org/version/1.1","title":"News","home_page_url":"https://news.example/","items":[` + strings.Join(list, ",") + "]}"
}
