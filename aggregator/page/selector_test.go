package page_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"dateline/aggregator/page"
)

func TestCheck(t *testing.T) {
	for _, tt := range []struct{ key, value, want string }{
		{"item", "article", ""},
		{"item", "ul.news > li:not(.ad), div[data-x='a,b > c@d']", ""},
		{"item", `.w-1\/2, .a\@b`, ""},
		{"title", "h2, h3 > a , .title@title", ""},
		{"title", "> h3", ""},
		{"title", ":scope > h3 ~ p", ""},
		{"link", "@href", ""},
		{"link", "a[href*='@']@href", ""},
		{"date", "time @ datetime, +dd", ""},
		{"image", "img@xlink:href", ""},
		{"next", "a[rel~=next]@href", ""},
		{"region", `p:contains("a, b")`, ""},

		{"item", "", "it is empty"},
		{"item", "  ", "it is empty"},
		{"item", "article@id", "items are elements"},
		{"item", "@id", "items are elements"},
		{"item", "> li", "cannot begin at an item"},
		{"next", ":scope a", "cannot begin at an item"},
		{"next", "@href", "cannot begin at an item"},
		{"title", "h2,", "an alternative is empty"},
		{"title", ",h2", "an alternative is empty"},
		{"title", "h2 >", "nothing after '>'"},
		{"title", "h2 > > a", "'>' right after '>'"},
		{"title", "h2 :scope", ":scope can only come first"},
		{"title", "h2@", "is no name of an attribute"},
		{"title", "h2@a b", "is no name of an attribute"},
		{"title", "h2@href@src", "is no name of an attribute"},
		{"title", "h2[", "not closed"},
		{"title", "h2:not(.a", "not closed"},
		{"title", `a[href="x]`, "not closed"},
		{"title", "h2::before", "is no selector"},
		{"title", "h2:nosuch", "is no selector"},
		{"title", "5h", "is no selector"},
		{"title", "h2]", "is no selector"},
		{"title", strings.Repeat("a ", 40), "more than 32 steps"},
		{"title", strings.Repeat("a,", 40) + "a", "more than 20 alternatives"},
		{"title", strings.Repeat("a", 3000), "longer than"},
		{"titel", "h2", `did you mean "title"?`},
		{"colour", "h2", "there is no such key"},
	} {
		err := page.Check(tt.key, tt.value)
		if tt.want == "" {
			if err != nil {
				t.Errorf("%s %q: %v", tt.key, tt.value, err)
			}
			continue
		}
		if e, ok := errors.AsType[*page.SelectError](err); !ok || e.Key != tt.key || !strings.Contains(e.Error(), tt.want) {
			t.Errorf("%s %q: %v, want %q", tt.key, tt.value, err, tt.want)
		}
	}
}

func TestReadRefusesSelect(t *testing.T) {
	for _, sel := range []map[string]string{nil, {}, {"title": "h2"}, {"item": "a["}, {"item": "a", "colour": "b"}} {
		_, err := page.Read(page.Input{Body: []byte("<p>"), Select: sel})
		if _, ok := errors.AsType[*page.SelectError](err); !ok {
			t.Errorf("%v: %v", sel, err)
		}
	}
}

const grove = `<html><body class=x><div id=a class="x y"><p class=y>one<span><b>two</b></span></p><p>three</p><i></i></div>
<div class=x><div class=y><p>four<span></span></p><ul><li class=x>five<li>six<ul><li>seven<p class=y></ul></ul></div></div>
<table><tr><td class=x><td><span class=y>eight</span></table></body></html>`

// TestMatchLikeCSS holds our matching against that of the library, which goes
// back and forth.
func TestMatchLikeCSS(t *testing.T) {
	root, err := html.Parse(strings.NewReader(grove))
	if err != nil {
		t.Fatal(err)
	}
	parts := []string{"*", "div", "p", "span", "li", ".x", ".y", "ul", "td"}
	by := []string{" ", " > ", "+", " ~ "}
	n, some := 0, 0
	for _, a := range parts {
		for _, b := range parts {
			for _, c := range parts {
				for i := range by {
					for j := range by {
						n++
						if sameMatches(t, root, a+by[i]+b+by[j]+c) {
							some++
						}
					}
				}
			}
		}
	}
	if some < 200 {
		t.Errorf("%d of %d selectors match something", some, n)
	}
}

// sameMatches reports whether a selector matches anything, and the same as it
// does in the library.
func sameMatches(t *testing.T, root *html.Node, value string) bool {
	t.Helper()
	got, err := page.Match(root, value)
	if err != nil {
		t.Fatal(err)
	}
	sel, err := cascadia.ParseGroup(value)
	if err != nil {
		t.Fatal(err)
	}
	want := cascadia.QueryAll(root, sel)
	if len(got) != len(want) {
		t.Errorf("%q: %d elements, want %d", value, len(got), len(want))
		return false
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("%q: element %d is %q, want %q", value, i, got[i].Data, want[i].Data)
		}
	}
	return len(got) > 0
}
