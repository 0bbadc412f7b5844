package storage

import (
	"errors"
	"slices"
	"time"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// maxAliases is how many guids, and how many links, of one version lead to its
// item. A publisher that makes up new ones at each visit fills no store.
const maxAliases = 8

// found is what the store knows of an item at hand.
type found struct {
	id feeds.ID
	// known says that the source's version is exactly this one, led that its
	// guid leads to it.
	known, led bool
	// guid is the item's guid if it can be relied on, link its canonical
	// link if that tells it apart. own is its guid in any case.
	own, guid, link string
	print           [16]byte
	// item or gone is what is stored under id; both nil if not yet read, or
	// if there is nothing.
	item *itemRecord
	gone *goneRecord
	// isFresh says that nothing of this is stored: no alias, no item, no mark.
	isFresh bool
}

// isLed reports whether something will lead to what an item is found to be: not if
// its guid is another's and it has no link. Then it is the one of its guid.
func (f *found) isLed() bool { return f.own == "" || f.guid != "" || f.link != "" }

// find resolves an item to its ID: by the source's guid, if what we have under
// it is the same thing; by the link; else the one derived from the item.
func (m *merger) find(l *lead, it feeds.Item) (found, error) {
	f := found{own: it.GUID, link: l.link, print: feeds.Fingerprint(it), isFresh: l.isFresh}
	if !m.shared[it.GUID] {
		f.guid = it.GUID
	}
	if f.isFresh {
		f.id = l.id
		return f, nil
	}
	if f.guid != "" {
		var err error
		if f.led, err = m.findByGUID(&f, it); f.led || err != nil {
			return f, err
		}
	}
	if f.link != "" {
		a, _, err := readAlias(m.batch.txn, keyOfLink(f.link))
		if err != nil || !a.ID.IsZero() {
			f.id = a.ID
			return f, err
		}
	}
	f.id = feeds.IdentifyBy(f.link, it, m.id)
	return f, nil
}

// findByGUID reports whether the guid tells which item it is.
func (m *merger) findByGUID(f *found, it feeds.Item) (bool, error) {
	a, expires, err := readAlias(m.batch.txn, keyOfGUID(m.source, f.guid))
	if err != nil || a.ID.IsZero() {
		return false, err
	}
	f.id = a.ID
	if a.Print == f.print && !m.isFading(expires) {
		f.known = true
		return true, nil
	}
	if err := m.load(f); err != nil {
		return false, err
	}
	if f.isSame(m.source, it) {
		if m.met[f.id] {
			return true, nil // said again in this visit
		}
		taken, err := m.isTaken(*f)
		if err != nil || !taken {
			return true, err
		}
	}
	if m.met[a.ID] {
		f.guid = "" // another item of this visit has it: it stays there
	}
	f.id, f.item, f.gone = feeds.ID{}, nil, nil
	return false, nil
}

// isSame reports whether an item is what the source said before of what was
// found, if it said anything. Without links the guid alone tells: what is dated
// anew at each visit, which is not kept, is the same also if its title changes.
func (f *found) isSame(source uint32, it feeds.Item) bool {
	var traces []traceRecord
	if f.item != nil {
		if v := f.item.version(source); v != nil {
			was := v.Item.item()
			return was.Link == "" && it.Link == "" || feeds.IsSame(was, it)
		}
		traces = f.item.Dropped
	}
	if f.gone != nil {
		traces = f.gone.Traces
	}
	t := trace(traces, source)
	return t != nil && t.isSame(it)
}

// isTaken reports whether the item's link is that of another item of the same
// source: two items that at times appear under one guid stay two.
func (m *merger) isTaken(f found) (bool, error) {
	if f.link == "" {
		return false, nil
	}
	a, _, err := m.linked(f)
	if err != nil || a.ID.IsZero() || a.ID == f.id {
		return false, err
	}
	other := found{id: a.ID}
	if err := m.load(&other); err != nil || other.item == nil {
		return false, err
	}
	return other.item.version(m.source) != nil, nil
}

// load reads what is stored under f.id.
func (m *merger) load(f *found) error {
	item := new(itemRecord)
	ok, err := m.batch.read(keyOfItem(f.id), item)
	if err != nil {
		return err
	}
	if ok {
		f.item = item
		return nil
	}
	gone := new(goneRecord)
	ok, err = m.batch.read(keyOfGone(f.id), gone)
	if ok {
		f.gone = gone
	}
	return err
}

// readAlias returns the alias at key, zero if there is none, and when it is
// forgotten, 0 for never.
func readAlias(txn *badger.Txn, key []byte) (a aliasRecord, expires uint64, err error) {
	item, err := txn.Get(key)
	if errors.Is(err, badger.ErrKeyNotFound) {
		return a, 0, nil
	}
	if err != nil {
		return a, 0, err
	}
	return a, item.ExpiresAt(), value(item, &a)
}

// alias writes what leads to the item of a version that is new or has changed:
// its guids with the new fingerprint, and its link unless that leads to some
// item already.
func (m *merger) alias(f found, v *versionRecord) error {
	if f.guid != "" && !slices.Contains(v.GUIDs, f.guid) && len(v.GUIDs) < maxAliases {
		v.GUIDs = append(v.GUIDs, f.guid)
	}
	for _, guid := range v.GUIDs {
		key := keyOfGUID(m.source, guid)
		if guid != f.guid {
			a, _, err := readAlias(m.batch.txn, key)
			if err != nil {
				return err
			}
			if a.ID != f.id {
				continue
			}
		}
		if err := m.batch.put(key, aliasRecord{ID: f.id, Print: f.print}); err != nil {
			return err
		}
	}
	if f.link == "" {
		return nil
	}
	a, expires, err := m.linked(f)
	if err != nil {
		return err
	}
	if a.ID.IsZero() {
		if isOurs, err := m.isOurs(f); err != nil || !isOurs {
			return err
		}
	}
	if !slices.Contains(v.Links, f.link) {
		if err := m.addLink(f, v); err != nil {
			return err
		}
	}
	if !a.ID.IsZero() && (a.ID != f.id || expires == 0) {
		return nil
	}
	return m.batch.put(keyOfLink(f.link), aliasRecord{ID: f.id})
}

// linked returns the item at the link of what was found, as readAlias does. That
// whose ID derives from a link needs no alias, unless the link leads elsewhere.
func (m *merger) linked(f found) (a aliasRecord, expires uint64, err error) {
	if f.isFresh {
		return aliasRecord{ID: f.id}, 0, nil // which derives from the link
	}
	if a, expires, err = readAlias(m.batch.txn, keyOfLink(f.link)); err != nil || !a.ID.IsZero() {
		return a, expires, err
	}
	id := derived(f.link)
	is := id == f.id
	if !is {
		is, err = isThere(m.batch.txn, keyOfItem(id))
	}
	if is {
		a.ID = id
	}
	return a, 0, err
}

// isOurs reports whether a link that leads to no item may lead to what was found:
// not if it is that of an item that is gone, see forgetDerived.
func (m *merger) isOurs(f found) (bool, error) {
	var gone goneRecord
	isGone, err := read(m.batch.txn, keyOfGone(derived(f.link)), &gone)
	return !isGone, err
}

// addLink adds a link to those of a version. The first one, which gave the ID,
// stays; after it the oldest gives way.
func (m *merger) addLink(f found, v *versionRecord) error {
	if len(v.Links) >= maxAliases {
		oldest := v.Links[1]
		v.Links = slices.Delete(v.Links, 1, 2)
		if err := m.batch.forget(keyOfLink(oldest), f.id); err != nil {
			return err
		}
	}
	v.Links = append(v.Links, f.link)
	return nil
}

// forget removes an alias if it leads to id.
func (b *batch) forget(key []byte, id feeds.ID) error {
	a, _, err := readAlias(b.txn, key)
	if err != nil || a.ID != id {
		return err
	}
	return b.remove(key)
}

// isFading reports whether a seen-mark that expires then is in the second half
// of its life.
func (m *merger) isFading(expires uint64) bool {
	return expires != 0 && int64(expires) < m.at.Add(seenFor/2).Unix()
}

// keepMark lets a fading seen-mark live on while the source still lists the
// item, and what else the source lists it under lead to it: else it would come
// back when one thing changes after the other.
func (m *merger) keepMark(f found, it feeds.Item) error {
	if trace(f.gone.Traces, m.source) == nil && f.gone.Retracted != nil {
		v := versionRecord{Source: m.source, Item: textOf(it)}
		f.gone.Traces = append(f.gone.Traces, v.trace())
	}
	learnt, err := m.learnGone(f, trace(f.gone.Traces, m.source))
	if err != nil {
		return err
	}
	item, err := m.batch.txn.Get(keyOfGone(f.id))
	if err != nil {
		return err
	}
	if !learnt && (f.gone.Retracted != nil || !m.isFading(item.ExpiresAt())) {
		return nil
	}
	return m.batch.bury(f.id, *f.gone, m.at)
}

// keepTrace does so for what retention took of an item that others carry.
func (m *merger) keepTrace(f found) error {
	learnt, err := m.learnGone(f, trace(f.item.Dropped, m.source))
	if err != nil || !learnt {
		return err
	}
	return m.batch.put(keyOfItem(f.id), *f.item)
}

// learnGone adds to a trace, if there is one, the guid and the link that an item
// has now and that lead nowhere, and reports whether there was anything to add.
func (m *merger) learnGone(f found, t *traceRecord) (learnt bool, err error) {
	if t == nil {
		return false, nil
	}
	if f.guid != "" && len(t.GUIDs) < maxAliases {
		if learnt, err = m.leadTo(f.id, keyOfGUID(m.source, f.guid)); learnt {
			t.GUIDs = append(t.GUIDs, hashOf(f.guid))
		}
	}
	if err != nil || f.link == "" || len(t.Links) >= maxAliases || derived(f.link) == f.id {
		return learnt, err
	}
	more, err := m.leadTo(f.id, keyOfLink(f.link))
	if more {
		t.Links = append(t.Links, hashOf(f.link))
	}
	return learnt || more, err
}

// leadTo makes an alias for an item unless there is one, for this or another.
func (m *merger) leadTo(id feeds.ID, key []byte) (bool, error) {
	a, _, err := readAlias(m.batch.txn, key)
	if err != nil || !a.ID.IsZero() {
		return false, err
	}
	return true, m.batch.put(key, aliasRecord{ID: id})
}

// seenFor is how long an item that retention took is known after that, and
// after each visit that still finds it listed.
const seenFor = 400 * 24 * time.Hour
