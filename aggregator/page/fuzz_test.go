package page_test

import (
	"errors"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"dateline/aggregator/page"
	"dateline/feeds"
)

// FuzzRead checks that no page makes Read panic or give what it must not:
// neither an empty list without an error, nor addresses that are none of the
// web's, nor text that is no UTF-8.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/markup/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		in := input(f, file)
		f.Add(in.Body, "text/html", in.Select["item"], in.Select["title"], in.Select["link"], in.Select["date"], in.Select["region"])
	}
	f.Add([]byte("<base href=//[><article><h2><a href='//%zz'>A<img srcset=', ,x 1x,'>"), "text/html; charset=gbk", "article", "", "", "", "")
	f.Fuzz(func(t *testing.T, body []byte, kind, item, title, link, date, region string) {
		sel := map[string]string{"item": item}
		for key, value := range map[string]string{"title": title, "link": link, "date": date, "region": region, "summary": region, "image": link, "credit": date} {
			if value != "" {
				sel[key] = value
			}
		}
		now := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
		doc, err := page.Read(page.Input{Body: body, ContentType: kind, URL: here, Timezone: time.UTC, Now: now, Select: sel})
		if err != nil {
			return
		}
		if len(doc.Items) == 0 {
			t.Error("no items, no error")
		}
		if doc.Next == here || doc.Next != "" && !isWeb(doc.Next) {
			t.Errorf("next %q", doc.Next)
		}
		for _, it := range doc.Items {
			checkItem(t, it)
		}
	})
}

func checkItem(t *testing.T, it feeds.Item) {
	t.Helper()
	if it.Title == "" && it.Link == "" || it.Content != "" || it.GUID != "" {
		t.Errorf("%+v", it)
	}
	for _, address := range []string{it.Link, it.Image.URL} {
		if address != "" && !isWeb(address) {
			t.Errorf("address %q", address)
		}
	}
	texts := []string{it.Title, it.Summary, it.Image.Credit, it.Image.Alt, it.DateText, it.Language}
	for _, c := range it.Categories {
		texts = append(texts, c.Term)
		if c.Term == "" {
			t.Error("an empty category")
		}
	}
	for _, text := range texts {
		if !utf8.ValidString(text) {
			t.Errorf("%q is no UTF-8", text)
		}
	}
	if strings.ContainsAny(it.Title, "<>") {
		t.Errorf("title %q", it.Title)
	}
}

func isWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

var textual = regexp.MustCompile(`(?i)contains|matches`)

// FuzzSelect checks that no selector makes Check panic, and that one that CSS
// knows and ours takes matches what it does in CSS. :contains() and :matches()
// are left out: in the library they match texts as well as elements.
func FuzzSelect(f *testing.F) {
	for _, value := range []string{
		"article", "ul.news > li:not(.ad), div[data-x='a,b > c@d']@id", ":scope > h3 ~ p", "+dd", "@href", "a[rel~=next]@href",
		`.w-1\/2`, "p:nth-child(2n+1) span", "div:has(> p)", `*:contains("e")`, "td ~ td", "#a.x.y", "li li + li",
	} {
		f.Add(value)
	}
	root, err := html.Parse(strings.NewReader(grove))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, value string) {
		for _, key := range page.Keys() {
			err := page.Check(key, value)
			if e, ok := errors.AsType[*page.SelectError](err); err != nil && (!ok || e.Err == nil) {
				t.Errorf("%s %q: %v", key, value, err)
			}
		}
		if strings.ContainsAny(value, "@,\\") || textual.MatchString(value) || page.Check("item", value) != nil {
			return
		}
		if _, err := cascadia.Parse(strings.TrimSpace(value)); err == nil {
			sameMatches(t, root, strings.TrimSpace(value))
		}
	})
}
