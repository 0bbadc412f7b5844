package storage

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/dgraph-io/badger/v4"

	"dateline/storage/index"
)

// sizes are those of segments.
type sizes struct {
	// flush is how many entries of the log make a segment.
	flush int
	// build is how many docs a segment has that is made of what is there.
	build int
	// few and many part segments by size: those of a size are merged when they
	// are alike in number, or make one of the next size; the largest never.
	few, many, alike int
	// most is how many docs a segment has at most.
	most int
}

var usualSizes = sizes{flush: 512, build: 4096, few: 4096, many: index.MaxDocs / 2, alike: 16, most: index.MaxDocs}

// due decides which segments are to be merged, if any.
func (z sizes) due(all []segmentRecord) []segmentRecord {
	var few, more []segmentRecord
	for _, s := range all {
		switch {
		case s.Docs < z.few:
			few = append(few, s)
		case s.Docs < z.many:
			more = append(more, s)
		}
	}
	if some := z.fitting(few, 2*z.few); len(some) > 0 {
		return some
	}
	return z.fitting(more, z.most)
}

// fitting are those of segments of one size that make a larger one: as many as
// fit, the newest first.
func (z sizes) fitting(alike []segmentRecord, docs int) []segmentRecord {
	sum := 0
	for _, s := range alike {
		sum += s.Docs
	}
	if len(alike) < 2 || len(alike) < z.alike && sum < docs {
		return nil
	}
	slices.SortFunc(alike, func(a, b segmentRecord) int { return cmp.Compare(b.Newest, a.Newest) })
	n, sum := 0, 0
	for n < len(alike) && sum+alike[n].Docs <= z.most {
		sum += alike[n].Docs
		n++
	}
	return alike[:n]
}

// flush makes a segment of what the log tells.
func (x *indexer) flush(ctx context.Context, m indexRecord) error {
	var entries []index.Entry
	var to uint64
	err := x.s.db.View(func(txn *badger.Txn) error {
		x.mu.Lock()
		defer x.mu.Unlock()
		t := x.tail.Load()
		if t == nil || t.from != m.Seq {
			t = &tail{from: m.Seq, to: m.Seq}
		}
		all := t.entries
		to = t.to
		if to < m.Seq+uint64(x.sizes.build) {
			more, last, err := x.gather(txn, to, x.sizes.build-int(to-m.Seq)) //nolint:gosec // a few thousand
			if err != nil {
				return err
			}
			all, to = append(slices.Clip(all), more...), last
		}
		entries = convert(all, func(p posted) index.Entry { return p.Entry })
		return nil
	})
	if err != nil {
		return err
	}
	err = x.add(ctx, entries, func(m *indexRecord) { m.Seq = to })
	if err == nil {
		x.cut(to)
	}
	return err
}

// build makes a segment of what is next in the order of feeds.
func (x *indexer) build(ctx context.Context, m indexRecord) error {
	var entries []index.Entry
	last := index.Doc{Date: m.Date, ID: m.ID}
	walked := 0
	err := x.s.db.View(func(txn *badger.Txn) error {
		x.mu.Lock()
		defer x.mu.Unlock()
		for key := range newest(txn, x.world(), span{from: m.unbuilt(x.world())}, 0) {
			if walked == x.sizes.build {
				break
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			date, id := readOrder(key)
			all, err := x.describer.entries(txn, id)
			if err != nil {
				return fmt.Errorf("item %s: %w", id, err)
			}
			last = index.Doc{Date: date, ID: id}
			entries = append(entries, slices.DeleteFunc(all, func(e index.Entry) bool { return e.Date != date })...)
			walked++
		}
		return nil
	})
	if err != nil {
		return err
	}
	return x.add(ctx, entries, func(m *indexRecord) {
		m.Date, m.ID, m.Whole = last.Date, last.ID, walked < x.sizes.build
	})
}

// unbuilt is the key in a region's order from which the index may lack what has
// not changed since it was begun.
func (m indexRecord) unbuilt(region uint32) []byte {
	if m.Date == 0 && m.ID.IsZero() {
		return orderPrefix(region)
	}
	return append(keyOfOrder(region, m.Date, m.ID), 0)
}

// add adds a segment of entries, if there are any, and notes what that makes of
// the index.
func (x *indexer) add(ctx context.Context, entries []index.Entry, note func(*indexRecord)) error {
	if len(entries) == 0 {
		return x.commit(ctx, note)
	}
	s, err := x.write(ctx, func(emit index.Emit) (*index.Heading, error) { return index.Build(entries, emit) })
	if err != nil {
		return err
	}
	return x.commit(ctx, func(m *indexRecord) {
		note(m)
		m.Made = s.Number
		m.Segments = append(m.Segments, *s)
	})
}

// merge makes one segment of several, or none if nothing in them is alive.
func (x *indexer) merge(ctx context.Context, some []segmentRecord) error {
	var made *segmentRecord
	err := x.s.db.View(func(txn *badger.Txn) error {
		segments := make([]index.Segment, len(some))
		for i, s := range some {
			var err error
			if segments[i], err = x.open(txn, s.Number); err != nil {
				return err
			}
		}
		alive := func(d index.Doc) (bool, error) { return isAlive(txn, x.world(), d) }
		var err error
		made, err = x.write(ctx, func(emit index.Emit) (*index.Heading, error) { return index.Merge(segments, alive, emit) })
		return err
	})
	if err != nil {
		return err
	}
	gone := map[uint32]bool{}
	for _, s := range some {
		gone[s.Number] = true
	}
	err = x.commit(ctx, func(m *indexRecord) {
		m.Segments = slices.DeleteFunc(m.Segments, func(s segmentRecord) bool { return gone[s.Number] })
		if made != nil {
			m.Made = made.Number
			m.Segments = append(m.Segments, *made)
		}
	})
	if err != nil {
		return err
	}
	for number := range gone {
		if err := x.remove(ctx, number); err != nil {
			return err
		}
	}
	return nil
}

// write writes the blocks of a segment that make makes. It is not part of the
// index until that says so. It is nil if there is nothing in it.
func (x *indexer) write(ctx context.Context, build func(index.Emit) (*index.Heading, error)) (*segmentRecord, error) {
	m, _, err := x.look()
	if err != nil {
		return nil, err
	}
	s := &segmentRecord{Number: m.Made + 1}
	w := x.s.db.NewWriteBatch()
	defer w.Cancel()
	h, err := build(func(b index.Block) error {
		key := keyOfSegment(s.Number, b.Kind, b.First)
		s.Bytes += int64(len(key) + len(b.Data))
		if err := ctx.Err(); err != nil {
			return err
		}
		return w.Set(key, b.Data)
	})
	if err != nil || h == nil {
		return nil, err
	}
	s.Docs, s.Newest = h.Docs, h.Newest()
	return s, w.Flush()
}

// open opens a segment in a transaction.
func (x *indexer) open(txn *badger.Txn, number uint32) (index.Segment, error) {
	get := func(kind index.Kind, first uint32) ([]byte, error) {
		data, err := raw(txn, keyOfSegment(number, kind, first))
		if err == nil && data == nil {
			err = fmt.Errorf("%w: no block %c %d of segment %d", index.ErrCorrupt, kind, first, number)
		}
		return data, err
	}
	if h, ok := x.headings.Load(number); ok {
		return index.Segment{Heading: h.(*index.Heading), Get: get}, nil
	}
	data, err := get(index.Head, 0)
	if err != nil {
		return index.Segment{}, err
	}
	h, err := index.ParseHeading(data)
	if err == nil {
		x.headings.Store(number, h)
	}
	return index.Segment{Heading: h, Get: get}, err
}

// remove removes the blocks of a segment that is not part of the index.
func (x *indexer) remove(ctx context.Context, number uint32) error {
	var keys [][]byte
	err := x.s.db.View(func(txn *badger.Txn) error {
		return each(txn, segmentPrefix(number), false, func(item *badger.Item) error {
			keys = append(keys, item.KeyCopy(nil))
			return ctx.Err()
		})
	})
	if err != nil {
		return err
	}
	w := x.s.db.NewWriteBatch()
	defer w.Cancel()
	for _, key := range keys {
		if err := w.Delete(key); err != nil {
			return err
		}
	}
	x.headings.Delete(number)
	return w.Flush()
}

// sweepLeftovers removes segments that are no part of the index: a process was
// killed before it said or noted so.
func (x *indexer) sweepLeftovers(ctx context.Context, m indexRecord) error {
	numbers, err := x.numbers()
	if err != nil {
		return err
	}
	for _, n := range numbers {
		if !slices.ContainsFunc(m.Segments, func(s segmentRecord) bool { return s.Number == n }) {
			if err := x.remove(ctx, n); err != nil {
				return err
			}
		}
	}
	x.tidy = true
	return nil
}

// numbers are those of all segments that there are blocks of, sorted.
func (x *indexer) numbers() (numbers []uint32, err error) {
	err = x.s.db.View(func(txn *badger.Txn) error {
		it := txn.NewIterator(badger.IteratorOptions{Prefix: []byte{segmentKey}})
		defer it.Close()
		for it.Rewind(); it.Valid(); {
			n := binary.BigEndian.Uint32(it.Item().Key()[1:])
			numbers = append(numbers, n)
			it.Seek(segmentPrefix(n + 1))
		}
		return nil
	})
	return numbers, err
}

// lastMade is the last number that a segment was given.
func (x *indexer) lastMade() (uint32, error) {
	numbers, err := x.numbers()
	if err != nil || len(numbers) == 0 {
		return 0, err
	}
	return numbers[len(numbers)-1], nil
}

// keepTidy makes those segments anew of which most is gone, by a sample.
func (x *indexer) keepTidy(ctx context.Context) error {
	if err := x.lock(ctx); err != nil {
		return err
	}
	defer func() { <-x.working }()
	m, usable, err := x.look()
	if err != nil || !usable {
		return err
	}
	for _, s := range m.Segments {
		mostly, err := x.isMostlyDead(s)
		if err == nil && mostly {
			err = x.merge(ctx, []segmentRecord{s})
		}
		if errors.Is(err, index.ErrCorrupt) {
			x.distrust(err)
			return nil
		}
		if err != nil && !errors.Is(err, errReset) {
			return err
		}
	}
	return nil
}

// sample is how many docs of a segment are looked at.
const sample = 64

func (x *indexer) isMostlyDead(s segmentRecord) (bool, error) {
	looked, dead := 0, 0
	err := x.s.db.View(func(txn *badger.Txn) error {
		seg, err := x.open(txn, s.Number)
		if err != nil {
			return err
		}
		docs, err := seg.Sample(sample)
		for _, d := range docs {
			alive, err := isAlive(txn, x.world(), d)
			if err != nil {
				return err
			}
			if looked++; !alive {
				dead++
			}
		}
		return err
	})
	return 2*dead > looked, err
}
