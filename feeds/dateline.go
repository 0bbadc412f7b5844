package feeds

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// WithoutDateline returns the item without the dateline at the beginning of
// its title, summary and content: "KUALA LUMPUR, Jan 3 (Agency) - ", or the
// label "[MALAYSIA] ". Only what placing took for one goes, as Dateline or the
// evidence of the item's placements tells, and from a title a label with a name that
// placing found there; a text that would be empty without it stays as it is,
// and so does one in which it stands after something else.
//
// It is done when an item is published: what is stored keeps its dateline, so
// that it can be placed anew and published otherwise, and no item has changed
// because the operator wants to see it differently.
func WithoutDateline(it Item) Item {
	places := slices.Concat(it.Dateline, DatelinePlaces(it.Placements))
	end := datelineEnd(it.Title, places)
	if end == 0 {
		end = labelOf(it.Title, textsOf(it.Placements, ByTitle))
	}
	if end < len(it.Title) {
		it.Title = it.Title[end:]
	}
	it.Summary = cutDateline(it.Summary, places)
	it.Content = cutDateline(it.Content, places)
	return it
}

// DatelinePlaces are the places of the dateline that is evidence for
// placements, as they stand in the text.
func DatelinePlaces(placements []Placement) []string { return textsOf(placements, ByDateline) }

// labelOf is the length of a label in square brackets that holds one of the
// names and nothing else, 0 if a line does not begin with one.
func labelOf(line string, names []string) int {
	label, rest, ok := strings.Cut(line, "]")
	if !ok || !strings.HasPrefix(label, "[") || !slices.Contains(names, strings.TrimSpace(label[1:])) {
		return 0
	}
	return len(line) - len(strings.TrimLeftFunc(rest, unicode.IsSpace))
}

// textsOf are the texts of a kind of evidence, as they stand in the item, the
// longest first.
func textsOf(placements []Placement, kind EvidenceKind) []string {
	var places []string
	for _, p := range placements {
		for _, e := range p.Evidence {
			if e.Kind == kind && e.Text != "" && !slices.Contains(places, e.Text) {
				places = append(places, e.Text)
			}
		}
	}
	slices.SortFunc(places, func(a, b string) int { return len(b) - len(a) })
	return places
}

// What may stand before the place of a dateline: the agency in brackets, the
// site, or an agency's name in Chinese.
var beforePlace = regexp.MustCompile(`^(?:\([^()\n]{1,40}\)\s*(?:[-–—]+\s*)?|[\p{L}\p{N}]+\.[\p{L}]{2,},\s+|\p{Han}{1,8}?)?$`)

// How a dateline ends, after the place.
var (
	// labelEnd closes a label: [MALAYSIA], (서울=연합뉴스), 【吉隆坡3日讯】.
	labelEnd = regexp.MustCompile(`^[^\n\])】］〕）]{0,30}[\])】］〕）]\s*`)
	// wireEnd is the character by which Chinese agencies end theirs.
	wireEnd = regexp.MustCompile(`^[^\n。，,]{0,20}?[电電讯訊]\s*`)
	// lineEnd is the dash, or what stands for it.
	lineEnd = regexp.MustCompile(`^(?:\s+(?:--+|[–—―−])\s*|(?:--+|[–—―−])(?:\s+|$)|\s+-+\s*|\s*-+\s+|\.-\s*)`)
	// tightEnd is a dash without spaces. It joins two places as well ("the
	// Moscow–Kyiv talks"), so that it ends signed lines, and lines in
	// capitals if no capitals follow.
	tightEnd = regexp.MustCompile(`^(?:--+|[–—―−]|-)`)
	capitals = regexp.MustCompile(`^\p{Lu}{2}`)
	// colonEnd ends lines in capitals, and signed ones.
	colonEnd = regexp.MustCompile(`^\s*[:：]\s*`)
	// slashEnd is how Russian agencies sign: /ТАСС/.
	slashEnd = regexp.MustCompile(`^\.?\s*/\p{Lu}+/\.?\s*(?:[-–—]\s*)?`)
)

const (
	opening  = "[【［〔(（"
	brackets = "(（"
)

// datelineEnd is where the text after the dateline of a line begins, 0 if it
// has none.
func datelineEnd(line string, places []string) int {
	if end := labelOf(line, []string{"WORLD", "World"}); end > 0 {
		return end
	}
	for _, place := range places {
		at := strings.Index(line, place)
		if at < 0 || at > 60 {
			continue
		}
		before, after := line[:at], line[at+len(place):]
		if end := tailEnd(before, place, after); end > 0 {
			return at + len(place) + end
		}
	}
	return 0
}

// tailEnd is the length of a dateline after its place, 0 if it is none.
func tailEnd(before, place, after string) int {
	open := strings.TrimRightFunc(before, unicode.IsSpace)
	if open != "" && strings.ContainsAny(open[len(strings.TrimRight(open, opening)):], opening) && strings.Trim(open, opening) == "" {
		return len(labelEnd.FindString(after))
	}
	if !beforePlace.MatchString(before) {
		return 0
	}
	if isHan(place) {
		return len(wireEnd.FindString(after))
	}
	if before != "" && isHan(before) {
		return 0
	}
	t := tail{rest: afterDot.ReplaceAllString(after, "$1"), isShouted: strings.ToUpper(place) == place && strings.ToLower(place) != place}
	for range 16 {
		if t.step(); t.isOver {
			break
		}
	}
	if !t.isFound {
		return 0
	}
	return len(after) - len(t.rest)
}

func isHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// tail reads what stands between the place of a dateline and its end: another
// place, a state, a date, an agency.
type tail struct {
	rest string
	// isShouted says that the place is in capitals, isSigned that a date or
	// an agency was read, wasNumber that the last word was a number.
	isShouted, isSigned, wasNumber bool
	isOver, isFound                bool
}

// step reads the next part.
func (t *tail) step() {
	switch {
	case t.ends(lineEnd):
	case (t.isSigned || t.isShouted && !capitals.MatchString(tightEnd.ReplaceAllString(t.rest, ""))) && t.ends(tightEnd):
	case t.isSigned && t.ends(slashEnd):
	case (t.isShouted || t.isSigned) && t.ends(colonEnd):
	case t.bracket(), t.word():
	default:
		t.isOver = true
	}
}

func (t *tail) ends(with *regexp.Regexp) bool {
	found := with.FindString(t.rest)
	if found == "" {
		return false
	}
	t.rest = t.rest[len(found):]
	t.isOver, t.isFound = true, true
	return true
}

// inBrackets is an agency in brackets; after a date the text may follow it at
// once.
var inBrackets = regexp.MustCompile(`^\s*[(（][^()（）\n]{1,40}[)）]`)

func (t *tail) bracket() bool {
	found := inBrackets.FindString(t.rest)
	if found == "" {
		return false
	}
	wasSigned := t.isSigned
	t.rest, t.isSigned, t.wasNumber = t.rest[len(found):], true, false
	if rest := strings.TrimLeftFunc(t.rest, unicode.IsSpace); wasSigned && rest != t.rest && !lineEnd.MatchString(t.rest) {
		t.rest, t.isOver, t.isFound = rest, true, true
	}
	return true
}

// afterDot is what follows the full stop of a shortened state: Calif., March.
var afterDot = regexp.MustCompile(`^\.([\s,(/])`)

var (
	tailWord = regexp.MustCompile(`^(?:\s*[,،/]\s*|\s+)([\p{L}\p{M}'’]+\.?(?:[\p{L}]\.)*|\p{Nd}+)`)
	// small are the words without a capital that datelines hold; months in
	// many languages are others, and follow a number.
	small = strings.Fields("and et y e und dan i и le de del di da of den the")
)

// word reads a word that a dateline may hold: with a capital, a number, what
// follows a number, or of a script without capitals.
func (t *tail) word() bool {
	found := tailWord.FindStringSubmatch(t.rest)
	if found == nil {
		return false
	}
	first := []rune(found[1])[0]
	isNumber := unicode.IsDigit(first)
	if unicode.IsLower(first) && !t.wasNumber && !slices.Contains(small, found[1]) {
		return false
	}
	t.isSigned = t.isSigned || isNumber
	t.wasNumber = isNumber || t.wasNumber && slices.Contains(small, found[1])
	t.rest = t.rest[len(found[0]):]
	return true
}
