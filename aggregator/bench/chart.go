package bench

import (
	"fmt"
	"html"
	"io"
	"math"
	"strings"
)

const (
	chartWidth = 760
	chartLine  = 26
	chartLeft  = 420
	chartBar   = 240
)

// WriteChart draws a report as an SVG: a bar a row, how far it is from its floor
// (the line) on a scale on which shorter is better, and below that how cost
// grows.
func WriteChart(w io.Writer, r Report) error {
	var b strings.Builder
	height := chartLine*(len(r.Figures)+2) + 60 + growthHeight(r.Growth)
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">`+"\n", chartWidth, height, chartWidth, height)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" fill="#fff"/><text x="12" y="22" font-size="15" font-weight="bold">Dateline measured: %s</text>`+"\n", html.EscapeString(r.Machine))
	fmt.Fprintf(&b, `<text x="12" y="42" fill="#555">Share of what the floor allows; shorter is better. The line is the floor, the tick the goal.</text>`+"\n")
	y := 60
	for _, f := range r.Figures {
		bar(&b, f, y)
		y += chartLine
	}
	fmt.Fprintf(&b, `<line x1="%d" y1="54" x2="%d" y2="%d" stroke="#333"/>`+"\n", chartLeft+chartBar*2/3, chartLeft+chartBar*2/3, y)
	drawGrowth(&b, r.Growth, y+30)
	b.WriteString("</svg>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// bar draws a row at y.
func bar(b *strings.Builder, f Figure, y int) {
	fmt.Fprintf(b, `<text x="12" y="%d">%s</text>`+"\n", y+14, html.EscapeString(f.Name))
	share := f.share(f.Median())
	if math.IsNaN(share) {
		fmt.Fprintf(b, `<text x="%d" y="%d" fill="#777">not compared</text>`+"\n", chartLeft+4, y+14)
		return
	}
	colour := map[string]string{ReachesGoal: "#2e7d32", ReachesFloor: "#f9a825", Misses: "#c62828"}[f.Verdict()]
	scale := func(share float64) int { return int(min(share, 1.5) * chartBar * 2 / 3) }
	fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="16" fill="%s"/>`, chartLeft, y+2, max(scale(share), 1), colour)
	goal := chartLeft + scale(f.share(f.Goal))
	fmt.Fprintf(b, `<line x1="%d" y1="%d" x2="%d" y2="%d" stroke="#333" stroke-dasharray="2 2"/>`, goal, y, goal, y+20)
	fmt.Fprintf(b, `<text x="%d" y="%d">%s</text>`+"\n", chartLeft+chartBar+10, y+14, html.EscapeString(f.show(f.Median())))
}

// share is a value as a part of what the floor allows.
func (r Row) share(value float64) float64 {
	if r.More {
		return r.Floor / value
	}
	return value / r.Floor
}
