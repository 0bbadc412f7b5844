package render_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/feeds/render"
)

// BenchmarkFeed renders fifty items, each with 2 kB of text and everything
// that the full case has.
func BenchmarkFeed(b *testing.B) {
	c := full()
	model := c.Entries[0]
	model.Content += strings.Repeat("<p>The harbour master said that the tide waits for nobody, least of all ferries.</p>\n", 24)
	c.Entries = nil
	for i := range 50 {
		e := model
		e.Link = fmt.Sprintf("https://straits.example/%d", i)
		e.Date = day.Add(-time.Duration(i) * time.Minute)
		e.ID = feeds.Identify(e.Item, "straits", "")
		c.Entries = append(c.Entries, e)
	}
	for _, f := range feeds.Formats() {
		b.Run(string(f), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				result, err := render.Feed(c, f)
				if err != nil || len(result.Skipped) > 0 {
					b.Fatal(err, result.Skipped)
				}
				b.SetBytes(int64(len(result.Body)))
			}
		})
	}
}
