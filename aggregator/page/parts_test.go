package page_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator/page"
	"dateline/feeds"
)

func TestDate(t *testing.T) {
	now := time.Date(2025, 3, 10, 12, 34, 56, 0, time.UTC) // 20:34 in Singapore
	for _, tt := range []struct {
		name, sel, body, want string
		now                   time.Time
	}{
		{"with a time but no zone", ".d", `<i class=d>January 3, 2025 at 5:00:00 PM</i>`, "2025-01-03T17:00:00+08:00", time.Time{}},
		{"at noon", ".d", `<i class=d>January 3, 2025 at 12:00:00 PM</i>`, "2025-01-03T12:00:00+08:00", time.Time{}},
		{"at midnight", ".d", `<i class=d>January 3, 2025 at 12:30:00 AM</i>`, "2025-01-03T00:30:00+08:00", time.Time{}},
		{"machine's", "", `<time datetime="2025-01-03T09:00:00Z">an hour ago</time>`, "2025-01-03T17:00:00+08:00", time.Time{}},
		{"machine's without a zone", "", `<time datetime="2025-01-03T17:00">x</time>`, "2025-01-03T17:00:00+08:00", time.Time{}},
		{"text of a time without datetime", "", `<time>3 January 2025, 17:00</time>`, "2025-01-03T17:00:00+08:00", time.Time{}},
		{"attribute that is not there", "time@datetime", `<time>3 January 2025, 17:00</time>`, "2025-01-03T17:00:00+08:00", time.Time{}},
		{"attribute that makes no sense", "time@datetime", `<time datetime=soon>3 January 2025, 17:00</time>`, "2025-01-03T17:00:00+08:00", time.Time{}},
		{"second alternative", ".none, .d", `<i class=d>2025-01-03</i>`, "2025-01-03T00:00:00+08:00", time.Time{}},
		{"microdata", "", `<meta itemprop=datePublished content=2025-01-03T17:00:00+08:00>`, "2025-01-03T17:00:00+08:00", time.Time{}},
		{"among other things", ".d", `<i class=d>By the desk · 3 January 2025 · 4 comments</i>`, "2025-01-03T00:00:00+08:00", time.Time{}},
		{"title of an element", ".d", `<i class=d title="2025-01-03 17:00">Friday</i>`, "2025-01-03T17:00:00+08:00", time.Time{}},
		{"French", ".d", `<i class=d>3 janvier 2025 à 17:00</i>`, "2025-01-03T17:00:00+08:00", time.Time{}},
		{"relative without now", ".d", `<i class=d>3 hours ago</i>`, "3 hours ago", time.Time{}},
		{"relative", ".d", `<i class=d>3 hours ago</i>`, "2025-03-10T17:00:00+08:00", now},
		{"minutes", ".d", `<i class=d>Updated 5 mins ago</i>`, "2025-03-10T20:29:00+08:00", now},
		{"one", ".d", `<i class=d>an hour ago</i>`, "2025-03-10T19:00:00+08:00", now},
		{"days", ".d", `<i class=d>2 days ago</i>`, "2025-03-08T00:00:00+08:00", now},
		{"months", ".d", `<i class=d>2 months ago</i>`, "2025-01-10T00:00:00+08:00", now},
		{"just now", ".d", `<i class=d>Just now</i>`, "2025-03-10T20:34:00+08:00", now},
		{"yesterday", ".d", `<i class=d>Yesterday at 5:00 PM</i>`, "2025-03-09T17:00:00+08:00", now},
		{"today", ".d", `<i class=d>today</i>`, "2025-03-10T00:00:00+08:00", now},
		{"time of today", ".d", `<i class=d>5:00 PM</i>`, "2025-03-10T17:00:00+08:00", now},
		{"time of yesterday", ".d", `<i class=d>23:15</i>`, "2025-03-09T23:15:00+08:00", now},
		{"without a year", ".d", `<i class=d>March 9, 5:00 PM</i>`, "2025-03-09T17:00:00+08:00", now},
		{"without a year, last year's", ".d", `<i class=d>Dec 30</i>`, "2024-12-30T00:00:00+08:00", now},
		{"German", ".d", `<i class=d>vor 2 Stunden</i>`, "2025-03-10T18:00:00+08:00", now},
		{"Spanish", ".d", `<i class=d>Hace 2 horas</i>`, "2025-03-10T18:00:00+08:00", now},
		{"Portuguese", ".d", `<i class=d>há 2 horas</i>`, "2025-03-10T18:00:00+08:00", now},
		{"French ago", ".d", `<i class=d>il y a 2 heures</i>`, "2025-03-10T18:00:00+08:00", now},
		{"Malay", ".d", `<i class=d>2 jam lalu</i>`, "2025-03-10T18:00:00+08:00", now},
		{"Indonesian", ".d", `<i class=d>2 jam yang lalu</i>`, "2025-03-10T18:00:00+08:00", now},
		{"Turkish", ".d", `<i class=d>2 saat önce</i>`, "2025-03-10T18:00:00+08:00", now},
		{"Russian", ".d", `<i class=d>2 часа назад</i>`, "2025-03-10T18:00:00+08:00", now},
		{"Chinese", ".d", `<i class=d>2小时前</i>`, "2025-03-10T18:00:00+08:00", now},
		{"Japanese", ".d", `<i class=d>2時間前</i>`, "2025-03-10T18:00:00+08:00", now},
		{"Korean", ".d", `<i class=d>2시간 전</i>`, "2025-03-10T18:00:00+08:00", now},
		{"no date", ".d", `<i class=d>Soon</i>`, "Soon", now},
		{"counts are no date", ".d", `<i class=d>5 comments, 3 shares</i>`, "5 comments, 3 shares", now},
		{"too long for one", ".d", `<i class=d>` + strings.Repeat("word ", 40) + `</i>`, "", now},
		{"nothing", ".d", ``, "", now},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sel := one("title", "h2")
			if tt.sel != "" {
				sel["date"] = tt.sel
			}
			doc, err := page.Read(page.Input{
				Body: []byte(`<meta charset=utf-8><article><h2>A</h2>` + tt.body + `</article>`), Timezone: zone(t), Now: tt.now, Select: sel,
			})
			if err != nil {
				t.Fatal(err)
			}
			it := doc.Items[0]
			got := it.DateText
			if !it.Published.IsZero() {
				got += it.Published.In(zone(t)).Format(time.RFC3339)
			}
			if got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestImage(t *testing.T) {
	const base = "https://news.example/"
	for _, tt := range []struct {
		name, sel, body string
		want            feeds.Image
	}{
		{"plain", "", `<img src=/a.jpg alt="A boat" width=640 height=480px>`, feeds.Image{URL: base + "a.jpg", Alt: "A boat", Width: 640, Height: 480}},
		{"lazy", "img@src", `<img src=/spinner.gif data-src=/a.jpg>`, feeds.Image{URL: base + "a.jpg"}},
		{"lazy, other name", "", `<img src="data:image/gif;base64,AA==" data-lazy-src=/a.jpg>`, feeds.Image{URL: base + "a.jpg"}},
		{"the largest of a set", "", `<img src=/s.jpg srcset="/s.jpg 320w, /a.jpg 1280w,/m.jpg 640w">`, feeds.Image{URL: base + "a.jpg"}},
		{"set with commas in it", "img@srcset", `<img srcset="/w_1,h_1/s.jpg 1x, /w_2,h_2/a.jpg 2x">`, feeds.Image{URL: base + "w_2,h_2/a.jpg"}},
		{"named attribute", "img@data-hires", `<img src=/s.jpg data-hires=/a.jpg>`, feeds.Image{URL: base + "a.jpg"}},
		{"without script", "", `<noscript><img src=/a.jpg></noscript>`, feeds.Image{URL: base + "a.jpg"}},
		{"tracking pixel passed over", "", `<img src=/t.gif width=1 height=1><img src=/a.jpg>`, feeds.Image{URL: base + "a.jpg"}},
		{"background", ".shot", `<div class=shot style="color:red;background: url('/a.jpg') no-repeat">`, feeds.Image{URL: base + "a.jpg"}},
		{"in an element", ".shot", `<div class=shot><picture><source srcset="/a.webp"><img src=/a.jpg></picture></div>`, feeds.Image{URL: base + "a.webp"}},
		{"meta", "meta@content", `<meta itemprop=image content=/a.jpg>`, feeds.Image{URL: base + "a.jpg"}},
		{"script", "", `<img src="javascript:x">`, feeds.Image{}},
		{"none", "", `<p>x`, feeds.Image{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sel := one()
			if tt.sel != "" {
				sel["image"] = tt.sel
			}
			doc := read(t, sel, `<article><h2>A</h2>`+tt.body+`</article>`)
			if diff := cmp.Diff(tt.want, doc.Items[0].Image); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestCredit(t *testing.T) {
	for _, tt := range []struct{ text, configured, byDefault string }{
		{"Image Credits: Unsplash", "Unsplash", "Unsplash"},
		{"Image Credits: UnsplashImage Credits: Unsplash", "Unsplash", "Unsplash"},
		{"Image credit: Open Privilege", "Open Privilege", "Open Privilege"},
		{"Photo: Harbour Desk/Wire", "Harbour Desk/Wire", "Harbour Desk/Wire"},
		{"PHOTO BY HARBOUR DESK", "HARBOUR DESK", "HARBOUR DESK"},
		{"Photo courtesy of the museum.", "the museum", "the museum"},
		{"Credit: Wire", "Wire", "Wire"},
		{"Courtesy of: Wire", "Wire", "Wire"},
		{"© Wire", "Wire", "Wire"},
		{"Foto: Wire", "Wire", "Wire"},
		{"Crédit photo : Wire", "Wire", "Wire"},
		{"Kredit gambar: Wire", "Wire", "Wire"},
		{"Wire", "Wire", ""},
		{"A boat leaves Penang: the first since May", "A boat leaves Penang: the first since May", ""},
		{"Image Credits:", "", ""},
		{"", "", ""},
	} {
		body := `<article><h2>A</h2><img src=/a.jpg><figcaption>` + tt.text + `</figcaption></article>`
		if got := read(t, one("credit", "figcaption"), body).Items[0].Image.Credit; got != tt.configured {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.configured)
		}
		if got := read(t, one(), body).Items[0].Image.Credit; got != tt.byDefault {
			t.Errorf("%q by default: %q, want %q", tt.text, got, tt.byDefault)
		}
	}
}

func TestAdverts(t *testing.T) {
	for _, tt := range []struct{ name, item, want string }{
		{"class", `<article class="card ad-slot"><h2>Buy</h2></article>`, "12"},
		{"class in camel case", `<article class="AdSlot_box__x1"><h2>Buy</h2></article>`, "12"},
		{"id", `<article id="google_ads_3"><h2>Buy</h2></article>`, "12"},
		{"around it", `<div class="sponsored"><article><h2>Buy</h2></article></div>`, "12"},
		{"attribute", `<article data-ad-slot=1><h2>Buy</h2></article>`, "12"},
		{"name for those who listen", `<section aria-label="Advertisement"><article><h2>Buy</h2></article></section>`, "12"},
		{"says nothing else", `<article><b>Ad Banner</b><small>Advertisement by Open Privilege</small></article>`, "12"},
		{"says nothing else, with a headline", `<article><h2>ADVERTISEMENT</h2></article>`, "12"},
		{"another language", `<article><h2>Anzeige</h2></article>`, "12"},
		{"leads to a server of them", `<article><h2><a href="https://ad.doubleclick.net/x">Buy</a></h2></article>`, "12"},
		{"leads to a host named so", `<article><h2><a href="https://ads.shop.example/x">Buy</a></h2></article>`, "12"},

		{"about it", `<article><h2>Advertisement ban in Paris</h2></article>`, "1X2"},
		{"header, badge, download", `<article class="header badge download-load ad-free no-ads"><h2>A</h2></article>`, "1X2"},
		{"a block in it", `<article><h2>A</h2><div class=ad>Buy <a href="https://ads.shop.example/">x</a></div></article>`, "1X2"},
		{"a newspaper called so", `<article><h2><a href="https://ad.nl/">A</a></h2></article>`, "1X2"},
		{"a host that sounds so", `<article><h2><a href="https://adsense.news.example/">A</a></h2></article>`, "1X2"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			doc := read(t, one(), `<div><article><h2>1</h2></article>`+tt.item+`<article><h2>2</h2></article></div>`)
			got := ""
			for _, it := range doc.Items {
				if len(it.Title) > 1 || it.Title == "A" {
					it.Title = "X"
				}
				got += it.Title
				if strings.Contains(it.Summary, "Buy") {
					t.Errorf("summary %q", it.Summary)
				}
			}
			if got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
			if told := strings.Join(doc.Repairs, "; "); (tt.want == "12") != strings.Contains(told, "1 advertisements left out") {
				t.Errorf("told %q", told)
			}
		})
	}
}

// TestAdvertsAllover wants marks on most of a page to be no marks.
func TestAdvertsAllover(t *testing.T) {
	for name, format := range map[string]string{
		"around all":  `<div class="ads">%s</div>`,
		"around most": `<article><h2>x</h2></article><div class="ads">%s</div>`,
	} {
		body := strings.Repeat(`<article class=c><h2><a href=/a>A</a></h2></article>`, 3)
		if doc := read(t, one(), fmt.Sprintf(format, body)); len(doc.Items) < 3 {
			t.Errorf("%s: %d items", name, len(doc.Items))
		}
	}
	doc := read(t, one("item", ".ad"), strings.Repeat(`<div class=ad><h2>Flat to let</h2></div>`, 3))
	if len(doc.Items) != 3 {
		t.Errorf("classified ads: %d items", len(doc.Items))
	}
}
