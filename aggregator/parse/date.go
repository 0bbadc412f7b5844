package parse

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// The years that a feed can mean. Earlier ones are computers' zeros, later
// ones mistakes.
const (
	firstYear = 1970
	lastYear  = 2200
)

// readDate reads a date as feeds write it: RFC 3339, RFC 822, and what people
// make of them, with the months of the languages we know. A date without a
// zone is in zone. It returns false if the text makes no sense.
func readDate(text string, zone *time.Location) (time.Time, bool) {
	text = strings.TrimSpace(text)
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return sensible(t)
	}
	if t, err := time.Parse(time.RFC1123Z, text); err == nil {
		return sensible(t)
	}
	if text == "" || len(text) > 100 {
		return time.Time{}, false
	}
	if zone == nil {
		zone = time.UTC
	}
	var d dateReader
	if !d.read(text) {
		return time.Time{}, false
	}
	return d.time(zone)
}

func sensible(t time.Time) (time.Time, bool) {
	t = t.UTC()
	if t.Unix() <= 0 || t.Year() < firstYear || t.Year() > lastYear {
		return time.Time{}, false
	}
	return t, true
}

// dateReader takes a date apart: numbers by their place and what is around
// them, words by their meaning.
type dateReader struct {
	year, month, day     int
	hour, minute, second int
	nanos                int
	clock, afternoon     bool
	morning              bool
	zone                 *time.Location
	numbers              []number
}

// number is a number of a date without a time of day.
type number struct {
	value, digits int
	after         byte // the character behind it
}

// read scans the text and reports whether it holds a date.
func (d *dateReader) read(text string) bool {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil && len(text) >= 9 && len(text) != 14 && len(text) <= 13 {
		return d.epoch(n)
	}
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c >= '0' && c <= '9':
			i += d.digits(text[i:])
		case (c == '+' || c == '-' && d.clock) && d.clock && d.zone == nil && i+1 < len(text) && isDigit(text[i+1]):
			i += d.offset(text[i:])
		case c < utf8.RuneSelf && !unicode.IsLetter(rune(c)):
			i++
		default:
			n := wordLen(text[i:])
			if n == 0 {
				i++
				continue
			}
			d.word(text[i:i+n], text[i+n:])
			i += n
		}
	}
	return d.settle()
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func (d *dateReader) epoch(n int64) bool {
	t := time.Unix(n, 0).UTC()
	if n > 1e11 {
		t = time.UnixMilli(n).UTC()
	}
	d.year, d.month, d.day = t.Year(), int(t.Month()), t.Day()
	d.hour, d.minute, d.second = t.Clock()
	d.zone = time.UTC
	return true
}

// wordLen is the length of the letters that text begins with.
func wordLen(text string) int {
	n := 0
	for n < len(text) {
		r, size := utf8.DecodeRuneInString(text[n:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			break
		}
		n += size
	}
	return n
}

// digits takes the number at the start of text, or the time of day that it
// begins, and returns its length.
func (d *dateReader) digits(text string) int {
	n := 0
	for n < len(text) && isDigit(text[n]) {
		n++
	}
	value, err := strconv.Atoi(text[:n])
	if err != nil {
		return n
	}
	var after byte
	if n < len(text) {
		after = text[n]
	}
	if after == ':' && !d.clock && n <= 2 {
		return d.timeOfDay(text)
	}
	switch n {
	case 14: // 20260103120000
		d.hour, d.minute, d.second, d.clock = value/10000%100, value/100%100, value%100, true
		value /= 1e6
		fallthrough
	case 8: // 20260103
		d.year, d.month, d.day = value/10000, value/100%100, value%100
		return n
	}
	d.numbers = append(d.numbers, number{value, n, after})
	return n
}

// timeOfDay takes "15:04", "15:04:05" or "15:04:05.123".
func (d *dateReader) timeOfDay(text string) int {
	d.clock = true
	parts := []*int{&d.hour, &d.minute, &d.second}
	i := 0
	for k, part := range parts {
		from := i
		for i < len(text) && isDigit(text[i]) && i-from < 2 {
			i++
		}
		*part, _ = strconv.Atoi(text[from:i])
		if k == len(parts)-1 || i+1 >= len(text) || text[i] != ':' || !isDigit(text[i+1]) {
			break
		}
		i++
	}
	if i+1 < len(text) && (text[i] == '.' || text[i] == ',') && isDigit(text[i+1]) {
		for i++; i < len(text) && isDigit(text[i]); i++ {
		}
	}
	return i
}

// offset takes "+0800", "+08:00", "-8" or "+08".
func (d *dateReader) offset(text string) int {
	n, sign := 1, 1
	if text[0] == '-' {
		sign = -1
	}
	var digits []byte
	for n < len(text) && (isDigit(text[n]) || text[n] == ':') && len(digits) < 4 {
		if text[n] != ':' {
			digits = append(digits, text[n])
		}
		n++
	}
	v, _ := strconv.Atoi(string(digits))
	if len(digits) <= 2 {
		v *= 100
	}
	if len(digits) == 2 && n < len(text) && text[n-1] == ':' {
		n--
	}
	if v/100 <= 14 && v%100 < 60 {
		d.zone = time.FixedZone("", sign*(v/100*3600+v%100*60))
	}
	return n
}

// word takes a month, a half of the day, or a zone.
func (d *dateReader) word(w, rest string) {
	w = strings.ToLower(w)
	if m := monthOf(w); m != 0 && d.month == 0 {
		d.month = m
		return
	}
	switch w {
	case "am":
		d.morning = true
	case "pm":
		d.afternoon = true
	case "a", "p":
		if strings.HasPrefix(rest, ".m") {
			d.morning, d.afternoon = w == "a", w == "p"
		}
	case "z":
		d.zone = time.UTC
	default:
		if hours, ok := zones[w]; ok && d.zone == nil && d.clock {
			d.zone = time.FixedZone("", int(hours*3600))
		}
		if (w == "gmt" || w == "utc") && hasOffset(rest) {
			d.zone = nil // "GMT+0800": the offset follows
		}
	}
}

func hasOffset(rest string) bool {
	rest = strings.TrimLeft(rest, " ")
	return len(rest) > 1 && (rest[0] == '+' || rest[0] == '-') && isDigit(rest[1])
}

// settle finds out which number is which.
func (d *dateReader) settle() bool {
	for i, n := range d.numbers {
		if n.digits == 4 && d.year == 0 {
			d.year = n.value
			d.numbers = append(d.numbers[:i:i], d.numbers[i+1:]...)
			return d.rest(i == 0)
		}
	}
	if d.year == 0 && d.month != 0 && len(d.numbers) >= 2 { // 3 Jan 26
		d.day, d.year = d.numbers[0].value, century(d.numbers[1])
		return d.isDate()
	}
	if d.year == 0 && len(d.numbers) >= 3 { // 03/01/26
		d.year = century(d.numbers[2])
	}
	return d.rest(false)
}

// rest takes day and month from the numbers left. A date that begins with its
// year has the month next; in the others the day comes first if it can.
func (d *dateReader) rest(yearFirst bool) bool {
	n := d.numbers
	switch {
	case d.month != 0 && d.day == 0:
		if len(n) == 0 {
			return false
		}
		d.day = n[0].value
	case d.month == 0 && len(n) >= 2:
		d.day, d.month = n[0].value, n[1].value
		if yearFirst || d.month > 12 || n[0].after == '/' && d.afternoonOrMorning() {
			d.day, d.month = d.month, d.day
		}
	}
	return d.isDate()
}

// afternoonOrMorning tells American dates, which go with am and pm.
func (d *dateReader) afternoonOrMorning() bool {
	return (d.afternoon || d.morning) && d.numbers[0].value <= 12
}

func century(n number) int {
	switch {
	case n.digits > 2:
		return n.value
	case n.value < 70:
		return 2000 + n.value
	}
	return 1900 + n.value
}

func (d *dateReader) isDate() bool {
	return d.year > 0 && d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= daysIn(d.year, d.month) &&
		d.hour <= 24 && d.minute < 60 && d.second <= 60
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// time returns the moment: 24:00 and a leap second begin the next one.
func (d *dateReader) time(zone *time.Location) (time.Time, bool) {
	if d.zone != nil {
		zone = d.zone
	}
	if d.afternoon && d.hour < 12 {
		d.hour += 12
	}
	if d.morning && d.hour == 12 {
		d.hour = 0
	}
	return sensible(time.Date(d.year, time.Month(d.month), d.day, d.hour, d.minute, d.second, d.nanos, zone))
}
