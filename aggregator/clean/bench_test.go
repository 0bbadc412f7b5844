package clean_test

import (
	"strings"
	"testing"
	"time"

	"dateline/aggregator/clean"
	"dateline/feeds"
)

// newsItem is an ordinary news item with 2 KB of HTML.
func newsItem() feeds.Item {
	return feeds.Item{
		GUID: "straitsdesk-26110", Link: "https://www.straitsdesk.example/2026/11/penang-ferry?utm_source=rss&utm_medium=feed",
		Title:     "[MALAYSIA] Penang ferry to run through the night for the first time",
		Summary:   "GEORGE TOWN, Nov 21 (Selat Newswire) - Ferries between Penang island &amp; the mainland will run through the night from January.",
		Content:   newsHTML,
		Authors:   []feeds.Person{{Name: "Foreign Desk"}, {Name: "Photo Desk"}},
		Published: time.Unix(1_800_000_000, 0), Language: "en",
		Categories: []feeds.Category{{Term: "Transport", Scheme: "https://www.straitsdesk.example/topics"}, {Term: "Malaysia"}},
		Image:      feeds.Image{URL: "https://img.straitsdesk.example/2026/penang-ferry.jpg", Credit: "Selat Newswire", Width: 1200, Height: 800},
		Extensions: []feeds.Element{{
			Space: "http://search.yahoo.com/mrss/", Prefix: "media", Name: "content",
			Attrs: []feeds.Attr{{Name: "url", Value: "https://img.straitsdesk.example/2026/penang-ferry.jpg"}, {Name: "medium", Value: "image"}},
		}},
	}
}

var newsHTML = `<figure class="wp-block-image size-large"><img decoding="async" width="1200" height="800" src="https://img.straitsdesk.example/2026/penang-ferry.jpg" alt="Penang ferry" class="wp-image-26110" srcset="https://img.straitsdesk.example/2026/penang-ferry.jpg 1200w, https://img.straitsdesk.example/2026/penang-ferry-300x200.jpg 300w" sizes="(max-width: 1200px) 100vw, 1200px"><figcaption>Image Credits: Selat Newswire</figcaption></figure>
<p>GEORGE TOWN, Nov 21 (Selat Newswire) - Ferries between Penang island and the mainland will run through the night from January, the port commission said, after a trial in which eleven thousand people crossed between midnight and five in the morning.</p>
<div class="advertisement"><p>Advertisement</p><a href="https://ads.example/click?slot=mid&amp;id=40"><img src="https://ads.example/banner/40.png" alt="Ad"></a></div>
<p>Four boats will take turns on the crossing, each with room for <strong>sixty motorcycles</strong>. The commission expects most night passengers to be <a href="/workers?utm_source=rss">factory workers</a> going on and off shift in the industrial parks of Bayan Lepas.</p>
<p>&#8220;The bridge is fast but it is not for everyone,&#8221; a commission spokesperson said. &#8220;A nurse on a small motorcycle in the rain at three in the morning deserves another way home.&#8221;</p>
<ul><li>Fares stay as they are.</li><li>A return ticket for a motorcycle costs two ringgit.</li><li>People on foot pay sixty sen.</li></ul>
<p>The state will review the timetable after six months and may add a stop near the new <em>container yard</em> if enough people ask for it.</p>
<p>The post <a rel="nofollow" href="https://www.straitsdesk.example/2026/11/penang-ferry">Penang ferry</a> appeared first on <a rel="nofollow" href="https://www.straitsdesk.example">The Straits Desk</a>.</p>
<img src="https://pixel.wp.com/b.gif?host=www.straitsdesk.example" width="1" height="1" alt="">`

func BenchmarkItem(b *testing.B) {
	it := newsItem()
	b.SetBytes(int64(len(it.Content) + len(it.Summary)))
	b.ReportAllocs()
	for b.Loop() {
		clean.Item(it, "https://www.straitsdesk.example/")
	}
}

func BenchmarkText(b *testing.B) {
	for name, s := range map[string]string{
		"plain":   "Penang ferry to run through the night for the first time",
		"escaped": "R&amp;D &#8211; how the <b>ferry</b> of S&#227;o Paulo  came to be",
		"thai":    "เรือเฟอร์รี่ปีนังจะวิ่งตลอดทั้งคืนเป็นครั้งแรก",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				clean.Text(s)
			}
		})
	}
}

func BenchmarkBluemonday(b *testing.B) {
	b.SetBytes(int64(len(newsHTML)))
	for b.Loop() {
		policy.Sanitize(newsHTML)
	}
}

// BenchmarkLarge is a page of half a megabyte.
func BenchmarkLarge(b *testing.B) {
	it := newsItem()
	it.Content = strings.Repeat(it.Content, 160)
	b.SetBytes(int64(len(it.Content)))
	for b.Loop() {
		clean.Item(it, "https://www.straitsdesk.example/")
	}
}
