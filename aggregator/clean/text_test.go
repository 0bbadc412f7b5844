package clean_test

import (
	"strings"
	"testing"

	"dateline/aggregator/clean"
	"dateline/feeds"
)

func TestText(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"plain", "Ferries to run all night", "Ferries to run all night"},
		{"space", "  Ferries\n\tto\r\n run\u00A0all \u2003night ", "Ferries to run all night"},
		{"only space", " \n\u00A0\u200B ", ""},
		{"tags", "The <b>bold</b> and the <em class=x>brave</em>", "The bold and the brave"},
		{"blocks", "<p>One</p><p>Two<br>Three</p><ul><li>Four</ul>", "One Two Three Four"},
		{"script", "A<script>alert('x')</script>B<style>p{}</style>C", "ABC"},
		{"comment", "A<!-- b -->C<!DOCTYPE html><?php d ?>E", "ACE"},
		{"unclosed comment", "A <!-- b", "A b"},
		{"entities", "R&amp;D &lt;3 caf&eacute; &#8211; &#x27;quoted&#x27;", "R&D <3 café – 'quoted'"},
		{"escaped twice", "AT&amp;amp;T &amp;#8217; &amp;lt;b&amp;gt;bold&amp;lt;/b&amp;gt;", "AT&T ’ bold"},
		{"escaped markup", "&lt;script&gt;alert(1)&lt;/script&gt;Hello &lt;img src=x onerror=alert(1)&gt;", "Hello"},
		{"no entity", "R&D, Q&A, ?a=1&copy=2&lt", "R&D, Q&A, ?a=1&copy=2&lt"},
		{"unknown entity", "&nosuch; &;", "&nosuch; &;"},
		{"less than", "a < b, c <= d, x<3, <-", "a < b, c <= d, x<3, <-"},
		{"words in brackets", "Vec<T> and <details> in HTML", "Vec<T> and <details> in HTML"},
		{"with attributes they are tags", "<details open=x ontoggle=alert(1)>x</details>", "x"},
		{"quoted bracket", `<a title="x > y">link</a>`, "link"},
		{"unclosed tag", "x <img src=x onerror=alert(1)", "x img src=x onerror=alert(1)"},
		{"tags in tags", "a<<b>script>alert(1)<</b>/script>", "a"},
		{"invalid UTF-8", "caf\xe9 \xff ok", "caf ok"},
		{"controls", "a\x00b\x08c\x1bd\x7fe\u0085f", "abcde f"},
		{"not characters", "a\uFFFEb\uFFFFc", "abc"},
		{"surrogates", "a&#xD800;b", "a\uFFFDb"},
		{"bidi override", "photo\u202Egnp.exe\u202C and \u2066x\u2069", "photognp.exe and x"},
		{"bidi marks stay", "\u05D0\u200F! a\u200E", "\u05D0\u200F! a\u200E"},
		{"zero width", "\uFEFFze\u200Bro\u2060 wi\u00ADdth\u200D", "zero width"},
		{"joiners of Persian and Hindi", "می\u200Cخواهم क्\u200Dष", "می\u200Cخواهم क्\u200Dष"},
		{"joined emoji", "👩\u200D👧 🏳️\u200D🌈 ❤️ 👍🏽", "👩\u200D👧 🏳️\u200D🌈 ❤️ 👍🏽"},
		{"dangling joiner", "👩\u200D and more", "👩 and more"},
		{"flag of tags", "🏴\U000E0067\U000E0062\U000E0077\U000E006C\U000E0073\U000E007F!", "🏴\U000E0067\U000E0062\U000E0077\U000E006C\U000E0073\U000E007F!"},
		{"hidden tags", "hi\U000E0069\U000E0067\U000E006E", "hi"},
		{"word breaks of Khmer", "ភាសា\u200Bខ្មែរ", "ភាសា\u200Bខ្មែរ"},
		{"ideographic space", "首相\u3000辞任へ\u3000 速報", "首相\u3000辞任へ 速報"},
		{"composed", "Cafe\u0301 Sa\u0303o か\u3099", "Café São が"},
		{"ideographs stay", "\uFA19\u6075", "\uFA19\u6075"},
		{"line separators", "a\u2028b\u2029c", "a b c"},
		{"Greek question mark makes no entity", "&lt\u037E", "&lt\u037E"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := clean.Text(tt.in)
			if got != tt.want {
				t.Errorf("Text(%q) = %q, want %q", tt.in, got, tt.want)
			}
			if again := clean.Text(got); again != got {
				t.Errorf("Text(%q) = %q, want it unchanged", got, again)
			}
		})
	}
}

// Whoever escapes a thousand times does not get the time, nor the markup.
func TestTextOfManyLayers(t *testing.T) {
	s := "<script>alert(1)</script>"
	for range 1000 {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "&", "&amp;"), "<", "&lt;")
	}
	got := clean.Text(s)
	if strings.ContainsAny(got, "<&") || clean.Text(got) != got {
		t.Errorf("got %q", got)
	}
}

// Identifiers are compared, not read: only what XML forbids goes.
func TestMarksStay(t *testing.T) {
	it := clean.Item(feeds.Item{
		GUID: " tag:a,2026:<b>&amp;\u200B\u202Ee\u0301 \x00\x0b\uFFFE", Permalink: true, DateText: "morgen\x01 um 8 &amp; 9",
	}, "")
	if want := " tag:a,2026:<b>&amp;\u200B\u202Ee\u0301 "; it.GUID != want || !it.Permalink {
		t.Errorf("GUID %q, want %q", it.GUID, want)
	}
	if want := "morgen um 8 &amp; 9"; it.DateText != want {
		t.Errorf("DateText %q, want %q", it.DateText, want)
	}
	if it := clean.Item(feeds.Item{GUID: "\x00", Permalink: true}, ""); it.GUID != "" || it.Permalink {
		t.Errorf("GUID %q, permalink %t, want neither", it.GUID, it.Permalink)
	}
}
