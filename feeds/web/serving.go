package web

import "dateline/feeds"

// Serving is what the public side keeps in memory and whom it serves, now.
type Serving struct {
	// Caches are what is kept to be sent again, by name.
	Caches map[string]feeds.Room
	// Live counts those who follow live, of LiveMost at most; LiveDropped those
	// who were too slow since the start.
	Live, LiveMost int
	LiveDropped    int64
}

// Serving says what is kept and who is served: the documents that everybody reads
// (feeds), those made for queries (queries), what earlier versions listed (deltas),
// live events (live) and what leads from a target to a document (targets).
func (s *Server) Serving() Serving {
	return Serving{
		Caches: map[string]feeds.Room{
			"feeds": s.s.press.cache.use(), "queries": s.s.answers.cache.use(), "deltas": s.s.ledger.use(), "live": s.s.watch.use(), "targets": s.s.stand.use(),
		},
		Live: int(s.s.listeners.Load()), LiveMost: maxLive, LiveDropped: s.s.watch.dropped.Load(),
	}
}

func (c *cache) use() feeds.Room {
	c.mu.Lock()
	defer c.mu.Unlock()
	return feeds.Room{Entries: len(c.byKey), Used: c.used, Limit: c.room, Evicted: c.evicted}
}

func (l *ledger) use() feeds.Room {
	l.mu.Lock()
	defer l.mu.Unlock()
	return feeds.Room{Entries: len(l.byName), Used: int64(l.used) * listingSize, Limit: int64(l.room) * listingSize, Evicted: l.forgotten}
}

func (l *watch) use() feeds.Room {
	l.mu.Lock()
	defer l.mu.Unlock()
	return feeds.Room{Entries: len(l.batches), Used: l.used, Limit: l.room}
}

func (s *stand) use() feeds.Room {
	s.mu.Lock()
	defer s.mu.Unlock()
	return feeds.Room{Entries: s.entries, Used: s.used, Limit: s.room, Evicted: s.cleared}
}
