package storage_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/storage"
)

// BenchmarkMergeTogether merges 32 visits at once that bring nothing, as an answer
// of 304 does, and that bring an item each: with what is asked of each source
// before.
func BenchmarkMergeTogether(b *testing.B) {
	const visits = 32
	for _, items := range []int{0, 1} {
		b.Run(map[int]string{0: "nothing", 1: "one new"}[items], func(b *testing.B) {
			s := openWith(b, storage.Options{Dir: b.TempDir()})
			ctx := context.Background()
			b.ReportAllocs()
			round := 0
			for b.Loop() {
				round++
				at := start.Add(time.Duration(round) * time.Minute)
				err := s.MergeTogether(ctx, func(merge func(feeds.Visit) (feeds.Tally, error)) error {
					for i := range visits {
						id := fmt.Sprintf("s%d", i)
						state, err := s.State(ctx, id)
						if err != nil {
							return err
						}
						v := visit(id, at)
						state.ETag, state.Visited, state.Next = `"`+id+`"`, at, at.Add(time.Hour)
						v.State = state
						if items > 0 {
							v.Items = crowd(id, start, round, items).Items
							v.Items[0].Content = report(round*visits + i)
						}
						if _, err := merge(v); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*visits), "ns/visit")
		})
	}
}
