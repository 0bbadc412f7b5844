package storage_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"dateline/feeds"
	"dateline/storage"
)

// mergeTogether merges visits in one go, the first n of them, and then breaks off
// if there are more.
func mergeTogether(ctx context.Context, s *storage.Store, visits []feeds.Visit, n int) error {
	return s.MergeTogether(ctx, func(merge func(feeds.Visit) (feeds.Tally, error)) error {
		for i, v := range visits {
			if i == n {
				return errBreak
			}
			if _, err := merge(v); err != nil {
				return err
			}
		}
		return nil
	})
}

var errBreak = errors.New("break")

// TestTogetherProperties wants visits that share commits to come to the same as
// visits that do not, also when what was not kept before a break is merged again:
// no state is ahead of its items.
func TestTogetherProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ctx := context.Background()
		alone, together := opened(t), opened(t)
		defer func() { must(t, errors.Join(alone.Close(), together.Close())) }()
		together.SetBatchBytes(rapid.Int64Range(0, 5000).Draw(t, "batch"))
		visits := drawVisits(t)
		for i := range visits {
			visits[i].State.Title = fmt.Sprint("visit ", i)
			_, err := alone.Merge(ctx, visits[i])
			must(t, err)
		}
		n := rapid.IntRange(0, len(visits)).Draw(t, "break")
		if err := mergeTogether(ctx, together, visits, n); n < len(visits) && !errors.Is(err, errBreak) {
			t.Fatalf("error %v, want %v", err, errBreak)
		}
		must(t, together.Check())
		kept := 0
		for i, v := range visits {
			state, err := together.State(ctx, v.Source.ID)
			must(t, err)
			if state.Title == v.State.Title {
				kept = i + 1
			}
		}
		must(t, mergeTogether(ctx, together, visits[kept:], len(visits)))
		must(t, together.Check())
		want, err := everything(alone)
		must(t, err)
		got, err := everything(together)
		must(t, err)
		same(t, "together", want, got)
	})
}

// TestTogetherShares wants visits to share a commit.
func TestTogetherShares(t *testing.T) {
	s := open(t)
	var visits []feeds.Visit
	for i := range 5 {
		id := fmt.Sprintf("s%d", i)
		visits = append(visits, visit(id, start, story(id, i)))
		merge(t, s, visit(id, start), feeds.Tally{})
	}
	before := s.Writes()
	if err := mergeTogether(t.Context(), s, visits, len(visits)); err != nil {
		t.Fatal(err)
	}
	if n := s.Writes() - before; n != 1 {
		t.Errorf("%d commits, want 1", n)
	}
	for i := range 5 {
		if state, err := s.State(t.Context(), fmt.Sprintf("s%d", i)); err != nil || state.ETag == "" {
			t.Errorf("source %d: %+v, %v", i, state, err)
		}
	}
}
