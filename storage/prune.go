package storage

import (
	"context"
	"time"

	"github.com/dgraph-io/badger/v4"
)

// logFor is how long an entry of the log is kept at least.
const logFor = 30 * 24 * time.Hour

// prune removes entries of the log from before a moment. What regions know of
// their last change stays, and so does the last entry: no sequence is given
// twice.
func (s *Store) prune(ctx context.Context, before time.Time) error {
	for {
		more, err := s.pruneSome(ctx, seconds(before))
		if err != nil || !more {
			return err
		}
	}
}

// pruneSome removes a batch of entries, as the writer, and reports whether
// there may be more.
func (s *Store) pruneSome(ctx context.Context, before int64) (more bool, err error) {
	if err := s.lock(ctx); err != nil {
		return false, err
	}
	defer s.unlock()
	b := s.begin()
	defer b.close()
	oldest, err := oldestEntry(b.txn)
	if err != nil {
		return false, err
	}
	entries := 0
	number := oldest / blockSize
	for ; !b.isFull(); number++ {
		more, err = b.isPast(number, before)
		if err != nil {
			return false, err
		}
		if !more {
			break
		}
		n, err := b.pruneBlock(number)
		if err != nil {
			return false, err
		}
		entries += n
	}
	if entries == 0 {
		return false, nil
	}
	if err := b.countRemoved(0, entries); err != nil {
		return false, err
	}
	if err := b.put(prunedKey, prunedRecord{Oldest: number * blockSize}); err != nil {
		return false, err
	}
	return more, b.commit()
}

// oldestEntry is where the log begins.
func oldestEntry(txn *badger.Txn) (uint64, error) {
	r := prunedRecord{Oldest: 1}
	_, err := read(txn, prunedKey, &r)
	return r.Oldest, err
}

// isPast reports whether a block of entries is full, not the last one, and from
// before a moment.
func (b *batch) isPast(number uint64, before int64) (bool, error) {
	last := (number+1)*blockSize - 1
	if last >= b.seq {
		return false, nil
	}
	var r changeRecord
	found, err := read(b.txn, keyOfChange(last), &r)
	return found && r.At < before, err
}

// pruneBlock removes a block of entries, from the logs of regions too, and
// returns how many entries that were.
func (b *batch) pruneBlock(number uint64) (int, error) {
	entries := 0
	var regions []uint32
	for seq := max(number*blockSize, 1); seq < (number+1)*blockSize; seq++ {
		var r changeRecord
		if _, err := read(b.txn, keyOfChange(seq), &r); err != nil {
			return 0, err
		}
		regions = union(regions, r.Regions)
		entries++
		if err := b.remove(keyOfChange(seq)); err != nil {
			return 0, err
		}
	}
	for _, n := range regions {
		if err := b.remove(block{n, number}.key()); err != nil {
			return 0, err
		}
	}
	return entries, nil
}
