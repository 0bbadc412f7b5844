package page

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Bounds of what is taken from a page, in bytes. A selector that matches the
// whole page makes no title of it.
const (
	maxLine    = 1000 // a title
	maxLabel   = 100  // a region, a date, a credit: longer ones are something else
	maxSummary = 64 << 10
)

// text returns the words in an element on one line, without those of items and
// advertisements in it.
func (p *page) text(i int32) string {
	var b strings.Builder
	p.writeText(&b, p.nodes[i], false)
	return words(b.String())
}

// phrases is like text, but sets every element off by a space: captions and
// labels often touch in the source.
func (p *page) phrases(i int32) string {
	var b strings.Builder
	p.writeText(&b, p.nodes[i], true)
	return words(b.String())
}

func (p *page) writeText(b *strings.Builder, n *html.Node, apart bool) {
	apart = apart || !isInline(n)
	if apart {
		b.WriteByte(' ')
	}
	for c := n.FirstChild; c != nil && b.Len() < maxSummary; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(c.Data)
		case c.Type == html.ElementNode && !p.isSkipped(c):
			p.writeText(b, c, apart && !isInline(c))
		}
	}
	if apart {
		b.WriteByte(' ')
	}
}

// isSkipped reports whether the text of an element is nobody's or another's.
func (p *page) isSkipped(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Textarea, atom.Select, atom.Svg, atom.Iframe:
		return true
	default:
		i, known := p.at[n]
		return isTemplate(n) || known && p.skip[i]
	}
}

// isTemplate reports whether what is in an element is not shown until a script
// does. A shadow root is.
func isTemplate(n *html.Node) bool {
	return n.DataAtom == atom.Template && attr(n, "shadowrootmode") == ""
}

func isInline(n *html.Node) bool {
	switch n.DataAtom {
	case atom.A, atom.Abbr, atom.B, atom.Bdi, atom.Bdo, atom.Cite, atom.Code, atom.Em, atom.Font, atom.I, atom.Ins,
		atom.Mark, atom.Q, atom.S, atom.Small, atom.Span, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.U, atom.Wbr:
		return true
	default:
		return false
	}
}

// inner returns what is in an element as HTML with absolute addresses, without
// items, advertisements and scripts. It takes them out of the tree.
func (p *page) inner(i int32) string {
	n := p.nodes[i]
	p.settle(n)
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if err := html.Render(&b, c); err != nil || b.Len() > maxSummary {
			return escape(clip(p.text(i), maxSummary))
		}
	}
	return strings.TrimSpace(b.String())
}

// settle makes the tree under n fit to be published elsewhere.
func (p *page) settle(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if c.Type == html.ElementNode {
			if p.isSkipped(c) && c.DataAtom != atom.Noscript {
				n.RemoveChild(c)
			} else {
				p.absolute(c)
				p.settle(c)
			}
		}
		c = next
	}
}

// absolute completes the addresses in an element's attributes. What may follow
// is for the cleaner to judge.
func (p *page) absolute(n *html.Node) {
	for k, a := range n.Attr {
		switch a.Key {
		case "href", "src", "poster", "cite", "data-src", "data-original", "data-lazy-src":
			if full := p.web(a.Val); full != "" {
				n.Attr[k].Val = full
			}
		case "srcset", "data-srcset":
			n.Attr[k].Val = p.absoluteSet(a.Val)
		}
	}
}

// attr returns an attribute of an element.
func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Namespace == "" && a.Key == name {
			return a.Val
		}
	}
	return ""
}

// hasAttr reports whether an element has one of some attributes.
func hasAttr(n *html.Node, names ...string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return slices.Contains(names, a.Key) })
}

// words folds white space.
func words(s string) string { return strings.Join(strings.Fields(s), " ") }

// clip cuts a text at a number of bytes, between characters.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// escape makes HTML of plain text.
func escape(s string) string { return escaper.Replace(s) }
