package clean_test

import (
	"testing"

	"dateline/aggregator/clean"
	"dateline/feeds"

	"github.com/google/go-cmp/cmp"
)

// picture and frame are what is written for a picture and a player of which
// nothing else is known.
func picture(src string) string {
	return `<img src="` + src + `" alt="" referrerpolicy="no-referrer">`
}

func frame(src string) string {
	return `<iframe src="` + src + `" allowfullscreen="" sandbox="allow-scripts allow-same-origin allow-popups allow-presentation"></iframe>`
}

// attacks are fragments that want to run something in the page of a reader, and
// what comes out of them at https://n.example/news/1.
var attacks = []struct{ in, want string }{
	// Scripts and styles.
	{`<script>alert(1)</script>after`, `after`},
	{`<SCRIPT SRC=//evil.example/x.js></SCRIPT>after`, `after`},
	{`<scr<script>ipt>alert(1)</scr</script>ipt>after`, `ipt&gt;alert(1)ipt&gt;after`},
	{`<<script>alert(1)//<</script>after`, `&lt;after`},
	{`<script/x>alert(1)</script/y>after`, `after`},
	{`<script>alert(1)`, ``},
	{`<p>a<script >alert(1)</script >b`, `<p>ab</p>`},
	{`<ſcript>alert(1)</ſcript>after`, `&lt;ſcript&gt;alert(1)after`},
	{`<style>@import'//evil.example/x.css';</style>after`, `after`},
	{`<style><img src=x onerror=alert(1)></style>after`, `after`},
	{`<p style="background:url(javascript:alert(1))">x</p>`, `<p>x</p>`},
	{`<div style="width:expression(alert(1))">x</div>`, `<div>x</div>`},

	// Pictures.
	{`<img src=x onerror=alert(1)>`, picture("https://n.example/news/x")},
	{`<img src="https://n.example/a.jpg" onload=alert(1) onmouseover='x'>`, picture("https://n.example/a.jpg")},
	{`<img src=javascript:alert(1)>`, ``},
	{`<img src="jav&#x09;ascript:alert(1)">`, ``},
	{`<img srcset="javascript:alert(1) 1x, https://n.example/b.jpg 2x">`, `<img src="https://n.example/b.jpg" srcset="https://n.example/b.jpg 2x" alt="" referrerpolicy="no-referrer">`},
	{`<img """><script>alert(1)</script>">`, `"&gt;`},
	{`<img/src="https://n.example/a.jpg"/onerror=alert(1)>`, picture("https://n.example/a.jpg")},
	{`<img src="data:image/svg+xml,<svg onload=alert(1)>">`, ``},
	{`<image src="https://n.example/a.jpg" onerror=alert(1)>`, picture("https://n.example/a.jpg")},

	// Addresses that run, however they are spelt.
	{`<a href="javascript:alert(1)">x</a>`, `x`},
	{`<a href="JaVaScRiPt:alert(1)">x</a>`, `x`},
	{"<a href=\" \x01javascript:alert(1)\">x</a>", `x`},
	{"<a href=\"java\nscript:alert(1)\">x</a>", `x`},
	{"<a href=\"java\tscript:alert(1)\">x</a>", `x`},
	{`<a href="javascript&colon;alert(1)">x</a>`, `x`},
	{`<a href="&#106;&#97;vascript:alert(1)">x</a>`, `x`},
	{`<a href="&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)">x</a>`, `x`},
	{"<a href=\"javascript\u200B:alert(1)\">x</a>", `<a href="https://n.example/news/javascript%E2%80%8B:alert(1)">x</a>`},
	{"<a href=\"\u202Ejavascript:alert(1)\">x</a>", `x`},
	{`<a href="vbscript:msgbox(1)">x</a>`, `x`},
	{`<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>`, `x`},
	{`<a href="blob:https://n.example/1">x</a>`, `x`},
	{`<a href="file:///etc/passwd">x</a>`, `x`},
	{`<a href="view-source:https://n.example/">x</a>`, `x`},
	{`<a href="//evil.example" target=_blank onclick=alert(1)>x</a>`, `<a href="https://evil.example">x</a>`},
	{`<a href="https:\\evil.example\x">x</a>`, `<a href="https://evil.example/x">x</a>`},
	{`<a href="https://good.example\@evil.example/">x</a>`, `<a href="https://good.example/@evil.example/">x</a>`},
	{`<a href='https://n.example/"onmouseover="alert(1)'>x</a>`, `<a href="https://n.example/%22onmouseover=%22alert(1)">x</a>`},
	{"<a href=https://n.example/`onclick=alert(1)>x</a>", `<a href="https://n.example/%60onclick=alert(1)">x</a>`},

	// Frames, plug-ins and forms.
	{`<iframe src="javascript:alert(1)"></iframe>after`, `after`},
	{`<iframe srcdoc="<script>alert(1)</script>"></iframe>after`, `after`},
	{`<iframe src="https://evil.example/"></iframe>after`, `after`},
	{`<iframe src="https://www.youtube.com.evil.example/embed/x"></iframe>after`, `after`},
	{`<iframe src="https://www.youtube.com@evil.example/embed/x"></iframe>after`, `after`},
	{`<iframe src="https://www.youtube.com/embed/abc?autoplay=1" onload=alert(1) srcdoc=x></iframe>after`, frame("https://www.youtube-nocookie.com/embed/abc") + `after`},
	{`<iframe/src="https://player.vimeo.com/video/1"><script>alert(1)</script></iframe>after`, frame("https://player.vimeo.com/video/1") + `after`},
	{`<frameset><frame src="javascript:alert(1)"></frameset>after`, `after`},
	{`<object data="javascript:alert(1)"><p>text</p></object>after`, `<p>text</p>after`},
	{`<object type="text/html" data="https://evil.example"></object>after`, `after`},
	{`<embed src="javascript:alert(1)">after`, `after`},
	{`<applet code=x>text</applet>after`, `after`},
	{`<form action="https://evil.example"><input name=p><button formaction=javascript:alert(1)>go</button>text</form>after`, `textafter`},
	{`<isindex formaction=javascript:alert(1) type=submit>after`, `after`},
	{`<select><option><style></option></select><img src=x onerror=alert(1)></style>after`, `after`},

	// Foreign elements, and what parsers make of them.
	{`<svg onload=alert(1)>x</svg>after`, `after`},
	{`<svg><script>alert(1)</script></svg>after`, `after`},
	{`<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>after`, `after`},
	{`<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">after`, picture("https://n.example/news/1") + `"&gt;after`},
	{`<svg><foreignObject><p>x</p></foreignObject></svg>after`, `after`},
	{`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">after`, `<table><tbody><tr><td>after</td></tr></tbody></table>`},
	{`<math><a xlink:href="javascript:alert(1)">x</a></math>after`, `after`},

	// Elements whose content is text to some parsers and markup to others.
	{`<noscript><p title="</noscript><img src=x onerror=alert(1)>">after`, `<p title="&lt;/noscript&gt;&lt;img src=x onerror=alert(1)&gt;">after</p>`},
	{`<template><img src=x onerror=alert(1)></template>after`, `after`},
	{`<template><template></template><script>alert(1)</script></template>after`, `after`},
	{`<xmp><p title="</xmp><img src=x onerror=alert(1)>">after`, `<pre>&lt;p title="</pre>` + picture("https://n.example/news/x") + `"&gt;after`},
	{`<plaintext><script>alert(1)</script>`, `<pre>&lt;script&gt;alert(1)&lt;/script&gt;</pre>`},
	{`<textarea><p title="</textarea><img src=x onerror=alert(1)>">after`, `<p title="&lt;/textarea&gt;&lt;img src=x onerror=alert(1)&gt;">after</p>`},
	{`<title><p title="</title><img src=x onerror=alert(1)>">after`, `<p title="&lt;/title&gt;&lt;img src=x onerror=alert(1)&gt;">after</p>`},
	{`<noembed><img title="</noembed><img src=x onerror=alert(1)>"></noembed>after`, `after`},
	{`<listing>&lt;img src=x onerror=alert(1)&gt;</listing>`, `<pre>&lt;img src=x onerror=alert(1)&gt;</pre>`},
	{`<pre>&lt;script&gt;alert(1)&lt;/script&gt;</pre>`, `<pre>&lt;script&gt;alert(1)&lt;/script&gt;</pre>`},

	// Comments, declarations and what looks like them.
	{`<!--<img src=x onerror=alert(1)>-->after`, `after`},
	{`<!--><img src=x onerror=alert(1)>-->after`, picture("https://n.example/news/x") + `--&gt;after`},
	{`<!-- --!><img src=x onerror=alert(1)>-->after`, picture("https://n.example/news/x") + `--&gt;after`},
	{`<![CDATA[<img src=x onerror=alert(1)>]]>after`, picture("https://n.example/news/x") + `after`},
	{`<!DOCTYPE x [<!ENTITY y "<script>alert(1)</script>">]>after`, `alert(1)"&gt;]&gt;after`},
	{`<?xml version=1?><?php echo 1 ?>after`, `after`},
	{`<!x><script>alert(1)</script>`, ``},

	// Documents, recordings and handlers.
	{`<meta http-equiv=refresh content="0;url=javascript:alert(1)">after`, `after`},
	{`<base href="javascript:alert(1)//"><a href="/x">x</a>`, `<a href="https://n.example/x">x</a>`},
	{`<link rel=stylesheet href="javascript:alert(1)">after`, `after`},
	{`<body onload=alert(1)>text`, `text`},
	{`<video><source onerror=alert(1) src="javascript:alert(1)"></video>after`, `after`},
	{`<video src="https://n.example/v.mp4" autoplay onloadstart=alert(1) poster=javascript:alert(1)></video>after`, `<video src="https://n.example/v.mp4" controls=""></video>after`},
	{`<audio src=x onerror=alert(1)>`, `<audio src="https://n.example/news/x" controls=""></audio>`},
	{`<details open ontoggle=alert(1)><summary>s</summary>x</details>`, `<details open=""><summary>s</summary>x</details>`},
	{`<marquee onstart=alert(1)>x</marquee>`, `x`},
	{`<x onclick=alert(1)>y</x>`, `y`},
	{`<div id="cookie" name="attributes" class="x">y</div>`, `<div>y</div>`},
	{`<a href="https://n.example/" title='"><script>alert(1)</script>'>x</a>`, `<a href="https://n.example/" title="&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;">x</a>`},
	{`<b <script>alert(1)</script>>x</b>`, `<b>alert(1)&gt;x</b>`},
	{`<p/onclick=alert(1)//>x`, `<p>x</p>`},
	{"<a\x00href=javascript:alert(1)>x</a>", `x`},
	{"<im\x00g src=x onerror=alert(1)>", ``},

	// Text, tables, links and the rest.
	{`&lt;script&gt;alert(1)&lt;/script&gt;`, `&lt;script&gt;alert(1)&lt;/script&gt;`},
	{`&amp;lt;script&amp;gt;alert(1)`, `&amp;lt;script&amp;gt;alert(1)`},
	{"<p>\u202Eevil\u202C</p>", `<p>evil</p>`},
	{`<math href="javascript:alert(1)">x</math>`, ``},
	{`<table background="javascript:alert(1)"><tr><td background=x onclick=y>c</td></tr></table>`, `<table><tbody><tr><td>c</td></tr></tbody></table>`},
	{`<table><script>alert(1)</script><tr><td>x</table>`, `<table><tbody><tr><td>x</td></tr></tbody></table>`},
	{`<a href="tel:+1-555">t</a> <a href="mailto:a@b.example?subject=x">m</a> <a href="sms:1">s</a>`, `<a href="tel:+1-555">t</a> <a href="mailto:a@b.example?subject=x">m</a> s`},
	{"<img src='https://n.example/a.jpg' alt='`onerror=alert(1)'>", "<img src=\"https://n.example/a.jpg\" alt=\"`onerror=alert(1)\" referrerpolicy=\"no-referrer\">"},
	{`<div><a href="https://n.example/1">a<a href="https://n.example/2">b</a></a></div>`, `<div><a href="https://n.example/1">a</a><a href="https://n.example/2">b</a></div>`},
	{`<form><form><p></form><form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>after`, ``},
	{`"><img src=x onerror=alert(1)>`, `"&gt;` + picture("https://n.example/news/x")},
	{`<picture><source srcset="javascript:alert(1)"><img src="https://n.example/a.jpg" onerror=alert(1)></picture>`, picture("https://n.example/a.jpg")},
}

func TestAttacks(t *testing.T) {
	for _, tt := range attacks {
		t.Run(tt.in, func(t *testing.T) {
			it := clean.Item(feeds.Item{
				Link: "https://n.example/news/1", Content: tt.in, Title: tt.in, Rights: tt.in,
				Authors: []feeds.Person{{Name: tt.in, Email: tt.in, URL: tt.in}}, Categories: []feeds.Category{{Term: tt.in}},
				Extensions: []feeds.Element{{Space: "http://search.yahoo.com/mrss/", Prefix: "media", Name: "text", Text: tt.in}},
			}, "")
			if diff := cmp.Diff(tt.want, it.Content); diff != "" {
				t.Errorf("content (-want +got)\n%s", diff)
			}
			checkItem(t, it)
		})
	}
}
