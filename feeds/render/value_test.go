package render_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"dateline/feeds/render"
)

// check runs a function from strings to strings over pairs of input and want.
func check(t *testing.T, name string, f func(string) string, pairs ...[2]string) {
	t.Helper()
	for _, p := range pairs {
		if got := f(p[0]); got != p[1] {
			t.Errorf("%s(%q) = %q, want %q", name, p[0], got, p[1])
		}
	}
}

func TestAddress(t *testing.T) {
	check(t, "address", render.Address, [][2]string{
		{"https://a.example/b?c=d&e=%2F#f", "https://a.example/b?c=d&e=%2F#f"},
		{" HTTP://A.example/b ", "http://A.example/b"},
		{"https://a.example", "https://a.example"},
		{"https://a.example?b", "https://a.example/?b"},
		{"https://a.example#b", "https://a.example/#b"},
		{"https://a.example/b c", "https://a.example/b%20c"},
		{"https://a.example/ä?q=[1]|{x}", "https://a.example/%C3%A4?q=%5B1%5D%7C%7Bx%7D"},
		{"https://a.example/100%", "https://a.example/100%25"},
		{"https://a.example/#a#b", "https://a.example/#a%23b"},
		{`https://a.example\b`, "https://a.example/%5Cb"},
		{"https://user:word@a.example/b", "https://a.example/b"},
		{"https://a.example:8080/b", "https://a.example:8080/b"},
		{"https://a.example:8080", "https://a.example:8080"},
		{"https://a.example:0/b", ""},
		{"https://a.example:/b", "https://a.example/b"},
		{"https://a.example:99999/b", ""},
		{"https://a.example:b/", ""},
		{"https://my_host.example/b", "https://my_host.example/b"},
		{"https://bücher.example/b", "https://xn--bcher-kva.example/b"},
		{"https://b%C3%BCcher.example/b", "https://xn--bcher-kva.example/b"},
		{"https://他们为什么不说中文.example/", "https://xn--ihqwcrb4cv8a8dqg056pqjye.example/"},
		{"https://例。example/", "https://xn--fsq.example/"},
		{"https://\xff.example/", ""},
		{"https://a..example/", ""},
		{"https://[::1]/b", ""},
		{"https:///b", ""},
		{"https://", ""},
		{"https://-/", ""},
		{"//a.example/b", ""},
		{"/b", ""},
		{"", ""},
		{"javascript:alert(1)", ""},
		{"javascript://a.example/%0aalert(1)", ""},
		{"ftp://a.example/", ""},
	}...)
}

func TestCanonicalAddress(t *testing.T) {
	check(t, "canonicalAddress", render.CanonicalAddress, [][2]string{
		{"https://A.example", "https://a.example/"},
		{"https://a.example:443/b", "https://a.example/b"},
		{"http://a.example:443/b", "http://a.example:443/b"},
		{"https://a.example/%7Eb/%c3%a4%2f", "https://a.example/~b/%C3%A4%2F"},
		{"https://a.example./b?c=d", "https://a.example/b?c=d"},
	}...)
}

func TestIdentifier(t *testing.T) {
	check(t, "identifier", render.Identifier, [][2]string{
		{"https://a.example/ns#", "https://a.example/ns#"},
		{"urn:isbn:0451450523", "urn:isbn:0451450523"},
		{"urn:uuid:ca6a089a-1ebe-5f85-90f9-a3343ea0480c", "urn:uuid:ca6a089a-1ebe-5f85-90f9-a3343ea0480c"},
		{"urn:uuid:short", ""},
		{"urn:x", ""},
		{"tag:a.example,2026:b", "tag:a.example,2026:b"},
		{"tag:a.example:b", ""},
		{"topics/", ""},
		{"data:text/html,x", ""},
		{"", ""},
	}...)
}

func TestLanguage(t *testing.T) {
	check(t, "language", render.Language, [][2]string{
		{"en", "en"},
		{"EN_us", "en-US"},
		{" ms ", "ms"},
		{"zh-hant-tw", "zh-Hant-TW"},
		{"es-419", "es-419"},
		{"sl-rozaj-biske", "sl-rozaj-biske"},
		{"de-1996", "de-1996"},
		{"fil", "fil"},
		{"ckb-IQ", "ku-IQ"},
		{"yue-hk", "zh-HK"},
		{"iw", "he"},
		{"en-x-private", "en"},
		{"en-us-us", "en-US"},
		{"en-us-latn", "en-US"},
		{"eng", ""},
		{"xx", ""},
		{"english", ""},
		{"", ""},
		{"-", ""},
		{"1", ""},
		{"en\x00", ""},
	}...)
}

func TestLine(t *testing.T) {
	check(t, "line", render.Line, [][2]string{
		{"plain", "plain"},
		{" a\r\n b\t c ", "a b c"},
		{"a\u00a0", "a"},
		{"\u00a0", ""},
		{"caf\xe9 \ufffd", "caf? ?"},
		{"it\u0092s", "it’s"},
		{"\x00\x1f\x7f\u0081\ufdd0\uffff\U0002ffff", ""},
		{"日本語", "日本語"},
	}...)
}

func TestClean(t *testing.T) {
	check(t, "clean", render.Clean, [][2]string{
		{"a\n\tb", "a\n\tb"}, {"a\r\nb\rc", "a\nb\nc"}, {strings.Repeat("ü", 100) + "\x01", strings.Repeat("ü", 100)},
	}...)
}

// TestCleanQuickly wants what is passed over in eights to be what needs no cleaning.
func TestCleanQuickly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		some := rapid.OneOf(rapid.Byte(), rapid.ByteRange(0x1f, 0x21), rapid.ByteRange(0x7e, 0x81), rapid.ByteRange('a', 'z'), rapid.ByteRange('a', 'z'), rapid.ByteRange(0xc2, 0xc3))
		text := string(rapid.SliceOfN(some, 0, 40).Draw(t, "text"))
		if got, want := render.Clean(text), render.Cleaned(text); got != want {
			t.Fatalf("%q: %q, want %q", text, got, want)
		}
	})
}

func TestPlain(t *testing.T) {
	check(t, "plain", render.Plain, [][2]string{
		{"<p>One &amp; <b>tw</b>o</p><p>three<br>four</p>", "One & two three four"},
		{`<a title="a > b" href='x'>link</a>, 1 < 2 <3`, "link, 1 < 2 <3"},
		{"a<!-- b > c -->d", "a d"},
		{"a<!-- never closed", "a"},
		{"a<b", "a"},
		{"&lt;b&gt;&#1;", "<b>"},
		{"<img src=x>", ""},
		{"", ""},
	}...)
}
