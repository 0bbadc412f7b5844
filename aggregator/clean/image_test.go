package clean_test

import (
	"strings"
	"testing"

	"dateline/aggregator/clean"
	"dateline/feeds"

	"github.com/google/go-cmp/cmp"
)

const gif = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="

func TestLazyImages(t *testing.T) {
	a := picture("https://n.example/a.jpg")
	check(t, []fragment{
		{"data-src", `<img data-src="/a.jpg">`, a},
		{"data-lazy-src", `<img src="` + gif + `" data-lazy-src="/a.jpg">`, a},
		{"data-original", `<img src="/img/blank.gif" data-original="/a.jpg">`, a},
		{"data-lazy", `<img src="https://cdn.example/1x1.gif?v=2" data-lazy="/a.jpg">`, a},
		{"data-orig-file", `<img src="/spacer.gif" data-orig-file="/a.jpg">`, a},
		{"a blurred preview", `<img class="lazyload blur" src="/tiny.jpg" data-src="/a.jpg">`, a},
		{"the first that makes sense", `<img data-src="` + gif + `" data-original="/loading.gif" data-lazy-src="/a.jpg">`, a},
		{"what is shown stays", `<img src="/a.jpg" data-src="/b.jpg" data-orig-file="/c.jpg">`, a},
		{
			"data-srcset", `<img data-srcset="/a.jpg 1200w, /b.jpg 300w" data-sizes="auto" src="` + gif + `">`,
			`<img src="https://n.example/a.jpg" srcset="https://n.example/a.jpg 1200w, https://n.example/b.jpg 300w" alt="" referrerpolicy="no-referrer">`,
		},
		{
			"srcset alone", `<img srcset="/a.jpg 1x, /b.jpg 2x" sizes="(min-width: 600px) 50vw, 100vw">`,
			`<img src="https://n.example/a.jpg" srcset="https://n.example/a.jpg 1x, https://n.example/b.jpg 2x" sizes="(min-width: 600px) 50vw, 100vw" alt="" referrerpolicy="no-referrer">`,
		},
		{"twin after", `<img class="lazy" data-src="/a.jpg"><noscript><img src="/a.jpg?big"></noscript>`, a},
		{"twin of one that nobody finds", `<img class="js" src="` + gif + `"><noscript><img src="/a.jpg"></noscript>`, a},
		{"twin before", `<noscript><img src="/a.jpg"></noscript><img class="lazy" data-src="/a.jpg">`, a},
		{"twin in escaped form", `<p><img data-src="/a.jpg"> <noscript>&lt;img src="/a.jpg"&gt;</noscript></p>`, `<p>` + a + `</p>`},
		{"noscript with words only", `<noscript>Please enable <b>JavaScript</b>.</noscript>b`, `b`},
		{
			"noscript in a figure", `<figure><div class="wrap"><img data-src="/a.jpg"></div><noscript><img src="/a.jpg"></noscript></figure>`,
			`<figure><div>` + a + `</div></figure>`,
		},
		{"AMP, where sizes may be proportions", `<amp-img src="/a.jpg" width="1" height="1" layout="responsive"></amp-img>`, a},
		{"placeholder and no more", `<img src="` + gif + `"><img src="/blank.gif"><img><img alt="x">a`, `a`},
		{
			"picture", `<picture><source type="image/webp" data-srcset="/a.webp 2x" media="(min-width: 1px)"><img data-src="/a.jpg"></picture>`,
			`<picture><source srcset="https://n.example/a.webp 2x" type="image/webp" media="(min-width: 1px)">` + a + `</picture>`,
		},
		{
			"picture whose img is empty", `<picture><source srcset="/a.jpg, /b.jpg 2x"><img src="` + gif + `"></picture>`,
			`<picture><source srcset="https://n.example/a.jpg, https://n.example/b.jpg 2x">` + a + `</picture>`,
		},
		{"picture without sources", `<picture><img src="/a.jpg"></picture>`, a},
		{"picture without img", `<picture><source srcset="/a.jpg"></picture>b`, `b`},
		{"sizes are numbers", `<img src="/a.jpg" width="640px" height="50%">`, `<img src="https://n.example/a.jpg" alt="" width="640" referrerpolicy="no-referrer">`},
		{
			"words for the blind", `<img src="/a.jpg" alt=" A &quot;ferry&quot;  at night " title="T" loading=lazy decoding=async>`,
			`<img src="https://n.example/a.jpg" alt="A &#34;ferry&#34; at night" title="T" referrerpolicy="no-referrer">`,
		},
		{"emoji become characters", `a <img class="wp-smiley" src="https://s.w.org/images/core/emoji/72x72/1f600.png" alt="😀" style="height:1em"> b`, `a 😀 b`},
		{
			"commas in addresses", `<img srcset="https://i.example/w_300,h_200/a.jpg 300w, https://i.example/w_600,h_400/a.jpg 600w" src="/a.jpg">`,
			`<img src="https://n.example/a.jpg" srcset="https://i.example/w_300,h_200/a.jpg 300w, https://i.example/w_600,h_400/a.jpg 600w" alt="" referrerpolicy="no-referrer">`,
		},
		{
			"broken candidates", `<img src="/a.jpg" srcset="/b 4 5.jpg 300w, data:x 1x, ,, /c.jpg 2q, /d.jpg 600w 400h, /e.jpg 2x">`,
			`<img src="https://n.example/a.jpg" srcset="https://n.example/e.jpg 2x" alt="" referrerpolicy="no-referrer">`,
		},
	})
}

func TestPixels(t *testing.T) {
	for _, in := range []string{
		`<img src="https://pixel.ads.example/p.gif?u=1" width="1" height="1" alt="">`,
		`<img height="0" width="0" src="https://n.example/x">`,
		`<img src="https://n.example/x" style="width: 1px; height: 1px; border:0">`,
		`<img src="http://feeds.feedburner.com/~r/blog/~4/abc" height="1" width="1" alt=""/>`,
		`<img src="https://feeds.feedburner.com/~r/blog/~4/abc">`,
		`<img src="https://pixel.wp.com/b.gif?host=x&blog=1">`,
		`<img src="http://stats.wordpress.com/b.gif?x">`,
		`<img src="https://ad.doubleclick.net/ddm/ad/x">`,
		`<img src="http://rss.feedsportal.com/c/1/f/2/mf.gif" border="0">`,
		`<img src="http://da.feedsportal.com/r/1/u/0/f/2/rc.img">`,
		`<img src="https://www.facebook.com/tr?id=1&ev=PageView">`,
		`<img src="https://vg08.met.vgwort.de/na/abc">`,
		`<img src="https://counter.theconversation.com/content/1/count.gif?distributor=republish">`,
		`<img src="https://medium.com/_/stat?event=post.clientViewed">`,
		`<img src="https://media.npr.org/include/images/tracking/npr-rss-pixel.png?story=1">`,
		`<img src="https://stats.example/matomo.php?idsite=1">`,
	} {
		if got := content(story + in).Content; got != story {
			t.Errorf("%s: got %s", in, got)
		}
	}
	for _, in := range []string{
		`<img src="https://n.example/a.jpg" width="100">`,
		`<img src="https://n.example/pixel-art.png">`,
		`<img src="https://doubleclick.net.example/a.jpg">`,
		`<img src="https://n.example/a.jpg" style="min-width:1px;max-height:1px">`,
	} {
		if got := content(in); !strings.Contains(got.Content, "<img") || got.Image.URL == "" {
			t.Errorf("%s: got %s", in, got.Content)
		}
	}
}

func TestImageOfItem(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   feeds.Item
		want feeds.Image
	}{
		{"none", feeds.Item{Content: story}, feeds.Image{}},
		{
			"from the content",
			feeds.Item{Content: `<img src="/a.jpg" alt="A" width="640" height="360"><img src="/b.jpg">`},
			feeds.Image{URL: "https://n.example/a.jpg", Alt: "A", Width: 640, Height: 360},
		},
		{
			"not an icon nor a portrait",
			feeds.Item{Content: `<img src="/i.png" width=16><img src="https://secure.gravatar.com/avatar/x"><p><a href=/x><img src="/a.jpg"></a></p>`},
			feeds.Image{URL: "https://n.example/a.jpg"},
		},
		{"from the summary", feeds.Item{Content: story, Summary: `<img src="/a.jpg">`}, feeds.Image{URL: "https://n.example/a.jpg"}},
		{"lazy", feeds.Item{Content: `<img data-src="/a.jpg" src="/blank.gif">`}, feeds.Image{URL: "https://n.example/a.jpg"}},
		{
			"the feed's own",
			feeds.Item{Image: feeds.Image{URL: "/own.jpg", Credit: "Photo: Pool", Alt: "<b>x</b>", Width: -1}, Content: `<img src="/a.jpg" alt="A">`},
			feeds.Image{URL: "https://n.example/own.jpg", Credit: "Pool", Alt: "x"},
		},
		{
			"completed by its twin",
			feeds.Item{Image: feeds.Image{URL: "https://n.example/a.jpg"}, Content: `<img src="/a.jpg" alt="A" width=640 height=360>`},
			feeds.Image{URL: "https://n.example/a.jpg", Alt: "A", Width: 640, Height: 360},
		},
		{"not a script", feeds.Item{Image: feeds.Image{URL: "javascript:x", Credit: "y"}}, feeds.Image{}},
		{"not a placeholder", feeds.Item{Image: feeds.Image{URL: "https://n.example/spacer.gif"}}, feeds.Image{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.in.Link = "https://n.example/1"
			if diff := cmp.Diff(tt.want, clean.Item(tt.in, "").Image); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestCredits(t *testing.T) {
	img := picture("https://n.example/a.jpg")
	for _, tt := range []struct{ name, in, credit, want string }{
		{"line before the text", img + `<p>Image Credits: Unsplash</p>` + story, "Unsplash", img + story},
		{"twice in a line", img + `<p>Image Credits: UnsplashImage Credits: Unsplash</p>` + story, "Unsplash", img + story},
		{"before the picture", `<p>Photo: Plains Picture Pool</p><p>` + img + `</p>` + story, "Plains Picture Pool", `<p>` + img + `</p>` + story},
		{"beside the picture", `<p>` + img + ` <em>Photo: Plains Picture Pool</em></p>` + story, "Plains Picture Pool", `<p>` + img + `</p>` + story},
		{"after a break", img + `<br>Foto: Agencia Cordillera<br>` + story, "Agencia Cordillera", img + `<br>` + story},
		{"in brackets", img + `<p>(Photo by Ana Lima / Pool)</p>` + story, "Ana Lima / Pool", img + story},
		{"photo courtesy", img + `<p>Photo courtesy of the port</p>` + story, "the port", img + story},
		{"French", img + `<p>Crédit photo : Agence</p>` + story, "Agence", img + story},
		{"German", img + `<p>Bild: Agentur</p>` + story, "Agentur", img + story},
		{"Chinese", img + `<p>图片来源：新华社</p>` + story, "新华社", img + story},
		{"Indonesian", img + `<p>Kredit foto: Antara</p>` + story, "Antara", img + story},
		{"Arabic", img + `<p>صورة: وكالة</p>` + story, "وكالة", img + story},
		{
			"caption stays", `<figure>` + img + `<figcaption>Image Credits: Unsplash</figcaption></figure>` + story, "Unsplash",
			`<figure>` + img + `<figcaption>Image Credits: Unsplash</figcaption></figure>` + story,
		},
		{
			"end of a caption", `<figure>` + img + `<figcaption>A ferry at night. (Photo by Ana Lima)</figcaption></figure>`, "Ana Lima",
			`<figure>` + img + `<figcaption>A ferry at night. (Photo by Ana Lima)</figcaption></figure>`,
		},
		{
			"caption with a year", `<figure>` + img + `<figcaption>A ferry. Image: Port (2026)</figcaption></figure>`, "Port (2026)",
			`<figure>` + img + `<figcaption>A ferry. Image: Port (2026)</figcaption></figure>`,
		},
		{
			"caption without one", `<figure>` + img + `<figcaption>A ferry: at night</figcaption></figure>` + story, "",
			`<figure>` + img + `<figcaption>A ferry: at night</figcaption></figure>` + story,
		},
		{"last line", img + story + `<p>Image Credits: World in Brief</p>`, "World in Brief", img + story + `<p>Image Credits: World in Brief</p>`},
		{"in the middle it is text", story + `<p>Photo: the ferry</p>` + story + img, "", story + `<p>Photo: the ferry</p>` + story + img},
		{"no picture, no credit", `<p>Photo: five beaches</p>` + story, "", `<p>Photo: five beaches</p>` + story},
		{"a question", img + `<p>Photo: who took it?</p>` + story, "", img + `<p>Photo: who took it?</p>` + story},
		{"two of them", img + `<p>Photo: A</p><p>Photo: B</p>` + story, "A", img + `<p>Photo: B</p>` + story},
	} {
		t.Run(tt.name, func(t *testing.T) {
			it := content(tt.in)
			if it.Image.Credit != tt.credit {
				t.Errorf("credit %q, want %q", it.Image.Credit, tt.credit)
			}
			if diff := cmp.Diff(tt.want, it.Content); diff != "" {
				t.Errorf("content (-want +got)\n%s", diff)
			}
			checkStable(t, it, "")
		})
	}
}

// A credit that the feed gives itself is not said again before the text, but
// one of another picture is.
func TestKnownCredit(t *testing.T) {
	for line, want := range map[string]string{
		`<p>Photo: Pool</p>`:  story,
		`<p>Photo: Other</p>`: `<p>Photo: Other</p>` + story,
	} {
		it := clean.Item(feeds.Item{
			Image: feeds.Image{URL: "https://n.example/a.jpg", Credit: "Pool"}, Summary: line + story,
		}, "")
		if it.Image.Credit != "Pool" || it.Summary != want {
			t.Errorf("%s: credit %q, summary %s", line, it.Image.Credit, it.Summary)
		}
	}
}
