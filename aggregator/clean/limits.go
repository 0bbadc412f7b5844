package clean

import (
	"strings"
	"unicode/utf8"
)

// What is longer is cut, what is more is left out. News is far below all of
// these; they are here for those who are not news.
const (
	maxText    = 64 << 10  // bytes of any plain text that are read
	maxTag     = 2048      // bytes of a tag in plain text
	maxTitle   = 1000      // bytes of a title
	maxName    = 300       // bytes of a person's name, a category, a credit
	maxNote    = 4000      // bytes of rights, or of a picture's description
	maxAddress = 4096      // bytes of an address: a longer one is dropped
	maxMark    = 4096      // bytes of a GUID or of a date as text
	maxInput   = 2 << 20   // bytes of a fragment of HTML that are read
	maxContent = 512 << 10 // bytes of a fragment that are written
	maxSummary = 64 << 10
	maxNodes   = 40_000 // elements and texts of a fragment
	maxDepth   = 64     // open elements of a fragment, parts of tables apart

	maxAuthors    = 50
	maxCategories = 100
	maxEnclosures = 100
	maxPlaces     = 100

	maxElements      = 500 // extension elements of an item, with those in them
	maxElementDepth  = 16
	maxElementAttrs  = 50
	maxElementText   = 64 << 10
	maxAttributeText = 4096
)

const ellipsis = "…"

// shortText is Text, of limit bytes at most. What was cut ends in an ellipsis.
func shortText(s string, limit int) string {
	s = Text(prefix(s, 16*limit))
	if len(s) <= limit {
		return s
	}
	s = prefix(s, limit-len(ellipsis))
	if i := strings.LastIndexByte(s, ' '); i > limit/2 {
		s = s[:i]
	}
	return Text(strings.TrimRight(Text(s), " ,;:.") + ellipsis)
}

// prefix returns the first limit bytes of s, or one to three less so as not to
// cut a character.
func prefix(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit]
}
