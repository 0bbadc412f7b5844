package markup_test

import (
	"fmt"
	"strings"
	"testing"

	"dateline/aggregator/parse/markup"

	"github.com/google/go-cmp/cmp"
)

// tokens writes the tokens of a document in short.
func tokens(doc string) []string {
	var list []string
	s := markup.Scanner{Doc: []byte(doc)}
	for {
		t, ok := s.Next()
		if !ok {
			return list
		}
		words := string(t.Body)
		switch t.Kind {
		case markup.StartTag:
			words = "<" + string(t.Name)
			for name, value := range t.Each() {
				words += fmt.Sprintf(" %s=%q", name, value)
			}
			if t.Empty {
				words += " /"
			}
		case markup.EndTag:
			words = "</" + string(t.Name)
		case markup.CDATA:
			words = "[" + words
		case markup.Directive:
			words = "!" + words
		case markup.Other:
			words = "?" + words
		default:
		}
		if t.Cut {
			words += " cut"
		}
		list = append(list, words)
	}
}

func TestScanner(t *testing.T) {
	for _, tt := range []struct {
		name, doc string
		want      []string
	}{
		{"nothing", "", nil},
		{
			"well formed", `<?xml v?><a b="1" c='2'>t<!-- x --><![CDATA[<]]></a><d/>`,
			[]string{"?xml v?", `<a b="1" c="2"`, "t", "? x ", "[<", "</a", "<d /"},
		},
		{"prefixes", `<x:a xml:b="c"></x:a >`, []string{`<x:a xml:b="c"`, "</x:a"}},
		{"less-than signs that begin nothing", "1 < 2 <3 <- < <", []string{"1 < 2 <3 <- < <"}},
		{"quotes of all kinds", `<a b=1 c= "2" d ='3>' e='"' f>`, []string{`<a b="1" c="2" d="3>" e="\"" f=""`}},
		{"a value that never ends", `<a b="1>t</a>`, []string{`<a b="1"`, "t", "</a"}},
		{"an apostrophe in a tag", `<a b='1' it's>t`, []string{`<a b="1" it="" s=""`, "t"}},
		{"an attribute without a name", `<a ="1" b="2">`, []string{`<a b="2"`}},
		{"a document type", `<!DOCTYPE a [<!ENTITY b "c>d"><!-- don't -->]><a>`, []string{`!DOCTYPE a [<!ENTITY b "c>d"><!-- don't -->]`, "<a"}},
		{"a document type that never ends", "<!DOCTYPE a [<b>", []string{"!DOCTYPE a [<b"}},
		{"a comment that never ends", "<!-- <a> b <!-- c> d", []string{"?-- <a", " b ", "?-- c", " d"}},
		{"an empty comment", "<!---->a", []string{"?", "a"}},
		{"a comment that ends at once", "<!-->a", []string{"?--", "a"}},
		{"cut in a tag", `a<b c="d`, []string{"a", "<b cut"}},
		{"cut in an end tag", "a</b", []string{"a", "</b cut"}},
		{"cut in CDATA", "<![CDATA[a", []string{"[a cut"}},
		{"cut in an instruction", "<?php a", []string{"?php a cut"}},
		{"letters of other scripts", "<é ü='ö'>", []string{`<é ü="ö"`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, tokens(tt.doc)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestScannerBoundsAttributes(t *testing.T) {
	s := markup.Scanner{Doc: []byte("<a " + strings.Repeat("b=c ", 10_000) + ">")}
	tag, _ := s.Next()
	n := 0
	for range tag.Each() {
		n++
	}
	if n != 200 {
		t.Errorf("%d attributes, want 200", n)
	}
}

func TestUnescape(t *testing.T) {
	for s, want := range map[string]string{
		"":                                  "",
		"plain":                             "plain",
		"&amp;&lt;&gt;&quot;&apos;":         `&<>"'`,
		"&eacute;&hellip;&nbsp;":            "é…\u00a0",
		"&#233;&#xE9;&#XE9;":                "ééé",
		"&#150;&#x92;":                      "–’",
		"&#0;&#8;&#xFFFF;&#xD800;":          "",
		"&#99999999999;&#x110000;":          "&#99999999999;",
		"a & b &c; &amp d &#; &#x;":         "a & b &c; &amp d &#; &#x;",
		"?a=1&b=2&copy=3":                   "?a=1&b=2&copy=3",
		"&notit;":                           "&notit;",
		"&" + strings.Repeat("a", 50) + ";": "&" + strings.Repeat("a", 50) + ";",
	} {
		if got := markup.Unescape([]byte(s)); got != want {
			t.Errorf("Unescape(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestSpaces(t *testing.T) {
	for uri, want := range map[string]string{
		"http://search.yahoo.com/mrss": markup.MediaSpace, "https://search.yahoo.com/mrss/": markup.MediaSpace,
		"http://www.itunes.com/DTDs/Podcast-1.0.dtd": markup.ITunesSpace, "http://www.w3.org/2005/Atom": markup.AtomSpace,
		"http://podcastindex.org/namespace/1.0": markup.PodcastSpace, "https://x.example/": "https://x.example/", "": "",
	} {
		if got := markup.KnownSpace(uri); got != want {
			t.Errorf("KnownSpace(%q) = %q, want %q", uri, got, want)
		}
	}
	if markup.Prefix(markup.DCSpace) != "dc" || markup.SpaceOf("DC") != markup.DCSpace || markup.Prefix("x") != "" {
		t.Error("dc is not the prefix of Dublin Core")
	}
	if !markup.IsNative("") || !markup.IsNative(markup.RSS10Space) || markup.IsNative(markup.MediaSpace) {
		t.Error("native namespaces are mixed up")
	}
}

func TestLanguageTag(t *testing.T) {
	for s, want := range map[string]string{
		"en": "en", " en_US ": "en-US", "zh-Hant-TW": "zh-Hant-TW", "": "", "e": "", "en us": "", "-en": "", "français": "",
	} {
		if got := markup.LanguageTag(s); got != want {
			t.Errorf("LanguageTag(%q) = %q, want %q", s, got, want)
		}
	}
}
