package eval_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/aggregator/place/eval"
	"dateline/feeds"
)

// placed makes placements of "slug:confidence" words.
func placed(text string) []feeds.Placement {
	var ps []feeds.Placement
	confidence := 0.9
	for slug := range strings.FieldsSeq(text) {
		ps = append(ps, feeds.Placement{Slug: slug, Confidence: confidence})
		confidence -= 0.1
	}
	return ps
}

func TestRead(t *testing.T) {
	it, err := eval.Read([]byte(`{"id":"1","title":"A <b>","text":"P&L < 3","regions":["MY"],"groups":["asia"]}`))
	if err != nil {
		t.Fatal(err)
	}
	want := eval.Item{ID: "1", Title: "A <b>", Text: "P&L < 3", Regions: []string{"MY"}, Groups: []string{"asia"}}
	if diff := cmp.Diff(want, it); diff != "" {
		t.Errorf("item (-want +got):\n%s", diff)
	}
	unlabelled := feeds.Item{Title: "A <b>", Summary: "P&amp;L &lt; 3"}
	if diff := cmp.Diff(unlabelled, it.Unlabelled()); diff != "" {
		t.Errorf("as the placer sees it (-want +got):\n%s", diff)
	}
}

// TestOneItem scores one item at a time.
func TestOneItem(t *testing.T) {
	tests := []struct {
		name, regions, groups, placed string
		precision, recall, top1       float64
	}{
		{"right", "MY", "", "malaysia", 1, 1, 1},
		{"a slug as label", "malaysia", "", "malaysia", 1, 1, 1},
		{"right and one more", "MY", "", "malaysia singapore", 0.5, 1, 1},
		{"right in the second place", "MY", "", "singapore malaysia", 0.5, 1, 0},
		{"one of two", "MY SG", "", "singapore", 1, 0.5, 1},
		{"wrong", "MY", "", "france", 0, 0, 0},
		{"nothing", "MY", "", "", 0, 0, 0},
		{"a group is no country", "MY", "", "asia", 0, 0, 0},
		{"a group beside is no error", "MY", "", "malaysia europe", 1, 1, 1},
		{"a country in the label's group", "", "europe", "france", 0, 0, 1},
		{"the label's group", "", "europe", "europe", 0, 0, 1},
		{"a smaller group within", "", "europe", "benelux", 0, 0, 1},
		{"a country outside", "", "europe", "malaysia", 0, 0, 0},
		{"the group of a label beside a country's", "MY", "asia", "asia", 0, 0, 1},
		{"a country's label before its group's", "MY", "asia", "singapore", 0, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := eval.New(feeds.Builtin())
			it := eval.Item{ID: "1", Regions: strings.Fields(tt.regions), Groups: strings.Fields(tt.groups)}
			if err := s.Add(it, placed(tt.placed)); err != nil {
				t.Fatal(err)
			}
			got := s.Summary()
			if got.Precision != tt.precision || got.Recall != tt.recall || got.Top1 != tt.top1 {
				t.Errorf("precision %v, recall %v, top-1 %v; want %v, %v, %v",
					got.Precision, got.Recall, got.Top1, tt.precision, tt.recall, tt.top1)
			}
		})
	}
}

func TestSummary(t *testing.T) {
	s := eval.New(feeds.Builtin())
	for _, tt := range []struct{ regions, groups, placed string }{
		{"MY", "", "malaysia"},
		{"MY SG", "", "malaysia france"},
		{"SG", "", ""},
		{"FR", "", "germany"},
		{"FR", "", "germany"},
		{"", "europe", "france"},
	} {
		it := eval.Item{Regions: strings.Fields(tt.regions), Groups: strings.Fields(tt.groups)}
		if err := s.Add(it, placed(tt.placed)); err != nil {
			t.Fatal(err)
		}
	}
	got := s.Summary()
	want := eval.Summary{
		Summary: true, Items: 6,
		Precision: 2.0 / 5, Recall: 2.0 / 6, F1: 4.0 / 11, MacroF1: 1.0 / 3,
		Top1: 3.0 / 6, Answered: 5.0 / 6, Top1Answers: 3.0 / 5,
		Regions: map[string]eval.Region{
			"malaysia":  {Precision: 1, Recall: 1, F1: 1, Support: 2},
			"singapore": {Support: 2},
			"france":    {Support: 2},
			"germany":   {},
		},
		Worst: []eval.Confusion{
			{Label: "france", Placed: "germany", Times: 2},
			{Label: "singapore", Placed: "", Times: 1},
			{Label: "singapore", Placed: "france", Times: 1},
		},
	}
	near := cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < 1e-12 })
	if diff := cmp.Diff(want, got, near); diff != "" {
		t.Errorf("summary (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(eval.Summary{Summary: true, Regions: map[string]eval.Region{}, Worst: []eval.Confusion{}}, eval.New(feeds.Builtin()).Summary()); diff != "" {
		t.Errorf("summary of nothing (-want +got):\n%s", diff)
	}
}

func TestUnknownLabel(t *testing.T) {
	err := eval.New(feeds.Builtin()).Add(eval.Item{ID: "7", Regions: []string{"atlantis"}}, nil)
	if err == nil || !strings.Contains(err.Error(), "7") || !strings.Contains(err.Error(), "atlantis") {
		t.Errorf("error %v, want one that names item and label", err)
	}
}
