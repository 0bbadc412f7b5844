package cover

import (
	"image"
	"image/color"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// typeface is a font that letters are drawn with.
type typeface struct{ *sfnt.Font }

func newFont(ttf []byte) (typeface, error) {
	f, err := opentype.Parse(ttf)
	return typeface{f}, err
}

// has reports whether the font has every letter of a text, and there are any.
func (t typeface) has(text string) bool {
	var b sfnt.Buffer
	for _, letter := range text {
		if glyph, err := t.GlyphIndex(&b, letter); err != nil || glyph == 0 {
			return false
		}
	}
	return strings.TrimSpace(text) != ""
}

func (t typeface) face(size float64) (font.Face, error) {
	return opentype.NewFace(t.Font, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
}

// drawNames writes the region's name as large as it fits in three lines, what it
// is below, and whose it is at the bottom.
func (c canvas) drawNames(bold, regular typeface, name, site string) error {
	const room = Size - 2*margin
	lines, size, err := fit(bold, name, room, 230)
	if err != nil {
		return err
	}
	y := margin + 0.74*size
	for i, text := range lines {
		if i > 0 {
			y += 1.08 * size
		}
		if err := c.write(bold, size, color.White, margin, y, text); err != nil {
			return err
		}
	}
	const kind = "PODCASTS & VIDEO"
	if err := c.write(bold, 62, c.accent, margin+2, y+1.6*62+10, kind); err != nil {
		return err
	}
	if !regular.has(site) {
		return nil
	}
	below, size, err := fit(regular, site, room, 66)
	if err != nil {
		return err
	}
	return c.write(regular, size, color.White, margin, (horizon+Size)/2+0.36*size, strings.Join(below, " "))
}

func (c canvas) write(t typeface, size float64, ink color.Color, x, y float64, text string) error {
	face, err := t.face(size)
	if err != nil {
		return err
	}
	d := font.Drawer{
		Dst: c.RGBA, Src: image.NewUniform(ink), Face: face,
		Dot: fixed.Point26_6{X: fixed.Int26_6(x * 64), Y: fixed.Int26_6(y * 64)},
	}
	d.DrawString(text)
	return face.Close()
}
