package page_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator/page"
	"dateline/feeds"
)

const here = "https://news.example/latest/"

// read reads the markup of an item or several at here.
func read(t *testing.T, sel map[string]string, body string) page.Document {
	t.Helper()
	doc, err := page.Read(page.Input{Body: []byte(body), ContentType: "text/html; charset=utf-8", URL: here, Timezone: zone(t), Select: sel})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// one adds what an item needs to a selection.
func one(pairs ...string) map[string]string {
	sel := map[string]string{"item": "article"}
	for i := 0; i < len(pairs); i += 2 {
		sel[pairs[i]] = pairs[i+1]
	}
	return sel
}

func TestTitle(t *testing.T) {
	for _, tt := range []struct{ name, sel, body, want string }{
		{"first heading", "", `<p>x</p><h3>A  <b>bold</b>
			step</h3><h2>other</h2>`, "A bold step"},
		{"escaped", "", `<h2>R&amp;D &lt;b&gt; 5 < 6</h2>`, "R&amp;D &lt;b&gt; 5 &lt; 6"},
		{"blocks set words apart", "", `<h2><div>Kicker</div><div>Head</div>line<br>two</h2>`, "Kicker Head line two"},
		{"inline does not", "", `<h2>Malaysia<span>'s</span> <i>air</i></h2>`, "Malaysia's air"},
		{"empty heading passed over", "", `<h2> </h2><h3>Second</h3>`, "Second"},
		{"picture of text", "", `<h2><img alt="From the picture" src=x.png></h2>`, "From the picture"},
		{"of the link", "", `<a href=/a><img src=x.jpg alt=""></a><a href=/a>The link says it</a>`, "The link says it"},
		{"of the link's label", "", `<a href=/a aria-label="For those who listen"></a>`, "For those who listen"},
		{"configured", ".t", `<h2>Not this</h2><div class=t>This</div>`, "This"},
		{"second alternative", ".none, .t", `<div class=t>This</div>`, "This"},
		{"order as written", "h3, h2", `<h2>Second</h2><h3>First</h3>`, "First"},
		{"attribute", "h2@title", `<h2 title="The whole headline">The whole…</h2>`, "The whole headline"},
		{"of the item", "@aria-label", `x`, "On the item"},
		{"scripts are no text", "", `<h2>Head<script>var a="x"</script><style>h2{}</style><template>T</template></h2>`, "Head"},
		{"child only", "> h2", `<div><h2>Deep</h2></div><h2>Right below</h2>`, "Right below"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sel := one("item", "article", "link", "a, h2, @id")
			if tt.sel != "" {
				sel["title"] = tt.sel
			}
			delete(sel, "link")
			doc := read(t, sel, `<article aria-label="On the item">`+tt.body+`</article>`)
			if len(doc.Items) != 1 || doc.Items[0].Title != tt.want {
				t.Errorf("%+v, want %q", doc.Items, tt.want)
			}
		})
	}
}

func TestLink(t *testing.T) {
	for _, tt := range []struct{ name, sel, body, want string }{
		{"in the headline", "", `<a href=/label>L</a><h2><a href=/a>A</a></h2><a href=/b>B</a>`, "https://news.example/a"},
		{"around the headline", "", `<a href=/label>L</a><a href=/a><h2>A</h2></a>`, "https://news.example/a"},
		{"the first", "", `<h2>A</h2><a href=/a>more</a><a href=/b>B</a>`, "https://news.example/a"},
		{"relative", "", `<h2><a href="a?b=1&amp;c=2">A</a></h2>`, "https://news.example/latest/a?b=1&c=2"},
		{"protocol-relative", "", `<h2><a href="//other.example/a">A</a></h2>`, "https://other.example/a"},
		{"another host", "", `<h2><a href="http://other.example/a">A</a></h2>`, "http://other.example/a"},
		{"white space", "", "<h2><a href=' \n/a\n '>A</a></h2>", "https://news.example/a"},
		{"script", "", `<h2><a href="javascript:open()">A</a></h2>`, ""},
		{"script, then another", "", `<h2><a href="JavaScript:open()">A</a></h2><a href=/a>A</a>`, "https://news.example/a"},
		{"data", "", `<h2><a href="data:text/html,x">A</a></h2>`, ""},
		{"mail", "", `<h2><a href="mailto:a@b.example">A</a></h2>`, ""},
		{"nowhere", "", `<h2><a href="#">A</a></h2>`, ""},
		{"part of the page", "", `<h2><a href="#a">A</a></h2>`, "https://news.example/latest/#a"},
		{"configured", ".more@href", `<h2><a href=/x>A</a></h2><a class=more href=/a>more</a>`, "https://news.example/a"},
		{"attribute of the item", "@data-href", `<h2>A</h2>`, "https://news.example/item"},
		{"without attribute", "h2", `<h2><a href=/a>A</a></h2>`, "https://news.example/a"},
		{"without attribute, around", "h2", `<a href=/a><h2>A</h2></a>`, "https://news.example/a"},
		{"of a box", ".box", `<h2>A</h2><div class=box data-url="/a"></div>`, "https://news.example/a"},
		{"the headline's of several", "a@href", `<a class=label href=/region>Asia</a><h2><a href=/a>A</a></h2>`, "https://news.example/a"},
		{"not the label's", "a@href", `<a class=label href=/region>Asia</a><h2>A</h2><a href=/a>more</a>`, "https://news.example/a"},
		{"only the label's", "a@href", `<a class=label href=/region>Asia</a><h2>A</h2>`, "https://news.example/region"},
		{"stray percent", "", `<h2><a href="/a%zz">A</a></h2>`, "https://news.example/a%25zz"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sel := one("title", "h2", "region", ".label")
			if tt.sel != "" {
				sel["link"] = tt.sel
			}
			doc := read(t, sel, `<article data-href="/item">`+tt.body+`</article>`)
			if len(doc.Items) != 1 || doc.Items[0].Link != tt.want {
				t.Errorf("%+v, want %q", doc.Items, tt.want)
			}
		})
	}
}

func TestLinkAroundItem(t *testing.T) {
	doc := read(t, one(), `<a href=/a><article><h2>A</h2></article></a>
		<a href=/both><article><h2>B</h2></article><article><h2>C</h2></article></a>`)
	want := []story{{Title: "A", Link: "https://news.example/a"}, {Title: "B"}, {Title: "C"}}
	var got []story
	for _, it := range doc.Items {
		got = append(got, story{Title: it.Title, Link: it.Link})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestBase(t *testing.T) {
	doc := read(t, one("next", "a.more@href"), `<base target=_blank><base href="//cdn.news.example/en/"><base href="/no/">
		<article><h2><a href=a>A</a></h2><img src=b.jpg><p>See <a href=c>this</a><script>x</script>.</p></article><a class=more href="?p=2">`)
	it := doc.Items[0]
	if it.Link != "https://cdn.news.example/en/a" || it.Image.URL != "https://cdn.news.example/en/b.jpg" ||
		it.Summary != `See <a href="https://cdn.news.example/en/c">this</a>.` || doc.Next != "https://cdn.news.example/en/?p=2" {
		t.Errorf("%+v, next %q", it, doc.Next)
	}
}

// TestSaved reads a page from a file: it says itself where it was.
func TestSaved(t *testing.T) {
	doc, err := page.Read(page.Input{Body: []byte(`<link rel=canonical href="https://news.example/world/"><article><h2><a href=a>A`), Select: one()})
	if err != nil || doc.Link != "https://news.example/world/" || doc.Items[0].Link != "https://news.example/world/a" {
		t.Errorf("%+v, %v", doc, err)
	}
}

func TestRegion(t *testing.T) {
	for _, tt := range []struct {
		name, sel, body string
		want            []feeds.Category
	}{
		{"label", ".l", `<a class=l href=/my>Malaysia</a>`, []feeds.Category{{Term: "Malaysia"}}},
		{"several labels", ".l", `<i class=l>Malaysia</i><i class=l>Singapore</i><i class=l>Malaysia</i>`, []feeds.Category{{Term: "Malaysia"}, {Term: "Singapore"}}},
		{"one of several", ".l", `<i class=l>[Asia › Japan | Business]</i>`, []feeds.Category{{Term: "Asia"}, {Term: "Japan"}, {Term: "Business"}}},
		{"attribute", "@data-region", ``, []feeds.Category{{Term: "Kenya"}}},
		{"names with and", ".l", `<i class=l>Trinidad and Tobago</i>`, []feeds.Category{{Term: "Trinidad and Tobago"}}},
		{"first alternative", ".k, .l", `<i class=l>Chad</i><i class=k>Peru</i>`, []feeds.Category{{Term: "Peru"}}},
		{"by default from tags", "", `<a rel="nofollow tag" href=/t>Peru</a>`, []feeds.Category{{Term: "Peru"}}},
		{"no label at all", "", `<i class=l>Peru</i>`, nil},
		{"too long for one", "h2, .l", `<i class=l>Peru</i>`, []feeds.Category{{Term: "Peru"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sel := one("title", "h2")
			if tt.sel != "" {
				sel["region"] = tt.sel
			}
			doc := read(t, sel, `<article data-region=Kenya>`+tt.body+`<h2>A headline that is much too long to be a label, for labels are
				short and this one goes on and on and on</h2></article>`)
			if diff := cmp.Diff(tt.want, doc.Items[0].Categories); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestSummary(t *testing.T) {
	for _, tt := range []struct{ name, sel, body, want string }{
		{"first paragraph", "", `<p></p><p>One...</p><p>Two</p>`, "One..."},
		{"with markup", "p", `<p onclick="x()">One <b>two</b> <img src=a.gif srcset="a.gif 1x, /b.gif 2x"></p>`, `One <b>two</b> <img src="https://news.example/latest/a.gif" srcset="https://news.example/latest/a.gif 1x, https://news.example/b.gif 2x"/>`},
		{"not the date, label or credit", "", `<p><i class=l>Peru</i></p><p class=when>Jan 3, 2025</p><p class=credit>Photo: X</p><p>Text</p>`, "Text"},
		{"key points", "ul", `<ul><li>One<li>Two</ul>`, "<li>One</li><li>Two</li>"},
		{"attribute", "@data-lead", ``, "A &lt;lead&gt;"},
		{"advertisement in it", "div.text", `<div class=text>One <div class="ad-slot">Buy</div>two</div>`, "One two"},
		{"no script", "div.text", `<div class=text>One<script>alert(1)</script><style>p{}</style><iframe src=x></iframe></div>`, "One"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sel := one("date", ".when", "region", ".l")
			if tt.sel != "" {
				sel["summary"] = tt.sel
			}
			doc := read(t, sel, `<article data-lead="A <lead>"><h2><a href=/a>Head</a></h2>`+tt.body+`</article>`)
			if got := doc.Items[0]; got.Summary != tt.want || got.Content != "" {
				t.Errorf("%q, content %q, want %q", got.Summary, got.Content, tt.want)
			}
		})
	}
}

// TestNested wants of an item in another what is its own.
func TestNested(t *testing.T) {
	doc := read(t, one("item", ".item", "title", "b", "summary", "p"), `<div class="item list">
		<div class=item><b>One</b><p>Text one</p><div class=item><b>Two</b><p>Text two</p></div></div>
		<div class=item><p>Before <span class=item><b>Four</b></span> after</p><b>Three</b></div></div>`)
	var got []story
	for _, it := range doc.Items {
		got = append(got, story{Title: it.Title, Summary: it.Summary})
	}
	want := []story{{Title: "One", Summary: "Text one"}, {Title: "Two", Summary: "Text two"}, {Title: "Three", Summary: "Before  after"}, {Title: "Four"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(doc.Repairs) != 0 {
		t.Errorf("repairs %q", doc.Repairs)
	}
}

// TestLanguage wants the language of an item where it is another than the
// page's.
func TestLanguage(t *testing.T) {
	doc := read(t, one(), `<html lang=en-MY><article lang=ms><h2>A</h2></article><div lang=zh-Hans><article><h2>B</h2></article></div><article><h2>C</h2></article>`)
	got := []string{doc.Language, doc.Items[0].Language, doc.Items[1].Language, doc.Items[2].Language}
	if diff := cmp.Diff([]string{"en-MY", "ms", "zh-Hans", ""}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestIdentity wants items without a link to be told apart by their text, and
// to stay what they are.
func TestIdentity(t *testing.T) {
	const body = `<article><h2>A</h2></article><article><h2>B</h2></article><article><h2><a href="#">C</a></h2></article>`
	seen := map[feeds.ID]int{}
	for range 2 {
		doc := read(t, one(), body)
		for _, it := range doc.Items {
			if it.Link != "" || it.GUID != "" {
				t.Errorf("link %q, guid %q", it.Link, it.GUID)
			}
			seen[feeds.Identify(it, "source", doc.Link)]++
		}
	}
	if len(seen) != 3 {
		t.Errorf("%d ids, want 3", len(seen))
	}
}
