package feeds_test

import (
	"fmt"

	"dateline/feeds"
)

// The same article from two sources is one item, however its link is written.
func ExampleIdentify() {
	agency := feeds.Item{Link: "https://www.news.example/kl-rail?utm_source=rss", GUID: "4711"}
	paper := feeds.Item{Link: "http://news.example/kl-rail#comments", Title: "Rail link opens"}
	fmt.Println(feeds.Identify(agency, "agency", "https://news.example/").URN())
	fmt.Println(feeds.Identify(paper, "paper", "https://paper.example/").URN())
	// Output:
	// urn:uuid:9f2830e2-5528-57fe-bae8-6e38c1cba6d3
	// urn:uuid:9f2830e2-5528-57fe-bae8-6e38c1cba6d3
}

// What tells no article from another is gone, what may is kept.
func ExampleCanonical() {
	fmt.Println(feeds.Canonical("HTTPS://WWW.News.example:443/a/1?utm_medium=rss&page=2#top"))
	fmt.Println(feeds.Canonical("https://zürich.example/%7eana"))
	fmt.Printf("%q\n", feeds.Canonical("https://news.example/"))
	// Output:
	// news.example/a/1?page=2
	// xn--zrich-kva.example/~ana
	// ""
}
