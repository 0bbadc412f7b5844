package place

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"io"
	"math"
	"sync"

	"dateline/feeds"
)

//go:generate go run borders_gen.go npm_gen.go

// borderTable is the generated table, packed; see borders_gen.go.
//
//go:embed borders.gz
var borderTable []byte

// A point in thousandths of a degree.
type point struct{ lon, lat int32 }

// area is what lies within the rings, a hole's ring taking out of another's.
type area struct {
	country string
	west    point // the south-western corner of the box around it
	east    point // the north-eastern one
	rings   [][]point
}

// borders are the areas of all countries. They are loaded at their first use:
// few feeds have positions.
var borders = sync.OnceValue(loadBorders)

func loadBorders() []area {
	zr, err := gzip.NewReader(bytes.NewReader(borderTable))
	if err != nil {
		panic(err) // unreachable unless the embedded table is broken
	}
	body, err := io.ReadAll(zr)
	if err != nil {
		panic(err) // unreachable unless the embedded table is broken
	}
	b := borderReader{body}
	areas := make([]area, b.count())
	for i := range areas {
		areas[i] = b.area()
	}
	return areas
}

// borderReader reads the table from its beginning.
type borderReader struct{ rest []byte }

func (b *borderReader) count() int {
	v, n := binary.Uvarint(b.rest)
	b.rest = b.rest[n:]
	return int(v)
}

func (b *borderReader) area() area {
	a := area{
		country: string(b.rest[:2]),
		west:    point{math.MaxInt32, math.MaxInt32}, east: point{math.MinInt32, math.MinInt32},
	}
	b.rest = b.rest[2:]
	a.rings = make([][]point, b.count())
	for i := range a.rings {
		a.rings[i] = b.ring()
		for _, p := range a.rings[i] {
			a.west = point{min(a.west.lon, p.lon), min(a.west.lat, p.lat)}
			a.east = point{max(a.east.lon, p.lon), max(a.east.lat, p.lat)}
		}
	}
	return a
}

func (b *borderReader) ring() []point {
	ring := make([]point, b.count())
	var last [2]int64
	for i := range ring {
		for axis := range last {
			v, n := binary.Varint(b.rest)
			b.rest = b.rest[n:]
			last[axis] += v
		}
		ring[i] = point{int32(last[0]), int32(last[1])}
	}
	return ring
}

// countryAt is the ISO code of the country that a position is in, its coastal
// waters included; empty on the high sea.
func countryAt(g feeds.Geo) string {
	if !(math.Abs(g.Lat) <= 90 && math.Abs(g.Lon) <= 180) {
		return ""
	}
	p := point{int32(math.Round(g.Lon * 1000)), int32(math.Round(g.Lat * 1000))}
	for i := range borders() {
		if a := &borders()[i]; a.has(p) {
			return a.country
		}
	}
	return ""
}

// has reports whether a ray from p to the east crosses the rings an odd
// number of times.
func (a *area) has(p point) bool {
	if p.lon < a.west.lon || p.lon > a.east.lon || p.lat < a.west.lat || p.lat > a.east.lat {
		return false
	}
	inside := false
	for _, ring := range a.rings {
		for i, from := range ring {
			to := ring[(i+1)%len(ring)]
			if (from.lat > p.lat) == (to.lat > p.lat) {
				continue
			}
			at := float64(from.lon) + float64(p.lat-from.lat)*float64(to.lon-from.lon)/float64(to.lat-from.lat)
			if float64(p.lon) < at {
				inside = !inside
			}
		}
	}
	return inside
}
