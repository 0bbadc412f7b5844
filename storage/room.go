package storage

import "dateline/feeds"

// Rooms are what the store sets aside: buffers of what is written, and what is
// kept of the indexes of its tables. Of the buffers it is not told what is used:
// they are there from the start.
func (s *Store) Rooms() map[string]feeds.Room {
	o := s.db.Opts()
	buffers := o.MemTableSize * int64(o.NumMemtables)
	rooms := map[string]feeds.Room{"write_buffers": {Entries: o.NumMemtables, Used: buffers, Limit: buffers}}
	if m := s.db.IndexCacheMetrics(); m != nil {
		rooms["table_indexes"] = feeds.Room{
			Entries: int(m.KeysAdded() - m.KeysEvicted()), Used: int64(m.CostAdded() - m.CostEvicted()),
			Limit: o.IndexCacheSize, Evicted: int64(m.KeysEvicted()),
		}
	}
	return rooms
}
