package parse

import (
	"math"
	"strconv"
	"strings"

	"dateline/aggregator/parse/markup"
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
	if lat := x.text(markup.GeoSpace, "lat", "latitude"); lat != "" {
		return middle(lat + " " + x.text(markup.GeoSpace, "long", "lon", "longitude"))
	}
	if lat := x.text(markup.ICBMSpace, "latitude", "lat"); lat != "" {
		return middle(lat + " " + x.text(markup.ICBMSpace, "longitude", "lon"))
	}
	return nil
}

func (x extensions) positionOf(e feeds.Element) *feeds.Geo {
	switch {
	case e.Space == markup.GeoRSSSpace && e.Name == "where", e.Space == markup.GeoSpace && e.Name == "Point",
		e.Space == markup.MediaSpace && (e.Name == "location" || e.Name == "group" || e.Name == "content"),
		e.Space == markup.GMLSpace && e.Text == "":
		return inner(e).position()
	case e.Space == markup.GeoRSSSpace, e.Space == markup.GMLSpace:
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
		case e.Space == markup.DCTermsSpace && e.Name == "spatial", e.Space == markup.DCSpace && e.Name == "coverage",
			e.Space == markup.GeoRSSSpace && strings.EqualFold(e.Name, "featureName"):
			if e.Text != "" {
				names = append(names, e.Text)
			}
		}
	}
	return names
}
