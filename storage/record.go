package storage

import (
	"slices"
	"time"

	"dateline/feeds"
)

// The records are the store's own types, apart from those of feeds, so that a
// word there can change without a change on disk. Their keys are numbers that
// are never given a second meaning.

// itemRecord is an item with a version for each source that carries it.
type itemRecord struct {
	Versions []versionRecord `cbor:"1,keyasint"`
	// Dropped are sources whose version retention took, while others still
	// hold the item: they are not to bring it back.
	Dropped []traceRecord `cbor:"2,keyasint,omitempty"`
	// Date and Regions are those of the item's order keys.
	Date    int64    `cbor:"3,keyasint"`
	Regions []uint32 `cbor:"4,keyasint"`
	// Story is the story it tells with others, zero if it stands alone. It has
	// a key of its own, since it changes with what others say: see learnStory.
	Story feeds.ID `cbor:"-"`
}

// isKept reports whether the item has been kept before: every one is in a region
// then, if only in the world.
func (r *itemRecord) isKept() bool { return len(r.Regions) > 0 }

// versionRecord is what one source says of an item.
type versionRecord struct {
	Source   uint32     `cbor:"1,keyasint"`
	Item     textRecord `cbor:"2,keyasint"`
	Received int64      `cbor:"3,keyasint"`
	Changed  int64      `cbor:"4,keyasint"`
	Revision int        `cbor:"5,keyasint"`
	// GUIDs and Links are the aliases written for this version: every guid
	// of the source, every canonical link.
	GUIDs []string `cbor:"6,keyasint,omitempty"`
	Links []string `cbor:"7,keyasint,omitempty"`
	// History are the latest revisions, the oldest first; none until the
	// version has changed.
	History []revisionRecord `cbor:"8,keyasint,omitempty"`
}

// revisionRecord is a feeds.Revision.
type revisionRecord struct {
	Number int    `cbor:"1,keyasint"`
	At     int64  `cbor:"2,keyasint"`
	Title  string `cbor:"3,keyasint,omitempty"`
}

// traceRecord is what is kept of a version that is gone: enough to know it
// again, and to know it from another item with the same guid. There are more
// traces than items, so a trace has hashes of what it is about.
type traceRecord struct {
	Source uint32 `cbor:"1,keyasint"`
	// GUIDs and Links are those whose aliases fade together with the trace.
	GUIDs []hash `cbor:"7,keyasint,omitempty"`
	Links []hash `cbor:"8,keyasint,omitempty"`
	// Title and Link are digests, 0 for none.
	Title     uint32 `cbor:"9,keyasint,omitempty"`
	Link      uint32 `cbor:"10,keyasint,omitempty"`
	Published stamp  `cbor:"6,keyasint,omitempty"`
	// Words is a digest of what feeds.ContentPrint tells items by, 0 for none.
	Words uint32 `cbor:"11,keyasint,omitempty"`
}

// goneRecord is the seen-mark of an item that retention took.
type goneRecord struct {
	Traces []traceRecord `cbor:"1,keyasint"`
	// Aged says that the item was too old: then no source brings it back.
	// Else only those in Traces do not.
	Aged bool `cbor:"2,keyasint,omitempty"`
	// Retracted is not nil if the item was not removed but withdrawn: then
	// the mark does not expire.
	Retracted *retractedRecord `cbor:"3,keyasint,omitempty"`
}

// retractedRecord is a feeds.Retraction, with the regions that show it.
type retractedRecord struct {
	At      int64    `cbor:"1,keyasint"`
	Reason  string   `cbor:"2,keyasint,omitempty"`
	Regions []uint32 `cbor:"3,keyasint,omitempty"`
}

// stays reports whether a source does not bring back an item with this mark.
func (g *goneRecord) stays(source uint32) bool {
	return g.Aged || g.Retracted != nil || trace(g.Traces, source) != nil
}

// retraction is what the mark of a retracted item says.
func (g *goneRecord) retraction(id feeds.ID) feeds.Retraction {
	return feeds.Retraction{ID: id, At: fromSeconds(g.Retracted.At), Reason: g.Retracted.Reason}
}

// aliasRecord leads from a guid or link to an item. Print is, for guids, the
// fingerprint of the source's version: an item with the same one is known
// without looking further.
type aliasRecord struct {
	ID    feeds.ID `cbor:"1,keyasint"`
	Print [16]byte `cbor:"2,keyasint,omitzero"`
}

// sourceRecord describes a source, also after the operator dropped it.
type sourceRecord struct {
	Number uint32 `cbor:"1,keyasint"`
	Name   string `cbor:"2,keyasint,omitempty"`
	URL    string `cbor:"3,keyasint,omitempty"`
	Rank   int    `cbor:"4,keyasint,omitempty"`
	// StripDatelines publishes its items without their datelines.
	StripDatelines bool `cbor:"5,keyasint,omitempty"`
}

// stateRecord is a feeds.State.
type stateRecord struct {
	ETag         string `cbor:"1,keyasint,omitempty"`
	LastModified string `cbor:"2,keyasint,omitempty"`
	BodyHash     []byte `cbor:"3,keyasint,omitempty"`
	Title        string `cbor:"4,keyasint,omitempty"`
	Link         string `cbor:"5,keyasint,omitempty"`
	Visited      stamp  `cbor:"6,keyasint,omitempty"`
	Succeeded    stamp  `cbor:"7,keyasint,omitempty"`
	Next         stamp  `cbor:"8,keyasint,omitempty"`
	Failures     int    `cbor:"9,keyasint,omitempty"`
	Error        string `cbor:"10,keyasint,omitempty"`
	Status       int    `cbor:"11,keyasint,omitempty"`

	Gone   bool         `cbor:"12,keyasint,omitempty"`
	Newest stamp        `cbor:"13,keyasint,omitempty"`
	Rhythm rhythmRecord `cbor:"14,keyasint,omitzero"`
	Hints  hintsRecord  `cbor:"15,keyasint,omitzero"`
	Move   moveRecord   `cbor:"16,keyasint,omitzero"`

	Document string `cbor:"17,keyasint,omitempty"`

	Flood    floodRecord `cbor:"18,keyasint,omitzero"`
	Settings []byte      `cbor:"19,keyasint,omitempty"`
}

// shownRecord is what readers come to know of a stateRecord.
type shownRecord struct {
	Title    string `cbor:"4,keyasint,omitempty"`
	Link     string `cbor:"5,keyasint,omitempty"`
	Failures int    `cbor:"9,keyasint,omitempty"`
}

type floodRecord struct {
	At    stamp `cbor:"1,keyasint,omitempty"`
	Items int   `cbor:"2,keyasint,omitempty"`
}

// subscriptionRecord is a feeds.Subscription.
type subscriptionRecord struct {
	Hub       string `cbor:"1,keyasint,omitempty"`
	Topic     string `cbor:"2,keyasint,omitempty"`
	Token     string `cbor:"3,keyasint,omitempty"`
	Secret    string `cbor:"4,keyasint,omitempty"`
	Asked     stamp  `cbor:"5,keyasint,omitempty"`
	Attempts  int    `cbor:"6,keyasint,omitempty"`
	Since     stamp  `cbor:"7,keyasint,omitempty"`
	Until     stamp  `cbor:"8,keyasint,omitempty"`
	Delivered stamp  `cbor:"9,keyasint,omitempty"`
	Missed    int    `cbor:"10,keyasint,omitempty"`
}

type rhythmRecord struct {
	Items float64       `cbor:"1,keyasint,omitempty"`
	Span  time.Duration `cbor:"2,keyasint,omitempty"`
}

type hintsRecord struct {
	Wait  time.Duration `cbor:"1,keyasint,omitempty"`
	Hours uint32        `cbor:"2,keyasint,omitempty"`
	Days  uint8         `cbor:"3,keyasint,omitempty"`
}

type moveRecord struct {
	From    string `cbor:"1,keyasint,omitempty"`
	Adopted string `cbor:"2,keyasint,omitempty"`
	Seen    string `cbor:"3,keyasint,omitempty"`
	Since   stamp  `cbor:"4,keyasint,omitempty"`
}

// regionRecord counts a region's items and knows its last change.
type regionRecord struct {
	Items int64  `cbor:"1,keyasint,omitempty"`
	Seq   uint64 `cbor:"2,keyasint,omitempty"`
	At    int64  `cbor:"3,keyasint,omitempty"`
	// Pruned is the last entry of the region's log that was forgotten.
	Pruned uint64 `cbor:"4,keyasint,omitempty"`
}

// changeRecord is an entry of the log, without its sequence.
type changeRecord struct {
	At      int64    `cbor:"1,keyasint"`
	ID      feeds.ID `cbor:"2,keyasint"`
	What    string   `cbor:"3,keyasint"`
	Regions []uint32 `cbor:"4,keyasint,omitempty"`
	// Prev is the entry about the same ID before, 0 if there was none.
	Prev uint64 `cbor:"5,keyasint,omitempty"`
	// Again says of what is new that it had been there before.
	Again bool `cbor:"6,keyasint,omitempty"`
}

// aboutRecord is what a changeRecord is about, and when.
type aboutRecord struct {
	At int64    `cbor:"1,keyasint"`
	ID feeds.ID `cbor:"2,keyasint"`
}

// numberRecord is the number that stands for a region's slug in keys.
type numberRecord struct {
	Number uint32 `cbor:"1,keyasint"`
}

// schemaRecord says how the whole folder is laid out.
type schemaRecord struct {
	Version int `cbor:"1,keyasint"`
}

// atlasRecord is the atlas the items are indexed by. While they are indexed
// anew, Next is the hash of the new atlas and Cursor the last item done.
type atlasRecord struct {
	Hash   string   `cbor:"1,keyasint,omitempty"`
	Next   string   `cbor:"2,keyasint,omitempty"`
	Cursor feeds.ID `cbor:"3,keyasint,omitzero"`
}

// removedRecord counts the items, and the entries of the log, that were removed
// since the whole tree was compacted.
type removedRecord struct {
	Items   int64 `cbor:"1,keyasint"`
	Entries int64 `cbor:"2,keyasint,omitempty"`
}

// indexRecord says what the index is of.
type indexRecord struct {
	// Version is that of the terms.
	Version int `cbor:"1,keyasint"`
	// Seq is the entry of the log up to which changes are in segments.
	Seq uint64 `cbor:"2,keyasint"`
	// Whole says that everything older is too; else it is up to Date and ID,
	// from the newest on.
	Whole bool     `cbor:"3,keyasint,omitempty"`
	Date  int64    `cbor:"4,keyasint,omitempty"`
	ID    feeds.ID `cbor:"5,keyasint,omitzero"`
	// Made counts the segments that were ever begun: no number is given twice.
	Made     uint32          `cbor:"6,keyasint,omitempty"`
	Segments []segmentRecord `cbor:"7,keyasint,omitempty"`
}

// segmentRecord is a segment: how many docs it has, the newest date, and how many
// bytes it takes.
type segmentRecord struct {
	Number uint32 `cbor:"1,keyasint"`
	Docs   int    `cbor:"2,keyasint"`
	Newest int64  `cbor:"3,keyasint"`
	Bytes  int64  `cbor:"4,keyasint"`
}

// prunedRecord says where the log begins: entries before Oldest are gone.
type prunedRecord struct {
	Oldest uint64 `cbor:"1,keyasint"`
}

// reclaimedRecord is a feeds.Reclaimed.
type reclaimedRecord struct {
	At     stamp       `cbor:"1,keyasint"`
	Before spaceRecord `cbor:"2,keyasint"`
	After  spaceRecord `cbor:"3,keyasint"`
}

type spaceRecord struct {
	Tree  int64 `cbor:"1,keyasint,omitempty"`
	Log   int64 `cbor:"2,keyasint,omitempty"`
	Other int64 `cbor:"3,keyasint,omitempty"`
}

// version returns the version of a source, nil if there is none.
func (r *itemRecord) version(source uint32) *versionRecord {
	i := slices.IndexFunc(r.Versions, func(v versionRecord) bool { return v.Source == source })
	if i < 0 {
		return nil
	}
	return &r.Versions[i]
}

// held is the version's key in the held index: its own date, which does not
// change with what other sources say.
func (v versionRecord) held(id feeds.ID) held {
	date := v.Received
	if p := v.Item.Published; len(p) > 0 && p[0] < date {
		date = p[0]
	}
	return held{received: v.Received, date: date, id: id}
}
