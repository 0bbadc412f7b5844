package opml

import (
	"slices"
	"strings"
	"unicode"

	"dateline/feeds"
)

// abbreviations are codes of regions, in capitals, that people name folders
// with for another reason: Anguilla is rarer than artificial intelligence.
var abbreviations = []string{
	"AD", "AI", "AL", "AM", "AND", "AR", "ARE", "ARM", "AS", "BB", "BI", "CA", "CAN", "CC", "CD", "CI", "CO",
	"COD", "COG", "COM", "CV", "DJ", "DM", "DO", "DOM", "ES", "ESP", "ET", "FM", "FO", "GA", "GEO", "GG", "GIN",
	"GP", "GPS", "GS", "HR", "IM", "IO", "IOT", "IS", "IT", "LA", "LAO", "LB", "LI", "LS", "MA", "MAC", "MAR",
	"MC", "MD", "ME", "ML", "MO", "MP", "MS", "MU", "MUS", "NC", "NE", "NO", "NU", "OM", "PA", "PAN", "PC",
	"PER", "PM", "PR", "PS", "PSE", "RE", "SA", "SB", "SC", "SD", "SE", "SM", "SO", "SOM", "SS", "ST", "SUN",
	"SUR", "SV", "TC", "TD", "TF", "TM", "TN", "TO", "TON", "TV", "UM", "VA", "VAT", "VC", "VG", "VI", "WF",
}

// customary are codes that are names in small letters too.
var customary = []string{"usa", "eu"}

// idle are names of folders that programs give to feeds in none.
var idle = []string{
	"all", "all-feeds", "category", "default", "feeds", "folder", "general", "imported", "imported-feeds", "my-feeds",
	"my-subscriptions", "new-folder", "no-category", "no-folder", "none", "other", "others", "root", "rss", "rss-feeds", "subscriptions",
	"toplevel", "uncategorised", "uncategorized", "unfiled", "ungrouped", "unsorted", "untagged", "untitled", "misc",
}

// common are words that say nothing about the region in the name of a folder.
var common = []string{"news", "newspaper", "newspapers", "media", "press", "headlines", "feed", "feeds", "rss", "the"}

// sorter knows what folders mean. It remembers what it found: thousands of
// feeds share a folder.
type sorter struct {
	atlas *feeds.Atlas
	// named are the regions by their own names; the atlas knows the others.
	named map[string]string
	known map[string]meaning
}

// meaning is what the name of a folder says: its regions, or topics.
type meaning struct{ regions, topics []string }

func newSorter(atlas *feeds.Atlas) *sorter {
	s := &sorter{atlas: atlas, named: map[string]string{}, known: map[string]meaning{}}
	for _, slug := range atlas.Slugs() {
		r, _ := atlas.Region(slug)
		if name := fold(r.Name); s.named[name] == "" {
			s.named[name] = slug
		}
	}
	return s
}

// path returns the regions that the innermost folder named like one places its
// feeds in, and the topics of the others, from the outside in.
func (s *sorter) path(folders []string) (regions, topics []string) {
	for _, name := range folders {
		m := s.folder(name, regions)
		if len(m.regions) > 0 {
			regions = m.regions
		}
		topics = append(topics, m.topics...)
	}
	return regions, topics
}

// folder returns what the name of a folder means inside a folder of regions.
func (s *sorter) folder(name string, outer []string) meaning {
	memo := name + "\n" + strings.Join(outer, " ")
	m, found := s.known[memo]
	if !found {
		m = s.read(name, outer)
		s.known[memo] = m
	}
	return m
}

// read works out what folder looks up.
func (s *sorter) read(name string, outer []string) meaning {
	name = unnumbered(name)
	if slug, ok := s.region(name, outer); ok {
		return meaning{regions: []string{slug}}
	}
	for _, marks := range []string{",;&+", "/|:>»›→–—·"} {
		if m := s.split(name, marks, outer); len(m.regions) > 0 {
			return m
		}
	}
	if slices.Contains(idle, fold(name)) {
		return meaning{}
	}
	return meaning{topics: []string{name}}
}

// split reads a name of several parts. In a list ("Spain, Portugal") all must
// be regions; of a path ("News/Europe", "Tech: Asia") what is none is a topic.
func (s *sorter) split(name, marks string, outer []string) meaning {
	var m meaning
	isList := strings.Contains(marks, ",")
	for _, part := range parts(name, marks) {
		slug, ok := s.region(part, outer)
		switch {
		case ok:
			m.regions = append(m.regions, slug)
		case isList:
			return meaning{}
		case !slices.Contains(common, fold(part)) && !slices.Contains(idle, fold(part)):
			m.topics = append(m.topics, part)
		}
	}
	slices.Sort(m.regions)
	m.regions = s.exact(slices.Compact(m.regions))
	return m
}

// parts splits a name at marks. A hyphen divides only between spaces.
func parts(name, marks string) []string {
	name = strings.NewReplacer(" - ", " – ", " and ", " & ").Replace(name)
	all := strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(marks, r) })
	for i, part := range all {
		all[i] = unnumbered(strings.TrimSpace(part))
	}
	return all
}

// exact leaves out regions that contain another of the list: of
// "Europe - France" only France.
func (s *sorter) exact(regions []string) []string {
	return slices.DeleteFunc(slices.Clone(regions), func(outer string) bool {
		return slices.ContainsFunc(regions, func(inner string) bool {
			return inner != outer && s.atlas.Contains(outer, inner)
		})
	})
}

// region resolves a name inside folders of the regions outer.
func (s *sorter) region(name string, outer []string) (string, bool) {
	words := strings.FieldsFunc(name, unicode.IsSpace)
	words = slices.DeleteFunc(words, func(w string) bool { return slices.Contains(common, fold(w)) })
	telling := strings.Join(words, " ")
	if slug, ok := s.flag(telling); ok {
		return slug, true
	}
	if code := strings.ReplaceAll(strings.TrimFunc(telling, isOrnament), ".", ""); isCode(code) {
		return s.code(code, outer)
	}
	for _, word := range spellings(name, telling) {
		if slug, ok := s.lookUp(word); ok && !isState(slug, outer) {
			return slug, true
		}
	}
	return "", false
}

// lookUp finds a region by a folded name that is no code.
func (s *sorter) lookUp(word string) (string, bool) {
	if slug, ok := s.named[word]; ok && word != "" {
		return slug, true
	}
	slug, ok := s.atlas.Resolve(word)
	if !ok || slug == feeds.Unplaced {
		return "", false
	}
	r, _ := s.atlas.Region(slug)
	if slices.Contains(r.Codes, strings.ToUpper(word)) && !slices.Contains(customary, word) {
		return "", false
	}
	return slug, true
}

// isCode reports whether a name is two or three capitals, as codes are.
func isCode(name string) bool {
	return len(name) >= 2 && len(name) <= 3 && strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// isOrnament reports whether r is no part of a word.
func isOrnament(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }

// code resolves a code in capitals. What people mean otherwise counts only in
// a region that contains it, and in a region nothing else counts.
func (s *sorter) code(code string, outer []string) (string, bool) {
	slug, ok := s.atlas.Resolve(code)
	if !ok {
		return "", false
	}
	outer = slices.DeleteFunc(slices.Clone(outer), func(region string) bool { return region == feeds.World })
	if len(outer) == 0 {
		return slug, !slices.Contains(abbreviations, code)
	}
	return slug, slices.ContainsFunc(outer, func(region string) bool { return s.atlas.Contains(region, slug) })
}

// isState reports whether a name is that of a state in a folder of the United
// States.
func isState(slug string, outer []string) bool {
	return slug == "georgia" && slices.Contains(outer, "united-states")
}

// flag resolves a flag with nothing beside it: two regional indicators.
func (s *sorter) flag(name string) (string, bool) {
	const first, last = '🇦', '🇿'
	var code []rune
	for _, r := range name {
		switch {
		case r >= first && r <= last:
			code = append(code, 'a'+r-first)
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			return "", false
		}
	}
	if len(code) != 2 {
		return "", false
	}
	return s.atlas.Resolve(string(code))
}
