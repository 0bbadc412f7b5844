package storage

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// batch is a transaction of the writer that leaves the store whole: an item
// with its indexes, aliases, counts and log entry. Between two items it may be
// committed and go on as a new transaction, so that it never outgrows what
// Badger takes.
type batch struct {
	s   *Store
	txn *badger.Txn
	// bytes and entries estimate the size of the transaction.
	bytes, entries int64
	// regions are the region records this batch has changed.
	regions map[uint32]*regionRecord
	// blocks are the parts of regions' logs it has added to.
	blocks map[block]uint64
	// added are the regions told of what was new in this batch; arrivals are
	// what came into a region otherwise.
	added    map[feeds.ID][]uint32
	arrivals []arrival
	// again is what retention had taken and a source brings back.
	again feeds.ID
	// seq and at are the last entry of the log, logged whether it is ours.
	seq    uint64
	at     int64
	logged bool
	// handed is what the index has to have of told entries of the log.
	handed []posted
	told   uint64
	// states are those that the registry has to know of once they are kept.
	states []learnt
	// broken is why the batch is not to be committed.
	broken error
}

// learnt is what a visit taught of a source.
type learnt struct {
	source uint32
	state  feeds.State
}

// begin starts a batch. The writer's lock is held until it is closed.
func (s *Store) begin() *batch {
	b := &batch{s: s}
	b.reset()
	return b
}

func (b *batch) reset() {
	b.txn = b.s.db.NewTransaction(true)
	b.bytes, b.entries = 0, 0
	b.regions, b.blocks = map[uint32]*regionRecord{}, map[block]uint64{}
	b.added, b.arrivals = map[feeds.ID][]uint32{}, nil
	b.seq, b.at, b.logged = b.s.seq, b.s.at, false
	b.handed, b.told, b.states = nil, 0, nil
}

// close gives up what was not committed.
func (b *batch) close() { b.txn.Discard() }

// isFull reports whether the batch should be committed before the next item.
// Half of what Badger takes leaves room for the largest: texts beyond the
// value threshold do not count, and an item is in some 300 regions at most.
func (b *batch) isFull() bool {
	return b.bytes > b.s.batchBytes || b.entries > b.s.db.MaxBatchCount()/2
}

// commit writes the batch and begins the next. What carries log entries is on
// the disk, not only with the system, when commit returns: whoever saw an
// entry's sequence may rely on it, and no validator of an upstream gets ahead
// of its items in a power failure.
func (b *batch) commit() error {
	if err := b.welcome(); err != nil {
		return err
	}
	for number, r := range b.regions {
		if err := write(b.txn, keyOfRegion(number), *r); err != nil {
			return err
		}
	}
	for p, entries := range b.blocks {
		if err := b.writeBlock(p, entries); err != nil {
			return err
		}
	}
	if err := b.txn.Commit(); err != nil {
		return fmt.Errorf("commit: %w", errors.Join(err, b.s.loadHeads()))
	}
	b.s.heads.note(b.regions)
	b.s.commits.Add(1)
	if b.logged {
		b.handOver()
		b.s.seq, b.s.at = b.seq, b.at
		if err := b.s.db.Sync(); err != nil {
			return fmt.Errorf("sync: %w", err)
		}
		b.s.tide.rise(b.seq)
	}
	for _, l := range b.states {
		b.s.sources.note(l.source, shownRecord{Title: l.state.Title, Link: l.state.Link, Failures: l.state.Failures})
	}
	err := b.s.makeDictionary()
	b.reset()
	return err
}

func (b *batch) writeBlock(p block, entries uint64) error {
	if entries == 0 {
		return b.txn.Delete(p.key())
	}
	return b.txn.Set(p.key(), binary.BigEndian.AppendUint64(nil, entries))
}

func (b *batch) put(key []byte, record any) error { return b.putUntil(key, record, 0) }

// putUntil writes a record that Badger forgets at expires, in Unix seconds, 0
// for never.
func (b *batch) putUntil(key []byte, record any, expires uint64) error {
	var d *dictionary
	if key[0] == itemKey {
		d = b.s.dictionary
	}
	v, err := encodeBy(d, record)
	if err != nil {
		return err
	}
	return b.set(&badger.Entry{Key: key, Value: v, ExpiresAt: expires})
}

// mark writes a key that says everything.
func (b *batch) mark(key []byte) error { return b.set(&badger.Entry{Key: key}) }

func (b *batch) set(e *badger.Entry) error {
	b.grow(len(e.Key), len(e.Value))
	b.s.noteWritten(e.Key)
	if err := b.txn.SetEntry(e); err != nil {
		return fmt.Errorf("write %q: %w", e.Key[:1], err)
	}
	return nil
}

func (b *batch) remove(key []byte) error {
	b.grow(len(key), 0)
	if err := b.txn.Delete(key); err != nil {
		return fmt.Errorf("remove %q: %w", key[:1], err)
	}
	return nil
}

func (b *batch) grow(key, value int) {
	if value >= valueThreshold && !b.s.opts.InMemory {
		value = 16
	}
	b.bytes += int64(key + value + 2)
	b.entries++
}

// region returns the record of a region, to be changed.
func (b *batch) region(number uint32) *regionRecord {
	if r, ok := b.regions[number]; ok {
		return r
	}
	r := b.s.heads.record(number)
	b.regions[number] = &r
	b.grow(5, 24)
	return &r
}

func (b *batch) count(number uint32, n int64) { b.region(number).Items += n }

// record writes a log entry of what happened to an item at the given time, for
// each of the regions. The log never runs backwards, whatever the clock does. What
// is there is to be handed to the index next.
func (b *batch) record(what feeds.Act, id feeds.ID, at time.Time, regions []uint32) error {
	b.seq++
	b.at = max(b.at, seconds(at))
	b.logged = true
	prev, err := b.lengthen(what, id, regions)
	if err != nil {
		return err
	}
	if what == feeds.Added {
		b.added[id] = regions
	}
	if err := b.put(keyOfChange(b.seq), changeRecord{At: b.at, ID: id, What: string(what), Regions: regions, Prev: prev, Again: what == feeds.Added && id == b.again}); err != nil {
		return err
	}
	for _, n := range regions {
		r := b.region(n)
		if err := b.enter(n, r.Seq); err != nil {
			return err
		}
		r.Seq, r.At = b.seq, b.at
	}
	if what == feeds.Removed || what == feeds.Retracted {
		b.hand()
	}
	return nil
}

// enter adds the last entry to the log of a region, where was is the last one
// before.
func (b *batch) enter(region uint32, was uint64) error {
	p := block{region, b.seq / blockSize}
	entries, ok := b.blocks[p]
	if !ok {
		b.grow(13, 8)
		if was/blockSize == p.number {
			v, err := raw(b.txn, p.key())
			if err != nil {
				return err
			}
			entries = ticks(v)
		}
	}
	b.blocks[p] = entries | 1<<(b.seq%blockSize)
	return nil
}

// ticks are the entries that the value of a block says, the first in the lowest.
func ticks(value []byte) uint64 {
	if len(value) != 8 {
		return 0
	}
	return binary.BigEndian.Uint64(value)
}

// union returns the numbers that are in a or b, sorted.
func union(a, b []uint32) []uint32 {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}
