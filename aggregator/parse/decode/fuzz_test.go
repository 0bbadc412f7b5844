package decode_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"dateline/aggregator/parse/decode"
)

// FuzzText wants valid UTF-8 without forbidden characters of anything, and of
// what is that already the same again.
func FuzzText(f *testing.F) {
	for _, tt := range []struct{ body, declared string }{
		{"<?xml version='1.0' encoding='koi8-r'?>\xee\xcf\xd7", ""},
		{"\xff\xfe<\x00a\x00>\x00", ""},
		{"\x1b$B%K%e!<%9\x1b(B", "iso-2022-jp"},
		{"caf\xe9 Z\xc3\xbcrich \xe6\x97", "utf-8"},
		{"\x82\xb1\x82\xcc", "gbk"},
		{"\x1f\x8b\x08\x00\x00\x00\x00\x00", ""},
		{"a\u0093\x00\ufffe", "x-mac-cyrillic"},
		{"Lo\xa7\x94", "utf-7"},
	} {
		f.Add([]byte(tt.body), tt.declared)
	}
	f.Fuzz(func(t *testing.T, body []byte, declared string) {
		was := bytes.Clone(body)
		text, repairs, err := decode.Text(body, declared)
		if !bytes.Equal(was, body) {
			t.Fatal("the body was changed")
		}
		if err != nil {
			if !strings.HasPrefix(err.Error(), "decompress: ") {
				t.Fatal(err)
			}
			return
		}
		if !utf8.Valid(text) {
			t.Fatalf("not UTF-8: %q", text)
		}
		for _, r := range string(text) {
			if !decode.IsCharacter(r) {
				t.Fatalf("%q has %U", text, r)
			}
		}
		for _, words := range repairs {
			if words == "" {
				t.Fatal("an empty repair")
			}
		}
		if decode.Plain(string(text)) != string(text) {
			t.Fatalf("%q is not plain", text)
		}
	})
}

func BenchmarkText(b *testing.B) {
	page := strings.Repeat("<item><title>Rail link opens</title><description>It took ten years.</description></item>\n", 1000)
	for name, body := range map[string]string{
		"ascii":     page,
		"utf8":      strings.ReplaceAll(page, "years", "années – 年"),
		"one wrong": strings.ReplaceAll(page, "years", "années – 年") + "\xe9",
		"latin1":    strings.ReplaceAll(page, "years", "ann\xe9es"),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := decode.Text([]byte(body)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
