package clean_test

import (
	"strings"
	"testing"

	"dateline/aggregator/clean"
	"dateline/feeds"

	"github.com/google/go-cmp/cmp"
)

// fragment is a case of HTML at https://n.example/news/1.
type fragment struct{ name, in, want string }

// content cleans an item that has nothing but a link and content.
func content(in string) feeds.Item {
	return clean.Item(feeds.Item{Link: "https://n.example/news/1", Content: in}, "https://n.example/")
}

func check(t *testing.T, list []fragment) {
	t.Helper()
	for _, tt := range list {
		t.Run(tt.name, func(t *testing.T) {
			it := content(tt.in)
			if diff := cmp.Diff(tt.want, it.Content); diff != "" {
				t.Errorf("%s (-want +got)\n%s", tt.in, diff)
			}
			checkItem(t, it)
			checkStable(t, it, "https://n.example/")
		})
	}
}

func TestStructure(t *testing.T) {
	check(t, []fragment{
		{"plain text", "a & b < c", "a &amp; b &lt; c"},
		{
			"what readers show", `<h2>T</h2><p>A <b>b</b> <i>c</i> <u>d</u> <sub>e</sub><sup>f</sup></p><hr><blockquote cite="/q"><p>g</p></blockquote>`,
			`<h2>T</h2><p>A <b>b</b> <i>c</i> <u>d</u> <sub>e</sub><sup>f</sup></p><hr><blockquote cite="https://n.example/q"><p>g</p></blockquote>`,
		},
		{
			"lists", `<ol start=3 type=a reversed><li value=7>a<li>b<ul><li>c</ul></ol><dl><dt>d<dd>e<dt>f</dl>`,
			`<ol start="3" reversed="" type="a"><li value="7">a</li><li>b<ul><li>c</li></ul></li></ol><dl><dt>d</dt><dd>e</dd><dt>f</dt></dl>`,
		},
		{"item outside of a list", `<li>a<li>b`, `a b`},
		{
			"table", `<table border=1><caption>c</caption><tr><th scope=col colspan=2 rowspan=1>a<td>b<tr><td>d</table>e`,
			`<table><caption>c</caption><tbody><tr><th colspan="2" scope="col">a</th><td>b</td></tr><tr><td>d</td></tr></tbody></table>e`,
		},
		{"text between cells", `<table>a<tr>b<td>c</table>`, `<table><tbody><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></tbody></table>`},
		{"cells outside of a table", `<tr><td>a<td>b`, `a b`},
		{
			"table in a table", `<table><tr><td><table><tr><td>a</table>b</table>`,
			`<table><tbody><tr><td><table><tbody><tr><td>a</td></tr></tbody></table>b</td></tr></tbody></table>`,
		},
		{"pre", "<pre>\n\n  a <b>b</b>\n c</pre>", "<pre>\n\n  a <b>b</b>\n c</pre>"},
		{"old preformatted", `<xmp><b>a</b></xmp><listing>b</listing>`, `<pre>&lt;b&gt;a&lt;/b&gt;</pre><pre>b</pre>`},
		{"details", `<details open><summary>a</summary>b</details>`, `<details open=""><summary>a</summary>b</details>`},
		{"ruby", `<ruby>漢<rp>(<rt>kan<rp>)</ruby><rt>x`, `<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>x`},
		{
			"figure", `<figure><img src="/a.jpg"><figcaption>b</figcaption></figure>`,
			`<figure>` + picture("https://n.example/a.jpg") + `<figcaption>b</figcaption></figure>`,
		},
		{
			"words marked", `<abbr title="World Health">WHO</abbr> <time datetime=2026-11-21>today</time> <ins>a</ins> <del>b</del> <q cite=/q>c</q> <kbd>d</kbd>`,
			`<abbr title="World Health">WHO</abbr> <time datetime="2026-11-21">today</time> <ins>a</ins> <del>b</del> <q cite="https://n.example/q">c</q> <kbd>d</kbd>`,
		},
		{
			"new names for old", `<center>a</center><strike>b</strike><tt>c</tt><acronym>d</acronym><dir><li>e</dir><font color=red>f</font>`,
			`<div>a</div><s>b</s><code>c</code><abbr>d</abbr><ul><li>e</li></ul>f`,
		},
		{"sections are blocks", `<article><header><h1>a</h1></header><section>b</section></article>`, `<div><div><h1>a</h1></div><div>b</div></div>`},
		{
			"direction and language", `<p dir=RTL lang=en_US>a</p><span dir=auto>b</span><span lang=x!>c</span>`,
			`<p dir="rtl" lang="en-US">a</p><span dir="auto">b</span>c`,
		},
		{"id, class, style and data go", `<p id=a class=b style="color:red" data-x=y aria-label=z role=note tabindex=1>c</p>`, `<p>c</p>`},
		{"paragraphs close one another", `<p>a<p>b<div>c</div>d</p>e`, `<p>a</p><p>b</p><div>c</div>de`},
		{"wrong nesting", `<b>a<p>b</b>c</p>`, `<b>a<p>b</p></b>c`},
		{"headings in headings", `<h2>a<h3>b</h2>c`, `<h2>a</h2><h3>b</h3>c`},
		{"links in links", `<a href=/1>a<a href=/2>b</a>c</a>`, `<a href="https://n.example/1">a</a><a href="https://n.example/2">b</a>c`},
		{
			"link in a cell in a link", `<a href=/1><table><tr><td><a href=/2>a</a></table></a>`,
			`<a href="https://n.example/1"><table><tbody><tr><td>a</td></tr></tbody></table></a>`,
		},
		{"elements that close themselves are empty", `a<div/>b<p/>c<i/>d<a name=x />e`, `a<br>b<br>cde`},
		{"but not by the end of a value", `<a href=https://n.example/x/>a</a>`, `<a href="https://n.example/x/">a</a>`},
		{"line end tag", `a</br>b</p>c`, `a<br>bc`},
		{"unknown elements keep their content", `<x-card><o:p>a</o:p> <blink>b</blink></x-card>`, `a b`},
		{"empty elements go", `<p>&nbsp;</p><p><b> </b></p><ul><li></li></ul><h2><br></h2><table><tr><td></table><figure></figure>a`, `a`},
		{"space between words stays", `a<b> </b>c <i> d</i>`, `a c <i>d</i>`},
		{"white space is folded", "<p>\n a\t b\r\n</p>\n\n<p>c </p> \n", `<p>a b</p><p>c</p>`},
		{"space that does not break stays", "a\u00A0b&nbsp;c", "a\u00A0b\u00A0c"},
		{"controls and overrides go", "a\x00b\u202Ec\u2066d&#1;e&#x202E;f\uFEFFg\U000E0061", "abcdefg"},
		{"joiners and marks stay", "می\u200Cخواهم \u05D0\u200F!", "می\u200Cخواهم \u05D0\u200F!"},
		{"document", `<!DOCTYPE html><html><head><title>t</title><meta charset=x><link rel=y></head><body bgcolor=z><p>a</p></body></html>`, `<p>a</p>`},
		{"CDATA", `<![CDATA[<p>a</p>]]>`, `<p>a</p>`},
		{"form", `<form action=/f><label>a</label><input value=b><select><option>c</select><textarea>d</textarea><button>e</button></form>`, `a`},
		{"unclosed button does not swallow the rest", `<button>a<p>b</p>`, `a<p>b</p>`},
		{
			"text for those without players", `<video src=/v.mp4>No video for you.</video><audio>Nor audio.</audio>`,
			`<video src="https://n.example/v.mp4" controls=""></video>`,
		},
		{"unclosed player does not swallow the rest", `<video src=/v.mp4><p>a</p>`, `<video src="https://n.example/v.mp4" controls=""></video><p>a</p>`},
		{
			"recording", `<audio controls autoplay loop preload=auto><source src=/a.ogg type="audio/ogg; codecs=opus"><source src=/a.mp3></audio>`,
			`<audio controls=""><source src="https://n.example/a.ogg" type="audio/ogg"><source src="https://n.example/a.mp3"></audio>`,
		},
		{
			"film", `<video width=640 height="360px" poster=/p.jpg><source src=v.mp4><track src=/t.vtt kind=captions srclang=EN label="English" default></video>`,
			`<video width="640" height="360" controls="" poster="https://n.example/p.jpg"><source src="https://n.example/news/v.mp4"><track src="https://n.example/t.vtt" kind="captions" srclang="en" label="English"></video>`,
		},
	})
}

func TestPlayers(t *testing.T) {
	check(t, []fragment{
		{
			"YouTube without cookies", `<iframe width=560 height=315 src="//www.youtube.com/embed/a-B_1?autoplay=1&start=90&list=PL1&si=x"></iframe>`,
			strings.Replace(frame("https://www.youtube-nocookie.com/embed/a-B_1?start=90&amp;list=PL1"), ` allow`, ` width="560" height="315" allow`, 1),
		},
		{"YouTube as it was", `<object><param name=movie value=x><embed src="http://www.youtube.com/v/abc&hl=en"></object>`, frame("https://www.youtube-nocookie.com/embed/abc")},
		{"YouTube's page", `<iframe src="https://youtube.com/watch?v=abc"></iframe>`, frame("https://www.youtube-nocookie.com/embed/abc")},
		{"Vimeo", `<iframe src="http://player.vimeo.com/video/1?h=2&autoplay=1" allow=autoplay></iframe>`, frame("https://player.vimeo.com/video/1?h=2")},
		{"lazy", `<iframe data-src="https://open.spotify.com/embed/episode/x" src="about:blank"></iframe>`, frame("https://open.spotify.com/embed/episode/x")},
		{"with a fallback", `<iframe src="https://w.soundcloud.com/player/?url=x"><a href=/>open</a></iframe>a`, frame("https://w.soundcloud.com/player/?url=x") + "a"},
		{"that closes itself", `<iframe src="https://w.soundcloud.com/player/?url=x"/>a`, frame("https://w.soundcloud.com/player/?url=x") + "a"},
		{"AMP", `<amp-iframe src="https://embed.acast.com/x/y"></amp-iframe>`, frame("https://embed.acast.com/x/y")},
		{"others are dropped", `a<iframe src="https://widgets.example/poll"></iframe>b<iframe></iframe>`, `ab`},
		{"hosts that look like players", `<iframe src="https://evil.example/www.youtube.com/embed/x"></iframe><iframe src="https://player.vimeo.com.evil.example/video/1"></iframe>a`, `a`},
		{"no video", `<iframe src="https://www.youtube.com/embed/"></iframe><iframe src="https://www.youtube.com/embed/a%22b"></iframe>a`, `a`},
	})
}

func TestBounds(t *testing.T) {
	big := func(s string, bytes int) string { return strings.Repeat(s, bytes/len(s)+1) }
	long := feeds.Item{
		Link: "https://n.example/1?" + big("x", 10_000), Title: big("Titel ä ", 1<<20), GUID: big("ü", 1<<20),
		Content: big("<p>Wörter & <b>mehr</b></p>", 2<<20), Summary: big("日本語 ", 1<<20), Rights: big("&amp;", 1<<20),
		Authors: make([]feeds.Person, 10_000), Categories: make([]feeds.Category, 10_000), Enclosures: make([]feeds.Enclosure, 10_000),
		Spatial: make([]string, 10_000), Extensions: make([]feeds.Element, 10_000),
	}
	for i := range 10_000 {
		n := strings.Repeat("x", i)
		long.Authors[i].Name, long.Categories[i].Term, long.Spatial[i] = "A"+n, "C"+n, "S"+n
		long.Enclosures[i].URL = "https://n.example/" + n
		long.Extensions[i] = feeds.Element{Space: "urn:x", Prefix: "x", Name: "y", Text: n}
	}
	it := clean.Item(long, "")
	checkItem(t, it)
	checkStable(t, it, "")
	for _, tt := range []struct {
		name      string
		got, most int
	}{
		{"link", len(it.Link), 0},
		{"title", len(it.Title), 1000},
		{"guid", len(it.GUID), 4096},
		{"content", len(it.Content), 512 << 10},
		{"summary", len(it.Summary), 64 << 10},
		{"rights", len(it.Rights), 4000},
		{"authors", len(it.Authors), 50},
		{"categories", len(it.Categories), 100},
		{"enclosures", len(it.Enclosures), 100},
		{"places", len(it.Spatial), 100},
		{"extensions", len(it.Extensions), 500},
	} {
		if tt.got > tt.most {
			t.Errorf("%s: %d, want %d at most", tt.name, tt.got, tt.most)
		}
		if tt.got < tt.most/2 {
			t.Errorf("%s: %d, want about %d", tt.name, tt.got, tt.most)
		}
	}
	for _, s := range []string{it.Title, it.Content, it.Summary} {
		if !strings.Contains(s[len(s)-12:], "…") {
			t.Errorf("what was cut ends in %q, want an ellipsis", s[len(s)-12:])
		}
	}
}

// Fragments that try to take time or stack.
func TestHostileShapes(t *testing.T) {
	for _, tt := range []struct{ name, piece string }{
		{"blocks", "<div>"},
		{"words", "<b>"},
		{"unknown", "<x>"},
		{"links", "<a href=/x>"},
		{"tables", "<table><tr><td>"},
		{"rows", "<table><tr>"},
		{"lists", "<ul><li>"},
		{"rubies", "<ruby><rt>"},
		{"pictures", "<picture><source srcset=/a>"},
		{"images", "<img src=/a>"},
		{"unclosed tags", "<a "},
		{"attributes", "<a b='"},
		{"comments", "<!--"},
		{"ends", "</p></div></a>"},
		{"frames", "<iframe>"},
		{"withheld", "<svg>"},
		{"scripts", "<script><"},
		{"noscripts", "<noscript><img src=/a>"},
		{"labels", "<p>Advertisement</p>"},
		{"labels in words", "<p><b>Advertisement<i>"},
		{"credits", "<figure><figcaption>Photo: x"},
		{"breaks", "Ad<br>"},
		{"advertisements", "<div class=ad>x"},
		{"entities", "&amp;"},
		{"references", "&#38;#38;"},
		{"classes", "<p class='ad-x ad-y'>"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := strings.Repeat(tt.piece, 1<<19/len(tt.piece))
			it := clean.Item(feeds.Item{Link: "https://n.example/1", Content: s, Title: s, Rights: s}, "")
			if err := unsafe(it.Content); err != nil {
				t.Error(err)
			}
			if again := clean.Item(it, ""); again.Content != it.Content || again.Title != it.Title {
				t.Error("cleaned again, it is another")
			}
		})
	}
}
