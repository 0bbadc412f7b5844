package parse_test

import (
	"errors"
	"strings"
	"testing"

	"dateline/aggregator/parse"

	"github.com/google/go-cmp/cmp"
)

// Documents that are no feeds, and what is said of them.
func TestNotAFeed(t *testing.T) {
	for _, tt := range []struct{ name, body, want string }{
		{"nothing", "", "not a feed: it is empty"},
		{"space", " \n\ufeff\t", "not a feed: it is empty"},
		{"words", "Service unavailable", "not a feed: it is neither XML nor JSON"},
		{"words with a sign", "a < b > c", "not a feed: it is neither XML nor JSON"},
		{"a page", "<!DOCTYPE html><html><head><title>x</title></head></html>", "not a feed: it is a web page"},
		{"a page without a frame", "<p>Not found", "not a feed: it is a web page"},
		{"a document type alone", "<!DOCTYPE html>\n", "not a feed: it is a web page"},
		{"OPML", `<?xml version="1.0"?><opml version="2.0"><body/></opml>`, "not a feed: it is OPML, a list of feeds"},
		{"a sitemap", `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>`, "not a feed: it is a sitemap"},
		{"other XML", "<service><workspace/></service>", "not a feed: it is XML with the root service"},
		{"JSON", `{"error": "not found"}`, "not a feed: it is JSON, but no JSON Feed"},
		{"a JSON list", `[{"id": 1}]`, "not a feed: it is JSON, but no JSON Feed"},
		{"broken JSON", `{"error": `, "not a feed: it is JSON, but no JSON Feed"},
		{"a file", "%PDF-1.7\n\x00\x01\xff\xfe", "not a feed: it is no text: application/pdf"},
		{"broken gzip", "\x1f\x8b\x08 no", "not a feed: decompress: gzip: invalid header"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := parse.Feed(parse.Input{Body: []byte(tt.body)})
			if !errors.Is(err, parse.ErrNotAFeed) {
				t.Fatalf("got %v, %v", doc, err)
			}
			if tt.name == "broken gzip" && strings.HasPrefix(err.Error(), "not a feed: decompress: ") {
				return
			}
			if err.Error() != tt.want {
				t.Errorf("got %q, want %q", err, tt.want)
			}
		})
	}
}

// A web page says where its feeds are.
func TestPageError(t *testing.T) {
	const page = `<!doctype html><html><head>
		<link rel="stylesheet" href="/x.css">
		<link rel="alternate" hreflang="de" href="/de/">
		<LINK REL="Alternate" TYPE="application/rss+xml; charset=utf-8" TITLE="News" HREF="/rss?a=1&amp;b=2">
		<link rel='alternate nofollow' type=application/atom+xml href=atom.xml />
		<link rel="alternate" type="application/feed+json" href="https://cdn.example/feed.json">
		<link rel="alternate" type="application/json" href="/wp-json/posts/1">
		<link rel="alternate" type="application/rss+xml" href="/rss?a=1&amp;b=2">
		<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
		<link rel="feed" type="application/rdf+xml" href="//other.example/rdf">
		BASE</head><body><link rel=alternate></body></html>`
	for _, tt := range []struct {
		name, body string
		feeds      []string
		words      string
	}{
		{"no feed", "<html><head></head></html>", nil, "not a feed: it is a web page"},
		{
			"one", `<html><link rel="alternate" type="application/rss+xml" href="x">`,
			[]string{"https://news.example/a/x"},
			"not a feed: it is a web page, whose feed is https://news.example/a/x",
		},
		{"several", page, []string{
			"https://news.example/rss?a=1&b=2", "https://news.example/a/atom.xml", "https://cdn.example/feed.json", "https://other.example/rdf",
		}, "not a feed: it is a web page, whose feeds are https://news.example/rss?a=1&b=2, https://news.example/a/atom.xml, https://cdn.example/feed.json and https://other.example/rdf"},
		{
			"relative to a base", `<html><head><base href="/b/"><link rel="alternate" type="application/atom+xml" href="x">`,
			[]string{"https://news.example/b/x"},
			"not a feed: it is a web page, whose feed is https://news.example/b/x",
		},
		{
			"in XHTML", `<?xml version="1.0"?><!DOCTYPE html><h:html xmlns:h="http://www.w3.org/1999/xhtml"><link rel="alternate" type="application/rss+xml" href="/x"/>`,
			[]string{"https://news.example/x"},
			"not a feed: it is a web page, whose feed is https://news.example/x",
		},
		{
			"very many", "<html>" + strings.Repeat(`<link rel="alternate" type="application/rss+xml" href="same">`, 1000),
			[]string{"https://news.example/a/same"},
			"not a feed: it is a web page, whose feed is https://news.example/a/same",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := parse.Feed(parse.Input{Body: []byte(tt.body), ContentType: "text/html", URL: "https://news.example/a/page"})
			page, ok := errors.AsType[*parse.PageError](err)
			if !ok || !errors.Is(err, parse.ErrNotAFeed) {
				t.Fatalf("got %v", err)
			}
			if diff := cmp.Diff(tt.feeds, page.Feeds); diff != "" {
				t.Errorf("feeds (-want +got)\n%s", diff)
			}
			if err.Error() != tt.words {
				t.Errorf("got %q, want %q", err, tt.words)
			}
		})
	}
}
