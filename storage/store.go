package storage

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dgraph-io/badger/v4"

	"dateline/feeds"
)

// schema is the version of the layout of the whole folder. A folder of the first
// one may have no dictionary, and no values that are packed with one.
const (
	schema      = 2
	firstSchema = 1
)

// Store keeps items, and what is remembered of their sources, in a folder. It
// is safe for use by several goroutines.
type Store struct {
	db    *badger.DB
	opts  Options
	atlas *feeds.Atlas
	log   *slog.Logger

	// writing is held by the one writer; it guards seq and at, the last
	// entry of the log.
	writing chan struct{}
	seq     uint64
	at      int64
	// commits counts the batches that were committed.
	commits atomic.Uint64
	heads   heads
	// unwritten is nil in a store that was begun before.
	unwritten *unwritten
	// unwrittenBytes is what it takes.
	unwrittenBytes atomic.Int64
	// dictionary is what items are packed with, nil until there are enough.
	dictionary *dictionary
	// dictionaryAt is the entry of the log before which none is made.
	dictionaryAt uint64
	// tide says to others what seq is.
	tide tide
	// batchBytes is when a batch is committed.
	batchBytes int64
	// sketchFor is how long items are compared with others: see sketchFor.
	sketchFor time.Duration
	// looksTwice lets nothing be taken for fresh: tests compare what comes of it.
	looksTwice bool

	regions numbers
	sources registry
	starts  starts
	index   *indexer
	// describer is the writer's.
	describer *describer
	closing   sync.Once
}

// Open opens the store in o.Dir and brings it up to date with o.Atlas. It
// returns a *LockedError if another process has it open.
func Open(o Options) (*Store, error) {
	o = o.withDefaults()
	db, err := openBadger(o)
	if err != nil {
		return nil, err
	}
	s := &Store{db: db, opts: o, atlas: o.Atlas, log: o.Log, writing: make(chan struct{}, 1), sketchFor: sketchFor}
	s.batchBytes = db.MaxBatchSize() / 2
	s.index, s.describer = newIndexer(s), &describer{s: s}
	if err := s.start(); err != nil {
		return nil, errors.Join(fmt.Errorf("data folder %s: %w", o.Dir, err), s.Close())
	}
	return s, nil
}

func openBadger(o Options) (*badger.DB, error) {
	if o.InMemory {
		return badger.Open(o.tuned())
	}
	// The feeds of private sources are in there: for the owner only.
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	db, err := badger.Open(o.tuned())
	if err == nil {
		return db, nil
	}
	if isLocked(o.Dir) {
		return nil, lockedError(o.Dir)
	}
	return nil, fmt.Errorf("open data folder %s: %w", o.Dir, err)
}

// start reads what is kept in memory and makes the folder ours.
func (s *Store) start() error {
	if !s.opts.InMemory {
		if err := claim(s.opts.Dir, s.opts.Holder); err != nil {
			return err
		}
	}
	for _, step := range []func() error{s.checkSchema, s.loadDictionary, s.loadLog, s.loadSources, s.loadRegions, s.loadHeads, s.fanAnew} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// checkSchema refuses a folder that a newer release has written.
func (s *Store) checkSchema() error {
	return s.db.Update(func(txn *badger.Txn) error {
		var r schemaRecord
		found, err := read(txn, schemaKey, &r)
		if err != nil {
			return err
		}
		if found && (r.Version < firstSchema || r.Version > schema) {
			return fmt.Errorf("written by another release (schema %d, this one has %d): use that release, or another --data", r.Version, schema)
		}
		if found {
			return nil
		}
		return write(txn, schemaKey, schemaRecord{Version: firstSchema})
	})
}

// loadLog finds the last entry of the log.
func (s *Store) loadLog() error {
	err := s.db.View(func(txn *badger.Txn) error {
		it := txn.NewIterator(badger.IteratorOptions{Reverse: true, PrefetchValues: false})
		defer it.Close()
		it.Seek([]byte{changeKey + 1})
		if !it.ValidForPrefix([]byte{changeKey}) {
			return nil
		}
		s.seq = readSeq(it.Item().Key())
		var r changeRecord
		if err := value(it.Item(), &r); err != nil {
			return err
		}
		s.at = r.At
		return nil
	})
	if err == nil && s.seq == 0 {
		s.knowUnwritten(newUnwritten(s.opts.Memory))
	}
	s.tide.rise(s.seq)
	return err
}

// Close waits for the writer, and for who writes the index, and closes the store. Closing twice is harmless.
func (s *Store) Close() error {
	var err error
	s.closing.Do(func() {
		s.index.working <- struct{}{}
		s.writing <- struct{}{}
		defer func() { <-s.writing; <-s.index.working }()
		if !s.opts.InMemory {
			err = unclaim(s.opts.Dir)
		}
		err = errors.Join(err, s.db.Close())
	})
	return err
}

// lock waits until we are the writer.
func (s *Store) lock(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case s.writing <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Store) unlock() { <-s.writing }

// read fills the record at key and reports whether there is one.
func read(txn *badger.Txn, key []byte, record any) (bool, error) {
	item, err := txn.Get(key)
	if errors.Is(err, badger.ErrKeyNotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read %q: %w", key[:1], err)
	}
	return true, value(item, record)
}

// value fills a record from an item.
func value(item *badger.Item, record any) error {
	return item.Value(func(b []byte) error { return decode(b, record) })
}

func write(txn *badger.Txn, key []byte, record any) error {
	b, err := encode(record)
	if err != nil {
		return err
	}
	return txn.Set(key, b)
}
