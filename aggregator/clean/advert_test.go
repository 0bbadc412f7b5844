package clean_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/aggregator/clean"
	"dateline/feeds"
)

// story is text enough for a block beside it to be small.
const story = `<p>The port commission said that ferries would run through the night from January, after a trial in which eleven thousand people crossed between midnight and five.</p>`

func TestAdverts(t *testing.T) {
	blocks := map[string]string{
		"class advertisement":    `<div class="advertisement"><p>Advertisement</p><a href="https://ads.example/c"><img src="https://ads.example/b.png" alt="Ad"></a></div>`,
		"class ad":               `<div class="ad">Buy boots</div>`,
		"class ad-container":     `<div class="ad-container"><p>Boots for all weathers</p></div>`,
		"class ad_slot":          `<aside class="x ad_slot y">Boots</aside>`,
		"class adSlot":           `<div class="adSlot">Boots</div>`,
		"class AdContainer":      `<div class="AdContainer">Boots</div>`,
		"class content-ad":       `<div class="content-ad-3">Boots</div>`,
		"class ad-section":       `<div class="ad-section">Boots</div>`,
		"class advert--mobile":   `<section class="advert--mobile">Boots</section>`,
		"class publicidad":       `<div class="publicidad ad-slot"><p>Publicidad</p><a href="https://ads.example/">zapatos</a></div>`,
		"class anzeige":          `<div class="anzeige">Stiefel</div>`,
		"class sponsored":        `<p class="sponsored-content">Boots</p>`,
		"class sponsor":          `<div class="sponsor">This hour is brought to you by Boots</div>`,
		"class promo-box":        `<div class="promo-box">Subscribe</div>`,
		"id div-gpt-ad":          `<div id="div-gpt-ad-1456-0">Boots</div>`,
		"id google_ads":          `<div id="google_ads_iframe_1">Boots</div>`,
		"ins adsbygoogle":        `<ins class="adsbygoogle" data-ad-client="x">Boots</ins>`,
		"google-auto-placed":     `<div class="google-auto-placed ap_container">Boots</div>`,
		"taboola":                `<div id="taboola-below-article">You may like</div>`,
		"outbrain":               `<div class="OUTBRAIN" data-widget-id=x>Around the web</div>`,
		"custom element":         `<x-slot class="ad-unit">Boots</x-slot>`,
		"amp-ad":                 `<amp-ad width=300 height=250 type=doubleclick>Boots</amp-ad>`,
		"feedflare":              `<div class="feedflare"><a href="http://feeds.feedburner.com/~ff/x?a=1"><img src="http://feeds.feedburner.com/~ff/x?d=y" border=0></a></div>`,
		"share buttons":          `<div class="sharedaddy sd-sharing-enabled"><h3>Share this:</h3><ul><li><a href="https://x.example/share">X</a></ul></div>`,
		"related posts":          `<div id="jp-relatedposts"><h3>Related</h3></div>`,
		"line":                   `<p>Advertisement</p>`,
		"line in capitals":       `<p><strong>ADVERTISEMENT</strong></p>`,
		"line with ornaments":    `<div>— [Advertisement] —</div>`,
		"line in two pieces":     `<div><span>Ad Banner</span><small>Advertisement by Open Privilege</small></div>`,
		"line of a story":        `<p><em>Story continues below advertisement</em></p>`,
		"line in Chinese":        `<p>广告</p>`,
		"line in French":         `<p>Publicité</p>`,
		"line in German":         `<p>Anzeige</p>`,
		"line in Spanish":        `<p>PUBLICIDAD</p>`,
		"line in Portuguese":     `<p>Continua após a publicidade</p>`,
		"line in Indonesian":     `<p>Iklan</p>`,
		"line in Japanese":       `<p>スポンサーリンク</p>`,
		"line in Arabic":         `<p>إعلان</p>`,
		"line in Russian":        `<p>Реклама</p>`,
		"PR":                     `<p>[PR]</p>`,
		"sponsored":              `<p>Sponsored</p>`,
		"picture that leads off": `<p><a href="https://ad.doubleclick.net/clk;1"><img src="https://img.example/b.png"></a></p>`,
		"picture of an ad host":  `<p><a href="https://ads.example/go"><img src="https://img.example/b.png"></a></p>`,
		"feed portal":            `<a href="http://da.feedsportal.com/r/1/x"><img src="http://da.feedsportal.com/r/1/rc.img" border=0></a>`,
	}
	for name, block := range blocks {
		t.Run(name, func(t *testing.T) {
			for _, in := range []string{block + story, story + block, story + block + story} {
				want := strings.ReplaceAll(in, block, "")
				it := content(in)
				if it.Content != want {
					t.Errorf("%s\n got %s\nwant %s", in, it.Content, want)
				}
				checkItem(t, it)
			}
		})
	}
}

// Lines that stand between line breaks rather than in paragraphs.
func TestAdvertLines(t *testing.T) {
	check(t, []fragment{
		{"between breaks", `a<br>Advertisement<br>b`, `a<br>b`},
		{"several", `a<br><br>Ad<br>Anzeige<br>b`, `a<br><br>b`},
		{"at the end", `Lamps may use the common plug.<p>Advertisement</p>`, `Lamps may use the common plug.`},
		{"between words", `a<div class=ad>x</div>b`, `a<br>b`},
		{"with a picture", `Advertisement <img src=/a.jpg>`, `Advertisement ` + picture("https://n.example/a.jpg")},
	})
}

func TestNotAdverts(t *testing.T) {
	check(t, []fragment{
		{
			"words that hold ad", `<div class="header">a</div><div class="download">b</div><div class="badge">c</div><div class="shadow">d</div><div class="gradient">e</div><div class="loading">f</div><div class="adapter">g</div><div class="address">h</div><div class="read">i</div><div class="thread">j</div><div class="admin">k</div><div class="advice">l</div><div class="adventure">m</div>`,
			`<div>a</div><div>b</div><div>c</div><div>d</div><div>e</div><div>f</div><div>g</div><div>h</div><div>i</div><div>j</div><div>k</div><div>l</div><div>m</div>`,
		},
		{"article filed under ads", `<div class="post type-post category-ads tag-advertising category-sponsored">` + story + `</div>`, `<div>` + story + `</div>`},
		{
			"free of ads", `<div class="ad-free">a</div><div class="no-ads">b</div><div class="has-ad">c</div><div class="adblock-free">d</div>`,
			`<div>a</div><div>b</div><div>c</div><div>d</div>`,
		},
		{"wrapper of the whole text", `<div class="sponsored">` + story + `</div>`, `<div>` + story + `</div>`},
		{
			"article about advertising", `<h2>Advertisement</h2><p>Advertising spending rose by a tenth.</p><p>Advertisement by Apple causes outrage.</p><p>Sponsored posts must say so: "Advertisement".</p>`,
			`<h2>Advertisement</h2><p>Advertising spending rose by a tenth.</p><p>Advertisement by Apple causes outrage.</p><p>Sponsored posts must say so: "Advertisement".</p>`,
		},
		{
			"table and list of kinds of income", `<table><tr><th>Advertisement<td>5</table><ul><li>Advertisement<li>Publicité</ul>`,
			`<table><tbody><tr><th>Advertisement</th><td>5</td></tr></tbody></table><ul><li>Advertisement</li><li>Publicité</li></ul>`,
		},
		{
			"words of other meanings", `<p>Pub</p><p>Promo</p><p>Advertising</p><p>Ad astra</p><p>Ad hoc</p><p>PR firm wins</p><p>pr</p>`,
			`<p>Pub</p><p>Promo</p><p>Advertising</p><p>Ad astra</p><p>Ad hoc</p><p>PR firm wins</p><p>pr</p>`,
		},
		{"cut off", `<p>Advertisement…</p>`, `<p>Advertisement…</p>`},
		{
			"link to an ad host in the text", `<p>The <a href="https://ads.google.com/home">tool for ads</a></p>`,
			`<p>The <a href="https://ads.google.com/home">tool for ads</a></p>`,
		},
		{"share of a market", `<div class="market-share">a</div>`, `<div>a</div>`},
	})
}

func TestBoilerplate(t *testing.T) {
	check(t, []fragment{
		{"WordPress", story + `<p>The post <a href="/1">Ferries</a> appeared first on <a href="/">Straits Desk</a>.</p>`, story},
		{"after a break", `Text.<br/>The post <a href="/1">Ferries</a> first appeared on <a href="/">Straits Desk</a>.`, `Text.`},
		{"French", story + `<p>L’article <a href="/1">x</a> est apparu en premier sur <a href="/">y</a>.</p>`, story},
		{"Spanish", story + `<p>La entrada <a href="/1">x</a> se publicó primero en <a href="/">y</a>.</p>`, story},
		{"German", story + `<p>Der Beitrag <a href="/1">x</a> erschien zuerst auf <a href="/">y</a>.</p>`, story},
		{"Italian", story + `<p>L'articolo <a href="/1">x</a> proviene da <a href="/">y</a>.</p>`, story},
		{"Portuguese", story + `<p>O post <a href="/1">x</a> apareceu primeiro em <a href="/">y</a>.</p>`, story},
		{"Dutch", story + `<p>Het bericht <a href="/1">x</a> verscheen eerst op <a href="/">y</a>.</p>`, story},
		{"Polish", story + `<p>Artykuł <a href="/1">x</a> pochodzi z serwisu <a href="/">y</a>.</p>`, story},
		{"Japanese", story + `<p>投稿 <a href="/1">x</a> は <a href="/">y</a> に最初に表示されました。</p>`, story},
		{"Medium", story + `<hr><p><a href="/1">x</a> was originally published in <a href="/">y</a> on Medium, where people are continuing the conversation by highlighting and responding to this story.</p>`, story + `<hr>`},
		{"without a link it is text", `<p>The post on ferries appeared first on a wall in Penang.</p>`, `<p>The post on ferries appeared first on a wall in Penang.</p>`},
		{
			"truncated text keeps its mark", `<p>Eleven thousand people crossed [&#8230;]</p><p>and more [...] <a href="/1">Read more</a></p>`,
			`<p>Eleven thousand people crossed […]</p><p>and more [...] <a href="https://n.example/1">Read more</a></p>`,
		},
	})
}

// No item of our own newsroom carries an advertisement.
func TestSampleHasNoAdverts(t *testing.T) {
	all, tracked := items(t, filepath.Join("..", "sample", "feeds")), 0
	if len(all) < 8 {
		t.Fatalf("%d feeds", len(all))
	}
	for path, list := range all {
		for _, raw := range list {
			tracked += strings.Count(raw.Link+raw.Content+raw.Summary, "utm_")
			it := clean.Item(raw, "https://sample.example/")
			checkItem(t, it)
			for _, word := range []string{"dvertisement", "Publicid", "ads.example", "utm_", "fbclid", "pixel", "data:", "Anuncio"} {
				for _, s := range []string{it.Link, it.Content, it.Summary} {
					if strings.Contains(s, word) {
						t.Errorf("%s: %s: %q in %s", path, it.Title, word, s)
					}
				}
			}
			if strings.Contains(raw.Content+raw.Summary, "data-src=") && it.Image.URL == "" {
				t.Errorf("%s: %s: no image from %s", path, it.Title, raw.Content)
			}
		}
	}
	if tracked == 0 {
		t.Error("the sample tracks nobody: this test shows nothing")
	}
}

// The page of a newsroom with banners between its stories.
func TestNewsroomPage(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(filepath.Dir(shared(t)), "sample", "newsroom.html"))
	if err != nil {
		t.Skip("no ../shared/sample")
	}
	it := clean.Item(feeds.Item{Content: string(page)}, "https://news.example/")
	checkItem(t, it)
	if strings.Contains(it.Content, "Ad Banner") || strings.Contains(it.Content, "Advertisement") {
		t.Errorf("a banner in %s", it.Content)
	}
	if n := strings.Count(it.Content, `<img src="https://news.example/images/`); n != 12 {
		t.Errorf("%d pictures, want 12", n)
	}
	if want := "https://news.example/images/malaysia-s-air-travel-rebound-faces-chinese-tourist-shortfall.jpg"; it.Image.URL != want || it.Image.Credit != "Unsplash" {
		t.Errorf("image %+v, want %s of Unsplash", it.Image, want)
	}
}
