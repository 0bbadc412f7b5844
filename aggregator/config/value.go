package config

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

const day = 24 * time.Hour

// durationUnits are what a duration may be counted in. A day is 24 hours.
var durationUnits = map[string]time.Duration{
	"ms": time.Millisecond, "s": time.Second, "m": time.Minute, "h": time.Hour,
	"d": day, "w": 7 * day,
}

// parseDuration reads numbers with units, as "1h30m", "365d" or "0".
func parseDuration(s string) (time.Duration, error) {
	if s == "0" {
		return 0, nil
	}
	total := 0.0
	for rest := s; rest != ""; {
		number, unit, tail := cutNumber(rest)
		f, err := strconv.ParseFloat(number, 64)
		u, known := durationUnits[unit]
		switch {
		case err != nil:
			return 0, fmt.Errorf("%q is not a duration", s)
		case unit == "":
			return 0, fmt.Errorf("%q has no unit", s)
		case !known:
			return 0, fmt.Errorf("%q is not a unit of time", unit)
		}
		total += f * float64(u)
		rest = tail
	}
	switch {
	case s == "":
		return 0, errors.New("the duration is empty")
	case total >= math.MaxInt64:
		return 0, fmt.Errorf("%q is too long", s)
	}
	return time.Duration(total), nil
}

// sizeUnits are what a size may be counted in, in lower case.
var sizeUnits = map[string]float64{
	"": 1, "b": 1,
	"kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12,
	"kib": 1 << 10, "mib": 1 << 20, "gib": 1 << 30, "tib": 1 << 40,
}

// parseSize reads a number of bytes, as "16MiB", "1GB" or "65536".
func parseSize(s string) (int64, error) {
	number, unit, rest := cutNumber(s)
	f, err := strconv.ParseFloat(number, 64)
	u, known := sizeUnits[strings.ToLower(unit)]
	switch {
	case err != nil || rest != "":
		return 0, fmt.Errorf("%q is not a size", s)
	case !known:
		return 0, fmt.Errorf("%q is not a unit of size", unit)
	case f*u >= math.MaxInt64:
		return 0, fmt.Errorf("%q is too much", s)
	}
	return int64(f * u), nil
}

// formatSize writes a size in the largest unit that divides it.
func formatSize(b int64) string {
	for _, unit := range []string{"GiB", "MiB", "KiB"} {
		if u := int64(sizeUnits[strings.ToLower(unit)]); b >= u && b%u == 0 {
			return strconv.FormatInt(b/u, 10) + unit
		}
	}
	return strconv.FormatInt(b, 10) + "B"
}

// cutNumber splits off a number of ASCII digits and points, and the letters
// that follow it, perhaps after a space.
func cutNumber(s string) (number, unit, rest string) {
	i := 0
	for i < len(s) && (s[i] == '.' || s[i] >= '0' && s[i] <= '9') {
		i++
	}
	number, s = s[:i], strings.TrimLeft(s[i:], " ")
	i = 0
	for i < len(s) && s[i] != ' ' && s[i] != '.' && (s[i] < '0' || s[i] > '9') {
		i++
	}
	return number, s[:i], strings.TrimLeft(s[i:], " ")
}
