package storage

import (
	"cmp"
	"context"
	"encoding/binary"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// registry knows the sources that items are from, also those the operator has
// dropped since: their items are still attributed.
type registry struct {
	mu       sync.RWMutex
	byID     map[string]*source
	byNumber map[uint32]*source
	// edition changes when a source's description or health does.
	edition atomic.Uint64
}

type source struct {
	id string
	sourceRecord
	// title and home are what the feed says of itself.
	title, home string
	failures    int
	// covers are the regions that its items are in unless they say otherwise.
	covers []string
	// dropped sources are no longer visited, so they cannot fail.
	dropped bool
}

// isFailing reports whether what the source last brought may not be the latest:
// its last visit failed.
func (s *source) isFailing() bool { return !s.dropped && s.failures > 0 }

// concerns reports whether a region would have items of the source.
func (s *source) concerns(region string) bool {
	return region == feeds.World || slices.Contains(s.covers, region)
}

// published is the source as entries name it.
func (s *source) published() feeds.Source {
	name := cmp.Or(s.Name, s.title)
	if name == "" { // else the address need not be parsed, for every version that is read
		name = cmp.Or(host(s.URL), s.id)
	}
	return feeds.Source{ID: s.id, URL: s.URL, Rank: s.Rank, Home: s.home, StripDatelines: s.StripDatelines, Name: name}
}

// host is the host of an address, "" if it has none.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// webLink returns link if browsers can follow it.
func webLink(link string) string {
	lower := strings.ToLower(link)
	if strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://") {
		return link
	}
	return ""
}

// note takes over what is to be shown of a source's state.
func (r *registry) note(number uint32, st shownRecord) {
	r.mu.Lock()
	defer r.mu.Unlock()
	s, ok := r.byNumber[number]
	if !ok {
		return
	}
	was := s.published()
	failing := s.isFailing()
	s.title, s.home, s.failures = st.Title, webLink(st.Link), st.Failures
	if now := s.published(); now.Name != was.Name || now.Home != was.Home || s.isFailing() != failing {
		r.edition.Add(1)
	}
}

func (r *registry) put(s *source) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.byID[s.id], r.byNumber[s.Number] = s, s
}

// number returns the number of a source.
func (r *registry) number(id string) (uint32, bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	s, ok := r.byID[id]
	if !ok {
		return 0, false
	}
	return s.Number, true
}

// SourceName returns what the source with an ID is called; ok is false if there
// is none. It does not cease to be when the operator drops it.
func (s *Store) SourceName(id string) (name string, ok bool) {
	s.sources.mu.RLock()
	defer s.sources.mu.RUnlock()
	src, ok := s.sources.byID[id]
	if !ok {
		return "", false
	}
	return src.published().Name, true
}

// SourceIDs returns the IDs of all sources, sorted.
func (s *Store) SourceIDs() []string {
	s.sources.mu.RLock()
	defer s.sources.mu.RUnlock()
	return slices.Sorted(maps.Keys(s.sources.byID))
}

// published returns the source with a number as entries name it.
func (r *registry) published(number uint32) feeds.Source {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if s, ok := r.byNumber[number]; ok {
		return s.published()
	}
	return feeds.Source{}
}

// failing are the IDs of failing sources that have entries in a region, or
// would have, sorted.
func (r *registry) failing(region string, entries []feeds.Entry) []string {
	r.mu.RLock()
	defer r.mu.RUnlock()
	carries := map[string]bool{}
	for _, e := range entries {
		for _, c := range e.Carriers {
			carries[c.ID] = true
		}
	}
	var ids []string
	for id, s := range r.byID {
		if s.isFailing() && (carries[id] || s.concerns(region)) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// loadSources reads the descriptions and what is shown of the states.
func (s *Store) loadSources() error {
	s.sources.byID, s.sources.byNumber = map[string]*source{}, map[uint32]*source{}
	return s.db.View(func(txn *badger.Txn) error {
		err := each(txn, []byte{sourceKey}, true, func(item *badger.Item) error {
			src := &source{id: string(item.Key()[1:])}
			s.sources.byID[src.id] = src
			if err := value(item, &src.sourceRecord); err != nil {
				return err
			}
			s.sources.byNumber[src.Number] = src
			return nil
		})
		if err != nil {
			return err
		}
		return each(txn, []byte{stateKey}, true, func(item *badger.Item) error {
			var r shownRecord
			if err := value(item, &r); err != nil {
				return err
			}
			s.sources.note(binary.BigEndian.Uint32(item.Key()[1:]), r)
			return nil
		})
	})
}

// SetSources tells the store how the configured sources are named, where they
// are and how they rank. Sources it knows and that are not among them keep
// their last description.
func (s *Store) SetSources(ctx context.Context, srcs []feeds.Source) error {
	if err := s.lock(ctx); err != nil {
		return err
	}
	defer s.unlock()
	configured := make(map[string]bool, len(srcs))
	for _, src := range srcs {
		configured[src.ID] = true
		if err := s.describe(src); err != nil {
			return err
		}
	}
	s.sources.cover(srcs, s.atlas)
	s.sources.drop(configured)
	return nil
}

// cover notes the regions that sources are about.
func (r *registry) cover(srcs []feeds.Source, atlas *feeds.Atlas) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, src := range srcs {
		s := r.byID[src.ID]
		s.covers = nil
		var about []feeds.Placement
		for _, slug := range src.Regions {
			about = append(about, feeds.Placement{Slug: slug})
		}
		if len(about) > 0 {
			s.covers = atlas.Fan(about)
		}
	}
}

// drop marks the sources that are not configured.
func (r *registry) drop(configured map[string]bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range r.byID {
		was := s.isFailing()
		s.dropped = !configured[s.id]
		if s.isFailing() != was {
			r.edition.Add(1)
		}
	}
}

// describe writes the description of a source if it is new or has changed.
func (s *Store) describe(src feeds.Source) error {
	s.sources.mu.RLock()
	known, next := s.sources.byID[src.ID], uint32(len(s.sources.byID)+1)
	s.sources.mu.RUnlock()
	now := source{id: src.ID}
	if known != nil {
		now = *known
		next = known.Number
	}
	now.sourceRecord = sourceRecord{Number: next, Name: src.Name, URL: src.URL, Rank: src.Rank, StripDatelines: src.StripDatelines}
	if known != nil && known.sourceRecord == now.sourceRecord {
		return nil
	}
	err := s.db.Update(func(txn *badger.Txn) error {
		if known != nil && now.publishesOtherwise(known.sourceRecord) {
			if err := s.index.invalidate(txn); err != nil {
				return err
			}
		}
		return write(txn, keyOfSource(src.ID), now.sourceRecord)
	})
	if err != nil {
		return err
	}
	s.sources.put(&now)
	if known != nil {
		s.sources.edition.Add(1)
	}
	return nil
}

// publishesOtherwise reports whether items have other words than before, of which
// the log does not tell.
func (r sourceRecord) publishesOtherwise(was sourceRecord) bool {
	return r.Rank != was.Rank || r.StripDatelines != was.StripDatelines
}

// number returns the number of a source, and gives it one if it has none.
func (s *Store) number(src feeds.Source) (uint32, error) {
	if n, ok := s.sources.number(src.ID); ok {
		return n, nil
	}
	if err := s.describe(src); err != nil {
		return 0, err
	}
	n, _ := s.sources.number(src.ID)
	return n, nil
}

// State returns what is remembered of a source: the zero State if it was
// never visited.
func (s *Store) State(ctx context.Context, sourceID string) (feeds.State, error) {
	n, ok := s.sources.number(sourceID)
	if !ok || ctx.Err() != nil {
		return feeds.State{}, ctx.Err()
	}
	var r stateRecord
	err := s.db.View(func(txn *badger.Txn) error {
		_, err := read(txn, keyOfState(n), &r)
		return err
	})
	return r.state(), err
}

// States returns what is remembered of every source, by source ID: the zero
// State of one that was never visited. Those that are not configured any more
// are not among them.
func (s *Store) States(ctx context.Context) (map[string]feeds.State, error) {
	states := s.sources.unvisited()
	err := s.db.View(func(txn *badger.Txn) error {
		return each(txn, []byte{stateKey}, true, func(item *badger.Item) error {
			var r stateRecord
			if err := value(item, &r); err != nil {
				return err
			}
			id := s.sources.published(binary.BigEndian.Uint32(item.Key()[1:])).ID
			if _, ok := states[id]; ok {
				states[id] = r.state()
			}
			return ctx.Err()
		})
	})
	if err != nil {
		return nil, err
	}
	return states, nil
}

// unvisited are zero states of all sources that are visited.
func (r *registry) unvisited() map[string]feeds.State {
	r.mu.RLock()
	defer r.mu.RUnlock()
	states := make(map[string]feeds.State, len(r.byID))
	for id, s := range r.byID {
		if !s.dropped {
			states[id] = feeds.State{}
		}
	}
	return states
}
