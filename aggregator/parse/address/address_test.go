package address_test

import (
	"testing"

	"dateline/aggregator/parse/address"
)

func TestWeb(t *testing.T) {
	const base = "https://news.example/a/feed?x=1"
	for _, tt := range []struct{ name, ref, want string }{
		{"as it is", "HTTPS://News.example/%7euser/?a=1&b=%c3#C", "HTTPS://News.example/%7euser/?a=1&b=%c3#C"},
		{"space around", " \n\thttps://news.example/1 ", "https://news.example/1"},
		{"broken over lines", "https://news.example/\n  1", "https://news.example/%20%201"},
		{"relative", "b/1", "https://news.example/a/b/1"},
		{"to the root", "/1?y", "https://news.example/1?y"},
		{"a query alone", "?p=1", "https://news.example/a/feed?p=1"},
		{"of the same scheme", "//cdn.example/1", "https://cdn.example/1"},
		{"up", "../../../1", "https://news.example/1"},
		{"space within", "https://news.example/a b?c d#e f", "https://news.example/a%20b?c%20d#e%20f"},
		{"letters of other scripts", "https://news.example/ü?ü#ü", "https://news.example/%C3%BC?%C3%BC#%C3%BC"},
		{"a host of another script", "https://WWW.Zürich.example:81/", "https://www.xn--zrich-kva.example:81/"},
		{"a host of another script, relative", "//zürich.example/ü", "https://xn--zrich-kva.example/%C3%BC"},
		{"stray percent signs", "https://news.example/100%?q=50%&r=%2", "https://news.example/100%25?q=50%25&r=%252"},
		{"forbidden signs", `https://news.example/{a}|<b>?"c"^\`, "https://news.example/%7Ba%7D%7C%3Cb%3E?%22c%22%5E%5C"},
		{"mail", "mailto:desk@news.example", ""},
		{"a script", "javascript:alert(1)", ""},
		{"a tag", "tag:news.example,2026:1", ""},
		{"no host", "http:///1", ""},
		{"only a scheme", "https://", ""},
		{"a bad port", "https://news.example:port/", ""},
		{"nothing", "  ", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := address.Web(base, tt.ref)
			if got != tt.want {
				t.Fatalf("Web(%q) = %q, want %q", tt.ref, got, tt.want)
			}
			if again := address.Web(base, got); again != got {
				t.Errorf("of %q it makes %q", got, again)
			}
		})
	}
	if got := address.Web("", "/1"); got != "" {
		t.Errorf("relative to nothing: %q", got)
	}
}

func TestAbsolute(t *testing.T) {
	for ref, want := range map[string]string{
		"mailto:desk@news.example": "mailto:desk@news.example", "x": "https://news.example/x", "data:text/plain,a b": "data:text/plain,a%20b", "": "",
	} {
		if got := address.Absolute("https://news.example/", ref); got != want {
			t.Errorf("Absolute(%q) = %q, want %q", ref, got, want)
		}
	}
}

func TestWithin(t *testing.T) {
	for _, tt := range []struct{ outer, doc, ref, want string }{
		{"", "https://news.example/a/feed", "b/", "https://news.example/a/b/"},
		{"https://cdn.example/x/", "https://news.example/", "y/", "https://cdn.example/x/y/"},
		{"https://cdn.example/x/", "https://news.example/", "https://other.example/", "https://other.example/"},
		{"https://cdn.example/x/", "https://news.example/", "https://bad host:x/", "https://cdn.example/x/"},
		{"", "https://news.example/", "", "https://news.example/"},
	} {
		if got := address.Within(tt.outer, tt.doc, tt.ref); got != tt.want {
			t.Errorf("Within(%q, %q, %q) = %q, want %q", tt.outer, tt.doc, tt.ref, got, tt.want)
		}
	}
}
