package clean_test

import (
	"strings"
	"testing"

	"dateline/aggregator/clean"
	"dateline/feeds"

	"pgregory.net/rapid"
)

// pieces are what hostile and sloppy HTML is made of.
var pieces = strings.Split(`<p>|</p>|<div>|</div>|<div class=ad>|<div class="post header">|<b>|</b>|<i>|</i>|<em lang=en_GB>|</em>|<span>|</span>|
<span dir=rtl>|<a href=/x?utm_source=y&a=1>|<a href="javascript:x">|<a name=y>|</a>|<ul>|</ul>|<ol start=2>|</ol>|<li>|</li>|<dl>|</dl>|<dt>|<dd>|
</dd>|<table>|</table>|<tr>|</tr>|<td colspan=2>|</td>|<th>|<tbody>|<thead>|</tbody>|<caption>|</caption>|<col>|<h1>|<h2>|</h2>|<h3>|</h3>|<br>|<br/>|
<hr>|<pre>|</pre>|<code>|</code>|<blockquote cite=/c>|</blockquote>|<figure>|</figure>|<figcaption>|</figcaption>|<img src=/a.jpg>|
<img data-src=/b.jpg class=lazy>|<img width=1 src=/c>|<img src=/d.jpg width=300 height=200 alt=d>|<picture>|</picture>|<source srcset="/e 1x, /f 2x">|
<source src=/g.mp4>|<video>|</video>|<video src=/h poster=/i>|<audio>|</audio>|<track src=/j>|<iframe src="//www.youtube.com/embed/k">|</iframe>|
<iframe>|<noscript>|</noscript>|<ruby>|</ruby>|<rt>|<rp>|</rt>|<details open>|<summary>|</details>|<script>|</script>|<style>|</style>|<svg>|</svg>|<math>|
</math>|<template>|</template>|<select>|<option>|</select>|<textarea>|</textarea>|<title>|</title>|<xmp>|</xmp>|<plaintext>|<form>|</form>|<button>|</button>|
<object>|</object>|<embed src=//youtube.com/v/l>|<font>|</font>|<center>|</center>|<x-y class=ads>|</x-y>|<section>|</section>|<article>|</article>|<u>|</u>|
<s>|</s>|<q>|</q>|<sub>|</sub>|<time datetime=2026>|</time>|<nobr>|</nobr>|<!--|-->|<![CDATA[|]]>|<|>|&|&lt;|&gt;|&amp;|&nbsp;|&#10;|&#0;|&#x202e;|"|'| |  |
|a|b|word|Advertisement|Ad Banner|广告|Photo: X|Image Credits: Unsplash|(Photo by Y)|The post | appeared first on |…|.|é|e|🏴|😀|一|	|x=1|/|
<p|<a |href="|onclick=|</|<p/>|<a/>|<div/>|<img|<emoji class=emoji alt=😀>|<img class=emoji alt=😀 src=/z>|<bdi>|</bdi>|<wbr>|<dir>|<menu>|<listing>|<legend>|</br>|<rtc>|<rb>|<amp-img src=/a width=1 height=1>|</picture>|<input>|<col>|</xmp>|<noembed>|</noembed>|Photo courtesy of |<p class=sponsor>|<a href=//ads.example/x>|© Z|Title`+"|\u0301|\u200D|\u200B|\u202E|\u3000", "|")

// TestItemIsStable checks on random heaps of pieces what must hold of any.
func TestItemIsStable(t *testing.T) {
	heap := rapid.Custom(func(r *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 30).Draw(r, "pieces"), "")
	})
	rapid.Check(t, func(r *rapid.T) {
		it := clean.Item(feeds.Item{
			Link: "https://news.example/1", Title: "Title", Content: heap.Draw(r, "content"), Summary: heap.Draw(r, "summary"),
			Rights: heap.Draw(r, "rights"),
		}, "https://news.example/")
		checkItem(r, it)
		checkStable(r, it, "https://news.example/")
	})
}
