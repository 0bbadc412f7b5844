package feeds_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"dateline/feeds"
)

func TestWords(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"english", "It's RAINING, again: 3.5 mm!", "it s raining again 3 5 mm"},
		{"french", "L’été à Évry‑Courcouronnes; cœur", "l ete a evry courcouronnes coeur"},
		{"german", "Straße STRASSE größte", "strasse strasse grosste"},
		{"decomposed", "Cafe\u0301 ga\u0308nzlich", "cafe ganzlich"},
		{"polish", "Łódź", "lodz"},
		{"turkish", "İstanbul ISPARTA ısparta", "istanbul isparta isparta"},
		{"vietnamese", "Hà Nội, Đà Nẵng", "ha noi da nang"},
		{"russian", "Ёлка, йод", "елка иод"},
		{"greek", "Αθήνα ΣΟΦΟΣ σοφός", "αθηνα σοφοσ σοφοσ"},
		{"arabic", "الأُمَّة إلى القـاهرة", "الامه الي القاهره"},
		{"persian", "می\u200cخواهم ۱۲۳", "ميخواهم 123"},
		{"hebrew", "שָׁלוֹם", "שלום"},
		{"hindi", "दिल्ली में २०२६", "दिल्ली में 2026"},
		{"tamil", "சென்னை", "சென்னை"},
		{"korean", "서울시 정부", "서울시 정부"},
		{"korean taken apart", "\u1109\u1165\u110b\u116e\u11af", "서울"},
		{"chinese", "中国GDP增长5%", "中 国 gdp 增 长 5"},
		{"japanese", "東京・がん", "東 京 が ん"},
		{"japanese of half width", "ｶﾞｽ", "ガ ス"},
		{"japanese taken apart", "か\u3099", "が"},
		{"full width", "ＡＢＣ１２", "abc12"},
		{"thai", "ไทย", "ไ ท ย"},
		{"khmer", "ខ្មែរ", "ខ ្ ម ែ រ"},
		{"burmese", "မြန်", "မ ြ န ်"},
		{"ligatures and signs", "ﬁve ㎏ x² ½", "five kg x2 1 2"},
		{"what only tells how it is set", "co\u00adop zero\u200bwidth", "coop zerowidth"},
		{"noise", "\xff\xfe — !!", ""},
	} {
		if diff := cmp.Diff(tt.want, strings.Join(feeds.Words(tt.text), " ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// TestFoldEveryRune wants folding twice to be the same as once, and alike what
// differs in case only.
func TestFoldEveryRune(t *testing.T) {
	for r := rune(0); r <= 0x20000; r++ {
		once := feeds.Words("x" + string(r))
		if diff := cmp.Diff(once, feeds.Words(strings.Join(once, " "))); diff != "" {
			t.Errorf("%U (-once +twice):\n%s", r, diff)
		}
		for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
			if diff := cmp.Diff(once, feeds.Words("x"+string(other))); diff != "" {
				t.Errorf("%U and %U (-want +got):\n%s", r, other, diff)
			}
		}
	}
}

func TestEachWord(t *testing.T) {
	e := feeds.Entry{Item: feeds.Item{
		Title:      "A <b> & B",
		Summary:    `<p>One<br>two <b>th</b>ree</p>`,
		Content:    `<ul><li>R&amp;D caf&eacute; &#169; &#x41;b</li></ul><img src="x" alt="no"> &unknown; 5&`,
		Authors:    []feeds.Person{{Name: "Ann Ray", Email: "x@y.example"}, {}},
		Categories: []feeds.Category{{Term: "econ", Scheme: "z", Label: "Economy"}, {Term: "news"}},
		Image:      feeds.Image{URL: "https://i.example/p.jpg", Credit: "Photo Desk", Alt: "A bridge"},
	}}
	var got []string
	e.EachWord(func(word []byte) {
		if word == nil {
			word = []byte("|")
		}
		got = append(got, string(word))
	})
	want := "a b b | one two three | r d cafe ab unknown 5 | ann ray | econ | economy | news | photo desk | a bridge |"
	if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
		t.Errorf("words (-want +got):\n%s", diff)
	}
}

// FuzzWords wants words that are read eight bytes at a time to be those that are read
// one rune after the other.
func FuzzWords(f *testing.F) {
	for _, text := range []string{
		"", "a", "ABCDEFGH", "ABCDEFGHI jk-LMNOPQRSTU 12,345,678", "@AZ[`az{/09:", "caf\u00e9 na\u00efve Stra\u00dfe", "\x00\x7f\x80abcdefgh\xff",
		"\u6d77\u56fd abcdefghij\u6d77abcdefgh", "e\u0301abcdefg\u0301hijklmnop", "\u0e01\u0e32abcdefghijklm", "zero\u200bwidth\u00adhyphen words",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if diff := cmp.Diff(feeds.WordsByRune(text), feeds.Words(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	})
}

// TestOctets wants every byte to be read for itself, wherever it stands.
func TestOctets(t *testing.T) {
	for c := range 256 {
		for at := range 8 {
			text := "abcdefgh"[:at] + string([]byte{byte(c)}) + "ABCDEFGH"
			if diff := cmp.Diff(feeds.WordsByRune(text), feeds.Words(text)); diff != "" {
				t.Errorf("words of %q (-want +got):\n%s", text, diff)
			}
			text = "a b c d e f " + "gh jk mn"[:at] + string([]byte{byte(c)}) + "pq st vw"
			if got, want := feeds.AddProse(nil, text), prose(text); string(got) != string(want) {
				t.Errorf("prose of %q: %q, want %q", text, got, want)
			}
		}
	}
}
