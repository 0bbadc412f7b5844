package feeds_test

import (
	"strings"
	"testing"

	"dateline/feeds"
)

// page is some 3 KB as a source publishes it.
func page() string {
	const words = "the of and quapotesiing Melaka vagoto 1,204 kemevoro in said redanuing Kuala uncover some tricrowadaer floods where ministers "
	var b strings.Builder
	for i := range 8 {
		b.WriteString("<p>" + words[i:] + "<em>to be</em>, " + words[2*i:] + `<a href="https://source.example.org/about/` + words[3*i:3*i+5] + `">here</a>. ` + words[i:60] + "</p>\n")
	}
	return b.String()
}

// BenchmarkEachWord cuts an entry into words.
func BenchmarkEachWord(b *testing.B) {
	var e feeds.Entry
	e.Title, e.Summary, e.Content = "Floods reach Melaka as ministers meet", page()[:200], page()
	b.SetBytes(int64(len(e.Content)))
	b.ReportAllocs()
	for b.Loop() {
		e.EachWord(func([]byte) {})
	}
}
