package storage

import (
	"encoding/binary"
	"errors"
	"slices"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// course is the part of the log that is about what is there under an ID: from the
// entry that tells of it as new to the last one. It is zero if there is none.
type course struct{ first, last uint64 }

func keyOfCourse(id feeds.ID) []byte { return append([]byte{courseKey}, id[:]...) }

func readCourse(txn *badger.Txn, id feeds.ID) (c course, err error) {
	v, err := raw(txn, keyOfCourse(id))
	return parseCourse(v), err
}

// parseCourse reads what value returned; nothing is the zero course.
func parseCourse(v []byte) course {
	if len(v) == 0 {
		return course{}
	}
	first, n := binary.Uvarint(v)
	length, _ := binary.Uvarint(v[max(n, 0):])
	return course{first, first + length}
}

func (c course) value() []byte {
	v := binary.AppendUvarint(nil, c.first)
	if c.last > c.first {
		v = binary.AppendUvarint(v, c.last-c.first)
	}
	return v
}

// lengthen makes the next entry of the log the last one about an ID, and
// returns the one that was. What is gone has no course, unless there are regions
// that it had left before and whose logs do not tell that it is gone.
func (b *batch) lengthen(what feeds.Act, id feeds.ID, regions []uint32) (was uint64, err error) {
	key := keyOfCourse(id)
	v, err := b.raw(key)
	if err != nil {
		return 0, err
	}
	c := parseCourse(v)
	was = c.last
	if what == feeds.Removed || what == feeds.Retracted {
		if err := b.unarchive(id, c.first); err != nil {
			return 0, err
		}
		if left, err := b.hasLeft(c, regions); err != nil || !left {
			return was, errors.Join(err, b.remove(key))
		}
		c.first = b.seq
	}
	if what == feeds.Added || c.first == 0 {
		c.first = b.seq
	}
	c.last = b.seq
	return was, b.set(&badger.Entry{Key: key, Value: c.value()})
}

// hasLeft reports whether the log tells of a course in other regions than these.
func (b *batch) hasLeft(c course, regions []uint32) (bool, error) {
	for at := c.last; at >= c.first && at > 0; {
		var r changeRecord
		found, err := read(b.txn, keyOfChange(at), &r)
		if err != nil || !found {
			return false, err
		}
		if len(without(r.Regions, regions)) > 0 {
			return true, nil
		}
		at = r.Prev
	}
	return false, nil
}

// arrival is an entry that has come into a region.
type arrival struct {
	id     feeds.ID
	region uint32
}

// arrive notes that an entry has come into a region, so that the region's log
// has the entry since it was new: archives are made from that.
func (b *batch) arrive(id feeds.ID, region uint32) {
	b.arrivals = append(b.arrivals, arrival{id, region})
	b.grow(8, 8)
}

// welcome lets the logs of regions tell of what has come into them where it
// was new. Of what was new in this batch they do.
func (b *batch) welcome() error {
	late := map[feeds.ID][]uint32{}
	for _, a := range b.arrivals {
		if !slices.Contains(b.added[a.id], a.region) {
			late[a.id] = append(late[a.id], a.region)
		}
	}
	for id, regions := range late {
		c, err := readCourse(b.txn, id)
		if err != nil {
			return err
		}
		var r changeRecord
		found, err := read(b.txn, keyOfChange(c.first), &r)
		if err != nil {
			return err
		}
		all := union(r.Regions, regions)
		if !found || len(all) == len(r.Regions) {
			continue
		}
		more := without(all, r.Regions)
		r.Regions = all
		if err := b.put(keyOfChange(c.first), r); err != nil {
			return err
		}
		for _, n := range more {
			if err := b.tick(n, c.first); err != nil {
				return err
			}
		}
	}
	return nil
}

// tick adds an entry of long ago to the log of a region.
func (b *batch) tick(region uint32, seq uint64) error {
	p := block{region, seq / blockSize}
	entries, ok := b.blocks[p]
	if !ok {
		v, err := raw(b.txn, p.key())
		if err != nil {
			return err
		}
		entries = ticks(v)
	}
	b.blocks[p] = entries | 1<<(seq%blockSize)
	return nil
}

// isThere reports whether there is an item or a story with an ID.
func (b *batch) isThere(id feeds.ID) (bool, error) {
	for _, key := range [][]byte{keyOfItem(id), keyOfStory(id)} {
		_, err := b.txn.Get(key)
		if !errors.Is(err, badger.ErrKeyNotFound) {
			return err == nil, err
		}
	}
	return false, nil
}

// unarchive removes the entry that stayed because something was there that was
// new in it, now that it is not.
func (b *batch) unarchive(id feeds.ID, first uint64) error {
	oldest, err := oldestEntry(b.txn)
	if err != nil || first == 0 || first >= oldest {
		return err
	}
	var r changeRecord
	if found, err := read(b.txn, keyOfChange(first), &r); err != nil || !found || r.ID != id {
		return err
	}
	for _, n := range r.Regions {
		if err := b.untick(n, first); err != nil {
			return err
		}
	}
	return b.remove(keyOfChange(first))
}

// untick takes an entry out of the log of a region.
func (b *batch) untick(region uint32, seq uint64) error {
	p := block{region, seq / blockSize}
	if err := b.tick(region, seq); err != nil {
		return err
	}
	b.blocks[p] &^= 1 << (seq % blockSize)
	return nil
}
