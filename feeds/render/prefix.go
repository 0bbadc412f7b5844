package render

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// prefixes are the namespaces a document declares on its root.
type prefixes struct {
	bySpace map[string]string
	byName  map[string]string
}

func newPrefixes() *prefixes {
	return &prefixes{bySpace: map[string]string{}, byName: map[string]string{}}
}

// of returns the prefix of a namespace, and declares it: the customary one,
// else the one that the source used if it is free, else ns1, ns2…
func (p *prefixes) of(space, wish string) string {
	if name, ok := p.bySpace[space]; ok {
		return name
	}
	name := customary[space]
	if name == "" {
		name = p.free(wish)
	}
	p.bySpace[space], p.byName[name] = name, space
	return name
}

func (p *prefixes) free(wish string) string {
	if isName(wish) && len(wish) <= 20 && !reserved[wish] && !strings.HasPrefix(strings.ToLower(wish), "xml") && p.byName[wish] == "" {
		return wish
	}
	for n := 1; ; n++ {
		if name := "ns" + strconv.Itoa(n); p.byName[name] == "" {
			return name
		}
	}
}

// each ranges over the declared prefixes in alphabetical order.
func (p *prefixes) each(yield func(prefix, space string) bool) {
	for _, name := range slices.Sorted(maps.Keys(p.byName)) {
		if name != "xml" && !yield(name, p.byName[name]) {
			return
		}
	}
}

// isName reports whether s is a name without a colon. XML allows more letters,
// but not every parser the same ones.
func isName(s string) bool {
	for i := range len(s) {
		if c := s[i]; !isLetter(c) && c != '_' && (i == 0 || !isDigit(c) && c != '-' && c != '.') {
			return false
		}
	}
	return s != ""
}
