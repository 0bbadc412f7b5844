package parse_test

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"dateline/aggregator/parse"
	"dateline/feeds"
)

// Documents made to harm. Reading one takes time and memory in proportion to
// it, whatever is in it.
func TestHostile(t *testing.T) {
	const size, largest = 2 << 20, 16 << 20 // fetch lets in the latter
	fill := func(piece string) string { return strings.Repeat(piece, size/len(piece)) }
	item := func(body string) string {
		return channel("<item><title>One</title>" + body + "</item><item><title>Two</title></item>")
	}
	for _, tt := range []struct {
		name, body string
		items      int // that must be found, -1 for none in particular
	}{
		{"200,000 elements deep in an item", item(strings.Repeat("<a>", 200_000) + strings.Repeat("</a>", 200_000)), 2},
		{"deep in a text", item("<description>" + strings.Repeat("<div>", 200_000) + "x" + strings.Repeat("</div>", 200_000) + "</description>"), 2},
		{"deep in a text, never closed", item("<description>" + strings.Repeat("<b>", 200_000)), 2},
		{"deep in an extension", item(strings.Repeat("<x:a>", 200_000) + strings.Repeat("</x:a>", 200_000)), 2},
		{"deep in Atom", atomFeed("<entry><content type='xhtml'>" + strings.Repeat("<div>", 200_000) + strings.Repeat("</div>", 200_000) + "</content></entry>"), 1},
		{"deep around the items", "<rss>" + strings.Repeat("<channel>", 200_000) + items(1) + strings.Repeat("</channel>", 200_000) + "</rss>", -1},
		{"end tags that nothing began", item(strings.Repeat("<a>", 300) + fill("</b>")), 2},
		{"a million elements side by side", item(fill("<a/>")), 2},
		{"a million extensions", item(fill("<x:a>1</x:a>")), 2},
		{"a million fields", item(fill("<category>a</category>")), 2},
		{"a million attributes of an extension", item("<x:a " + fill(`a="b" `) + "/>"), 2},
		{"a million attributes of a field", item("<enclosure " + fill(`url="b" `) + "/>"), 2},
		{"a million namespaces", "<rss " + fill(`xmlns:a="b" `) + ">" + strings.Repeat("<channel><item><x:y/></item></channel>", 5000) + "</rss>", 5000},
		{"a million languages", item("<x:a " + fill(`xml:lang="b" `) + "/>"), 2},
		{"billions of laughs", `<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>` +
			item("<description>"+fill("&c;")+"</description>"), 2},
		{"quadratic laughs", `<!DOCTYPE rss [<!ENTITY a "` + strings.Repeat("ha", 499) + `">]>` + item("<description>"+fill("&a;")+"</description>"), 2},
		{"laughs in attributes", `<!DOCTYPE rss [<!ENTITY a "` + strings.Repeat("ha", 499) + `">]>` + item("<x:a b='"+fill("&a;")+"'/>"), 2},
		{"a million entities", "<!DOCTYPE rss [" + fill(`<!ENTITY a "b">`) + "]>" + item(""), 2},
		{"one text", item("<description>" + strings.Repeat("text ", largest/5) + "</description>"), 2},
		{"one title", "<rss><channel><item><title>" + fill("text ") + "</title></item></channel></rss>", 1},
		{"one guid", item("<guid>" + fill("x") + "</guid>"), 2},
		{"one date", item("<pubDate>" + fill("1") + "</pubDate>"), 2},
		{"one extension", item("<x:a>" + fill("x") + "</x:a>"), 2},
		{"an extension in a million pieces", item("<x:a>" + fill("a<!---->") + "</x:a>"), 2},
		{"CDATA in a million pieces", item("<description>" + fill("<![CDATA[a]]>") + "</description>"), 2},
		{"comments that never end", channel(items(1) + fill("<!-- ")), -1},
		{"document types that never end", channel(items(1) + fill("<!D ")), -1},
		{"CDATA that never ends", channel(items(1) + fill("<![CDATA[")), -1},
		{"less-than signs", item("<description>" + fill("< ") + "</description>"), 2},
		{"tags that never end", item("<description>" + fill("<p ") + "</description>"), -1},
		{"ampersands", item("<description>" + fill("&") + "</description>"), 2},
		{"half entities", item("<description>" + fill("&#") + "</description>"), 2},
		{"quotes", item("<x:a " + fill(`"`) + "/>"), -1},
		{"values that never end", item(fill(`<a b="`)), -1},
		{"a million items", channel(fill("<item/>")), 10_000},
		{"a million items in items", channel(fill("<item>")), 10_000},
		{"warnings without end", fill("<br/>"), -1},
		{"lists in JSON", jsonFeed(`{"id":"1","_x":` + fill("[")), -1},
		{"lists in JSON for items", jsonFeed(fill("[") + fill("]")), -1},
		{"objects in JSON", fill(`{"a":`), -1},
		{"backslashes in JSON", jsonFeed(`{"id":"` + fill(`\`) + `"}`), -1},
		{"escapes in JSON", jsonFeed(`{"id":"1","title":"` + fill(`\u0000`) + `"}`), 1},
		{"a million items in JSON", jsonFeed(fill("{},") + "{}"), 10_000},
		{"a million broken items in JSON", jsonFeed(fill("{x},")), -1},
		{"authors in authors", jsonFeed(`{"id":"1","author":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + "}"), 1},
		{"a page of links", "<html>" + fill(`<link rel="alternate">`), -1},
		{"bytes of no charset", fill("\x81\xfe\x01"), -1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			doc, err := parse.Feed(parse.Input{Body: []byte(tt.body), URL: "https://news.example/"})
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			if err != nil && (tt.items >= 0 || !errors.Is(err, parse.ErrNotAFeed)) {
				t.Errorf("%.200s", err)
			}
			if tt.items >= 0 && len(doc.Items) != tt.items {
				t.Errorf("%d items, want %d: %q", len(doc.Items), tt.items, doc.Repairs)
			}
			// Most take a tenth of a second. What grows with the square of the
			// document takes hours, even on a machine that has little else to do.
			if limit := 2 * time.Minute; took > limit {
				t.Errorf("took %v, more than %v", took, limit)
			}
			if used, limit := after.TotalAlloc-before.TotalAlloc, uint64(60*len(tt.body)+64<<20); used > limit {
				t.Errorf("allocated %d MiB for %d MiB, more than %d", used>>20, len(tt.body)>>20, limit>>20)
			}
			if held, limit := held(doc.Items), 6*len(tt.body)+4<<20; held > limit {
				t.Errorf("the items hold %d MiB of %d", held>>20, len(tt.body)>>20)
			}
			t.Logf("%d MiB: %d items, %v, allocated %d MiB", len(tt.body)>>20, len(doc.Items), took.Round(time.Millisecond), (after.TotalAlloc-before.TotalAlloc)>>20)
		})
	}
}

// held is how many bytes of text items hold, roughly.
func held(list []feeds.Item) int {
	n := 0
	for _, it := range list {
		n += len(fmt.Sprint(it))
	}
	return n
}
