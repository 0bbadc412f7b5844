package page

import (
	"bytes"
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// What is left of a page for the HTML parser. Its algorithms are quadratic in
// how deep elements nest, and it copies open formatting elements into every
// block; beyond 512 levels it gives up. News pages have some thousand tags,
// nest thirty deep and hold a handful of formatting open.
const (
	maxTags    = 200_000 // tags and texts
	maxNesting = 100     // levels, not counting elements that end by themselves
	maxStyles  = 8       // kinds of formatting open at once
	maxAttrs   = 256     // words of a tag
)

// trimmer copies a page without what is beyond the limits, comments, and the
// text of scripts.
type trimmer struct {
	z       *html.Tokenizer
	out     []byte
	nesting int
	open    []string       // elements, the innermost last
	styles  map[string]int // formatting that no end tag has closed
	styled  int            // the sum of styles
	dropped map[string]int // start tags whose end tags are dropped too
	foreign int            // svg and math elements open
	mute    bool           // the text to come is a script
	isDeep  bool
}

// trim returns the page cut and flattened to a nesting, and notes what was
// left out.
func (p *page) trim(text []byte, nesting int) []byte {
	text, isLong := shorten(text)
	t := trimmer{
		z: html.NewTokenizer(bytes.NewReader(text)), out: make([]byte, 0, len(text)), nesting: nesting,
		styles: map[string]int{}, dropped: map[string]int{},
	}
	for n := 0; ; n++ {
		kind := t.z.Next()
		if kind == html.ErrorToken {
			break
		}
		if n == maxTags {
			p.note("page cut after %d tags and texts", maxTags)
			break
		}
		t.copy(kind)
	}
	if t.isDeep {
		p.note("tags nested too deep left out")
	}
	if isLong {
		p.note("tags of more than %d attributes shortened", maxAttrs)
	}
	return t.out
}

// copy copies the token that the tokenizer is at, or not.
func (t *trimmer) copy(kind html.TokenType) {
	from := len(t.out)
	t.out = append(t.out, t.z.Raw()...)
	keep := true
	switch kind {
	case html.TextToken:
		keep, t.mute = !t.mute, false
	case html.CommentToken:
		keep = false
	case html.StartTagToken, html.SelfClosingTagToken:
		name, hasAttrs := t.z.TagName()
		keep = t.begin(string(name), hasAttrs)
	case html.EndTagToken:
		name, _ := t.z.TagName()
		t.mute = false
		keep = t.finish(string(name))
	default: // the doctype stays
	}
	if !keep {
		t.out = t.out[:from]
	}
}

// begin opens an element and reports whether it may be.
func (t *trimmer) begin(name string, hasAttrs bool) bool {
	what := atom.Lookup([]byte(name))
	t.mute = what == atom.Script || what == atom.Style
	if what == atom.Noscript || t.foreign > 0 {
		t.z.NextIsNotRawText() // as the parser will, which runs no scripts
		t.mute = false
	}
	if isVoid(what) || endsByItself(what) {
		return true
	}
	if len(t.open) >= t.nesting || !t.style(what, name, hasAttrs) {
		t.isDeep = t.isDeep || len(t.open) >= t.nesting
		t.dropped[name]++
		return false
	}
	t.open = append(t.open, name)
	if isForeign(name) {
		t.foreign++
	}
	return true
}

// style counts an element if it is formatting, and reports whether it may be
// opened. Of equal ones the parser copies three.
func (t *trimmer) style(what atom.Atom, name string, hasAttrs bool) bool {
	if !isFormatting(what) || !hasAttrs && t.styles[name] >= 3 {
		return true
	}
	if t.styled == maxStyles {
		return false
	}
	t.styles[name]++
	t.styled++
	return true
}

// finish closes an element and reports whether its end tag is to be copied.
func (t *trimmer) finish(name string) bool {
	if t.dropped[name] > 0 {
		t.dropped[name]--
		return false
	}
	if t.styles[name] > 0 {
		t.styles[name]--
		t.styled--
	}
	for i, last := range slices.Backward(t.open) {
		if last != name {
			continue
		}
		for _, closed := range t.open[i:] {
			if isForeign(closed) {
				t.foreign--
			}
		}
		t.open = t.open[:i]
		break
	}
	return true
}

func isForeign(name string) bool { return name == "svg" || name == "math" }

func isVoid(what atom.Atom) bool {
	switch what {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta,
		atom.Param, atom.Source, atom.Track, atom.Wbr:
		return true
	default:
		return false
	}
}

// endsByItself tells the elements that another of their kind ends, so that
// they do not nest however many are open.
func endsByItself(what atom.Atom) bool {
	switch what {
	case atom.Html, atom.Head, atom.Body, atom.P, atom.Li, atom.Dt, atom.Dd, atom.Option, atom.Optgroup,
		atom.Colgroup, atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr, atom.Td, atom.Th:
		return true
	default:
		return false
	}
}

// isFormatting tells the elements that the parser opens anew in each block
// until they are closed (HTML section 13.2.4.3). Of a there is but one.
func isFormatting(what atom.Atom) bool {
	switch what {
	case atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike,
		atom.Strong, atom.Tt, atom.U:
		return true
	default:
		return false
	}
}

// shorten cuts off what follows the first maxAttrs words of a tag, up to its
// end. The tokenizer would keep an entry for each of them.
func shorten(text []byte) (short []byte, isLong bool) {
	var out []byte
	from := 0
	for i := 0; i < len(text); {
		at := bytes.IndexByte(text[i:], '<')
		if at < 0 {
			break
		}
		end, isWhole := tagEnd(text, i+at+1)
		i = end
		if isWhole {
			continue
		}
		out = append(out, text[from:end]...)
		if n := bytes.IndexAny(text[end:], "<>"); n >= 0 {
			i += n
		} else {
			i = len(text)
		}
		from = i
	}
	if from == 0 {
		return text, false
	}
	return append(out, text[from:]...), true
}

// maxQuote is how long a quoted value can be. In a script, quotes are no pairs.
const maxQuote = 64 << 10

// tagEnd returns where the tag whose name begins at i ends, or its first
// maxAttrs words if it has more.
func tagEnd(text []byte, i int) (end int, isWhole bool) {
	if i == len(text) || text[i]|0x20 < 'a' || text[i]|0x20 > 'z' {
		return i, true
	}
	words := 0
	for ; i < len(text); i++ {
		switch c := text[i]; c {
		case '>', '<':
			return i, true
		case '"', '\'':
			if text[i-1] != '=' {
				continue
			}
			if n := bytes.IndexByte(text[i+1:min(len(text), i+maxQuote)], c); n >= 0 {
				i += n + 1
			}
		case ' ', '\t', '\n', '\r', '\f', '/':
			if words++; words > maxAttrs {
				return i, false
			}
		}
	}
	return i, true
}
