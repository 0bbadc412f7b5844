package page

import (
	"iter"
	"strings"

	"github.com/andybalholm/cascadia"
)

// defaults are the selectors of keys that the operator left out: what good
// markup has, and the microdata and microformats of news.
func defaults() selectors {
	table := map[string][]string{
		keyTitle: {
			"h1, h2, h3, h4, h5, h6", "[role=heading]", "[itemprop=headline]", ".p-name", ".entry-title", "[itemprop=name]",
		},
		keyDate: {
			"time@datetime", "[itemprop=datePublished]@content", "[itemprop=datePublished]", ".dt-published", ".published", "time",
		},
		keySummary: {"p", "[itemprop=description], [itemprop=abstract]", ".p-summary", ".entry-summary", "dd", "blockquote"},
		keyRegion:  {"[itemprop=articleSection], [itemprop=contentLocation]", ".p-category, a[rel~=tag]"},
		keyImage:   {"img"},
		keyCredit:  {"figcaption, [class*=credit], [itemprop=creditText]"},
		keyNext:    {"link[rel~=next]@href", "a[rel~=next]@href"},
	}
	all := selectors{}
	for key, values := range table {
		s := selector{key: key}
		for _, v := range values {
			s.paths = append(s.paths, group(v))
		}
		all[key] = s
	}
	return all
}

// group compiles selectors without steps, in document order, as one path.
func group(value string) path {
	text, name, _ := strings.Cut(value, "@")
	var any cascadia.SelectorGroup
	for one := range strings.SplitSeq(text, ",") {
		sel, err := cascadia.Parse(strings.TrimSpace(one))
		if err != nil {
			panic(err) // unreachable: the table above is tested
		}
		any = append(any, sel)
	}
	return path{steps: []step{{what: any}}, attr: name}
}

// fields are the parts of all items, by key.
type fields map[string]field

// field is where a part was found, by alternative.
type field struct {
	selector
	found []finding
}

// finding is the elements that an alternative matches, by item.
type finding struct {
	attr  string
	items [][]int32
}

// find looks for every part in every item.
func (p *page) find(sel selectors) fields {
	f := fields{}
	for _, key := range []string{keyTitle, keyLink, keyDate, keySummary, keyRegion, keyImage, keyCredit} {
		f[key] = p.findKey(sel.of(key))
	}
	return f
}

func (p *page) findKey(sel selector) field {
	f := field{selector: sel}
	var outside [][]int32
	inside := false
	for _, a := range sel.paths {
		here := finding{a.attr, make([][]int32, len(p.items))}
		var out []int32
		for _, i := range p.match(a, p.items) {
			switch k := p.owner[i]; {
			case k == nobody:
				out = append(out, i)
			case k >= 0:
				here.items[k] = append(here.items[k], i)
				inside = true
			}
		}
		for k, root := range p.items {
			here.items[k] = last(here.items[k], root)
		}
		f.found, outside = append(f.found, here), append(outside, out)
	}
	if !inside && !sel.isDefault() {
		for k, out := range outside {
			f.found[k].items = p.around(out, sel.key)
		}
	}
	return f
}

// last moves the item itself to the end: what is in it comes first.
func last(found []int32, root int32) []int32 {
	if len(found) > 1 && found[0] == root {
		copy(found, found[1:])
		found[len(found)-1] = root
	}
	return found
}

// of ranges over the elements that a part of item k may be in, and the
// attribute to look at, those to be preferred first.
func (f field) of(k int32) iter.Seq2[int32, string] {
	return func(yield func(int32, string) bool) {
		for _, alternative := range f.found {
			for _, i := range alternative.items[k] {
				if !yield(i, alternative.attr) {
					return
				}
			}
		}
	}
}

// value is the text of an element, or of its attribute.
func (p *page) value(i int32, name string) string {
	if name != "" {
		return words(p.attr(i, name))
	}
	return p.text(i)
}
