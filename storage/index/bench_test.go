package index_test

import (
	"math/rand/v2"
	"testing"

	"dateline/storage/index"
)

// news are entries of some 120 terms, few of which are in many of them.
func news(r *rand.Rand, n int) []index.Entry {
	entries := make([]index.Entry, n)
	for i := range entries {
		e := index.Entry{Doc: index.Doc{Date: r.Int64N(1e6), ID: [16]byte{byte(r.Uint32()), byte(r.Uint32()), byte(r.Uint32())}}}
		for range 120 {
			e.Terms = append(e.Terms, index.Term(r.ExpFloat64()*r.ExpFloat64()*500))
		}
		entries[i] = e
	}
	return entries
}

func BenchmarkBuild(b *testing.B) {
	entries := news(rand.New(rand.NewPCG(1, 2)), 512)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := index.Build(entries, func(index.Block) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkMerge merges sixteen segments of 512 entries.
func BenchmarkMerge(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	segments := make([]index.Segment, 16)
	for i := range segments {
		s := shelf{}
		if _, err := index.Build(news(r, 512), s.emit); err != nil {
			b.Fatal(err)
		}
		var err error
		if segments[i], err = s.segment(); err != nil {
			b.Fatal(err)
		}
	}
	alive := func(index.Doc) (bool, error) { return true, nil }
	b.ReportAllocs()
	for b.Loop() {
		if _, err := index.Merge(segments, alive, func(index.Block) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}
