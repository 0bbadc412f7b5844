package page_test

import (
	"bytes"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/aggregator/page"
)

const good = `<article><h2><a href=/a>A</a></h2><p>Text</p></article>`

// hostile are pages made to take time or memory. Each begins with a good item,
// which must be read all the same.
func hostile() map[string]string {
	var fonts strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&fonts, "<font color=%d>", i)
	}
	return map[string]string{
		"deep":                 strings.Repeat("<div>", 200_000) + "<h2>x",
		"deep, unclosed":       strings.Repeat("<div><span><b>", 200_000),
		"deep lists":           strings.Repeat("<ul><li>", 200_000),
		"deep tables":          strings.Repeat("<table><tr><td>", 200_000),
		"deep items":           strings.Repeat("<article>", 200_000),
		"deep quirks":          strings.Repeat("<dd><p><table><td><li>", 100_000),
		"deep foreign":         strings.Repeat("<svg><foreignObject>", 100_000),
		"deep templates":       strings.Repeat("<template>", 100_000),
		"deep ruby":            strings.Repeat("<rt>", 200_000),
		"deep selects":         strings.Repeat("<select><optgroup><option>", 100_000),
		"attributes":           "<article " + strings.Repeat("a ", 1_000_000) + "><h2>x</h2></article>",
		"different attributes": "<article" + numbered(" a%d=1", 1_000_000) + "><h2>x</h2></article>",
		"quotes":               strings.Repeat(`<a=""=""`, 300_000),
		"attributes of slash":  "<article" + strings.Repeat("/a", 1_000_000) + ">",
		"formatting":           fonts.String() + strings.Repeat("<p>x", 100_000),
		"formatting of kinds":  strings.Repeat("<b><i><u><s><tt><em><big><code><font><small><strong>", 10) + strings.Repeat("<p>x", 100_000),
		"siblings":             strings.Repeat("<i>x</i>", 300_000),
		"families":             strings.Repeat("<div>"+strings.Repeat("<p>", 2990)+"</div>", 20),
		"text around text":     strings.Repeat("<div>", 90) + strings.Repeat("<b>word</b> ", 60_000),
		"items":                strings.Repeat("<article><h2>x</h2></article>", 100_000),
		"labels":               strings.Repeat("<b>x</b>", 200_000),
		"labels in an item":    "<article><h2>x</h2>" + strings.Repeat("<b>x</b>", 200_000),
		"text":                 "<article><h2>" + strings.Repeat("word ", 1_000_000),
		"text in many":         "<article>" + strings.Repeat("<h2>", 100) + strings.Repeat("word ", 100_000),
		"comments":             strings.Repeat("<!---->", 1_000_000),
		"open brackets":        strings.Repeat("<", 2_000_000),
		"entities":             "<article><h2>" + strings.Repeat("&NotEqualTilde;", 100_000),
		"date":                 "<article><h2>x</h2><time>" + strings.Repeat("January ", 100_000),
		"set":                  "<article><h2>x</h2><img srcset='" + strings.Repeat("a.jpg 1x,", 100_000) + "'>",
		"style":                "<article><h2>x</h2><img style='" + strings.Repeat("background", 100_000) + "'>",
		"classes":              "<article class='" + strings.Repeat("ad-free ", 100_000) + "'><h2>x</h2>",
		"credit":               "<article><h2>x</h2><figcaption>" + strings.Repeat("photo ", 100_000),
	}
}

func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// everything uses what is dearest to match.
func everything() map[string]string {
	return one(
		"title", "div div div div h2, article div h2, h2", "link", "a@href, div ~ div ~ div a",
		"date", "time, :not(div):nth-child(odd) time", "summary", "p, span ~ b ~ p", "region", "b, b + b + b",
		"image", "img, div:has(i)", "credit", "figcaption, b:contains(x)", "next", "div div div div div a@href, i ~ i ~ i",
	)
}

// TestLimits wants the good item of every hostile page, with little memory, in
// a time that only a slow machine under a race detector needs some of.
func TestLimits(t *testing.T) {
	for name, rest := range hostile() {
		t.Run(name, func(t *testing.T) {
			body := []byte("<html><body>" + good + rest)
			runtime.GC()
			var was, is runtime.MemStats
			runtime.ReadMemStats(&was)
			began := time.Now()
			doc, err := page.Read(page.Input{Body: body, URL: here, Select: everything(), Now: began})
			took := time.Since(began)
			runtime.ReadMemStats(&is)
			allocated := (is.TotalAlloc - was.TotalAlloc) >> 20
			t.Logf("%d KiB: %v, %d MiB allocated", len(body)>>10, took.Round(time.Millisecond), allocated)
			if took > 2*time.Minute || allocated > 500 {
				t.Errorf("took %v, allocated %d MiB", took, allocated)
			}
			if err != nil || len(doc.Items) == 0 || doc.Items[0].Title != "A" {
				t.Fatalf("%d items, %v", len(doc.Items), err)
			}
		})
	}
}

// TestLongTexts wants bounds on what a selector takes that matches too much.
func TestLongTexts(t *testing.T) {
	body := `<article><h2><a href=/a>` + strings.Repeat("wörd ", 1<<20) + `</a></h2><p>` + strings.Repeat("wörd ", 1<<20) + `</p></article>`
	it := read(t, one("region", "h2", "date", "p", "credit", "p"), body).Items[0]
	for part, text := range map[string]string{"title": it.Title, "summary": it.Summary, "date": it.DateText, "credit": it.Image.Credit} {
		if len(text) > 64<<10 || part == "title" && len(text) > 1000 || strings.ContainsRune(text, '\uFFFD') {
			t.Errorf("%s of %d bytes", part, len(text))
		}
	}
	if len(it.Categories) != 0 {
		t.Errorf("categories %v", it.Categories)
	}
}

// TestManyItems wants the first of more items than a page can have.
func TestManyItems(t *testing.T) {
	doc := read(t, one(), strings.Repeat(good, 2500))
	if len(doc.Items) != 2000 || len(doc.Repairs) != 1 || doc.Repairs[0] != "500 items beyond the first 2000 left out" {
		t.Errorf("%d items, %q", len(doc.Items), doc.Repairs)
	}
}

// TestShorten wants attributes within reason to be left alone.
func TestShorten(t *testing.T) {
	body := `<script>if (a<b && c` + strings.Repeat(" x", 400) + `) { "</b>" }</script><p title="` + strings.Repeat("many words ", 400) + `">1 < 2` +
		strings.Repeat(" and so on", 400) + `</p>` + good + `<article class="` + strings.Repeat("c ", 400) + `" ` + numbered("data-x%d='a b > c' ", 200) + `><h2 title='a>b'>B</h2></article>`
	doc := read(t, one("title", "h2@title, h2"), body)
	if len(doc.Items) != 2 || doc.Items[0].Title != "A" || doc.Items[1].Title != "a&gt;b" {
		t.Errorf("%+v", doc.Items)
	}
}

func BenchmarkRead(b *testing.B) {
	in := input(b, "testdata/markup/cards.txtar")
	cards := bytes.SplitAfter(in.Body, []byte("</article>"))
	last := len(cards) - 1
	in.Body = slices.Concat(cards[0], bytes.Repeat(bytes.Join(cards[1:last], nil), 10), cards[last])
	b.SetBytes(int64(len(in.Body)))
	b.ReportAllocs()
	for b.Loop() {
		if doc, err := page.Read(in); err != nil || len(doc.Items) != 51 {
			b.Fatalf("%d items, %v", len(doc.Items), err)
		}
	}
}
