//go:build ignore

// Names in the forms that grammar gives them: what the data have is the name
// as it stands in a list.
package main

import (
	"strings"
	"unicode/utf8"
)

// forms adds the forms of names, and names in their own countries' languages.
func (t table) forms() {
	for code, stems := range arabicStems {
		for stem := range strings.FieldsSeq(stems) {
			t.add("d", code, arabicRelatives(stem)...)
		}
	}
	for code, name := range cldrTerritories()["ru"] {
		if country.MatchString(code) {
			t.add("c", code, russianCases(name)...)
		}
	}
	for _, locale := range []string{"de", "sv", "nb", "da"} {
		for code, name := range cldrTerritories()[locale] {
			if country.MatchString(code) {
				t.add("c", code, genitive(name)...)
			}
		}
	}
	for code, names := range arabicCities {
		t.add("p", code, withSize(names)...)
	}
	for code, names := range cityNames {
		for _, name := range withSize(names) {
			name, size, _ := strings.Cut(name, ":")
			for _, form := range russianCases(name) {
				t.add("p", code, form+":"+size)
			}
		}
	}
	t.addAll("c", countryForms)
	t.addAll("s", divisionForms)
	t.addAll("d", demonymForms)
	t.addAll("g", groupForms)
}

// greatLocales are the languages in which a name means what most readers take
// it for.
var greatLocales = []string{"en", "ar", "es", "fr", "pt", "ru", "zh", "ja", "de", "id", "ms", "hi"}

// greatNames are the countries of the names that those languages have, empty
// where they differ.
func greatNames(territories map[string]map[string]string) map[string]string {
	owner := map[string]string{}
	for _, locale := range greatLocales {
		for code, name := range territories[locale] {
			code, _, _ := strings.Cut(code, "-")
			if !country.MatchString(code) { // América is a continent too
				continue
			}
			name = sameLetters(name)
			if was, known := owner[name]; known && was != code {
				code = ""
			}
			owner[name] = code
		}
	}
	return owner
}

// sameLetters is a name as it is found: Persian letters are Arabic ones.
func sameLetters(name string) string {
	return strings.NewReplacer("ی", "ي", "ک", "ك").Replace(plain(name))
}

// arabicStems are what stays of a country's Arabic name before the endings
// that make it an adjective: of the members of the Arab League, their
// neighbours, and the states that are in the news everywhere. The stem of a
// name cannot be told from the name alone: it loses the article, the ending,
// or a letter within. Those that are words with the ending are left out:
// lunar for the Comoros, financial for Mali, a course for Hungary.
var arabicStems = map[string]string{
	"AE": "إمارات", "BH": "بحرين", "DJ": "جيبوت", "DZ": "جزائر", "EG": "مصر", "IQ": "عراق", "JO": "أردن", "KW": "كويت", "LB": "لبنان",
	"LY": "ليب", "MA": "مغرب", "MR": "موريتان", "OM": "عمان", "PS": "فلسطين", "QA": "قطر", "SA": "سعود", "SD": "سودان", "SO": "صومال",
	"SY": "سور", "TN": "تونس", "YE": "يمن", "EH": "صحراو",
	"TR": "ترك", "IR": "إيران", "IL": "إسرائيل", "US": "أمريك أميرك", "GB": "بريطان إنجليز إنكليز اسكتلند", "FR": "فرنس", "DE": "ألمان",
	"RU": "روس", "CN": "صين", "IN": "هند", "JP": "يابان", "UA": "أوكران", "PK": "باكستان", "AF": "أفغان أفغانستان", "ID": "إندونيس",
	"MY": "ماليز", "IT": "إيطال", "ES": "إسبان", "PT": "برتغال", "GR": "يونان", "NL": "هولند", "BE": "بلجيك", "CH": "سويسر", "SE": "سويد",
	"NO": "نرويج", "DK": "دنمارك دانمارك", "PL": "بولند", "AT": "نمساو", "IE": "أيرلند إيرلند", "RS": "صرب", "RO": "رومان", "BG": "بلغار",
	"CZ": "تشيك", "BR": "برازيل", "AR": "أرجنتين", "MX": "مكسيك", "CA": "كند", "AU": "أسترال", "VE": "فنزويل", "CU": "كوب", "CO": "كولومب",
	"CL": "تشيل", "NG": "نيجير", "ET": "إثيوب", "KE": "كين", "ER": "إريتر", "TD": "تشاد", "SN": "سنغال", "GH": "غان", "VN": "فيتنام",
	"TH": "تايلاند تايلند", "PH": "فلبين", "BD": "بنغلاديش بنجلاديش", "LK": "سريلانك", "AM": "أرمين أرمن", "AZ": "أذربيجان", "GE": "جورج",
	"KZ": "كازاخستان كازاخ", "UZ": "أوزبكستان أوزبك", "BA": "بوسن", "RW": "رواند", "UG": "أوغند", "TZ": "تنزان", "MM": "ميانمار",
}

// arabicRelatives are the adjectives of a stem, as of a man, a woman, and of
// several. With the article alone if the bare one is a first name.
func arabicRelatives(stem string) []string {
	var forms []string
	for _, end := range []string{"ي", "ية", "يون", "يين", "يات"} {
		if end != "ي" || stem != "ترك" {
			forms = append(forms, stem+end)
		}
		forms = append(forms, "ال"+stem+end)
	}
	return forms
}

// genitive is the name of a country as an owner in German and Scandinavian
// languages, which write no apostrophe: Ungarns Parlament.
func genitive(name string) []string {
	last, _ := utf8.DecodeLastRuneInString(name)
	if strings.ContainsAny(name, " -(&") || strings.ContainsRune("sxzß", last) || utf8.RuneCountInString(name) < 4 || isWord(name+"s") {
		return nil
	}
	return []string{name + "s"}
}

// arabicCities are the great cities of Arab countries by their names there,
// those left out that are words: foetus, pictures.
var arabicCities = map[string]string{
	"AE": "عجمان:230|رأس الخيمة:120|الفجيرة:100|العين الإماراتية:400", "DZ": "وهران:650|قسنطينة:450|عنابة:210",
	"EG": "الجيزة:2440|أسوان:240|الأقصر:420|السويس:490|بورسعيد:540|شرم الشيخ:100|العريش:120|المنصورة:420", "IQ": "كركوك:600|النجف:480|كربلاء:430|السليمانية:720|الأنبار:1000|نينوى:1000|الفلوجة:190",
	"JO": "الزرقاء:790|إربد:300|العقبة:100", "LB": "صيدا:163|بعلبك:100|النبطية:100", "LY": "مصراتة:280|سبها:130|درنة:100|سرت:100|الزاوية الليبية:180",
	"MA": "فاس:965|طنجة:688|أكادير:698|مكناس:540|وجدة:400", "OM": "صلالة:160|صحار:140", "PS": "نابلس:130|بيت لحم:100|طولكرم:100|دير البلح:100|جباليا:168",
	"SA": "الدمام:770|الطائف:530|نيوم:100|تبوك:450|القطيف:100", "SD": "أم درمان:1200|نيالا:390|كسلا:400|ود مدني:330|دارفور:3000|كردفان:1000",
	"SY": "حمص:775|حماة:460|اللاذقية:340|دير الزور:240|درعا:150|الرقة:177|السويداء:100", "TN": "صفاقس:280|سوسة:170|القيروان:120",
	"YE": "تعز:615|مأرب:100|حضرموت:1000|المكلا:260",
}

// Russian endings of nouns: what the name ends with, and what it ends with in
// the other cases. A name without one of these does not change.
var russianEndings = []struct {
	end   string
	cases []string
}{
	{"ия", []string{"ии", "ию", "ией"}},
	{"ья", []string{"ьи", "ье", "ью", "ьей"}},
	{"ка", []string{"ки", "ке", "ку", "кой"}},
	{"га", []string{"ги", "ге", "гу", "гой"}},
	{"ха", []string{"хи", "хе", "ху", "хой"}},
	{"а", []string{"ы", "е", "у", "ой"}},
	{"я", []string{"и", "е", "ю", "ей"}},
	{"ы", []string{"", "ам", "ами", "ах"}},
	{"ай", []string{"ая", "аю", "аем", "ае"}},
	{"ей", []string{"ея", "ею", "еем", "ее"}},
	{"ль", []string{"ля", "лю", "лем", "ле"}},
	{"нь", []string{"ня", "ню", "нем", "не", "ни"}},
}

// russianCases are a Russian name in its other cases. Endings of fewer letters
// than stems allow for tell Пекине from пекин-something: the forms stand for
// themselves.
func russianCases(name string) []string {
	if !isRussian(name) {
		return nil
	}
	for _, e := range russianEndings {
		if stem, ok := strings.CutSuffix(name, e.end); ok {
			return endedBy(stem, e.cases)
		}
	}
	if last, _ := utf8.DecodeLastRuneInString(name); !strings.ContainsRune("бвгдзклмнпрстфхцчшщ", last) {
		return nil
	}
	return endedBy(name, []string{"а", "у", "ом", "е"})
}

func endedBy(stem string, ends []string) []string {
	var forms []string
	for _, end := range ends {
		forms = append(forms, stem+end)
	}
	return forms
}

// isRussian reports whether a name is a single Cyrillic word of small letters
// after the first, without those that Russian does not have.
func isRussian(name string) bool {
	if utf8.RuneCountInString(name) < 3 || strings.ContainsAny(name, " іїєґђћјљњџў") {
		return false
	}
	for _, r := range name {
		if r != '-' && (r < 'А' || r > 'я') && r != 'ё' {
			return false
		}
	}
	return strings.ToUpper(name) != name
}

// countryForms are countries as news in their neighbours' languages calls
// them, where CLDR has the formal name, and Russian names of two words in the
// cases that they have.
var countryForms = map[string]string{
	"AG": "Antigua",
	"AE": "الإمارات|ОАЭ|Объединенные Арабские Эмираты|Объединенных Арабских Эмиратов|Объединенных Арабских Эмиратах",
	"BA": "البوسنة|البوسنة والهرسك",
	"CD": "الكونغو الديمقراطية|الكونغو الديموقراطية|جمهورية الكونغو الديمقراطية|الكونغو كينشاسا|刚果（金）|剛果（金）|刚果民主共和国|民主刚果|コンゴ民主共和国|DRK|RD Kongo|DR Kongo",
	"CF": "Centrafrique|République centrafricaine|أفريقيا الوسطى|إفريقيا الوسطى|Центральноафриканской Республике|中非共和国",
	"CG": "الكونغو برازافيل|جمهورية الكونغو|刚果（布）|剛果（布）|刚果共和国|コンゴ共和国|Congo Republic|Republik Kongo",
	"CI": "ساحل العاج|كوت ديفوار|Кот-д'Ивуара",
	"CN": "КНР|جمهورية الصين الشعبية",
	"CZ": "التشيك|Чехии|Чехию",
	"DE": "ФРГ",
	"EH": "الصحراء الغربية",
	"GB": "بريطانيا|إنجلترا|إنكلترا|اسكتلندا|المملكة المتحدة|Соединенного Королевства",
	"KP": "КНДР|Северной Кореи|Северной Корее|Северную Корею|Северной Кореей",
	"KR": "Южной Кореи|Южной Корее|Южную Корею|Южной Кореей|Республики Корея",
	"MK": "Северной Македонии|مقدونيا الشمالية",
	"MU": "موريشيوس",
	"MM": "بورما",
	"NL": "هولندا",
	"NZ": "Новой Зеландии|Новую Зеландию",
	"SA": "السعودية|Саудовской Аравии|Саудовскую Аравию|Саудовской Аравией",
	"US": "Соединенные Штаты|Соединенных Штатов|Соединенным Штатам|Соединенных Штатах",
	"VA": "الفاتيكان|Ватикана|Ватикане",
	"ZA": "ЮАР|Южной Африке|Южной Африки|جنوب أفريقيا|جنوب إفريقيا",
	"SS": "Южного Судана|Южном Судане",
	"SY": "سورية",
	"TW": "تايوان",
}

// divisionForms are divisions by their names at home: the data have the
// English ones. Japanese prefectures keep the word for one, without which half
// of them are surnames.
var divisionForms = map[string]string{
	"AT": "Steiermark|Kärnten|Tirol|Vorarlberg|Oberösterreich|Niederösterreich|Burgenland|Salzburger Land",
	"CH": "Wallis|Graubünden|Tessin|Aargau|Thurgau|Valais",
	"CN": "河北|山西|辽宁|遼寧|吉林|黑龙江|黑龍江|安徽|福建|江西|河南|湖北|湖南|广西|廣西|贵州|貴州|云南|雲南|西藏|陕西|陝西|甘肃|甘肅|青海|宁夏|廣東|江蘇|山東|內蒙古",
	"DE": "Bayern|Sachsen|Niedersachsen|Nordrhein-Westfalen|NRW|Hessen|Thüringen|Rheinland-Pfalz|Sachsen-Anhalt|Bavaria",
	"ES": "Andalucía|Cataluña|País Vasco|Comunidad Valenciana|Castilla y León|Castilla-La Mancha|Extremadura|Asturias|Cantabria|Navarra|Aragón|Canarias|Islas Canarias|Islas Baleares|Baleares",
	"FR": "Corse|Occitanie|Hauts-de-France|Nouvelle-Aquitaine|Pays de la Loire|Bourgogne|Franche-Comté|Ile-de-France|Vendée|Gironde|Provence-Alpes-Côte d'Azur|Seine-Saint-Denis",
	"ID": "Jawa|Jawa Barat|Jawa Tengah|Jawa Timur|Sumatera|Sumatera Utara|Sumatera Barat|Sumatera Selatan|Sulawesi Selatan|Sulawesi Tengah|Kalimantan Timur|Kalimantan Selatan|Aceh|Nusa Tenggara Timur|NTT|Nusa Tenggara Barat|Papua Tengah",
	"IT": "Lombardia|Toscana|Sicilia|Sardegna|Piemonte|Puglia|Emilia-Romagna|Liguria|Calabria|Abruzzo|Friuli",
	"JP": `北海道|九州|沖縄|能登|東京都|大阪府|京都府|青森県|岩手県|宮城県|秋田県|山形県|福島県|茨城県|栃木県|群馬県|埼玉県|千葉県|神奈川県|新潟県|富山県|石川県|福井県|山梨県|` +
		`長野県|岐阜県|静岡県|愛知県|三重県|滋賀県|兵庫県|奈良県|和歌山県|鳥取県|島根県|岡山県|広島県|山口県|徳島県|香川県|愛媛県|高知県|福岡県|佐賀県|長崎県|熊本県|大分県|宮崎県|鹿児島県|沖縄県`,
}

// demonymForms are the people of countries for which the data have the name of
// the country itself, or a spelling that news does not use.
var demonymForms = map[string]string{
	"AG": "Antiguan", "AW": "Aruban|Arubans", "BB": "Bajan", "BM": "Bermudian|Bermudians", "BW": "Motswana|Botswanan", "CV": "Cabo Verdean|Cabo Verdeans",
	"BA": "Bosniak|Bosniaks", "DJ": "Djiboutian|Djiboutians", "EC": "Ecuadorian|Ecuadorians", "EH": "Sahrawi|Sahrawis|Saharawi", "FO": "Faroese",
	"GI": "Gibraltarian|Gibraltarians", "GL": "Greenlandic|Greenlander|Greenlanders", "GU": "Guamanian", "GW": "Bissau-Guinean", "HR": "Croat|Croats",
	"KM": "Comorian|Comorians", "KN": "Kittitian|Kittitians", "LS": "Basotho", "LU": "Luxembourgish|Luxembourgers", "MK": "North Macedonian|North Macedonians",
	"MN": "Mongol", "MV": "Maldivian|Maldivians", "NC": "New Caledonian|New Caledonians|Kanak|Kanaks", "PF": "French Polynesian|Tahitian|Tahitians",
	"RS": "Serb|Serbs", "SB": "Solomon Islanders", "SD": "North Sudanese", "SR": "Surinamese", "SS": "South Sudanese", "SV": "Salvadorean|Salvadoreans|Salvadorian",
	"TL": "Timorese", "TM": "Turkmens", "TZ": "Zanzibari", "VC": "Vincentian|Vincentians", "VU": "Ni-Vanuatu|Vanuatuan", "XK": "Kosovar|Kosovars|Kosovan",
	"GB": "Welshman", "AS": "American Samoan|American Samoans", "NG": "Biafran",
}

// groupForms are groups in the cases that Russian has.
var groupForms = map[string]string{
	"middle-east":    "Ближнего Востока|Ближнем Востоке|Ближнему Востоку",
	"european-union": "Евросоюза|Евросоюзе|Евросоюзу|Европейского союза|Европейском союзе|Еврокомиссия|Еврокомиссии",
	"central-asia":   "Центральной Азии|Центральную Азию",
	"latin-america":  "Латинской Америки|Латинской Америке",
}

// families is how many family names are known: nearly all that are in news
// are among them, and few words that nobody is called by.
const families = 10_000

// families adds the family names, those that are words apart.
func (t table) families() {
	for _, name := range familyNames()[:families] {
		if k := "f"; utf8.RuneCountInString(name) > 1 {
			if dictionaryWords[strings.ToLower(name)] {
				k = "v"
			}
			key := [2]string{k, ""}
			if t[key] == nil {
				t[key] = map[string]bool{}
			}
			t[key][name] = true
		}
	}
}
