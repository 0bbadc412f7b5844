//go:build ignore

// The curated part of the atlas: groups and names that newsrooms use.
package main

// group is a newsroom's group. Members are codes or slugs, parents slugs.
type group struct{ slug, name, members, parents string }

// groups are parts of the world by their customary newsroom meaning. Each says
// why it is here, and why it is drawn as it is.
var groups = []group{
	// A desk of every agency. UN Western Asia lacks Egypt and Iran and has
	// the Caucasus and Cyprus. It lies in two continents, so in none.
	{"middle-east", "Middle East", "AE BH EG IL IQ IR JO KW LB OM PS QA SA SY TR YE", "world"},
	// How business news and the World Bank draw it: the desk above and the
	// north of Africa, Sudan too.
	{"mena", "Middle East & North Africa", "middle-east 015", "world"},
	// The six states of the Gulf Cooperation Council; "the Gulf" of business news.
	{"gulf", "Gulf", "AE BH KW OM QA SA", "middle-east western-asia"},
	// The eastern Mediterranean: what reports on "the Levant" are about.
	{"levant", "Levant", "IL JO LB PS SY", "middle-east western-asia"},
	// The three states; the Russian North Caucasus is Russia.
	{"caucasus", "Caucasus", "AM AZ GE", "western-asia"},
	// A desk of every agency: East, Southeast and South Asia and Oceania,
	// without Central Asia and Iran.
	{"asia-pacific", "Asia-Pacific", "030 035 009 south-asia", "world"},
	// The members, with Timor-Leste since October 2025: today all of UN
	// South-eastern Asia, but by treaty, so kept apart.
	{"asean", "ASEAN", "BN ID KH LA MM MY PH SG TH TL VN", "southeast-asia"},
	// The members of SAARC. UN Southern Asia has Iran too.
	{"south-asia", "South Asia", "AF BD BT IN LK MV NP PK", "southern-asia"},
	// Island states and territories, without Australia and New Zealand.
	{"pacific-islands", "Pacific Islands", "054 057 061", "oceania"},
	// The Nordic Council's states and European islands. Greenland is left
	// out: it would carry North American stories into Europe.
	{"nordics", "Nordics", "DK FI FO IS NO SE AX SJ", "europe"},
	// The three kingdoms. Finland and Iceland are Nordic, not Scandinavian, in
	// their own newsrooms.
	{"scandinavia", "Scandinavia", "DK NO SE", "nordics"},
	// The three states, which defence and energy news treats as one.
	{"baltics", "Baltics", "EE LT LV", "northern-europe"},
	// The union of the three states: a market of business news.
	{"benelux", "Benelux", "BE LU NL", "western-europe"},
	// CLDR knows only a West, East, North and South of Europe.
	{"central-europe", "Central Europe", "AT CH CZ DE HU LI PL SI SK", "europe"},
	{"balkans", "Balkans", "BG GR HR RO SI western-balkans", "europe"},
	// Those that are in the region but not in the EU: its accession beat.
	{"western-balkans", "Western Balkans", "AL BA ME MK RS XK", "balkans"},
	// The five states of the Arab Maghreb Union, and Western Sahara, which news
	// of Morocco and Algeria is about. Egypt is in the Middle East.
	{"maghreb", "Maghreb", "DZ EH LY MA MR TN", "africa"},
	// The five states of the security and climate reports from the Sahel.
	{"sahel", "Sahel", "BF ML MR NE TD", "africa"},
	// The peninsula's four states. Sudan, Kenya and Uganda are in its wider
	// sense, that of the IGAD, which droughts and wars are reported by as well.
	{"horn-of-africa", "Horn of Africa", "DJ ER ET SO", "eastern-africa"},
}

// aliases are customary names that neither ISO nor CLDR gives, by code or slug.
var aliases = map[string]string{
	"019": "the-americas",
	"035": "south-eastern-asia south-east-asia",
	"030": "east-asia north-east-asia northeast-asia",
	"145": "west-asia southwest-asia",
	"015": "north-africa",
	"011": "west-africa",
	"014": "east-africa",
	"017": "central-africa",
	"029": "west-indies",
	"053": "australia-and-new-zealand",
	"419": "latam",
	"202": "subsaharan-africa",
	"EZ":  "euro-area euro-zone",

	"middle-east":     "mideast near-east",
	"mena":            "middle-east-and-north-africa middle-east-north-africa",
	"gulf":            "gcc gulf-states persian-gulf arabian-gulf gulf-cooperation-council",
	"caucasus":        "south-caucasus",
	"asia-pacific":    "apac asia-and-the-pacific",
	"asean":           "association-of-southeast-asian-nations",
	"south-asia":      "indian-subcontinent saarc",
	"pacific-islands": "south-pacific",
	"nordics":         "nordic nordic-countries",
	"baltics":         "baltic baltic-states baltic-countries",
	"balkans":         "southeast-europe southeastern-europe",

	"AE": "emirates",
	"BA": "bosnia-hercegovina",
	"BY": "byelorussia",
	"CD": "drc dr-congo congo-drc democratic-republic-of-congo zaire",
	"CG": "congo-republic republic-of-congo",
	"CI": "cote-d-ivoire",
	"ES": "canary-islands",
	"FK": "falklands malvinas",
	"FO": "faroes faeroe-islands",
	"GB": "britain great-britain",
	"KP": "dprk democratic-peoples-republic-of-korea",
	"KR": "rok",
	"LA": "lao lao-pdr",
	"LK": "ceylon",
	"MK": "macedonia",
	"MM": "burma",
	"MO": "macau",
	"NL": "holland",
	"PS": "palestinian-territory occupied-palestinian-territory",
	"SH": "st-helena-ascension-and-tristan-da-cunha saint-helena-ascension-and-tristan-da-cunha",
	"ST": "sao-tome",
	"TT": "trinidad",
	"VA": "vatican",
	"VC": "st-vincent-and-the-grenadines",
	"VI": "usvi",
}

// ambiguous are names that ISO or CLDR give to one region and readers to
// another too: better no redirect than a wrong one.
var ambiguous = []string{
	"congo", // two states
}
