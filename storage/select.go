package storage

import (
	"context"
	"fmt"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// maxLooked is how many of a region's items Select looks at: a third of a
// second's work.
const maxLooked = 20000

// Select returns those of a region's entries that a selection is for, the
// newest first. It begins where the query does, looks at 20,000 at most, and
// says where to go on. It is as Latest otherwise.
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
		if err = s.fill(ctx, txn, number, sel, &page); err != nil {
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

// fill looks for the entries of a page, and for one more to know whether any
// follow.
func (s *Store) fill(ctx context.Context, txn *badger.Txn, region uint32, sel feeds.Selection, page *feeds.Page) error {
	hidden, read := hiddenPart, s.entryOf
	if sel.Expanded {
		hidden, read = hiddenStory, s.partOf
	}
	var last feeds.Position
	looked := 0
	for key := range newest(txn, region, spanOf(region, sel.Query), hidden) {
		if looked++; looked > maxLooked || sel.Limit < 1 {
			page.Next = last
			return nil
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		date, id := readOrder(key)
		e, err := read(txn, id)
		if err != nil {
			return fmt.Errorf("item %s: %w", id, err)
		}
		isWanted := sel.Query.Wants(e) && (sel.Want == nil || sel.Want(e))
		if isWanted && len(page.Entries) == sel.Limit {
			page.Next = page.Entries[sel.Limit-1].Position()
			return nil
		}
		if isWanted {
			page.Entries = append(page.Entries, e)
		}
		last = feeds.Position{Date: fromSeconds(date), ID: id}
	}
	return nil
}
