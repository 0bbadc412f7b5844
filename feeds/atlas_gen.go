//go:build ignore

// This program writes atlas.tsv: every country and territory of ISO 3166-1
// and every UN M49 area, with the names and containment of CLDR 48, and the
// groups of atlas_groups_gen.go that newsrooms use and CLDR lacks. It also writes
// names.gz, their names in other languages.
//
//	go run atlas_gen.go atlas_groups_gen.go names_gen.go names_groups_gen.go
//
// It downloads three packages from the npm registry, each pinned by version
// and checksum, and refuses to write a table in which two regions answer to
// one name.
package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
)

// The packages, with the checksums the registry publishes for them.
const (
	cldrCore  = "cldr-core/-/cldr-core-48.2.0.tgz"
	cldrNames = "cldr-localenames-full/-/cldr-localenames-full-48.2.0.tgz"
	isoCodes  = "i18n-iso-countries/-/i18n-iso-countries-7.14.0.tgz"
)

var sha512Sums = map[string]string{
	cldrCore:  "zfmLothncSwfv2jlevoSrgI2VGgH8SDGHXst6jUEotHA8nq9Igeg9jzdJDFtBso9pgJuG89DK16TzrmZDdo2Bg==",
	cldrNames: "4o0paYDz0UXhfhChAVFkmVl2CP0YTSEqE6WrC0fNafaSC5u5DAXphxH3SZ1Ujczarikr8DToKZfiok6EqWLdNQ==",
	isoCodes:  "nXHJZYtNrfsi1UQbyRqm3Gou431elgLjKl//CYlnBGt5aTWdRPH1PiS2T/p/n8Q8LnqYqzQJik3Q7mkwvLokeg==",
}

// short lists the countries whose slug and name are CLDR's short form.
var short = []string{"HK", "MO", "MM"}

// left are codes of CLDR's containment that are no region here: Outlying
// Oceania is CLDR's own and holds Antarctica and specks that ISO 3166-1 has no
// code for; the United Nations is not a part of the world.
var left = []string{"QO", "UN"}

// moved are areas whose parents differ from CLDR's, with the reason.
var moved = map[string][]string{
	"AQ": {"001"}, // a continent of its own once Outlying Oceania is gone
	"EU": {"150"}, // CLDR puts it straight under the world
	"EZ": {"EU"},  // every member of the one is a member of the other
}

// joined are members that CLDR 48 does not list yet.
var joined = map[string][]string{
	"EZ": {"HR", "BG"}, // since 2023 and 2026
}

// region is a line of the table in the making. It is known by its code in
// CLDR, or by its slug if it has none.
type region struct {
	slug, name, kind string
	codes, parents   []string
	aliases          map[string]bool
}

func main() {
	log.SetFlags(0)
	regions := readRegions()
	addContainment(regions)
	addGroups(regions)
	addAliases(regions)
	out, err := table(regions)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("atlas.tsv", out, 0o644); err != nil {
		log.Fatal(err)
	}
	log.Printf("atlas.tsv: %d regions", len(regions))
	writeNames(regions)
}

// readRegions makes the regions of ISO 3166-1 and UN M49 with codes and names.
func readRegions() map[string]*region {
	names := cldrTerritories("en")
	regions := map[string]*region{}
	for _, row := range isoRows() {
		r := &region{name: names[row[0]], kind: "country", codes: row[:3], aliases: map[string]bool{}}
		if slices.Contains(short, row[0]) {
			r.aliases[kebab(r.name)] = true
			r.name = names[row[0]+"-alt-short"]
		}
		regions[row[0]] = r
	}
	for code := range containment() {
		if len(code) <= 3 && !slices.Contains(left, code) {
			regions[code] = &region{name: names[code], kind: "group", codes: []string{code}, aliases: map[string]bool{}}
		}
	}
	world := regions["001"]
	world.kind, world.name = "world", "World"
	for _, r := range regions {
		r.slug = kebab(r.name)
	}
	for code, list := range isoNames() {
		for _, n := range list {
			regions[code].aliases[kebab(n)] = true
		}
	}
	for code, n := range names {
		if base, alt, ok := strings.Cut(code, "-alt-"); ok && regions[base] != nil && alt != "" {
			regions[base].aliases[kebab(n)] = true
		}
	}
	return regions
}

// addContainment makes each area a parent of what CLDR says it contains.
func addContainment(regions map[string]*region) {
	for parent, members := range containment() {
		parent, status, _ := strings.Cut(parent, "-status-")
		if status == "deprecated" || regions[parent] == nil {
			continue
		}
		for _, code := range append(slices.Clone(members), joined[parent]...) {
			if r := regions[code]; r != nil && moved[code] == nil {
				r.parents = append(r.parents, regions[parent].slug)
			}
		}
	}
	for code, parents := range moved {
		for _, p := range parents {
			regions[code].parents = append(regions[code].parents, regions[p].slug)
		}
	}
}

// addGroups adds the newsrooms' groups. Members and parents are codes or slugs.
func addGroups(regions map[string]*region) {
	bySlug := map[string]*region{}
	for code, r := range regions {
		bySlug[code], bySlug[r.slug] = r, r
	}
	for _, g := range groups {
		r := &region{slug: g.slug, name: g.name, kind: "group", parents: strings.Fields(g.parents), aliases: map[string]bool{}}
		regions[g.slug], bySlug[g.slug] = r, r
	}
	for _, g := range groups {
		for _, m := range strings.Fields(g.members) {
			if bySlug[m] == nil {
				log.Fatalf("group %s has the unknown member %s", g.slug, m)
			}
			bySlug[m].parents = append(bySlug[m].parents, g.slug)
		}
	}
}

// addAliases adds the codes, the spellings that differ by a rule, and the
// curated names.
func addAliases(regions map[string]*region) {
	for code, r := range regions {
		for _, c := range r.codes {
			r.aliases[strings.ToLower(c)] = true
		}
		for _, n := range append(slices.Sorted(maps.Keys(r.aliases)), r.slug) {
			r.aliases[strings.ReplaceAll(n, "-and-", "-")] = true
			r.aliases[strings.TrimPrefix(n, "the-")] = true
			if rest, ok := strings.CutPrefix(n, "st-"); ok {
				r.aliases["saint-"+rest] = true
				r.aliases[strings.ReplaceAll("saint-"+rest, "-and-", "-")] = true
			}
		}
		for _, a := range strings.Fields(aliases[code]) {
			r.aliases[a] = true
		}
	}
	for code := range aliases {
		if regions[code] == nil {
			log.Fatalf("aliases of the unknown region %s", code)
		}
	}
}

// table checks that no name leads two ways, and writes the lines by slug. An
// alias that is a slug is dropped, and so is one of the names in ambiguous.
func table(regions map[string]*region) ([]byte, error) {
	owner := map[string]string{}
	for _, r := range regions {
		if was := owner[r.slug]; was != "" {
			return nil, fmt.Errorf("two regions are %s", r.slug)
		}
		owner[r.slug] = r.slug
	}
	var errs []error
	lines := make([]string, 0, len(regions))
	for _, key := range slices.Sorted(maps.Keys(regions)) {
		r := regions[key]
		var names []string
		for _, a := range slices.Sorted(maps.Keys(r.aliases)) {
			switch was := owner[a]; {
			case slices.Contains(ambiguous, a), was != "" && was == a:
				continue
			case was != "":
				errs = append(errs, fmt.Errorf("%s leads to %s and %s", a, was, r.slug))
			}
			owner[a] = r.slug
			names = append(names, a)
		}
		slices.Sort(r.parents)
		lines = append(lines, strings.Join([]string{
			r.slug, r.name, r.kind, strings.Join(r.codes, ","),
			strings.Join(slices.Compact(r.parents), ","), strings.Join(names, ","),
		}, "\t"))
	}
	slices.Sort(lines)
	return []byte(strings.Join(lines, "\n") + "\n"), errors.Join(errs...)
}

// plain maps the letters of CLDR's English names that are not ASCII.
var plain = strings.NewReplacer("Å", "A", "ç", "c", "ã", "a", "é", "e", "í", "i", "ô", "o", "ü", "u",
	"’", "", "'", "", ".", "", "&", " and ")

// kebab turns a name into a slug.
func kebab(name string) string {
	words := strings.FieldsFunc(strings.ToLower(plain.Replace(name)), func(r rune) bool {
		if r > 127 {
			log.Fatalf("no ASCII letter for %q in %q", r, name)
		}
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	return strings.Join(words, "-")
}

func containment() map[string][]string {
	var doc struct {
		Supplemental struct {
			TerritoryContainment map[string]struct {
				Contains []string `json:"_contains"`
			}
		}
	}
	decode(cldrCore, "supplemental/territoryContainment.json", &doc)
	all := map[string][]string{}
	for code, c := range doc.Supplemental.TerritoryContainment {
		all[code] = c.Contains
	}
	return all
}

// cldrTerritories are the names of all codes in a language.
func cldrTerritories(tag string) map[string]string {
	var doc struct {
		Main map[string]struct {
			LocaleDisplayNames struct{ Territories map[string]string }
		}
	}
	decode(cldrNames, "main/"+tag+"/territories.json", &doc)
	return doc.Main[tag].LocaleDisplayNames.Territories
}

// isoRows returns alpha-2, alpha-3 and numeric code of every country.
func isoRows() [][]string {
	var rows [][]string
	decode(isoCodes, "codes.json", &rows)
	return rows
}

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

// decode reads a JSON file of a package.
func decode(pkg, name string, into any) {
	zr, err := gzip.NewReader(bytes.NewReader(download(pkg)))
	if err != nil {
		log.Fatal(err)
	}
	for tr := tar.NewReader(zr); ; {
		h, err := tr.Next()
		if err != nil {
			log.Fatalf("%s in %s: %v", name, pkg, err)
		}
		if h.Name != "package/"+name {
			continue
		}
		if err := json.NewDecoder(tr).Decode(into); err != nil {
			log.Fatalf("%s in %s: %v", name, pkg, err)
		}
		return
	}
}

var downloaded = map[string][]byte{}

// download fetches a package and checks its sum.
func download(pkg string) []byte {
	if body := downloaded[pkg]; body != nil {
		return body
	}
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
	downloaded[pkg] = body
	return body
}
