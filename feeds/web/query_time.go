package web

import (
	"fmt"
	"strings"
	"time"

	"dateline/feeds"
)

func readSince(q *query, values []string) (problem string) {
	return q.readTimes("since", values)
}

func readBefore(q *query, values []string) (problem string) {
	return q.readTimes("before", values)
}

// readTimes takes the values of since or before: all of them hold. What is
// excluded by the one is asked for by the other.
func (q *query) readTimes(key string, values []string) (problem string) {
	if len(values) > maxValues {
		return fmt.Sprintf("%s has %d values, and may have %d", key, len(values), maxValues)
	}
	for _, value := range values {
		text, isOut := strings.CutPrefix(value, "-")
		isSince := (key == "since") != isOut
		at, isDate := readDate(text)
		switch {
		case isDate && isSince:
			q.notBefore(at)
		case isDate:
			q.notAfter(at)
		case isSince && !isOut:
			problem = q.readMark(text)
		case !isSince:
			problem = q.readCursor(key, value, text)
		default:
			problem = noDate(key, value)
		}
		if problem != "" {
			return problem
		}
	}
	return ""
}

func noDate(key, value string) string {
	return fmt.Sprintf("%s=%s is no date such as 2026-11-23 or 2026-11-23T08:00:00Z", key, shorten(value))
}

func (q *query) notBefore(at time.Time) {
	if at.After(q.Since) {
		q.Since = at
	}
}

func (q *query) notAfter(at time.Time) {
	if q.Before.IsZero() || at.Before(q.Before) {
		q.Before = at
	}
}

// readCursor takes a place that we handed out: of several the furthest.
func (q *query) readCursor(key, value, text string) (problem string) {
	p, err := readCursor(text)
	if err != nil {
		return fmt.Sprintf("%s, and %v", noDate(key, value), err)
	}
	if q.After.IsZero() || q.After.IsBefore(p) {
		q.After = p
	}
	return ""
}

// contradiction says what of the query excludes everything. A cursor says
// nothing beside a date that comes before it.
func (q *query) contradiction() (problem string) {
	if !q.Before.IsZero() && !q.Since.Before(q.Before) {
		return fmt.Sprintf("nothing is both since %s and before %s", spellTime(q.Since), spellTime(q.Before))
	}
	if !q.Before.IsZero() && !q.After.Date.Before(q.Before) {
		q.After = feeds.Position{}
	}
	return ""
}

// readDate takes a date, whose day begins in UTC, or an RFC 3339 time. Entries
// are dated to the second, so a part of one counts as the next. A plus sign that
// nobody encoded comes as a space.
func readDate(text string) (at time.Time, ok bool) {
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		at, err = time.Parse(time.RFC3339, strings.ToUpper(strings.ReplaceAll(text, " ", "+")))
	}
	at = at.UTC().Add(time.Second - 1).Truncate(time.Second)
	return at, err == nil && at.Year() > 0 && at.Year() < 10000 && !at.IsZero()
}

// spellTime is the one form of a time: the date alone where a day begins.
func spellTime(at time.Time) string {
	if at.Equal(at.Truncate(24 * time.Hour)) {
		return at.Format(time.DateOnly)
	}
	return at.Format(time.RFC3339)
}

func spellTimes(at time.Time) []string {
	if at.IsZero() {
		return nil
	}
	return []string{spellTime(at)}
}
