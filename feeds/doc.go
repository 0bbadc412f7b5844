// Package feeds holds the words of the gateway, one meaning each, and the
// policies that are facts about them. It does no I/O and knows no other room.
//
// A [Source] is an upstream feed. A visit to it yields [Item] values: what one
// source says now, cleaned and placed. The store keeps one [Version] per
// source that carries an item; [Publish] makes of all versions the [Entry]
// that readers see. A [Channel] is a region's entries, ready to be rendered in
// a [Format].
//
//	Source --visit--> Item --Merge--> Version… --Publish--> Entry --> Channel --> bytes
//
// # Regions
//
// The [Atlas] holds every [Region] and what contains what. A [Placement] says
// that an item is about a region, how sure we are, and on what [Evidence].
// Placements name the most exact region only; [Atlas.Fan] adds the groups
// above. An item without placements goes to [World] and [Unplaced].
//
// # Identity
//
// An [ID] is a version 5 UUID made by [Identify] from the item alone: its
// canonical link when the link tells it apart, else its source and guid, else
// its source and text. So the same article from two sources is one item by
// construction, and an ID is the same on every node and after a re-poll.
// [Canonical] is part of that promise: changing it is a migration.
//
// # Dates
//
// Published is what the source says, Received is when we first saw the item.
// An entry's Date is Published, but not later than Received; without Published
// it is Received. Feeds are ordered by Date, newest first, then by ID.
//
// # Searching
//
// A [Query] says what a reader asks for, and decides by itself whether an entry
// is that: what a store knows besides only finds it sooner. Its [Search] is words
// and phrases in any language, folded by [Words], and has one spelling.
package feeds
