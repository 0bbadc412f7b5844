package storage

import (
	"context"
	"fmt"
	"runtime"

	"golang.org/x/sync/errgroup"

	"dateline/feeds"
)

// readersOfPage is how many read the entries of a page at once: what takes time
// is looking for and unpacking each, which have nothing to do with each other.
// More than a few would only take the processors from other readers.
const readersOfPage = 4

// place is where an item is in the order of feeds.
type place struct {
	date int64
	id   feeds.ID
}

// lookAt looks at items in their order, as look does at one.
func (f *filler) lookAt(ctx context.Context, places []place) (more bool, err error) {
	entries, err := f.readAll(ctx, places)
	if err != nil {
		return false, err
	}
	for i, p := range places {
		if more, err := f.lookOn(ctx, p, entries[i]); err != nil || !more {
			return false, err
		}
	}
	return true, nil
}

// readAll reads entries, several at once. A transaction that only reads may be
// used so: Get changes nothing in it.
func (f *filler) readAll(ctx context.Context, places []place) ([]feeds.Entry, error) {
	entries := make([]feeds.Entry, len(places))
	readers := min(readersOfPage, runtime.GOMAXPROCS(0), len(places))
	var group errgroup.Group
	for n := range readers {
		group.Go(func() error {
			for i := n; i < len(places); i += readers {
				var err error
				if entries[i], err = f.read(f.txn, places[i].id); err != nil {
					return fmt.Errorf("item %s: %w", places[i].id, err)
				}
				if err := ctx.Err(); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return entries, group.Wait()
}
