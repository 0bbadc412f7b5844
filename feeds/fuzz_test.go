package feeds_test

import (
	"net/url"
	"strings"
	"testing"

	"dateline/feeds"
)

// FuzzCanonical wants the canonical form of a canonical form to be itself:
// else two ways to one address could end in two identities.
func FuzzCanonical(f *testing.F) {
	for _, s := range []string{
		"https://www.news.example/a?utm_source=x&p=1#top", "http://[2001:db8::1%25eth0]:80/a", "https://zürich.example/ü%c3%bc",
		"https://news.example/?q=100%&a= &utm_x=1", "http://www.www../..//a;b", "https://news.example:443?p", "http://a/\u00a0",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, link string) {
		c := feeds.Canonical(link)
		if c == "" {
			return
		}
		for i := range len(c) {
			if c[i] <= ' ' || c[i] >= 0x7f && strings.IndexByte(c, '/') < i {
				t.Fatalf("Canonical(%q) = %q: not plain ASCII", link, c)
			}
		}
		u, err := url.Parse(strings.TrimSpace(link))
		if err != nil {
			t.Fatalf("Canonical(%q) = %q of no address: %v", link, c, err)
		}
		if again := feeds.Canonical(u.Scheme + "://" + c); again != c {
			t.Fatalf("Canonical(%q) = %q, and of that %q", link, c, again)
		}
	})
}

// FuzzIdentify wants an ID of anything, the same each time, and another one
// for another source if the link does not tell.
func FuzzIdentify(f *testing.F) {
	f.Add("https://news.example/a#b", "a#b", "A", "<p>text", "https://news.example/")
	f.Add("", "", "", "", "")
	f.Add("https://news.example/", "1", "A", "", "https://news.example")
	f.Fuzz(func(t *testing.T, link, guid, title, text, channel string) {
		it := feeds.Item{Link: link, GUID: guid, Title: title, Content: text}
		id := feeds.Identify(it, "a", channel)
		if id.IsZero() || id != feeds.Identify(it, "a", channel) {
			t.Fatalf("%+v: %s", it, id)
		}
		if told := feeds.TellingLink(it, channel) != ""; told != (id == feeds.Identify(it, "b", channel)) {
			t.Fatalf("%+v: told by its link %v, but not for every source", it, told)
		}
		if back, err := feeds.ParseID(id.URN()); err != nil || back != id {
			t.Fatalf("%s: %s, %v", id, back, err)
		}
		if !feeds.IsSame(it, it) {
			t.Fatalf("%+v is not itself", it)
		}
	})
}
