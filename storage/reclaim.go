package storage

import (
	"context"
	"errors"
	"fmt"

	"github.com/dgraph-io/badger/v4"
)

// flattenAfter is how many removed items make a compaction of all worth its
// cost.
const flattenAfter = 5000

// Reclaim gives disk space back. Deleting alone does not: what a sweep removed
// lies in the tree until its levels happen to be compacted, and in the value
// log until a file is rewritten, which Badger does only when asked, and only
// for files that compaction found to hold garbage.
func (s *Store) Reclaim(ctx context.Context) error {
	if s.opts.InMemory {
		return nil
	}
	if removed := s.removed.Load(); removed >= flattenAfter {
		if err := s.db.Flatten(1); err != nil {
			return fmt.Errorf("compact: %w", err)
		}
		s.removed.Add(-removed)
	}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := s.db.RunValueLogGC(0.5)
		if errors.Is(err, badger.ErrNoRewrite) || errors.Is(err, badger.ErrRejected) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("collect value log: %w", err)
		}
	}
}
