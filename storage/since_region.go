package storage

import (
	"iter"
	"math/bits"

	"github.com/dgraph-io/badger/v4"
)

// entriesAfter yields the entries of a region's log after a sequence, the
// oldest first.
func entriesAfter(txn *badger.Txn, region uint32, after uint64) iter.Seq2[uint64, error] {
	return func(yield func(uint64, error) bool) {
		it := txn.NewIterator(badger.IteratorOptions{Prefix: blockPrefix(region)})
		defer it.Close()
		for it.Seek(block{region, (after + 1) / blockSize}.key()); it.Valid(); it.Next() {
			first := readSeq(it.Item().Key()) * blockSize
			entries, err := blockOf(it.Item())
			if err != nil {
				yield(0, err)
				return
			}
			for ; entries != 0; entries &= entries - 1 {
				seq := first + uint64(bits.TrailingZeros64(entries))
				if seq > after && !yield(seq, nil) {
					return
				}
			}
		}
	}
}

// entriesBefore yields the entries of a region's log before a sequence, the
// latest first.
func entriesBefore(txn *badger.Txn, region uint32, before uint64) iter.Seq2[uint64, error] {
	return func(yield func(uint64, error) bool) {
		it := txn.NewIterator(badger.IteratorOptions{Prefix: blockPrefix(region), Reverse: true})
		defer it.Close()
		for it.Seek(block{region, before / blockSize}.key()); it.Valid(); it.Next() {
			first := readSeq(it.Item().Key()) * blockSize
			entries, err := blockOf(it.Item())
			if err != nil {
				yield(0, err)
				return
			}
			for entries != 0 {
				top := 63 - bits.LeadingZeros64(entries)
				entries &^= 1 << top
				if seq := first + uint64(top); seq < before && !yield(seq, nil) {
					return
				}
			}
		}
	}
}

func blockOf(item *badger.Item) (entries uint64, err error) {
	err = item.Value(func(v []byte) error {
		entries = ticks(v)
		return nil
	})
	return entries, err
}
