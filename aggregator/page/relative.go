package page

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"dateline/aggregator/parse/date"
)

// tongue is how a language says how long ago something was: what stands before
// and after the number and the unit, a number of one in words, and the units
// from seconds to years. Values are regular expressions.
type tongue struct {
	before, after, one string
	units              [7]string
}

var tongues = []tongue{
	{"", `\s+ago`, `an?|one`, [7]string{`s|secs?|seconds?`, `m|mins?|minutes?`, `h|hrs?|hours?`, `d|days?`, `w|wks?|weeks?`, `mos?|months?`, `y|yrs?|years?`}},
	{`vor\s+`, "", `einer|einem`, [7]string{`sek\p{L}*`, `min\p{L}*`, `std|stunden?`, `tag\p{L}*`, `wochen?`, `monat\p{L}*`, `jahr\p{L}*`}},
	{`il y a\s+`, "", `une?`, [7]string{`s|sec\p{L}*`, `min\p{L}*`, `h|heures?`, `j|jours?`, `sem\p{L}*`, `mois`, `ans?|années?`}},
	{`hace\s+`, "", `una?`, [7]string{`s|seg\p{L}*`, `min\p{L}*`, `h|horas?`, `días?|dias?`, `semanas?`, `mes\p{L}*`, `años?`}},
	{`há\s+`, "", `uma?`, [7]string{`s|seg\p{L}*`, `min\p{L}*`, `h|horas?`, `dias?`, `semanas?`, `mês|mes\p{L}*`, `anos?`}},
	{"", `\s+fa`, `una?|un'`, [7]string{`second\p{L}*`, `min\p{L}*`, `or[ae]`, `giorn[oi]`, `settiman[ae]`, `mes[ei]`, `ann[oi]`}},
	{"", `\s+geleden`, `een`, [7]string{`second\p{L}*`, `min\p{L}*`, `uur|uren|u`, `dag\p{L}*`, `week|weken`, `maand\p{L}*`, `jaar|jaren`}},
	{"", `\s+(?:yang\s+)?(?:lalu|lepas)`, `se`, [7]string{`detik|saat`, `menit|minit`, `jam`, `hari`, `minggu|pekan`, `bulan`, `tahun`}},
	{"", `\s+önce`, `bir`, [7]string{`sn|saniye`, `dk|dakika`, `sa|saat`, `gün`, `hafta`, `ay`, `yıl`}},
	{"", `\s+назад`, ``, [7]string{`сек\p{L}*`, `мин\p{L}*`, `ч|час\p{L}*`, `день|дня|дней`, `недел\p{L}*`, `мес\p{L}*`, `год\p{L}*|лет`}},
	{"", `\s+trước`, `một`, [7]string{`giây`, `phút`, `giờ`, `ngày`, `tuần`, `tháng`, `năm`}},
	{"", `\s*前`, ``, [7]string{`秒`, `分钟|分鐘|分`, `小时|小時|時間`, `天|日`, `周|週|週間|星期`, `个月|個月|か月|ヶ月|カ月`, `年`}},
	{"", `\s*전`, ``, [7]string{`초`, `분`, `시간`, `일`, `주`, `개월|달`, `년`}},
}

// ago are the expressions of all tongues, compiled when the first date needs
// them: group 1 is the number, 2 to 8 the units.
var ago = sync.OnceValue(func() []*regexp.Regexp {
	var all []*regexp.Regexp
	for _, t := range tongues {
		number := `\d{1,3}`
		if t.one != "" {
			number += "|" + t.one
		}
		units := "(" + strings.Join(t.units[:], ")|(") + ")"
		all = append(all, regexp.MustCompile(`(?:^|\s)`+t.before+`(`+number+`)\s*(?:`+units+`)\.?`+t.after+`(?:$|[\s,.·|])`))
	}
	return all
})

// lengths are the units in time; months and years are counted by the calendar.
var lengths = [...]time.Duration{time.Second, time.Minute, time.Hour}

// relativeDate reads what counts from now, which is in the page's zone. text is
// in lower case. The moment is as exact as the text: "3 hours ago" begins an
// hour, "2 days ago" a day, so that it stays much the same when read again.
func relativeDate(text string, now time.Time) (time.Time, bool) {
	for _, expression := range ago() {
		m := expression.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		n, err := strconv.Atoi(m[1])
		if err != nil {
			n = 1
		}
		for unit := range m[2:] {
			if m[2+unit] != "" {
				return before(now, n, unit), true
			}
		}
	}
	return byName(text, now)
}

// before returns the beginning of the unit that was n units ago.
func before(now time.Time, n, unit int) time.Time {
	if unit < len(lengths) {
		return now.Add(-time.Duration(n) * lengths[unit]).Truncate(max(lengths[unit], time.Minute))
	}
	y, m, d := now.Date()
	switch unit {
	case 3:
		d -= n
	case 4:
		d -= 7 * n
	case 5:
		m -= time.Month(n)
	default:
		y -= n
	}
	return time.Date(y, m, d, 0, 0, 0, 0, now.Location())
}

// days are the words for today and yesterday.
var days = map[string]int{
	"today": 0, "heute": 0, "aujourd'hui": 0, "aujourd’hui": 0, "hoy": 0, "hoje": 0, "oggi": 0, "vandaag": 0, "hari ini": 0,
	"bugün": 0, "сегодня": 0, "hôm nay": 0, "今天": 0, "今日": 0, "오늘": 0,
	"yesterday": 1, "gestern": 1, "hier": 1, "ayer": 1, "ontem": 1, "ieri": 1, "gisteren": 1, "kemarin": 1, "semalam": 1,
	"dün": 1, "вчера": 1, "hôm qua": 1, "昨天": 1, "昨日": 1, "어제": 1,
}

var clockOnly = regexp.MustCompile(`^\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*[ap]\.?m\.?)?$`)

// byName reads "just now", "yesterday, 17:00", and a time of day alone, which
// is the last one that was.
func byName(text string, now time.Time) (time.Time, bool) {
	if text == "just now" || text == "now" {
		return now.Truncate(time.Minute), true
	}
	if clockOnly.MatchString(text) {
		for _, back := range []int{0, 1} {
			if at, ok := onDay(now, back, text); ok && at.Before(now.Add(time.Hour)) {
				return at, true
			}
		}
		return time.Time{}, false
	}
	for name, back := range days {
		if rest, ok := strings.CutPrefix(text, name); ok {
			return onDay(now, back, rest)
		}
	}
	return time.Time{}, false
}

// onDay reads a time of day, or the beginning of the day if there is none.
func onDay(now time.Time, back int, clock string) (time.Time, bool) {
	return date.Read(now.AddDate(0, 0, -back).Format("2006-01-02")+" "+clock, now.Location())
}
