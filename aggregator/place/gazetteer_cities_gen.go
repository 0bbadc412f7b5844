//go:build ignore

package main

import (
	"encoding/binary"
	"log"
	"strconv"
	"strings"
)

// Towns of 15,000 are in the table because datelines name them; 100,000 is
// what a city needs to be known anywhere in a text, and more than that if its
// name is a person's, or a word.
const (
	townSize   = 15_000
	citySize   = 100_000
	namedCity  = 400_000
	metropolis = 600_000
)

// A city of GeoNames as the package keeps it.
type city struct {
	name, country, feature string
	population             uint64
}

// cities adds every city with its thousands of people, those of one name in
// one country added up, and the curated other names of large ones.
func (t table) cities() {
	sizes := map[[2]string]uint64{}
	capital := map[[2]string]bool{}
	for _, c := range readCities(files(geoNames)["cities.pbf"]) {
		key := [2]string{c.country, c.name}
		if c.feature == "PPLX" { // a part of a city, which gives the city's name to nothing
			continue
		}
		if c.population >= townSize || c.feature == "PPLC" {
			sizes[key] += c.population
			capital[key] = capital[key] || c.feature == "PPLC"
		}
	}
	for key, size := range sizes {
		if capital[key] {
			t.add("k", key[0], key[1])
		}
		k, thousands := cityKind(key[1], size, capital[key]), ":"+strconv.FormatUint(max(size/1000, 1), 10)
		t.add(k, key[0], key[1]+thousands)
		if key[0] == "DE" || key[0] == "AT" || key[0] == "CH" {
			t.add(k, key[0], withoutUmlauts.Replace(key[1])+thousands)
		}
	}
	for place, names := range cityNames {
		t.add("p", place, withSize(names)...)
	}
}

// withoutUmlauts writes German names as agencies do that send plain letters:
// Duesseldorf.
var withoutUmlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue", "ß", "ss")

// cityNamesOf are the cities and towns of a country.
func cityNamesOf(code string) map[string]bool {
	set := map[string]bool{}
	for _, c := range readCities(files(geoNames)["cities.pbf"]) {
		if c.country == code && c.population >= townSize && c.feature != "PPLX" {
			set[c.name] = true
		}
	}
	return set
}

// cityKind says where a city's name may be found: anywhere, where words around
// it say that it is a place, or only in datelines.
// Several words in a row with capitals are seldom anything else.
func cityKind(name string, size uint64, isCapital bool) string {
	alone := !strings.ContainsAny(name, " -")
	word, isName := alone && dictionaryWords[plain(name)], alone && givenNameSet[plain(name)]
	switch {
	case size >= metropolis, size >= namedCity && !word, (size >= citySize || isCapital) && !word && !isName:
		return "p"
	case isWord(name):
		return "u"
	}
	return "t"
}

// countySize is what the counties and boroughs of Britain weigh, in thousands
// of people: more than the towns elsewhere that were called after them, less
// than the cities.
const countySize = ":120"

// counties adds the second level of Britain's divisions, which its news names
// as that of others names states, and of London. Those that share a name with
// their city are cities already.
func (t table) counties() {
	second, cities := secondLevel("gb"), cityNamesOf("GB")
	for code, name := range cldrSubdivisions("en") {
		switch {
		case !second[code] || cities[name]:
		case isWord(name):
			t.add("t", "GB", name+countySize)
		default:
			t.add("p", "GB", name+countySize)
		}
	}
}

// readCities reads the package's messages of protocol buffers, each after its
// length.
func readCities(b []byte) []city {
	var all []city
	for len(b) > 0 {
		size, n := binary.Uvarint(b)
		if n <= 0 || uint64(len(b)-n) < size {
			log.Fatal("cities.pbf is cut off")
		}
		all = append(all, readCity(b[n:n+int(size)]))
		b = b[n+int(size):]
	}
	return all
}

func readCity(b []byte) (c city) {
	for len(b) > 0 {
		tag, n := binary.Uvarint(b)
		value, m := binary.Uvarint(b[n:])
		b = b[n+m:]
		if tag&7 != 2 {
			if tag>>3 == 9 {
				c.population = value
			}
			continue
		}
		text := string(b[:value])
		b = b[value:]
		switch tag >> 3 {
		case 2:
			c.name = text
		case 3:
			c.country = text
		case 7:
			c.feature = text
		}
	}
	return c
}

// The presidents of the United States stand for them as the White House does:
// those who are in today's news by their surnames, those of the century before
// with their title or first name.
const (
	inMemory = 1961
	inNews   = 2009
)

func (t table) presidents() {
	for _, p := range presidents() {
		names := strings.Fields(p.name)
		if p.last < inMemory || len(names) < 2 {
			continue
		}
		surname := names[len(names)-1]
		t.add("m", "US", "President "+surname, names[0]+" "+surname)
		if p.last >= inNews {
			t.add("m", "US", surname)
		}
	}
}
