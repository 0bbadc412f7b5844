package storage

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// Latest returns up to limit of a region's entries, the newest first. An empty
// region has an empty page; one the atlas does not know is feeds.ErrNotFound.
func (s *Store) Latest(ctx context.Context, region string, limit int) (feeds.Page, error) {
	return s.Select(ctx, region, feeds.Selection{Limit: limit})
}

// Head returns the state of a region's content, without reading any of it, nor
// waiting for who writes.
func (s *Store) Head(_ context.Context, region string) (feeds.Head, error) {
	number, err := s.region(region)
	if err != nil {
		return feeds.Head{}, err
	}
	edition := s.sources.edition.Load()
	head := s.heads.of(number)
	head.Sources = edition
	return head, nil
}

// Revision changes when the head of any region does: by the time that a write is
// acknowledged, or an entry of the log seen, it has.
func (s *Store) Revision() uint64 { return s.commits.Load() + s.sources.edition.Load() }

// Entry returns an item as published, or the story that feeds show under the
// ID; feeds.ErrNotFound if there is neither, or a
// *feeds.RetractedError.
func (s *Store) Entry(_ context.Context, id feeds.ID) (feeds.Entry, error) {
	var e feeds.Entry
	err := s.db.View(func(txn *badger.Txn) error {
		var err error
		e, err = s.entryOf(txn, id)
		return err
	})
	if err != nil {
		return feeds.Entry{}, fmt.Errorf("item %s: %w", id, err)
	}
	return e, nil
}

// Counts returns how many items each region holds and how new they are, for
// regions that hold any, sorted by slug.
func (s *Store) Counts(ctx context.Context) ([]feeds.Count, error) {
	var counts []feeds.Count
	err := s.db.View(func(txn *badger.Txn) error {
		return each(txn, []byte{regionKey}, true, func(item *badger.Item) error {
			var r regionRecord
			if err := value(item, &r); err != nil {
				return err
			}
			if r.Items == 0 {
				return ctx.Err()
			}
			number := readRegion(item.Key())
			count := feeds.Count{Slug: s.regions.byNumber[number], Items: int(r.Items)}
			for key := range newest(txn, number, spanOf(number, feeds.Query{}), hiddenPart) {
				date, _ := readOrder(key)
				count.Newest = fromSeconds(date)
				break
			}
			counts = append(counts, count)
			return ctx.Err()
		})
	})
	if err != nil {
		return nil, fmt.Errorf("counts: %w", err)
	}
	slices.SortFunc(counts, func(a, b feeds.Count) int { return cmp.Compare(a.Slug, b.Slug) })
	return counts, nil
}

// region returns the number of a region the atlas knows.
func (s *Store) region(slug string) (uint32, error) {
	if _, ok := s.atlas.Region(slug); !ok {
		return 0, fmt.Errorf("region %q: %w", slug, feeds.ErrNotFound)
	}
	return s.regions.bySlug[slug], nil
}

// head reads the edition of the sources before anything else, so that a page
// is never older than its head says.
func (s *Store) head(txn *badger.Txn, number uint32) (feeds.Head, error) {
	edition := s.sources.edition.Load()
	var r regionRecord
	_, err := read(txn, keyOfRegion(number), &r)
	head := r.head()
	head.Sources = edition
	return head, err
}

// span is a part of the order of feeds.
type span struct {
	// from is the first key, till the oldest date in it.
	from []byte
	till time.Time
}

// spanOf is the part of a region's order that a query can find anything in.
// Dates of items are whole seconds.
func spanOf(region uint32, q feeds.Query) span {
	s := span{from: orderPrefix(region), till: q.Since}
	if !q.Before.IsZero() {
		s.from = keyOfOrder(region, seconds(q.Before.Add(-1)), feeds.ID{})
	}
	if !q.After.IsZero() {
		after := append(keyOfOrder(region, seconds(q.After.Date), q.After.ID), 0)
		s.from = slices.MaxFunc([][]byte{s.from, after}, bytes.Compare)
	}
	return s
}

// newest yields the order keys of a region within a span, the newest first, but
// for those that are hidden in this way. A key is valid until the next one.
func newest(txn *badger.Txn, region uint32, within span, hidden byte) func(yield func([]byte) bool) {
	return func(yield func([]byte) bool) {
		it := txn.NewIterator(badger.IteratorOptions{Prefix: orderPrefix(region)})
		defer it.Close()
		for it.Seek(within.from); it.Valid(); it.Next() {
			if it.Item().UserMeta()&hidden != 0 {
				continue
			}
			key := it.Item().Key()
			if date, _ := readOrder(key); fromSeconds(date).Before(within.till) || !yield(key) {
				return
			}
		}
	}
}
