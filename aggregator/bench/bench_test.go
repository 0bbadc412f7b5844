package bench_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"dateline/aggregator/bench"
)

func TestVerdict(t *testing.T) {
	less := bench.Row{Floor: 2, Goal: 1}
	more := bench.Row{Floor: 1, Goal: 2, More: true}
	for _, test := range []struct {
		figure bench.Figure
		want   string
	}{
		{bench.Figure{Row: less, Samples: []float64{9, 1, 0.5}}, bench.ReachesGoal},
		{bench.Figure{Row: less, Samples: []float64{1, 3}}, bench.ReachesFloor},
		{bench.Figure{Row: less, Samples: []float64{2.01}}, bench.Misses},
		{bench.Figure{Row: less}, bench.NotCompared},
		{bench.Figure{Row: more, Samples: []float64{2}}, bench.ReachesGoal},
		{bench.Figure{Row: more, Samples: []float64{1.5}}, bench.ReachesFloor},
		{bench.Figure{Row: more, Samples: []float64{0.9}}, bench.Misses},
	} {
		if got := test.figure.Verdict(); got != test.want {
			t.Errorf("%v: %s, want %s", test.figure, got, test.want)
		}
	}
}

func report() bench.Report {
	return bench.Report{
		Machine: "a <machine>",
		Figures: []bench.Figure{
			{Row: bench.Row{Name: "speed & size", Floor: 1, Goal: 2, More: true}, Samples: []float64{1.5, 1.4}},
			{Row: bench.Row{Name: "against a stranger", Floor: 1, Goal: 2}, Note: "not compared: it is not installed"},
		},
		Growth: []bench.Point{
			{Of: "items", N: 10_000, Costs: []bench.Cost{{Name: "start", Unit: "ms", Value: 20}}},
			{Of: "items", N: 100_000, Costs: []bench.Cost{{Name: "start", Unit: "ms", Value: 25}}},
		},
	}
}

func TestTable(t *testing.T) {
	var out bytes.Buffer
	if err := bench.WriteTable(&out, report().Figures); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"1.45×", "1.40×–1.50×", "≥ 1 ", "floor", "not compared: it is not installed"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the table lacks %q:\n%s", want, out.String())
		}
	}
}

func TestChartIsWellFormed(t *testing.T) {
	var out bytes.Buffer
	if err := bench.WriteChart(&out, report()); err != nil {
		t.Fatal(err)
	}
	d := xml.NewDecoder(&out)
	texts := ""
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if data, ok := token.(xml.CharData); ok {
			texts += string(data)
		}
	}
	for _, want := range []string{"a <machine>", "speed & size", "not compared", "start (ms) by items", "100k"} {
		if !strings.Contains(texts, want) {
			t.Errorf("the chart lacks %q", want)
		}
	}
}
