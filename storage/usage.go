package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// Usage returns what is stored and what it takes. It counts keys, without
// reading what they hold: three million a second.
func (s *Store) Usage(ctx context.Context) (feeds.Usage, error) {
	var u feeds.Usage
	err := s.db.View(func(txn *badger.Txn) error {
		for prefix, n := range map[byte]*int64{
			itemKey: &u.Items, storyKey: &u.Stories, heldKey: &u.Versions, sketchKey: &u.Sketches, postingKey: &u.Postings,
		} {
			if err := count(ctx, txn, prefix, func(*badger.Item) { *n++ }); err != nil {
				return err
			}
		}
		err := count(ctx, txn, goneKey, func(item *badger.Item) {
			if item.ExpiresAt() == 0 {
				u.Retracted++
			} else {
				u.Seen++
			}
		})
		if err != nil {
			return err
		}
		return readBooks(txn, &u)
	})
	if err == nil {
		u.Disk, err = s.space()
	}
	if err != nil {
		return feeds.Usage{}, fmt.Errorf("usage: %w", err)
	}
	return u, nil
}

// count calls one with every key of a kind.
func count(ctx context.Context, txn *badger.Txn, kind byte, one func(*badger.Item)) error {
	n := 0
	return each(txn, []byte{kind}, false, func(item *badger.Item) error {
		one(item)
		if n++; n%4096 == 0 {
			return ctx.Err()
		}
		return nil
	})
}

// readBooks reads what is known without counting.
func readBooks(txn *badger.Txn, u *feeds.Usage) error {
	var removed removedRecord
	if _, err := read(txn, removedKey, &removed); err != nil {
		return err
	}
	u.Removed = removed.Items
	var r reclaimedRecord
	if _, err := read(txn, reclaimedKey, &r); err != nil {
		return err
	}
	u.Reclaimed = feeds.Reclaimed{At: r.At.time(), Before: feeds.Space(r.Before), After: feeds.Space(r.After)}
	var err error
	u.Oldest, u.Sequence, err = logged(txn)
	return err
}

// logged returns the first and the last entry of the log. If the log is empty
// the last is one less than the first.
func logged(txn *badger.Txn) (first, last uint64, err error) {
	if first, err = oldestEntry(txn); err != nil {
		return 0, 0, err
	}
	it := txn.NewIterator(badger.IteratorOptions{Reverse: true})
	defer it.Close()
	it.Seek([]byte{changeKey + 1})
	if !it.ValidForPrefix([]byte{changeKey}) {
		return first, first - 1, nil
	}
	return first, readSeq(it.Item().Key()), nil
}

// space is what the files of the store take on the disk. Badger's own count is
// of lengths, and its value log and write buffers are longer than what is
// written of them.
func (s *Store) space() (feeds.Space, error) {
	var sp feeds.Space
	if s.opts.InMemory {
		return sp, nil
	}
	entries, err := os.ReadDir(s.opts.Dir)
	if err != nil {
		return sp, err
	}
	for _, e := range entries {
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue // compacted away meanwhile
		}
		if err != nil {
			return sp, err
		}
		switch filepath.Ext(e.Name()) {
		case ".sst":
			sp.Tree += taken(info)
		case ".vlog":
			sp.Log += taken(info)
		default:
			sp.Other += taken(info)
		}
	}
	return sp, nil
}
