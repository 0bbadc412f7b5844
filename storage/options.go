package storage

import (
	"log/slog"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"

	"dateline/feeds"
)

// Options say where and how a store keeps its data.
type Options struct {
	// Dir is the data folder; it is made if it does not exist.
	Dir string
	// InMemory keeps everything in memory and nothing in Dir: for tests.
	InMemory bool
	// Atlas decides which regions an item is in; nil is the built-in one.
	Atlas *feeds.Atlas
	// Holder is what others read that find the folder in use, such as
	// "dateline serve".
	Holder string
	// Memory is what the whole process may hold in caches, in bytes; 0 is
	// 256 MiB. The store takes an eighth of it for indexes, beside 48 MiB of
	// write buffers.
	Memory int64
	// AsIndexed leaves items in the regions of the atlas that the folder was
	// last opened with, for Survey to compare and Reclassify to change.
	AsIndexed bool
	// Log gets what Badger has to say, at debug; nil is silence.
	Log *slog.Logger
}

const (
	mib           = 1 << 20
	defaultMemory = 256 * mib
	// valueThreshold is the size, as stored, from which a value is kept in
	// the value log.
	valueThreshold = 256 << 10
)

func (o Options) withDefaults() Options {
	if o.Atlas == nil {
		o.Atlas = feeds.Builtin()
	}
	if o.Memory <= 0 {
		o.Memory = defaultMemory
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// tuned returns Badger's options. Its defaults suit servers with a machine to
// themselves. With 20,000 items of 3 KB the process took 390 MB with compressed
// tables and buffers of 16 MiB, and takes 190 MB so.
func (o Options) tuned() badger.Options {
	dir := o.Dir
	if o.InMemory {
		dir = ""
	}
	t := badger.DefaultOptions(dir).
		WithInMemory(o.InMemory).
		WithLogger(bridge{o.Log}).
		// A buffer of 16 MiB takes some 5,000 items; while one is flushed, one may
		// wait and one be written. They bound a transaction to 2.4 MiB, which is why
		// visits are cut in batches.
		WithMemTableSize(16 * mib).
		WithNumMemtables(1).
		// What is flushed is merged into the tree eight tables of a buffer each at
		// a time: each merge writes all of the next level anew, and the system has
		// to wait for all processors for each page of that. A first poll of 1,000
		// feeds takes 0.94 of the CPU and 0.85 of the memory that it takes with ten
		// tables of half the size. A look-up asks the bloom filters of all that
		// wait, so there are no more of them.
		WithNumLevelZeroTables(8).
		WithNumLevelZeroTablesStall(14).
		// So much is on one level before there is another between what is
		// flushed and what is stored: Badger's 10 MiB would be written anew by
		// every such merge, and each level is another place to look.
		WithBaseLevelSize(256 * mib).
		// The least Badger takes: compaction is background work on a
		// machine that also parses and serves.
		WithNumCompactors(2).
		// Records are compressed before they come here, see encode. So
		// blocks are read from the system's own cache, and compaction
		// copies instead of unpacking, packing, and holding buffers.
		WithCompression(options.None).
		WithBlockCacheSize(0).
		// Indexes and bloom filters must be bounded, or all of them stay in
		// memory.
		WithIndexCacheSize(o.Memory / 8).
		// Nearly every item lives in the tree, where compaction gives its
		// space back. Only the largest go to the value log, where they do
		// not count against a transaction, and which Reclaim collects.
		WithValueThreshold(valueThreshold).
		// A file is collected as a whole; the default of 1 GiB would need
		// that much free space.
		WithValueLogFileSize(64 * mib).
		WithNumVersionsToKeep(1).
		// There is one writer, under a lock of ours: no conflicts.
		WithDetectConflicts(false).
		// Commits that carry items are synced by us, see batch.commit:
		// syncing also those that only note a visit halves the rate of
		// visits that find nothing new.
		WithSyncWrites(false).
		WithMetricsEnabled(false).
		// Tables are of one size on all levels. Badger's grow twofold with each,
		// and a compaction holds buffers of twice the table for up to a dozen
		// tables at once: 400 MB in a store of 10 GB, and a third of the
		// memory of a poll. Each table is an open file, which bounds it from
		// below: 2,500 of them for 10 GB.
		WithBaseTableSize(4 * mib)
	t.TableSizeMultiplier = 1
	return t
}
