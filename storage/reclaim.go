package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// Reclaim gives disk space back if there is much to gain. Deleting alone does
// not: what a sweep removed lies in the tree until its levels happen to be
// compacted, and in the value log until a file is rewritten, which Badger does
// only when asked, and only for files that compaction found to hold garbage.
//
// Reclaim may be called at any time and as often as one likes: it does
// something only after sweeps removed a tenth of what is there. See
// ReclaimAll.
func (s *Store) Reclaim(ctx context.Context) error {
	worth, err := s.isWorthReclaiming()
	if err != nil {
		return fmt.Errorf("reclaim: %w", err)
	}
	if !worth {
		return s.collect(ctx)
	}
	_, err = s.ReclaimAll(ctx)
	return err
}

// ReclaimAll gives back what disk space there is to gain, and remembers what
// that brought, for Usage. What lies in the write buffer, 16 MiB at most, waits
// for the next time.
func (s *Store) ReclaimAll(ctx context.Context) (feeds.Reclaimed, error) {
	if s.opts.InMemory {
		return feeds.Reclaimed{}, nil
	}
	before, err := s.space()
	if err != nil {
		return feeds.Reclaimed{}, fmt.Errorf("reclaim: %w", err)
	}
	if err := s.compact(ctx); err != nil {
		return feeds.Reclaimed{}, fmt.Errorf("compact: %w", err)
	}
	if err := s.collect(ctx); err != nil {
		return feeds.Reclaimed{}, err
	}
	after, err := s.space()
	if err != nil {
		return feeds.Reclaimed{}, fmt.Errorf("reclaim: %w", err)
	}
	r := feeds.Reclaimed{At: time.Now().UTC().Truncate(time.Second), Before: before, After: after}
	if err := s.noteReclaimed(ctx, r); err != nil {
		return feeds.Reclaimed{}, fmt.Errorf("reclaim: %w", err)
	}
	s.log.Info("disk space reclaimed", "bytes_before", before.Total(), "bytes_after", after.Total())
	return r, nil
}

// isWorthReclaiming reports whether a tenth of the items, or of the log, has
// been removed since the whole tree was compacted.
func (s *Store) isWorthReclaiming() (bool, error) {
	var removed removedRecord
	var world regionRecord
	var entries uint64
	err := s.db.View(func(txn *badger.Txn) error {
		if _, err := read(txn, removedKey, &removed); err != nil {
			return err
		}
		first, last, err := logged(txn)
		if err != nil {
			return err
		}
		entries = last + 1 - first
		_, err = read(txn, keyOfRegion(s.regions.bySlug[feeds.World]), &world)
		return err
	})
	return removed.Items >= max(100, world.Items/10) || removed.Entries >= max(1000, int64(entries)/10), err
}

// compact merges all levels of the tree into one. A tree that is all in its
// first level, where nothing is merged, is small; Flatten leaves it so, but
// dropping a key merges that level.
func (s *Store) compact(ctx context.Context) error {
	for _, level := range s.db.Levels() {
		if level.Level > 0 && level.NumTables > 0 {
			return s.db.Flatten(1)
		}
	}
	if err := s.lock(ctx); err != nil {
		return err
	}
	defer s.unlock()
	if err := s.db.Update(func(txn *badger.Txn) error { return txn.Set(scratchKey, nil) }); err != nil {
		return err
	}
	return s.db.DropPrefix(scratchKey)
}

// collect rewrites those files of the value log of which half is garbage.
func (s *Store) collect(ctx context.Context) error {
	if s.opts.InMemory {
		return nil
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

func (s *Store) noteReclaimed(ctx context.Context, r feeds.Reclaimed) error {
	if err := s.lock(ctx); err != nil {
		return err
	}
	defer s.unlock()
	return s.db.Update(func(txn *badger.Txn) error {
		if err := txn.Delete(removedKey); err != nil {
			return err
		}
		return write(txn, reclaimedKey, reclaimedRecord{At: stampOf(r.At), Before: spaceRecord(r.Before), After: spaceRecord(r.After)})
	})
}
