package place_test

import (
	"slices"
	"strings"
	"testing"

	"dateline/aggregator/place"
	"dateline/feeds"
)

// datelines are the beginnings of stories as agencies write them, with the
// regions that the dateline gives. The stories are ours.
var datelines = []struct{ name, text, want string }{
	// Labels in brackets, as newsrooms set them.
	{"label of a country", "[MALAYSIA] The bridge opened a day early.", "malaysia"},
	{"label of two words", "[UNITED STATES] The bridge opened.", "united-states"},
	{"label of a group", "[MIDDLE EAST] The bridge opened.", "middle-east"},
	{"label of a continent", "[EUROPE] The bridge opened.", "europe"},
	{"label of a city", "[Singapore] The bridge opened.", "singapore"},
	{"label of a city in a country", "[Osaka] The bridge opened.", "japan"},
	{"label that is no region", "[VIDEO] The bridge opened.", ""},
	{"label of the world", "[WORLD] The bridge opened.", "world"},
	{"label of the world, and a country", "[WORLD] The bridge in Norway opened.", ""},
	{"label of a group, and a country in it", "[EUROPE] Shops in Norway closed. Norway mourns.", "europe"},
	{"label after a credit", "Image Credits: Studio North [MALAYSIA] The bridge opened.", "malaysia"},
	{"label after a credit's paragraph", "<p>Image Credits: Studio North</p><p>[MALAYSIA] The bridge opened.</p>", "malaysia"},
	{"label of two letters", "[SG] The bridge opened.", "singapore"},
	{"label of two other letters", "[JP] The bridge opened.", "japan"},
	{"label of letters that are no code", "[UK] The bridge opened.", "united-kingdom"},
	{"label of three letters", "[UAE] The bridge opened.", "united-arab-emirates"},
	{"label of two letters that are a topic", "[AI] The bridge opened.", ""},
	{"label of small letters", "[my] The bridge opened.", ""},
	{"letters in brackets in the middle", "The bridge [sic] opened, the mayor [SG] said.", ""},
	{"label of two countries", "[US/CHINA] The bridge opened.", "china united-states"},
	{"label of two countries with a comma", "[MALAYSIA, SINGAPORE] The bridge opened.", "malaysia singapore"},
	{"label of two countries with a word", "[Peru and Chile] The bridge opened.", "chile peru"},
	{"label of two codes", "[SG/MY] The bridge opened.", "malaysia singapore"},
	{"label of a country and a word", "[MALAYSIA, VIDEO] The bridge opened.", ""},
	{"label in wide brackets", "【马来西亚】大桥提前一天通车。", "malaysia"},
	{"brackets in the middle are none", "The bridge opened, the mayor [of Paris] said.", ""},

	// City, date, agency, dash.
	{"city, date and agency", "KUALA LUMPUR, Jan 3 (Reuters) - The bridge opened.", "malaysia"},
	{"full stop after the month", "BEIJING, Jan. 3 (Xinhua) -- The bridge opened.", "china"},
	{"no agency", "LONDON, March 3 - The bridge opened.", "united-kingdom"},
	{"day before month", "KUALA LUMPUR, 3 Jan (Bernama) -- The bridge opened.", "malaysia"},
	{"year", "NAIROBI, January 3, 2025 (Agency) — The bridge opened.", "kenya"},
	{"weekday", "CANBERRA, Monday (Agency) - The bridge opened.", "australia"},
	{"agency alone", "TOKYO (AP) — The bridge opened.", "japan"},
	{"dash alone", "LONDON — The bridge opened.", "united-kingdom"},
	{"en dash", "LIMA – The bridge opened.", "peru"},
	{"em dash without spaces", "LONDON—The bridge opened.", "united-kingdom"},
	{"em dash without spaces after an agency", "Oslo (AP)—The bridge opened.", "norway"},
	{"em dash without spaces after a date", "LONDON, Jan 3—The bridge opened.", "united-kingdom"},
	{"two hyphens and an agency", "SAN FRANCISCO--(AGENCY WIRE)--The bridge opened.", "united-states"},
	{"two hyphens", "MANILA -- The bridge opened.", "philippines"},
	{"mixed case with an agency", "Jakarta (ANTARA) - The bridge opened.", "indonesia"},
	{"mixed case with a dash", "Lagos — The bridge opened.", "nigeria"},
	{"agency without brackets", "Jakarta, CNN Indonesia -- The bridge opened.", "indonesia"},
	{"colon after capitals", "KUALA LUMPUR: The bridge opened.", "malaysia"},
	{"city of two hyphens", "PORT-AU-PRINCE, Haiti (AP) — The bridge opened.", "haiti"},
	{"city with an apostrophe", "N'DJAMENA, Jan 3 (Agency) - The bridge opened.", "chad"},
	{"city with a full stop", "ST. PETERSBURG, Jan 3 (Agency) - The bridge opened.", "russia"},
	{"in the title", "", ""},
	{"old name", "RANGOON, April 8 - The bridge opened.", "myanmar"},

	// Two cities.
	{"two cities with a slash", "SYDNEY/WELLINGTON (AP) -- The bridge opened.", "australia new-zealand"},
	{"two cities with spaces", "WARSAW / KYIV, Jan 3 (Agency) - The bridge opened.", "poland ukraine"},
	{"two cities with a word", "PARIS and BERLIN, Jan 3 (Agency) - The bridge opened.", "france germany"},
	{"two cities of one country", "DELHI/MUMBAI, Jan 3 (Agency) - The bridge opened.", "india"},
	{"three cities", "GENEVA/CAIRO/DOHA (Agency) - The bridge opened.", "egypt qatar switzerland"},

	// City and state or country.
	{"state in full", "CALGARY, Alberta, March 19 - The bridge opened.", "canada"},
	{"state of two words", "Vancouver, British Columbia, March 17 - The bridge opened.", "canada"},
	{"state shortened", "SAN FRANCISCO, Calif., March 3 - The bridge opened.", "united-states"},
	{"state by two letters", "AUSTIN, TX (Agency) - The bridge opened.", "united-states"},
	{"state by dotted letters", "CONCORD, N.H. (AP) — The bridge opened.", "united-states"},
	{"state with a period and a dash", "TOLEDO, Ohio — The bridge opened.", "united-states"},
	{"town that has a greater namesake", "PARIS, Texas (AP) — The bridge opened.", "united-states"},
	{"London in Ontario", "LONDON, Ont. — The bridge opened.", "canada"},
	{"Cambridge in Massachusetts", "CAMBRIDGE, Mass. (AP) — The bridge opened.", "united-states"},
	{"Cambridge in England", "CAMBRIDGE, England (AP) — The bridge opened.", "united-kingdom"},
	{"country", "GEORGE TOWN, Malaysia — The bridge opened.", "malaysia"},
	{"country and date", "AMMAN, Jordan, Nov 19 (Agency) - The bridge opened.", "jordan"},
	{"capital with district", "WASHINGTON, D.C. — The bridge opened.", "united-states"},
	{"unknown place in a known state", "LITTLE BORING, Ore., May 4 - The bridge opened.", "united-states"},
	{"unknown place in a known country", "PULAU KECHIL, Malaysia, May 4 (Agency) - The bridge opened.", "malaysia"},
	{"city whose namesake is greater", "ST. JOHN'S, Antigua — The bridge opened.", "antigua-and-barbuda"},
	{"Georgia the country", "TBILISI, Georgia (AP) — The bridge opened.", "georgia"},
	{"Georgia the state", "ATLANTA, Ga. (AP) — The bridge opened.", "united-states"},

	// Other languages.
	{"French", "PARIS, 3 janvier (AFP) – Le pont est ouvert.", "france"},
	{"French with article", "OUAGADOUGOU, le 3 janvier (Agence) – Le pont est ouvert.", "burkina-faso"},
	{"French mixed case", "Genève (AFP) - Le pont est ouvert.", "switzerland"},
	{"Spanish", "Madrid, 3 ene (EFE).- El puente abrió.", "spain"},
	{"Spanish in capitals", "CIUDAD DE MÉXICO, 3 de enero (Agencia) - El puente abrió.", "mexico"},
	{"Portuguese", "São Paulo, 3 jan (Agência) - A ponte abriu.", "brazil"},
	{"Italian", "ROMA, 3 gennaio (Agenzia) - Il ponte è aperto.", "italy"},
	{"Italian agency first", "(ANSA) - ROMA, 03 GEN - Il ponte è aperto.", "italy"},
	{"German", "Berlin (dpa) - Die Brücke ist offen.", "germany"},
	{"German two cities", "Wien/Bern (Agentur) - Die Brücke ist offen.", "austria switzerland"},
	{"Malay", "KOTA KINABALU, 3 Jan (Bernama) -- Jambatan dibuka.", "malaysia"},
	{"Indonesian with the site first", "Kabar.com, Jakarta - Jembatan dibuka.", "indonesia"},
	{"Turkish", "ANKARA (AA) - Köprü açıldı.", "turkiye"},
	{"Russian", "МОСКВА, 3 января. /ТАСС/. Мост открыт.", "russia"},
	{"Russian with a dash", "КИЕВ, 3 янв — Мост открыт.", "ukraine"},
	{"Arabic", "القاهرة (رويترز) - افتتح الجسر.", "egypt"},
	{"Arabic with a date", "دبي 3 يناير (رويترز) - افتتح الجسر.", "united-arab-emirates"},
	{"Arabic with a dash", "الرياض - واس: افتتح الجسر.", "saudi-arabia"},
	{"Hindi", "नई दिल्ली, 3 जनवरी (भाषा) पुल खुल गया।", "india"},
	{"Chinese agency", "新华社北京1月3日电 大桥提前一天通车。", "china"},
	{"Chinese report", "（吉隆坡3日讯）大桥提前一天通车。", "malaysia"},
	{"Chinese in brackets", "【吉隆坡3日讯】大桥提前一天通车。", "malaysia"},
	{"Japanese", "【ワシントン時事】橋が一日早く開通した。", "united-states"},
	{"Japanese with a reporter", "【ソウル＝記者】橋が開通した。", "south-korea"},
	{"Korean", "(서울=연합뉴스) 다리가 하루 일찍 열렸다.", "south-korea"},
	{"Korean square", "[도쿄=통신] 다리가 열렸다.", "japan"},

	// What stands before.
	{"agency before", "(AP) LONDON — The bridge opened.", "united-kingdom"},
	{"caption before", "<p>Photo: A bridge by night</p><p>OSLO, Jan 3 (Agency) - The bridge opened.</p>", "norway"},
	{"caption on the same line", "A bridge by night. Agency/File photo OSLO, Jan 3 (Agency) - The bridge opened.", "norway"},
	{"picture before", `<p><img src="x.jpg" alt="Paris, 3 May (X) - no"></p><p>OSLO, Jan 3 (Agency) - The bridge opened.</p>`, "norway"},
	{"byline", "By Jo Reporter in Nairobi\nThe bridge opened.", ""},
	{"byline in its own paragraph", "<p>By Jo Reporter in Nairobi</p><p>The bridge opened.</p>", "kenya"},
	{"byline in capitals before", "By JO REPORTER\nNAIROBI, Kenya (AP) — The bridge opened.", "kenya"},
	{"byline before", "By Jo Reporter and Al Other, Agency NAIROBI, Kenya (AP) — The bridge opened.", "kenya"},
	{"credit before", "Photo: EPA. NAIROBI, Nov 3 - The bridge opened.", "kenya"},
	{"bold", "<p><strong>HANOI</strong> (Agency) — The bridge opened.</p>", "vietnam"},
	{"entities", "ZURICH, Jan 3 (Agency) &ndash; The bridge opened.", "switzerland"},

	// What is none.
	{"a sentence", "Paris is a city with many bridges - more than most.", ""},
	{"no place", "BREAKING - The bridge opened.", ""},
	{"a company", "ACME CORP (Agency) - The bridge opened.", ""},
	{"nowhere", "UNITED NATIONS (AP) — The bridge opened.", ""},
	{"at sea", "ABOARD AIR FORCE TWO (AP) — The bridge opened.", ""},
	{"a pair of countries", "Russia–Ukraine talks stalled.", ""},
	{"a pair of capitals", "Moscow–Kyiv talks stalled.", ""},
	{"a pair of cities", "London—Paris trains resume.", ""},
	{"a pair in capitals", "RUSSIA–UKRAINE TALKS STALL", ""},
	{"a pair of abbreviations", "US–China trade talks resume in Geneva.", ""},
	{"a pair of an abbreviation and a group", "UK–EU talks resume.", ""},
	{"a pair with two hyphens", "Brazil--Argentina match ends in a draw.", ""},
	{"a compound", "UK–based firm opens the bridge.", ""},
	{"days of a month", "London, 3–5 May is the bridge's week.", ""},
	{"a list", "London, Paris, Rome - all have bridges.", ""},
}

func TestDateline(t *testing.T) {
	placer := place.New(feeds.Builtin())
	for _, tt := range datelines {
		t.Run(tt.name, func(t *testing.T) {
			got := byDateline(placer.Place(feeds.Item{Summary: tt.text}, feeds.Source{}))
			if got != tt.want {
				t.Errorf("%q has a dateline of %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

// TestByline holds that who wrote a story says nothing of where it is.
func TestByline(t *testing.T) {
	placer := place.New(feeds.Builtin())
	for _, text := range []string{
		"By JO REPORTER\nNAIROBI, Kenya (AP) — The bridge opened.",
		"By CHAD REPORTER\nNAIROBI, Kenya (AP) — The bridge opened.",
		"By Paris Reporter and Jordan Other, Agency\nNAIROBI, Kenya (AP) — The bridge opened.",
	} {
		placements := placer.Place(feeds.Item{Summary: text}, feeds.Source{})
		if got := slugs(placements); got != "kenya" {
			t.Errorf("%q is placed in %q, want kenya", text, got)
			continue
		}
		if got := placements[0].Evidence[0].Text; got != "NAIROBI, Kenya" {
			t.Errorf("%q has the dateline %q", text, got)
		}
	}
}

// byDateline joins the slugs of what a dateline speaks for, sorted.
func byDateline(ps []feeds.Placement) string {
	var all []string
	for _, p := range ps {
		if slices.ContainsFunc(p.Evidence, func(e feeds.Evidence) bool { return e.Kind == feeds.ByDateline }) {
			all = append(all, p.Slug)
		}
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}
