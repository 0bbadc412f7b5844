package storage

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// chunk is how many items are placed anew at a time: only they, and what they
// change, are in memory, and between two chunks visits are merged.
const chunk = 256

// Survey tells what Reclassify would do and changes nothing.
func (s *Store) Survey(ctx context.Context, again func(feeds.ID, feeds.Version) feeds.Item, moved func(enters, leaves []string)) error {
	err := s.eachChunk(func(ids []feeds.ID) error {
		return s.db.View(func(txn *badger.Txn) error {
			for _, id := range ids {
				p, err := s.replace(ctx, txn, id, again)
				if err != nil {
					return err
				}
				p.tell(moved)
			}
			return nil
		})
	})
	if err != nil {
		return fmt.Errorf("survey: %w", err)
	}
	return nil
}

// Reclassify gives each version of each item the placements, and the dateline,
// of what again returns, and nothing else of that; and moves the items in the indexes. It calls moved for each item that
// readers come to see otherwise, with the regions it enters and leaves; both
// are empty if only its confidence or reasons are others. Such an item is
// logged as changed for the regions it is in and those it has left. Its ID,
// its dates and its revision stay: no source has said anything new.
//
// It works in batches, each of which leaves the store whole, and what it has
// done needs no doing again: after a crash or an error, the next call finds
// those items as they should be, which costs a look at each, and goes on with
// the others. In the end the store is indexed by its atlas, as after Open.
func (s *Store) Reclassify(ctx context.Context, again func(feeds.ID, feeds.Version) feeds.Item, moved func(enters, leaves []string)) error {
	err := s.eachChunk(func(ids []feeds.ID) error { return s.reclassifySome(ctx, ids, again, moved) })
	if err == nil {
		err = s.noteAtlas(ctx)
	}
	if err != nil {
		return fmt.Errorf("reclassify: %w", err)
	}
	return nil
}

// eachChunk calls do with the IDs of all items, in their order.
func (s *Store) eachChunk(do func([]feeds.ID) error) error {
	for last := (feeds.ID{}); ; {
		ids, err := s.after(last, chunk)
		if err != nil || len(ids) == 0 {
			return err
		}
		if err := do(ids); err != nil {
			return err
		}
		last = ids[len(ids)-1]
	}
}

func (s *Store) reclassifySome(ctx context.Context, ids []feeds.ID, again func(feeds.ID, feeds.Version) feeds.Item, moved func(enters, leaves []string)) error {
	if err := s.lock(ctx); err != nil {
		return err
	}
	defer s.unlock()
	b, now := s.begin(), time.Now()
	defer b.close()
	for _, id := range ids {
		if b.isFull() {
			if err := b.commit(); err != nil {
				return err
			}
		}
		p, err := s.replace(ctx, b.txn, id, again)
		if err != nil {
			return err
		}
		if err := b.settle(id, p, now); err != nil {
			return err
		}
		p.tell(moved)
	}
	return b.commit()
}

// settle writes an item that was placed anew, if that made a difference.
func (b *batch) settle(id feeds.ID, p placing, now time.Time) error {
	if p.item == nil {
		return nil
	}
	what := feeds.Act("")
	if p.isSeen {
		what = feeds.Changed
	}
	return b.keep(id, p.item, what, now)
}

// noteAtlas says that every item is indexed by the regions there are now.
func (s *Store) noteAtlas(ctx context.Context) error {
	if err := s.lock(ctx); err != nil {
		return err
	}
	defer s.unlock()
	return s.db.Update(func(txn *badger.Txn) error {
		var r atlasRecord
		if _, err := read(txn, atlasKey, &r); err != nil || r.Hash == s.atlas.Hash() && r.Next == "" {
			return err
		}
		return write(txn, atlasKey, atlasRecord{Hash: s.atlas.Hash()})
	})
}

// placing is what placing an item anew has come to.
type placing struct {
	// item is the new record, not yet indexed; nil if nothing is to be written.
	item *itemRecord
	// isSeen says that readers see a difference.
	isSeen         bool
	enters, leaves []string
}

func (p placing) tell(moved func(enters, leaves []string)) {
	if p.isSeen {
		moved(p.enters, p.leaves)
	}
}

// replace places the versions of an item anew.
func (s *Store) replace(ctx context.Context, txn *badger.Txn, id feeds.ID, again func(feeds.ID, feeds.Version) feeds.Item) (placing, error) {
	if err := ctx.Err(); err != nil {
		return placing{}, err
	}
	var r itemRecord
	if found, err := read(txn, keyOfItem(id), &r); err != nil || !found {
		return placing{}, err
	}
	was, isOther := s.versions(&r), false
	for i, v := range was {
		is, was := textOf(again(id, v)), &r.Versions[i].Item
		if !reflect.DeepEqual(is.Placements, was.Placements) || !slices.Equal(is.Dateline, was.Dateline) {
			was.Placements, was.Dateline, isOther = is.Placements, is.Dateline, true
		}
	}
	before := feeds.Publish(id, was)
	is := before
	if isOther {
		is = s.publish(id, &r)
	}
	regions := s.fan(is)
	if !isOther && slices.Equal(r.Regions, regions) {
		return placing{}, nil
	}
	return placing{
		item: &r, isSeen: isSeen(before, is) || !slices.Equal(r.Regions, regions),
		enters: s.regions.slugs(without(regions, r.Regions)), leaves: s.regions.slugs(without(r.Regions, regions)),
	}, nil
}

// without returns the numbers of a that are not in b.
func without(a, b []uint32) []uint32 {
	return slices.DeleteFunc(slices.Clone(a), func(n uint32) bool { return slices.Contains(b, n) })
}
