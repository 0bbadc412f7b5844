package date

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
	lastYear  = 2100
)

// longest is how long a date may be, in bytes.
const longest = 100

// Read returns the moment that text stands for. A date without a zone is in
// zone, nil meaning UTC. It returns false if the text makes no sense.
func Read(text string, zone *time.Location) (time.Time, bool) {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > longest {
		return time.Time{}, false
	}
	if t, err := time.Parse(likely(text), text); err == nil {
		return sensible(t)
	}
	if zone == nil {
		zone = time.UTC
	}
	if t, ok := unix(text); ok {
		return sensible(t)
	}
	r := reader{zone: zone}
	r.scan(withoutComments(asciiDigits(text)))
	if !r.settle() {
		return time.Time{}, false
	}
	return r.moment()
}

// likely is the layout that most feeds use for dates that look like text.
func likely(text string) string {
	switch {
	case isDigit(text[0]):
		return time.RFC3339
	case strings.HasSuffix(text, "GMT"):
		return "Mon, 2 Jan 2006 15:04:05 GMT"
	}
	return time.RFC1123Z
}

func sensible(t time.Time) (time.Time, bool) {
	t = t.UTC()
	if t.Unix() <= 0 || t.Year() < firstYear || t.Year() > lastYear {
		return time.Time{}, false
	}
	return t, true
}

// unix reads seconds or milliseconds since 1970. Twelve digits that begin like
// a year are a date.
func unix(text string) (time.Time, bool) {
	whole, _, _ := strings.Cut(text, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	switch {
	case err != nil || len(whole) < 9 || len(whole) > 13:
		return time.Time{}, false
	case len(whole) == 12 && (whole[:2] == "19" || whole[:2] == "20"):
		return time.Time{}, false
	case n > 1e11:
		return time.UnixMilli(n), true
	}
	return time.Unix(n, 0), true
}

// zeros are the digits nought of other scripts: Arabic, Persian, Devanagari,
// Bengali, Gujarati, Tamil, Telugu, Thai, Lao, Burmese, Khmer, full width.
var zeros = []rune{
	'\u0660', '\u06f0', '\u0966', '\u09e6', '\u0ae6', '\u0be6', '\u0c66', '\u0e50', '\u0ed0', '\u1040', '\u17e0', '\uff10',
}

// asciiDigits writes digits of other scripts as our own.
func asciiDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf || !unicode.IsDigit(r) {
			return r
		}
		for _, zero := range zeros {
			if r >= zero && r <= zero+9 {
				return '0' + r - zero
			}
		}
		return r
	}, text)
}

// withoutComments drops what is in brackets, as RFC 822 has it, but for the
// name of a zone.
func withoutComments(text string) string {
	if !strings.Contains(text, "(") {
		return text
	}
	var out strings.Builder
	depth, from := 0, 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && depth > 0:
			i++
		case c == '(':
			if depth++; depth == 1 {
				from = i + 1
			}
		case c == ')' && depth > 0:
			if depth--; depth == 0 {
				out.WriteByte(' ')
				if name := text[from:i]; zones[strings.ToLower(name)] != 0 {
					out.WriteString(name + " ")
				}
			}
		case depth == 0:
			out.WriteByte(c)
		}
	}
	return out.String()
}

// number is a number that is no time of day.
type number struct {
	value, digits int
	after         byte // the character behind it, 0 at the end
}

// isJoined reports whether the number is followed by a sign that joins it to
// the next one, as in 23/11/2026.
func (n number) isJoined() bool { return n.after == '/' || n.after == '.' || n.after == '-' }

// reader takes a date apart.
type reader struct {
	numbers            []number
	year, month, day   int
	monthAt            int  // how many numbers stood before the month's name
	afterNumber        bool // only space, or a little word, since the last number
	touching           bool // nothing since the last number
	clock              bool // there is a time of day
	hour, min, sec     int
	morning, afternoon bool
	zone               *time.Location
	zoned              bool // the text says which zone
}

// scan goes through the text.
func (r *reader) scan(text string) {
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case isDigit(c):
			i += r.digits(text[i:])
			continue
		case r.isOffset(text[i:]):
			i += r.offset(text[i:])
			continue
		case c >= utf8.RuneSelf || isLetter(c):
			if n := wordLen(text[i:]); n > 0 {
				i += r.word(text[i:], n)
				r.touching = false
				continue
			}
		}
		r.touching = false
		if c == ',' || c == ';' || c == '(' {
			r.afterNumber = false
		}
		i++
	}
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

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
func (r *reader) digits(text string) int {
	n := 0
	for n < len(text) && isDigit(text[n]) {
		n++
	}
	if !r.clock && n <= 2 {
		if sign := clockSign(text[n:]); sign > 0 {
			return r.timeOfDay(text, n, sign)
		}
	}
	value, err := strconv.Atoi(text[:n])
	if err != nil {
		return n
	}
	switch {
	case n == 14: // 20260103120000
		r.hour, r.min, r.sec, r.clock = value/10000%100, value/100%100, value%100, true
		r.compact(value / 1e6)
		return n
	case n == 12: // 202601031200
		r.hour, r.min, r.clock = value/100%100, value%100, true
		r.compact(value / 1e4)
		return n
	case n == 8 && r.day == 0: // 20260103
		r.compact(value)
		return n
	case r.day != 0 && !r.clock && n == 4, (r.day != 0 || len(r.numbers) >= 3) && !r.clock && n == 6: // 20260103T120000
		if n == 4 {
			value *= 100
		}
		r.hour, r.min, r.sec, r.clock = value/10000, value/100%100, value%100, true
		return n
	}
	number := number{value: value, digits: n}
	if n < len(text) {
		number.after = text[n]
	}
	r.numbers = append(r.numbers, number)
	r.afterNumber, r.touching = true, true
	return n
}

// compact takes a date of eight digits.
func (r *reader) compact(value int) {
	r.year, r.month, r.day = value/10000, value/100%100, value%100
}

// clockSign returns the length of what stands between hours and minutes at the
// start of text, 0 if it is something else.
func clockSign(text string) int {
	for _, sign := range []string{":", "h", "H", "시", "時", "时", "點", "点"} {
		if rest, ok := strings.CutPrefix(text, sign); ok {
			rest = strings.TrimLeft(rest, " ")
			if rest != "" && isDigit(rest[0]) {
				return len(text) - len(rest)
			}
			return 0
		}
	}
	return 0
}

// timeOfDay takes "15:04", "15:04:05", "15:04:05.123" or "15h04". The hours
// have n digits, the sign behind them is sign bytes long.
func (r *reader) timeOfDay(text string, n, sign int) int {
	r.clock = true
	r.hour, _ = strconv.Atoi(text[:n])
	i := n + sign
	for _, part := range []*int{&r.min, &r.sec} {
		from := i
		for i < len(text) && isDigit(text[i]) && i-from < 2 {
			i++
		}
		*part, _ = strconv.Atoi(text[from:i])
		if i+1 >= len(text) || text[i] != ':' || !isDigit(text[i+1]) {
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

// isOffset reports whether text begins with a sign and hours. A hyphen right
// behind a number joins it to the next.
func (r *reader) isOffset(text string) bool {
	return r.clock && !r.zoned && len(text) > 1 && isDigit(text[1]) &&
		(text[0] == '+' || text[0] == '-' && !r.touching)
}

// offset takes "+0800", "+08:00", "-8" or "+08".
func (r *reader) offset(text string) int {
	n, sign := 1, 1
	if text[0] == '-' {
		sign = -1
	}
	var digits []byte
	for n < len(text) && len(digits) < 4 {
		switch c := text[n]; {
		case isDigit(c):
			digits = append(digits, c)
		case c != ':' || n+1 >= len(text) || !isDigit(text[n+1]):
			return r.setOffset(digits, sign, n)
		}
		n++
	}
	return r.setOffset(digits, sign, n)
}

func (r *reader) setOffset(digits []byte, sign, n int) int {
	v, _ := strconv.Atoi(string(digits))
	if len(digits) <= 2 {
		v *= 100
	}
	if v/100 <= 14 && v%100 < 60 {
		r.zone, r.zoned = time.FixedZone("", sign*(v/100*3600+v%100*60)), true
	}
	return n
}
