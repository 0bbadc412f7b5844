package feeds

import (
	"fmt"
	"time"
)

// Retraction says that an item was withdrawn, by an editor or its publisher: it
// is in no feed any more and never comes back by itself.
type Retraction struct {
	ID ID
	// At is when it was retracted here.
	At time.Time
	// Reason is plain text for readers; may be empty.
	Reason string
}

// RetractedError is returned for an item that was retracted. It wraps
// ErrNotFound.
type RetractedError struct{ Retraction }

func (e *RetractedError) Error() string {
	if e.Reason == "" {
		return fmt.Sprintf("item %s was retracted", e.ID)
	}
	return fmt.Sprintf("item %s was retracted: %s", e.ID, e.Reason)
}

// Unwrap lets those who do not care why find that there is nothing.
func (e *RetractedError) Unwrap() error { return ErrNotFound }

// Tombstone is the word of a source that it withdraws an entry (RFC 6721).
type Tombstone struct {
	// GUID is that of the entry, character for character.
	GUID string
	// At is when the source deleted it, zero if it does not say.
	At time.Time
	// Comment is plain text; may be empty.
	Comment string
}
