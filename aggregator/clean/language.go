package clean

import (
	"errors"
	"strings"

	xlang "golang.org/x/text/language"
)

// Language returns a language tag in the form of BCP 47, or "" if s is none.
// Of a tag with a part that does not exist the language itself is kept: "en-UK"
// is English.
func Language(s string) string {
	s = strings.TrimSpace(s)
	if end := strings.IndexAny(s, ".@,; "); end >= 0 {
		s = s[:end] // a locale of POSIX, or the first of a list
	}
	if len(s) < 2 || len(s) > 35 {
		return ""
	}
	tag, err := (xlang.DeprecatedBase | xlang.DeprecatedRegion).Parse(s)
	if err == nil {
		return known(tag)
	}
	if unknown, ok := errors.AsType[xlang.ValueError](err); ok {
		base, _, _ := strings.Cut(strings.ReplaceAll(s, "_", "-"), "-")
		if !strings.EqualFold(unknown.Subtag(), base) {
			return Language(base)
		}
	}
	return ""
}

// known returns the tag unless it says that nothing is known.
func known(tag xlang.Tag) string {
	s := tag.String()
	base, _, _ := strings.Cut(s, "-")
	switch base {
	case "und", "mul", "zxx", "mis", "x":
		return ""
	}
	return s
}
