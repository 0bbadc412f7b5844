package storage

import (
	"cmp"
	"context"
	"math"
	"sort"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// newIn is the entry that was new in an entry of the log, if the region still
// shows it.
func (a *archivist) newIn(seq uint64) (feeds.Entry, bool, error) {
	var r changeRecord
	if found, err := read(a.txn, keyOfChange(seq), &r); err != nil || !found {
		return feeds.Entry{}, false, err
	}
	c, err := readCourse(a.txn, r.ID)
	if err != nil || c.first != seq {
		return feeds.Entry{}, false, err
	}
	return a.s.shownIn(a.txn, a.region, r.ID)
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
	_, ok, err := a.newIn(seq)
	if err != nil || !ok {
		return feeds.Month{}, err
	}
	var r changeRecord
	_, err = read(a.txn, keyOfChange(seq), &r)
	return feeds.MonthOf(fromSeconds(r.At)), err
}

// beyond is the newest document that a feed needs beside what it shows.
func (a *archivist) beyond(ctx context.Context, shown []feeds.Entry, last feeds.Month) (feeds.Place, error) {
	isShown := make(map[feeds.ID]bool, len(shown))
	for _, e := range shown {
		isShown[e.ID] = true
	}
	open, err := firstAt(a.txn, seconds(last.End()))
	if err != nil {
		return feeds.Place{}, err
	}
	looked := 0
	for seq, err := range entriesBefore(a.txn, a.region, math.MaxUint64) {
		if err != nil || ctx.Err() != nil {
			return feeds.Place{}, cmp.Or(err, ctx.Err())
		}
		if seq < open {
			break
		}
		e, ok, err := a.newIn(seq)
		if err != nil {
			return feeds.Place{}, err
		}
		if looked++; ok && !isShown[e.ID] && a.query.Wants(e) || looked > maxShown {
			return a.midst(seq)
		}
	}
	month, err := a.lastBefore(open)
	return feeds.Place{Month: month}, err
}

// midst is a document of a month that is not over, with an entry of the log in
// it. So that its address does not change with each entry that comes, it ends
// at one of few places, unless there is none yet.
func (a *archivist) midst(seq uint64) (feeds.Place, error) {
	var r changeRecord
	if _, err := read(a.txn, keyOfChange(seq), &r); err != nil {
		return feeds.Place{}, err
	}
	month := feeds.MonthOf(fromSeconds(r.At))
	from, to, err := a.bounds(month)
	if err != nil {
		return feeds.Place{}, err
	}
	all, err := a.entries(from, to)
	if err != nil {
		return feeds.Place{}, err
	}
	step := max(1, a.size/16)
	at := sort.Search(len(all), func(i int) bool { return all[i] > seq })
	if at = (at + step - 1) / step * step; at < len(all) {
		return feeds.Place{Month: month, Before: all[at]}, nil
	}
	return feeds.Place{Month: month, Before: all[len(all)-1] + 1}, nil
}

// firstAt is the first entry of the log from a moment on, or the one that will
// be. The times of the log never run backwards.
func firstAt(txn *badger.Txn, at int64) (uint64, error) {
	_, last, err := logged(txn)
	if err != nil {
		return 0, err
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
	return uint64(n) + 1, err //nolint:gosec // not negative
}
