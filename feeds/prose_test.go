package feeds_test

import (
	"strings"
	"testing"

	"dateline/feeds"
)

// prose is what feeds.AddProse makes of HTML, in a simpler way: it must stay so,
// since fingerprints are stored.
func prose(html string) []byte {
	var words []byte
	for html != "" {
		text, tag, isTag := strings.Cut(html, "<")
		for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '|' || r == '·' || r == '•' }) {
			line := strings.Fields(part)
			if len(line) <= 5 && feeds.IsCounter(line) {
				continue
			}
			for _, word := range line {
				words = append(append(words, word...), ' ')
			}
		}
		if !isTag {
			break
		}
		tag, html, _ = strings.Cut(tag, ">")
		words = feeds.AddTag(words, tag)
	}
	return append(words, 0)
}

func FuzzProse(f *testing.F) {
	for _, html := range []string{
		"", " ", "a", "12 comments", "No comments | a\u00a0b \u2022 3 views today · c", "<p>It rained | 5 min read</p> all\u2003day \u3000 long\u0085and\u1680on",
		"a b c d 5 min", "a b c d e 5 min", "||", "a|", "\x01 \x7f|\xc2|\xe2\x80", `<a href="x y" src="z?q">12 <b>comments</b>`, "x \u200a\u2028\u202f\u205f y é ü\u00b7",
	} {
		f.Add(html)
	}
	f.Fuzz(func(t *testing.T, html string) {
		if got, want := feeds.AddProse(nil, html), prose(html); string(got) != string(want) {
			t.Errorf("%q\nwant %q", got, want)
		}
	})
}

func BenchmarkFingerprint(b *testing.B) {
	it := feeds.Item{Title: "Ferry to run through the night", Summary: "<p>It sails.</p>"}
	it.Content = strings.Repeat("<p>Ferries between the island and the mainland will run through the night, the <b>commission</b> said – after a trial in which many crossed.</p>\n", 20)
	b.SetBytes(int64(len(it.Content)))
	b.ReportAllocs()
	for b.Loop() {
		feeds.Fingerprint(it)
	}
}
