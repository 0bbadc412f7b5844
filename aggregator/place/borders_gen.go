//go:build ignore

// This program writes borders.gz: the borders of every country, to tell where
// a position is.
//
//	go run borders_gen.go npm_gen.go
//
// Unpacked it is, in varints: the number of areas; of each the two letters of
// its country, the number of its rings, and of each ring the number of its
// points and these, longitude before latitude, each as the difference from
// the one before, in thousandths of a degree.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"log"
	"math"
	"os"
	"regexp"
)

var country = regexp.MustCompile(`^[A-Z]{2}$`)

// drawn are areas that the package has under another country than ISO 3166,
// or under none.
var drawn = map[string]string{
	"Crimea":          "UA", // UA-43
	"Northern Cyprus": "CY",
}

type feature struct {
	Properties struct {
		Code    string `json:"iso1A2"`
		Country string
		Name    string `json:"nameEn"`
	}
	Geometry *struct{ Coordinates [][][][2]float64 }
}

func main() {
	log.SetFlags(0)
	var doc struct{ Features []feature }
	decode(borderLines, "src/data/borders.json", &doc)
	known := map[string]bool{}
	for _, row := range isoRows() {
		known[row[0]] = true
	}
	var body []byte
	n := 0
	for _, f := range doc.Features {
		code := codeOf(f, known)
		if f.Geometry == nil || code == "" {
			continue
		}
		n++
		body = append(body, code...)
		body = appendArea(body, f.Geometry.Coordinates)
	}
	write(append(binary.AppendUvarint(nil, uint64(n)), body...))
}

// codeOf is the country of an area: its own if it has an ISO code, else the
// one it belongs to.
func codeOf(f feature, known map[string]bool) string {
	p := f.Properties
	switch {
	case drawn[p.Name] != "":
		return drawn[p.Name]
	case known[p.Code]:
		return p.Code
	case known[p.Country]:
		return p.Country
	}
	return ""
}

func appendArea(b []byte, polygons [][][][2]float64) []byte {
	rings := 0
	for _, p := range polygons {
		rings += len(p)
	}
	b = binary.AppendUvarint(b, uint64(rings))
	for _, p := range polygons {
		for _, ring := range p {
			b = binary.AppendUvarint(b, uint64(len(ring)))
			var last [2]int64
			for _, point := range ring {
				for axis, degrees := range point {
					v := int64(math.Round(degrees * 1000))
					b = binary.AppendVarint(b, v-last[axis])
					last[axis] = v
				}
			}
		}
	}
	return b
}

func write(body []byte) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		log.Fatal(err)
	}
	if _, err := w.Write(body); err != nil {
		log.Fatal(err)
	}
	if err := w.Close(); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("borders.gz", out.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
	log.Printf("borders.gz: %d bytes, %d unpacked", out.Len(), len(body))
}
