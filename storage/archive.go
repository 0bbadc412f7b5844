package storage

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// Archives are the log of a region by months, in documents of so many entries of
// the log, counted from the beginning of the month: a document that is full does
// not change any more, but for what is retracted, removed or said otherwise. An
// item is where it was new, also in a region that it came into later.

// maxLooks is how many items are looked at for the newest one that a query wants
// and a feed does not show. The document that ends there does for all others: it
// only has less.
const maxLooks = 32

// Archive returns a document of the archive of a region, with at most size
// entries: those that a query wants. After it come only months until last. A
// month in which the region had nothing is feeds.ErrNotFound, as is a region
// that does not exist; a place beyond the log is feeds.ErrAhead.
func (s *Store) Archive(ctx context.Context, region string, q feeds.Query, at feeds.Place, last feeds.Month, size int) (feeds.Archive, error) {
	number, err := s.region(region)
	if err != nil {
		return feeds.Archive{}, err
	}
	doc := feeds.Archive{Place: at}
	err = s.db.View(func(txn *badger.Txn) error {
		if doc.Head, err = s.head(txn, number); err != nil {
			return err
		}
		if at.Before > doc.Head.Seq+1 {
			return feeds.ErrAhead
		}
		a := archivist{s: s, txn: txn, region: number, query: q, size: size}
		return a.fill(ctx, &doc, last)
	})
	if err != nil {
		return feeds.Archive{}, fmt.Errorf("archive of %s, %s: %w", region, at.Month, err)
	}
	return doc, nil
}

// Archived returns the document of the archive of a region from which on, going
// back, everything stands that a query wants and that a feed does not show; zero
// if there is nothing more and no month until last has anything. Of the months
// after that the document ends in the midst of one. All says that the feed shows
// all that the query wants.
func (s *Store) Archived(ctx context.Context, region string, q feeds.Query, shown []feeds.Entry, all bool, last feeds.Month, size int) (feeds.Place, error) {
	number, err := s.region(region)
	if err != nil {
		return feeds.Place{}, err
	}
	var at feeds.Place
	err = s.db.View(func(txn *badger.Txn) error {
		a := archivist{s: s, txn: txn, region: number, query: q, size: size}
		at, err = a.beyond(ctx, shown, all, last)
		return err
	})
	if err != nil {
		return feeds.Place{}, fmt.Errorf("archives of %s: %w", region, err)
	}
	return at, nil
}

// Months returns the months until last in which something was new that a region
// still has, the newest first.
func (s *Store) Months(ctx context.Context, region string, last feeds.Month) ([]feeds.Month, error) {
	number, err := s.region(region)
	if err != nil {
		return nil, err
	}
	var months []feeds.Month
	err = s.db.View(func(txn *badger.Txn) error {
		a := archivist{s: s, txn: txn, region: number}
		before, err := s.firstAt(txn, seconds(last.End()))
		for err == nil && ctx.Err() == nil {
			var month feeds.Month
			if month, err = a.lastBefore(before); err != nil || month.IsZero() {
				return err
			}
			months = append(months, month)
			before, err = s.firstAt(txn, seconds(month.Start()))
		}
		return cmp.Or(err, ctx.Err())
	})
	if err != nil {
		return nil, fmt.Errorf("months of %s: %w", region, err)
	}
	return months, nil
}

// archivist reads the archive of a region.
type archivist struct {
	s      *Store
	txn    *badger.Txn
	region uint32
	query  feeds.Query
	size   int
}

// fill reads a document.
func (a *archivist) fill(ctx context.Context, doc *feeds.Archive, last feeds.Month) error {
	from, to, err := a.bounds(doc.Month)
	if err != nil {
		return err
	}
	all, err := a.entries(from, to)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return feeds.ErrNotFound
	}
	start, end := a.part(all, doc.Before)
	for _, seq := range all[start:end] {
		e, ok, err := a.newIn(seq)
		if err != nil || ctx.Err() != nil {
			return cmp.Or(err, ctx.Err())
		}
		if ok && a.query.Wants(e) {
			doc.Entries = append(doc.Entries, e)
		}
	}
	slices.SortFunc(doc.Entries, func(x, y feeds.Entry) int {
		if (feeds.Position{Date: x.Date, ID: x.ID}).IsBefore(feeds.Position{Date: y.Date, ID: y.ID}) {
			return -1
		}
		return 1
	})
	if doc.Prev, err = a.prev(doc.Month, all, start, from); err != nil {
		return err
	}
	doc.Next, err = a.next(doc.Month, all, end, to, last)
	return err
}

// bounds are the first entries of the log of a month and of the next.
func (a *archivist) bounds(m feeds.Month) (from, to uint64, err error) {
	if from, err = a.s.firstAt(a.txn, seconds(m.Start())); err != nil {
		return 0, 0, err
	}
	to, err = a.s.firstAt(a.txn, seconds(m.End()))
	return from, to, err
}

// entries are those of the region's log in a part of the log.
func (a *archivist) entries(from, to uint64) ([]uint64, error) {
	var all []uint64
	for seq, err := range entriesAfter(a.txn, a.region, from-1) {
		if err != nil {
			return nil, err
		}
		if seq >= to {
			break
		}
		all = append(all, seq)
	}
	return all, nil
}

// part is where the document begins and ends that ends before a sequence, among
// the entries of a month: at a multiple of the size, or at the last of them.
func (a *archivist) part(all []uint64, before uint64) (start, end int) {
	end = len(all)
	if before > 0 {
		end, _ = slices.BinarySearch(all, before)
	}
	return max(0, (end-1)/a.size*a.size), end
}

func (a *archivist) prev(m feeds.Month, all []uint64, start int, from uint64) (feeds.Place, error) {
	if start > 0 {
		return feeds.Place{Month: m, Before: all[start]}, nil
	}
	month, err := a.lastBefore(from)
	return feeds.Place{Month: month}, err
}

func (a *archivist) next(m feeds.Month, all []uint64, end int, to uint64, last feeds.Month) (feeds.Place, error) {
	isOver := !m.Start().After(last.Start())
	switch {
	case end+a.size < len(all):
		return feeds.Place{Month: m, Before: all[end+a.size]}, nil
	case end < len(all) && isOver:
		return feeds.Place{Month: m}, nil
	case end < len(all):
		return feeds.Place{}, nil
	}
	month, err := a.firstAfter(to)
	if err != nil || month.IsZero() || month.Start().After(last.Start()) {
		return feeds.Place{}, err
	}
	from, to, err := a.bounds(month)
	if err != nil {
		return feeds.Place{}, err
	}
	if all, err = a.entries(from, to); err != nil || len(all) <= a.size {
		return feeds.Place{Month: month}, err
	}
	return feeds.Place{Month: month, Before: all[a.size]}, nil
}
