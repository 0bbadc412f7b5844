package opml

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// spellings are the folded names that a folder's may stand for: all of it,
// with a hyphen for the apostrophe, without brackets or the right way round,
// without common words and numbers.
func spellings(name, telling string) []string {
	before, _, _ := strings.Cut(name, "(")
	if last, first, found := strings.Cut(name, ", "); found { // Korea, South
		before = first + " " + last
	}
	apart := strings.NewReplacer("'", "-", "’", "-").Replace(name)
	return []string{fold(name), fold(apart), fold(before), fold(telling), fold(strings.TrimLeft(telling, "#0123456789"))}
}

// fold writes a name as slugs are: without accents, in small letters, with a
// hyphen for whatever stands between words, and without apostrophes.
func fold(name string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ReplaceAll(name, "&", " and ")) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' || r == '.':
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			b.WriteRune(unicode.ToLower(r))
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.TrimSuffix(b.String(), "-")
}

// numbering is what people put before a name to sort folders by, counter the
// number of feeds that programs put after it.
var (
	numbering = regexp.MustCompile(`^[#(\[]?\d{1,3}(?:[.):\]]\s+|\s*[-–—]\s+|_)`)
	counter   = regexp.MustCompile(`\s+[(\[]\d+[)\]]$`)
)

// unnumbered leaves numbering and counter out, unless nothing else is left.
func unnumbered(name string) string {
	rest := strings.TrimSpace(counter.ReplaceAllString(numbering.ReplaceAllString(name, ""), ""))
	if rest == "" {
		return name
	}
	return rest
}
