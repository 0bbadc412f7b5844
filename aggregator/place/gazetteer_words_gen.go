//go:build ignore

package main

import "strings"

// abbreviations are short forms of divisions, as they stand after a city and
// a comma: the Associated Press's, the post's, and the wires' of the 1980s.
var abbreviations = map[string]string{
	"US": "Me.|Id.|Ia.|Ida.|Ala.|Ariz.|Ark.|Calif.|Cal.|Colo.|Conn.|Del.|Fla.|Ga.|Ill.|Ind.|Kan.|Kans.|Ky.|La.|Md.|Mass.|Mich.|Minn.|Miss.|Mo.|Mont.|Neb.|Nebr.|Nev.|N.H.|N.J.|N.M.|N.Y.|N.C.|N.D.|Okla.|Ore.|Oreg.|Pa.|Penn.|R.I.|S.C.|S.D.|Tenn.|Tex.|Vt.|Va.|Wash.|W.Va.|W. Va.|Wis.|Wisc.|Wyo.|D.C.|P.R.|AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC",
	"CA": "Ont.|Que.|B.C.|Alta.|Sask.|Man.|N.S.|N.B.|N.L.|P.E.I.|Nfld.|N.W.T.|ON|QC|BC|AB|SK|MB|NS|NB|NL|PE|PEI|YT|NWT",
	"AU": "NSW|N.S.W.|Vic.|Qld|Qld.|Tas.|W.A.|S.A.|A.C.T.",
	"GB": "Eng.|Scot.|N.I.",
	"BR": "SP|RJ|MG|RS|PR|BA|DF",
	"MX": "Edomex|N.L.|B.C.S.",
}

// divisionNames are divisions by names that CLDR lacks.
var divisionNames = map[string]string{
	"US": "Georgia:18000|Jersey:3000|NYC|L.A.|D.C.|N.Y.|N.J.|Washington State|Washington state|New York State|Puerto Rico USA",
	"CA": "B.C.|Québec|Quebec|Ontario|Alberta|British Columbia|Manitoba|Saskatchewan",
	"CN": "Xinjiang|Inner Mongolia|Guangxi|Ningxia|Hainan|Guangdong|Sichuan|Hubei|Hunan|新疆|海南|广东|四川|内蒙古|浙江|江苏|山东",
	"IN": "Jammu and Kashmir|Orissa|Uttaranchal|Tamil Nadu|Kerala|Punjab state",
	"MY": "Selangor|Johor|Kelantan|Terengganu|Pahang|Perak|Kedah|Perlis|Negeri Sembilan|Pulau Pinang|雪兰莪|柔佛|槟州|霹雳|吉打|砂拉越|沙巴|登嘉楼|吉兰丹|彭亨|森美兰|玻璃市|马六甲",
	"GB": "Yorkshire|Sussex|Merseyside|Tyneside|Teesside|East Anglia|West Midlands|Lake District",
	"FR": "Bretagne|Normandie|Alsace|Auvergne|Picardy|Dordogne",
	"DE": "Bavaria|Saxony|Lower Saxony|North Rhine-Westphalia|Hesse|Thuringia",
	"AU": "NSW|New South Wales",
	"JP": "Okinawa|Hokkaido",
	"MZ": "Cabo Delgado",
	"PK": "Balochistan|Khyber Pakhtunkhwa|Sindh",
	"NG": "Niger Delta|Niger State|Biafra|Borno",
}

// seats stand for a government: buildings and streets that are its name in
// headlines everywhere, and houses, courts, forces and agencies that only one
// country calls so.
var seats = map[string]string{
	"US": "NYPD|LAPD|White House|Pentagon|Oval Office|Capitol Hill|Camp David|Mar-a-Lago|Wall Street|FBI|F.B.I.|CIA|C.I.A.|Dow Jones|Nasdaq|NASDAQ|NYSE|S&P 500|U.S. Senate|US Congress|U.S. Congress|NASA|Homeland Security|Medicaid|Medicare|Obamacare|GOP|G.O.P.|Air Force One|Federal Reserve|IRS|白宫|五角大楼|白宮|美联储|Casa Blanca|Maison Blanche|Maison-Blanche|Casa Branca|Casa Bianca|Weißes Haus|Weiße Haus|Белый дом|البيت الأبيض|البنتاغون|ホワイトハウス|백악관|Democrats|Republicans|Super Bowl|NFL|NBA|MLB|NCAA|Black Lives Matter|QAnon|Proud Boys|Oath Keepers|Capitol riot|Roe v. Wade",
	"GB": "PSNI|Downing Street|Whitehall|Buckingham Palace|Scotland Yard|Tories|House of Lords|Brexit|NHS|FTSE|FTSE 100|Labour MP|Labour MPs|Tory|Holyrood|Stormont|Premier League|Old Bailey|HMRC|Ofcom|Ofsted|Bank of England|Partygate|Oxford University|Cambridge University",
	"RU": "Kremlin|Duma|Gazprom|Roscosmos|Red Square|Кремль|克里姆林宫|الكرملين|クレムリン|크렘린",
	"CN": "Politburo Standing Committee|Zhongnanhai|Tiananmen|Great Hall of the People|国务院|國務院|中共|习近平|People's Bank of China|中南海",
	"FR": "Elysee|Élysée|Quai d'Orsay|Elysée|Matignon|Bank of France|CAC 40|Banque de France|Notre-Dame de Paris",
	"DE": "Bundestag|Bundesbank|Bundeswehr|Bundesrat|AfD|Bundesregierung|Bundeskanzler|Bundesliga",
	"JP": "Nikkei|Bank of Japan|BOJ|日銀|首相官邸",
	"KR": "Blue House|Kospi|KOSPI|청와대|국회의사당",
	"KP": "Workers' Party of Korea|김정은",
	"IL": "Knesset|IDF|Mossad|Shin Bet|Israel Defense Forces|الكنيست|Iron Dome|以军",
	"PS": "Hamas|Fatah|PLO|UNRWA|Al-Aqsa|حماس|哈马斯|哈瑪斯|ХАМАС|ハマス|하마스|Palestinian Authority|Islamic Jihad",
	"LB": "Hezbollah|Hizbollah|Hizbullah|حزب الله|真主党|真主黨|Хезболла|ヒズボラ|헤즈볼라|UNIFIL",
	"YE": "Houthi|Houthis|الحوثيون|الحوثيين|الحوثي|胡塞|Хуситы",
	"IR": "IRGC|Revolutionary Guards|Islamic Republic|ayatollah|Ayatollah|Strait of Hormuz|JCPOA",
	"AF": "Taliban|طالبان|塔利班|Талибан|タリバン|탈레반",
	"NG": "Boko Haram|NNPC|EFCC",
	"SO": "Al-Shabaab|al-Shabaab|Al Shabaab|al Shabaab",
	"IN": "Lok Sabha|Rajya Sabha|BJP|Sensex|Nifty|Bharatiya Janata Party|Reserve Bank of India",
	"PK": "Inter-Services Intelligence|Lashkar-e-Taiba|ISPR",
	"MY": "Dewan Rakyat|Dewan Negara|Bursa Malaysia|UMNO|Umno|Bank Negara|Petronas|EPF|KWSP|1MDB|Pakatan Harapan|Perikatan Nasional|Barisan Nasional|PKR|Agong|国阵|希盟|国盟|巫统|Permodalan Nasional|Khazanah|MACC|KLCI|KLIA",
	"SG": "Temasek|HDB|Straits Times Index|Changi|组屋",
	"ID": "Bank Indonesia|DPR RI",
	"TH": "Bank of Thailand|Pheu Thai|Move Forward",
	"PH": "Malacañang|Malacanang|Bangsamoro|Comelec",
	"ES": "Moncloa|Zarzuela|Ibex 35|IBEX 35|PSOE|La Liga|Guardia Civil",
	"IT": "Quirinale|Palazzo Chigi|Montecitorio|Lega Nord|Serie A|Cinque Stelle",
	"VA": "Pope|Pontiff|Papa Francisco|Papa Francesco|St. Peter's Square|St Peter's Square",
	"UA": "Verkhovna Rada|Верховная Рада|Верховна Рада|ВСУ|ЗСУstal",
	"PL": "Sejm",
	"SE": "Riksdag|Riksbank",
	"DK": "Folketing",
	"NO": "Storting",
	"IE": "Dáil|Dail|Taoiseach|Tánaiste|Tanaiste|Sinn Fein|Sinn Féin",
	"TR": "AKP|PKK|TUSIAS",
	"EG": "Muslim Brotherhood",
	"SA": "Aramco",
	"CA": "TSX|RCMP|Parliament Hill|Bank of Canada|Toronto Stock Exchange|Rideau Hall|First Nations",
	"AU": "ASX|Reserve Bank of Australia|Aboriginal|Great Barrier Reef",
	"BR": "Planalto|Petrobras|Lava Jato|Bovespa|Itamaraty|Amazon rainforest",
	"AR": "Casa Rosada|Merval|YPF",
	"MX": "Pemex|Sinaloa Cartel|Banxico|Zócalo",
	"VE": "PDVSA|Miraflores",
	"CO": "FARC|Ecopetrol",
	"HK": "Hang Seng|Legco|LegCo|HKEX",
	"ZA": "ANC|Eskom",
	"ET": "TPLF",
	"LK": "LTTE|Tamil Tigers",
	"MM": "Tatmadaw",
	"CH": "Swiss National Bank",
	"CU": "Guantánamo|Guantanamo",
	"GR": "Syriza|Acropolis",
	"MK": "VMRO",
	"BE": "Vlaams Belang",
}

// institutions speak of a country only when nothing else in an item does:
// others have some of the name, but news that says no country means this one.
// They are organs of state and law, holidays and turns of phrase.
var institutions = map[string]string{
	"US": "Congress|Senate|House of Representatives|House Speaker|House committee|House panel|House Democrats|House Republicans|Senate Democrats|Senate Republicans|Supreme Court|Justice Department|State Department|Treasury Department|Secretary of State|Defense Secretary|attorney general|Attorney General|district attorney|special counsel|grand jury|federal prosecutors|Federal prosecutors|federal judge|Federal judge|federal agents|Federal agents|federal grand jury|state police|State police|state trooper|state troopers|sheriff|Sheriff|sheriff's deputies|governor|Governor|Gov.|Sen.|Rep.|congressman|congresswoman|congressional|Congressional|senator|senators|Senator|Fed|SEC|FDA|CDC|EPA|DOJ|FTC|FCC|FAA|TSA|DHS|NTSB|OSHA|USDA|IRS|NSA|DEA|ATF|Capitol|Secret Service|filibuster|midterm|midterms|Midterms|primary voters|Electoral College|electoral college|First Amendment|Second Amendment|Fifth Amendment|Jan. 6|January 6|Jan 6|Thanksgiving|Juneteenth|Labor Day|Memorial Day|Fourth of July|July 4|county|County|Rust Belt|Ivy League|Postmaster General|Surgeon General|Fox News|Oscars|Grammys|Capitol Police|state legislature|state legislatures|state lawmakers|State lawmakers|state senator|state senators|school board|school boards|School board|School boards|pro-choice|pro-life|Planned Parenthood|Confederate|Ku Klux Klan|gerrymandering|HOA|super PAC|super PACs|food stamps|13th Amendment|14th Amendment|15th Amendment|25th Amendment",
	"GB": "MPs|House of Commons|Commons|Labour Party|Conservative Party|Labour leader|chancellor of the exchequer|Chancellor|Exchequer|Royal Family|royal family|Prince Charles|Prince William|Prince Harry|Prince Andrew|the Queen|The Queen|Duke of York|Duke of Edinburgh|Duke of Sussex|council tax|GCSE|GCSEs|A-level|A-levels|Met officer|Met Police|Met officers|Crown Court|crown court|magistrates' court|Home Office|Home Secretary|Foreign Office|Chancellor of the Exchequer|Sterling|pensioners|Stonehenge|Big Ben|Police and Crime Commissioner|Crown Prosecution Service|Universal Credit|universal credit|Ofgem|DVLA|Network Rail",
	"CA": "residential schools|MPPs|Crown corporation",
	"AU": "Centrelink",
	"IN": "crore|lakh|chief minister|Chief Minister",
	"MY": "Datuk Seri|Datuk|Dato' Seri|Tan Sri|Menteri Besar|Perdana Menteri|Barisan|Yang di-Pertuan",
	"PH": "barangay|Barangay",
}

// moneys are currencies that one country alone calls so.
var moneys = map[string]string{
	"MY": "ringgit|Ringgit|令吉", "TH": "baht", "IL": "shekel|shekels", "PL": "zloty|zlotys", "HU": "forint|forints",
	"CN": "yuan|renminbi|人民币", "JP": "yen", "NG": "naira", "GH": "cedi|cedis", "ZM": "kwacha", "ZA": "rand",
	"ID": "rupiah", "VN": "dong", "BR": "real brasileiro|cruzado|cruzados|cruzeiro", "TR": "lira|lirasi", "UA": "hryvnia", "RU": "rouble|roubles|ruble|rubles|рубл",
	"SA": "riyal", "BD": "taka", "KZ": "tenge", "GE": "lari", "AR": "austral|australs", "DE": "deutschemark|D-mark|Deutschmark", "GB": "sterling",
	"CH": "Swiss franc|Swiss francs", "BO": "boliviano", "PY": "guarani", "PE": "inti|intis", "VE": "bolivar|bolivars",
}

// groupNames are names of groups beside those of the atlas.
var groupNames = map[string]string{
	"middle-east":        "Middle East|Mideast|Near East|Oriente Medio|Medio Oriente|Moyen-Orient|Proche-Orient|Naher Osten|Nahost|Oriente Médio|Timur Tengah|Ближний Восток|الشرق الأوسط|中东|中東|중동|Orta Doğu|Ortadoğu",
	"gulf":               "Gulf states|Gulf Arab|Arab Gulf|Persian Gulf|GCC|Gulf Cooperation Council|الخليج|دول الخليج|مجلس التعاون الخليجي|海湾|海湾国家|Golfe persique",
	"european-union":     "EU|E.U.|European Union|European Commission|European Parliament|European Council|Eurogroup|MEPs|European Community|EC Commission|Unión Europea|Union européenne|Europäische Union|União Europeia|Unione Europea|Европейский союз|Евросоюз|ЕС|الاتحاد الأوروبي|欧盟|歐盟|欧州連合|유럽연합|Kesatuan Eropah|Uni Eropa|UE",
	"eurozone":           "Eurozone|Euro zone|Euro area|eurozone|ECB|European Central Bank|euro zone|euro area|zona euro|zone euro|Euroraum|欧元区",
	"europe":             "Europe|Europa|Eropah|Eropa|Европа|Европе|Европы|أوروبا|欧洲|歐洲|ヨーロッパ|欧州|유럽|Avrupa",
	"asia":               "Asia|Asie|Asien|Азия|Азии|آسيا|亚洲|亞洲|アジア|아시아|Ásia",
	"africa":             "Africa|África|Afrique|Afrika|Африка|Африке|Африки|أفريقيا|إفريقيا|非洲|アフリカ|아프리카|African Union|Union africaine",
	"asean":              "ASEAN|Asean|东盟|東盟|亚细安|آسيان|АСЕАН|東南アジア諸国連合|아세안",
	"southeast-asia":     "Southeast Asia|South East Asia|South-East Asia|Asia Tenggara|东南亚|東南亞|東南アジア|동남아|동남아시아|جنوب شرق آسيا|Sudeste Asiático|Asie du Sud-Est|Südostasien|Юго-Восточная Азия|Đông Nam Á",
	"latin-america":      "Latin America|América Latina|Amérique latine|Lateinamerika|Латинская Америка|Amerika Latin|拉美|拉丁美洲|أمريكا اللاتينية|أميركا اللاتينية|Latinoamérica|Mercosur|中南米|남미",
	"sahel":              "Sahel|الساحل الأفريقي|萨赫勒|Сахель",
	"asia-pacific":       "Asia-Pacific|Asia Pacific|APAC|Indo-Pacific|亚太|亞太|アジア太平洋",
	"balkans":            "Balkans|Balkan|Балканы|巴尔干",
	"maghreb":            "Maghreb|المغرب العربي|马格里布",
	"caribbean":          "Caribbean|Caricom|CARICOM|Caribe|Caraïbes|加勒比",
	"levant":             "Levant",
	"nordics":            "Nordics|Nordic countries|Nordic",
	"scandinavia":        "Scandinavia",
	"baltics":            "Baltics|Baltic states|Baltic States",
	"pacific-islands":    "Pacific Islands|South Pacific|Pacific islands|Pacific Islands Forum",
	"horn-of-africa":     "Horn of Africa",
	"central-asia":       "Central Asia|中亚|Центральная Азия|آسيا الوسطى",
	"central-america":    "Central America|Centroamérica|Amérique centrale",
	"south-america":      "South America|Suramérica|Sudamérica|Amérique du Sud|Südamerika|América do Sul",
	"north-america":      "North America",
	"northern-africa":    "North Africa|Afrique du Nord|شمال أفريقيا|شمال إفريقيا|北非",
	"western-africa":     "West Africa|ECOWAS|Afrique de l'Ouest|غرب أفريقيا|西非",
	"eastern-africa":     "East Africa|东非",
	"southern-africa":    "Southern Africa|southern Africa|SADC",
	"sub-saharan-africa": "Sub-Saharan Africa|sub-Saharan Africa",
	"eastern-asia":       "East Asia|Northeast Asia|东亚|東アジア",
	"south-asia":         "South Asia|南亚",
	"eastern-europe":     "Eastern Europe",
	"central-europe":     "Central Europe",
	"western-europe":     "Western Europe",
	"oceania":            "Oceania",
	"mena":               "MENA",
	"caucasus":           "Caucasus|South Caucasus|Кавказ",
	"western-balkans":    "Western Balkans",
}

// groupPeople are adjectives of groups.
var groupPeople = map[string]string{
	"europe": "European|Europeans|Pan-European", "asia": "Asian|Asians|Pan-Asian", "africa": "African|Africans",
	"latin-america": "Latin American|Latin Americans", "middle-east": "Middle Eastern|Arab|Arabs|Arab League|Arab world",
	"scandinavia": "Scandinavian", "balkans": "Balkan", "baltics": "Baltic", "southeast-asia": "Southeast Asian|South-East Asian|South East Asian",
	"caribbean": "West Indian|West Indies", "south-america": "South American", "central-america": "Central American", "central-asia": "Central Asian",
	"northern-africa": "North African", "western-africa": "West African", "eastern-africa": "East African", "eastern-europe": "Eastern European",
	"gulf": "Gulf", "sub-saharan-africa": "sub-Saharan African", "south-asia": "South Asian", "pacific-islands": "Pacific Islander|Pacific Islanders|Pacific Island",
	"north-america": "North American", "sahel": "Sahelian|Sahelien", "eastern-asia": "East Asian",
}

// givenNames are first names that stand before surnames which are places, or
// are places themselves.
const givenNames = `Aaron Abraham Adam Adrian Alan Albert Alec Alex Alexander Alfred Ali Alice Alison Allen Amanda Amy
Andre Andrea Andrew Angela Ann Anna Anne Anthony Antonio Arnold Arthur Ashley Barbara Barry Ben Benjamin Bernard Beth Betty
Bill Billy Bob Bobby Brad Bradley Brandon Brenda Brett Brian Bruce Bryan Calvin Carl Carlos Carol Caroline Carolyn Catherine
Cathy Charles Charlie Cheryl Chris Christian Christina Christine Christopher Cindy Claire Colin Connie Craig Curtis Cynthia
Daniel Danny Dave David Dean Debbie Deborah Denise Dennis Denzel Derek Diana Diane Dick Don Donald Donna Doris Dorothy Doug Douglas
Dwight Earl Ed Eddie Edward Edwin Eileen Elaine Eleanor Elizabeth Ellen Emily Emma Eric Erin Ernest Eugene Eva Evan Evelyn Frances
Frank Franklin Fred Frederick Gary Gavin Gene George Gerald Geoffrey Gerry Gina Glenn Gloria Gordon Graham Greg Gregory Grover Harold Harry
Harriet Harvey Heather Helen Henry Herbert Herman Howard Hugh Ian Irene Isaac Jack Jackie Jacob James Jamie Jane Janet Janice Jason Jay
Jean Jeff Jeffrey Jennifer Jeremy Jerry Jesse Jessica Jill Jim Jimmy Joan Joanna Joanne Joe Joel John Johnny Jon Jonathan Jose Joseph
Josh Joshua Joyce Juan Judith Judy Julia Julian Julie Justin Karen Karl Kate Katherine Kathleen Kathryn Kathy Katie Keith Kelly Ken
Kenneth Kenny Kevin Kim Kyle Lana Larry Laura Lauren Lawrence Leah Lee Leo Leon Leonard Leroy Leslie Lewis Liam Linda Lisa Lori Louis
Louise Lucas Lucy Luke Lynn Marcus Margaret Maria Marie Marilyn Mark Martha Martin Marvin Mary Matt Matthew Maureen Max Megan Melanie Melissa
Michael Michelle Miguel Mike Mitch Mohammed Muhammad Nancy Natalie Nathan Neil Nicholas Nick Nicole Nigel Noah Norman Oliver Oscar Owen Pamela Pat Patricia Patrick Paul Paula
Peggy Penny Pete Peter Phil Philip Phillip Rachel Ralph Randy Ray Raymond Rebecca Ricardo Richard Rick Ricky Rob Robert Roberto Robin Rod
Rodney Roger Roland Ron Ronald Ronnie Rose Ross Roy Russell Ruth Ryan Sally Sam Samantha Samuel Sandra Sara Sarah Scott Sean Seth Shane Shannon
Sharon Shawn Sheila Sherry Shirley Simon Sophie Stacy Stan Stanley Stella Stephanie Stephen Steve Steven Stewart Stuart Sue Susan Suzanne Tamara
Ted Teresa Terry Thelma Theodore Theresa Thomas Tiffany Tim Timothy Tina Todd Tom Tommy Tony Tracy Trevor Tyler Vanessa Vera Vernon Veronica
Vincent Virgil Walter Wanda Warren Wayne Wendy Wesley Will William Willie Yvonne Zachary Whitney
Jordan Chad London Irving Chelsea Paris Israel Sydney Georgia Austin India Kenya Savannah Florence Victoria Charlotte Virginia Orlando Brooklyn`

// noPlaces are phrases in which a place's name is not one, or not the place's.
const noPlaces = `Jordan Peterson
Jordan Spieth
Jordan Peele
Jordan Henderson
Jordan Pickford
Jordan Bardella
Jordan Belfort
Air Jordan
President Johnson Sirleaf
Trump card
Trump cards
Uruguay Round
Uruguay round
Credit Suisse
First Boston
Royal Bank of Canada
Royal Bank of Scotland
United Steelworkers of America
Iran-Contra
Chad Smith
Chad Kroeger
Chelsea Clinton
Chelsea Manning
Chelsea Handler
Paris Hilton
Paris Jackson
Paris Saint-Germain
Paris Agreement
Paris climate agreement
Paris climate accord
Paris Club
Paris Accord
Geneva Convention
Geneva Conventions
Vienna Convention
Kyoto Protocol
Montreal Protocol
Hague Convention
Bretton Woods
Sydney Sweeney
Sydney Pollack
Austin Butler
Austin Powers
Lloyd Austin
Savannah Guthrie
Florence Pugh
Florence Nightingale
Georgia Meloni
Georgia O'Keeffe
Orlando Bloom
Brooklyn Beckham
Brooklyn Nine-Nine
Boston Consulting
Boston Dynamics
Victoria Beckham
Victoria's Secret
Queen Victoria
Prince George
Kentucky Fried
Panama Papers
Panama hat
Guinea pig
Guinea pigs
Turkey dinner
Turkey sandwich
Thanksgiving turkey
French fries
French toast
French Open
French horn
German shepherd
German Shepherd
Greek yogurt
Greek yoghurt
Swiss cheese
Swiss Army
Danish pastry
Dutch oven
Belgian waffle
Canadian bacon
Siamese cat
Persian cat
Persian rug
Afghan hound
Great Dane
Russian roulette
Russian doll
Chinese checkers
Chinese whispers
Indian Ocean
Indian summer
Brazil nut
Brazil nuts
Mexican wave
Cuban heels
Stockholm syndrome
Stockholm Syndrome
Havana syndrome
Havana Syndrome
Delhi belly
Bermuda shorts
Bermuda Triangle
American Airlines
American Express
American Idol
Dutch Shell
Royal Dutch Shell
Royal Dutch
Dutch auction
Dutch Auction
Singapore Sling
Lebanon, Ohio
Cuba Gooding
Kenya Moore
India Arie
Ireland Baldwin
Holland America
Tom Holland
Israel Adesanya
Israel Folau
Jamaica Kincaid
Boston Scientific
Washington Post
New York Times
New York Post
Wall Street Journal
Los Angeles Times
Chicago Tribune
Boston Globe
London Stock Exchange Group
Financial Times
South China Morning Post
The Times of India
Times of India
Hindustan Times
Jakarta Post
Bangkok Post
Japan Times
China Daily
Korea Herald
Straits Times
Jerusalem Post
Times of Israel
Moscow Times
Irish Times
East China Sea
South China Sea
Sea of Japan
Gulf of Mexico
Bering Sea
Gulf of Mexico
Gulf Coast
Gulf Oil
Gulf of Alaska
Gulf of Guinea
Gulf Stream
U.N.
UN`

// stop are names that some language has for a place, and news for something
// else: words, people, or another place.
var stop = words(`island man maurice mauricio reunion cook christmas norfolk heard most many nice mobile reading bath
orange split sale hull deal ocean police best same van del san union date cream bay male university enterprise
independence time central liberty normal general of as us in gay tours bar say bo ho tan wa yo mo ma mu pa am it so sur como
sion nancy batman battle ash sandy rugby march barking hell ham eden buffalo grove hill mission republic canyon
opportunity price surprise success progress commerce industry star sun moon wind rock stone pearl gold silver diamond ruby
crystal jasper rose media casino the troy this that king queen prince princess duke imperial national royal windsor york nova
wells mary marina gary wayne dale glen clay ford cary tyler jackson heights bountiful pleasanton plantation sunrise weston hope
ann aurora young an ye los much wolf bar kandy ross ramos rivas vargas torres flores santos campos barra passos suzuki toyota
honda kawasaki ota anna eva maria clara monica barbara lucia pedro elk bend ward beau pace kirk lane reed ray drake spencer anwar
bin ibrahim ismail ali hassan hussein kim park lee chan cho wang li zhang ha born mons gent lens earth fish post
alliance justice freedom paradise temple manor south north east west eastern western northern southern lake beach
parks center centre village town city county district park garden gardens springs falls grand point fort port
ajax oil gas power bond bell bill will may august april june july corona delta omega alpha
salem franklin clinton bush carter reagan nixon ford kennedy johnson
كيف کیف того natal un nd المالية مالية المالي ماليون ماليين ماليات columbia lead tin marl bray force trust data index bank of
`)

// foreignWords are large cities whose names are words that other languages
// write with a capital, or begin sentences with.
const foreignWords = "essen halle siegen bergen hagen hamm natal vitoria león victoria granada mérida como bari sens pau"

// wordsOf adds the words of a text to a set.
func wordsOf(set map[string]bool, text string) map[string]bool {
	for w := range words(text) {
		set[w] = true
	}
	return set
}

// words makes a set of the words of a text.
func words(text string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(text) {
		set[w] = true
	}
	return set
}
