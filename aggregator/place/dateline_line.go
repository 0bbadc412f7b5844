package place

import "bytes"

// line reads the agencies' line: a city, perhaps another, perhaps its state
// or country, a date, an agency, and a dash. After a credit, names of persons
// run into it, so that the place must be known: By Jo Reporter OSLO (AP) - …
func (x *index) line(r *reading, i int, starts, isCredit bool) bool {
	shouted := r.tokens[i].caps
	first, ok := x.datelinePlace(r, i)
	var t tail
	if ok {
		t = x.tail(r, int(first.to), shouted)
	}
	if !t.ends {
		if isCredit {
			return false
		}
		// A place that is not in the gazetteer: its state or country tells.
		if t = x.tail(r, r.capitals(i), shouted); !t.qualified || !r.tokens[i].upper {
			return false
		}
	}
	if !t.ends || !starts && !t.signed || !shouted && !t.signed && !t.dashed {
		return false
	}
	if t.qualified {
		first = t.region
		first.from = int32(i)
	}
	r.addDateline(first)
	for _, h := range t.others[:t.more] {
		r.addDateline(h)
	}
	return true
}

// capitals is the token after the run of words with capitals, four at most,
// that begins at token i.
func (r *reading) capitals(i int) int {
	end := i + 1
	for end < len(r.tokens) && end < i+4 && r.tokens[end].upper && r.tokens[end].gap <= space {
		end++
	}
	return end
}

// tail is what follows a dateline's first place.
type tail struct {
	region    hit
	qualified bool // by region, a state or country
	others    [2]hit
	more      int  // how many others there are
	dated     bool // with a date
	signed    bool // with a date or an agency
	dashed    bool // ends with a dash
	ends      bool // ends as datelines do
}

// tailLength is how many words a tail has at most.
const tailLength = 14

// tail reads the rest of a dateline from token j on.
func (x *index) tail(r *reading, j int, shouted bool) tail {
	p := tailParser{x: x, r: r, at: j, from: j, shouted: shouted}
	for p.at <= len(r.tokens) && p.at < j+tailLength && !p.ends {
		if !p.step() {
			break
		}
	}
	return p.tail
}

// tailParser reads a tail word by word.
type tailParser struct {
	tail
	x        *index
	r        *reading
	at, from int // the next token, and the one after the last city
	shouted  bool
}

// step reads the next part, and reports whether there was one that belongs to
// a dateline.
func (p *tailParser) step() bool {
	sep := p.r.between(p.at)
	switch {
	case p.isEnd(sep):
		p.ends, p.dashed = true, true
	case bytes.IndexByte(sep, '\n') >= 0 || p.at == len(p.r.tokens):
		return false
	case bytes.ContainsAny(sep, ":：") && (p.shouted || p.signed),
		p.signed && bytes.HasPrefix(sep, []byte(".")) && bytes.IndexByte(sep, '/') >= 0: // ТАСС
		p.ends = true
	case bytes.ContainsAny(sep, "([（"):
		return p.bracket()
	case p.isAnother(sep):
		return p.another()
	case isDate(p.r, p.at):
		p.signed, p.dated = true, true
		p.at++
	case bytes.ContainsAny(sep, ",،") && !p.signed && !p.qualified:
		return p.qualifier() || p.agency()
	case p.signed || isAgency(p.r, p.at):
		p.signed = p.agency()
		return p.signed
	default:
		return false
	}
	return true
}

// isEnd reports whether a dash before the next token ends the dateline. Without
// spaces it joins two words more often, Russia–Ukraine talks, UK–based, 3–5 May: it
// ends what is signed, and a place in capitals before a word that begins a
// sentence and is no place.
func (p *tailParser) isEnd(sep []byte) bool {
	if !isDash(sep) || !isTight(sep) || p.at >= len(p.r.tokens) {
		return isDash(sep)
	}
	if p.signed {
		return !isDate(p.r, p.at)
	}
	_, isPlace := p.x.datelinePlace(p.r, p.at)
	next := &p.r.tokens[p.at]
	return p.shouted && next.upper && !next.caps && !isPlace
}

// bracket reads an agency in brackets. After a date and an agency the text
// may follow at once: Indian agencies leave out the dash.
func (p *tailParser) bracket() bool {
	for k := p.at + 1; k <= len(p.r.tokens) && k < p.at+7; k++ {
		if sep := p.r.between(k); bytes.ContainsAny(sep, ")]）") {
			p.at, p.signed = k, true
			p.ends = p.dated && !isDash(sep)
			return true
		}
	}
	return false
}

// isAnother reports whether another city follows at once: after a slash or
// "and".
func (p *tailParser) isAnother(sep []byte) bool {
	return p.at == p.from && (bytes.IndexByte(sep, '/') >= 0 || p.r.tokens[p.at].gap <= space && isAnd(p.r, p.at))
}

func (p *tailParser) another() bool {
	if isAnd(p.r, p.at) {
		p.at++
	}
	h, ok := p.x.datelinePlace(p.r, p.at)
	if !ok || p.more == len(p.others) {
		return false
	}
	p.others[p.more] = h
	p.more++
	p.at, p.from = int(h.to), int(h.to)
	return true
}

// qualifier reads the state or country after a comma.
func (p *tailParser) qualifier() bool {
	if q := p.x.names.afterComma(p.r, p.at); q.n > 0 {
		p.region = hit{from: int32(p.at), to: int32(p.at + q.n), head: q.head, kind: short}
		p.at, p.qualified = p.at+q.n, true
		return true
	}
	h, ok := p.x.datelinePlace(p.r, p.at)
	if !ok || !h.own && !p.x.names.has(h.head, country) && !p.x.names.has(h.head, division) {
		return false
	}
	p.region, p.at, p.qualified = h, int(h.to), true
	return true
}

// agency reads up to five words of an agency's name, which is no place and
// ends with a dash, a slash or a bracket.
func (p *tailParser) agency() bool {
	if _, isPlace := p.x.datelinePlace(p.r, p.at); isPlace && !p.signed {
		return false
	}
	for k := p.at + 1; k <= len(p.r.tokens) && k <= p.at+5; k++ {
		sep := p.r.between(k)
		if isDash(sep) || bytes.ContainsAny(sep, "(:/") {
			p.at = k
			return true
		}
		if k == len(p.r.tokens) || !p.r.tokens[k].upper || p.r.tokens[k].gap > space {
			return false
		}
	}
	return false
}

// afterComma finds a state's abbreviation at token j.
func (g *gazetteer) afterComma(r *reading, j int) (p phrase) {
	h := uint64(hashSeed)
	for k := j; k < len(r.tokens) && k < j+3; k++ {
		t := &r.tokens[k]
		if k > j && t.gap > space {
			break
		}
		h = chain(h, t.hash)
		head, known := g.find(h)
		if !known {
			break
		}
		for at := head; at > 0; at = g.meanings[at].next {
			m := &g.meanings[at]
			if m.kind == short && t.upper && (!m.caps || t.caps || t.dotted) {
				p = phrase{head, k - j + 1}
			}
		}
	}
	return p
}

// afterTown finds a state's abbreviation that qualifies a name with a capital:
// Surfside, Fla. It tells the state of a town that the gazetteer does not
// know.
func (g *gazetteer) afterTown(r *reading, i int) phrase {
	if i == 0 || r.tokens[i].gap != comma || !r.tokens[i-1].upper || r.tokens[i-1].caps {
		return phrase{}
	}
	return g.afterComma(r, i)
}
