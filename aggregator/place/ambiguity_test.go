package place_test

import (
	"testing"

	"dateline/aggregator/place"
	"dateline/feeds"
)

// TestAmbiguity puts the same name into items that mean different things.
func TestAmbiguity(t *testing.T) {
	placer := place.New(feeds.Builtin())
	ohio := feeds.Source{Regions: []string{"united-states"}}
	tests := []struct {
		name, title, text string
		src               feeds.Source
		want              string
	}{
		{"Georgia with its capital", "Georgia counts its votes", "Long queues formed in Tbilisi on Sunday.", feeds.Source{}, "georgia"},
		{"Georgia with its people", "Georgia counts its votes", "Georgian officials asked for patience.", feeds.Source{}, "georgia"},
		{"Georgia with Atlanta", "Georgia counts its votes", "Long queues formed in Atlanta on Sunday.", feeds.Source{}, "united-states"},
		{"Georgia with a governor", "Georgia counts its votes", "The governor and both senators asked for patience.", feeds.Source{}, "united-states"},
		{"Georgia alone", "Georgia counts its votes", "", feeds.Source{}, ""},
		{"Georgia in an American source", "Georgia counts its votes", "", ohio, "united-states"},
		{"Georgia in a Georgian source", "Georgia counts its votes", "", feeds.Source{URL: "https://news.example.ge/rss"}, "georgia"},

		{"Georgia with the union", "Georgia seeks EU membership", "", feeds.Source{}, "georgia european-union"},
		{"Georgia with a neighbour", "Georgia and Armenia sign deal", "", feeds.Source{}, "georgia armenia"},
		{"Georgia's team", "Georgia beats Spain in Euro qualifier", "", feeds.Source{}, "georgia spain"},
		{"Georgia with the alliance", "NATO chief praises Georgia", "", feeds.Source{}, "georgia"},
		{"Georgia with another state", "Georgia beats Alabama", "", feeds.Source{}, "united-states"},
		{"Georgia with a neighbour and the United States", "Georgia and Armenia lead a table of American states", "", feeds.Source{}, "united-states armenia"},
		{"someone from Georgia", "Georgia man arrested in Spain", "", feeds.Source{}, "spain"},
		{"Jordan the country", "Jordan opens a canal", "King and ministers came to Amman.", feeds.Source{}, "jordan"},
		{"Jordan in a sentence", "Floods in Jordan", "", feeds.Source{}, "jordan"},
		{"Jordan the surname", "Michael Jordan sells his house", "", feeds.Source{}, ""},
		{"Jordan the first name", "When Jordan Peterson spoke, people listened to him", "", feeds.Source{}, ""},
		{"Jordan the first name of someone else", "The goal by Jordan Ayew came late in the game", "", feeds.Source{}, ""},

		{"Turkey the country", "Turkey opens a tunnel", "The president came from Ankara.", feeds.Source{}, "turkiye"},
		{"turkey the bird", "What to do with the rest of the turkey", "", feeds.Source{}, ""},
		{"Turkey the bird with a capital", "Turkey dinner for a thousand", "", feeds.Source{}, ""},

		{"turkey farmers", "Turkey Farmers Face Bird Flu", "", feeds.Source{}, ""},
		{"turkey hunters", "Turkey hunters head to the woods", "", feeds.Source{}, ""},
		{"turkey at a feast", "Turkey prices soar ahead of Thanksgiving", "", feeds.Source{}, "united-states"},
		{"turkey with a small letter in the text", "Turkey recall widens", "The firm sold ground turkey in Iowa.", feeds.Source{}, "united-states"},
		{"turkey flocks of a state", "Bird flu hits Minnesota Turkey flocks", "", feeds.Source{}, "united-states"},
		{"Turkey's poultry", "Turkey culls poultry after bird flu outbreak", "", feeds.Source{}, "turkiye"},
		{"Turkey's farmers", "Turkey's farmers protest", "", feeds.Source{}, "turkiye"},
		{"Turkey and its farmers", "Turkey farmers protest", "Turkish tractors blocked roads to Ankara.", feeds.Source{}, "turkiye"},
		{"Chad the country", "Chad opens a school", "The minister came from N'Djamena.", feeds.Source{}, "chad"},
		{"Chad the first name", "Singer is joined by Chad Smith on the drums", "", feeds.Source{}, ""},

		{"Niger", "Niger opens a school", "The minister came from Niamey.", feeds.Source{}, "niger"},
		{"Niger's people", "Nigerien farmers wait for rain", "", feeds.Source{}, "niger"},
		{"Nigeria", "Nigeria opens a school", "", feeds.Source{}, "nigeria"},
		{"Nigeria's people", "Nigerian farmers wait for rain", "", feeds.Source{}, "nigeria"},
		{"the river's delta", "Oil in the Niger Delta", "", feeds.Source{}, "nigeria"},

		{"Guinea", "Guinea opens a school", "", feeds.Source{}, "guinea"},
		{"Papua New Guinea", "Papua New Guinea opens a school", "", feeds.Source{}, "papua-new-guinea"},
		{"guinea pigs", "Guinea pigs get a bigger cage", "", feeds.Source{}, ""},

		{"Congo of Kinshasa", "Congo opens a school", "The minister came from Kinshasa.", feeds.Source{}, "congo-kinshasa"},
		{"Congo of Brazzaville", "Congo opens a school", "The minister came from Brazzaville.", feeds.Source{}, "congo-brazzaville"},
		{"DR Congo", "DR Congo opens a school", "", feeds.Source{}, "congo-kinshasa"},

		{"Korea", "Korea opens a school for grandparents", "", feeds.Source{}, "south-korea"},
		{"North Korea", "North Korea opens a school", "", feeds.Source{}, "north-korea"},
		{"Korea with its capital", "Korea opens a school", "The minister came to Pyongyang.", feeds.Source{}, "north-korea"},

		{"Cambridge in England", "Cambridge counts its bicycles", "The English city has more of them than people.", feeds.Source{}, "united-kingdom"},
		{"Cambridge in Massachusetts", "Cambridge counts its bicycles", "Massachusetts pays for the lanes.", feeds.Source{}, "united-states"},
		{"Cambridge qualified", "Bicycles of Cambridge, Mass., are counted", "", feeds.Source{}, "united-states"},
		{"Cambridge in a British source", "Cambridge counts its bicycles", "", feeds.Source{URL: "https://news.example.co.uk/rss"}, "united-kingdom"},

		{"Paris", "Paris counts its bicycles", "", feeds.Source{}, "france"},
		{"Paris, Texas", "A museum in Paris, Texas, reopens", "", feeds.Source{}, "united-states"},
		{"Mexico in Missouri", "Mayor opens a museum in Mexico, Missouri", "", feeds.Source{}, "united-states"},
		{"Peru in Indiana", "Peru, Indiana, counts its circuses", "", feeds.Source{}, "united-states"},
		{"Mexico in Missouri, and its board", "Mexico, Missouri, school board recalls two members", "", feeds.Source{}, "united-states"},
		{"Poland in Ohio", "Poland, Ohio school opens", "", feeds.Source{}, "united-states"},
		{"Mexico and Texas", "Mexico, Texas Share Water", "", feeds.Source{}, "mexico united-states"},
		{"Mexico and states", "Mexico, Texas and Arizona share water", "", feeds.Source{}, "united-states mexico"},
		{"a row of cities", "London, New York and Tokyo open late", "", feeds.Source{}, "united-kingdom japan united-states"},
		{"Santa Cruz in Bolivia", "Floods in Santa Cruz, Bolivia", "", feeds.Source{}, "bolivia"},
		{"Santa Cruz in California", "Floods in Santa Cruz, California", "", feeds.Source{}, "united-states"},
		{"St. John's in Antigua", "Storm hits St. John's, Antigua", "", feeds.Source{}, "antigua-and-barbuda"},
		{"Antigua in Guatemala", "Antigua, Guatemala counts its churches", "", feeds.Source{}, "guatemala"},
		{"a government and a country", "Washington, Iran resume talks", "", feeds.Source{}, "iran united-states"},
		{"Paris in the news of a county", "Paris girl will dance", "The Lamar County sheriff and her deputies came to see her.", feeds.Source{}, "united-states"},
		{"Paris Hilton", "Song by Paris Hilton is played again", "", feeds.Source{}, ""},
		{"the climate agreement", "What the Paris Agreement asks for", "", feeds.Source{}, ""},

		{"Washington the government", "Washington and Beijing speak again", "", feeds.Source{}, "united-states china"},
		{"Washington the actor", "Film with Denzel Washington opens", "", feeds.Source{}, ""},

		{"London", "London counts its foxes", "", feeds.Source{}, "united-kingdom"},
		{"London, Ontario", "A fox in London, Ontario", "", feeds.Source{}, "canada"},
		{"Jack London", "A book by Jack London is found", "", feeds.Source{}, ""},

		{"Santiago of Chile", "Rain falls on Santiago", "", feeds.Source{}, "chile"},
		{"San José", "Rain falls on San José", "Costa Rican farmers are glad.", feeds.Source{}, "costa-rica"},
		{"Birmingham in England", "Birmingham builds a tram", "", feeds.Source{}, "united-kingdom"},
		{"Birmingham in Alabama", "Birmingham builds a tram", "Alabama pays for it.", feeds.Source{}, "united-states"},

		{"a newspaper", "The Washington Post has a new editor", "", feeds.Source{}, ""},
		{"money of a country", "The company paid 3 million Canadian dollars", "", feeds.Source{}, "canada"},
		{"Chelsea the person", "A letter by Chelsea Manning is read", "", feeds.Source{}, ""},
		{"Israel the person", "A goal by Israel Gonzalez decides it", "", feeds.Source{}, ""},
		{"Chad the first name of a short title", "Chad Johnson arrested in Florida", "", feeds.Source{}, "united-states"},
		{"Chad the first name in a title of capitals", "Chad Kelly Signs With Toronto", "", feeds.Source{}, "canada"},
		{"Chad the first name before a word", "Chad Wolf testifies in Congress", "", feeds.Source{}, "united-states"},
		{"Chad in a title of capitals", "Chad Rebels Attack Army Base", "", feeds.Source{}, "chad"},
		{"Chad's president in a title of capitals", "Chad President Wins Vote", "", feeds.Source{}, "chad"},
		{"Jordan the first name in a title of capitals", "Jordan Love Leads Packers Past Bears In Chicago", "", feeds.Source{}, "united-states"},
		{"Jordan in a title of capitals", "Jordan Green Energy Plan Wins Prize", "", feeds.Source{}, "jordan"},
		{"Jordan and a neighbour in capitals", "Jordan Lebanon Sign Gas Deal", "", feeds.Source{}, "jordan lebanon"},
		{"Jordan named in full in the text", "Jordan out for the season", "Guard Jordan Clarkson hurt his knee in Utah.", feeds.Source{}, "united-states"},
		{"Jordan and a namesake in the text", "Jordan opens a canal", "Jordanian ministers and the engineer Jordan Clarkson came.", feeds.Source{}, "jordan"},
		{"London the first name", "London Breed concedes San Francisco race", "", feeds.Source{}, "united-states"},
		{"London before another name", "London Fire Brigade called to a blaze", "", feeds.Source{}, "united-kingdom"},
		{"Irving and Berlin", "Irving Berlin musical opens in London", "", feeds.Source{}, "united-kingdom"},
		{"Sydney the first name", "Sydney McLaughlin wins in Rome", "", feeds.Source{}, "italy"},
		{"Sydney before another name", "Sydney Harbour Bridge closes", "", feeds.Source{}, "australia"},
		{"a team", "Charlotte Hornets lose again", "", feeds.Source{}, "united-states"},
		{"Kenya before a word that is a family name", "Kenya Long Rains Fail", "", feeds.Source{}, "kenya"},
		{"Israel before a word that is a family name", "Israel Young Voters Turn Out", "", feeds.Source{}, "israel"},
		{"Jordan and its port", "Jordan Aqaba port opens", "", feeds.Source{}, "jordan"},
		{"a company", "Kenya Airways Cancels Flights", "", feeds.Source{}, "kenya"},
		{"Virgin Islands", "The British Virgin Islands count boats", "", feeds.Source{}, "british-virgin-islands"},
		{"New Mexico", "New Mexico counts its comets", "", feeds.Source{}, "united-states"},
		{"New South Wales", "New South Wales counts its comets", "", feeds.Source{}, "australia"},
		{"New England", "New England counts its comets", "", feeds.Source{}, "united-states"},
		{"Northern Ireland", "Northern Ireland counts its comets", "", feeds.Source{}, "united-kingdom"},
		{"South Sudan", "South Sudan counts its cattle", "", feeds.Source{}, "south-sudan"},
		{"Dominican", "Dominican baker wins", "", feeds.Source{}, "dominican-republic"},
		{"Dominica", "Dominica bakes", "", feeds.Source{}, "dominica"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			src := tt.src
			it := feeds.Item{Title: tt.title, Summary: tt.text}
			got := slugs(placer.Place(it, src))
			if got != tt.want {
				t.Errorf("%q %q is placed in %q, want %q", tt.title, tt.text, got, tt.want)
			}
		})
	}
}
