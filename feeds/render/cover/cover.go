package cover

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"strings"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
)

// Size is the width and height in pixels: the least that directories take for a
// show, which is enough for every screen an app is used on.
const Size = 1400

// margin is what stays free at every side: some apps round the corners off.
const margin = 110

// scheme is the colours of a cover.
type scheme struct{ ground, globe, line, accent color.RGBA }

// schemes are dark enough for white letters: at least 7 to 1 (WCAG 2.2, 1.4.6).
var schemes = []scheme{
	{rgb(0x0b4a57), rgb(0x11606f), rgb(0x2f8795), rgb(0xffc857)},
	{rgb(0x1f2a52), rgb(0x2a3870), rgb(0x5263a8), rgb(0xff9f6b)},
	{rgb(0x4a1f38), rgb(0x612a4a), rgb(0x9a4f79), rgb(0xffd166)},
	{rgb(0x14432f), rgb(0x1b5a3f), rgb(0x3f8c69), rgb(0xf4d35e)},
	{rgb(0x5a2a16), rgb(0x73381f), rgb(0xab6443), rgb(0x8fe3cf)},
	{rgb(0x33304a), rgb(0x444062), rgb(0x767098), rgb(0x7fe0d4)},
}

func rgb(v uint32) color.RGBA {
	return color.RGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 255}
}

// PNG draws the cover of a region; site is the name of whose podcasts they are.
func PNG(slug, name, site string) ([]byte, error) {
	bold, err := newFont(gobold.TTF)
	if err != nil {
		return nil, fmt.Errorf("cover of %s: %w", slug, err)
	}
	regular, err := newFont(goregular.TTF)
	if err != nil {
		return nil, fmt.Errorf("cover of %s: %w", slug, err)
	}
	if !bold.has(name) {
		name = strings.ReplaceAll(slug, "-", " ")
	}
	c := canvas{image.NewRGBA(image.Rect(0, 0, Size, Size)), schemeOf(slug)}
	draw.Draw(c.RGBA, c.Bounds(), image.NewUniform(c.ground), image.Point{}, draw.Src)
	c.drawGlobe()
	if err := c.drawNames(bold, regular, name, site); err != nil {
		return nil, fmt.Errorf("cover of %s: %w", slug, err)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, c); err != nil {
		return nil, fmt.Errorf("cover of %s: %w", slug, err)
	}
	return out.Bytes(), nil
}

func schemeOf(slug string) scheme {
	h := fnv.New32a()
	_, _ = h.Write([]byte(slug)) // never fails
	return schemes[h.Sum32()%uint32(len(schemes))]
}

// canvas is what is drawn on, and with which colours.
type canvas struct {
	*image.RGBA
	scheme
}
