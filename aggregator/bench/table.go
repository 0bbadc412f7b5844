package bench

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"text/tabwriter"
)

// WriteTable writes the figures as a table for people.
func WriteTable(w io.Writer, figures []Figure) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(t, "what\tmedian\tspread\tfloor\tgoal\tverdict") // the writer keeps its error for Flush
	for _, f := range figures {
		low, high := f.Spread()
		spread := ""
		if len(f.Samples) > 1 {
			spread = f.show(low) + "–" + f.show(high)
		}
		_, _ = fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\n", f.Name, f.show(f.Median()), spread, f.mark(f.Floor), f.mark(f.Goal), f.Verdict())
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, f := range figures {
		if f.Note == "" {
			continue
		}
		if _, err := fmt.Fprintf(w, "\n%s: %s\n", f.Name, f.Note); err != nil {
			return err
		}
	}
	return nil
}

func (r Row) show(v float64) string {
	if math.IsNaN(v) {
		return "–"
	}
	digits := 2
	if math.Abs(v) >= 100 {
		digits = 0
	}
	s := strconv.FormatFloat(v, 'f', digits, 64)
	if r.Unit == "" {
		return s + "×"
	}
	return s + " " + r.Unit
}

// mark is a floor or goal, with the side of it that is good.
func (r Row) mark(v float64) string {
	side := "≤ "
	if r.More {
		side = "≥ "
	}
	return side + strconv.FormatFloat(v, 'f', -1, 64)
}

// Report is what a run measured, on what.
type Report struct {
	// When is the day, Machine what the program says of where it ran.
	When    string   `json:"when"`
	Machine string   `json:"machine"`
	Items   int      `json:"items"`
	Sources int      `json:"sources"`
	Figures []Figure `json:"figures"`
	// Growth is empty unless it was asked for.
	Growth []Point `json:"growth,omitempty"`
}

// WriteJSON writes a report as JSON.
func WriteJSON(w io.Writer, r Report) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(r)
}
