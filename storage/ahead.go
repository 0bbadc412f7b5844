package storage

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"

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
	f.room = entries[:0]
	for i := range places {
		if places[i].isUnindexed {
			f.looked--
		}
		if entries[i].ID.IsZero() {
			continue
		}
		if more, err := f.look(ctx, places[i], &entries[i]); err != nil || !more {
			return false, err
		}
	}
	return true, nil
}

// readAll reads entries, several at once; the zero Entry for what is not there.
func (f *filler) readAll(ctx context.Context, places []place) ([]feeds.Entry, error) {
	entries := make([]feeds.Entry, len(places))
	err := severalOf(len(places), func(i int) (err error) {
		if entries[i], err = f.readAt(places[i]); err != nil {
			return fmt.Errorf("item %s: %w", places[i].id, err)
		}
		return ctx.Err()
	})
	return entries, err
}

// severalOf reads so many, several at once. A transaction that only reads may be
// used so: Get changes nothing in it. Each reader takes what is next: it takes a
// while until a processor that had nothing to do joins in.
func severalOf(n int, read func(i int) error) error {
	var taken atomic.Int64
	some := func() error {
		for i := int(taken.Add(1)); i <= n; i = int(taken.Add(1)) {
			if err := read(i - 1); err != nil {
				return err
			}
		}
		return nil
	}
	var group errgroup.Group
	for range min(readersOfPage, runtime.GOMAXPROCS(0), 1+n/fewPlaces) - 1 {
		group.Go(some)
	}
	err := some()
	return cmp.Or(err, group.Wait())
}

// readAt reads the entry at a place, the zero Entry if it is not there.
func (f *filler) readAt(p place) (feeds.Entry, error) {
	if p.isFound {
		item, err := f.txn.Get(keyOfOrder(f.region, p.date, p.id))
		if errors.Is(err, badger.ErrKeyNotFound) || err == nil && item.UserMeta()&f.hidden != 0 {
			return feeds.Entry{}, nil
		}
		if err != nil {
			return feeds.Entry{}, err
		}
	}
	return f.read(f.txn, p.id)
}
