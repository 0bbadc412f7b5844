package storage

import (
	"context"
	"errors"
	"fmt"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
	"dateline/storage/index"
)

// maxLooked is how many of a region's items Select looks at: a third of a
// second's work.
const maxLooked = 20000

// Select returns those of a region's entries that a selection is for, the
// newest first. It begins where the query does, and says where to go on. If the
// query asks for something the index knows, only what may be that is looked at;
// it looks at 20,000 items at most, but for those that the index does not have
// yet. It is as Latest otherwise.
func (s *Store) Select(ctx context.Context, region string, sel feeds.Selection) (feeds.Page, error) {
	number, err := s.region(region)
	if err != nil {
		return feeds.Page{}, err
	}
	var page feeds.Page
	tail := s.index.tail.Load() // before the transaction, see catchUp
	err = s.db.View(func(txn *badger.Txn) error {
		if page.Head, err = s.head(txn, number); err != nil {
			return err
		}
		err = s.fill(ctx, txn, number, sel, tail, &page)
		if errors.Is(err, index.ErrCorrupt) {
			s.index.distrust(err)
			page.Entries = nil
			err = s.fill(ctx, txn, number, sel, tail, &page)
		}
		if err != nil {
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
func (s *Store) fill(ctx context.Context, txn *badger.Txn, region uint32, sel feeds.Selection, tail *tail, page *feeds.Page) error {
	f := filler{s: s, txn: txn, sel: sel, region: region, hidden: hiddenPart, read: s.entryOf, page: page}
	if sel.Expanded {
		f.hidden, f.read = hiddenStory, s.partOf
	}
	if p := s.plan(region, sel.Query); !p.isBlind() {
		found, err := s.find(txn, region, p, f.hidden, tail)
		if err != nil {
			return err
		}
		defer found.close()
		return f.take(ctx, found)
	}
	// One more than the page takes are read together, then as many again.
	places := make([]place, 0, max(sel.Limit, 0)+1)
	for key := range newest(txn, region, spanOf(region, sel.Query), f.hidden) {
		date, id := readOrder(key)
		if places = append(places, place{date: date, id: id}); len(places) < cap(places) {
			continue
		}
		if more, err := f.lookAt(ctx, places); err != nil || !more {
			return err
		}
		places = places[:0]
	}
	_, err := f.lookAt(ctx, places)
	return err
}

// filler fills a page.
type filler struct {
	s      *Store
	txn    *badger.Txn
	sel    feeds.Selection
	region uint32
	hidden byte
	read   func(*badger.Txn, feeds.ID) (feeds.Entry, error)
	page   *feeds.Page
	// room is where the entries at hand are: each is looked at before the page
	// comes to its place.
	room []feeds.Entry
	// looked counts the items that were looked at, last is the last of them.
	looked int
	last   feeds.Position
}

// take looks at what the index has found, as far as it is in the region: at as many
// together as the page still takes, and one more.
func (f *filler) take(ctx context.Context, found *finding) error {
	for {
		places, err := found.ahead(max(f.sel.Limit+1-len(f.page.Entries), readersOfPage))
		if err != nil || len(places) == 0 {
			return err
		}
		if more, err := f.lookAt(ctx, places); err != nil || !more {
			return err
		}
	}
}

// look looks at the next item, and reports whether there is more to do.
func (f *filler) look(ctx context.Context, p place, e *feeds.Entry) (more bool, err error) {
	if f.looked++; f.looked > maxLooked || f.sel.Limit < 1 {
		f.page.Next = f.last
		return false, nil
	}
	if err := ctx.Err(); err != nil {
		return false, err
	}
	isWanted := f.sel.Query.Wants(*e) && (f.sel.Want == nil || f.sel.Want(*e))
	if isWanted && len(f.page.Entries) == f.sel.Limit {
		f.page.Next = f.page.Entries[f.sel.Limit-1].Position()
		return false, nil
	}
	if isWanted && f.page.Entries == nil {
		f.page.Entries = f.room
	}
	if isWanted {
		f.page.Entries = append(f.page.Entries, *e)
	}
	f.last = feeds.Position{Date: fromSeconds(p.date), ID: p.id}
	return true, nil
}
