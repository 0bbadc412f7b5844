package parse

import "strings"

// monthNames are the months' names in the languages of many feeds, cut to what
// tells them apart; a word that begins with one is that month. English comes
// first.
var monthNames = [12][]string{
	{"jan", "janv", "ene", "gen", "янв", "січ", "sty", "ocak", "oca", "ιαν", "يناير", "led", "tam"},
	{"feb", "fév", "fev", "févr", "фев", "лют", "lut", "şub", "φεβ", "فبراير", "úno", "hel"},
	{"mar", "mär", "mrz", "mrt", "мар", "бер", "maart", "μαρ", "مارس", "bře", "maa", "mac"},
	{"apr", "avr", "abr", "апр", "кві", "kwi", "nis", "απρ", "أبريل", "ابريل", "dub", "huh"},
	{"may", "mai", "mag", "mei", "maj", "мая", "май", "тра", "μαΐ", "μαι", "مايو", "kvě", "tou"},
	{"jun", "juin", "giu", "июн", "чер", "cze", "haz", "ιουν", "يونيو", "kes"},
	{"jul", "juil", "lug", "июл", "лип", "lip", "tem", "ιουλ", "يوليو", "hei"},
	{"aug", "août", "aoû", "ago", "авг", "сер", "sie", "ağu", "αυγ", "أغسطس", "اغسطس", "srp", "elo", "ogo"},
	{"sep", "set", "сен", "вер", "wrz", "eyl", "σεπ", "سبتمبر", "zář", "syy"},
	{"oct", "okt", "out", "ott", "окт", "жов", "paź", "eki", "οκτ", "أكتوبر", "اكتوبر", "říj", "lok"},
	{"nov", "ноя", "лис", "kas", "νοε", "نوفمبر", "marr"},
	{"dec", "dez", "déc", "dic", "дек", "гру", "gru", "ara", "δεκ", "ديسمبر", "des", "pro", "jou", "dis"},
}

// weekdays that begin like a month in some language.
var weekdays = []string{"mardi", "martes", "marted", "mardi", "mar.", "lunes", "tam"}

// monthOf returns the month that a lower-case word names, or 0.
func monthOf(w string) int {
	for _, day := range weekdays {
		if w == strings.TrimSuffix(day, ".") && len(w) > 3 {
			return 0
		}
	}
	best, found := 0, 0
	for i, names := range monthNames {
		for _, n := range names {
			if len(n) > best && strings.HasPrefix(w, n) {
				best, found = len(n), i+1
			}
		}
	}
	return found
}

// zones are the hours east of Greenwich that zone names mean in feeds. Of
// ambiguous ones, the reading that most feeds mean.
var zones = map[string]float64{
	"gmt": 0, "utc": 0, "ut": 0, "wet": 0, "west": 1, "bst": 1, "ist": 5.5, "cet": 1, "cest": 2, "met": 1,
	"mest": 2, "mez": 1, "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "trt": 3, "wat": 1, "cat": 2, "eat": 3,
	"sast": 2, "gst": 4, "pkt": 5, "wib": 7, "wita": 8, "wit": 9, "ict": 7, "sgt": 8, "myt": 8, "hkt": 8,
	"pht": 8, "awst": 8, "jst": 9, "kst": 9, "acst": 9.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
	"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9,
	"akdt": -8, "hst": -10, "ast": -4, "adt": -3, "nst": -3.5, "ndt": -2.5, "brt": -3, "art": -3, "clt": -4,
}
