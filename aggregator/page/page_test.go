package page_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"

	"dateline/aggregator/page"
)

// TestMismatch wants a page that is not what it was to be an error that tells
// which selector no longer fits.
func TestMismatch(t *testing.T) {
	three := strings.Repeat(`<article><h2><a href=/a>A</a></h2></article>`, 3)
	for _, tt := range []struct {
		name string
		sel  map[string]string
		body string
		want string
	}{
		{"no item", one(), `<div>Nothing here</div>`, "item ‘article’ matches 0"},
		{"empty page", one(), ``, "item ‘article’ matches 0"},
		{"no title", one("title", "h3"), three, "item ‘article’ matches 3, title ‘h3’ matches 0 in them"},
		{"no link", one("link", "h2@data-href"), three, "item ‘article’ matches 3, link ‘h2@data-href’ matches 0 in them"},
		{"neither, and no date", one("title", "h3", "link", "b@href", "date", ".d"), three, "matches 3, title ‘h3’ matches 0 in them, link ‘b@href’ matches 0 in them, date ‘.d’ matches 0 in them"},
		{"most are bare", one("item", "div"), `<div><h2>A</h2></div><div>x</div><div>y</div>`, "item ‘div’ matches 3, 2 of them have neither title nor link"},
		{"all are bare", one("item", "p"), `<p>x<p>y`, "item ‘p’ matches 2, 2 of them have neither title nor link"},
		{"only advertisements", one(), `<article>Advertisement</article>`, "item ‘article’ matches 1, of which 1 are advertisements"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := page.Read(page.Input{Body: []byte(tt.body), URL: here, Select: tt.sel})
			if _, ok := errors.AsType[*page.MismatchError](err); !ok || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v, want %q", err, tt.want)
			}
		})
	}
}

// TestNotes wants to be told of what is less than an error.
func TestNotes(t *testing.T) {
	body := strings.Repeat(`<article><h2><a href=/a>A</a></h2></article>`, 3) + `<article></article><article class=ad></article>`
	doc := read(t, one("date", ".d", "region", ".r"), body)
	want := []string{
		"date ‘.d’ matches 0 in 4 items", "region ‘.r’ matches 0 in 4 items",
		"1 of 4 items left out: neither title nor link", "1 advertisements left out",
	}
	if diff := cmp.Diff(want, doc.Repairs); diff != "" || len(doc.Items) != 3 {
		t.Errorf("%d items, notes (-want +got)\n%s", len(doc.Items), diff)
	}
}

func TestCharset(t *testing.T) {
	const text = `<article><h2>Überfähre „Ostsee“ — café</h2></article>`
	latin, err := charmap.Windows1252.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	kana, err := japanese.ShiftJIS.NewEncoder().String(`<article><h2>港のフェリーが再び出る</h2></article>`)
	if err != nil {
		t.Fatal(err)
	}
	const umlauts, ferry = "Überfähre „Ostsee“ — café", "港のフェリーが再び出る"
	for _, tt := range []struct{ name, header, body, want string }{
		{"UTF-8", "text/html", text, umlauts},
		{"UTF-8 with a mark", "text/html", "\ufeff" + text, umlauts},
		{"UTF-8 called Latin", "text/html; charset=iso-8859-1", text, umlauts},
		{"header", "text/html; charset=windows-1252", latin, umlauts},
		{"meta", "text/html", `<meta charset="windows-1252">` + latin, umlauts},
		{"old meta", "", `<meta http-equiv=Content-Type content="text/html; charset=Windows-1252">` + latin, umlauts},
		{"meta of Shift_JIS", "text/html", `<html><head><meta charset=Shift_JIS>` + kana, ferry},
		{"header before meta", "text/html; charset=shift_jis", `<meta charset=iso-8859-1>` + kana, ferry},
		{"meta that cannot be", "text/html", `<meta charset=utf-16>` + text, umlauts},
	} {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := page.Read(page.Input{Body: []byte(tt.body), ContentType: tt.header, Select: one()})
			if err != nil || doc.Items[0].Title != tt.want {
				t.Errorf("%+v, %v", doc.Items, err)
			}
		})
	}
}

func TestNext(t *testing.T) {
	for _, tt := range []struct{ name, sel, body, want string }{
		{"link", "a.more@href", `<a class=more href="?p=2">`, here + "?p=2"},
		{"by default", "", `<a rel="next nofollow" href=/2>`, "https://news.example/2"},
		{"by default, in the head", "", `<head><link rel=next href=/2></head><a rel=next href=/3>`, "https://news.example/2"},
		{"button", "button", `<button data-next="/2">`, "https://news.example/2"},
		{"button, another name", "button", `<button data-url="/2">`, "https://news.example/2"},
		{"button, named attribute", "button@data-page", `<button data-page="/2" data-url="/3">`, "https://news.example/2"},
		{"hypermedia", "[hx-get]", `<div hx-get="/2" hx-trigger=revealed>`, "https://news.example/2"},
		{"inside of an element", ".pager", `<div class=pager><a href=/2>`, "https://news.example/2"},
		{"subdomain", "a@href", `<a href="https://www.news.example/2">`, "https://www.news.example/2"},
		{"another site", "a@href", `<a href="https://other.example/2">`, ""},
		{"another site, then this", "a@href", `<a href="https://other.example/2"><a href=/2>`, "https://news.example/2"},
		{"a site that sounds so", "a@href", `<a href="https://evilnews.example/2">`, ""},
		{"a site below one name", "a@href", `<a href="https://news.example.evil.example/2">`, ""},
		{"this page", "a@href", `<a href=""><a href="#top"><a href="/latest/"><a href="/latest/#x">`, ""},
		{"script", "a@href", `<a href="javascript:more()">`, ""},
		{"file", "a@href", `<a href="file:///etc/passwd">`, ""},
		{"none", "a.more@href", ``, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sel := one()
			if tt.sel != "" {
				sel["next"] = tt.sel
			}
			body := `<article><h2>A</h2></article>` + tt.body
			if doc := read(t, sel, body); doc.Next != tt.want {
				t.Errorf("%q, want %q", doc.Next, tt.want)
			}
			if next := page.Next(page.Input{Body: []byte(body), URL: here, Select: sel}); next != tt.want {
				t.Errorf("alone %q, want %q", next, tt.want)
			}
		})
	}
}

func TestNextSite(t *testing.T) {
	for _, tt := range []struct {
		here, next string
		want       bool
	}{
		{"http://127.0.0.1:8080/", "http://127.0.0.1:8080/2", true},
		{"http://127.0.0.1:8080/", "http://127.0.0.2:8080/2", false},
		{"http://[::1]/", "http://[::1]/2", true},
		{"http://localhost/", "http://localhost/2", true},
		{"http://a.co.uk/", "http://b.co.uk/2", false},
		{"http://www.a.co.uk/", "https://news.a.co.uk/2", true},
		{"http://a.github.io/", "http://b.github.io/2", false},
		{"http://A.example/", "http://a.example./2", true},
	} {
		doc, err := page.Read(page.Input{
			Body: fmt.Appendf(nil, `<article><h2>A</h2></article><a rel=next href="%s">`, tt.next), URL: tt.here, Select: one(),
		})
		if err != nil || (doc.Next == tt.next) != tt.want {
			t.Errorf("%s from %s: %q, %v", tt.next, tt.here, doc.Next, err)
		}
	}
}
