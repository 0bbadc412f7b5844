package web

import (
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"dateline/feeds"
)

func TestNegotiate(t *testing.T) {
	tests := []struct {
		accept string
		want   coding
	}{
		{"", plain},
		{"identity", plain},
		{"gzip", gzipped},
		{"x-gzip", gzipped},
		{"GZIP", gzipped},
		{"br", brotlied},
		{"gzip, deflate, br, zstd", brotlied},
		{"gzip;q=1.0, br;q=0.5", gzipped},
		{"gzip;q=0.5, br;q=0.5", brotlied},
		{"gzip; q = 0.5", gzipped},
		{"gzip;q=0", plain},
		{"br;q=0, gzip", gzipped},
		{"*", brotlied},
		{"*;q=0", plain},
		{"br;q=0, *", gzipped},
		{"gzip;q=0.2, *;q=0.1", gzipped},
		{"identity, gzip;q=0.5", plain},
		{"identity;q=0.5, gzip;q=0.5", gzipped},
		{"identity;q=0", plain},
		{"identity;q=0, *;q=0", plain},
		{"deflate, zstd", plain},
		{"gzip;q=nonsense", plain},
		{"gzip;q=NaN", plain},
		{"gzip;q=2", plain},
		{"gzip;level=9;q=0.3", gzipped},
		{",, gzip ,", gzipped},
	}
	for _, tt := range tests {
		if got := negotiate(tt.accept); got != tt.want {
			t.Errorf("negotiate(%q) = %q, want %q", tt.accept, got, tt.want)
		}
	}
}

func TestMatches(t *testing.T) {
	tests := []struct {
		list string
		want bool
	}{
		{`"abc"`, true},
		{`"abc-gzip"`, true},
		{`"abc-br"`, true},
		{`W/"abc"`, true},
		{`W/"abc-br"`, true},
		{`"x", "abc"`, true},
		{`"x","y" , W/"abc-gzip", "z"`, true},
		{`"a,b", "abc"`, true},
		{`abc`, true},
		{`*`, true},
		{`"*"`, false},
		{``, false},
		{`,`, false},
		{`"`, false},
		{`W/`, false},
		{`"abcd"`, false},
		{`"abc-zstd"`, false},
		{`"ab"`, false},
		{`"x, abc"`, false},
		{`w/"abc"`, false},
	}
	for _, tt := range tests {
		if got := matches(tt.list, "abc"); got != tt.want {
			t.Errorf("matches(%s) = %v, want %v", tt.list, got, tt.want)
		}
	}
}

func FuzzMatches(f *testing.F) {
	for _, seed := range []string{`"abc"`, `W/"x", "abc-br"`, `*`, `"`, `,,W/`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, list string) {
		if matches(list, "abc") && !strings.Contains(list, "abc") && !strings.Contains(list, "*") {
			t.Errorf("%q matches", list)
		}
	})
}

// TestFreshSecond wants a date that cannot hide a later change from a reader:
// never the second that still goes on.
func TestFreshSecond(t *testing.T) {
	modified := time.Date(2026, 11, 2, 8, 0, 10, 300, time.UTC)
	tests := []struct {
		now  time.Time
		want string
	}{
		{modified, "Mon, 02 Nov 2026 08:00:09 GMT"},
		{modified.Add(900 * time.Millisecond), "Mon, 02 Nov 2026 08:00:09 GMT"},
		{modified.Add(time.Second), "Mon, 02 Nov 2026 08:00:10 GMT"},
		{modified.Add(time.Hour), "Mon, 02 Nov 2026 08:00:10 GMT"},
	}
	for _, tt := range tests {
		got := lastModified(modified, tt.now)
		if got != tt.want {
			t.Errorf("at %s: %s, want %s", tt.now, got, tt.want)
		}
		if conditionsOf(http.Header{"If-Modified-Since": {got}}).holds("abc", modified.Add(time.Minute)) {
			t.Errorf("at %s: a change a minute later is not seen", tt.now)
		}
	}
	if got := lastModified(time.Time{}, modified); got != "" {
		t.Errorf("no date gives %q", got)
	}
}

func FuzzCanonicalPath(f *testing.F) {
	for _, seed := range []string{"/my.rss", "//x//", "/items/6f1c2b1e8a525d0f9c550d1b4e2f7a90", "", "/.", `/\evil`, "/MY/"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, path string) {
		got := canonicalPath(feeds.Builtin(), path)
		if again := canonicalPath(feeds.Builtin(), got); again != got {
			t.Errorf("%q leads to %q and that to %q", path, got, again)
		}
		if !strings.HasPrefix(got, "/") || strings.HasPrefix(got, "//") {
			t.Errorf("%q leads to %q, which may be another host", path, got)
		}
	})
}

func TestExcerpt(t *testing.T) {
	tests := []struct {
		name, html string
		limit      int
		want       string
	}{
		{"empty", "", 20, ""},
		{"plain", "one two", 20, "one two"},
		{"blocks", "<p>one</p><p>two</p>three<br>four", 40, "one two three four"},
		{"inline", "un<b>break</b>able <a href='x'>link</a>s", 40, "unbreakable links"},
		{"entities", "a &lt;b&gt; &amp;amp; c&nbsp;d", 40, "a <b> &amp; c d"},
		{"cut at a word", "one two three four", 12, "one two…"},
		{"cut after a comma", "one two, three", 10, "one two…"},
		{"no word to cut at", "aaaaaaaaaaaaaaaaaaaa", 10, "aaaaaaaaaa…"},
		{"within a rune", "日本語日本語", 10, "日本語…"},
		{"open tag", "one <b", 20, "one"},
		{"image", `before <img src="x" alt="a">after`, 40, "before after"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := excerpt(tt.html, tt.limit); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func FuzzExcerpt(f *testing.F) {
	for _, seed := range []string{"", "<p>one</p>", "<<>>", "a &lt;b&gt;", "日本語日本語日本語", "<img alt='>'>x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, fragment string) {
		const limit = 20
		got := excerpt(fragment, limit)
		if len(got) > limit+len("…") || strings.ContainsAny(got, "\n\t") {
			t.Errorf("%q gives %q", fragment, got)
		}
		if utf8.ValidString(fragment) && !utf8.ValidString(got) {
			t.Errorf("%q gives invalid %q", fragment, got)
		}
	})
}

func TestReason(t *testing.T) {
	p := feeds.Placement{Name: "Malaysia", Evidence: []feeds.Evidence{
		{Kind: feeds.ByDateline, Text: "KUALA LUMPUR"}, {Kind: feeds.ByTitle, Text: "Malaysian"},
	}}
	want := "Malaysia: its dateline says “KUALA LUMPUR”; its title names “Malaysian”."
	if diff := cmp.Diff(want, reason(p)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	kinds := []feeds.EvidenceKind{
		feeds.ByOverride, feeds.ByDateline, feeds.ByGeo, feeds.ByCategory, feeds.ByTitle,
		feeds.ByText, feeds.BySource, feeds.ByLanguage, feeds.ByDomain,
	}
	seen := map[string]feeds.EvidenceKind{}
	for _, k := range kinds {
		w := words(feeds.Evidence{Kind: k, Text: "x"})
		if other, ok := seen[w]; ok || strings.HasPrefix(w, string(k)+" ") {
			t.Errorf("%s reads %q, like %q", k, w, other)
		}
		seen[w] = k
	}
}

func TestWantsPage(t *testing.T) {
	tests := []struct {
		accept string
		want   bool
	}{
		{"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", true},
		{"TEXT/HTML;q=0.1", true},
		{"*/*", false},
		{"", false},
		{"text/html;q=0", false},
		{"application/rss+xml", false},
	}
	for _, tt := range tests {
		if got := wantsPage(tt.accept); got != tt.want {
			t.Errorf("wantsPage(%q) = %v", tt.accept, got)
		}
	}
}

func TestNumber(t *testing.T) {
	for n, want := range map[int]string{0: "0", 12: "12", 999: "999", 1000: "1,000", 1234567: "1,234,567", -1234: "-1,234", -123: "-123"} {
		if got := number(n); got != want {
			t.Errorf("number(%d) = %s, want %s", n, got, want)
		}
	}
}
