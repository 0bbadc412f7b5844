package storage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
	"dateline/storage/index"
)

// indexer keeps the index.
type indexer struct {
	s     *Store
	sizes sizes
	// working is held by the one who writes segments.
	working chan struct{}
	// mu guards describer, and that only one makes the tail longer.
	mu        sync.Mutex
	describer *describer
	tail      atomic.Pointer[tail]
	handover  handover
	// record is what was last read at indexKey.
	record atomic.Pointer[knownRecord]
	// headings are those of segments, by number.
	headings sync.Map
	// broken says that a block was found corrupt, tidy that leftovers of other
	// processes are gone.
	broken atomic.Bool
	tidy   bool
}

type knownRecord struct {
	value []byte
	indexRecord
}

func newIndexer(s *Store) *indexer {
	return &indexer{s: s, sizes: usualSizes, working: make(chan struct{}, 1), describer: &describer{s: s}}
}

// Index keeps the index up with the log until ctx ends, and then returns its
// error. Without it Select finds the same, in more time. It is for those who are
// not asked: so that segments need not be merged at once, it leaves as many changes
// in the log as Select reads there.
func (s *Store) Index(ctx context.Context) error {
	return s.keepIndexed(ctx, s.index.sizes.build, func() error { return nil })
}

// Follow does as Index does, leaves fewer changes in the log, and reads ahead what
// Select would have to read of them: for those who are asked.
func (s *Store) Follow(ctx context.Context) error {
	return s.keepIndexed(ctx, s.index.sizes.flush, s.index.follow)
}

// keepIndexed does so, and then what comes each time the index is up to date.
func (s *Store) keepIndexed(ctx context.Context, flush int, then func() error) error {
	for {
		if err := s.indexFrom(ctx, flush); err != nil {
			return err
		}
		if err := then(); err != nil {
			return fmt.Errorf("index: %w", err)
		}
		seq, _ := s.tide.level()
		if _, err := s.Wait(ctx, seq); err != nil {
			return err
		}
	}
}

// IndexAll brings the index up to date, but for a few changes that Select reads
// in the log. It works in batches, each of which leaves the index whole.
func (s *Store) IndexAll(ctx context.Context) error { return s.indexFrom(ctx, s.index.sizes.flush) }

// indexFrom does so, but for less than so many changes.
func (s *Store) indexFrom(ctx context.Context, flush int) error {
	for {
		more, err := s.index.step(ctx, flush)
		if err != nil {
			return fmt.Errorf("index: %w", err)
		}
		if !more {
			return nil
		}
	}
}

// follow reads ahead in the log what would be read when something is looked for.
func (x *indexer) follow() error {
	known := x.tail.Load()
	err := x.s.db.View(func(txn *badger.Txn) error {
		m, err := x.read(txn)
		if err == nil && m.Version == index.Version {
			_, err = x.catchUp(txn, m.Seq, known)
		}
		return err
	})
	if errors.Is(err, errBehind) {
		return nil
	}
	return err
}

func (x *indexer) lock(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case x.working <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// step does what is most urgent, and reports whether there may be more to do. A
// segment is made of that many changes.
func (x *indexer) step(ctx context.Context, flush int) (more bool, err error) {
	if err := x.lock(ctx); err != nil {
		return false, err
	}
	defer func() { <-x.working }()
	m, usable, err := x.look()
	if err == nil && !usable {
		return true, x.reset(ctx, m)
	}
	if err == nil && !x.tidy {
		err = x.sweepLeftovers(ctx, m)
	}
	if err != nil {
		return false, err
	}
	last, _ := x.s.tide.level()
	switch {
	case last >= m.Seq+uint64(flush): //nolint:gosec // a few thousand
		err = x.flush(ctx, m)
	case !m.Whole:
		err = x.build(ctx, m)
	default:
		some := x.sizes.due(m.Segments)
		if len(some) == 0 {
			return false, nil
		}
		err = x.merge(ctx, some)
	}
	if errors.Is(err, index.ErrCorrupt) {
		x.distrust(err)
		return true, nil
	}
	if errors.Is(err, errReset) {
		return true, nil
	}
	return true, err
}

// look reads what the index is of, and reports whether it can be used.
func (x *indexer) look() (m indexRecord, usable bool, err error) {
	last, _ := x.s.tide.level()
	err = x.s.db.View(func(txn *badger.Txn) error {
		if m, err = x.read(txn); err != nil {
			return err
		}
		oldest, err := oldestEntry(txn)
		usable = m.Version == index.Version && m.Seq <= last && m.Seq+1 >= oldest && !x.broken.Load() && !isFar(m, last)
		return err
	})
	if errors.Is(err, index.ErrCorrupt) {
		x.distrust(err)
		err = nil
	}
	return m, usable, err
}

// isFar reports whether so much has changed that making the index anew is less
// work.
func isFar(m indexRecord, last uint64) bool {
	docs := 0
	for _, s := range m.Segments {
		docs += s.Docs
	}
	return m.Whole && last > m.Seq+10_000+uint64(docs)
}

// read reads what the index is of in a transaction: the zero record if there is
// none, index.ErrCorrupt if it cannot be read.
func (x *indexer) read(txn *badger.Txn) (indexRecord, error) {
	value, err := raw(txn, indexKey)
	if err != nil || value == nil {
		return indexRecord{}, err
	}
	if k := x.record.Load(); k != nil && bytes.Equal(k.value, value) {
		return k.indexRecord, nil
	}
	k := &knownRecord{value: bytes.Clone(value)}
	if err := decode(value, &k.indexRecord); err != nil {
		return indexRecord{}, errors.Join(index.ErrCorrupt, err)
	}
	x.record.Store(k)
	return k.indexRecord, nil
}

// errReset is an index that was reset meanwhile.
var errReset = errors.New("the index was reset")

// commit changes what the index is of.
func (x *indexer) commit(ctx context.Context, change func(*indexRecord)) error {
	if err := x.s.lock(ctx); err != nil {
		return err
	}
	defer x.s.unlock()
	return x.s.db.Update(func(txn *badger.Txn) error {
		m, err := x.read(txn)
		if err != nil {
			return err
		}
		if m.Version != index.Version {
			return errReset
		}
		m.Segments = slices.Clone(m.Segments)
		change(&m)
		return write(txn, indexKey, m)
	})
}

// reset begins the index anew. Numbers of segments go on.
func (x *indexer) reset(ctx context.Context, m indexRecord) error {
	if err := x.s.lock(ctx); err != nil {
		return err
	}
	defer x.s.unlock()
	made, err := x.lastMade()
	if err != nil {
		return err
	}
	x.s.log.Info("index is made anew", "entries_behind", x.s.seq-min(m.Seq, x.s.seq))
	fresh := indexRecord{Version: index.Version, Seq: x.s.seq, Made: max(m.Made, made)}
	if err := x.s.db.Update(func(txn *badger.Txn) error { return write(txn, indexKey, fresh) }); err != nil {
		return err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.tail.Store(nil)
	x.broken.Store(false)
	x.tidy = false
	return nil
}

// invalidate lets the index be made anew, in a transaction of the writer.
func (x *indexer) invalidate(txn *badger.Txn) error {
	x.handover.forget(math.MaxUint64)
	m, err := x.read(txn)
	if err != nil && !errors.Is(err, index.ErrCorrupt) || err == nil && m.Version == 0 {
		return err
	}
	m.Version = 0
	return write(txn, indexKey, m)
}

// distrust lets the index be made anew, since a block is not as it was made.
func (x *indexer) distrust(err error) {
	if !x.broken.Swap(true) {
		x.s.log.Error("index is corrupt; items are looked through until it is made anew", "error", err)
	}
}

// isAlive reports whether a doc is at its place in the order of feeds.
func isAlive(txn *badger.Txn, world uint32, d index.Doc) (bool, error) {
	return isThere(txn, keyOfOrder(world, d.Date, d.ID))
}

func (x *indexer) world() uint32 { return x.s.regions.bySlug[feeds.World] }
