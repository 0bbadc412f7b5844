package page

import (
	"strings"

	"golang.org/x/net/html/atom"

	"dateline/feeds"
)

// title returns the headline of item k and the element it is in, -1 if there
// is none. Pictures of text speak by their alt.
func (p *page) title(f fields, k int32) (text string, headline int32) {
	for i, name := range f[keyTitle].of(k) {
		text = p.value(i, name)
		if text == "" && name == "" {
			text = p.alt(i)
		}
		if text != "" {
			return clip(text, maxLine), i
		}
	}
	return "", -1
}

// alt is the text of the first picture with one in element i.
func (p *page) alt(i int32) string {
	for at := i; at < p.end[i]; at++ {
		if p.nodes[at].DataAtom == atom.Img {
			if alt := words(p.attr(at, "alt")); alt != "" {
				return alt
			}
		}
	}
	return ""
}

// link returns the address of item k. Where the selector leaves a choice, the
// link in or around the headline is the item's, and that of a region's label
// is not.
func (p *page) link(f fields, k, headline int32) string {
	if f[keyLink].isDefault() {
		return p.headlineLink(f, k, headline)
	}
	best, rank := "", 0
	for i, name := range f[keyLink].of(k) {
		address := p.web(p.href(i, name))
		is := 1
		switch {
		case address == "":
			continue
		case headline >= 0 && p.touch(i, headline):
			is = 3
		case !p.isLabel(f, k, i):
			is = 2
		}
		if is > rank {
			best, rank = address, is
		}
	}
	return best
}

// headlineLink is the link around the headline or in it, or the item as a
// whole, or else the first that is not a label's.
func (p *page) headlineLink(f fields, k, headline int32) string {
	if headline >= 0 {
		for at := headline; at >= 0; at = p.parent[at] {
			if address := p.anchor(at); address != "" && p.isWholly(at, k) {
				return address
			}
		}
		for at := headline; at < p.end[headline]; at++ {
			if address := p.anchor(at); address != "" {
				return address
			}
		}
	}
	root := p.items[k]
	for at := root; at < p.end[root]; at++ {
		if p.owner[at] == k && !p.isLabel(f, k, at) {
			if address := p.anchor(at); address != "" {
				return address
			}
		}
	}
	if up := p.parent[root]; up >= 0 && p.isWholly(up, k) {
		return p.anchor(up)
	}
	return ""
}

// isWholly reports whether element i is in item k, or holds no other item.
func (p *page) isWholly(i, k int32) bool {
	return p.owner[i] == k || p.owner[i] == nobody && len(p.within(p.items, i)) == 1
}

// anchor is the address of an element that is a link, else "".
func (p *page) anchor(i int32) string {
	if p.nodes[i].DataAtom != atom.A {
		return ""
	}
	return p.web(p.attr(i, "href"))
}

// addressAttrs are where pages keep the address of what is no link.
var addressAttrs = []string{"href", "data-href", "data-url", "data-next", "data-link", "hx-get", "data-hx-get"}

// href is the address in an element: in the attribute if one is named, else
// that of the element, of the first link in it, or of the link around it.
func (p *page) href(i int32, name string) string {
	if name != "" {
		return p.attr(i, name)
	}
	for at := i; at < p.end[i]; at++ {
		for _, name := range addressAttrs {
			if v := p.attr(at, name); v != "" {
				return v
			}
		}
	}
	for at := p.parent[i]; at >= 0; at = p.parent[at] {
		if p.nodes[at].DataAtom == atom.A {
			return p.attr(at, "href")
		}
	}
	return ""
}

// touch reports whether one of two elements lies in the other.
func (p *page) touch(a, b int32) bool {
	return a <= b && b < p.end[a] || b <= a && a < p.end[b]
}

// isLabel reports whether element i is, holds or lies in a label of item k.
func (p *page) isLabel(f fields, k, i int32) bool {
	for label := range f[keyRegion].of(k) {
		if p.touch(label, i) && label != p.items[k] {
			return true
		}
	}
	return false
}

// linkText is the words of the first link of an item that has any.
func (p *page) linkText(k int32) string {
	root := p.items[k]
	for at := root; at < p.end[root]; at++ {
		if p.owner[at] != k || p.anchor(at) == "" {
			continue
		}
		for _, text := range []string{p.text(at), words(p.attr(at, "title")), words(p.attr(at, "aria-label")), p.alt(at)} {
			if text != "" {
				return clip(text, maxLine)
			}
		}
	}
	return ""
}

// labels are the categories of item k: what stands where the region does,
// taken apart where it holds several.
func (p *page) labels(f fields, k int32) []feeds.Category {
	var all []feeds.Category
	seen := map[string]bool{}
	for _, alternative := range f[keyRegion].found {
		for _, i := range alternative.items[k] {
			for _, term := range parts(p.value(i, alternative.attr)) {
				if !seen[term] && len(all) < maxLabels {
					all = append(all, feeds.Category{Term: term})
				}
				seen[term] = true
			}
		}
		if len(all) > 0 {
			break
		}
	}
	return all
}

// maxLabels is how many categories an item gets.
const maxLabels = 10

// parts takes a label apart: "Malaysia | Business", "Asia › Japan".
func parts(label string) []string {
	if len(label) > maxLabel {
		return nil
	}
	var all []string
	for part := range strings.FieldsFuncSeq(label, func(r rune) bool { return strings.ContainsRune("|/,;·•›»>", r) }) {
		if part = strings.Trim(part, " []:"); part != "" {
			all = append(all, part)
		}
	}
	return all
}

// summary returns the excerpt of item k as HTML. By default it is the first
// paragraph that says more than the other parts do.
func (p *page) summary(f fields, k, headline int32) string {
	for i, name := range f[keySummary].of(k) {
		if name != "" {
			if text := words(p.attr(i, name)); text != "" {
				return escape(clip(text, maxSummary))
			}
			continue
		}
		if f[keySummary].isDefault() && (headline >= 0 && p.touch(i, headline) || p.isTaken(f, k, i)) {
			continue
		}
		if p.text(i) != "" && i != p.items[k] {
			return p.inner(i)
		}
	}
	return ""
}

// isTaken reports whether element i is, holds or lies in the label, date or
// credit of item k.
func (p *page) isTaken(f fields, k, i int32) bool {
	for _, key := range []string{keyRegion, keyDate, keyCredit} {
		for at := range f[key].of(k) {
			if p.touch(at, i) {
				return true
			}
		}
	}
	return false
}
