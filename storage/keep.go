package storage

import (
	"time"

	"dateline/feeds"
	"dateline/storage/story"
)

// keep writes an item's record, moves its order keys to where the versions
// now say they belong, joins it to the stories it tells, and logs what
// happened, if anything.
func (b *batch) keep(id feeds.ID, r *itemRecord, what feeds.Act, at time.Time) error {
	if r.isKept() {
		if err := r.learnStory(b.txn, id); err != nil {
			return err
		}
	}
	e := b.s.publish(id, r)
	around, former, err := b.compare(id, r, e, at)
	if err != nil {
		return err
	}
	if len(around)+len(former) > 1 || !r.Story.IsZero() {
		return b.keepStory(id, r, e, around, former, what, at)
	}
	var before, after spots
	before.item(id, r)
	wasIn := r.Regions
	r.Date, r.Regions = seconds(e.Date), b.s.fan(e)
	after.item(id, r)
	if err := b.swap(before, after); err != nil {
		return err
	}
	if err := b.put(keyOfItem(id), *r); err != nil {
		return err
	}
	if what == "" {
		return nil
	}
	if err := b.record(what, id, at, union(wasIn, r.Regions)); err != nil {
		return err
	}
	b.hand(b.described(id, r.Date, e, r.Regions))
	return nil
}

// compare returns the items that an item may tell a story with, itself the
// first, and others that it might have told one with by what it said before:
// nothing if it has no text to compare that it did not have before.
func (b *batch) compare(id feeds.ID, r *itemRecord, e feeds.Entry, at time.Time) (around, former []story.Member, err error) {
	d, err := b.draw(id, r, e, at)
	if err != nil || !d.done || !d.meets && r.Story.IsZero() {
		return nil, nil, err
	}
	all := b.members()
	if around, err = all.around(id); err != nil {
		return nil, nil, err
	}
	if was := memberOf(id, d.was); was != nil {
		former, err = story.Reach(*was, all.near)
	}
	return around, former, err
}

// around returns an item and all that it may tell a story with, nothing if
// there is nothing to compare it by.
func (ms *members) around(id feeds.ID) ([]story.Member, error) {
	self, err := ms.get(id)
	if err != nil || self == nil {
		return nil, err
	}
	return story.Reach(*self, ms.near)
}

// keepStory keeps an item that tells a story with others, or may do so, or did.
// Around and former are as compare returns them; if they are nothing the
// stories stay as they are.
func (b *batch) keepStory(id feeds.ID, r *itemRecord, e feeds.Entry, around, former []story.Member, what feeds.Act, at time.Time) error {
	a := b.arrange(at)
	if err := a.add(id, r); err != nil {
		return err
	}
	wasIn := r.Regions
	r.Date, r.Regions = seconds(e.Date), b.s.fan(e)
	if err := b.put(keyOfItem(id), *r); err != nil {
		return err
	}
	groups := [][]feeds.ID{a.sorted()}
	if len(around) > 0 {
		var err error
		if groups, err = a.regroup(around, former); err != nil {
			return err
		}
	}
	if what != "" && !r.Story.IsZero() {
		a.touch(r.Story, nil)
	}
	if err := a.settle(groups); err != nil {
		return err
	}
	return a.log(id, what, union(wasIn, r.Regions))
}
