//go:build ignore

// This program writes gazetteer.gz: the names by which news calls countries,
// their people, divisions and cities, in all languages of CLDR 48, and the
// curated names of the gazetteer_*_gen.go files beside it.
//
//	go run gazetteer_gen.go gazetteer_cities_gen.go gazetteer_names_gen.go gazetteer_forms_gen.go gazetteer_words_gen.go npm_gen.go
//
// A line of the (unpacked) table is a kind, a place and names:
//
//	kind TAB place TAB name|name|…
//
// The place is an ISO 3166-1 code or the slug of a group; the kinds are those
// of the constants in gazetteer.go. A city's name is followed by a colon and
// its thousands of people.
package main

import (
	"bytes"
	"compress/gzip"
	"log"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// table is the gazetteer in the making: kind and place to names.
type table map[[2]string]map[string]bool

// add adds names, those in stop excepted.
func (t table) add(kind, place string, names ...string) {
	key := [2]string{kind, place}
	if t[key] == nil {
		t[key] = map[string]bool{}
	}
	for _, n := range names {
		n = strings.TrimSpace(n)
		bare, _, _ := strings.Cut(n, ":")
		if n != "" && !stop[plain(bare)] {
			t[key][n] = true
		}
	}
}

// addUnlessWord adds the names that no text in English has for something else.
func (t table) addUnlessWord(kind, place string, names ...string) {
	for _, n := range names {
		if !isWord(n) {
			t.add(kind, place, n)
		}
	}
}

// plain is a name in small letters without diacritics, as a text may have it.
func plain(name string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(name)) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

var (
	dictionaryWords = wordsOf(englishWords(), foreignWords)
	givenNameSet    = words(strings.ToLower(strings.Join(firstNames(), " ") + " " + givenNames))
)

// isWord reports whether a name is an English word, a first name, or made of
// words.
func isWord(name string) bool {
	if givenNameSet[plain(name)] {
		return true
	}
	for w := range strings.FieldsFuncSeq(plain(name), func(r rune) bool { return r == ' ' || r == '-' || r == '\'' }) {
		if !dictionaryWords[w] {
			return false
		}
	}
	return true
}

// addAll adds curated lines: place to names separated by bars.
func (t table) addAll(kind string, lines map[string]string) {
	for place, names := range lines {
		t.add(kind, place, strings.Split(names, "|")...)
	}
}

func main() {
	log.SetFlags(0)
	t := table{}
	t.countries()
	t.people()
	t.divisions()
	t.cities()
	t.counties()
	t.zoneCities()
	t.currencies()
	t.presidents()
	t.forms()
	t.addAll("c", countryNames)
	t.addAll("d", demonyms)
	for place, stems := range slavicStems {
		t.add("y", place, "="+strings.ReplaceAll(stems, "|", "|="))
	}
	t.addAll("r", portugueseStems)
	t.addAll("b", abbreviations)
	t.addAll("s", divisionNames)
	t.addAll("m", seats)
	t.addAll("w", institutions)
	t.groups()
	t.addAll("h", groupPeople)
	t.add("n", "", strings.Fields(givenNames)...)
	for _, name := range firstNames() {
		if !dictionaryWords[strings.ToLower(name)] {
			t.add("n", "", name)
		}
	}
	t.families()
	t.add("x", "", strings.Split(strings.ReplaceAll(noPlaces, "\n", "|"), "|")...)
	if err := os.WriteFile("gazetteer.gz", pack(t.lines()), 0o644); err != nil {
		log.Fatal(err)
	}
}

func (t table) lines() []byte {
	var out bytes.Buffer
	for _, key := range slices.SortedFunc(maps.Keys(t), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) }) {
		if len(t[key]) == 0 {
			continue
		}
		names := strings.Join(slices.Sorted(maps.Keys(t[key])), "|")
		out.WriteString(key[0] + "\t" + key[1] + "\t" + names + "\n")
	}
	return out.Bytes()
}

func pack(text []byte) []byte {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		log.Fatal(err)
	}
	if _, err := w.Write(text); err != nil {
		log.Fatal(err)
	}
	if err := w.Close(); err != nil {
		log.Fatal(err)
	}
	log.Printf("gazetteer.gz: %d bytes, %d unpacked", out.Len(), len(text))
	return out.Bytes()
}

var country = regexp.MustCompile(`^[A-Z]{2}$`)

// countries adds the names of CLDR in all its languages, and ISO's.
func (t table) countries() {
	known := map[string]bool{}
	for _, row := range isoRows() {
		known[row[0]] = true
	}
	territories := cldrTerritories()
	owner := greatNames(territories)
	for locale, names := range territories {
		for code, name := range names {
			code, alt, _ := strings.Cut(code, "-alt-")
			if !known[code] || alt == "biot" {
				continue
			}
			// Some smaller languages call Mauritius what Arabic calls Mauritania.
			if of := owner[sameLetters(name)]; of != "" && of != code {
				continue
			}
			if locale == "en" || strings.ContainsAny(name, " -") || !isWord(name) {
				t.addName(code, name)
			}
			if isInflected(locale) && alt != "short" {
				t.addStem(code, name)
			}
			if strings.HasPrefix(locale, "ar") && alt == "" {
				t.add("d", code, arabicPeople(name)...)
			}
		}
	}
	for code, names := range isoNames() {
		if known[code] {
			for _, n := range names {
				t.addName(code, n)
			}
		}
	}
}

// addName adds a country's name, and what remains of it without brackets and
// without what follows a comma. Names of one letter are noise; short Latin
// ones, such as CLDR's "US", are added by hand where they are news.
func (t table) addName(code, name string) {
	if i := strings.IndexAny(name, "(（,["); i > 0 {
		if strings.HasPrefix(name, "Congo") || strings.Contains(name, "Korea") {
			return
		}
		name = name[:i]
	}
	latin := true
	for _, r := range name {
		latin = latin && (r < 0x250 || !unicode.IsLetter(r))
	}
	if n := utf8.RuneCountInString(name); n < 2 || latin && n < 4 {
		return
	}
	t.add("c", code, name, strings.ReplaceAll(name, " & ", " and "))
}

// addStem adds the stem of a Cyrillic name, if it has one. Stems stand after an
// equals sign, before which is the language that they are of.
func (t table) addStem(code, name string) {
	if stem := slavicStem(name); stem != "" {
		t.add("y", code, "="+stem)
	}
}

// isInflected reports whether a locale's names change their endings and are
// written in Cyrillic.
func isInflected(locale string) bool {
	base, _, _ := strings.Cut(locale, "-")
	return slices.Contains([]string{"ru", "uk", "be", "bg", "sr", "mk"}, base)
}

// slavicStem is what stays of a one-word Cyrillic name in all its cases.
func slavicStem(name string) string {
	if strings.ContainsAny(name, " -()") {
		return ""
	}
	stem := strings.TrimRight(name, "аяоеийыіїюуьъ")
	if utf8.RuneCountInString(stem) < 4 || stem == name && !unicode.Is(unicode.Cyrillic, []rune(name)[0]) {
		return ""
	}
	if r, _ := utf8.DecodeRuneInString(stem); !unicode.Is(unicode.Cyrillic, r) {
		return ""
	}
	return stem
}

// arabicPeople are the relative adjectives of a country's Arabic name: without
// article and ending, with -i, -iyya, -iyyun, -iyyin and -iyyat.
func arabicPeople(name string) []string {
	stem := strings.TrimPrefix(name, "ال")
	if strings.Contains(stem, " ") || utf8.RuneCountInString(stem) < 4 {
		return nil
	}
	for _, end := range []string{"يا", "ية", "ا", "ة", "ي"} {
		if s, cut := strings.CutSuffix(stem, end); cut {
			stem = s
			break
		}
	}
	if utf8.RuneCountInString(stem) < 3 {
		return nil
	}
	var forms []string
	for _, end := range []string{"ي", "ية", "يون", "يين", "يات"} {
		forms = append(forms, stem+end, "ال"+stem+end)
	}
	return forms
}

// people adds the demonyms: in English as they are, of other languages by
// their stems. The data have the country's name where they know of none.
func (t table) people() {
	isCountry := map[string]bool{}
	for _, names := range isoNames() {
		for _, name := range names {
			isCountry[name] = true
		}
	}
	for code, name := range nationalities("en") {
		if code != "BA" && code != "BM" && code != "WF" && !isCountry[name] && !strings.ContainsAny(name, "(,") {
			t.add("d", code, name)
			if strings.HasSuffix(name, "n") || strings.HasSuffix(name, "i") {
				t.add("d", code, name+"s")
			}
		}
	}
	for _, lang := range []string{"es", "fr", "de", "it", "nl", "no"} {
		for code, name := range nationalities(lang) {
			if stem := latinStem(name); stem != "" {
				t.add("r", code, lang+"="+stem)
			}
		}
	}
}

// latinStem is what stays of a one-word demonym in gender and number.
func latinStem(name string) string {
	if strings.ContainsAny(name, " -(),/") {
		return ""
	}
	stem := strings.TrimRight(name, "aeo")
	if utf8.RuneCountInString(stem) < 5 {
		return ""
	}
	return strings.ToLower(stem)
}

// divided are the countries whose first-level divisions are news by
// themselves, with the reason: federations, and others of great size.
var divided = []string{
	"us", "ca", "au", "de", "in", "my", "gb", "cn", "br", "mx", "ru", "ar", "at", "be", "ch", "id", "it", "es", "jp",
	"ng", "pk", "ph", "za", "tr", "ua", "kr", "vn", "th", "ae", "ir", "iq", "et", "sd", "co", "ve", "pe", "cl", "fr", "nl", "pl", "se", "no",
}

// english are the countries whose divisions have English names, words or not.
var english = []string{"us", "ca", "au", "gb"}

// divisions adds the first-level divisions of large countries.
func (t table) divisions() {
	first := firstLevel()
	for _, lang := range []string{"en", "es", "fr", "de", "ru", "zh", "ar", "ja", "ms", "id", "pt", "it", "ko", "hi", "th", "uk", "tr"} {
		for code, name := range cldrSubdivisions(lang) {
			place := code[:2]
			if !slices.Contains(divided, place) || !first[code] || utf8.RuneCountInString(name) < 2 {
				continue
			}
			if r, _ := utf8.DecodeRuneInString(name); r < 128 && len(name) < 4 {
				continue
			}
			if i := strings.IndexAny(name, "(（,["); i > 0 {
				name = name[:i]
			}
			if lang == "en" && slices.Contains(english, place) {
				t.add("s", strings.ToUpper(place), name)
			}
			t.addUnlessWord("s", strings.ToUpper(place), name, generic.ReplaceAllString(name, ""))
			if lang == "ru" || lang == "uk" {
				t.addStem(strings.ToUpper(place), name)
			}
		}
	}
}

// generic are the words for a kind of division, which news leaves out.
var generic = regexp.MustCompile(`(?i)( (province|prefecture|oblast|region|state|krai|voivodeship|county|governorate|republic|raya)$)|(^(province of|state of|republic of|autonomous region of|provincia de|estado de) )|(省|市|县|特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区)$`)

// zoneCities adds the cities that stand for a time zone, which CLDR names in
// every language that it covers well: most capitals are among them.
func (t table) zoneCities() {
	place, covered := zonePlaces(), wellCovered()
	for locale, cities := range zoneNames() {
		if !covered[locale] {
			continue
		}
		for zone, city := range cities {
			if code := place[zone]; country.MatchString(code) && !isCountryLike(zone) && utf8.RuneCountInString(city) > 1 {
				t.addUnlessWord("z", code, city)
				if isInflected(locale) && utf8.RuneCountInString(slavicStem(city)) > 4 {
					t.addStem(code, city)
				}
			}
		}
	}
}

// isCountryLike reports whether a zone is named after no city.
func isCountryLike(zone string) bool {
	for _, part := range []string{"Indiana/", "Kentucky/", "North_Dakota/", "Antarctica/", "Etc/"} {
		if strings.Contains(zone, part) {
			return true
		}
	}
	return false
}

// groups adds the groups of the atlas, and their names in other languages.
func (t table) groups() {
	atlas, err := os.ReadFile("../../feeds/atlas.tsv")
	if err != nil {
		log.Fatal(err)
	}
	for line := range strings.Lines(string(atlas)) {
		if f := strings.Split(line, "\t"); f[2] == "group" {
			t.add("g", f[0], f[1], strings.ReplaceAll(f[1], " & ", " and "))
		}
	}
	t.addAll("g", groupNames)
}

// currencies adds the names of money that only one country has.
func (t table) currencies() { t.addAll("q", moneys) }
