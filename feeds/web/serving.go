package web

// Serving is what the public side keeps in memory and whom it serves, now.
type Serving struct {
	// Caches are what is kept to be sent again, by name.
	Caches map[string]CacheUse
	// Live counts those who follow live, of LiveMost at most; LiveDropped those
	// who were too slow since the start.
	Live, LiveMost int
	LiveDropped    int64
}

// CacheUse is how full a cache is. Evicted counts what it had to give up since the
// start, for want of room.
type CacheUse struct {
	Entries     int
	Used, Limit int64
	Evicted     int64
}

// Serving says what is kept and who is served: the documents that everybody reads
// (feeds), those made for queries (queries), what earlier versions listed (deltas)
// and live events (live).
func (s *Server) Serving() Serving {
	return Serving{
		Caches: map[string]CacheUse{
			"feeds": s.s.press.cache.use(), "queries": s.s.answers.cache.use(), "deltas": s.s.ledger.use(), "live": s.s.watch.use(),
		},
		Live: int(s.s.listeners.Load()), LiveMost: maxLive, LiveDropped: s.s.watch.dropped.Load(),
	}
}

func (c *cache) use() CacheUse {
	c.mu.Lock()
	defer c.mu.Unlock()
	return CacheUse{Entries: len(c.byKey), Used: c.used, Limit: c.room, Evicted: c.evicted}
}

func (l *ledger) use() CacheUse {
	l.mu.Lock()
	defer l.mu.Unlock()
	return CacheUse{Entries: len(l.byName), Used: int64(l.used) * listingSize, Limit: int64(l.room) * listingSize, Evicted: l.forgotten}
}

func (l *watch) use() CacheUse {
	l.mu.Lock()
	defer l.mu.Unlock()
	return CacheUse{Entries: len(l.batches), Used: l.used, Limit: l.room}
}
