package date

import (
	"strings"
	"time"
)

// word takes the word of n bytes that text begins with, be it a month, a half
// of the day or a zone, and returns how long it was.
func (r *reader) word(text string, n int) int {
	if m := thaiLen(text, n); m > 0 {
		n = m
	}
	w, rest := strings.ToLower(text[:n]), text[n:]
	if m := monthOf(strings.TrimPrefix(w, "ב")); m != 0 {
		// A name that follows the day's number is the month, and one before
		// it that looked alike was a weekday: "mar. 23 nov. 2026".
		if r.month == 0 || r.afterNumber {
			r.month, r.monthAt = m, len(r.numbers)
		}
		r.afterNumber = false
		return n
	}
	half := halfOfDay(w, rest)
	if half != 0 && isLetter(w[0]) {
		r.takeHour()
	}
	if !isLittle(w) {
		r.afterNumber = false
	}
	switch {
	case half != 0:
		r.morning, r.afternoon = half < 0, half > 0
	case w == "z" && r.clock && !r.zoned:
		r.zone, r.zoned = time.UTC, true
	case r.clock && !r.zoned:
		r.namedZone(w, rest)
	}
	return n
}

// thaiLen returns the length of a month's name with a full stop in it, as they
// are shortened in Thai, 0 if text begins with none.
func thaiLen(text string, n int) int {
	if text[0] != 0xe0 || n > 9 || !strings.HasPrefix(text[n:], ".") {
		return 0
	}
	m := n + 1 + wordLen(text[n+1:])
	if months[text[:m]] == 0 {
		return 0
	}
	return m
}

// isLittle reports whether w may stand between a day's number and its month.
func isLittle(w string) bool {
	switch w {
	case "st", "nd", "rd", "th", "of", "de", "di", "d", "del", "º", "ª", "er", "den", "the":
		return true
	}
	return false
}

// halfOfDay returns -1 for words that mean the time before noon, 1 for those
// that mean the time after it, else 0.
func halfOfDay(w, rest string) int {
	switch w {
	case "am", "pg", "ص", "오전":
		return -1
	case "pm", "ptg", "م", "오후":
		return 1
	case "a", "p":
		if next := strings.TrimLeft(rest, ". "); rest != next && strings.HasPrefix(strings.ToLower(next), "m") {
			return map[string]int{"a": -1, "p": 1}[w]
		}
	}
	switch {
	case strings.Contains(w, "上午"), strings.Contains(w, "午前"):
		return -1
	case strings.Contains(w, "下午"), strings.Contains(w, "午後"):
		return 1
	}
	return 0
}

// takeHour takes the number before "am" or "pm" for the time of day, if there
// is no other: "5 pm".
func (r *reader) takeHour() {
	last := len(r.numbers) - 1
	if r.clock || !r.afterNumber || r.numbers[last].value > 12 {
		return
	}
	r.hour, r.clock = r.numbers[last].value, true
	r.numbers = r.numbers[:last]
}

// namedZone takes a zone by its short name, unless an offset follows that says
// it better: "GMT+0800".
func (r *reader) namedZone(w, rest string) {
	hours, ok := zones[w]
	if !ok || hours == 0 && hasOffset(rest) {
		return
	}
	r.zone, r.zoned = time.FixedZone("", int(hours*3600)), true
}

func hasOffset(rest string) bool {
	rest = strings.TrimLeft(rest, " ")
	return len(rest) > 1 && (rest[0] == '+' || rest[0] == '-') && isDigit(rest[1])
}

// zones are the hours east of Greenwich that zone names mean in feeds. Of
// ambiguous ones, the reading that most feeds mean.
var zones = map[string]float64{
	"gmt": 0, "utc": 0, "ut": 0, "wet": 0, "west": 1, "bst": 1, "ist": 5.5, "cet": 1, "cest": 2, "met": 1,
	"mest": 2, "mez": 1, "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "msd": 4, "trt": 3, "wat": 1, "cat": 2, "eat": 3,
	"sast": 2, "gst": 4, "pkt": 5, "npt": 5.75, "bdt": 6, "wib": 7, "wita": 8, "wit": 9, "ict": 7, "sgt": 8, "myt": 8,
	"hkt": 8, "pht": 8, "awst": 8, "jst": 9, "kst": 9, "acst": 9.5, "acdt": 10.5, "aest": 10, "aedt": 11, "nzst": 12,
	"nzdt": 13, "est": -5, "edt": -4, "et": -5, "cst": -6, "cdt": -5, "ct": -6, "mst": -7, "mdt": -6, "mt": -7,
	"pst": -8, "pdt": -7, "pt": -8, "akst": -9, "akdt": -8, "hst": -10, "ast": -4, "adt": -3, "nst": -3.5, "ndt": -2.5,
	"brt": -3, "art": -3, "clt": -4, "clst": -3, "cot": -5, "pet": -5, "vet": -4,
}
