package storage

import (
	"sync"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// heads has the records of regions in memory: a transaction that only reads waits
// for the commits that are under way, and so for the disk, and every reader of a
// feed asks for a head, which is all of it but for the edition of the sources. And
// every batch of the writer changes nearly all of them. What it says is what was
// committed last; a commit that has not yet said so was not acknowledged either.
type heads struct {
	mu       sync.RWMutex
	byNumber map[uint32]regionRecord
}

// loadHeads reads them.
func (s *Store) loadHeads() error {
	byNumber := map[uint32]regionRecord{}
	err := s.db.View(func(txn *badger.Txn) error {
		return each(txn, []byte{regionKey}, true, func(item *badger.Item) error {
			var r regionRecord
			err := value(item, &r)
			byNumber[readRegion(item.Key())] = r
			return err
		})
	})
	if err != nil {
		return err
	}
	s.heads.mu.Lock()
	defer s.heads.mu.Unlock()
	s.heads.byNumber = byNumber
	return nil
}

// note takes over what a batch has committed.
func (h *heads) note(regions map[uint32]*regionRecord) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for number, r := range regions {
		h.byNumber[number] = *r
	}
}

func (h *heads) of(number uint32) feeds.Head { return h.record(number).head() }

// record is the zero record if nothing ever was in the region.
func (h *heads) record(number uint32) regionRecord {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.byNumber[number]
}

// head is what the record says, the zero Head if nothing ever was in the region.
func (r regionRecord) head() feeds.Head {
	if r.Seq == 0 {
		return feeds.Head{}
	}
	return feeds.Head{Seq: r.Seq, Modified: fromSeconds(r.At)}
}
