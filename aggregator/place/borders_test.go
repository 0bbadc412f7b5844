package place_test

import (
	"math"
	"testing"

	"dateline/aggregator/place"
	"dateline/feeds"
)

func TestPosition(t *testing.T) {
	placer := place.New(feeds.Builtin())
	tests := []struct {
		name     string
		lat, lon float64
		want     string
	}{
		{"Kuala Lumpur", 3.139, 101.687, "malaysia"},
		{"Singapore, an island beside", 1.352, 103.82, "singapore"},
		{"Johor Bahru, across the causeway", 1.4927, 103.7414, "malaysia"},
		{"Kuching, on Borneo", 1.5533, 110.3592, "malaysia"},
		{"Pontianak, on Borneo", -0.0263, 109.3425, "indonesia"},
		{"Paris", 48.8566, 2.3522, "france"},
		{"Las Palmas, far from Spain", 28.1235, -15.4363, "spain"},
		{"Honolulu, far from the mainland", 21.3069, -157.8583, "united-states"},
		{"Edinburgh", 55.9533, -3.1883, "united-kingdom"},
		{"Maseru, in a hole of South Africa", -29.3167, 27.4833, "lesotho"},
		{"Bloemfontein, around the hole", -29.0852, 26.1596, "south-africa"},
		{"Vatican, in a hole of Italy", 41.9022, 12.4533, "vatican-city"},
		{"Gaza", 31.5, 34.4667, "palestinian-territories"},
		{"Simferopol", 44.9521, 34.1024, "ukraine"},
		{"Suva, near the date line", -18.1416, 178.4419, "fiji"},
		{"Anadyr, beyond it", 64.7337, 177.5089, "russia"},
		{"Hong Kong", 22.3193, 114.1694, "hong-kong"},
		{"the middle of the Atlantic", 30, -40, ""},
		{"no latitude", 95, 10, ""},
		{"no number", math.NaN(), math.Inf(1), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			it := feeds.Item{Title: "A bridge opens", Geo: &feeds.Geo{Lat: tt.lat, Lon: tt.lon}}
			if got := slugs(placer.Place(it, feeds.Source{})); got != tt.want {
				t.Errorf("%v %v is in %q, want %q", tt.lat, tt.lon, got, tt.want)
			}
		})
	}
}
