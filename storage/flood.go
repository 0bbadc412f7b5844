package storage

import (
	"context"
	"slices"
	"time"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// fresh is an item of a visit that nobody had under its guid or link.
type fresh struct {
	found
	item feeds.Item
}

// freshItems are those of a visit. Until they are stored they are found here
// by guid and link, as they would be in the store.
type freshItems struct {
	list   []fresh
	byGUID map[string]int
	byLink map[string]int
}

// put keeps an item for later.
func (m *merger) put(f found, it feeds.Item) {
	if m.fresh.byGUID == nil {
		m.fresh.byGUID, m.fresh.byLink = map[string]int{}, map[string]int{}
	}
	n := len(m.fresh.list)
	m.fresh.list = append(m.fresh.list, fresh{f, it})
	if f.guid != "" {
		m.fresh.byGUID[f.guid] = n
	}
	if _, ok := m.fresh.byLink[f.link]; !ok && f.link != "" {
		m.fresh.byLink[f.link] = n
	}
}

// at returns the ID of the fresh item at a link, zero if there is none.
func (f freshItems) at(link string) feeds.ID {
	if n, ok := f.byLink[link]; ok {
		return f.list[n].id
	}
	return feeds.ID{}
}

// A flood is at least so many fresh items, more than half of a visit, of which
// the source had more than half before. While a flood is under way, which a
// crash may have cut in two, whatever it had before will do.
const (
	minFlood   = 3
	underWay   = 24 * time.Hour
	searchSpan = 4 // how many times as many items are searched as came
)

// createAll stores what is fresh. If it looks like a flood, what the source
// had before by content keeps its ID: the new guid and link are learnt as its
// aliases.
func (m *merger) createAll(ctx context.Context, listed int) error {
	before, err := m.before(listed)
	if err != nil {
		return err
	}
	for _, f := range m.fresh.list {
		id, returned := before.find(f.item)
		do := func(it feeds.Item) error { return m.create(f.found, it) }
		if returned && !m.met[id] {
			m.met[id] = true
			do = func(it feeds.Item) error { return m.adopt(f.found, id, it) }
		}
		if err := m.each(ctx, f.item, do); err != nil {
			return err
		}
	}
	return nil
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
func (b byContent) count(items []fresh) (n int) {
	for _, f := range items {
		if _, ok := b.find(f.item); ok {
			n++
		}
	}
	return n
}

// before returns what the source had of late, if the fresh items of a visit
// that listed so many look like a flood.
func (m *merger) before(listed int) (byContent, error) {
	came := len(m.fresh.list)
	if came == 0 {
		return byContent{}, nil
	}
	underWay, err := m.isUnderWay()
	if err != nil || !underWay && (came < minFlood || 2*came <= listed) {
		return byContent{}, err
	}
	before, err := m.lately(max(200, searchSpan*listed))
	if err != nil {
		return byContent{}, err
	}
	matches := before.count(m.fresh.list)
	if matches > 0 && matches < came && (underWay || searchSpan*matches >= came) {
		if before.gone, err = m.goneByContent(); err != nil {
			return byContent{}, err
		}
		matches = before.count(m.fresh.list)
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
	at := r.Flood.At.time()
	return !at.IsZero() && m.at.Sub(at) <= underWay, err
}

// lately returns the last n items of the source by what they say.
func (m *merger) lately(n int) (byContent, error) {
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
	f.id, f.item, f.gone = id, nil, nil
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
