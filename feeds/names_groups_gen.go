//go:build ignore

package main

import (
	"log"
	"strings"
)

// groupNames are the names of newsrooms' groups, which CLDR does not have, as
// news in each language calls them: a line of languages, then a line a group,
// a dash where the English name is used.
const groupNames = `	ms	id	ar	zh	zh-Hant	ja	ko	es	fr	de	pt	ru	it
middle-east	Timur Tengah	Timur Tengah	الشرق الأوسط	中东	中東	中東	중동	Oriente Medio	Moyen-Orient	Naher Osten	Oriente Médio	Ближний Восток	Medio Oriente
mena	Timur Tengah dan Afrika Utara	Timur Tengah dan Afrika Utara	الشرق الأوسط وشمال أفريقيا	中东和北非	中東和北非	中東・北アフリカ	중동·북아프리카	Oriente Medio y Norte de África	Moyen-Orient et Afrique du Nord	Naher Osten und Nordafrika	Oriente Médio e Norte da África	Ближний Восток и Северная Африка	Medio Oriente e Nord Africa
gulf	Teluk	Teluk	الخليج	海湾地区	海灣地區	湾岸諸国	걸프 지역	Golfo Pérsico	Golfe	Golfregion	Golfo Pérsico	Персидский залив	Golfo Persico
levant	Levant	Levant	المشرق	黎凡特	黎凡特	レバント	레반트	Levante	Levant	Levante	Levante	Левант	Levante
caucasus	Kaukasus	Kaukasus	القوقاز	高加索	高加索	コーカサス	캅카스	Cáucaso	Caucase	Kaukasus	Cáucaso	Кавказ	Caucaso
asia-pacific	Asia-Pasifik	Asia-Pasifik	آسيا والمحيط الهادئ	亚太	亞太	アジア太平洋	아시아·태평양	Asia-Pacífico	Asie-Pacifique	Asien-Pazifik	Ásia-Pacífico	Азиатско-Тихоокеанский регион	Asia-Pacifico
asean	-	-	آسيان	东盟	東協	-	아세안	-	-	-	-	АСЕАН	-
south-asia	Asia Selatan	Asia Selatan	جنوب آسيا	南亚	南亞	南アジア	남아시아	Asia del Sur	Asie du Sud	Südasien	Sul da Ásia	Южная Азия	Asia meridionale
pacific-islands	Kepulauan Pasifik	Kepulauan Pasifik	جزر المحيط الهادئ	太平洋岛国	太平洋島國	太平洋諸島	태평양 제도	Islas del Pacífico	Îles du Pacifique	Pazifische Inseln	Ilhas do Pacífico	Острова Тихого океана	Isole del Pacifico
nordics	Negara Nordik	Negara-negara Nordik	دول الشمال الأوروبي	北欧	北歐	北欧	북유럽	Países nórdicos	Pays nordiques	Nordische Länder	Países nórdicos	Страны Северной Европы	Paesi nordici
scandinavia	Skandinavia	Skandinavia	إسكندنافيا	斯堪的纳维亚	斯堪地那維亞	スカンジナビア	스칸디나비아	Escandinavia	Scandinavie	Skandinavien	Escandinávia	Скандинавия	Scandinavia
baltics	Negara Baltik	Negara-negara Baltik	دول البلطيق	波罗的海国家	波羅的海國家	バルト三国	발트 3국	Países bálticos	Pays baltes	Baltikum	Países bálticos	Страны Балтии	Paesi baltici
benelux	-	-	بنلوكس	比荷卢	比荷盧	ベネルクス	베네룩스	-	-	-	-	Бенилюкс	-
central-europe	Eropah Tengah	Eropa Tengah	وسط أوروبا	中欧	中歐	中央ヨーロッパ	중부 유럽	Europa Central	Europe centrale	Mitteleuropa	Europa Central	Центральная Европа	Europa centrale
balkans	Balkan	Balkan	البلقان	巴尔干	巴爾幹	バルカン	발칸	Balcanes	Balkans	Balkan	Bálcãs	Балканы	Balcani
western-balkans	Balkan Barat	Balkan Barat	غرب البلقان	西巴尔干	西巴爾幹	西バルカン	서발칸	Balcanes occidentales	Balkans occidentaux	Westbalkan	Bálcãs Ocidentais	Западные Балканы	Balcani occidentali
maghreb	Maghribi	Maghrib	المغرب العربي	马格里布	馬格里布	マグリブ	마그레브	Magreb	Maghreb	Maghreb	Magrebe	Магриб	Maghreb
sahel	-	-	الساحل	萨赫勒	薩赫爾	サヘル	사헬	-	-	-	-	Сахель	-
horn-of-africa	Tanduk Afrika	Tanduk Afrika	القرن الأفريقي	非洲之角	非洲之角	アフリカの角	아프리카의 뿔	Cuerno de África	Corne de l'Afrique	Horn von Afrika	Chifre da África	Африканский Рог	Corno d'Africa`

// groupNamesIn are the names of groups in a language by slug.
func groupNamesIn(tag string) map[string]string {
	head, rest, _ := strings.Cut(groupNames, "\n")
	column := 0
	for i, language := range strings.Split(head, "\t") {
		if language == tag {
			column = i
		}
	}
	names := map[string]string{}
	if column == 0 {
		return names
	}
	for line := range strings.Lines(rest) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(fields) != strings.Count(head, "\t")+1 {
			log.Fatalf("names of %s: %d columns", fields[0], len(fields))
		}
		if name := fields[column]; name != "-" {
			names[fields[0]] = name
		}
	}
	return names
}
