package feeds

import "time"

// Usage is what a store holds, and what that takes.
type Usage struct {
	// Items are those stored, Stories those told by several items, and
	// Versions what sources say of items: one for each source and item.
	Items, Stories, Versions int64
	// Retracted are the marks of items withdrawn for good, Seen those of
	// items that retention took.
	Retracted, Seen int64
	// Sketches and Postings serve to find items that report the same thing.
	Sketches, Postings int64
	// Oldest and Sequence are the first and the last entry of the log; there
	// is none if Oldest is the larger.
	Oldest, Sequence uint64
	// Removed are the items that were removed since space was reclaimed.
	Removed int64
	Disk    Space
	// Reclaimed is the last time that space was reclaimed, zero if never.
	Reclaimed Reclaimed
}

// LogEntries is how many entries of the log are kept.
func (u Usage) LogEntries() int64 { return int64(u.Sequence + 1 - u.Oldest) }

// Space is what files take on the disk, in bytes.
type Space struct {
	// Tree is what nearly everything lives in, Log where the largest texts
	// are, Other the write buffers and the books of both.
	Tree, Log, Other int64
}

// Total is what all files take.
func (s Space) Total() int64 { return s.Tree + s.Log + s.Other }

// Reclaimed is what reclaiming space has brought.
type Reclaimed struct {
	At            time.Time
	Before, After Space
}
