package place

import "bytes"

// dateline is what the beginning of a story says of where it was written.
type dateline struct {
	hits  []hit
	world bool // an explicit [WORLD]
	start int32
	end   int32 // bytes of the text
}

func (d dateline) empty() dateline { return dateline{hits: d.hits[:0]} }

func (d dateline) found() bool { return d.end > d.start }

// datelineWithin is how many bytes into a text its dateline begins at most:
// credits and captions may stand before it.
const datelineWithin = 240

// findDateline looks for a dateline where the text and the title begin, after
// credits and captions, and takes the first there is.
func (x *index) findDateline(r *reading) {
	_ = x.datelineIn(r, r.bodyAt, len(r.tokens), datelineWithin) || x.datelineIn(r, 0, r.bodyAt, 1)
}

func (x *index) datelineIn(r *reading, from, to, limit int) bool {
	for i := from; i < to; i++ {
		t := &r.tokens[i]
		if int(t.start-r.tokens[from].start) >= limit {
			return false
		}
		sep := r.between(i)
		starts := i == from || t.gap == newline || i < from+4 && t.gap >= comma && r.isSignature(from, i)
		if open := bytes.LastIndexAny(sep, "[【［(（〔"); open >= 0 && x.label(r, i, starts) {
			return true
		}
		if (starts || t.caps && !r.tokens[i-1].caps) && x.line(r, i, starts) {
			return true
		}
		if starts && x.byline(r, i) {
			return true
		}
		if starts && t.script == solid && x.solidLine(r, i) {
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
	h, ok := x.datelinePlace(r, i)
	end := int(h.to)
	if !ok {
		if x.isWorld(r, i) {
			r.dateline.world = true
			r.dateline.start, r.dateline.end = r.tokens[i].start, r.tokens[i].end
			return true
		}
		return false
	}
	closing := r.between(end)
	switch {
	case square && bytes.ContainsAny(closing, "]】］〕"),
		!square && bytes.ContainsAny(closing, "=＝"),
		square && bytes.ContainsAny(closing, "=＝"):
	default:
		return false
	}
	r.addDateline(h)
	return true
}

// isWorld reports whether token i is WORLD and nothing else in brackets.
func (x *index) isWorld(r *reading, i int) bool {
	t := &r.tokens[i]
	return t.caps && string(r.text[t.start:t.end]) == "WORLD" && bytes.ContainsAny(r.between(i+1), "]】］")
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
	p, own := x.longest(r, i, true)
	if p.n == 0 || !own && !x.names.isPlace(p.head) {
		return hit{}, false
	}
	return hit{from: int32(i), to: int32(i + p.n), head: p.head, own: own}, true
}

// line reads the agencies' line: a city, perhaps another, perhaps its state
// or country, a date, an agency, and a dash.
func (x *index) line(r *reading, i int, starts bool) bool {
	shouted := r.tokens[i].caps
	first, ok := x.datelinePlace(r, i)
	var tail datelineTail
	if ok {
		tail = x.tail(r, int(first.to), shouted)
	}
	if !tail.ends {
		// A place that is not in the gazetteer: its state or country tells.
		end := i + 1
		for end < len(r.tokens) && end < i+4 && r.tokens[end].upper && r.tokens[end].gap <= space {
			end++
		}
		if tail = x.tail(r, end, shouted); !tail.qualified || !r.tokens[i].upper {
			return false
		}
	}
	if !tail.ends || !starts && !tail.signed || !shouted && !tail.signed && !tail.dashed {
		return false
	}
	if tail.qualified {
		tail.region.from = int32(i)
		first = tail.region
	}
	r.addDateline(first)
	for _, h := range tail.more {
		if h.to > 0 {
			r.addDateline(h)
		}
	}
	return true
}

// datelineTail is what follows a dateline's first place.
type datelineTail struct {
	region    hit
	more      [2]hit
	qualified bool // by a state or country
	signed    bool // with a date or an agency
	dated     bool
	dashed    bool // ends with a dash that is no colon
	ends      bool
}

// tail reads the rest of a dateline from token j on.
func (x *index) tail(r *reading, j int, shouted bool) (t datelineTail) {
	start := j
	more := 0
	for j < len(r.tokens) && j < start+14 {
		sep := r.between(j)
		switch {
		case bytes.IndexByte(sep, '\n') >= 0 && !bytes.ContainsAny(sep, "-–—―"):
			return t
		case isDash(sep):
			t.ends, t.dashed = true, true
			return t
		case bytes.ContainsAny(sep, ":：") && (shouted || t.signed):
			t.ends = true
			return t
		case bytes.HasPrefix(sep, []byte(".")) && t.signed && j > start && (bytes.ContainsAny(sep, "/") || bytes.Contains(sep, []byte(".-"))):
			t.ends = true
			return t
		case bytes.ContainsAny(sep, "([（"):
			n := closing(r, j)
			if n == 0 {
				return t
			}
			t.signed = true
			j = n
			if t.dated && j < len(r.tokens) && !isDash(r.between(j)) {
				t.ends = true // Indian agencies leave out the dash
				return t
			}
		case j == start && bytes.ContainsAny(sep, "/") || r.tokens[j].gap <= space && isAnd(r, j) || more > 0 && bytes.ContainsAny(sep, "/"):
			if isAnd(r, j) {
				j++
			}
			h, ok := x.datelinePlace(r, j)
			if !ok || more == len(t.more) {
				return t
			}
			t.more[more] = h
			more++
			j, start = int(h.to), int(h.to)
		case isDate(r, j):
			t.signed, t.dated = true, true
			j++
		case bytes.ContainsAny(sep, ",،") && !t.signed && !t.qualified:
			h, ok := x.qualifier(r, j)
			if ok {
				t.region, t.qualified = h, true
				j = int(h.to)
				continue
			}
			n := agencyWords(r, j)
			if _, isPlace := x.datelinePlace(r, j); n == 0 || isPlace {
				return t
			}
			j = n
		case t.signed || isAgency(r, j):
			n := agencyWords(r, j)
			if n == 0 {
				return t
			}
			t.signed = true
			j = n
		default:
			return t
		}
	}
	if j >= len(r.tokens) && isDash(r.between(j)) {
		t.ends, t.dashed = true, true
	}
	return t
}

// isDash reports whether a separator is the dash that ends a dateline.
func isDash(sep []byte) bool {
	return bytes.ContainsAny(sep, "–—―−") || bytes.Contains(sep, []byte("--")) || bytes.Contains(sep, []byte(" -")) ||
		bytes.HasSuffix(sep, []byte("- ")) || bytes.Contains(sep, []byte(")-")) || bytes.Contains(sep, []byte(".-"))
}

// isAnd reports whether token j joins two cities.
func isAnd(r *reading, j int) bool {
	switch string(r.text[r.tokens[j].start:r.tokens[j].end]) {
	case "and", "AND", "et", "y", "e", "und", "dan":
		return true
	}
	return false
}

// closing is the token after the bracket that opens before token j, 0 if
// there is none soon.
func closing(r *reading, j int) int {
	for k := j + 1; k < len(r.tokens)+1 && k < j+7; k++ {
		if bytes.ContainsAny(r.between(k), ")]）") {
			return k
		}
	}
	return 0
}

// qualifier is the state or country that token j names after a comma.
func (x *index) qualifier(r *reading, j int) (hit, bool) {
	if p := x.names.afterComma(r, j); p.n > 0 {
		return hit{from: int32(j), to: int32(j + p.n), head: p.head, kind: short}, true
	}
	h, ok := x.datelinePlace(r, j)
	if !ok || h.own {
		return h, ok
	}
	return h, x.names.has(h.head, country) || x.names.has(h.head, division)
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

// agencyWords skips up to five words of an agency's name, which end with a
// dash, a slash or a bracket, and returns the token after them, 0 if they do
// not.
func agencyWords(r *reading, j int) int {
	for k := j + 1; k <= len(r.tokens) && k <= j+5; k++ {
		sep := r.between(k)
		if isDash(sep) || bytes.ContainsAny(sep, "(:/") {
			return k
		}
		if k == len(r.tokens) || !r.tokens[k].upper || r.tokens[k].gap > space {
			return 0
		}
	}
	return 0
}

// agencies sign datelines without brackets.
var agencies = func() map[uint64]bool {
	set := map[uint64]bool{}
	for _, t := range tokenize([]byte("Reuters AP AFP Xinhua Bernama ANTARA dpa EFE ANSA Kyodo TASS Interfax UPI Lusa PTI ANI AA MTI PAP APA"), nil) {
		set[t.hash] = true
	}
	return set
}()

func isAgency(r *reading, j int) bool { return agencies[r.tokens[j].hash] && r.tokens[j].upper }

// isDate reports whether token j is part of a date.
func isDate(r *reading, j int) bool {
	t := &r.tokens[j]
	return t.number && t.end-t.start <= 6 || months[t.hash]
}

// months are the names of months and days of the week, and what stands in
// dates beside them, in the languages of agencies.
var months = func() map[uint64]bool {
	set := map[uint64]bool{}
	for _, t := range tokenize([]byte(monthNames), nil) {
		set[t.hash] = true
	}
	return set
}()

const monthNames = `jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september
october november december monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat
ene abr ago dic enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre de del lunes martes miércoles jueves viernes sábado domingo
janv févr avr juin juil août déc janvier février mars avril mai juillet septembre octobre novembre décembre le lundi mardi mercredi jeudi vendredi samedi dimanche
mär märz dez okt januar februar juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonntag
gen mag giu lug set ott gennaio febbraio aprile maggio giugno luglio settembre ottobre novembre dicembre
fev ago out janeiro fevereiro março maio junho julho setembro outubro novembro dezembro segunda terça quarta quinta sexta feira
mac ogos dis januari februari mei agustus desember isnin selasa rabu khamis jumaat sabtu ahad senin kamis jumat minggu
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
янв фев мар апр мая июн июл авг сен сент окт ноя дек января февраля марта апреля июня июля августа сентября октября ноября декабря січня лютого
يناير فبراير مارس أبريل ابريل مايو يونيو يوليو أغسطس اغسطس سبتمبر أكتوبر اكتوبر نوفمبر ديسمبر كانون شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين الأول الثاني
जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर th st nd rd`

// byline reads "By John Smith in London" at the beginning of a line.
func (x *index) byline(r *reading, i int) bool {
	switch string(bytes.ToLower(r.text[r.tokens[i].start:r.tokens[i].end])) {
	case "by", "from", "von", "par", "por", "oleh":
	default:
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
