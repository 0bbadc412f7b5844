package place

import "bytes"

// isDash reports whether a separator is the dash that ends a dateline.
func isDash(sep []byte) bool {
	return bytes.ContainsAny(sep, "–—―−") || bytes.Contains(sep, []byte("--")) || bytes.Contains(sep, []byte(" -")) ||
		bytes.HasSuffix(sep, []byte("- ")) || bytes.Contains(sep, []byte(")-")) || bytes.Contains(sep, []byte(".-"))
}

// isTight reports whether a separator is a dash and nothing else: it stands
// between two words as a hyphen does.
func isTight(sep []byte) bool { return len(sep) > 0 && len(bytes.Trim(sep, "–—―−-")) == 0 }

// isAnd reports whether token j joins two cities.
func isAnd(r *reading, j int) bool {
	switch string(r.text[r.tokens[j].start:r.tokens[j].end]) {
	case "and", "AND", "et", "y", "e", "und", "dan":
		return true
	}
	return false
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
