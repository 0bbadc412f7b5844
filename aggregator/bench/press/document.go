package press

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"strings"
	"time"
)

// articleSize makes a feed of thirty articles some 93 KB, which is usual.
const articleSize = 2600

// Feed is the document of a source whose newest article is the nth, with so
// many articles, and its media type. Of ten sources seven write RSS, two Atom
// and one JSON.
func (p *Press) Feed(source, newest, articles int) (body []byte, media string) {
	list := make([]Article, articles)
	for i := range list {
		list[i] = p.Article(source, newest-i, articleSize)
	}
	return document(source, list)
}

func document(source int, list []Article) (body []byte, media string) {
	switch source % 10 {
	case 3, 7:
		return atom(source, list), "application/atom+xml"
	case 9:
		return jsonFeed(source, list), "application/feed+json"
	}
	return rss(source, list), "application/rss+xml"
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

func rss(source int, list []Article) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Source %d</title><link>https://source%d.example.org/</link><description>News of source %d</description><language>%s</language><lastBuildDate>%s</lastBuildDate>
`, source, source, source, list[0].Language, list[0].Published.Format(time.RFC1123Z))
	for _, a := range list {
		fmt.Fprintf(&b, `<item><title>%s</title><link>%s</link><guid isPermaLink="false">%s</guid><pubDate>%s</pubDate><dc:creator>Desk %d</dc:creator><category>%s</category><description>%s</description><content:encoded><![CDATA[%s]]></content:encoded></item>
`, escaped(a.Title), a.Link, a.GUID, a.Published.Format(time.RFC1123Z), source%7, a.Topic, escaped(a.Summary), a.HTML)
	}
	b.WriteString("</channel></rss>\n")
	return []byte(b.String())
}

func atom(source int, list []Article) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="%s"><title>Source %d</title><id>https://source%d.example.org/</id><link href="https://source%d.example.org/"/><updated>%s</updated>
`, list[0].Language, source, source, source, list[0].Published.Format(time.RFC3339))
	for _, a := range list {
		fmt.Fprintf(&b, `<entry><title>%s</title><link href="%s"/><id>%s</id><updated>%s</updated><published>%s</published><author><name>Desk %d</name></author><category term="%s"/><summary>%s</summary><content type="html">%s</content></entry>
`, escaped(a.Title), a.Link, a.GUID, a.Published.Format(time.RFC3339), a.Published.Format(time.RFC3339), source%7, a.Topic, escaped(a.Summary), escaped(a.HTML))
	}
	b.WriteString("</feed>\n")
	return []byte(b.String())
}

func jsonFeed(source int, list []Article) []byte {
	items := make([]map[string]any, len(list))
	for i, a := range list {
		items[i] = map[string]any{
			"id": a.GUID, "url": a.Link, "title": a.Title, "summary": a.Summary, "content_html": a.HTML,
			"date_published": a.Published.Format(time.RFC3339), "tags": []string{a.Topic},
			"authors": []map[string]string{{"name": fmt.Sprintf("Desk %d", source%7)}},
		}
	}
	body, err := json.Marshal(map[string]any{
		"version": "https://jsonfeed.org/version/1.1", "title": fmt.Sprintf("Source %d", source),
		"home_page_url": fmt.Sprintf("https://source%d.example.org/", source), "language": list[0].Language, "items": items,
	})
	if err != nil {
		panic(err) // unreachable unless a map of strings cannot be written
	}
	return body
}
