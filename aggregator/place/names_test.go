package place_test

import (
	"testing"

	"dateline/aggregator/place"
	"dateline/feeds"
)

func TestNames(t *testing.T) {
	placer := place.New(feeds.Builtin())
	tests := []struct{ name, language, title, want string }{
		// Forms of English names.
		{"country", "en", "Malaysia plants a million trees", "malaysia"},
		{"possessive", "en", "Malaysia's million trees", "malaysia"},
		{"curly possessive", "en", "Malaysia’s million trees", "malaysia"},
		{"president", "en", "Biden signs a bill on bridges", "united-states"},
		{"president with a title", "en", "What President Nixon said of trees", "united-states"},
		{"president's namesake", "en", "Carter wins a race of carts", ""},
		{"word that a president is called by", "en", "How to play a Trump card", ""},
		{"another state's president", "en", "A tree for President Johnson Sirleaf", ""},
		{"demonym", "en", "Malaysian schools get a million trees", "malaysia"},
		{"plural demonym", "en", "Why Malaysians plant trees", "malaysia"},
		{"noun for a person", "en", "A Swede, a Dane and a boat", "sweden denmark"},
		{"first half of a compound", "en", "Franco-German tank is late again", "france germany"},
		{"hyphen between two", "en", "The Iran-Iraq border opens", "iran iraq"},
		{"slash between two", "en", "Spain/Portugal: trains meet halfway", "spain portugal"},
		{"capitals", "en", "JAPAN SELLS OLD TRAINS TO THAILAND", "japan thailand"},
		{"abbreviation with dots", "en", "U.S. bridges get new paint", "united-states"},
		{"abbreviation without", "en", "UK bridges get new paint", "united-kingdom"},
		{"longest name", "en", "Papua New Guinea opens a port", "papua-new-guinea"},
		{"longest name of several", "en", "Guinea-Bissau meets Equatorial Guinea", "guinea-bissau equatorial-guinea"},
		{"new name", "en", "Türkiye opens a tunnel", "turkiye"},
		{"old name", "en", "Burma opens a tunnel", "myanmar"},
		{"without diacritics", "en", "Cote d'Ivoire opens a tunnel", "cote-divoire"},
		{"ampersand written out", "en", "Antigua and Barbuda opens a port", "antigua-and-barbuda"},
		{"saint shortened", "en", "St. Lucia opens a port", "st-lucia"},
		{"capital", "en", "Rain falls on Nairobi", "kenya"},
		{"city", "en", "Osaka builds an island", "japan"},
		{"state", "en", "Tamil Nadu builds wind farms", "india"},
		{"state of the United States", "en", "Nebraska counts its cranes", "united-states"},
		{"Malaysian state", "en", "Terengganu counts its turtles", "malaysia"},
		{"Land", "en", "Bavaria counts its breweries", "germany"},
		{"province", "en", "Saskatchewan counts its grain", "canada"},
		{"nation of a kingdom", "en", "Wales counts its sheep", "united-kingdom"},
		{"seat of government", "en", "The Kremlin denies it all", "russia"},
		{"street of government", "en", "Downing Street gets a new door", "united-kingdom"},
		{"money", "en", "The ringgit firms against the dollar", "malaysia"},

		// What is no name.
		{"small letters", "en", "How to roast a turkey on fine china", ""},
		{"within a word", "en", "The ambassador of romance was omani-like", ""},
		{"an abbreviation that is a word", "en", "They told us it was us", ""},
		{"a month", "en", "Mar. 3 is the day", ""},
		{"nothing", "en", "", ""},

		// Other languages.
		{"Spanish", "es", "Malasia y los Países Bajos abren un puerto", "malaysia netherlands"},
		{"Spanish adjective", "es", "El gobierno mexicano abre un puerto", "mexico"},
		{"Spanish plural", "es", "Los argentinos esperan lluvia", "argentina"},
		{"a stem of another language", "es", "Los males del mundo", ""},
		{"French", "fr", "L'Allemagne ferme une centrale", "germany"},
		{"French adjective", "fr", "Un train italien en retard", "italy"},
		{"French feminine", "fr", "La presse allemande en parle", "germany"},
		{"French capital", "fr", "Il pleut à Bruxelles", "belgium"},
		{"German", "de", "Österreich und Ungarn bauen eine Brücke", "austria hungary"},
		{"German adjective", "de", "Die französischen Züge stehen still", "france"},
		{"Italian", "it", "La Svizzera apre una galleria", "switzerland"},
		{"Portuguese", "pt", "A Alemanha fecha uma central", "germany"},
		{"Portuguese adjective", "pt", "O governo brasileiro abre um porto", "brazil"},
		{"Dutch", "nl", "Duitsland sluit een centrale", "germany"},
		{"Malay", "ms", "Jepun dan Perancis bina jambatan", "japan france"},
		{"Indonesian", "id", "Jepang dan Prancis membangun jembatan", "japan france"},
		{"Turkish", "tr", "Almanya'nın trenleri gecikti", "germany"},
		{"Vietnamese", "vi", "Nhật Bản mở cầu mới", "japan"},
		{"Polish", "pl", "Niemcy zamykają elektrownię", "germany"},
		{"Swahili", "sw", "Ujerumani yafunga kiwanda", "germany"},
		{"Greek", "el", "Η Γερμανία κλείνει ένα εργοστάσιο", "germany"},
		{"Russian", "ru", "Германия закрывает станцию", "germany"},
		{"Russian genitive", "ru", "Поезда Германии опять опаздывают", "germany"},
		{"Russian adjective", "ru", "Японские поезда не опаздывают", "japan"},
		{"Ukrainian", "uk", "Японія відкриває тунель", "japan"},
		{"Arabic", "ar", "ماليزيا تفتح جسرا جديدا", "malaysia"},
		{"Arabic with a prefix", "ar", "جسر جديد بماليزيا", "malaysia"},
		{"Arabic with an article", "ar", "قطار جديد في الأردن", "jordan"},
		{"Arabic with prefix and article", "ar", "قطار جديد بالأردن", "jordan"},
		{"Arabic with the swallowed article", "ar", "هدية للعراق", "iraq"},
		{"Arabic adjective", "ar", "الحكومة الماليزية تفتح جسرا", "malaysia"},
		{"Arabic of two words", "ar", "مطر في المملكة العربية السعودية", "saudi-arabia"},
		{"Persian", "fa", "ژاپن پل تازه ای ساخت", "japan"},
		{"Hebrew", "he", "יפן פותחת גשר", "japan"},
		{"Hebrew with a prefix", "he", "גשר חדש ביפן", "japan"},
		{"Hindi", "hi", "जापान ने नया पुल खोला", "japan"},
		{"Bengali", "bn", "জাপান নতুন সেতু খুলেছে", "japan"},
		{"Tamil", "ta", "ஜப்பான் புதிய பாலம் திறந்தது", "japan"},
		{"Thai", "th", "ญี่ปุ่นเปิดสะพานใหม่", "japan"},
		{"Thai in the middle", "th", "สะพานใหม่ในมาเลเซียเปิดแล้ว", "malaysia"},
		{"Chinese", "zh", "马来西亚大桥提前通车", "malaysia"},
		{"Chinese in the middle", "zh", "新桥在日本通车", "japan"},
		{"traditional Chinese", "zh-Hant", "馬來西亞大橋提前通車", "malaysia"},
		{"Chinese city", "zh", "吉隆坡下大雨", "malaysia"},
		{"Chinese people", "zh", "法国人爱面包", "france"},
		{"Japanese", "ja", "マレーシアの橋が開通", "malaysia"},
		{"Japanese longest", "ja", "インドネシアの橋が開通", "indonesia"},
		{"Japanese, not within a word", "ja", "マリオの橋が開通", ""},
		{"Korean", "ko", "말레이시아 다리 개통", "malaysia"},
		{"Korean with a particle", "ko", "일본은 다리를 열었다", "japan"},
		{"Korean longest", "ko", "인도네시아에서 다리 개통", "indonesia"},
		{"Korean, not within a word", "ko", "인도적 지원을 논의하다", ""},

		// Groups.
		{"group", "en", "The Gulf plans a common railway", "gulf"},
		{"group by its people", "en", "European trains are late again", "europe"},
		{"group by its letters", "en", "ASEAN agrees on a logo", "asean"},
		{"group in another language", "es", "América Latina planta árboles", "latin-america"},
		{"a country explains the group", "en", "Kuwait leads the Gulf railway", "kuwait"},
		{"a country elsewhere does not", "en", "Peru sells trains to Europe", "peru europe"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := slugs(placer.Place(feeds.Item{Title: tt.title, Language: tt.language}, feeds.Source{}))
			if got != tt.want {
				t.Errorf("%q is placed in %q, want %q", tt.title, got, tt.want)
			}
		})
	}
}
