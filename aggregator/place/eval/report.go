package eval

import (
	"cmp"
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	"io"
	"os"

	"dateline/feeds"
)

//go:embed report.html
var reportPage string

var report = template.Must(template.New("report").Funcs(template.FuncMap{
	"share": func(f float64) string { return fmt.Sprintf("%.3f", f) },
}).Parse(reportPage))

// charted is how many regions the chart shows; the table has them all.
const charted = 40

// WriteReport writes a summary as one HTML page that needs nothing else: bar
// charts of the regions with the most items and of the worst confusions, and
// all regions in a table. title says what was measured.
func WriteReport(w io.Writer, title string, sum Summary, atlas *feeds.Atlas) error {
	page := reportOf(title, sum, func(slug string) string {
		region, _ := atlas.Region(slug)
		return cmp.Or(region.Name, slug, nothing)
	})
	if err := report.Execute(w, page); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}

// WriteReportFile writes the report to the file at path.
func WriteReportFile(path, title string, sum Summary, atlas *feeds.Atlas) error {
	f, err := os.Create(path) //nolint:gosec // the operator names the file
	if err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return errors.Join(WriteReport(f, title, sum, atlas), f.Close())
}

// reportData is what the page shows.
type reportData struct {
	Title   string
	Items   int
	Figures []figure
	Regions chart
	Worst   chart
	Table   []named
}

// named is a region with its name.
type named struct {
	Name string
	Region
}

// chart is an SVG of rows, one under the other.
type chart struct {
	Height int
	Rows   []row
	// Lines are where the scale is marked.
	Lines []mark
}

// row is a label and its bars.
type row struct {
	Y           int
	Label, Note string
	Bars        []bar
}

// bar is one of them; Y is within the row.
type bar struct {
	Class, Name, Text string
	Y, Height         int
	Width             float64
}

type mark struct {
	X    float64
	Text string
}

// The measures of a chart: bars begin at barsFrom and are barsWidth long at
// most.
const (
	barsFrom, barsWidth = 290, 520
	regionRow, worstRow = 38, 26
	top                 = 24
)

func reportOf(title string, sum Summary, name func(string) string) reportData {
	page := reportData{Title: title, Items: sum.Items, Figures: sum.figures()}
	for _, slug := range sum.bySupport() {
		r := sum.Regions[slug]
		page.Table = append(page.Table, named{name(slug), r})
		if len(page.Regions.Rows) < charted && r.Support > 0 {
			page.Regions.add(regionRow, row{Label: name(slug), Note: fmt.Sprint(r.Support), Bars: []bar{
				share("f1", "F1", r.F1, 3, 13), share("precision", "precision", r.Precision, 18, 6), share("recall", "recall", r.Recall, 26, 6),
			}})
		}
	}
	for x := 0.0; x <= 1; x += 0.25 {
		page.Regions.Lines = append(page.Regions.Lines, mark{barsFrom + x*barsWidth, fmt.Sprintf("%.2f", x)})
	}
	for _, c := range sum.Worst {
		page.Worst.add(worstRow, row{Label: short(name(c.Label)) + " → " + short(name(c.Placed)), Bars: []bar{{
			Class: "worst", Name: "times", Text: fmt.Sprint(c.Times), Y: 4, Height: 15,
			Width: barsWidth * ratio(c.Times, sum.Worst[0].Times),
		}}})
	}
	return page
}

func share(class, name string, f float64, y, height int) bar {
	return bar{Class: class, Name: name, Text: fmt.Sprintf("%.3f", f), Y: y, Height: height, Width: barsWidth * f}
}

// short cuts a name to what fits beside another.
func short(name string) string {
	if r := []rune(name); len(r) > 18 {
		return string(r[:17]) + "…"
	}
	return name
}

func (c *chart) add(height int, r row) {
	if len(c.Rows) == 0 {
		c.Height = top
	}
	r.Y = c.Height
	c.Height += height
	c.Rows = append(c.Rows, r)
}
