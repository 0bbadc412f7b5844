package inspect_test

import (
	"testing"

	"dateline/aggregator/inspect"
	"dateline/feeds"
)

func TestWhy(t *testing.T) {
	placed := func(name string, confidence float64, evidence ...feeds.Evidence) feeds.Placement {
		return feeds.Placement{Slug: "x", Name: name, Confidence: confidence, Evidence: evidence}
	}
	by := func(kind feeds.EvidenceKind, text string) feeds.Evidence {
		return feeds.Evidence{Kind: kind, Text: text}
	}
	tests := []struct {
		name   string
		placed []feeds.Placement
		want   string
	}{
		{"nowhere", nil, ""},
		{"two regions", []feeds.Placement{
			placed("Malaysia", 0.974, by(feeds.ByDateline, "KUALA LUMPUR")), placed("Singapore", 0.62, by(feeds.ByTitle, "Singapore")),
		}, "dateline ‘KUALA LUMPUR’ → Malaysia 0.97; ‘Singapore’ in title → 0.62"},
		{"several reasons", []feeds.Placement{
			placed("Malaysia", 0.9, by(feeds.ByCategory, "Malaysia"), by(feeds.ByGeo, "5.41 100.33"), by(feeds.ByText, "Penang")),
		}, "category ‘Malaysia’, position ‘5.41 100.33’, ‘Penang’ in text → Malaysia 0.90"},
		{"by an editor", []feeds.Placement{placed("World", 1, by(feeds.ByOverride, "item 1: a band"))}, "override ‘item 1: a band’ → World 1.00"},
		{"by the source", []feeds.Placement{placed("Brazil", 0.5, by(feeds.BySource, "BR"))}, "source’s region ‘BR’ → Brazil 0.50"},
		{"by language", []feeds.Placement{placed("Brazil", 0.4, by(feeds.ByLanguage, "pt-BR"))}, "language ‘pt-BR’ → Brazil 0.40"},
		{"by domain", []feeds.Placement{placed("Brazil", 0.3, by(feeds.ByDomain, ".br"))}, "source’s domain ‘.br’ → Brazil 0.30"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := inspect.Why(tt.placed); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}
