package storage_test

import (
	"context"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"dateline/feeds"
	"dateline/storage"
)

// big opens a large store, a data folder that was filled before: nothing is
// measured without DATELINE_BENCH_STORE.
func big(b *testing.B) *storage.Store {
	b.Helper()
	dir := os.Getenv("DATELINE_BENCH_STORE")
	if dir == "" {
		b.Skip("DATELINE_BENCH_STORE names no data folder")
	}
	return openWith(b, storage.Options{Dir: dir})
}

// BenchmarkBigOpen opens and closes a store.
func BenchmarkBigOpen(b *testing.B) {
	if err := big(b).Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s, err := storage.Open(storage.Options{Dir: os.Getenv("DATELINE_BENCH_STORE")})
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBigLatest reads the newest page of one region after another.
func BenchmarkBigLatest(b *testing.B) {
	s := big(b)
	counts, err := s.Counts(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n++
		if _, err := s.Latest(b.Context(), counts[n%len(counts)].Slug, 50); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBigArchived looks for what such a page does not show.
func BenchmarkBigArchived(b *testing.B) {
	s := big(b)
	counts, err := s.Counts(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	pages := make([]feeds.Page, len(counts))
	for i, c := range counts {
		if pages[i], err = s.Latest(b.Context(), c.Slug, 50); err != nil {
			b.Fatal(err)
		}
	}
	last := feeds.MonthOf(pages[0].Head.Modified.AddDate(0, -1, 0))
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n++
		i := n % len(counts)
		if _, err := s.Archived(b.Context(), counts[i].Slug, feeds.Query{}, pages[i].Entries, pages[i].Next.IsZero(), last, 500); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBigSelect asks for words that are in the newest items.
func BenchmarkBigSelect(b *testing.B) {
	s := big(b)
	page, err := s.Latest(b.Context(), feeds.World, 200)
	if err != nil {
		b.Fatal(err)
	}
	var words []string
	for _, e := range page.Entries {
		words = append(words, feeds.Words(e.Title)...)
	}
	r := rand.New(rand.NewPCG(1, 1))
	word := func() string { return words[r.IntN(len(words))] }
	for name, query := range map[string]func() []string{
		"word":   func() []string { return []string{word()} },
		"two":    func() []string { return []string{word(), word()} },
		"either": func() []string { return []string{word(), "OR", word(), "-" + word()} },
	} {
		b.Run(name, func(b *testing.B) { selectBig(b, s, query) })
	}
}

func selectBig(b *testing.B, s *storage.Store, query func() []string) {
	b.Helper()
	regions := []string{feeds.World, "europe", "asia", "malaysia", "france"}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n++
		text, err := feeds.ParseSearch(strings.Join(query(), " "))
		if err != nil {
			b.Fatal(err)
		}
		sel := feeds.Selection{Query: feeds.Query{Text: text}, Limit: 50}
		if _, err := s.Select(context.Background(), regions[n%len(regions)], sel); err != nil {
			b.Fatal(err)
		}
	}
}
