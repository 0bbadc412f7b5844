package storage_test

import (
	"context"
	"fmt"
	"testing"

	"dateline/feeds"
	"dateline/storage"
)

// fresh is a visit of n items that nobody had, of 1 to 2 KB, some of which
// others tell too.
func fresh(round, n int) feeds.Visit {
	v := crowd(fmt.Sprintf("s%d", round%500), start, round*n, n)
	for i := range v.Items {
		v.Items[i].Published = start
		v.Items[i].Content = report(round*n + i)[:1000+100*(i%10)]
		if i%10 == 0 {
			v.Items[i].Content = report((round-1)*n + i + 1)
		}
	}
	return v
}

// BenchmarkMergeIndexed merges visits of 30 new items and brings the index up to
// date after each.
func BenchmarkMergeIndexed(b *testing.B) {
	const items = 30
	s := openWith(b, storage.Options{Dir: b.TempDir()})
	ctx := context.Background()
	b.ReportAllocs()
	round := 0
	for b.Loop() {
		b.StopTimer()
		round++
		v := fresh(round, items)
		b.StartTimer()
		tally, err := s.Merge(ctx, v)
		if err != nil || tally.New != items {
			b.Fatal(tally, err)
		}
		if err := s.IndexAll(ctx); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*items), "µs/item")
}
