package aggregator_test

import (
	"fmt"
	"html"
	"strings"
	"testing"

	"dateline/aggregator"
	"dateline/feeds"
)

// paragraphs are the text of an article, and tell of item n.
func paragraphs(n int) string {
	p := fmt.Sprintf(`<p>GEORGE TOWN, Nov %d (Selat Newswire) - Ferries between <a href="/places/penang?utm_source=rss&amp;id=%d">Penang island</a> and the mainland will run through the night, the commission said, after a trial in which <strong>%d people</strong> crossed before five in the morning.</p>
<p>&#8220;The bridge is fast but it is not for everyone,&#8221; a spokesperson said in Kuala Lumpur. Singapore and Thailand look at like plans.</p>`, n%28+1, n, 1000+n)
	return strings.Repeat(p, 4) + `<figure><img src="https://img.straits.example/ferry.jpg" width="1200" height="800" alt="Ferry"><figcaption>Photo: Selat Newswire</figcaption></figure>`
}

// wireOf30 is a feed of thirty items of usual length, 90 KB, of which the first
// is item number first.
func wireOf30(first int) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Straits</title><link>https://straits.example/</link><description>All of it</description><language>en</language><lastBuildDate>%d</lastBuildDate>`, first)
	for i := range 30 {
		n := first - i
		fmt.Fprintf(&b, `
<item><title>Ferry %d to run through the night &amp; more</title><link>https://straits.example/2026/11/%d</link><guid isPermaLink="false">https://straits.example/?p=%d</guid>
<dc:creator><![CDATA[Foreign Desk]]></dc:creator><pubDate>Sat, 21 Nov 2026 10:15:%02d +0000</pubDate><category><![CDATA[Transport]]></category><category><![CDATA[Malaysia]]></category>
<description>%s</description><content:encoded><![CDATA[%s]]></content:encoded>
<media:content url="https://img.straits.example/%d.jpg" medium="image" width="800" height="600"/></item>`, n, n, n, n%60, html.EscapeString(paragraphs(n)[:190]), paragraphs(n), n)
	}
	return []byte(b.String() + "</channel></rss>")
}

// BenchmarkRead reads a feed of which all items are new, one, or none.
func BenchmarkRead(b *testing.B) {
	reader, src := aggregator.NewReader(feeds.Builtin()), feeds.Source{ID: "straits"}
	read := func(body []byte, was feeds.Reading) aggregator.Document {
		doc, err := reader.ReadOn(body, "application/rss+xml", "https://straits.example/rss", src, readAt, was)
		if err != nil || len(doc.Repairs) > 0 {
			b.Fatal(doc.Repairs, err)
		}
		return doc
	}
	was := read(wireOf30(1000), feeds.Reading{}).Reading
	for i := range was.Pieces {
		was.Pieces[i].Fate = feeds.Kept
	}
	for _, bb := range []struct {
		name  string
		first int
		was   feeds.Reading
		want  int
	}{{"all", 1000, feeds.Reading{}, 30}, {"one", 1001, was, 1}, {"none", 1000, was, 0}} {
		body := wireOf30(bb.first)
		b.Run(bb.name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				if doc := read(body, bb.was); len(doc.Items) != bb.want {
					b.Fatalf("%d items", len(doc.Items))
				}
			}
		})
	}
}
