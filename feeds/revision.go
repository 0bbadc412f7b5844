package feeds

import "time"

// Revision is a state of a version that readers could see, and since when.
type Revision struct {
	// Number counts from 1.
	Number int
	At     time.Time
	// Title is the title it had.
	Title string
}

// MaxRevisions is how many of the latest revisions of a version are kept.
const MaxRevisions = 16

// The first changes of a day come through at once; those after them wait from
// one to the next, twice as long each time.
const (
	freeChanges = 4
	firstDamp   = 15 * time.Minute
	longestDamp = 8 * time.Hour
)

// IsDamped reports whether a change at now has to wait: the version, with these
// revisions so far, changes too often to be told about each time. What it says
// by then is taken when the wait is over, so a page that is never the same
// twice makes some ten changes a day, however often it is visited.
func IsDamped(revisions []Revision, now time.Time) bool {
	changes := 0
	for _, r := range revisions {
		if r.Number > 1 && now.Sub(r.At) < 24*time.Hour {
			changes++
		}
	}
	if changes < freeChanges {
		return false
	}
	wait := min(firstDamp<<min(changes-freeChanges, 10), longestDamp)
	return now.Sub(revisions[len(revisions)-1].At) < wait
}
