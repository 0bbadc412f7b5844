package storage

import (
	"slices"
	"time"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// fanAnew indexes every item by the regions of an atlas other than the one the
// items are indexed by. It may be killed at any time: each batch notes the last
// item done, and the next Open goes on from there.
func (s *Store) fanAnew() error {
	var r atlasRecord
	var known bool
	err := s.db.View(func(txn *badger.Txn) (err error) {
		known, err = read(txn, atlasKey, &r)
		return err
	})
	if err != nil || r.Hash == s.atlas.Hash() && r.Next == "" || known && s.opts.AsIndexed {
		return err
	}
	if r.Next != s.atlas.Hash() {
		r.Next, r.Cursor = s.atlas.Hash(), feeds.ID{}
	}
	if known {
		s.log.Info("regions have changed: indexing all items anew")
	}
	b := s.begin()
	defer b.close()
	for now := time.Now(); ; {
		ids, err := s.after(r.Cursor, 500)
		if err != nil {
			return err
		}
		if len(ids) == 0 {
			return b.checkpoint(atlasRecord{Hash: s.atlas.Hash()})
		}
		if err := b.refanAll(ids, &r, now); err != nil {
			return err
		}
	}
}

// refanAll moves items to the regions they are now in, and notes how far it
// has come.
func (b *batch) refanAll(ids []feeds.ID, r *atlasRecord, now time.Time) error {
	for _, id := range ids {
		if err := b.refan(id, now); err != nil {
			return err
		}
		r.Cursor = id
		if b.isFull() {
			if err := b.checkpoint(*r); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *batch) checkpoint(r atlasRecord) error {
	if err := b.put(atlasKey, r); err != nil {
		return err
	}
	return b.commit()
}

// after returns up to n item IDs that come after an ID.
func (s *Store) after(id feeds.ID, n int) ([]feeds.ID, error) {
	ids := make([]feeds.ID, 0, n)
	err := s.db.View(func(txn *badger.Txn) error {
		it := txn.NewIterator(badger.IteratorOptions{Prefix: []byte{itemKey}})
		defer it.Close()
		for it.Seek(append(keyOfItem(id), 0)); it.Valid() && len(ids) < n; it.Next() {
			ids = append(ids, feeds.ID(it.Item().Key()[1:]))
		}
		return nil
	})
	return ids, err
}

// refan moves an item to the regions it is now in. The log tells those it has
// entered or left; for the others nothing has changed.
func (b *batch) refan(id feeds.ID, now time.Time) error {
	var r itemRecord
	found, err := read(b.txn, keyOfItem(id), &r)
	if err != nil || !found {
		return err
	}
	regions := b.s.fan(b.s.publish(id, &r))
	if slices.Equal(r.Regions, regions) {
		return nil
	}
	if err := r.learnStory(b.txn, id); err != nil {
		return err
	}
	a := b.arrange(now)
	if err := a.add(id, &r); err != nil {
		return err
	}
	was := r.Regions
	r.Regions = regions
	if err := b.put(keyOfItem(id), r); err != nil {
		return err
	}
	if !r.Story.IsZero() {
		a.touch(r.Story, nil)
	}
	if err := a.settle([][]feeds.ID{a.sorted()}); err != nil {
		return err
	}
	return a.log(id, feeds.Changed, difference(was, regions))
}

// difference returns the numbers that are in only one of a and b, sorted.
func difference(a, b []uint32) []uint32 {
	return slices.DeleteFunc(union(a, b), func(n uint32) bool { return slices.Contains(a, n) && slices.Contains(b, n) })
}
