package clean_test

import (
	"strings"
	"testing"

	"dateline/aggregator/clean"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// plainPieces are what plain HTML is made of, and some that is nearly so.
var plainPieces = strings.Split(`<p>|</p>|<p class="lead">|<a href="/x?utm_source=y&amp;a=1">|<a href='/y' title="It's">|</a >|<b>|</b>|<h2>|</h2>|<ul>|<li>|</li>|</ul>|
<table>|<tr>|<td colspan="2">|</td>|</tr>|</table>|<br>|<br/>|<br />|<hr/>|<img src="/a.jpg" alt="A &#8220;b&#8221;" width="300"/>|<img src="/a.jpg" data-src="/b.jpg" class="lazy">|
<img class="emoji" alt="😀" src="/z.png">|<figure>|</figure>|<figcaption>|</figcaption>|<pre>|</pre>|
|<iframe src="https://www.youtube.com/embed/k"></iframe>|<noscript>|</noscript>|<x-y id="ad">|</x-y>|<title>|</title>|<textarea>|</textarea>|<source src="/g.mp4"/>|<video controls>|
<a href="/x" href="/y">|<a href=/x/>|<img src="/a&copy=1">|<A HREF="/x">|<p a="1"b="2">|<p / a="1">|<p =a="1">|<p a = "1">|<p a="1|</p a="1">|</ p>|<script>|</script>|<style>|<!-- c -->|<?x?>|
 |a|word & more|&amp;|&lt;p&gt;|&eacute;|&copy|&#0;|<|< |>|"|'|=|/|é|一`, "|")

func comparePlain(t interface{ Errorf(string, ...any) }, fragment string) (isPlain bool) {
	plain, any, ok := clean.Plain(fragment)
	if diff := cmp.Diff(any, plain); ok && diff != "" {
		t.Errorf("%q is read otherwise (-any +plain):\n%s", fragment, diff)
	}
	return ok
}

// TestPlain wants a plain fragment to be read as the tokenizer would read it.
func TestPlain(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		comparePlain(r, strings.Join(rapid.SliceOfN(rapid.SampledFrom(plainPieces), 1, 12).Draw(r, "pieces"), ""))
	})
}

// TestIsPlain wants what is usual to be plain, and what is not to be left alone.
func TestIsPlain(t *testing.T) {
	for fragment, want := range map[string]bool{
		newsHTML:                              true,
		`<p>One</p><img src="/a" alt=""/>`:    true,
		`<a href="/x?a=1&amp;b=&#50;">x</a >`: true,
		`<P>One</P>`:                          false,
		`<p>One<!-- two --></p>`:              false,
		`<p class=lead>One</p>`:               false,
		`<a href="/x?a=1&copy=2">x</a>`:       false,
		`<script>1</script>`:                  false,
		`1 < 2 <b>x</b>`:                      false,
		"<p>One\r\n</p>":                      false,
		`<p>One</p`:                           false,
	} {
		if got := comparePlain(t, fragment); got != want {
			t.Errorf("%q is plain: %v, want %v", fragment, got, want)
		}
	}
}

// FuzzPlain does what TestPlain does.
func FuzzPlain(f *testing.F) {
	f.Add(newsHTML)
	for _, piece := range plainPieces {
		f.Add("a" + piece + "b")
	}
	f.Fuzz(func(t *testing.T, fragment string) { comparePlain(t, fragment) })
}
