package storage

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// Retract withdraws an item for good: it leaves every feed, the log and the
// feeds it was in say so, and no source brings it back. Retracting again changes
// nothing. An item that retention has removed is kept from coming back. An ID
// that was never seen is feeds.ErrNotFound. Of a story all items are withdrawn,
// in several batches if they are many.
func (s *Store) Retract(ctx context.Context, id feeds.ID, reason string, now time.Time) (feeds.Retraction, error) {
	if err := s.lock(ctx); err != nil {
		return feeds.Retraction{}, err
	}
	defer s.unlock()
	b := s.begin()
	defer b.close()
	gone, err := b.retract(id, reason, now)
	if err == nil {
		err = b.commit()
	}
	if err != nil {
		return feeds.Retraction{}, fmt.Errorf("retract %s: %w", id, err)
	}
	return gone.retraction(id), nil
}

// retract withdraws an item, or all items of the story that feeds show under
// the ID.
func (b *batch) retract(id feeds.ID, reason string, now time.Time) (goneRecord, error) {
	var st storyRecord
	if _, err := read(b.txn, keyOfStory(id), &st); err != nil {
		return goneRecord{}, err
	}
	for _, part := range st.Items {
		if part == id {
			continue
		}
		if b.isFull() { // who is told of an error here asks again
			if err := b.commit(); err != nil {
				return goneRecord{}, err
			}
		}
		if _, err := b.retractItem(part, retractedRecord{At: seconds(now), Reason: reason}, now); err != nil {
			return goneRecord{}, err
		}
	}
	return b.retractItem(id, retractedRecord{At: seconds(now), Reason: reason, Regions: st.Regions}, now)
}

// retractItem withdraws an item that readers see in mark.Regions and its own. Of
// one whose story goes on under its ID they are not told.
func (b *batch) retractItem(id feeds.ID, mark retractedRecord, now time.Time) (goneRecord, error) {
	var r itemRecord
	found, err := read(b.txn, keyOfItem(id), &r)
	if err != nil {
		return goneRecord{}, err
	}
	goesOn, err := b.goesOn(id)
	if err != nil {
		return goneRecord{}, err
	}
	gone := goneRecord{Retracted: &mark}
	if mark.Regions = union(mark.Regions, r.Regions); goesOn {
		mark.Regions = nil
	}
	if found {
		err = b.takeOut(id, r, gone, now)
	} else {
		gone, err = b.retractGone(id, gone, now)
	}
	if err != nil || gone.Retracted != &mark {
		return gone, err
	}
	for _, n := range mark.Regions {
		if err := b.mark(keyOfWithdrawn(n, mark.At, id)); err != nil {
			return gone, err
		}
	}
	if !found {
		return gone, nil
	}
	return gone, b.recordGone(feeds.Retracted, id, now, mark.Regions)
}

// goesOn reports whether others tell the story that an item gave its ID.
func (b *batch) goesOn(id feeds.ID) (bool, error) {
	var st storyRecord
	found, err := read(b.txn, keyOfStory(id), &st)
	return found && slices.ContainsFunc(st.Items, func(item feeds.ID) bool { return item != id }), err
}

// retractGone makes the mark of an item that is not there any more one that
// stays.
func (b *batch) retractGone(id feeds.ID, gone goneRecord, now time.Time) (goneRecord, error) {
	var was goneRecord
	found, err := read(b.txn, keyOfGone(id), &was)
	switch {
	case err != nil:
		return gone, err
	case !found:
		return gone, feeds.ErrNotFound
	case was.Retracted != nil:
		return was, nil
	}
	was.Retracted = gone.Retracted
	return was, b.bury(id, was, now)
}

// withdraw does what the tombstones of a visit say: the source's version goes,
// and the item with it if nobody else carries it.
func (m *merger) withdraw(tombstones []feeds.Tombstone) error {
	for _, t := range tombstones {
		a, _, err := readAlias(m.batch.txn, keyOfGUID(m.source, t.GUID))
		if err != nil {
			return err
		}
		if a.ID.IsZero() || m.met[a.ID] {
			continue
		}
		if err := m.withdrawItem(a.ID, t); err != nil {
			return err
		}
		if m.batch.isFull() {
			if err := m.batch.commit(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *merger) withdrawItem(id feeds.ID, t feeds.Tombstone) error {
	var r itemRecord
	found, err := read(m.batch.txn, keyOfItem(id), &r)
	if err != nil || !found || r.version(m.source) == nil {
		return err
	}
	if len(r.Versions) > 1 {
		m.tally.Changed++
		return m.batch.dropVersion(id, r, m.source, m.at)
	}
	m.tally.Retracted++
	_, err = m.batch.retractItem(id, retractedRecord{At: seconds(m.at), Reason: t.Comment}, m.at)
	return err
}

// How many retractions a page tells, and for how long: readers come by at least
// once in that time, or have forgotten the item themselves.
const (
	maxRetracted = 50
	tellFor      = 30 * 24 * time.Hour
)

// retracted are the items lately withdrawn from a region whose last change was
// at modified, the last first.
func (s *Store) retracted(txn *badger.Txn, region uint32, modified time.Time) ([]feeds.Retraction, error) {
	var list []feeds.Retraction
	it := txn.NewIterator(badger.IteratorOptions{Prefix: withdrawnPrefix(region)})
	defer it.Close()
	for it.Rewind(); it.Valid() && len(list) < maxRetracted; it.Next() {
		_, id := readOrder(it.Item().Key())
		var gone goneRecord
		if found, err := read(txn, keyOfGone(id), &gone); err != nil || !found || gone.Retracted == nil {
			return nil, err // unreachable but for an error: the mark of a retracted item stays
		}
		retraction := gone.retraction(id)
		if modified.Sub(retraction.At) > tellFor {
			break
		}
		list = append(list, retraction)
	}
	return slices.Clip(list), nil
}

// absence is why there is no item.
func absence(txn *badger.Txn, id feeds.ID) error {
	var gone goneRecord
	found, err := read(txn, keyOfGone(id), &gone)
	if err != nil {
		return err
	}
	if found && gone.Retracted != nil {
		return &feeds.RetractedError{Retraction: gone.retraction(id)}
	}
	return feeds.ErrNotFound
}
