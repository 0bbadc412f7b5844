package storage

import (
	"slices"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// numbers are the numbers that stand for regions in keys. They are given at
// Open to every region of the atlas and do not change while the store is open.
// A region that leaves the atlas keeps its number: the log names it.
type numbers struct {
	bySlug   map[string]uint32
	byNumber map[uint32]string
}

func (n *numbers) add(slug string, number uint32) {
	n.bySlug[slug] = number
	n.byNumber[number] = slug
}

// of returns the numbers of slugs, sorted.
func (n *numbers) of(slugs []string) []uint32 {
	out := make([]uint32, len(slugs))
	for i, slug := range slugs {
		out[i] = n.bySlug[slug]
	}
	slices.Sort(out)
	return out
}

// slugs returns the slugs of numbers, sorted.
func (n *numbers) slugs(ns []uint32) []string {
	out := convert(ns, func(number uint32) string { return n.byNumber[number] })
	slices.Sort(out)
	return out
}

// loadRegions reads the numbers of regions and gives new ones to those that
// have none.
func (s *Store) loadRegions() error {
	s.regions = numbers{bySlug: map[string]uint32{}, byNumber: map[uint32]string{}}
	last := uint32(0)
	return s.db.Update(func(txn *badger.Txn) error {
		err := each(txn, []byte{numberKey}, true, func(item *badger.Item) error {
			var r numberRecord
			if err := value(item, &r); err != nil {
				return err
			}
			s.regions.add(string(item.Key()[1:]), r.Number)
			last = max(last, r.Number)
			return nil
		})
		if err != nil {
			return err
		}
		for _, slug := range append(s.atlas.Slugs(), feeds.Unplaced) {
			if _, ok := s.regions.bySlug[slug]; ok {
				continue
			}
			last++
			if err := write(txn, keyOfNumber(slug), numberRecord{Number: last}); err != nil {
				return err
			}
			s.regions.add(slug, last)
		}
		return nil
	})
}

// each calls do with every item whose key has the prefix, in the order of
// keys. Values are fetched ahead only if they are wanted.
func each(txn *badger.Txn, prefix []byte, values bool, do func(*badger.Item) error) error {
	it := txn.NewIterator(badger.IteratorOptions{Prefix: prefix, PrefetchValues: values, PrefetchSize: 32})
	defer it.Close()
	for it.Rewind(); it.Valid(); it.Next() {
		if err := do(it.Item()); err != nil {
			return err
		}
	}
	return nil
}
