//go:build ignore

// This part of the generator writes names.gz: the names of countries and M49
// areas in the languages of many readers, from CLDR 48.
package main

import (
	"bytes"
	"compress/gzip"
	"log"
	"maps"
	"os"
	"slices"
	"strings"
)

// languages are those that regions are named in, as CLDR calls them. English
// is in atlas.tsv.
var languages = strings.Fields(`af am ar az be bg bn bs ca cs cy da de el es et eu fa fi fil fr ga gl gu ha he hi hr hu hy id
	ig is it ja ka kk km kn ko ky lo lt lv mk ml mn mr ms my nb ne nl pa pl ps pt pt-PT ro ru si sk sl so sq sr sv sw ta te th
	tr uk ur uz vi yo zh zh-Hant zu`)

// writeNames writes a line of codes, and of the slugs of groups that have none,
// then a line a language: its tag and the name of each, empty where it is the
// English one or neither CLDR nor names_groups_gen.go has one.
func writeNames(regions map[string]*region) {
	var codes []string
	for _, code := range slices.Sorted(maps.Keys(regions)) {
		if r := regions[code]; len(r.codes) > 0 || r.kind == "group" {
			codes = append(codes, code)
		}
	}
	var b bytes.Buffer
	b.WriteString("\t" + strings.Join(codes, "\t") + "\n")
	for _, tag := range languages {
		names := maps.Clone(cldrTerritories(tag))
		maps.Copy(names, groupNamesIn(tag))
		b.WriteString(tag)
		for _, code := range codes {
			name := names[code]
			if slices.Contains(short, code) && names[code+"-alt-short"] != "" {
				name = names[code+"-alt-short"]
			}
			if name == regions[code].name || name == code {
				name = ""
			}
			b.WriteString("\t" + name)
		}
		b.WriteByte('\n')
	}
	f, err := os.Create("names.gz")
	if err != nil {
		log.Fatal(err)
	}
	zw, err := gzip.NewWriterLevel(f, gzip.BestCompression)
	if err != nil {
		log.Fatal(err)
	}
	if _, err := zw.Write(b.Bytes()); err != nil {
		log.Fatal(err)
	}
	if err := zw.Close(); err != nil {
		log.Fatal(err)
	}
	if err := f.Close(); err != nil {
		log.Fatal(err)
	}
	log.Printf("names.gz: %d codes in %d languages, %d bytes before compression", len(codes), len(languages), b.Len())
}
