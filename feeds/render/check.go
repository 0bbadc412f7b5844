package render

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"dateline/feeds"
)

// rawText is any text.
func rawText(s string) (string, bool) {
	s = strings.TrimSpace(clean(s))
	return s, s != ""
}

// plainText is text without markup.
func plainText(s string) (string, bool) {
	s = plain(s)
	return s, s != "" && !strings.Contains(s, "</")
}

// upTo is plain text of so many bytes at most.
func upTo(limit int) check {
	return func(s string) (string, bool) {
		s, ok := plainText(s)
		return shorten(s, limit-len("…")), ok
	}
}

// harmless is any value but an address that runs something.
func harmless(s string) (string, bool) {
	s = line(s)
	scheme, _, _ := strings.Cut(strings.ToLower(s), ":")
	return s, !slices.Contains([]string{"javascript", "vbscript", "data"}, strings.TrimSpace(scheme))
}

func webLink(s string) (string, bool)     { s = address(s); return s, s != "" }
func anyID(s string) (string, bool)       { s = identifier(s); return s, s != "" }
func languageTag(s string) (string, bool) { s = language(s); return s, s != "" }
func typeName(s string) (string, bool)    { s = mediaType(s); return s, s != "" }

// domainLink is an address with a domain that has a dot.
func domainLink(s string) (string, bool) {
	s = address(s)
	return s, isDomain(s)
}

// oneOf is one of some words, in any case.
func oneOf(words ...string) check {
	return func(s string) (string, bool) {
		s = strings.ToLower(strings.TrimSpace(s))
		return s, slices.Contains(words, s)
	}
}

// shaped is a value of the form of a regular expression.
func shaped(pattern string) check {
	re := regexp.MustCompile("^(?:" + pattern + ")$")
	return func(s string) (string, bool) {
		s = strings.TrimSpace(s)
		return s, re.MatchString(s)
	}
}

var (
	decimal  = shaped(`[-+]?\d+(\.\d*)?`)
	number   = shaped(`\d+(\.\d*)?`)
	numbers  = shaped(`\d+(,\s*\d+)*`)
	playTime = shaped(`\d+(:[0-5]\d(:[0-5]\d)?)?`)
	npt      = shaped(`now|\d+(\.\d+)?|\d+:\d\d:\d\d(\.\d+)?`)
	corner   = shaped(`[-+]?\d+(\.\d*)?[ ][-+]?\d+(\.\d*)?`)
	corners  = shaped(`[-+]?\d+(\.\d*)?\s+[-+]?\d+(\.\d*)?(\s+[-+]?\d+(\.\d*)?\s+[-+]?\d+(\.\d*)?)+`)
	hash     = shaped(`[0-9A-Za-z]{32}`) // of MD5, the default
)

// w3cDate is a date of the W3C profile of ISO 8601.
func w3cDate(s string) (string, bool) {
	s = strings.TrimSpace(s)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", time.DateOnly, "2006-01", "2006"} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() > 0 {
			return s, true
		}
	}
	return "", false
}

// count is a whole number from 0, positive one from 1.
func count(s string) (string, bool)    { return whole(s, 0) }
func positive(s string) (string, bool) { return whole(s, 1) }

func whole(s string, least int64) (string, bool) {
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	return strconv.FormatInt(n, 10), err == nil && n >= least
}

// truth is yes or no, in the words of iTunes of all times.
func truth(s string) (string, bool) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "true", "yes", "explicit", "1":
		return "true", true
	case "false", "no", "clean", "0":
		return "false", true
	}
	return "", false
}

// keywords are words with commas between them.
func keywords(s string) (string, bool) {
	s, ok := upTo(255)(s)
	if ok && !strings.Contains(s, ",") {
		s = strings.Join(strings.Fields(s), ", ")
		ok = len(s) <= 255
	}
	return s, ok
}

// newerCountries are the codes that the W3C feed validator does not know yet.
const newerCountries = "AX BL BQ CW GG IM JE ME MF PS RS SS SX XK"

// countries are ISO 3166 codes with spaces between them.
func countries(s string) (string, bool) {
	list := strings.Fields(strings.ToUpper(strings.ReplaceAll(s, ",", " ")))
	for _, code := range list {
		slug, _ := feeds.Builtin().Resolve(code)
		r, _ := feeds.Builtin().Region(slug)
		if len(code) != 2 || !slices.Contains(r.Codes, code) || slices.Contains(strings.Fields(newerCountries), code) {
			return "", false
		}
	}
	return strings.Join(list, " "), len(list) > 0
}
