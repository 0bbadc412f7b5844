package storage

import (
	"math"
	"slices"
	"sync"

	"dateline/feeds"
	"dateline/storage/index"
)

// maxHanded is how many terms wait to be indexed, in 4 MiB. What was handed over
// first gives way to what comes: it is read from the store then, like everything
// that is not handed over.
const maxHanded = 1 << 20

// handover has what batches wrote, as the index has to have it, for as long as
// the index has not taken it: so it need not be read from the store again.
type handover struct {
	mu    sync.Mutex
	some  []handed
	terms int
	// dropped counts batches that gave way.
	dropped int64
}

// handed is all that the index has to have of the log between two entries. It may
// have the same doc more than once.
type handed struct {
	from, to uint64 // from is before the first
	entries  []posted
	terms    int
}

// give takes in what a batch wrote, which is after what was given before.
func (h *handover) give(batch handed) {
	for _, e := range batch.entries {
		batch.terms += len(e.Terms)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.some = append(h.some, batch)
	h.terms += batch.terms
	for h.terms > maxHanded {
		h.drop()
		h.dropped++
	}
}

func (h *handover) drop() {
	h.terms -= h.some[0].terms
	h.some[0] = handed{}
	h.some = h.some[1:]
}

// take returns what is handed over after an entry of the log, to an entry. If
// nothing was that begins there, to is the entry before what was, the greatest
// number if that is nothing.
func (h *handover) take(after uint64) (some []posted, to uint64, ok bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, batch := range h.some {
		if batch.to <= after {
			continue
		}
		if batch.from > after {
			return nil, batch.from, false
		}
		first := slices.IndexFunc(batch.entries, func(p posted) bool { return p.seq > after })
		if first < 0 {
			first = len(batch.entries)
		}
		return batch.entries[first:], batch.to, true
	}
	return nil, math.MaxUint64, false
}

// forget forgets what the index has taken, up to an entry of the log.
func (h *handover) forget(to uint64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for len(h.some) > 0 && h.some[0].to <= to {
		h.drop()
	}
}

// hand notes what the index has to have of the last entry of the log, which is
// nothing if there is nothing any more.
func (b *batch) hand(entries ...index.Entry) {
	for _, e := range entries {
		b.handed = append(b.handed, posted{e, b.seq})
	}
	b.told++
}

// handOver gives the index what the batch wrote, once it is committed. It does
// not if the log has an entry of which nothing was noted.
func (b *batch) handOver() {
	if b.told == b.seq-b.s.seq {
		b.s.index.handover.give(handed{from: b.s.seq, to: b.seq, entries: b.handed})
	}
}

// described is what the index has to have of an item.
func (b *batch) described(id feeds.ID, date int64, e feeds.Entry, regions []uint32) index.Entry {
	return index.Entry{Doc: index.Doc{Date: date, ID: id}, Terms: b.s.describer.of(e, regions)}
}

// described is what the index has to have of an item and a story with this ID, as
// describer.entries would read it.
func (a *arrangement) described(id feeds.ID) []index.Entry {
	var all []index.Entry
	if r := a.items[id]; r != nil {
		all = append(all, a.b.described(id, r.Date, a.b.s.publish(id, r), r.Regions))
	}
	st := a.after[id]
	if st == nil {
		return all
	}
	return joined(all, a.b.described(id, st.Date, a.told[id], st.Regions))
}

// joined adds the story that has an item's ID to that. They are one if they are
// at the same place of feeds.
func joined(item []index.Entry, story index.Entry) []index.Entry {
	if len(item) > 0 && item[0].Doc == story.Doc {
		item[0].Terms = slices.Concat(item[0].Terms, story.Terms)
		return item
	}
	return append(item, story)
}
