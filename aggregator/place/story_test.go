package place_test

import (
	"slices"
	"strings"
	"testing"

	"dateline/aggregator/place"
	"dateline/feeds"
)

// TestStory puts countries into stories that are about them, and into others
// that only mention them.
func TestStory(t *testing.T) {
	placer := place.New(feeds.Builtin())
	tests := []struct{ name, title, text, want string }{
		{
			"a company's buyer", "Millstone sells its pump unit",
			"CHICAGO, Jan 3 (Agency) - Millstone Inc said it sold its pump subsidiary for 40 mln dlrs in cash to a group of shareholders and to Pumpen AG of Switzerland.",
			"united-states",
		},
		{
			"a company's country", "Swiss pump maker to buy Millstone",
			"CHICAGO, Jan 3 (Agency) - Switzerland's biggest maker of pumps will buy Millstone Inc, the Swiss company said. Switzerland has no other bidder.",
			"switzerland united-states",
		},
		{
			"ministers of two states", "Ministers fail to agree on tariffs",
			"GENEVA, Jan 3 (Agency) - Trade ministers ended talks without an agreement on exports of steel, as the government of Brazil asked for lower tariffs than Canada.",
			"switzerland brazil canada",
		},
		{
			"a row of countries", "Six nations share a satellite",
			"TOKYO, Jan 3 (Agency) - The satellite was built by Japan, Canada, Norway, Chile, Kenya and Malaysia, whose governments share its pictures.",
			"japan canada norway chile kenya malaysia",
		},
		{
			"a town that is mentioned", "Bridge opens early",
			"LIMA, Jan 3 (Agency) - The bridge opened a day early. Its engineer, who studied in Vienna, cut the ribbon with his mother.",
			"peru",
		},
		{"a newspaper", "Bridge opens early", "LIMA, Jan 3 (Agency) - The bridge opened a day early, as a reporter of the Manila Herald saw.", "peru"},
		{"a bank", "Bridge opens early", "LIMA, Jan 3 (Agency) - The bridge was paid for by a loan of the Bank of Nova Scotia.", "peru"},
		{"a treaty", "Dollar falls after the Louvre talks", "TOKYO, Jan 3 (Agency) - The dollar fell below the level of the Paris accord, traders said.", "japan"},
		{"a government that acts", "Beijing warns Taiwan", "", "china taiwan"},
		{"a county", "Man found in Hampshire barn", "", "united-kingdom"},
		{"a town by what it has", "Highland Park suspect in court", "", "united-states"},
		{"plain letters", "Trade fair opens in Duesseldorf", "", "germany"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := slugs(placer.Place(feeds.Item{Title: tt.title, Summary: tt.text}, feeds.Source{})); !sameWords(got, tt.want) {
				t.Errorf("placed in %q, want %q", got, tt.want)
			}
		})
	}
}

// TestOrder holds the order of confidence: who acts, whom it is about, who looks
// on.
func TestOrder(t *testing.T) {
	placer := place.New(feeds.Builtin())
	tests := []struct{ name, title, text, want string }{
		{
			"one who urges calm", "China and Japan trade barbs over islands; US urges calm",
			"China's foreign ministry summoned the Japanese ambassador in Beijing. The United States called for restraint.",
			"china japan united-states",
		},
		{"the same without a text", "China and Japan trade barbs over islands; US urges calm", "", "china japan united-states"},
		{"the other way round", "Japan and China trade barbs over islands; US urges calm", "", "japan china united-states"},
		{"a row of two", "Peru and Chile open a tunnel", "", "peru chile"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := slugs(placer.Place(feeds.Item{Title: tt.title, Summary: tt.text}, feeds.Source{})); got != tt.want {
				t.Errorf("placed in %q, want %q", got, tt.want)
			}
		})
	}
}

// sameWords reports whether two lists have the same words, in any order.
func sameWords(a, b string) bool {
	return slices.Equal(slices.Sorted(strings.FieldsSeq(a)), slices.Sorted(strings.FieldsSeq(b)))
}
