package feeds

import "time"

// Change is an entry of the store-wide log. An item's change belongs to every
// region the item is in or has just left.
type Change struct {
	// Seq counts from 1 without order gaps that matter: later is larger.
	Seq     uint64
	At      time.Time
	ID      ID
	What    Act
	Regions []string
}

// Act is what happened to an item.
type Act string

// What can happen to an item.
const (
	Added     Act = "new"
	Changed   Act = "changed"
	Removed   Act = "removed"   // by retention
	Retracted Act = "retracted" // by an editor or the publisher
)
