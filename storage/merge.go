package storage

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"dateline/feeds"
)

// Merge stores the items of a visit, in their order, and then its state, which
// is why the state is never ahead of the items: after a crash or an error the
// next visit asks for the same items again. Merging a visit twice is the same
// as once, and an item that is known as it is costs no write.
//
// Tally.New counts items the store had from no source, Changed those whose
// published entry is another than before, Known all others: also duplicates
// within the visit, of which the first counts, items that retention took, and
// changes that feeds.IsDamped puts off, and items that wait for their date.
// After one of the last two no validators are kept, so that the next visit sees
// it again. Known too are the pieces of v.Reading that were not read; the error
// is feeds.ErrUnsure if they have to be.
func (s *Store) Merge(ctx context.Context, v feeds.Visit) (feeds.Tally, error) {
	var tally feeds.Tally
	err := s.MergeTogether(ctx, func(merge func(feeds.Visit) (feeds.Tally, error)) (err error) {
		tally, err = merge(v)
		return err
	})
	return tally, err
}

// MergeTogether lets several visits share commits, of which each costs a wait for
// the disk: what visits calls merge with is merged as Merge would, in that order,
// but is not sure to be kept before MergeTogether returns nil. If visits returns
// an error, that is the error, and what was merged since the last commit is not
// kept: of no visit the state without all of its items.
func (s *Store) MergeTogether(ctx context.Context, visits func(merge func(feeds.Visit) (feeds.Tally, error)) error) error {
	if err := s.lock(ctx); err != nil {
		return err
	}
	defer s.unlock()
	b := s.begin()
	defer b.close()
	err := visits(func(v feeds.Visit) (feeds.Tally, error) { return b.merge(ctx, v) })
	if err == nil && b.broken != nil {
		err = b.broken
	}
	if err != nil {
		return err
	}
	return b.commit()
}

// merge merges a visit. After an error other than feeds.ErrUnsure the batch may hold
// a part of it, and takes no more.
func (b *batch) merge(ctx context.Context, v feeds.Visit) (feeds.Tally, error) {
	if b.broken != nil {
		return feeds.Tally{}, b.broken
	}
	number, err := b.s.number(v.Source)
	m := merger{
		s: b.s, batch: b, source: number, id: v.Source.ID,
		at: v.At.UTC().Truncate(time.Second), leads: leadsOf(v.Items, v.ChannelLink), met: make(map[feeds.ID]bool, len(v.Items)),
	}
	m.shared = m.leads.sharedGUIDs(v.Items)
	if err == nil {
		err = m.visit(ctx, v)
	}
	if err == nil {
		return m.tally, nil
	}
	err = fmt.Errorf("merge %s: %w", v.Source.ID, err)
	if !errors.Is(err, feeds.ErrUnsure) {
		b.broken = err
	}
	return m.tally, err
}

// merger merges one visit.
type merger struct {
	s     *Store
	batch *batch
	// source is the number of the source, id its ID.
	source uint32
	id     string
	at     time.Time
	// leads are what leads to the items of the visit, in their order.
	leads leads
	// shared are the guids that several items of the visit have.
	shared map[string]bool
	// met are the items of this visit so far, adopted those of them that were
	// found to be others.
	met, adopted map[feeds.ID]bool
	tally        feeds.Tally
	// pieces are those of the document at hand.
	pieces pieces
	// later says that something was left for later.
	later bool
	// before is what the source had of late, if the visit is a flood of that.
	before byContent
	flood  feeds.Flood
	// state is what is remembered after the visit.
	state feeds.State
}

func (m *merger) visit(ctx context.Context, v feeds.Visit) error {
	err := m.recognise(v)
	if err != nil {
		return err
	}
	if m.before, err = m.lookBack(v.Items); err != nil {
		return err
	}
	for i, it := range v.Items {
		m.pieces.held = append(m.pieces.held, 0)
		if len(it.Summary)+len(it.Content) > maxText {
			m.s.log.Warn("item left out: its text is too long", "source", m.id, "link", it.Link)
			continue
		}
		if v.Source.Waits && it.Published.After(m.at) {
			m.later = true
			m.tally.Known++
			continue
		}
		if err := m.each(ctx, &m.leads[i], normal(it)); err != nil {
			return err
		}
	}
	if err := m.withdraw(v.Tombstones); err != nil {
		return err
	}
	m.state = v.State
	if v.Settle != nil {
		m.state = v.Settle(v.State, m.tally)
	}
	if m.flood.Items > 0 {
		m.state.Flood = m.flood
	}
	if m.later { // to be read again when it may come through
		m.state.ETag, m.state.LastModified, m.state.BodyHash = "", "", nil
	}
	if err := m.remember(v.Reading); err != nil {
		return err
	}
	m.batch.states = append(m.batch.states, learnt{m.source, m.state})
	return m.batch.put(keyOfState(m.source), stateOf(m.state))
}

// each merges an item, in a batch that has room for it.
func (m *merger) each(ctx context.Context, l *lead, it feeds.Item) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if m.batch.isFull() {
		if err := m.batch.commit(); err != nil {
			return err
		}
	}
	if err := m.item(l, it); err != nil {
		return fmt.Errorf("item %q: %w", it.Link, err)
	}
	return nil
}

// maxText is how long an item's texts may be together. Longer ones are made to
// harm; one such item must not stop all others.
const maxText = 4 * mib

// normal gives dates the resolution of feeds.
func normal(it feeds.Item) feeds.Item {
	it.Published, it.Updated = second(it.Published), second(it.Updated)
	return it
}

func second(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC().Truncate(time.Second)
}

// item merges one item.
func (m *merger) item(l *lead, it feeds.Item) error {
	f, err := m.find(l, it)
	if err != nil {
		return err
	}
	if f.known || m.met[f.id] && (!m.adopted[f.id] || f.isLed()) {
		m.pieces.odd = m.pieces.odd || m.met[f.id]
		m.vouch(f, f.known)
		m.met[f.id] = true
		m.tally.Known++
		return nil
	}
	m.met[f.id] = true
	if f.item == nil && f.gone == nil && !f.isFresh {
		if err := m.load(&f); err != nil {
			return err
		}
	}
	switch {
	case f.gone != nil && f.gone.stays(m.source):
		m.tally.Known++
		m.vouch(f, f.led)
		return m.keepMark(f, it)
	case f.item == nil:
		if id, returns := m.before.find(it); returns && !m.met[id] && f.isLed() {
			m.met[id] = true
			return m.adopt(f, id, it)
		}
		return m.create(f, it)
	case f.item.version(m.source) != nil:
		return m.revise(f, it, false)
	case trace(f.item.Dropped, m.source) != nil:
		m.tally.Known++
		return m.keepTrace(f)
	}
	return m.join(f, it)
}

// create stores an item that no source had, or that only others had before
// retention took it.
func (m *merger) create(f found, it feeds.Item) error {
	r := &itemRecord{}
	if f.gone != nil {
		r.Dropped, m.batch.again = f.gone.Traces, f.id
		if err := m.batch.remove(keyOfGone(f.id)); err != nil {
			return err
		}
	}
	r.Versions = []versionRecord{m.first(it)}
	m.tally.New++
	what := feeds.Added
	if f.gone != nil {
		rejoins, err := m.batch.rejoin(f.id)
		if err != nil {
			return err
		}
		if rejoins {
			r.Story, what = f.id, feeds.Changed
		}
	}
	return m.store(f, r, what)
}

// join adds the source's version to an item that others carry.
func (m *merger) join(f found, it feeds.Item) error {
	f.item.Versions = append(f.item.Versions, m.first(it))
	m.tally.Changed++
	return m.store(f, f.item, feeds.Changed)
}

// first is a source's first version of an item.
func (m *merger) first(it feeds.Item) versionRecord {
	v := versionRecord{Source: m.source, Item: textOf(it), Received: seconds(m.at), Revision: 1}
	date := feeds.Date(m.at, []feeds.Version{{Item: it}})
	v.Changed = seconds(date)
	if it.Updated.After(date) && !it.Updated.After(m.at) {
		v.Changed = seconds(it.Updated)
	}
	return v
}

// revise takes over what the source has changed. Published stays the first
// date the source gave: a bumped date does not move the item. An item that has
// only moved to another address is no other revision, nor is it if quiet is
// set.
func (m *merger) revise(f found, it feeds.Item, quiet bool) error {
	v := f.item.version(m.source)
	was := v.Item.item()
	if feeds.Fingerprint(was) == f.print {
		m.tally.Known++
		err := m.learn(f, v)
		m.vouch(f, slices.Contains(v.GUIDs, f.guid))
		return err
	}
	if !quiet && feeds.IsDamped(v.revisions(), m.at) {
		m.tally.Known++
		m.later = true
		return nil
	}
	before := m.s.publish(f.id, f.item)
	text := textOf(it)
	if !was.Published.IsZero() {
		text.Published = v.Item.Published
	}
	changed := m.at
	if u := it.Updated; u.After(fromSeconds(v.Changed)) && !u.After(m.at) {
		changed = u
	}
	held := v.held(f.id)
	if quiet || hasMoved(was, f.print, it) {
		v.Item = text
	} else {
		v.turn(text, seconds(changed), seconds(m.at))
	}
	if now := v.held(f.id); now != held {
		if err := m.batch.remove(keyOfHeld(m.source, held)); err != nil {
			return err
		}
	}
	if !isSeen(before, m.s.publish(f.id, f.item)) {
		m.tally.Known++
		return m.store(f, f.item, "")
	}
	m.tally.Changed++
	return m.store(f, f.item, feeds.Changed)
}

// hasMoved reports whether all that tells an item with a fingerprint from what
// it was is its address.
func hasMoved(was feeds.Item, print [16]byte, it feeds.Item) bool {
	was.Link = it.Link
	return feeds.Fingerprint(was) == print
}

// learn remembers a guid that a known item did not have before, or, if the
// making of fingerprints has changed, the new one.
func (m *merger) learn(f found, v *versionRecord) error {
	if f.guid == "" {
		return nil
	}
	if slices.Contains(v.GUIDs, f.guid) {
		return m.batch.put(keyOfGUID(m.source, f.guid), aliasRecord{ID: f.id, Print: f.print})
	}
	if len(v.GUIDs) >= maxAliases {
		return nil
	}
	v.GUIDs = append(v.GUIDs, f.guid)
	if err := m.batch.put(keyOfGUID(m.source, f.guid), aliasRecord{ID: f.id, Print: f.print}); err != nil {
		return err
	}
	return m.batch.put(keyOfItem(f.id), *f.item)
}

// store writes an item, what points at it and, unless readers see no
// difference, what happened to it.
func (m *merger) store(f found, r *itemRecord, what feeds.Act) error {
	v := r.version(m.source)
	if err := m.alias(f, v); err != nil {
		return err
	}
	m.vouch(f, slices.Contains(v.GUIDs, f.guid))
	if err := m.batch.mark(keyOfHeld(m.source, v.held(f.id))); err != nil {
		return err
	}
	return m.batch.keep(f.id, r, what, m.at)
}
