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

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// failingAfter is how many visits in a row must fail before a source is said
// to be failing.
const failingAfter = 3

// registry knows the sources that items are from, also those the operator has
// dropped since: their items are still attributed.
type registry struct {
	mu       sync.RWMutex
	byID     map[string]*source
	byNumber map[uint32]*source
	// edition changes when a source's description or health does.
	edition uint64
}

type source struct {
	id string
	sourceRecord
	// title and home are what the feed says of itself.
	title, home string
	failures    int
	// dropped sources are no longer visited, so they cannot fail.
	dropped bool
}

// isFailing reports whether pages with items of the source are degraded.
func (s *source) isFailing() bool { return !s.dropped && s.failures >= failingAfter }

// published is the source as entries name it.
func (s *source) published() feeds.Source {
	return feeds.Source{
		ID: s.id, URL: s.URL, Rank: s.Rank, Home: s.home, StripDatelines: s.StripDatelines,
		Name: cmp.Or(s.Name, s.title, host(s.URL), s.id),
	}
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

// note takes over what a visit taught of a source.
func (r *registry) note(number uint32, st feeds.State) {
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
		r.edition++
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

// numbers returns the numbers of all sources, sorted.
func (r *registry) numbers() []uint32 {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return slices.Sorted(maps.Keys(r.byNumber))
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

// current returns the edition.
func (r *registry) current() uint64 {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.edition
}

// isFailing reports whether the source with this ID is failing.
func (r *registry) isFailing(id string) bool {
	r.mu.RLock()
	defer r.mu.RUnlock()
	s, ok := r.byID[id]
	return ok && s.isFailing()
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
			var r stateRecord
			if err := value(item, &r); err != nil {
				return err
			}
			s.sources.note(binary.BigEndian.Uint32(item.Key()[1:]), r.state())
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
	s.sources.drop(configured)
	return nil
}

// drop marks the sources that are not configured.
func (r *registry) drop(configured map[string]bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range r.byID {
		was := s.isFailing()
		s.dropped = !configured[s.id]
		if s.isFailing() != was {
			r.edition++
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
	err := s.db.Update(func(txn *badger.Txn) error { return write(txn, keyOfSource(src.ID), now.sourceRecord) })
	if err != nil {
		return err
	}
	s.sources.put(&now)
	if known != nil {
		s.sources.mu.Lock()
		s.sources.edition++
		s.sources.mu.Unlock()
	}
	return nil
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

// States returns what is remembered of every source that was ever visited,
// by source ID.
func (s *Store) States(ctx context.Context) (map[string]feeds.State, error) {
	states := map[string]feeds.State{}
	err := s.db.View(func(txn *badger.Txn) error {
		return each(txn, []byte{stateKey}, true, func(item *badger.Item) error {
			var r stateRecord
			if err := value(item, &r); err != nil {
				return err
			}
			src := s.sources.published(binary.BigEndian.Uint32(item.Key()[1:]))
			states[src.ID] = r.state()
			return ctx.Err()
		})
	})
	if err != nil {
		return nil, err
	}
	return states, nil
}
