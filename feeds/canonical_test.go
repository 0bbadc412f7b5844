package feeds_test

import (
	"testing"

	"dateline/feeds"
)

func TestCanonical(t *testing.T) {
	for _, tt := range []struct{ name, link, want string }{
		{"plain", "https://news.example/a/1", "news.example/a/1"},
		{"scheme", "http://news.example/a/1", "news.example/a/1"},
		{"upper-case scheme and host", "HTTPS://News.EXAMPLE/a/1", "news.example/a/1"},
		{"the case of a path tells", "https://news.example/A/1", "news.example/A/1"},
		{"space around", " \n https://news.example/a/1\t", "news.example/a/1"},
		{"www", "https://www.news.example/a", "news.example/a"},
		{"www twice", "https://www.www.news.example/a", "news.example/a"},
		{"www within a name", "https://wwwnews.example/a", "wwwnews.example/a"},
		{"www1 is another host", "https://www1.news.example/a", "www1.news.example/a"},
		{"final dot", "https://news.example./a", "news.example/a"},
		{"final dots", "https://www.news.example../a", "news.example/a"},
		{"port of http", "http://news.example:80/a", "news.example/a"},
		{"port of https", "https://news.example:443/a", "news.example/a"},
		{"port of the other scheme", "http://news.example:443/a", "news.example:443/a"},
		{"another port", "https://news.example:8443/a", "news.example:8443/a"},
		{"empty port", "https://news.example:/a", "news.example/a"},
		{"user", "https://reader:secret@news.example/a", "news.example/a"},
		{"fragment", "https://news.example/a#comments", "news.example/a"},
		{"tracking fragment", "https://news.example/a#xtor=RSS-1", "news.example/a"},
		{"tracking keys", "https://news.example/a?utm_source=rss&UTM_Medium=feed&fbclid=1", "news.example/a"},
		{"tracking among others", "https://news.example/a?b=2&gclid=1&a=1", "news.example/a?b=2&a=1"},
		{"an encoded tracking key", "https://news.example/a?utm%5Fsource=rss&p=1", "news.example/a?p=1"},
		{"a key that only begins alike", "https://news.example/a?utmost=1", "news.example/a?utmost=1"},
		{"order of the query tells", "https://news.example/a?b=2&a=1", "news.example/a?b=2&a=1"},
		{"empty pairs", "https://news.example/a?&&p=1&", "news.example/a?p=1"},
		{"empty query", "https://news.example/a?", "news.example/a"},
		{"query without path", "https://news.example?p=1", "news.example/?p=1"},
		{"query on the root", "https://news.example/?p=2", "news.example/?p=2"},
		{"final slash tells", "https://news.example/a/", "news.example/a/"},
		{"no path", "https://news.example", ""},
		{"root", "https://news.example/", ""},
		{"root and tracking", "https://news.example/?utm_source=rss", ""},
		{"root and fragment", "https://news.example/#/story/5", ""},
		{"Unicode host", "https://Zürich.example/a", "xn--zrich-kva.example/a"},
		{"Punycode host", "https://xn--zrich-kva.example/a", "xn--zrich-kva.example/a"},
		{"Cyrillic host", "https://новости.example/a", "xn--b1amnebsh.example/a"},
		{"percent-encoded host", "https://z%C3%BCrich.example/a", "xn--zrich-kva.example/a"},
		{"IPv4", "http://192.0.2.7/a", "192.0.2.7/a"},
		{"IPv6", "http://[2001:DB8::1]:80/a", "[2001:db8::1]/a"},
		{"IPv6 with port", "http://[2001:db8::1]:81/a", "[2001:db8::1]:81/a"},
		{"letters outside ASCII", "https://news.example/münchen", "news.example/m%C3%BCnchen"},
		{"the same encoded", "https://news.example/m%c3%bcnchen", "news.example/m%C3%BCnchen"},
		{"the same in a query", "https://news.example/?q=münchen", "news.example/?q=m%C3%BCnchen"},
		{"needless encoding", "https://news.example/%7euser/%61", "news.example/~user/a"},
		{"an encoded slash tells", "https://news.example/a%2Fb", "news.example/a%2Fb"},
		{"an encoded percent sign", "https://news.example/a%2561", "news.example/a%2561"},
		{"space in a path", "https://news.example/a b", "news.example/a%20b"},
		{"space in a query", "https://news.example/?q=a b", "news.example/?q=a%20b"},
		{"a stray percent sign in a query", "https://news.example/?q=100%", "news.example/?q=100%25"},
		{"another scheme", "ftp://news.example/a", ""},
		{"mail", "mailto:desk@news.example", ""},
		{"relative", "/a/1", ""},
		{"no scheme", "news.example/a", ""},
		{"no host", "https:///a", ""},
		{"only dots for a host", "https://../a", ""},
		{"nothing", "", ""},
		{"not an address", "https://news.example:port/a", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := feeds.Canonical(tt.link); got != tt.want {
				t.Errorf("Canonical(%q) = %q, want %q", tt.link, got, tt.want)
			}
		})
	}
}

func TestWithoutTracking(t *testing.T) {
	for _, tt := range []struct{ query, want string }{
		{"", ""},
		{"p=1", "p=1"},
		{"p=%7e&q=a+b", "p=%7e&q=a+b"},
		{"utm_source=a", ""},
		{"a=1&utm_source=b&c=3", "a=1&c=3"},
		{"a=1&mc_cid=2&mc_eid=3", "a=1"},
		{"flag&yclid", "flag"},
		{"%zz=1&_ga=2", "%zz=1"},
	} {
		if got := feeds.WithoutTracking(tt.query); got != tt.want {
			t.Errorf("WithoutTracking(%q) = %q, want %q", tt.query, got, tt.want)
		}
	}
}

func TestIsTracking(t *testing.T) {
	for key, want := range map[string]bool{
		"utm_source": true, "UTM_CAMPAIGN": true, "utm_": true, "fbclid": true, "gclid": true, "_ga": true,
		"yclid": true, "at_medium": true, "wickedid": true, "igshid": true, "msclkid": true, "ns_campaign": true,
		"id": false, "p": false, "utm": false, "ref": false, "source": false, "ga": false, "": false,
	} {
		if got := feeds.IsTracking(key); got != want {
			t.Errorf("IsTracking(%q) = %v", key, got)
		}
	}
}
