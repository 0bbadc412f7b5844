package storage

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// maxFollowed is how many entries of a region's log Since looks at at most: a
// tenth of a second's work.
const maxFollowed = 5000

// Since returns what has become of those of a region's entries that a query is
// for, after a sequence of the log: up to limit steps, the oldest first, each
// item once and as it is now. An item that the query does not want, or no
// longer, is told of as removed, unless it is newer than the sequence: then
// nobody has it. What comes after Next is told by the next call; Next is after
// if nothing came.
//
// If the log of the region does not reach back that far any more, it is
// feeds.ErrPruned; if it has not come that far, feeds.ErrAhead; if there is no
// such region, feeds.ErrNotFound.
func (s *Store) Since(ctx context.Context, region string, q feeds.Query, after uint64, limit int) (feeds.Delta, error) {
	number, err := s.region(region)
	if err != nil {
		return feeds.Delta{}, err
	}
	d := feeds.Delta{Next: after}
	err = s.db.View(func(txn *badger.Txn) error {
		if d.Head, err = s.reach(txn, number, after); err != nil {
			return err
		}
		f := follower{s: s, txn: txn, region: number, query: q, after: after}
		return f.follow(ctx, limit, &d)
	})
	if err != nil {
		return feeds.Delta{}, fmt.Errorf("changes of %s after %d: %w", region, after, err)
	}
	return d, nil
}

// reach returns the head of a region whose log has everything after a sequence.
func (s *Store) reach(txn *badger.Txn, region uint32, after uint64) (feeds.Head, error) {
	var r regionRecord
	if _, err := read(txn, keyOfRegion(region), &r); err != nil {
		return feeds.Head{}, err
	}
	if after < r.Pruned {
		return feeds.Head{}, feeds.ErrPruned
	}
	if _, last, err := logged(txn); err != nil || after > last {
		return feeds.Head{}, errors.Join(err, feeds.ErrAhead)
	}
	return s.head(txn, region)
}

// follower reads the log of a region.
type follower struct {
	s      *Store
	txn    *badger.Txn
	region uint32
	query  feeds.Query
	after  uint64
}

// follow adds steps to a delta.
func (f *follower) follow(ctx context.Context, limit int, d *feeds.Delta) error {
	looked := 0
	for seq, err := range entriesAfter(f.txn, f.region, f.after) {
		if err := errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		if looked++; looked > maxFollowed {
			d.More = true
			return nil
		}
		step, ok, err := f.step(seq)
		if err != nil {
			return fmt.Errorf("entry %d: %w", seq, err)
		}
		if ok && len(d.Steps) == limit {
			d.More = true
			return nil
		}
		if ok {
			d.Steps = append(d.Steps, step)
		}
		if ok || len(d.Steps) > 0 || looked == maxFollowed {
			d.Next = seq
		}
	}
	return nil
}

// step is what an entry of the log tells, unless a later one tells it, or it is
// nothing to who has read what was before.
func (f *follower) step(seq uint64) (step feeds.Step, ok bool, err error) {
	var r changeRecord
	found, err := read(f.txn, keyOfChange(seq), &r)
	if err != nil || !found {
		return step, false, err
	}
	c, err := readCourse(f.txn, r.ID)
	if err != nil {
		return step, false, err
	}
	if isOld, err := f.isOld(seq, r, c); err != nil || isOld {
		return step, false, err
	}
	isNew, err := f.isNew(max(seq, c.last))
	if err != nil {
		return step, false, err
	}
	step = feeds.Step{Seq: seq, At: fromSeconds(r.At), ID: r.ID, What: feeds.Changed}
	if isNew {
		step.What = feeds.Added
	}
	e, shown, err := f.s.shownIn(f.txn, f.region, r.ID)
	if err != nil {
		return step, false, err
	}
	if shown && f.query.Wants(e) {
		step.Entry = e
		return step, true, nil
	}
	step.What, step.Reason, err = fate(f.txn, r.ID)
	return step, !isNew, err
}

// isOld reports whether the region's log has a later entry about the same.
func (f *follower) isOld(seq uint64, r changeRecord, c course) (bool, error) {
	if c.last == 0 { // it is gone, and the entry that says so tells it
		return feeds.Act(r.What) != feeds.Removed && feeds.Act(r.What) != feeds.Retracted, nil
	}
	for at := c.last; at > seq; {
		found, err := read(f.txn, keyOfChange(at), &r)
		if err != nil || !found {
			return false, err
		}
		if slices.Contains(r.Regions, f.region) {
			return true, nil
		}
		at, r = r.Prev, changeRecord{}
	}
	return false, nil
}

// isNew reports whether what has its last entry at a sequence has been there
// only since after the one that was asked for.
func (f *follower) isNew(last uint64) (bool, error) {
	for at := last; at > f.after; {
		var r changeRecord
		found, err := read(f.txn, keyOfChange(at), &r)
		if err != nil || !found {
			return false, err
		}
		if feeds.Act(r.What) == feeds.Added {
			return !r.Again, nil
		}
		at = r.Prev
	}
	return false, nil
}

// fate is what has become of what is not shown.
func fate(txn *badger.Txn, id feeds.ID) (what feeds.Act, reason string, err error) {
	var gone goneRecord
	found, err := read(txn, keyOfGone(id), &gone)
	if found && gone.Retracted != nil {
		return feeds.Retracted, gone.Retracted.Reason, err
	}
	return feeds.Removed, "", err
}

// shownIn is the entry that a region's feed shows under an ID, if it does.
func (s *Store) shownIn(txn *badger.Txn, region uint32, id feeds.ID) (e feeds.Entry, ok bool, err error) {
	var st storyRecord
	found, err := read(txn, keyOfStory(id), &st)
	if err != nil {
		return e, false, err
	}
	if found {
		if !slices.Contains(st.Regions, region) {
			return e, false, nil
		}
		e, err = s.tell(id, st.Items, func(item feeds.ID) (*itemRecord, error) { return itemIn(txn, item) })
		return e, err == nil, err
	}
	var r itemRecord
	if found, err = read(txn, keyOfItem(id), &r); err != nil || !found || !slices.Contains(r.Regions, region) {
		return e, false, err
	}
	e, err = s.part(txn, id, &r)
	return e, err == nil && e.Story.IsZero(), err
}
