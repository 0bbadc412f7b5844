package web

import (
	"net/http"
	"strings"
	"time"
)

// entityTag is the strong validator of a document in a coding. Different bytes
// need different tags (RFC 9110 section 8.8.3), so the coding is part of it.
func entityTag(hash string, c coding) string {
	if c == plain {
		return `"` + hash + `"`
	}
	return `"` + hash + "-" + string(c) + `"`
}

// conditions are what a reader says of the document that it has: If-None-Match, if
// hasTags, and If-Modified-Since.
type conditions struct {
	tags, since string
	hasTags     bool
}

func conditionsOf(h http.Header) conditions {
	tags, ok := h["If-None-Match"]
	return conditions{tags: strings.Join(tags, ","), hasTags: ok, since: h.Get("If-Modified-Since")}
}

// holds reports whether the conditions say that the reader has the document
// already. If-None-Match decides alone when it is there (RFC 9110 section
// 13.1.3).
func (c conditions) holds(hash string, modified time.Time) bool {
	if c.hasTags {
		return matches(c.tags, hash)
	}
	if c.since == "" || modified.IsZero() {
		return false
	}
	since, err := http.ParseTime(c.since)
	return err == nil && !modified.After(since)
}

// matches reports whether one of the entity tags in a list is of the document
// with this hash, in any coding. The comparison is weak (section 13.1.2): a
// proxy that compresses makes our tags weak. Tags that came back without
// quotes are seen in the wild, and taken.
func matches(list, hash string) bool {
	for list != "" {
		var tag string
		tag, list = nextTag(list)
		if tag == "*" {
			return true
		}
		rest, ok := strings.CutPrefix(tag, hash)
		if ok && (rest == "" || rest == "-"+string(gzipped) || rest == "-"+string(brotlied)) {
			return true
		}
	}
	return false
}

// nextTag splits the first entity tag, without W/ and quotes, off a list.
// Within quotes a comma is part of the tag.
func nextTag(list string) (tag, rest string) {
	list = strings.TrimLeft(list, " \t,")
	list = strings.TrimPrefix(list, "W/")
	if quoted, ok := strings.CutPrefix(list, `"`); ok {
		tag, rest, _ = strings.Cut(quoted, `"`)
		if tag == "*" {
			tag = ""
		}
		return tag, rest
	}
	tag, rest, _ = strings.Cut(list, ",")
	return strings.TrimSpace(tag), rest
}

// lastModified is the date to send for something modified at a moment: that
// moment to the second, or the second before while the second is not over.
// Something may still change within it, and a reader that asks with the same
// second would never see that (RFC 9110 section 8.8.2.2).
func lastModified(modified, now time.Time) string {
	if modified.IsZero() {
		return ""
	}
	second := modified.UTC().Truncate(time.Second)
	if now.Before(second.Add(time.Second)) {
		second = second.Add(-time.Second)
	}
	return second.Format(http.TimeFormat)
}
