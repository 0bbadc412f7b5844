package feeds_test

import (
	"strings"
	"testing"

	"dateline/feeds"
)

// byline is an item whose dateline names the places, with | between them.
func underDateline(places, summary string) feeds.Item {
	it := feeds.Item{Summary: summary}
	for place := range strings.SplitSeq(places, "|") {
		it.Placements = append(it.Placements, feeds.Placement{Slug: "x", Evidence: []feeds.Evidence{{Kind: feeds.ByDateline, Text: place}}})
	}
	return it
}

// The dateline goes, in the forms agencies use, and nothing else does.
func TestWithoutDateline(t *testing.T) {
	tests := []struct{ name, places, text, want string }{
		{"label", "MALAYSIA", "[MALAYSIA] The bridge opened.", "The bridge opened."},
		{"label of the world", "", "[World] The bridge opened.", "The bridge opened."},
		{"label in wide brackets", "马来西亚", "【马来西亚】大桥通车。", "大桥通车。"},
		{"Korean label", "서울", "(서울=연합뉴스) 다리가 열렸다.", "다리가 열렸다."},
		{"Chinese report in brackets", "吉隆坡", "（吉隆坡3日讯）大桥通车。", "大桥通车。"},
		{"Chinese agency", "北京", "新华社北京1月3日电 大桥通车。", "大桥通车。"},
		{"date and agency", "KUALA LUMPUR", "KUALA LUMPUR, Jan. 3 (Agency) -- The bridge opened.", "The bridge opened."},
		{"agency without brackets", "Jakarta", "Jakarta, Kabar Indonesia - Jembatan dibuka.", "Jembatan dibuka."},
		{"dash alone", "London", "London — The bridge opened.", "The bridge opened."},
		{"two places", "Moscow", "Moscow–Kyiv talks stall.", "Moscow–Kyiv talks stall."},
		{"two places in capitals", "MOSCOW", "MOSCOW–KYIV talks stall.", "MOSCOW–KYIV talks stall."},
		{"a tight dash after capitals", "LONDON", "LONDON—The bridge opened.", "The bridge opened."},
		{"a tight dash after a date", "London", "London, Jan 3–The bridge opened.", "The bridge opened."},
		{"colon after capitals", "KUALA LUMPUR", "KUALA LUMPUR: The bridge opened.", "The bridge opened."},
		{"colon after another", "London", "London: a bridge opens.", "London: a bridge opens."},
		{"hyphen within a name", "PORT-AU-PRINCE, Haiti", "PORT-AU-PRINCE, Haiti (AP) — The bridge opened.", "The bridge opened."},
		{"shortened state", "SAN FRANCISCO, Calif", "SAN FRANCISCO, Calif., March 3 - The bridge opened.", "The bridge opened."},
		{"shortened state and agency", "CAMBRIDGE, Mass", "CAMBRIDGE, Mass. (AP) — The bridge opened.", "The bridge opened."},
		{"three cities", "GENEVA|CAIRO|DOHA", "GENEVA/CAIRO/DOHA (Agency) - The bridge opened.", "The bridge opened."},
		{"two cities with a word", "PARIS|BERLIN", "PARIS and BERLIN, Jan 3 (Agency) - The bridge opened.", "The bridge opened."},
		{"French", "PARIS", "PARIS, le 3 janvier (AFP) – Le pont est ouvert.", "Le pont est ouvert."},
		{"Spanish", "Madrid", "Madrid, 3 de ene (EFE).- El puente abrió.", "El puente abrió."},
		{"Russian", "МОСКВА", "МОСКВА, 3 января. /ТАСС/. Мост открыт.", "Мост открыт."},
		{"Arabic", "دبي", "دبي 3 يناير (رويترز) - افتتح الجسر.", "افتتح الجسر."},
		{"Hindi, without a dash", "नई दिल्ली", "नई दिल्ली, 3 जनवरी (भाषा) पुल खुल गया।", "पुल खुल गया।"},
		{"agency before", "ROMA", "(ANSA) - ROMA, 03 GEN - Il ponte è aperto.", "Il ponte è aperto."},

		{"bold", "HANOI", "<p><strong>HANOI</strong> (Agency) — The bridge <em>opened</em>.</p>", "<p>The bridge <em>opened</em>.</p>"},
		{"all of it bold", "HANOI", `<p class="a"><b><i>HANOI (Agency) —</i></b> The bridge opened.</p>`, `<p class="a">The bridge opened.</p>`},
		{"across elements", "HANOI", "<p><b>HANOI</b>, <i>Jan 3</i> <span>(Agency)</span> — <a href=\"x\">The</a> bridge.</p>", "<p><a href=\"x\">The</a> bridge.</p>"},
		{"in a paragraph of its own", "HANOI", "<p>HANOI —</p><p>The bridge opened.</p>", "<p>The bridge opened.</p>"},
		{"entities and spaces", "SÃO PAULO", "<p>S&Atilde;O\n  PAULO, Jan&nbsp;3 (Agency) &ndash; The bridge &amp; the ferry.</p>", "<p>The bridge &amp; the ferry.</p>"},
		{"after a caption", "OSLO", "<figure><img src=\"x\"><figcaption>OSLO — at night</figcaption></figure><p>OSLO, Jan 3 (Agency) - The bridge.</p>", "<figure><img src=\"x\"><figcaption>OSLO — at night</figcaption></figure><p>The bridge.</p>"},

		{"another place than was taken", "PARIS", "LONDON — The bridge opened.", "LONDON — The bridge opened."},
		{"no evidence", "", "LONDON — The bridge opened.", "LONDON — The bridge opened."},
		{"a sentence", "MALAYSIA", "MALAYSIA won — at last.", "MALAYSIA won — at last."},
		{"a sentence with a comma", "MALAYSIA", "MALAYSIA, which won — at last.", "MALAYSIA, which won — at last."},
		{"a list", "London", "London, Paris, Rome: all have bridges.", "London, Paris, Rome: all have bridges."},
		{"after something else", "OSLO", "A bridge by night. Photo OSLO, Jan 3 (Agency) - The bridge.", "A bridge by night. Photo OSLO, Jan 3 (Agency) - The bridge."},
		{"nothing would be left", "OSLO", "<p>OSLO, Jan 3 (Agency) -</p>", "<p>OSLO, Jan 3 (Agency) -</p>"},
		{"brackets in the middle", "Paris", "The mayor [of Paris] said so.", "The mayor [of Paris] said so."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := feeds.WithoutDateline(underDateline(tt.places, tt.text)).Summary; got != tt.want {
				t.Errorf("%q becomes\n%q, want\n%q", tt.text, got, tt.want)
			}
		})
	}
}

// It goes from every text of the item, a title is plain, and only published
// items of sources that want it lose theirs.
func TestPublishWithoutDateline(t *testing.T) {
	it := underDateline("MALAYSIA", "<p>[MALAYSIA] A &lt; B</p>")
	it.Placements = append(it.Placements, feeds.Placement{Slug: "malaysia", Evidence: []feeds.Evidence{{Kind: feeds.ByTitle, Text: "MY"}}})
	it.Title, it.Content = "[MY] A < B", "<p>[MALAYSIA] A &lt; B &amp; C</p>"
	v := feeds.Version{Source: feeds.Source{ID: "a"}, Item: it}
	if e := feeds.Publish(feeds.ID{1}, []feeds.Version{v}); e.Title != it.Title || e.Summary != it.Summary || e.Content != it.Content {
		t.Errorf("published %q, %q, %q", e.Title, e.Summary, e.Content)
	}
	v.Source.StripDatelines = true
	if e := feeds.Publish(feeds.ID{1}, []feeds.Version{v}); e.Title != "A < B" || e.Summary != "<p>A &lt; B</p>" || e.Content != "<p>A &lt; B &amp; C</p>" {
		t.Errorf("published %q, %q, %q", e.Title, e.Summary, e.Content)
	}
	if v.Item.Summary != it.Summary {
		t.Error("publishing changed the version")
	}
}

// Whatever the text, what is left is part of it, in its order.
func FuzzWithoutDateline(f *testing.F) {
	f.Add("HANOI", "<p><b>HANOI</b> (Agency) &mdash; The bridge.</p>")
	f.Add("吉隆坡", "（吉隆坡3日讯）大桥")
	f.Add("A", "A - <")
	f.Add("A", "<p>A</p>&")
	f.Add("A", "A (b) - </i></b>x<")
	f.Fuzz(func(t *testing.T, place, text string) {
		got := feeds.WithoutDateline(underDateline(place, text)).Summary
		rest := text
		for _, c := range []byte(got) {
			at := strings.IndexByte(rest, c)
			if at < 0 {
				t.Fatalf("%q becomes %q", text, got)
			}
			rest = rest[at+1:]
		}
		if strings.TrimSpace(text) != "" && got == "" {
			t.Fatalf("nothing is left of %q", text)
		}
	})
}
