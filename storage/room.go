package storage

import "dateline/feeds"

// termBytes is what a term that waits to be indexed takes.
const termBytes = 4

// Rooms are what the store sets aside: buffers of what is written, what is kept of
// the indexes of its tables, what knows of unwritten keys, and what waits to be
// indexed. Of the buffers it is not told what is used: as many as there may be, one
// that is written, those that wait, and one that is flushed.
func (s *Store) Rooms() map[string]feeds.Room {
	o := s.db.Opts()
	buffers := o.NumMemtables + 2
	rooms := map[string]feeds.Room{
		"write_buffers":  {Entries: buffers, Used: o.MemTableSize * int64(buffers), Limit: o.MemTableSize * int64(buffers)},
		"unwritten_keys": {Used: s.unwrittenBytes.Load(), Limit: s.opts.Memory / unwrittenPart},
		"unindexed":      s.index.handover.room(),
	}
	if m := s.db.IndexCacheMetrics(); m != nil {
		rooms["table_indexes"] = feeds.Room{
			Entries: int(m.KeysAdded() - m.KeysEvicted()), Used: int64(m.CostAdded() - m.CostEvicted()),
			Limit: o.IndexCacheSize, Evicted: int64(m.KeysEvicted()),
		}
	}
	return rooms
}

func (h *handover) room() feeds.Room {
	h.mu.Lock()
	defer h.mu.Unlock()
	return feeds.Room{Entries: len(h.some), Used: int64(h.terms) * termBytes, Limit: maxHanded * termBytes, Evicted: h.dropped}
}
