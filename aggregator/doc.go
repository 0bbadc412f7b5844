// Package aggregator visits sources and hands what they say to a store.
//
//	due? -> fetch bytes -> parse to items -> clean -> place in regions -> rules -> Merge
//
// A [Reader] is the pure part: bytes to placed items. A [Poller] does the
// rest, in this order and deciding nothing: it asks the store what it
// remembers of a source, fetches, reads, merges. Only fetching is parallel;
// one goroutine reads and merges, so memory is bounded by the fetched bodies
// that wait for it, one for each worker; the large ones share an eighth of what
// the config allows. What waits while it merges is kept together afterwards, so
// that the disk is waited for once.
//
//	Round: every source once        Run: each when it is due, for ever
//	            \                      /
//	   queue --> fetch --> read --> Merge --> state --> queue
//
// What comes of a visit is an [Outcome], a value: one bad source never ends a
// round. A round fails only if the store does.
//
// Most visits bring a document of which most is known. What was merged of the
// last one is remembered by the bytes of each item, and an item that stands there
// as it did is neither parsed nor cleaned nor placed: [Reader.ReadOn] reads the
// rest of it. That is a shortcut and no more. The store is the same as after a
// visit that read everything, and where that is not certain, everything is read:
// when the frame that items take something from has changed, or the config, or
// the reader; when a document is odd, or a rule asks the clock; when a hub has
// pushed meanwhile; when an item may be the same as one that was not read; and
// once a month.
//
// When and where a source is visited again is decided by the schedule, from
// the visit alone. The state with the new validators is merged last, so a
// crash costs a re-fetch and never an item.
//
// The rooms below: config reads the operator's file, opml lists of feeds,
// schedule decides when a source is due, fetch speaks HTTP, parse knows the
// formats, page makes items of pages that have no feed, clean makes text safe,
// place finds the regions, override has the editor's word on them, rules keeps,
// drops and changes items as the operator says, reclassify places stored items
// anew, sample is the built-in newsroom, inspect shows what we make of a feed,
// progress shows a round as it goes. newsroom puts them together as the config
// says.
package aggregator
