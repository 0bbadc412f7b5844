// Package storage keeps items, and what is remembered of their sources, in
// Badger. No other package knows Badger.
//
//	s, err := storage.Open(storage.Options{Dir: "data", Atlas: atlas, Holder: "dateline serve"})
//	tally, err := s.Merge(ctx, visit)         // dedupe, store, index, log
//	page, err := s.Latest(ctx, "malaysia", 50)
//	removed, err := s.Sweep(ctx, retention, now)
//
// # Keys
//
// The first byte says what a key is. Sources and regions have numbers of four
// bytes, given once and never again; times are seconds since 1970; numbers are
// big-endian, so that keys sort by them.
//
//	'm' "s"                           => schemaRecord   version of this layout
//	'm' "a"                           => atlasRecord    what the order keys were made with
//	'm' "r"                           => removedRecord  removals since space was reclaimed
//	'n' slug                          => numberRecord   a region's number
//	's' source id                     => sourceRecord   a source's number, name, address, rank
//	't' source                        => stateRecord    validators, health, next visit
//	'p' source                        => subscriptionRecord  what its hub has promised
//	'i' id                            => itemRecord     an item: a version for each source
//	'x' id                            => goneRecord     seen-mark of a removed item; expires
//	'g' source, hash of guid          => aliasRecord    the item a source means by a guid
//	'l' hash of canonical link        => aliasRecord    the item at a link
//	'c' region                        => regionRecord   how many items, last change
//	'o' region, newest first date, id => nothing        the order of feeds; the meta byte says who skips it
//	'y' id                            => storyRecord    the items that tell a story
//	'k' id                            => sketch         an item's text, to compare; expires
//	'b' key of sketches               => IDs            the items to compare; expires
//	'v' source, received, date, id    => nothing        what a source holds, oldest first
//	'd' region, latest first, id      => nothing        what was retracted from a region
//	'j' sequence                      => changeRecord   the log
//	'h' region, sequence              => nothing        the log of a region
//
// Values are CBOR with integer keys that are never given a second meaning,
// behind a byte that says whether they are compressed.
//
// # What holds
//
// There is one writer at a time. A visit is merged in batches, each one
// transaction that leaves the store whole: an item with its aliases, order
// keys, counts and log entry. The source's state goes in the last, so its ETag
// is never ahead of its items, and a process that is killed at any moment
// costs a re-fetch. A batch with log entries is on the disk when Merge returns.
//
// Merging a visit again changes nothing, and an item that is known as it is
// costs one read and no write. An item has the ID that feeds.Identify derives
// from it when it is first seen, and keeps it when its source changes the link
// or the guid: both are aliases.
//
// What is retracted leaves a mark for good, and no source brings it back.
// Retention deletes and logs; it leaves seen-marks that outlive the items, so
// nothing it took comes back while a source still lists it.
//
// # Regions
//
// The fan-out to groups is written at merge. When the hash of the atlas is
// another than that of the last Open, items are indexed anew in batches, each
// of which notes how far it came: killed, the next Open goes on from there.
//
// # One process
//
// A folder is open in one process at a time; a second Open returns a
// *LockedError that names the holder. A folder written by a newer release is
// refused.
package storage
