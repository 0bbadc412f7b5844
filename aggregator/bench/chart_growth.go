package bench

import (
	"fmt"
	"html"
	"math"
	"strings"
)

const (
	panelWidth  = 220
	panelHeight = 90
	panelGap    = 28
	panels      = 3 // beside each other
)

// panel is how one cost grows.
type panel struct {
	title  string
	sizes  []int
	values []float64
}

// panelsOf are the costs of points, in their order.
func panelsOf(points []Point) (all []*panel) {
	by := map[string]*panel{}
	for _, p := range points {
		for _, c := range p.Costs {
			title := fmt.Sprintf("%s (%s) by %s", c.Name, c.Unit, p.Of)
			if by[title] == nil {
				by[title] = &panel{title: title}
				all = append(all, by[title])
			}
			by[title].sizes = append(by[title].sizes, p.N)
			by[title].values = append(by[title].values, c.Value)
		}
	}
	return all
}

// growthHeight is what drawGrowth takes.
func growthHeight(points []Point) int {
	n := len(panelsOf(points))
	return (n + panels - 1) / panels * (panelHeight + panelGap + 20)
}

// drawGrowth draws a panel a cost from y on: the size to the right, each step
// tenfold, the cost upwards from nothing.
func drawGrowth(b *strings.Builder, points []Point, y int) {
	for i, p := range panelsOf(points) {
		p.draw(b, 12+i%panels*(panelWidth+panelGap), y+i/panels*(panelHeight+panelGap+20))
	}
}

func (p *panel) draw(b *strings.Builder, x, y int) {
	most := 0.0
	for _, v := range p.values {
		most = max(most, v)
	}
	first, last := math.Log10(float64(p.sizes[0])), math.Log10(float64(p.sizes[len(p.sizes)-1]))
	fmt.Fprintf(b, `<text x="%d" y="%d" font-size="10">%s</text>`+"\n", x, y, html.EscapeString(p.title))
	fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="%d" fill="#f5f5f5"/>`, x, y+6, panelWidth, panelHeight)
	var line strings.Builder
	for i, v := range p.values {
		px := float64(x) + 16 + (math.Log10(float64(p.sizes[i]))-first)/max(last-first, 1e-9)*(panelWidth-60)
		py := float64(y+6+panelHeight-14) - v/max(most, 1e-9)*(panelHeight-34)
		fmt.Fprintf(&line, "%.0f,%.0f ", px, py)
		fmt.Fprintf(b, `<circle cx="%.0f" cy="%.0f" r="2.5" fill="#1565c0"/><text x="%.0f" y="%.0f" font-size="9">%s</text><text x="%.0f" y="%d" font-size="8" fill="#777">%s</text>`,
			px, py, px+4, py-4, brief(v), px-8, y+6+panelHeight-2, short(p.sizes[i]))
	}
	fmt.Fprintf(b, `<polyline points="%s" fill="none" stroke="#1565c0"/>`+"\n", strings.TrimSpace(line.String()))
}

// brief is a value in three digits or, if it is large, whole.
func brief(v float64) string {
	if v >= 1000 {
		return fmt.Sprintf("%.0f", v)
	}
	return fmt.Sprintf("%.3g", v)
}

// short is a number as people say it: 10k, 5M.
func short(n int) string {
	switch {
	case n >= 1_000_000:
		return fmt.Sprintf("%gM", float64(n)/1e6)
	case n >= 1000:
		return fmt.Sprintf("%gk", float64(n)/1e3)
	}
	return fmt.Sprint(n)
}
