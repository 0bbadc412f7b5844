package storage_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/storage"
)

// article makes n words of text that packs about as well as prose does. Equal
// seeds make equal texts.
func article(seed uint64, n int) string {
	const letters = "etaoinshrdlucmfwypvbgk"
	r := rand.New(rand.NewPCG(seed, 1))
	var b strings.Builder
	b.WriteString("<p>")
	for range n {
		// Few words are frequent, many are rare.
		w := rand.New(rand.NewPCG(uint64(math.Exp(r.Float64()*9)), 2))
		for range 2 + w.IntN(8) {
			b.WriteByte(letters[w.IntN(len(letters))])
		}
		b.WriteByte(' ')
	}
	b.WriteString("</p>")
	return b.String()
}

// articles are some 3 KB long, as in full-text feeds.
var articles = sync.OnceValue(func() []string {
	all := make([]string, 200)
	for i := range all {
		all[i] = article(uint64(i), 450)
	}
	return all
})

// crowd is a visit of n items of a source, from the nth minute on.
func crowd(source string, at time.Time, from, n int) feeds.Visit {
	v := visit(source, at)
	for i := range n {
		it := story(source, from+i, []string{"malaysia", "europe", "asia"}[i%3])
		it.Published = at.Add(-time.Duration(from+i) * time.Minute)
		it.Content = articles()[(from+i)%len(articles())] + it.GUID
		v.Items = append(v.Items, it)
	}
	return v
}

// report is a text of its own for each n, of words that others have too.
func report(n int) string {
	words := strings.Fields(articles()[n%len(articles())])
	step := 2*(n/len(articles())) + 1
	var b strings.Builder
	for i := range words {
		b.WriteString(words[(i*step+n)%len(words)])
		b.WriteByte(' ')
	}
	return b.String()
}

// BenchmarkMergeStories merges visits of 40 items of 3 KB, of which one in ten
// is told by another source too, with and without looking for such.
func BenchmarkMergeStories(b *testing.B) {
	const items = 40
	for _, with := range []bool{true, false} {
		b.Run(map[bool]string{true: "with", false: "without"}[with], func(b *testing.B) {
			s := openWith(b, storage.Options{Dir: b.TempDir()})
			if !with {
				s.NoStories()
			}
			round := 0
			for b.Loop() {
				b.StopTimer()
				round++
				v := crowd(fmt.Sprintf("s%d", round%500), start, round*items, items)
				for i := range v.Items {
					v.Items[i].Published = start
					v.Items[i].Content = report(round*items + i)
					if i%10 == 0 {
						v.Items[i].Content = report((round-1)*items + i + 1)
					}
				}
				b.StartTimer()
				if tally, err := s.Merge(context.Background(), v); err != nil || tally.New != items {
					b.Fatal(tally, err)
				}
			}
			b.ReportMetric(float64(b.N*items)/b.Elapsed().Seconds(), "items/s")
		})
	}
}

// BenchmarkMerge merges visits of 40 items of 3 KB: cold, when all are new,
// and known, when none has changed.
func BenchmarkMerge(b *testing.B) {
	const items = 40
	ctx := context.Background()
	b.Run("cold", func(b *testing.B) {
		s := openWith(b, storage.Options{Dir: b.TempDir()})
		round := 0
		for b.Loop() {
			round++
			v := crowd(fmt.Sprintf("s%d", round%500), start, round*items, items)
			if tally, err := s.Merge(ctx, v); err != nil || tally.New != items {
				b.Fatal(tally, err)
			}
		}
		b.ReportMetric(float64(b.N*items)/b.Elapsed().Seconds(), "items/s")
	})
	b.Run("known", func(b *testing.B) {
		s := openWith(b, storage.Options{Dir: b.TempDir()})
		v := crowd("alpha", start, 0, items)
		if _, err := s.Merge(ctx, v); err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if tally, err := s.Merge(ctx, v); err != nil || tally.Known != items {
				b.Fatal(tally, err)
			}
		}
		b.ReportMetric(float64(b.N*items)/b.Elapsed().Seconds(), "items/s")
	})
}

// BenchmarkLatest reads the 50 newest entries of a region of 20,000.
func BenchmarkLatest(b *testing.B) {
	s := openWith(b, storage.Options{Dir: b.TempDir()})
	ctx := context.Background()
	for i := range 200 {
		if _, err := s.Merge(ctx, crowd(fmt.Sprintf("s%d", i), start, 0, 100)); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		page, err := s.Latest(ctx, "world", 50)
		if err != nil || len(page.Entries) != 50 {
			b.Fatal(len(page.Entries), err)
		}
	}
}

// BenchmarkHead asks for what every reader of a feed asks for.
func BenchmarkHead(b *testing.B) {
	s := openWith(b, storage.Options{Dir: b.TempDir()})
	ctx := context.Background()
	if _, err := s.Merge(ctx, crowd("alpha", start, 0, 10)); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if head, err := s.Head(ctx, "world"); err != nil || head.Seq == 0 {
			b.Fatal(head, err)
		}
	}
}
