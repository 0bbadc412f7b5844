package fetch

import (
	"net/http"
	"strings"
	"time"
)

// Bounds on what servers may ask of us.
const (
	longestWait  = 7 * 24 * time.Hour
	longestFresh = 365 * 24 * time.Hour
)

// retryAfter is how long a server asks to wait (RFC 9110 section 10.2.3): in
// seconds, or until a date, which is by the server's clock.
func retryAfter(h http.Header, now time.Time) time.Duration {
	value := h.Get("Retry-After")
	if wait, ok := seconds(value, longestWait); ok {
		return wait
	}
	until, ok := date(value)
	if !ok {
		return 0
	}
	return min(max(0, until.Sub(clock(h, now))), longestWait)
}

// freshness is for how much longer a cache may take an answer for current (RFC
// 9111 section 4.2), as far as the server says so itself. We are no shared
// cache, so s-maxage is not for us.
func freshness(h http.Header, now time.Time) time.Duration {
	fresh, ok := maxAge(h.Values("Cache-Control"))
	if !ok {
		expires, isDate := date(h.Get("Expires"))
		if !isDate {
			return 0
		}
		fresh = expires.Sub(clock(h, now))
	}
	age, _ := seconds(h.Get("Age"), longestFresh)
	return max(0, min(max(0, fresh), longestFresh)-age) // bounded before it can overflow
}

// maxAge returns what Cache-Control headers say of the age an answer may
// reach. It is zero if it may not be kept at all. Of several, the first
// counts; one that cannot be read is stale (RFC 9111 section 4.2.1).
func maxAge(headers []string) (age time.Duration, ok bool) {
	rest := strings.Join(headers, ",")
	for rest != "" {
		var name, value string
		name, value, rest = directive(rest)
		switch {
		case name == "no-store", name == "no-cache" && value == "":
			return 0, true
		case name == "max-age" && !ok:
			age, _ = seconds(value, longestFresh)
			ok = true
		}
	}
	return age, ok
}

// directive splits the first name=value off a comma-separated list; the value
// may be quoted.
func directive(list string) (name, value, rest string) {
	end := strings.IndexAny(list, ",=")
	if end < 0 {
		return strings.ToLower(strings.TrimSpace(list)), "", ""
	}
	name, rest = strings.ToLower(strings.TrimSpace(list[:end])), list[end+1:]
	if list[end] == ',' {
		return name, "", rest
	}
	if quoted, ok := strings.CutPrefix(strings.TrimLeft(rest, " \t"), `"`); ok {
		value, rest = unquote(quoted)
		_, rest, _ = strings.Cut(rest, ",")
		return name, value, rest
	}
	value, rest, _ = strings.Cut(rest, ",")
	return name, strings.TrimSpace(value), rest
}

// unquote reads a quoted string (RFC 9110 section 5.6.4) whose first quote was
// read.
func unquote(s string) (value, rest string) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return b.String(), s[i+1:]
		case s[i] == '\\' && i+1 < len(s):
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String(), ""
}

// clock is the time at the server, or now if it does not tell.
func clock(h http.Header, now time.Time) time.Time {
	if t, ok := date(h.Get("Date")); ok {
		return t
	}
	return now
}

// date reads the forms of RFC 9110 section 5.6.7, and the offset that some
// write instead of GMT.
func date(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	t, err := http.ParseTime(s)
	if err != nil {
		t, err = time.Parse(time.RFC1123Z, s)
	}
	return t, err == nil
}

// seconds reads a number of seconds, at most as many as limit. A number of any
// length will do (RFC 9111 section 1.2.2).
func seconds(s string, limit time.Duration) (time.Duration, bool) {
	s = strings.TrimSpace(s)
	if s == "" || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	most := int64(limit / time.Second)
	n := int64(0)
	for _, digit := range s {
		n = min(10*n+int64(digit-'0'), most)
	}
	return time.Duration(n) * time.Second, true
}
