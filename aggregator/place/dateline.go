package place

import (
	"bytes"

	"dateline/feeds"
)

// dateline is what the beginning of a story says of where it was written.
type dateline struct {
	hits  []hit
	world bool // an explicit [WORLD]
	start int32
	end   int32 // bytes of the text
	from  int32 // start, or that of the credit before it
}

func (d dateline) empty() dateline { return dateline{hits: d.hits[:0]} }

// datelineWithin is how many bytes into a text its dateline begins at most:
// credits and captions may stand before it.
const datelineWithin = 240

// findDateline looks for a dateline where the text and the title begin, after
// credits and captions, and takes the first there is.
func (x *index) findDateline(r *reading) {
	_ = x.datelineIn(r, r.bodyAt, len(r.tokens), datelineWithin) || x.datelineIn(r, 0, r.bodyAt, 1)
}

// datelineIn tries each word of a block of text up to limit bytes. One that
// begins a line, or follows who reports, may begin any dateline; another only
// one that leaves no doubt: capitals, signed with a date or an agency.
func (x *index) datelineIn(r *reading, from, to, limit int) bool {
	isCredit := from < to && r.isBy(from)
	for i := from; i < to; i++ {
		t := &r.tokens[i]
		if int(t.start-r.tokens[from].start) >= limit {
			return false
		}
		sep := r.between(i)
		starts := i == from || t.gap == newline || i < from+4 && t.gap >= comma && r.isSignature(from, i)
		switch {
		case bytes.ContainsAny(sep, "[【［(（〔") && x.label(r, i, starts),
			(starts || t.caps && (isCredit || !r.tokens[i-1].caps || bytes.IndexByte(sep, '.') >= 0)) && x.line(r, i, starts, isCredit),
			starts && x.byline(r, i),
			starts && t.script == solid && x.solidLine(r, i):
			if r.dateline.from = r.dateline.start; isCredit {
				r.dateline.from = r.tokens[from].start
			}
			return true
		}
	}
	return false
}

// isSignature reports whether the words before token i are who reports: an
// agency in brackets, or the name of a site.
func (r *reading) isSignature(from, i int) bool {
	if bytes.ContainsAny(r.between(i), ")]") {
		return bytes.ContainsAny(r.between(from), "([")
	}
	before := r.text[r.tokens[from].start:r.tokens[i-1].end]
	dot := bytes.IndexByte(before, '.')
	return dot > 0 && dot < len(before)-1 && before[dot+1] != ' ' && r.tokens[i].gap == comma
}

// label reads a region in brackets: [MALAYSIA], (서울=연합뉴스), 【ワシントン時事】.
func (x *index) label(r *reading, i int, starts bool) bool {
	sep := r.between(i)
	square := bytes.ContainsAny(sep, "[【［〔")
	if !square && !starts {
		return false
	}
	if r.tokens[i].script == solid || r.tokens[i].script == caseless {
		return starts && x.solidLine(r, i)
	}
	if x.isWorld(r, i) {
		r.dateline.world = true
		r.dateline.start, r.dateline.end = r.tokens[i].start, r.tokens[i].end
		return true
	}
	var row [labelled]hit
	n, at := 0, i
	for n < len(row) {
		h, ok := x.labelPlace(r, at, square && (starts || r.isFollowed(at)))
		if !ok {
			return false
		}
		row[n] = h
		n, at = n+1, int(h.to)
		closing := r.between(at)
		if bytes.ContainsAny(closing, "=＝") || square && bytes.ContainsAny(closing, "]】］〕") {
			for _, h := range row[:n] {
				r.addDateline(h)
			}
			return true
		}
		if at < len(r.tokens) && isAnd(r, at) {
			at++
		} else if !bytes.ContainsAny(closing, "/,&、") {
			return false
		}
	}
	return false
}

// labelled is how many regions a label has at most: [US/CHINA].
const labelled = 4

// isFollowed reports whether a sentence begins after token i, as it does after
// a label that follows a credit.
func (r *reading) isFollowed(i int) bool { return i+1 < len(r.tokens) && r.tokens[i+1].upper }

// labelPlace is the place at token i of a label, or the country of the two
// letters that newsrooms write there.
func (x *index) labelPlace(r *reading, i int, isCode bool) (hit, bool) {
	if h, ok := x.datelinePlace(r, i); ok || !isCode || i >= len(r.tokens) {
		return h, ok
	}
	t := &r.tokens[i]
	word := r.text[t.start:t.end]
	if len(word) != 2 || !t.caps || t.dotted || labelWords[t.hash] {
		return hit{}, false
	}
	place, ok := x.place[x.countryOf(string(word))]
	return hit{from: int32(i), to: int32(i) + 1, place: place, kind: country, state: settled}, ok
}

// labelWords are codes of countries that labels have for something else: a
// topic, a kind of text, a time of day.
var labelWords = wordSet(`AI AD TV PR PM AM GM IT VC CC`)

// isWorld reports whether token i is "world" and nothing else in brackets.
func (x *index) isWorld(r *reading, i int) bool {
	t := &r.tokens[i]
	return bytes.EqualFold(r.text[t.start:t.end], []byte(feeds.World)) && bytes.ContainsAny(r.between(i+1), "]】］")
}

func (r *reading) addDateline(h hit) {
	if len(r.dateline.hits) == 0 {
		r.dateline.start = r.tokens[h.from].start
	}
	r.dateline.hits = append(r.dateline.hits, h)
	r.dateline.end = r.tokens[h.to-1].end
}

// datelinePlace is the place that begins at token i, small towns included.
func (x *index) datelinePlace(r *reading, i int) (hit, bool) {
	if i >= len(r.tokens) {
		return hit{}, false
	}
	p, own := x.longest(r, i)
	if p.n == 0 || !own && !x.names.isPlace(p.head) {
		return hit{}, false
	}
	return hit{from: int32(i), to: int32(i + p.n), head: p.head, own: own}, true
}

// isBy reports whether token i begins a line that says who wrote the story.
func (r *reading) isBy(i int) bool { return bys[r.tokens[i].hash] }

var bys = wordSet("by from von par por oleh")

// byline reads "By John Smith in London" at the beginning of a line.
func (x *index) byline(r *reading, i int) bool {
	if !r.isBy(i) {
		return false
	}
	for j := i + 1; j < len(r.tokens) && j < i+9; j++ {
		if r.tokens[j].gap > comma {
			return false
		}
		switch string(r.text[r.tokens[j].start:r.tokens[j].end]) {
		case "in", "IN", "à", "en", "di", "em":
		default:
			continue
		}
		h, ok := x.datelinePlace(r, j+1)
		if !ok {
			return false
		}
		if end := int(h.to); end >= len(r.tokens) || r.tokens[end].gap >= comma {
			r.addDateline(h)
			return true
		}
		return false
	}
	return false
}

// solidWithin is how many runes a Chinese or Japanese dateline has at most.
const solidWithin = 28

// solidLine reads the datelines of Chinese and Japanese agencies: places
// before a character that says "by wire" or "report", or in brackets.
func (x *index) solidLine(r *reading, i int) bool {
	end := -1
	for j := i; j < len(r.tokens) && j < i+solidWithin; j++ {
		if j > i && r.tokens[j].gap == newline {
			break
		}
		switch string(r.text[r.tokens[j].start:r.tokens[j].end]) {
		case "电", "電", "讯", "訊", "共同", "時事":
			end = j
		}
		if bytes.ContainsAny(r.between(j+1), "】］〕") {
			end = j + 1
		}
		if end >= 0 {
			break
		}
	}
	if end < 0 {
		return false
	}
	found := false
	for j := i; j < end; {
		h, ok := x.datelinePlace(r, j)
		if !ok {
			j++
			continue
		}
		r.addDateline(h)
		found = true
		j = int(h.to)
	}
	return found
}
