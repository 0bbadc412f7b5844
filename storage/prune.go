package storage

import (
	"context"
	"time"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
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
	entries, first := 0, oldest/blockSize
	number := first
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
	if number == first {
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
// returns how many entries that were. Those stay in which something was new
// that is still there: archives are made from them.
func (b *batch) pruneBlock(number uint64) (int, error) {
	entries := 0
	regions := map[uint32]uint64{}
	for seq := max(number*blockSize, 1); seq < (number+1)*blockSize; seq++ {
		var r changeRecord
		if _, err := read(b.txn, keyOfChange(seq), &r); err != nil {
			return 0, err
		}
		stays, err := b.pruneEntry(seq, r.ID)
		if err != nil {
			return 0, err
		}
		for _, n := range r.Regions {
			if stays {
				regions[n] |= 1 << (seq % blockSize)
				continue
			}
			regions[n] |= 0
			region := b.region(n)
			region.Pruned = max(region.Pruned, seq)
		}
		if !stays {
			entries++
		}
	}
	for n, left := range regions {
		b.blocks[block{n, number}] = left
		b.grow(13, 8)
	}
	return entries, nil
}

// pruneEntry removes an entry, unless it stays.
func (b *batch) pruneEntry(seq uint64, id feeds.ID) (stays bool, err error) {
	c, err := readCourse(b.txn, id)
	if err != nil {
		return false, err
	}
	isThere, err := b.isThere(id)
	if err != nil || isThere && c.first == seq {
		return err == nil, err
	}
	if c.last == seq {
		if err := b.shorten(id, c.first, isThere); err != nil {
			return false, err
		}
	}
	return false, b.remove(keyOfChange(seq))
}

// shorten forgets where an ID was last told of, and where it was new too unless
// that entry stays.
func (b *batch) shorten(id feeds.ID, first uint64, stays bool) error {
	if !stays {
		return b.remove(keyOfCourse(id))
	}
	return b.set(&badger.Entry{Key: keyOfCourse(id), Value: course{first, first}.value()})
}
