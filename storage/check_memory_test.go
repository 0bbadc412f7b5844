package storage

import "github.com/dgraph-io/badger/v4"

// heads checks that what is known of regions in memory is what is stored.
func (c *checker) heads() error {
	for number, slug := range c.s.regions.byNumber {
		var want regionRecord
		if _, err := read(c.txn, keyOfRegion(number), &want); err != nil {
			return err
		}
		if got := c.s.heads.record(number); got != want {
			c.fault("region %s: %+v is known, want %+v", slug, got, want)
		}
	}
	return nil
}

// unwritten checks that nothing that is stored is taken for never written.
func (c *checker) unwritten() error {
	return each(c.txn, nil, false, func(item *badger.Item) error {
		if key := item.Key(); c.s.isUnwritten(key) {
			c.fault("%q is stored", key)
		}
		return nil
	})
}
