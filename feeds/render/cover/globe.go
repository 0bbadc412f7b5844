package cover

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/vector"
)

// The globe rises behind a horizon, on the right.
const (
	horizon        = 1190
	globeX, globeY = 970, horizon + 60
	globeRadius    = 590
	thin, thick    = 7, 26
)

// drawGlobe draws the northern half of a globe with its grid, and one meridian in
// the accent colour.
func (c canvas) drawGlobe() {
	c.fill(c.globe, func(r *vector.Rasterizer) { ellipse(r, globeX, globeY, globeRadius, globeRadius, false) })
	for _, part := range []float64{0.34, 0.72, 1} {
		c.ring(c.line, globeX, globeY, globeRadius*part, globeRadius, thin)
	}
	for _, degree := range []float64{20, 40, 60} {
		sin, cos := math.Sincos(degree * math.Pi / 180)
		y, half := globeY-globeRadius*sin, globeRadius*cos
		c.fill(c.line, func(r *vector.Rasterizer) { box(r, globeX-half, y-thin/2, globeX+half, y+thin/2) })
	}
	c.arc(c.accent, globeX, globeY, globeRadius*0.34, globeRadius, thick)
	c.fill(c.accent, func(r *vector.Rasterizer) { ellipse(r, globeX, globeY-globeRadius, thick/2, thick/2, false) })
	c.fill(c.ground, func(r *vector.Rasterizer) { box(r, 0, horizon, Size, Size) })
	c.fill(c.line, func(r *vector.Rasterizer) { box(r, 0, horizon-thin, Size, horizon) })
}

// ring draws an ellipse of a line.
func (c canvas) ring(ink color.RGBA, x, y, width, height, stroke float64) {
	c.fill(ink, func(r *vector.Rasterizer) {
		ellipse(r, x, y, width+stroke/2, height+stroke/2, false)
		ellipse(r, x, y, width-stroke/2, height-stroke/2, true)
	})
}

// arc draws the left half of an ellipse of a line, from pole to pole.
func (c canvas) arc(ink color.RGBA, x, y, width, height, stroke float64) {
	const steps = 240
	c.fill(ink, func(r *vector.Rasterizer) {
		for i := range 2*steps + 2 {
			at, side := i, stroke/2
			if i > steps {
				at, side = 2*steps+1-i, -stroke/2
			}
			sin, cos := math.Sincos(math.Pi/2 + math.Pi*float64(at)/steps)
			to(r, i == 0, x+(width+side)*cos, y-(height+side)*sin)
		}
		r.ClosePath()
	})
}

// fill draws what path outlines.
func (c canvas) fill(ink color.RGBA, path func(*vector.Rasterizer)) {
	r := vector.NewRasterizer(Size, Size)
	path(r)
	r.Draw(c.RGBA, c.Bounds(), image.NewUniform(ink), image.Point{})
}

// ellipse outlines an ellipse; what is within one drawn backwards is not filled.
func ellipse(r *vector.Rasterizer, x, y, width, height float64, backwards bool) {
	const steps = 480
	for i := range steps {
		turn := 2 * math.Pi * float64(i) / steps
		if backwards {
			turn = -turn
		}
		sin, cos := math.Sincos(turn)
		to(r, i == 0, x+width*cos, y+height*sin)
	}
	r.ClosePath()
}

func box(r *vector.Rasterizer, left, top, right, bottom float64) {
	to(r, true, left, top)
	to(r, false, right, top)
	to(r, false, right, bottom)
	to(r, false, left, bottom)
	r.ClosePath()
}

func to(r *vector.Rasterizer, begins bool, x, y float64) {
	if begins {
		r.MoveTo(float32(x), float32(y))
		return
	}
	r.LineTo(float32(x), float32(y))
}
