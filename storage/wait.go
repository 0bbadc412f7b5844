package storage

import (
	"context"
	"sync"
)

// tide tells those who wait that the log has grown.
type tide struct {
	mu  sync.Mutex
	seq uint64
	// grown is closed when the log grows, and another takes its place.
	grown chan struct{}
}

// rise makes seq the last entry of the log.
func (t *tide) rise(seq uint64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.grown != nil {
		close(t.grown)
	}
	t.seq, t.grown = seq, make(chan struct{})
}

func (t *tide) level() (uint64, <-chan struct{}) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.seq, t.grown
}

// Wait returns the last sequence of the log as soon as it is after the given
// one, or the error of ctx.
func (s *Store) Wait(ctx context.Context, after uint64) (uint64, error) {
	for {
		seq, grown := s.tide.level()
		if seq > after {
			return seq, nil
		}
		select {
		case <-grown:
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}
