package place_test

import (
	"bytes"
	"fmt"
	"runtime"
	"testing"
	"time"

	"dateline/aggregator/parse"
	"dateline/aggregator/place"
	"dateline/feeds"
)

// wire is an item of 500 bytes with a dateline and three countries.
var wire = feeds.Item{
	Title: "Malaysia and Singapore agree on the last mile of a railway",
	Summary: `<p>KUALA LUMPUR, Jan 3 (Agency) &#8211; Malaysia and Singapore will share the cost of the last mile of a railway between them, ministers said on Friday.</p>` +
		`<p>Trains from Johor Bahru will cross the strait from the end of next year. Each of them carries a thousand people, and a Japanese company builds the carriages. ` +
		`Officials on both sides expect that one commuter in three will leave the car at home. Tickets cost five ringgit.</p>`,
	Language: "en",
}

func BenchmarkPlace(b *testing.B) {
	placer := place.New(feeds.Builtin())
	placer.Place(wire, feeds.Source{})
	b.ReportAllocs()
	for b.Loop() {
		placer.Place(wire, feeds.Source{})
	}
}

// BenchmarkPlaceNothing places an item that names no region.
func BenchmarkPlaceNothing(b *testing.B) {
	placer := place.New(feeds.Builtin())
	it := feeds.Item{Title: "A quiet day at the office", Summary: "<p>Nothing happened, and then it went on happening until the evening came.</p>"}
	placer.Place(it, feeds.Source{})
	b.ReportAllocs()
	for b.Loop() {
		placer.Place(it, feeds.Source{Regions: []string{"malaysia"}})
	}
}

// BenchmarkPlaceToParse places the items of a feed that it has just parsed, and
// tells what placing costs beside parsing: the same items, in the same run.
func BenchmarkPlaceToParse(b *testing.B) {
	const items = 20
	var body bytes.Buffer
	body.WriteString(`<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><link>https://news.example/</link><language>en</language>`)
	for i := range items {
		fmt.Fprintf(&body, `<item><title>%s</title><link>https://news.example/%d</link><guid>%d</guid><pubDate>Fri, 03 Jan 2025 08:00:00 GMT</pubDate><description><![CDATA[%s]]></description></item>`,
			wire.Title, i, i, wire.Summary)
	}
	body.WriteString(`</channel></rss>`)
	placer := place.New(feeds.Builtin())
	placer.Place(wire, feeds.Source{})
	var parsing, placing time.Duration
	for b.Loop() {
		start := time.Now()
		doc, err := parse.Feed(parse.Input{Body: body.Bytes(), ContentType: "application/rss+xml", URL: "https://news.example/rss"})
		if err != nil || len(doc.Items) != items {
			b.Fatalf("%d items parsed: %v", len(doc.Items), err)
		}
		parsed := time.Now()
		for _, it := range doc.Items {
			placer.Place(it, feeds.Source{})
		}
		parsing += parsed.Sub(start)
		placing += time.Since(parsed)
	}
	n := float64(b.N * items)
	b.ReportMetric(float64(placing.Microseconds())/n, "µs/placed")
	b.ReportMetric(float64(parsing.Microseconds())/n, "µs/parsed")
	b.ReportMetric(float64(placing)/float64(parsing), "place/parse")
}

// BenchmarkNew measures the start: the gazetteer unpacked and indexed.
func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		place.LoadGazetteer()
	}
}

// TestHeap holds the atlas and the gazetteer to their part of the memory.
func TestHeap(t *testing.T) {
	const limit = 8 << 20
	before := heap()
	gazetteer := place.LoadGazetteer()
	atlas, err := feeds.NewAtlas(nil)
	if err != nil {
		t.Fatal(err)
	}
	areas := place.LoadBorders()
	used := heap() - before
	runtime.KeepAlive(gazetteer)
	runtime.KeepAlive(atlas)
	runtime.KeepAlive(areas)
	t.Logf("atlas, gazetteer and borders take %.1f MB", float64(used)/(1<<20))
	if used > limit {
		t.Errorf("atlas, gazetteer and borders take %d bytes, want %d at most", used, limit)
	}
}

// heap is the memory in use after a collection.
func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// TestAllocations holds the items that cost most: with categories, and with a
// name in every other word.
func TestAllocations(t *testing.T) {
	if raced {
		t.Skip("the race detector empties pools at random")
	}
	const limit = 12
	filed := wire
	filed.Categories = []feeds.Category{
		{Term: "Malaysia"}, {Term: "Politics"}, {Term: "World/Asia"}, {Term: "Transport"}, {Term: "Johor Bahru, Malaysia"},
	}
	dense := feeds.Item{
		Title: "Malaysia, Singapore, Thailand and Vietnam meet China and Japan", Language: "en",
		Summary: `KUALA LUMPUR/SINGAPORE, Jan 3 (Agency) - Ministers of Malaysia, Singapore, Thailand, Vietnam, China, Japan, Korea, ` +
			`Indonesia, the Philippines and Laos met in Johor Bahru. Tokyo, Beijing, Hanoi, Bangkok and Jakarta sent ships. ` +
			`Malaysian, Thai and Chinese officials spoke of Penang, Osaka, Shanghai, Da Nang and Phuket.`,
	}
	placer := place.New(feeds.Builtin())
	for name, it := range map[string]feeds.Item{"a wire": wire, "five categories": filed, "dense names": dense} {
		placer.Place(it, feeds.Source{})
		if n := testing.AllocsPerRun(100, func() { placer.Place(it, feeds.Source{}) }); n > limit {
			t.Errorf("%v allocations for %s, want %d at most", n, name, limit)
		}
	}
}
