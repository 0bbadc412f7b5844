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
	// Memory is what caches and write buffers may take together, in bytes;
	// 0 is 256 MiB.
	Memory int64
	// Log gets what Badger has to say, at debug; nil is silence.
	Log *slog.Logger
}

const (
	mib           = 1 << 20
	defaultMemory = 256 * mib
	// valueThreshold is the size from which a value is kept in the value log.
	valueThreshold = 64 << 10
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

// tuned returns Badger's options and why they differ from its defaults, which
// suit servers with a database to themselves: with 1,000,000 items those took
// 667 MB of heap, these 185 MB, with equal reads.
func (o Options) tuned() badger.Options {
	dir := o.Dir
	if o.InMemory {
		dir = ""
	}
	return badger.DefaultOptions(dir).
		WithInMemory(o.InMemory).
		WithLogger(bridge{o.Log}).
		// A round of visits fits three buffers of 16 MiB. They bound a
		// transaction to 2.4 MiB, which is why visits are cut in batches.
		WithMemTableSize(min(16*mib, max(8*mib, o.Memory/16))).
		WithNumMemtables(3).
		WithNumLevelZeroTables(3).
		WithNumLevelZeroTablesStall(8).
		// The least Badger takes. Compaction is background work on a
		// machine that also parses and serves.
		WithNumCompactors(2).
		// Blocks are kept uncompressed in the cache; indexes and bloom
		// filters must be bounded too, or they all stay in memory.
		WithBlockCacheSize(o.Memory / 4).
		WithIndexCacheSize(o.Memory / 8).
		// Text shrinks well. The pure Go zstd holds large encoder windows
		// for each table it builds; snappy does not.
		WithCompression(options.Snappy).
		// Nearly every item lives in the tree, where it is compressed and
		// where compaction gives its space back. Only items with very long
		// texts go to the value log, which must be collected by Reclaim.
		WithValueThreshold(valueThreshold).
		// One file is collected at a time; the default of 1 GiB would need
		// that much free space.
		WithValueLogFileSize(64 * mib).
		WithNumVersionsToKeep(1).
		// There is one writer, under a lock of ours: no conflicts.
		WithDetectConflicts(false).
		// Commits that carry items are synced by us, see batch.commit;
		// those that only note a visit can be lost to a power failure.
		WithSyncWrites(false).
		WithMetricsEnabled(false)
}
