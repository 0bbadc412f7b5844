package storage

import (
	"context"
	"slices"
	"time"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// A flood is at least so many newcomers, more than half of a visit, of which
// the source had more than half before. While a flood is under way, which a
// crash may have cut in two, whatever it had before will do.
const (
	minFlood   = 3
	underWay   = 24 * time.Hour
	searchSpan = 4 // how many times as many items are searched as came
)

// newcomers returns the items of a visit that nobody had under their guid or
// link, if they are so many that the visit may be a flood, or one is under way.
// A visit that is mostly known, as nearly all are, is looked at in part only.
func (m *merger) newcomers(items []feeds.Item, underWay bool) ([]feeds.Item, error) {
	var list []feeds.Item
	for i, it := range items {
		isNew, err := m.isNew(&m.leads[i], it)
		if err != nil {
			return nil, err
		}
		if isNew {
			list = append(list, normal(it))
		}
		if known := i + 1 - len(list); !underWay && 2*known >= len(items) {
			return nil, nil
		}
	}
	if !m.s.looksTwice {
		m.leads.part(items)
	}
	if !underWay && len(list) < minFlood {
		return nil, nil
	}
	return list, nil
}

// isNew reports whether nothing leads from an item to one that there is or was.
func (m *merger) isNew(l *lead, it feeds.Item) (bool, error) {
	if it.GUID != "" && !m.shared[it.GUID] {
		a, err := m.aliasIn(keyOfGUID(m.source, it.GUID))
		if err != nil || !a.ID.IsZero() {
			return false, err
		}
	}
	if l.link != "" {
		a, err := m.aliasIn(keyOfLink(l.link))
		if err != nil || !a.ID.IsZero() {
			return false, err
		}
	}
	l.id = feeds.IdentifyBy(l.link, it, m.id)
	f := found{id: l.id}
	err := m.load(&f)
	l.isNew = err == nil && f.item == nil && f.gone == nil
	return l.isNew, err
}

// aliasIn returns the alias at a key, zero if there is none.
func (m *merger) aliasIn(key []byte) (aliasRecord, error) {
	if m.s.isUnwritten(key) {
		return aliasRecord{}, nil
	}
	a, _, err := readAlias(m.batch.txn, key)
	return a, err
}

// byContent finds items of a source by what they say: those there are, and
// those that are gone. Its zero value finds nothing.
type byContent struct {
	held map[[16]byte]feeds.ID
	gone map[uint32]feeds.ID
}

func (b byContent) find(it feeds.Item) (feeds.ID, bool) {
	if len(b.held) == 0 {
		return feeds.ID{}, false
	}
	for _, print := range prints(it) {
		if id, found := b.held[print]; found {
			return id, true
		}
	}
	id, found := b.gone[digestWords(it)]
	return id, found
}

// prints are those by which an item is known again, the surest first.
func prints(it feeds.Item) (all [][16]byte) {
	for _, print := range []func(feeds.Item) ([16]byte, bool){feeds.ContentPrint, feeds.HeadPrint} {
		if p, ok := print(it); ok {
			all = append(all, p)
		}
	}
	return all
}

// count is how many of some items it finds.
func (b byContent) count(items []feeds.Item) (n int) {
	for _, it := range items {
		if _, ok := b.find(it); ok {
			n++
		}
	}
	return n
}

// lookBack returns what the source had of late, if a visit looks like a flood:
// what of it comes back under other guids and links keeps its ID.
func (m *merger) lookBack(items []feeds.Item) (byContent, error) {
	if m.pieces.skipped > 0 || len(items) == 0 {
		return byContent{}, nil // most of the visit is known, or all
	}
	underWay, err := m.isUnderWay()
	if err != nil {
		return byContent{}, err
	}
	list, err := m.newcomers(items, underWay)
	if err != nil || len(list) == 0 {
		return byContent{}, err
	}
	before, err := m.lately(max(200, searchSpan*len(items)))
	if err != nil {
		return byContent{}, err
	}
	matches, came := before.count(list), len(list)
	if matches > 0 && matches < came && (underWay || searchSpan*matches >= came) {
		if before.gone, err = m.goneByContent(); err != nil {
			return byContent{}, err
		}
		matches = before.count(list)
	}
	if matches == 0 || !underWay && 2*matches <= came {
		return byContent{}, nil
	}
	return before, m.note(matches)
}

// isUnderWay reports whether the source began to list its archive anew a short
// while ago.
func (m *merger) isUnderWay() (bool, error) {
	var r stateRecord
	_, err := read(m.batch.txn, keyOfState(m.source), &r)
	return m.isFloodAt(r.Flood.At.time()), err
}

func (m *merger) isFloodAt(at time.Time) bool { return !at.IsZero() && m.at.Sub(at) <= underWay }

// lately returns the last n items of the source by what they say.
func (m *merger) lately(n int) (byContent, error) {
	if m.s.isUnwritten(heldPrefix(m.source)) {
		return byContent{}, nil
	}
	all, err := heldBy(context.Background(), m.batch.txn, m.source)
	if err != nil {
		return byContent{}, err
	}
	before := byContent{held: map[[16]byte]feeds.ID{}}
	for _, h := range slices.Backward(all[max(0, len(all)-n):]) {
		var r itemRecord
		if found, err := read(m.batch.txn, keyOfItem(h.id), &r); err != nil || !found {
			return byContent{}, err
		}
		v := r.version(m.source)
		if v == nil {
			continue
		}
		for _, print := range prints(v.Item.item()) {
			before.held[print] = h.id
		}
	}
	return before, nil
}

// goneByContent finds what the source had and retention took, or somebody
// retracted: it looks at all seen-marks, which only a flood is worth.
func (m *merger) goneByContent() (map[uint32]feeds.ID, error) {
	gone := map[uint32]feeds.ID{}
	err := each(m.batch.txn, []byte{goneKey}, true, func(item *badger.Item) error {
		var g goneRecord
		if err := value(item, &g); err != nil {
			return err
		}
		if t := trace(g.Traces, m.source); t != nil && t.Words != 0 {
			gone[t.Words] = feeds.ID(item.Key()[1:])
		}
		return nil
	})
	return gone, err
}

// note writes that a flood is under way before any of it is merged.
func (m *merger) note(items int) error {
	m.flood = feeds.Flood{At: m.at, Items: items}
	var r stateRecord
	if _, err := read(m.batch.txn, keyOfState(m.source), &r); err != nil {
		return err
	}
	r.Flood = floodRecord{At: stampOf(m.at), Items: items}
	m.s.log.Warn("the source lists what it had before under other guids and links: they keep their ids", "source", m.id, "items", items)
	return m.batch.put(keyOfState(m.source), r)
}

// adopt makes an item that came back under another guid and link the one it
// was. If that is gone it stays away, now also under these.
func (m *merger) adopt(f found, id feeds.ID, it feeds.Item) error {
	if m.adopted == nil {
		m.adopted = map[feeds.ID]bool{}
	}
	m.adopted[f.id] = true
	f.id, f.item, f.gone, f.isFresh = id, nil, nil, false
	if err := m.load(&f); err != nil {
		return err
	}
	m.tally.Returned++
	if f.gone == nil {
		return m.revise(f, it, true)
	}
	m.tally.Known++
	return m.keepMark(f, it)
}
