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
//	'm' "b"                           => reclaimedRecord  what reclaiming it brought last
//	'm' "l"                           => prunedRecord   where the log begins
//	'm' "i"                           => indexRecord    what the index is of, its segments
//	'm' "d"                           => dictionary     what items are packed with
//	'n' slug                          => numberRecord   a region's number
//	's' source id                     => sourceRecord   a source's number, name, address, rank
//	't' source                        => stateRecord    validators, health, next visit
//	'q' source                        => readingRecord  what of its last document need not be read again
//	'p' source                        => subscriptionRecord  what its hub has promised
//	'u' hash of topic, of callback    => subscriberRecord  whom our hub pushes to, and what it has
//	'i' id                            => itemRecord     an item: a version for each source
//	'x' id                            => goneRecord     seen-mark of a removed item; expires
//	'g' source, hash of guid          => aliasRecord    the item a source means by a guid
//	'l' hash of canonical link        => aliasRecord    the item at a link, unless its ID derives from that
//	'c' region                        => regionRecord   how many items, last change
//	'o' region, newest first date, id => nothing        the order of feeds; the meta byte says who skips it
//	'y' id                            => storyRecord    the items that tell a story
//	'z' id                            => ID             the story that an item tells with others
//	'k' id                            => sketch         an item's text, to compare; expires
//	'b' key of sketches               => IDs            the items to compare; expires
//	'v' source, received, date, id    => nothing        what a source holds, oldest first
//	'd' region, latest first, id      => nothing        what was retracted from a region
//	'j' sequence                      => changeRecord   the log
//	'e' region, sequence / 64         => a bit each     the log of a region
//	'h' id                            => first, last    the part of the log about it
//	'w' segment, kind, first          => block          the index: see package index
//
// Values are CBOR with integer keys that are never given a second meaning,
// behind a byte that says whether and how they are compressed. Items are, with a
// dictionary that the store makes of its first thousand and keeps for good. They
// are read without reflection, as they were written; what was written otherwise is
// for the decoder of all records, which would make the same of each.
//
// # What holds
//
// There is one writer at a time. A visit is merged in batches, each one
// transaction that leaves the store whole: an item with its aliases, order
// keys, counts and log entry. The source's state goes in the last, so its ETag
// is never ahead of its items, and a process that is killed at any moment
// costs a re-fetch. Visits that wait share batches: MergeTogether. Subscribers of our hub are written beside the writer: nothing
// else has to do with their keys. A batch with log entries is on the disk when
// Merge returns.
//
// In a store that this process began the writer knows of nearly all keys that were
// never written that they are not there, and the records of regions are always in
// memory.
//
// Merging a visit again changes nothing, and an item that is known as it is
// costs one read and no write. An item has the ID that feeds.Identify derives
// from it when it is first seen, and keeps it when its source changes the link
// or the guid: both are aliases.
//
// An item that stands in a document as it did when the store took it need not
// come at all: the visit names the piece of the document that it is. So Merge
// notes, in the batch of the state, which pieces it has exactly as they came,
// by the first bytes of their IDs. If an item of a later visit may be the same
// as one that did not come, which of the two counts is told by their order in the
// document alone: Merge changes nothing then and asks for all of them.
//
// What is retracted leaves a mark for good, and no source brings it back.
// Retention deletes and logs; it leaves seen-marks that outlive the items, so
// nothing it took comes back while a source still lists it. Marks outnumber
// items, so they are made of hashes.
//
// # Stories
//
// The text of an item that is not older than a week when it comes is compared
// with those that have a key of its sketch in common; package story decides
// which tell the same. Whoever is in a story is written in the items and in the
// story's record, in the batch of the item that changed it. Feeds show a story
// once, as feeds.PublishStory makes it of all versions of its items, at the
// earliest of their dates, in all their regions, and under the ID of the item
// that was received first: its record goes on when that item is gone. Parts are
// in the order of their regions too, hidden from those who do not ask for each.
//
// What a source withdraws or retention takes leaves its story; the others stay
// together. Keys of texts that an item had before lead to it until they expire.
//
// # Floods
//
// If more than half of a visit nobody had, by guid or link, what the source had
// of late is compared by content: most of a flood is an archive under other guids
// and links. Those items keep their IDs and learn the new aliases, without a new
// revision. That a flood is under way is written first, so that a crash in its
// middle does not make the rest of it look like news.
//
// # Placing anew
//
// Reclassify asks again for the placements of stored versions, in batches, and
// writes and logs what is so otherwise. It is cheap where nothing changed, so
// that one that was interrupted is simply run again.
//
// # The log
//
// Every entry has the next sequence, and no two ever have the same. A sweep
// forgets entries older than retention allows items to be, and than 30 days,
// from the oldest on and 64 at a time, so that the last one and with it the
// sequence always stays. Who asks for changes after an entry that is followed
// by forgotten ones gets feeds.ErrPruned; of a region, if forgotten ones were
// about it. What regions know of their last change does not depend on the log.
//
// Since tells who reads the log of a region what became of each item once, where
// the log last tells of it: each entry knows the one before about the same ID,
// and the ID its first and last. What comes into a region later than it was new
// is entered in the region's log where it was new too, and such entries stay as
// long as what they are about is there: archives are the log of a region by
// months, of what was new.
//
// # The index
//
// Select finds what a query asks for by words, topics, languages, sources and
// region in an index of segments, which package index makes: 512 changes make
// one, or 4,096 where nobody is asking, and merging makes them larger, up to 65,536
// items. Entries are indexed as feeds show them, stories under their own ID and each
// of their items for itself. A batch hands what it wrote to the index when it is
// committed, as far as there is room; the rest of what has changed since the last
// segment is read in the log, once. Both are kept in memory.
//
// What the index finds are candidates. Each is looked up in the order of feeds
// and read, and the query itself decides. So what has changed, moved or gone
// since is never shown wrongly, and nothing is missing while the index lags, is
// made anew, or is not there: the rest is then looked through. It is made of what
// is stored from the newest item on, in batches, each of which notes how far it
// came: when there is none yet, when so much has changed that this is less work,
// when a source ranks otherwise, of which the log does not tell, and when a block
// is found that is not as it was made. Segments of which most is gone are made
// anew at a sweep.
//
// A query that only excludes is not helped by the index: the newest 20,000 items
// are looked at, and Page.Next says where to go on. So many candidates are looked
// at, too, for a phrase whose words are in many more items than it is.
//
// It is ours, and not bleve, since bleve keeps files of its own beside Badger
// (bbolt and segments): no batch would change both, a backup of one would not fit
// the other, and the 25 modules it is made of would have to be kept up. What is asked
// for here, candidates in the order of feeds, needs none of its scoring.
//
// # The disk
//
// Usage says what is stored and what it takes. Of items of 300 bytes each takes 840
// bytes; when nine of ten are gone Reclaim leaves 305 of each there was, and 230 when
// the log has forgotten them: the items that stay and the marks of those that went.
// An item of 1.8 KB takes 1.5 KB, and 0.7 more while its text is compared with others.
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
