package storage_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/storage"
)

// BenchmarkSweepNothing looks for what has to go among 3,000 items of 300 sources,
// all of which may stay.
func BenchmarkSweepNothing(b *testing.B) {
	s := openWith(b, storage.Options{Dir: b.TempDir()})
	ctx := context.Background()
	for source := range 300 {
		v := visit(fmt.Sprintf("source%d", source), start)
		for i := range 10 {
			v.Items = append(v.Items, story(v.Source.ID, i))
		}
		if _, err := s.Merge(ctx, v); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if n, err := s.Sweep(ctx, feeds.Retention{Age: 1000 * time.Hour, PerSource: 100}, start); err != nil || n > 0 {
			b.Fatal(n, err)
		}
	}
}
