package storage

import (
	"errors"
	"slices"
	"sort"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
	"dateline/storage/index"
)

// maxTail is how many entries of the log may have to be read before something
// is found, a tenth of a second's work. Beyond that all items are looked at.
const maxTail = 4096

// errBehind is an index that is so far behind.
var errBehind = errors.New("the index is behind")

// tail is what the log tells after what segments have. It does not change.
type tail struct {
	// from is the entry of the log after which it begins, to its last.
	from, to uint64
	entries  []posted
}

// posted is what the index has to have since an entry of the log.
type posted struct {
	index.Entry
	seq uint64
}

// after is the part of the tail that comes after an entry of the log.
func (t *tail) after(seq uint64) *tail {
	i := sort.Search(len(t.entries), func(i int) bool { return t.entries[i].seq > seq })
	return &tail{from: seq, to: max(t.to, seq), entries: slices.Clone(t.entries[i:])}
}

// catchUp returns a tail with all that a transaction sees of the log after what
// segments have there. Known is a tail that was read before the transaction was
// begun, so that it does not lack what has gone to segments since.
func (x *indexer) catchUp(txn *badger.Txn, seq uint64, known *tail) (*tail, error) {
	if known == nil || known.from > seq || known.to < seq {
		known = &tail{from: seq, to: seq}
	}
	if grown, err := isThere(txn, keyOfChange(known.to+1)); err != nil || !grown {
		return known, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	latest := x.tail.Load()
	isLatest := latest == nil || latest.to < seq
	if latest != nil && latest.from <= seq && latest.to >= known.to {
		known, isLatest = latest, true
	}
	if last, _ := x.s.tide.level(); last > known.to+maxTail {
		return nil, errBehind
	}
	more, to, err := x.gather(txn, known.to, 2*maxTail)
	if err != nil {
		return nil, err
	}
	all := known.entries
	if !isLatest {
		all = slices.Clip(all)
	}
	t := &tail{from: known.from, to: to, entries: append(all, more...)}
	if isLatest {
		x.tail.Store(t)
		x.handover.forget(to)
	}
	return t, nil
}

// cut forgets what has gone to segments.
func (x *indexer) cut(seq uint64) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if t := x.tail.Load(); t != nil {
		x.tail.Store(t.after(seq))
	}
	x.handover.forget(seq)
}

// gather returns what the index has to have of all items that some of the log
// after an entry tells of, and the last entry. What was not handed over is read.
// It is for one at a time.
func (x *indexer) gather(txn *badger.Txn, after uint64, limit int) (all []posted, to uint64, err error) {
	for to = after; int(to-after) < limit; {
		some, next, ok := x.handover.take(to)
		if !ok {
			some, next, err = x.reread(txn, to, next, limit-int(to-after))
		}
		if err != nil || next == to {
			return all, to, err
		}
		all, to = append(all, some...), next
	}
	return all, to, nil
}

// reread reads what happened to the items that the log tells of after an entry, as
// far as another.
func (x *indexer) reread(txn *badger.Txn, after, until uint64, limit int) ([]posted, uint64, error) {
	last := map[feeds.ID]uint64{}
	it := txn.NewIterator(badger.IteratorOptions{Prefix: []byte{changeKey}, PrefetchValues: true, PrefetchSize: 100})
	defer it.Close()
	to := after
	for it.Seek(keyOfChange(after + 1)); it.Valid() && limit > 0 && readSeq(it.Item().Key()) <= until; it.Next() {
		var r changeRecord
		if err := value(it.Item(), &r); err != nil {
			return nil, 0, err
		}
		to = readSeq(it.Item().Key())
		last[r.ID] = to
		limit--
	}
	var all []posted
	for id, seq := range last {
		entries, err := x.describer.entries(txn, id)
		if err != nil {
			return nil, 0, err
		}
		for _, e := range entries {
			all = append(all, posted{e, seq})
		}
	}
	slices.SortFunc(all, func(a, b posted) int { return int(int64(a.seq) - int64(b.seq)) })
	return all, to, nil
}

// isThere reports whether there is something at a key.
func isThere(txn *badger.Txn, key []byte) (bool, error) {
	_, err := txn.Get(key)
	if errors.Is(err, badger.ErrKeyNotFound) {
		return false, nil
	}
	return err == nil, err
}
