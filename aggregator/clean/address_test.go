package clean_test

import (
	"strings"
	"testing"

	"dateline/aggregator/clean"
	"dateline/feeds"
)

// href is the address of the first link in a fragment, "" if there is none.
func href(fragment string) string {
	_, rest, _ := strings.Cut(fragment, `href="`)
	address, _, _ := strings.Cut(rest, `"`)
	return strings.ReplaceAll(address, "&amp;", "&")
}

func TestAddressesInHTML(t *testing.T) {
	for _, tt := range []struct{ ref, want string }{
		{"https://a.example/b?c=d#e", "https://a.example/b?c=d#e"},
		{"HTTP://A.example/b", "http://A.example/b"},
		{"/b", "https://n.example/b"},
		{"b?c=d", "https://n.example/news/b?c=d"},
		{"../b", "https://n.example/b"},
		{"./", "https://n.example/news/"},
		{"?p=2", "https://n.example/news/1?p=2"},
		{"#note", "https://n.example/news/1#note"},
		{"//a.example/b", "https://a.example/b"},
		{`\\a.example\b`, "https://a.example/b"},
		{" https://a.example/b \n", "https://a.example/b"},
		{"https://a.exa\nmple/b\t", "https://a.example/b"},
		{"https://a.example/b c/é?d=ü x#ö", "https://a.example/b%20c/%C3%A9?d=%C3%BC%20x#%C3%B6"},
		{"https://a.example/100%", "https://a.example/100%25"},
		{"https://a.example/%41%zz", "https://a.example/%41%25zz"},
		{"https://a.example/?a[]=1&b={2}|3", "https://a.example/?a%5B%5D=1&b=%7B2%7D%7C3"},
		{"https://a.example/#a#b", "https://a.example/#a%23b"},
		{"https://münchen.example/", "https://xn--mnchen-3ya.example/"},
		{"https://MU\u0308NCHEN.example/", "https://xn--mnchen-3ya.example/"},
		{"https://例え.example/", "https://xn--r8jz45g.example/"},
		{"https://a.example:8443/b", "https://a.example:8443/b"},
		{"https://[2001:db8::1]/b", "https://[2001:db8::1]/b"},
		{"https://user@a.example/b", "https://user@a.example/b"},
		{"mailto:Desk@n.example?subject=Hi there", "mailto:Desk@n.example?subject=Hi%20there"},
		{"tel:+60 3 1234", "tel:+6031234"},
		{"", ""},
		{"https://", ""},
		{"https:///b", ""},
		{"https:b", ""},
		{"https://a b/", ""},
		{"https://a.example:port/", ""},
		{"https://<b>/", ""},
		{"https://.../", ""},
		{"http://[::1", ""},
		{"mailto:nobody", ""},
		{"ftp://a.example/b", ""},
		{"magnet:?xt=x", ""},
		{"sms:+1", ""},
		{"https://a.example/" + strings.Repeat("x", 5000), ""},
	} {
		it := content(`<a href="` + tt.ref + `">x</a>`)
		if got := href(it.Content); got != tt.want {
			t.Errorf("href %q: got %q, want %q", tt.ref, got, tt.want)
		}
		if tt.want == "" && it.Content != "x" {
			t.Errorf("href %q: got %q, want the text", tt.ref, it.Content)
		}
		checkItem(t, it)
	}
}

// Addresses hang on the item's own page, else on the feed's site.
func TestBase(t *testing.T) {
	for _, tt := range []struct{ link, base, ref, want string }{
		{"https://n.example/news/1", "https://feed.example/", "b", "https://n.example/news/b"},
		{"", "https://feed.example/x/", "b", "https://feed.example/x/b"},
		{"/news/1", "https://feed.example/x/", "b", "https://feed.example/news/b"},
		{"", "https://feed.example/x/", "#note", ""},
		{"", "", "b", ""},
		{"", "", "//a.example/b", "https://a.example/b"},
		{"http://n.example/", "", "//a.example/b", "http://a.example/b"},
		{"javascript:x", "also not", "b", ""},
		{"https://www.bing.com/news/apiclick.aspx?url=https%3A%2F%2Fn.example%2Fnews%2F1", "", "b", "https://n.example/news/b"},
	} {
		it := clean.Item(feeds.Item{Link: tt.link, Content: `<a href="` + tt.ref + `">x</a>`}, tt.base)
		if got := href(it.Content); got != tt.want {
			t.Errorf("%q in %q of %q: got %q, want %q", tt.ref, tt.link, tt.base, got, tt.want)
		}
	}
}

func TestLink(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"as it is", "https://n.example/1?id=2#c", "https://n.example/1?id=2#c"},
		{"relative", "/1", "https://feed.example/1"},
		{"tracking", "https://n.example/1?utm_source=rss&id=2&UTM_medium=x&fbclid=y&gclid=z", "https://n.example/1?id=2"},
		{"tracking only", "https://n.example/1?utm_source=rss", "https://n.example/1"},
		{"what selects the article stays", "https://n.example/?p=1&ref=2&source=3&from=4&cmp=5", "https://n.example/?p=1&ref=2&source=3&from=4&cmp=5"},
		{"tracking in the fragment", "https://n.example/1#xtor=RSS-1", "https://n.example/1"},
		{"tracking as a fragment", "https://n.example/1#utm_source=rss&Echobox=2", "https://n.example/1"},
		{"a fragment stays", "https://n.example/1#comment=5", "https://n.example/1#comment=5"},
		{"escaped once too often", "https://n.example/1?a=1&amp;utm_source=x&amp;b=2", "https://n.example/1?a=1&b=2"},
		{"Google", "https://www.google.com/url?rct=j&sa=t&url=https://n.example/1%3Futm_source%3Dg&ct=ga", "https://n.example/1"},
		{"Google News", "https://news.google.com/news/url?sa=t&url=http://n.example/1", "http://n.example/1"},
		{"Google in Malaysia", "http://www.google.com.my/url?q=http://n.example/1", "http://n.example/1"},
		{"Bing", "http://www.bing.com/news/apiclick.aspx?ref=FexRss&url=https%3a%2f%2fn.example%2f1&c=2", "https://n.example/1"},
		{"Facebook in Google", "https://www.google.com/url?q=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttps%253A%252F%252Fn.example%252F1", "https://n.example/1"},
		{"Yahoo", "http://us.rd.yahoo.com/dailynews/rss/x/*http://n.example/1", "http://n.example/1"},
		{"wrapper of a script", "https://www.google.com/url?q=javascript:alert(1)", "https://www.google.com/url?q=javascript:alert(1)"},
		{"wrapper that has to be asked", "https://feedproxy.google.com/~r/x/~3/abc/", "https://feedproxy.google.com/~r/x/~3/abc/"},
		{"Google's own page", "https://www.google.com/search?q=https://n.example", "https://www.google.com/search?q=https://n.example"},
		{"no address", "javascript:alert(1)", ""},
		{"mail is no page", "mailto:a@b.example", ""},
	} {
		it := clean.Item(feeds.Item{Link: tt.in, Comments: tt.in}, "https://feed.example/rss")
		if it.Link != tt.want || it.Comments != tt.want && !strings.HasPrefix(tt.in, "/") {
			t.Errorf("%s: link %q, comments %q, want %q", tt.name, it.Link, it.Comments, tt.want)
		}
		if again := clean.Item(it, "https://feed.example/rss"); again.Link != it.Link {
			t.Errorf("%s: cleaned again it is %q", tt.name, again.Link)
		}
	}
}

// What is removed for display tells no item from another: identity does not
// see it.
func TestLinkKeepsIdentity(t *testing.T) {
	for _, link := range []string{
		"https://n.example/1?utm_source=rss&id=2", "https://n.example/?p=1&ref=3", "https://n.example/1#xtor=RSS-1",
		"https://www.n.example/a%20b?c=d&fbclid=1", "https://Bücher.example/straße?ü=1", "https://n.example/a b",
	} {
		if got, want := feeds.Canonical(clean.Item(feeds.Item{Link: link}, "").Link), feeds.Canonical(link); got != want {
			t.Errorf("%s: identity %q, was %q", link, got, want)
		}
	}
}
