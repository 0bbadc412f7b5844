package feeds

import (
	"fmt"
	"time"
)

// Month is a month of UTC.
type Month struct {
	Year  int
	Month time.Month
}

// MonthOf is the month that a moment is in.
func MonthOf(at time.Time) Month {
	at = at.UTC()
	return Month{at.Year(), at.Month()}
}

// Start is its first moment.
func (m Month) Start() time.Time { return time.Date(m.Year, m.Month, 1, 0, 0, 0, 0, time.UTC) }

// End is the first moment after it.
func (m Month) End() time.Time { return m.Start().AddDate(0, 1, 0) }

// String is its ISO 8601 form: 2026-11.
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", m.Year, m.Month) }

// Path is how it stands in addresses: /2026/11, nothing for the zero Month.
func (m Month) Path() string {
	if m.IsZero() {
		return ""
	}
	return fmt.Sprintf("/%04d/%02d", m.Year, m.Month)
}

// IsZero reports whether it is no month.
func (m Month) IsZero() bool { return m == Month{} }

// Place is a document of the archive of a region: the part of a month's log that
// ends before a sequence.
type Place struct {
	Month Month
	// Before is that sequence, 0 for the end of the month.
	Before uint64
}

// IsZero reports whether it is no document.
func (p Place) IsZero() bool { return p.Month.IsZero() }

// Archive is a document of the archive of a region (RFC 5005 section 4).
type Archive struct {
	Place
	Head Head
	// Entries are those that a query wants of what was new in this part of the
	// log, as they are now, in the order of feeds.
	Entries []Entry
	// Prev and Next are the documents before and after; zero if there is none.
	Prev, Next Place
}
