package storage_test

import (
	"context"
	"errors"
	"testing"

	"dateline/feeds"
)

func TestWait(t *testing.T) {
	s := open(t)
	if _, err := s.Wait(canceled(t), 0); !errors.Is(err, context.Canceled) {
		t.Fatalf("waiting for the first entry: %v", err)
	}
	woken := make(chan uint64)
	go func() {
		seq, err := s.Wait(t.Context(), 0)
		if err != nil {
			t.Error(err)
		}
		woken <- seq
	}()
	merge(t, s, visit("alpha", start, story("alpha", 1)), feeds.Tally{New: 1})
	if seq := <-woken; seq != 1 {
		t.Errorf("woken at sequence %d, want 1", seq)
	}
	if seq, err := s.Wait(canceled(t), 0); err != nil || seq != 1 {
		t.Errorf("what is there is not waited for: %d, %v", seq, err)
	}
}

func canceled(t *testing.T) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}
