package storage

import (
	"context"
	"errors"
	"fmt"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// Reclaim gives disk space back. Deleting alone does not: what a sweep removed
// lies in the tree until its levels happen to be compacted, and in the value
// log until a file is rewritten, which Badger does only when asked, and only
// for files that compaction found to hold garbage.
//
// Reclaim may be called at any time and as often as one likes: the whole tree
// is compacted only after sweeps removed a tenth of what is there.
func (s *Store) Reclaim(ctx context.Context) error {
	if s.opts.InMemory {
		return nil
	}
	if err := s.compact(ctx); err != nil {
		return fmt.Errorf("compact: %w", err)
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

// compact compacts the whole tree if there is much to gain. What lies in the
// write buffer, 8 MiB at most, waits for the next time.
func (s *Store) compact(ctx context.Context) error {
	var removed removedRecord
	var world regionRecord
	err := s.db.View(func(txn *badger.Txn) error {
		if _, err := read(txn, removedKey, &removed); err != nil {
			return err
		}
		_, err := read(txn, keyOfRegion(s.regions.bySlug[feeds.World]), &world)
		return err
	})
	if err != nil || removed.Items < max(100, world.Items/10) {
		return err
	}
	if err := s.db.Flatten(1); err != nil {
		return err
	}
	if err := s.lock(ctx); err != nil {
		return err
	}
	defer s.unlock()
	return s.db.Update(func(txn *badger.Txn) error { return txn.Delete(removedKey) })
}
