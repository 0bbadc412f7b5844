package page

import (
	"bytes"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dateline/aggregator/parse/address"
	"dateline/aggregator/parse/decode"
)

// open reads the page into an outline.
func open(in Input) (*page, error) {
	p := &page{in: in, got: map[string]int{}}
	text, mended, err := decode.Text(in.Body, decode.Charset(in.ContentType), declaredCharset(in.Body))
	if err != nil {
		return nil, err
	}
	p.notes = mended
	root, err := p.parse(text)
	if err != nil {
		return nil, err
	}
	if p.outline = newOutline(root); p.isCut {
		p.note("lists cut after %d elements", maxChildren)
	}
	p.in.URL = p.address()
	p.base = p.baseAddress()
	return p, nil
}

// parse makes a tree of the page, in which scripts are not run. If it nests
// deeper than the parser allows in spite of our limit, then by elements that
// we took to end by themselves.
func (p *page) parse(text []byte) (root *html.Node, err error) {
	notes := p.notes
	for nesting := maxNesting; nesting > 4; nesting /= 2 {
		p.notes = notes
		trimmed := p.trim(text, nesting)
		root, err = html.ParseWithOptions(bytes.NewReader(trimmed), html.ParseOptionEnableScripting(false))
		if err == nil {
			break
		}
	}
	return root, err
}

var metaCharset = regexp.MustCompile(`(?i)<meta\s[^>]*charset\s*=\s*["']?\s*([a-z0-9_:.-]+)`)

// declaredCharset returns what a meta element at the beginning says. A page
// that can say so is no UTF-16 (HTML section 13.2.3.2).
func declaredCharset(body []byte) string {
	m := metaCharset.FindSubmatch(body[:min(len(body), 8<<10)])
	if m == nil || strings.HasPrefix(strings.ToLower(string(m[1])), "utf-16") {
		return ""
	}
	return string(m[1])
}

// address is where the page is; of one that was saved to a file, where it says
// that it was.
func (p *page) address() string {
	if p.in.URL != "" {
		return p.in.URL
	}
	for _, n := range p.nodes {
		if n.DataAtom == atom.Link && strings.EqualFold(attr(n, "rel"), "canonical") {
			return address.Web("", attr(n, "href"))
		}
	}
	return ""
}

// baseAddress is what relative addresses are relative to.
func (p *page) baseAddress() string {
	for _, n := range p.nodes {
		if href := attr(n, "href"); n.DataAtom == atom.Base && href != "" {
			if a := address.Web(p.in.URL, href); a != "" {
				return a
			}
			break // only the first counts
		}
	}
	return p.in.URL
}

// web returns the absolute form of an address that a reader can follow, ""
// for others, such as javascript:, and for those that lead nowhere else ("#").
func (p *page) web(ref string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" || ref == "#" {
		return ""
	}
	a := address.Web(p.base, ref)
	if u, err := url.Parse(a); err != nil || u.Hostname() == "" {
		return ""
	}
	return strings.TrimSuffix(a, "#")
}

// siteName is the name of the site, else the title of the page.
func (p *page) siteName() string {
	title := ""
	for i, n := range p.nodes {
		switch {
		case n.DataAtom == atom.Meta && attr(n, "property") == "og:site_name" && attr(n, "content") != "":
			return words(attr(n, "content"))
		case n.DataAtom == atom.Title && n.Namespace == "" && title == "":
			title = p.text(int32(i))
		case n.DataAtom == atom.Body:
			return title
		}
	}
	return title
}

// language is what the page says of the language of element i, and is not said
// of the whole page.
func (p *page) language(i int32) string {
	for at := i; at > 0; at = p.parent[at] {
		if lang := p.lang(at); lang != "" {
			return lang
		}
	}
	return ""
}

// lang is the tag that an element carries. Longer ones are no tags (RFC 5646
// section 4.4.1).
func (p *page) lang(i int32) string {
	if lang := strings.TrimSpace(p.attr(i, "lang")); len(lang) <= 35 {
		return lang
	}
	return ""
}
