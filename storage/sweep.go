package storage

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// Sweep removes what retention no longer allows and returns how many items
// that were: items first received longer ago than r.Age, and of each source
// the versions beyond r.PerSource, of which the latest received stay; an item
// goes with its last version. What goes leaves a seen-mark, so that the source
// does not bring it back while it still lists it, and is logged. Entries of the
// log go when they are older than r.Age and than 30 days. The index is brought up
// to date before that, and what it has of items that are gone goes too.
//
// Sweep works in batches, between which visits are merged. It asks nothing of
// upstreams: an empty or failed visit removes nothing.
func (s *Store) Sweep(ctx context.Context, r feeds.Retention, now time.Time) (int, error) {
	doomed, err := s.doomed(ctx, r, now)
	if err != nil {
		return 0, fmt.Errorf("sweep: %w", err)
	}
	removed := 0
	for chunk := range slices.Chunk(doomed, 256) {
		n, err := s.sweepSome(ctx, chunk, now)
		removed += n
		if err != nil {
			return removed, fmt.Errorf("sweep: %w", err)
		}
	}
	if err := s.IndexAll(ctx); err != nil {
		return removed, fmt.Errorf("sweep: %w", err)
	}
	if err := s.index.keepTidy(ctx); err != nil {
		return removed, fmt.Errorf("sweep: %w", err)
	}
	if err := s.prune(ctx, now.Add(-max(r.Age, logFor))); err != nil {
		return removed, fmt.Errorf("sweep: %w", err)
	}
	return removed, nil
}

// doom is a version, or all of an item, that has to go.
type doom struct {
	id     feeds.ID
	source uint32
	aged   bool
}

// doomed finds what has to go, in the order of sources and of receipt.
func (s *Store) doomed(ctx context.Context, r feeds.Retention, now time.Time) ([]doom, error) {
	if r.Age <= 0 && r.PerSource <= 0 {
		return nil, nil
	}
	var dooms []doom
	err := s.db.View(func(txn *badger.Txn) error {
		// In one go: beginning to read in the middle of the tree costs as much
		// as a hundred keys, and there may be thousands of sources.
		var all []held
		var source uint32
		err := each(txn, []byte{heldKey}, false, func(item *badger.Item) error {
			if number := sourceOfHeld(item.Key()); number != source {
				dooms = append(dooms, tooMany(all, source, r, now)...)
				all, source = all[:0], number
			}
			all = append(all, readHeld(item.Key()))
			return ctx.Err()
		})
		dooms = append(dooms, tooMany(all, source, r, now)...)
		return err
	})
	return dooms, err
}

func heldBy(ctx context.Context, txn *badger.Txn, source uint32) ([]held, error) {
	var all []held
	err := each(txn, heldPrefix(source), false, func(item *badger.Item) error {
		all = append(all, readHeld(item.Key()))
		return ctx.Err()
	})
	return all, err
}

// tooMany decides which of a source's versions, oldest first, have to go.
func tooMany(all []held, source uint32, r feeds.Retention, now time.Time) []doom {
	var dooms []doom
	over := 0
	if r.PerSource > 0 {
		over = len(all) - r.PerSource
	}
	oldest := seconds(now.Add(-r.Age))
	for i, h := range all {
		aged := r.Age > 0 && h.received < oldest
		if !aged && i >= over {
			break
		}
		dooms = append(dooms, doom{id: h.id, source: source, aged: aged})
	}
	return dooms
}

// sweepSome removes a few in batches, as the writer.
func (s *Store) sweepSome(ctx context.Context, dooms []doom, now time.Time) (int, error) {
	if err := s.lock(ctx); err != nil {
		return 0, err
	}
	defer s.unlock()
	b := s.begin()
	defer b.close()
	removed, pending := 0, 0
	for _, d := range dooms {
		gone, err := b.execute(d, now)
		if err != nil {
			return removed, err
		}
		if gone {
			pending++
		}
		if b.isFull() {
			if err := b.commitRemoved(pending); err != nil {
				return removed, err
			}
			removed, pending = removed+pending, 0
		}
	}
	if err := b.commitRemoved(pending); err != nil {
		return removed, err
	}
	return removed + pending, nil
}

// commitRemoved commits a batch that removed so many items, and counts them for
// Reclaim.
func (b *batch) commitRemoved(items int) error {
	if err := b.countRemoved(items, 0); err != nil {
		return err
	}
	return b.commit()
}

func (b *batch) countRemoved(items, entries int) error {
	if items+entries == 0 {
		return nil
	}
	var r removedRecord
	if _, err := read(b.txn, removedKey, &r); err != nil {
		return err
	}
	r.Items += int64(items)
	r.Entries += int64(entries)
	return b.put(removedKey, r)
}

// execute removes a version, or the item with it, and reports whether the item
// is gone.
func (b *batch) execute(d doom, now time.Time) (bool, error) {
	var r itemRecord
	found, err := read(b.txn, keyOfItem(d.id), &r)
	if err != nil || !found || r.version(d.source) == nil {
		return false, err
	}
	if d.aged || len(r.Versions) == 1 {
		return true, b.removeItem(d.id, r, d.aged, now)
	}
	return false, b.dropVersion(d.id, r, d.source, now)
}

// removeItem takes an item that retention no longer allows out of everything
// but the log.
func (b *batch) removeItem(id feeds.ID, r itemRecord, aged bool, now time.Time) error {
	if err := b.takeOut(id, r, goneRecord{Aged: aged}, now); err != nil {
		return err
	}
	return b.recordGone(feeds.Removed, id, now, r.Regions)
}

// recordGone logs that an item is gone. If a story goes on under its ID, that
// has changed and no more, and was logged when the item left it.
func (b *batch) recordGone(what feeds.Act, id feeds.ID, now time.Time, regions []uint32) error {
	goesOn, err := b.goesOn(id)
	if err != nil || goesOn {
		return err
	}
	return b.record(what, id, now, regions)
}

// takeOut takes an item out of everything, and leaves a mark with its traces.
func (b *batch) takeOut(id feeds.ID, r itemRecord, gone goneRecord, now time.Time) error {
	gone.Traces = slices.Clone(r.Dropped)
	for _, v := range r.Versions {
		if gone.Retracted == nil {
			if err := b.forgetDerived(id, &v); err != nil {
				return err
			}
		}
		gone.Traces = append(gone.Traces, v.trace())
		if err := b.remove(keyOfHeld(v.Source, v.held(id))); err != nil {
			return err
		}
	}
	if err := b.leave(id, &r, now); err != nil {
		return err
	}
	if err := b.remove(keyOfItem(id)); err != nil {
		return err
	}
	if err := b.erase(id); err != nil {
		return err
	}
	return b.bury(id, gone, now)
}

// forgetDerived removes the alias of the link that the ID derives from, which
// earlier releases wrote: what need not be written is not kept.
func (b *batch) forgetDerived(id feeds.ID, v *versionRecord) error {
	i := slices.IndexFunc(v.Links, func(link string) bool { return derived(link) == id })
	if i < 0 {
		return nil
	}
	link := v.Links[i]
	v.Links = slices.Delete(slices.Clone(v.Links), i, i+1)
	return b.forget(keyOfLink(link), id)
}

// leave takes an item out of the order of feeds. The story it tells goes on
// under its ID as long as another item tells it.
func (b *batch) leave(id feeds.ID, r *itemRecord, now time.Time) error {
	if err := r.learnStory(b.txn, id); err != nil {
		return err
	}
	if r.Story.IsZero() {
		var before spots
		before.item(id, r)
		return b.swap(before, nil)
	}
	a := b.arrange(now)
	if err := a.add(id, r); err != nil {
		return err
	}
	a.touch(r.Story, nil)
	delete(a.items, id)
	if err := b.remove(keyOfPart(id)); err != nil {
		return err
	}
	if err := a.settle([][]feeds.ID{a.sorted()}); err != nil {
		return err
	}
	return a.log(id, "", nil)
}

// dropVersion takes one of several versions out of an item.
func (b *batch) dropVersion(id feeds.ID, r itemRecord, source uint32, now time.Time) error {
	v := *r.version(source)
	r.Dropped = append(r.Dropped, v.trace())
	r.Versions = slices.DeleteFunc(r.Versions, func(v versionRecord) bool { return v.Source == source })
	if err := b.remove(keyOfHeld(source, v.held(id))); err != nil {
		return err
	}
	return b.keep(id, &r, feeds.Changed, now)
}

// bury writes an item's seen-mark and lets it and the item's aliases expire
// together; those of a retracted item never do.
func (b *batch) bury(id feeds.ID, gone goneRecord, now time.Time) error {
	expires := uint64(max(now.Add(seenFor).Unix(), 0))
	if gone.Retracted != nil {
		expires = 0
	}
	if err := b.putUntil(keyOfGone(id), gone, expires); err != nil {
		return err
	}
	for _, t := range gone.Traces {
		for _, guid := range t.GUIDs {
			if err := b.fade(guid.keyOfGUID(t.Source), id, expires); err != nil {
				return err
			}
		}
		for _, link := range t.Links {
			if err := b.fade(link.keyOfLink(), id, expires); err != nil {
				return err
			}
		}
	}
	return nil
}

// fade lets an alias that leads to id expire. It has no fingerprint any more:
// there is no version that it could be the one of.
func (b *batch) fade(key []byte, id feeds.ID, expires uint64) error {
	a, _, err := readAlias(b.txn, key)
	if err != nil || a.ID != id {
		return err
	}
	return b.putUntil(key, aliasRecord{ID: id}, expires)
}
