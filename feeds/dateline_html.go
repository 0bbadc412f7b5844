package feeds

import (
	"html"
	"slices"
	"strings"
)

// datelineWithin is how much of a text is looked at for its dateline.
const datelineWithin = 400

// cutDateline takes the dateline out of a fragment of HTML, with the elements
// that hold nothing else.
func cutDateline(fragment string, places []string) string {
	t := scanText(fragment)
	for start := 0; start < len(t.plain); {
		line, _, _ := strings.Cut(string(t.plain[start:]), "\n")
		if end := datelineEnd(line, places); end > 0 {
			if strings.Trim(string(t.plain[start+end:]), " \n") == "" {
				return fragment
			}
			return t.without(fragment, start, start+end)
		}
		start += len(line) + 1
	}
	return fragment
}

// fragmentText is the text at the beginning of a fragment: a line a block, with
// spaces joined, and where in the fragment each byte of it is from.
type fragmentText struct {
	plain    []byte
	from, to []int
	// tags are where tags and what they hide stand.
	tags [][2]int
}

// blocks end a line of text; what is hidden is no text.
var (
	blockTags = strings.Fields("p div br li ul ol h1 h2 h3 h4 h5 h6 tr td th table figure hr blockquote section article header footer pre dd dt")
	hidden    = strings.Fields("figcaption script style template svg")
)

func scanText(fragment string) fragmentText {
	var t fragmentText
	for i := 0; i < len(fragment) && len(t.plain) < datelineWithin; {
		next, add := i+1, fragment[i:i+1]
		switch fragment[i] {
		case '\n':
			add = " "
		case '<':
			next = tagEnd(fragment, i)
			name := tagName(fragment[i:next])
			if slices.Contains(hidden, name) {
				next = hiddenEnd(fragment, next, name)
			}
			t.tags = append(t.tags, [2]int{i, next})
			add = ""
			if slices.Contains(blockTags, strings.TrimPrefix(name, "/")) || slices.Contains(hidden, name) {
				add = "\n"
			}
		case '&':
			if end := strings.IndexByte(fragment[i:min(i+12, len(fragment))], ';'); end > 0 {
				next = i + end + 1
				add = html.UnescapeString(fragment[i:next])
			}
		}
		t.add(add, i, next)
		i = next
	}
	return t
}

// add appends text that stands between two offsets, without a space after
// another.
func (t *fragmentText) add(text string, from, to int) {
	if strings.ContainsAny(text, " \t\r\u00a0") || text == "\n" {
		if text != "\n" {
			text = " "
		}
		if n := len(t.plain); n == 0 || t.plain[n-1] == '\n' || text == " " && t.plain[n-1] == ' ' {
			return
		}
	}
	for i := range len(text) {
		t.plain = append(t.plain, text[i])
		t.from, t.to = append(t.from, from), append(t.to, to)
	}
}

// without returns the fragment without the text between two offsets of the
// plain text, and without the elements around it that then hold nothing.
func (t *fragmentText) without(fragment string, start, end int) string {
	from, to := t.from[start], t.to[end-1]
	var tags []string
	for _, tag := range slices.Backward(t.tags) {
		switch {
		case tag[0] >= to:
		case tag[0] >= from, tag[1] == from: // within, or right before
			tags = append(tags, fragment[tag[0]:tag[1]])
			from = min(from, tag[0])
		}
	}
	slices.Reverse(tags)
	rest := strings.TrimLeft(fragment[to:], " \n\t")
	for strings.HasPrefix(rest, "</") {
		end := tagEnd(rest, 0)
		tags, rest = append(tags, rest[:end]), rest[end:]
	}
	return fragment[:from] + strings.Join(withoutEmpty(tags), "") + rest
}

// withoutEmpty leaves out elements with nothing in them, and those that then
// have nothing in them.
func withoutEmpty(tags []string) []string {
	var kept []string
	for _, tag := range tags {
		if n := len(kept); n > 0 && tagName(tag) == "/"+tagName(kept[n-1]) {
			kept = kept[:n-1]
			continue
		}
		kept = append(kept, tag)
	}
	return kept
}

// tagEnd is where the tag at an offset ends. Attributes of sanitised HTML hold
// no bare angle bracket.
func tagEnd(s string, at int) int {
	if end := strings.IndexByte(s[at:], '>'); end >= 0 {
		return at + end + 1
	}
	return len(s)
}

// tagName is the name of a tag, with its slash if it closes.
func tagName(tag string) string {
	name := strings.TrimPrefix(tag, "<")
	if end := strings.IndexAny(name, " \t\n>"); end >= 0 {
		name = name[:end]
	}
	return strings.ToLower(strings.TrimSuffix(name, "/"))
}

// hiddenEnd is where a hidden element ends.
func hiddenEnd(s string, at int, name string) int {
	if end := strings.Index(s[at:], "</"+name+">"); end >= 0 {
		return at + end + len(name) + 3
	}
	return len(s)
}
