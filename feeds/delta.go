package feeds

import (
	"errors"
	"time"
)

// Delta is what has become of a region's entries since a sequence of the log.
type Delta struct {
	// Head is the state of the region that the delta leads to, if no more
	// follows.
	Head Head
	// Steps are in the order of the log, the oldest change first. Each item is
	// in at most one: that of its last change.
	Steps []Step
	// Next is the sequence to ask for what comes after this delta with.
	Next uint64
	// More says that there is more after Next already.
	More bool
}

// Step is what an item has come to.
type Step struct {
	// Seq and At are those of the item's last change.
	Seq uint64
	At  time.Time
	ID  ID
	// What is Added if there was no such item before, Changed if there was;
	// Removed if the item is not, or not any more, among what was asked for:
	// retention took it, it has left the region, it has joined a story, the
	// query does not want it as it now is; Retracted if it was withdrawn.
	What Act
	// Entry is the item as it now is, if it is Added or Changed.
	Entry Entry
	// Reason is why it was retracted; may be empty.
	Reason string
}

// IsGone reports whether who has the item should drop it.
func (s Step) IsGone() bool { return s.What == Removed || s.What == Retracted }

// ErrAhead is returned to who asks for changes after one that has not happened
// yet: the sequence is from another log.
var ErrAhead = errors.New("no change has this sequence yet")

// Entries are the items that are there, in the order of the steps.
func (d Delta) Entries() []Entry {
	var list []Entry
	for _, s := range d.Steps {
		if !s.IsGone() {
			list = append(list, s.Entry)
		}
	}
	return list
}

// Gone are the items to be dropped, in the order of the steps: the retracted
// ones and all others.
func (d Delta) Gone() (retracted, removed []Retraction) {
	for _, s := range d.Steps {
		switch s.What {
		case Retracted:
			retracted = append(retracted, Retraction{ID: s.ID, At: s.At, Reason: s.Reason})
		case Removed:
			removed = append(removed, Retraction{ID: s.ID, At: s.At})
		case Added, Changed:
		}
	}
	return retracted, removed
}
