package place

import (
	"bytes"
	"strings"
	"sync"

	"dateline/feeds"
)

// bodyLimit is how much of an item's text is read: what a story is about is
// said at its beginning.
const bodyLimit = 2400

// titleLimit is how long a title is; what is longer is a text.
const titleLimit = 400

// reading is an item on its way to its places: its text on one buffer, the
// words of it, and what was found.
type reading struct {
	text     []byte
	body     int // where the text after the title begins
	tokens   []token
	bodyAt   int // the first token of it
	language string
	hits     []hit
	dateline dateline
	given    []given
	support  []uint16 // the places of names that leave no doubt
	persons  []int32  // the names that are a person's here
	home     []string // the regions that its source speaks of
	scores   []score
	kept     []int32 // the scores of the regions that the item is about
	words    []byte  // those of the evidence
	// caps and titleCase say that capitals in the title mean nothing.
	caps, titleCase bool
	told            told // what kind of story it is
	isLocal         bool // it tells of a county in the United States
}

// readings are kept for reuse.
var readings = sync.Pool{New: func() any { return new(reading) }}

// read takes the text of an item.
func (r *reading) read(it *feeds.Item) {
	*r = reading{text: r.text[:0], tokens: r.tokens[:0], hits: r.hits[:0], support: r.support[:0], persons: r.persons[:0], home: r.home[:0], given: r.given[:0], scores: r.scores[:0], kept: r.kept[:0], words: r.words[:0], dateline: r.dateline.empty()}
	r.language, _, _ = strings.Cut(it.Language, "-")
	r.text = append(r.text, it.Title[:min(len(it.Title), titleLimit)]...)
	r.text = append(r.text, '\n')
	r.body = len(r.text)
	r.text = appendText(r.text, it.Summary, bodyLimit)
	r.text = appendBreak(r.text)
	content := len(r.text)
	r.text = appendText(r.text, it.Content, bodyLimit-(content-r.body))
	if repeats(r.text[r.body:content], r.text[content:]) {
		r.text = append(r.text[:r.body], r.text[content:]...)
	}
	r.tokens = tokenize(r.text, r.tokens)
	for r.bodyAt < len(r.tokens) && int(r.tokens[r.bodyAt].start) < r.body {
		r.bodyAt++
	}
}

// repeats reports whether content begins as the summary does.
func repeats(summary, content []byte) bool {
	n := min(len(summary)-1, 60)
	return n > 0 && bytes.HasPrefix(content, summary[:n])
}

// between is the text between token i and the one before it.
func (r *reading) between(i int) []byte {
	if i >= len(r.tokens) {
		return r.text[r.tokens[len(r.tokens)-1].end:]
	}
	from := int32(0)
	if i > 0 {
		from = r.tokens[i-1].end
	}
	return r.text[from:r.tokens[i].start]
}
