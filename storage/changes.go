package storage

import (
	"cmp"
	"context"
	"fmt"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// Changes returns up to limit entries of the log that come after a sequence,
// the oldest first. After 0 the log is read from its beginning. If entries that
// come after it are not kept any more that is feeds.ErrPruned: who asks has to
// read what there is, and go on after the Head.Seq of that.
func (s *Store) Changes(ctx context.Context, after uint64, limit int) ([]feeds.Change, error) {
	var changes []feeds.Change
	err := s.db.View(func(txn *badger.Txn) error {
		if oldest, err := oldestEntry(txn); err != nil || after+1 < oldest {
			return cmp.Or(err, feeds.ErrPruned)
		}
		it := txn.NewIterator(badger.IteratorOptions{Prefix: []byte{changeKey}, PrefetchValues: true, PrefetchSize: min(max(limit, 1), 100)})
		defer it.Close()
		for it.Seek(keyOfChange(after + 1)); it.Valid() && len(changes) < limit; it.Next() {
			var r changeRecord
			if err := value(it.Item(), &r); err != nil {
				return err
			}
			changes = append(changes, feeds.Change{
				Seq: readSeq(it.Item().Key()), At: fromSeconds(r.At), ID: r.ID,
				What: feeds.Act(r.What), Regions: s.regions.slugs(r.Regions),
			})
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("changes after %d: %w", after, err)
	}
	return changes, nil
}
