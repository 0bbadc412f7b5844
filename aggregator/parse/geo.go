package parse

import (
	"math"
	"strconv"
	"strings"

	"dateline/feeds"
)

// position returns where an item is: GeoRSS in its simple and GML forms, W3C
// geo, ICBM. Of lines, boxes and polygons it is the middle.
func (x extensions) position() *feeds.Geo {
	for _, e := range x {
		if g := x.positionOf(e); g != nil {
			return g
		}
	}
	if lat := x.text(geoSpace, "lat", "latitude"); lat != "" {
		return middle(lat + " " + x.text(geoSpace, "long", "lon", "longitude"))
	}
	if lat := x.text(icbmSpace, "latitude", "lat"); lat != "" {
		return middle(lat + " " + x.text(icbmSpace, "longitude", "lon"))
	}
	return nil
}

func (x extensions) positionOf(e feeds.Element) *feeds.Geo {
	switch {
	case e.Space == georssSpace && e.Name == "where", e.Space == geoSpace && e.Name == "Point",
		e.Space == mediaSpace && (e.Name == "location" || e.Name == "group" || e.Name == "content"),
		e.Space == gmlSpace && e.Text == "":
		return inner(e).position()
	case e.Space == georssSpace, e.Space == gmlSpace:
		switch e.Name {
		case "point", "line", "box", "polygon", "circle", "pos", "posList", "coordinates", "lowerCorner":
			return middle(e.Text)
		}
	}
	return nil
}

// middle returns the middle of a list of latitudes and longitudes.
func middle(text string) *feeds.Geo {
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == ';' || r == '\n' || r == '\t' })
	low, high := [2]float64{math.Inf(1), math.Inf(1)}, [2]float64{math.Inf(-1), math.Inf(-1)}
	for i, w := range words[:len(words)/2*2] {
		v, err := strconv.ParseFloat(w, 64)
		if err != nil || math.IsNaN(v) || math.Abs(v) > 180 || i%2 == 0 && math.Abs(v) > 90 {
			return nil
		}
		low[i%2], high[i%2] = min(low[i%2], v), max(high[i%2], v)
	}
	if len(words) < 2 {
		return nil
	}
	return &feeds.Geo{Lat: (low[0] + high[0]) / 2, Lon: (low[1] + high[1]) / 2}
}

// places are the names of places that an item gives.
func (x extensions) places() []string {
	var names []string
	for _, e := range x {
		switch {
		case e.Space == dctermsSpace && e.Name == "spatial", e.Space == dcSpace && e.Name == "coverage",
			e.Space == georssSpace && strings.EqualFold(e.Name, "featureName"):
			if e.Text != "" {
				names = append(names, e.Text)
			}
		}
	}
	return names
}
