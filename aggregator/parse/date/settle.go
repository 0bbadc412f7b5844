package date

import "time"

// settle finds out which number is which, and reports whether there is a date.
func (r *reader) settle() bool {
	if r.day != 0 {
		return r.isDate()
	}
	first := r.takeYear()
	if r.isWeekday() {
		r.month = 0
	}
	if r.month != 0 {
		r.dayOfNamedMonth()
		return r.isDate()
	}
	n := r.numbers
	switch {
	case r.year == 0 && len(n) >= 3: // 03/01/26
		r.day, r.month, r.year = n[0].value, n[1].value, century(n[2])
	case r.year == 0:
		return false
	case first && len(n) == 1 && n[0].digits == 3: // 2026-032
		t := time.Date(r.year, 1, n[0].value, 0, 0, 0, 0, time.UTC)
		r.day, r.month = t.Day(), int(t.Month())
		return t.Year() == r.year && r.isDate()
	case first && len(n) == 1: // 2026-01
		r.month, r.day = n[0].value, 1
		return r.isDate()
	case len(n) < 2:
		return false
	default:
		r.day, r.month = n[0].value, n[1].value
	}
	if first || r.month > 12 || n[0].after == '/' && (r.afternoon || r.morning) && r.day <= 12 {
		r.day, r.month = r.month, r.day
	}
	return r.isDate()
}

// takeYear moves the first number of four digits to the year, and reports
// whether it came first.
func (r *reader) takeYear() (first bool) {
	for i, n := range r.numbers {
		if n.digits != 4 {
			continue
		}
		r.year = n.value
		if n.value > 2400 && n.value < 2700 { // the Buddhist era, as in Thailand
			r.year -= 543
		}
		if i < r.monthAt {
			r.monthAt--
		}
		r.numbers = append(r.numbers[:i:i], r.numbers[i+1:]...)
		return i == 0
	}
	return false
}

// isWeekday reports whether what looked like a month's name must be a day's:
// the month is there as a number.
func (r *reader) isWeekday() bool {
	n := r.numbers
	return r.month != 0 && r.monthAt == 0 && r.year != 0 && len(n) >= 2 && n[0].isJoined() && n[0].digits <= 2
}

// dayOfNamedMonth takes the number before the month's name for the day, else
// the one behind it; the year, if still unknown, follows.
func (r *reader) dayOfNamedMonth() {
	n, day := r.numbers, max(r.monthAt-1, 0)
	if day >= len(n) {
		return
	}
	r.day = n[day].value
	if r.year == 0 && day+1 < len(n) {
		r.year = century(n[day+1])
	}
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

// isDate reports whether the parts make a date and a time of day. 24:00 and a
// leap second begin the next day and minute.
func (r *reader) isDate() bool {
	return r.year > 0 && r.year < 10000 && r.month >= 1 && r.month <= 12 && r.day >= 1 && r.day <= daysIn(r.year, r.month) &&
		(r.hour < 24 || r.hour == 24 && r.min == 0 && r.sec == 0) && r.min < 60 && r.sec <= 60
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

func (r *reader) moment() (time.Time, bool) {
	if r.afternoon && r.hour < 12 {
		r.hour += 12
	}
	if r.morning && r.hour == 12 {
		r.hour = 0
	}
	return sensible(time.Date(r.year, time.Month(r.month), r.day, r.hour, r.min, r.sec, 0, r.zone))
}
