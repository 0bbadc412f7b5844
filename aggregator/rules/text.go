package rules

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// inline are the elements that do not part words.
var inline = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.B: true, atom.Bdi: true, atom.Bdo: true, atom.Cite: true,
	atom.Code: true, atom.Del: true, atom.Dfn: true, atom.Em: true, atom.Font: true, atom.I: true,
	atom.Ins: true, atom.Kbd: true, atom.Mark: true, atom.Q: true, atom.Rb: true, atom.Ruby: true,
	atom.S: true, atom.Samp: true, atom.Small: true, atom.Span: true, atom.Strong: true,
	atom.Sub: true, atom.Sup: true, atom.Time: true, atom.U: true, atom.Var: true, atom.Wbr: true,
}

// plain is the text of an item's summary and content, words parted by single
// spaces. A summary that the content repeats is left out.
func plain(summary, content string) string {
	s, c := plainHTML(summary), plainHTML(content)
	switch {
	case s == "" || strings.Contains(c, s):
		return c
	case c == "":
		return s
	}
	return s + " " + c
}

// plainHTML is the text of a fragment.
func plainHTML(fragment string) string {
	out := make([]byte, 0, len(fragment))
	if !strings.ContainsAny(fragment, "<&") {
		return string(bytes.TrimRight(addText(out, []byte(fragment)), " "))
	}
	for z := html.NewTokenizer(strings.NewReader(fragment)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return string(bytes.TrimRight(out, " "))
		case html.TextToken:
			out = addText(out, z.Text())
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			if name, _ := z.TagName(); !inline[atom.Lookup(name)] {
				out = addText(out, space)
			}
		default:
		}
	}
}

var space = []byte(" ")

// addText appends text with a single space for white space, and none at the
// beginning.
func addText(out, text []byte) []byte {
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(text[i:])
		}
		switch {
		case !unicode.IsSpace(r):
			out = append(out, text[i:i+n]...)
		case len(out) > 0 && out[len(out)-1] != ' ':
			out = append(out, ' ')
		}
		i += n
	}
	return out
}
