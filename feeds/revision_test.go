package feeds_test

import (
	"testing"
	"time"

	"dateline/feeds"
)

// A page that changes at every visit makes few changes a day; one that is
// corrected now and then is never held up.
func TestIsDamped(t *testing.T) {
	for _, tt := range []struct {
		every    time.Duration
		min, max int // changes in the second day
	}{
		{time.Minute, 8, 12},
		{5 * time.Minute, 8, 12},
		{time.Hour, 7, 11},
		{8 * time.Hour, 3, 3},
		{24 * time.Hour, 1, 1},
	} {
		revisions := []feeds.Revision{{Number: 1, At: noon}}
		day := 0
		for at := noon.Add(tt.every); !at.After(noon.Add(48 * time.Hour)); at = at.Add(tt.every) {
			if feeds.IsDamped(revisions, at) {
				continue
			}
			revisions = append(revisions, feeds.Revision{Number: len(revisions) + 1, At: at})
			revisions = revisions[max(0, len(revisions)-feeds.MaxRevisions):]
			if at.After(noon.Add(24 * time.Hour)) {
				day++
			}
		}
		if day < tt.min || day > tt.max {
			t.Errorf("changing every %v: %d changes in a day, want %d to %d", tt.every, day, tt.min, tt.max)
		}
	}
}
