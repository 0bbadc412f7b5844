package storage

import (
	"cmp"
	"context"
	"math"
	"sort"
	"sync"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// newIn is the entry that was new in an entry of the log, if the region still
// shows it.
func (a *archivist) newIn(seq uint64) (feeds.Entry, bool, error) {
	var r aboutRecord
	if found, err := read(a.txn, keyOfChange(seq), &r); err != nil || !found {
		return feeds.Entry{}, false, err
	}
	return a.newOf(r.ID, seq)
}

// newOf is the entry under an ID if it was new in an entry of the log, and if the
// region still shows it.
func (a *archivist) newOf(id feeds.ID, seq uint64) (feeds.Entry, bool, error) {
	c, err := readCourse(a.txn, id)
	if err != nil || c.first != seq {
		return feeds.Entry{}, false, err
	}
	return a.s.shownIn(a.txn, a.region, id)
}

// lastBefore is the month of the last entry of the log before a sequence in
// which something was new that is still there; zero if there is none.
func (a *archivist) lastBefore(before uint64) (feeds.Month, error) {
	for seq, err := range entriesBefore(a.txn, a.region, before) {
		if err != nil {
			return feeds.Month{}, err
		}
		if m, err := a.monthOf(seq); err != nil || !m.IsZero() {
			return m, err
		}
	}
	return feeds.Month{}, nil
}

// firstAfter is the month of the first such entry from a sequence on.
func (a *archivist) firstAfter(from uint64) (feeds.Month, error) {
	for seq, err := range entriesAfter(a.txn, a.region, from-1) {
		if err != nil {
			return feeds.Month{}, err
		}
		if m, err := a.monthOf(seq); err != nil || !m.IsZero() {
			return m, err
		}
	}
	return feeds.Month{}, nil
}

// monthOf is the month of an entry in which something was new that is still
// there, else zero.
func (a *archivist) monthOf(seq uint64) (feeds.Month, error) {
	var r aboutRecord
	if found, err := read(a.txn, keyOfChange(seq), &r); err != nil || !found {
		return feeds.Month{}, err
	}
	if _, ok, err := a.newOf(r.ID, seq); err != nil || !ok {
		return feeds.Month{}, err
	}
	return feeds.MonthOf(fromSeconds(r.At)), nil
}

// beyond is the newest document that a feed needs beside what it shows.
func (a *archivist) beyond(ctx context.Context, shown []feeds.Entry, all bool, last feeds.Month) (feeds.Place, error) {
	open, err := a.s.firstAt(a.txn, seconds(last.End()))
	if err != nil {
		return feeds.Place{}, err
	}
	if !all {
		seq, at, err := a.unshown(ctx, shown, open)
		if err != nil {
			return feeds.Place{}, err
		}
		if seq > 0 {
			return a.midst(seq, at)
		}
	}
	month, err := a.lastBefore(open)
	return feeds.Place{Month: month}, err
}

// unshown is the last entry of the log, from one on, with an item that the query
// wants and that is not shown, or a later one; 0 if there is none. At is its time.
func (a *archivist) unshown(ctx context.Context, shown []feeds.Entry, open uint64) (seq uint64, at int64, err error) {
	isShown := make(map[feeds.ID]bool, len(shown))
	for _, e := range shown {
		isShown[e.ID] = true
		for _, part := range e.Parts {
			isShown[part] = true
		}
	}
	looks := 0
	for seq, err := range entriesBefore(a.txn, a.region, math.MaxUint64) {
		if err != nil || ctx.Err() != nil {
			return 0, 0, cmp.Or(err, ctx.Err())
		}
		if seq < open {
			break
		}
		var r aboutRecord
		if found, err := read(a.txn, keyOfChange(seq), &r); err != nil {
			return 0, 0, err
		} else if !found || isShown[r.ID] {
			continue
		}
		e, ok, err := a.newOf(r.ID, seq)
		if err != nil {
			return 0, 0, err
		}
		if looks++; ok && a.query.Wants(e) || looks > maxLooks {
			return seq, r.At, nil
		}
	}
	return 0, 0, nil
}

// midst is a document of a month that is not over, with an entry of the log in
// it that is of a time. So that its address does not change with each entry that
// comes, it ends at one of few places, unless the region's log has not come to it
// yet.
func (a *archivist) midst(seq uint64, at int64) (feeds.Place, error) {
	head, err := a.s.head(a.txn, a.region)
	step := uint64(max(1, a.size/16))
	return feeds.Place{Month: feeds.MonthOf(fromSeconds(at)), Before: min((seq/step+1)*step, head.Seq+1)}, err
}

// starts remembers where the months of the log begin. Once something came later,
// that does not change.
type starts struct {
	mu    sync.Mutex
	first map[int64]uint64
}

// firstAt is the first entry of the log from a moment on, or the one that will
// be.
func (s *Store) firstAt(txn *badger.Txn, at int64) (uint64, error) {
	s.starts.mu.Lock()
	known, ok := s.starts.first[at]
	s.starts.mu.Unlock()
	if ok {
		return known, nil
	}
	first, isThere, err := firstAt(txn, at)
	if err == nil && isThere {
		s.starts.mu.Lock()
		defer s.starts.mu.Unlock()
		if s.starts.first == nil || len(s.starts.first) > maxStarts {
			s.starts.first = map[int64]uint64{}
		}
		s.starts.first[at] = first
	}
	return first, err
}

// maxStarts is how many beginnings are remembered: those of the months that
// readers walk back to.
const maxStarts = 256

// firstAt looks for it. isThere says that it is in the log. The times of the log
// never run backwards.
func firstAt(txn *badger.Txn, at int64) (first uint64, isThere bool, err error) {
	_, last, err := logged(txn)
	if err != nil {
		return 0, false, err
	}
	it := txn.NewIterator(badger.IteratorOptions{Prefix: []byte{changeKey}})
	defer it.Close()
	n := sort.Search(int(last), func(i int) bool { //nolint:gosec // a log of less than 2^63 entries
		if err != nil {
			return true
		}
		it.Seek(keyOfChange(uint64(i) + 1)) //nolint:gosec // not negative
		if !it.Valid() {
			return true
		}
		var r changeRecord
		err = value(it.Item(), &r)
		return r.At >= at
	})
	first = uint64(n) + 1 //nolint:gosec // not negative
	return first, first <= last, err
}
