package web

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"dateline/feeds"
)

// How many stories a feed and a page show unless asked otherwise, and the most
// anyone can ask for.
const (
	DefaultLimit = 50
	pageLimit    = 30
	maxLimit     = 200
)

// plannedKeys are parameters of feeds that are described but not built yet.
var plannedKeys = []string{"topic", "lang", "source", "q", "since", "before"}

const limitHelp = "limit, a number from 1 to 200"

// readLimit returns the limit that a feed's query asks for, or byDefault. The
// query may say nothing else: a parameter we pass over would give a feed other
// than the one that was meant.
func readLimit(raw string, byDefault int) (int, error) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return 0, badRequest("wrong query: it cannot be read: " + err.Error())
	}
	var wrong []string
	limit := byDefault
	for _, key := range slices.Sorted(maps.Keys(values)) {
		if key != "limit" {
			wrong = append(wrong, unknownKey(key))
			continue
		}
		var problem string
		if limit, problem = parseLimit(values[key]); problem != "" {
			wrong = append(wrong, problem)
		}
	}
	if len(wrong) > 0 {
		return 0, badRequest("wrong query: " + strings.Join(wrong, "; ") + ". There is one parameter: " + limitHelp + ".")
	}
	return limit, nil
}

// parseLimit takes a number in its usual form only, so that one feed has one
// address.
func parseLimit(values []string) (limit int, problem string) {
	if len(values) > 1 {
		return 0, "limit is given more than once"
	}
	n, err := strconv.Atoi(values[0])
	if err != nil || strconv.Itoa(n) != values[0] || n < 1 || n > maxLimit {
		return 0, fmt.Sprintf("limit=%s is not a number from 1 to %d", shorten(values[0]), maxLimit)
	}
	return n, ""
}

func unknownKey(key string) string {
	if slices.Contains(plannedKeys, key) {
		return key + " is not yet supported"
	}
	if near := feeds.Nearest(shorten(key), []string{"limit"}, 1); len(near) > 0 {
		return fmt.Sprintf("there is no parameter %q (did you mean %s?)", shorten(key), near[0])
	}
	return fmt.Sprintf("there is no parameter %q", shorten(key))
}

// readNothing refuses any parameter.
func readNothing(raw string) error {
	values, err := url.ParseQuery(raw)
	if err != nil || len(values) > 0 {
		return badRequest("this address takes no parameters")
	}
	return nil
}

// feedQuery is the canonical query of a feed with this limit.
func feedQuery(limit int) string {
	if limit == DefaultLimit {
		return ""
	}
	return "limit=" + strconv.Itoa(limit)
}

// shorten cuts what somebody sent us to what is worth repeating, and to what
// is worth comparing with every region's name.
func shorten(s string) string {
	const most = 64
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
