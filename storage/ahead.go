package storage

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"

	"github.com/dgraph-io/badger/v4"
	"golang.org/x/sync/errgroup"

	"dateline/feeds"
)

// readersOfPage is how many read the entries of a page at once: what takes time
// is looking for and unpacking each, which have nothing to do with each other.
// More than a few would only take the processors from other readers.
const readersOfPage = 4

// fewPlaces is how many are not worth another reader.
const fewPlaces = 8

// place is where an item is in the order of feeds.
type place struct {
	date int64
	id   feeds.ID
	// isFound says that it was found in the index: then it may not be there any
	// more. isUnindexed says that nothing else finds it: then it is looked at
	// however many were before.
	isFound, isUnindexed bool
}

// lookAt looks at items in their order, as far as they are there, and reports
// whether there is more to do.
func (f *filler) lookAt(ctx context.Context, places []place) (more bool, err error) {
	entries, err := f.readAll(ctx, places)
	if err != nil {
		return false, err
	}
	for i, p := range places {
		if p.isUnindexed {
			f.looked--
		}
		if entries[i] == nil {
			continue
		}
		if more, err := f.look(ctx, p, *entries[i]); err != nil || !more {
			return false, err
		}
	}
	return true, nil
}

// readAll reads entries, several at once; nil for what is not there.
func (f *filler) readAll(ctx context.Context, places []place) ([]*feeds.Entry, error) {
	entries := make([]*feeds.Entry, len(places))
	err := severalOf(len(places), func(i int) (err error) {
		if entries[i], err = f.readAt(places[i]); err != nil {
			return fmt.Errorf("item %s: %w", places[i].id, err)
		}
		return ctx.Err()
	})
	return entries, err
}

// severalOf reads so many, several at once. A transaction that only reads may be
// used so: Get changes nothing in it.
func severalOf(n int, read func(i int) error) error {
	readers := min(readersOfPage, runtime.GOMAXPROCS(0), 1+n/fewPlaces)
	some := func(first int) error {
		for i := first; i < n; i += readers {
			if err := read(i); err != nil {
				return err
			}
		}
		return nil
	}
	var group errgroup.Group
	for first := 1; first < readers; first++ {
		group.Go(func() error { return some(first) })
	}
	err := some(0)
	return cmp.Or(err, group.Wait())
}

// readAt reads the entry at a place, nil if it is not there.
func (f *filler) readAt(p place) (*feeds.Entry, error) {
	if p.isFound {
		item, err := f.txn.Get(keyOfOrder(f.region, p.date, p.id))
		if errors.Is(err, badger.ErrKeyNotFound) || err == nil && item.UserMeta()&f.hidden != 0 {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
	}
	e, err := f.read(f.txn, p.id)
	return &e, err
}
