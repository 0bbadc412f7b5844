package storage

import (
	"context"
	"fmt"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// maxLooked is how many of a region's newest items Select looks at: a third of
// a second's work.
const maxLooked = 20000

// Select returns those of a region's entries that a selection is for, the
// newest first, out of the newest 20,000. It is as Latest otherwise.
func (s *Store) Select(ctx context.Context, region string, sel feeds.Selection) (feeds.Page, error) {
	number, err := s.region(region)
	if err != nil {
		return feeds.Page{}, err
	}
	var page feeds.Page
	err = s.db.View(func(txn *badger.Txn) error {
		if page.Head, err = s.head(txn, number); err != nil {
			return err
		}
		if page.Entries, err = s.wanted(ctx, txn, number, sel); err != nil {
			return err
		}
		page.Retracted, err = s.retracted(txn, number, page.Head.Modified)
		return err
	})
	if err != nil {
		return feeds.Page{}, fmt.Errorf("newest of %s: %w", region, err)
	}
	page.Health.Failing = s.sources.failing(region, page.Entries)
	return page, nil
}

func (s *Store) wanted(ctx context.Context, txn *badger.Txn, region uint32, sel feeds.Selection) ([]feeds.Entry, error) {
	var entries []feeds.Entry
	hidden, read := hiddenPart, s.entryOf
	if sel.Expanded {
		hidden, read = hiddenStory, s.partOf
	}
	for key := range newest(txn, region, maxLooked, hidden) {
		if len(entries) >= sel.Limit {
			break
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		_, id := readOrder(key)
		e, err := read(txn, id)
		if err != nil {
			return nil, fmt.Errorf("item %s: %w", id, err)
		}
		if sel.Query.Wants(e) && (sel.Want == nil || sel.Want(e)) {
			entries = append(entries, e)
		}
	}
	return entries, nil
}
