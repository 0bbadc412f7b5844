package render

import "time"

// Epoch is the date of an Atom feed in which there never was anything, and of
// items without any date in a sensible year.
var Epoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// The years an item can be from: the web is not older, and what is dated
// later is a mistake.
const (
	firstYear = 1990
	lastYear  = 2200
)

// sane returns the first time that is in a year an item can be from, in UTC to
// the second.
func sane(times ...time.Time) (time.Time, bool) {
	for _, t := range times {
		if t = t.UTC().Truncate(time.Second); t.Year() >= firstYear && t.Year() <= lastYear {
			return t, true
		}
	}
	return time.Time{}, false
}

// rfc822 is a date as RSS has it, "" for the zero time.
func rfc822(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC1123Z)
}

// rfc3339 is a date as Atom has it, "" for the zero time.
func rfc3339(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
