package clean

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Most fragments are written plainly: tags in small letters, values in quotes,
// nothing that HTML has rules for which nobody remembers. They are read here, in
// half the time and without a buffer. Whatever is not plain is left to the
// tokenizer, from the beginning; of what is, the tree is the same.

// maxPlain is how many attributes a plain tag has.
const maxPlain = 12

// written is an attribute as it is in the source.
type written struct{ name, value string }

// readPlain builds the tree of a fragment, and reports whether it is plain. If it
// is not, the tree may have some of it.
func (t *tree) readPlain(src string) bool {
	if strings.IndexByte(src, '\r') >= 0 || strings.IndexByte(src, 0) >= 0 || strings.Contains(src, "<!") {
		return false
	}
	for at := 0; at < len(src) && len(t.nodes) < maxNodes; {
		n := strings.IndexByte(src[at:], '<')
		if n < 0 {
			n = len(src) - at
		}
		if n == 0 {
			if n = t.plainTag(src[at:]); n == 0 {
				return false
			}
		} else {
			t.addText([]byte(html.UnescapeString(src[at : at+n])))
		}
		at += n
	}
	return true
}

// plainTag takes the tag that src begins with and returns its length, 0 if it is
// not plain.
func (t *tree) plainTag(src string) int {
	if strings.HasPrefix(src, "</") {
		end := 2 + plainName(src[2:])
		close := end + spaces(src[end:])
		if end == 2 || close == len(src) || src[close] != '>' {
			return 0
		}
		t.end([]byte(src[2:end]))
		return close + 1
	}
	var buffer [maxPlain]written
	at := 1 + plainName(src[1:])
	name := src[1:at]
	attrs, n, empty := plainAttrs(src[at:], buffer[:0])
	if name == "" || n == 0 {
		return 0
	}
	tag, el := lookup([]byte(name))
	switch tag {
	case atom.Script, atom.Style, atom.Xmp, atom.Plaintext: // what follows is no HTML
		return 0
	default:
	}
	if id, ok := t.begin([]byte(name), tag, el); ok {
		for _, a := range attrs {
			t.addAttr(id, attrKeys[a.name], a.value)
		}
		t.begun(id, empty)
	}
	return at + n
}

// plainAttrs reads the attributes of a tag and its end. It returns how long they
// are, 0 if they are not plain, and whether the element closes itself.
func plainAttrs(src string, into []written) (attrs []written, n int, empty bool) {
	for at := 0; ; {
		n := spaces(src[at:])
		at += n
		switch {
		case at == len(src):
			return nil, 0, false
		case src[at] == '>':
			return into, at + 1, false
		case src[at] == '/':
			if at+1 == len(src) || src[at+1] != '>' {
				return nil, 0, false
			}
			return into, at + 2, true
		case n == 0 || len(into) == maxPlain:
			return nil, 0, false
		}
		a, n := plainAttr(src[at:])
		if n == 0 || isAmong(into, a.name) {
			return nil, 0, false
		}
		into = append(into, a)
		at += n
	}
}

// isAmong reports whether there is an attribute of this name. Only the first
// counts: that is not plain.
func isAmong(attrs []written, name string) bool {
	for i := range attrs {
		if attrs[i].name == name {
			return true
		}
	}
	return false
}

// plainAttr reads an attribute and returns its length, 0 if it is not plain.
func plainAttr(src string) (a written, n int) {
	n = plainName(src)
	if n == 0 || n+2 > len(src) || src[n] != '=' || src[n+1] != '"' && src[n+1] != '\'' {
		return a, 0
	}
	from := n + 2
	length := strings.IndexByte(src[from:], src[n+1])
	if length < 0 {
		return a, 0
	}
	value, ok := plainValue(src[from : from+length])
	if !ok {
		return a, 0
	}
	return written{src[:n], value}, from + length + 1
}

// plainValue decodes the entities of a value, and reports whether all are such
// as mean in attributes what they mean in text.
func plainValue(s string) (string, bool) {
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return s, true
	}
	isNumeric := false
	for rest := s[i:]; ; {
		if strings.HasPrefix(rest, "&#") {
			isNumeric = true
		} else if !strings.HasPrefix(rest, "&amp;") {
			return "", false
		}
		next := strings.IndexByte(rest[1:], '&')
		if next < 0 {
			break
		}
		rest = rest[1+next:]
	}
	if isNumeric {
		return html.UnescapeString(s), true
	}
	return strings.ReplaceAll(s, "&amp;", "&"), true
}

// plainName is how long the name is that s begins with, 0 if it is not one of
// small letters, digits and hyphens.
func plainName(s string) int {
	n := 0
	for n < len(s) && inPlainNames[s[n]] {
		n++
	}
	if n > 0 && (s[0] < 'a' || s[0] > 'z') {
		return 0
	}
	return n
}

// inPlainNames are the characters of plain names.
var inPlainNames = func() (t [256]bool) {
	for _, c := range "abcdefghijklmnopqrstuvwxyz0123456789-" {
		t[c] = true
	}
	return t
}()

// spaces is how much white space s begins with.
func spaces(s string) int {
	n := 0
	for n < len(s) && (s[n] == ' ' || s[n] == '\n' || s[n] == '\t' || s[n] == '\f') {
		n++
	}
	return n
}
