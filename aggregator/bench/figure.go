package bench

import (
	"math"
	"slices"
)

// Row is something to measure: a line of the table.
type Row struct {
	Name string `json:"name"`
	// Unit is what the figure is in, empty for a ratio.
	Unit string `json:"unit,omitempty"`
	// Floor is what the figure must reach, Goal what it should.
	Floor float64 `json:"floor"`
	Goal  float64 `json:"goal"`
	// More says that a larger figure is better.
	More bool `json:"more_is_better,omitempty"`
}

// Figure is what a row came to.
type Figure struct {
	Row
	// Samples are in the order they were taken.
	Samples []float64 `json:"samples"`
	// Note says how it was measured, or why it was not.
	Note string `json:"note,omitempty"`
}

// figure makes a figure of samples.
func (r Row) figure(note string, samples ...float64) Figure {
	return Figure{Row: r, Samples: samples, Note: note}
}

// absent says why a row was not measured.
func (r Row) absent(why string) Figure { return Figure{Row: r, Note: why} }

// Median is the middle of the samples, and NaN of none.
func (f Figure) Median() float64 {
	if len(f.Samples) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(f.Samples))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// Spread is the lowest and the highest sample.
func (f Figure) Spread() (low, high float64) {
	if len(f.Samples) == 0 {
		return math.NaN(), math.NaN()
	}
	return slices.Min(f.Samples), slices.Max(f.Samples)
}

// The verdicts.
const (
	ReachesGoal  = "goal"
	ReachesFloor = "floor"
	Misses       = "misses"
	NotCompared  = "not compared"
)

// Verdict judges the median.
func (f Figure) Verdict() string {
	m := f.Median()
	switch {
	case math.IsNaN(m):
		return NotCompared
	case f.reaches(m, f.Goal):
		return ReachesGoal
	case f.reaches(m, f.Floor):
		return ReachesFloor
	}
	return Misses
}

func (r Row) reaches(value, mark float64) bool {
	if r.More {
		return value >= mark
	}
	return value <= mark
}

// ratios are those of a and b, pair by pair.
func ratios(a, b []float64) []float64 {
	r := make([]float64, min(len(a), len(b)))
	for i := range r {
		r[i] = a[i] / b[i]
	}
	return r
}
