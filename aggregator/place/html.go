package place

import (
	"html"
	"strings"
)

// blocks are the elements that end a line of text.
var blocks = map[string]bool{
	"p": true, "div": true, "br": true, "li": true, "ul": true, "ol": true, "h1": true, "h2": true, "h3": true,
	"h4": true, "h5": true, "h6": true, "tr": true, "td": true, "th": true, "table": true, "figure": true, "hr": true,
	"blockquote": true, "section": true, "article": true, "header": true, "footer": true, "pre": true, "dd": true, "dt": true,
}

// silent are the elements whose text is not the story's: a caption says what
// a picture shows, and whose it is.
var silent = map[string]bool{"script": true, "style": true, "figcaption": true, "template": true, "svg": true, "title": true}

// appendText appends to dst the text of an HTML fragment, at most limit bytes
// of it: no tags, attributes or comments, entities read, spaces joined, a new
// line between blocks.
func appendText(dst []byte, fragment string, limit int) []byte {
	limit += len(dst)
	for i := 0; i < len(fragment) && len(dst) < limit; {
		switch c := fragment[i]; {
		case c == '<' && isTag(fragment[i+1:]):
			name, rest, closing := tag(fragment[i+1:])
			i = len(fragment) - len(rest)
			switch {
			case silent[name] && !closing:
				i = len(fragment) - len(after(rest, name))
				dst = appendBreak(dst)
			case blocks[name]:
				dst = appendBreak(dst)
			}
		case c == '&':
			word, n := entity(fragment[i:])
			i += n
			dst = append(dst, word...)
		case c == ' ' || c == '\n' || c == '\t' || c == '\r':
			if n := len(dst); n > 0 && dst[n-1] != ' ' && dst[n-1] != '\n' {
				dst = append(dst, ' ')
			}
			i++
		default:
			n, most := i+1, min(len(fragment), i+limit-len(dst))
			for n < most && (isOrdinary[fragment[n]] || fragment[n] == ' ' && isOrdinary[fragment[n-1]]) {
				n++
			}
			dst = append(dst, fragment[i:n]...)
			i = n
		}
	}
	return dst
}

// isOrdinary says which bytes stand for themselves, whatever is around them.
var isOrdinary = func() (t [256]bool) {
	for c := range t {
		t[c] = !strings.ContainsRune("<& \n\t\r", rune(c))
	}
	return t
}()

// appendBreak ends the line, if there is one.
func appendBreak(dst []byte) []byte {
	if n := len(dst); n > 0 && dst[n-1] != '\n' {
		return append(dst, '\n')
	}
	return dst
}

// isTag reports whether what follows a less-than sign makes it a tag.
func isTag(s string) bool {
	return s != "" && (isASCIILetter(s[0]) || s[0] == '/' || s[0] == '!' || s[0] == '?')
}

// tag reads a tag from after its less-than sign.
func tag(s string) (name, rest string, closing bool) {
	if comment, found := strings.CutPrefix(s, "!--"); found {
		_, rest, _ = strings.Cut(comment, "-->")
		return "", rest, false
	}
	closing = s[0] == '/'
	if closing {
		s = s[1:]
	}
	n := 0
	for n < len(s) && (isASCIILetter(s[n]) || s[n] >= '0' && s[n] <= '9') {
		n++
	}
	name = s[:n]
	if strings.ToLower(name) != name {
		name = strings.ToLower(name)
	}
	return name, s[endOfTag(s):], closing
}

// endOfTag finds the end of a tag outside its quoted attributes.
func endOfTag(s string) int {
	quote := byte(0)
	for i := range len(s) {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '>':
			return i + 1
		case (c == '"' || c == '\'') && i > 0 && s[i-1] == '=':
			quote = c
		}
	}
	return len(s)
}

// after returns what follows the end of a silent element.
func after(s, name string) string {
	for {
		_, rest, found := strings.Cut(s, "</")
		if !found {
			return ""
		}
		if end, tail, _ := tag("/" + rest); end == name {
			return tail
		}
		s = rest
	}
}

// entity reads a character reference: what it stands for, and its length.
func entity(s string) (string, int) {
	end := strings.IndexByte(s[:min(len(s), 12)], ';')
	if end < 0 {
		return "&", 1
	}
	switch s[:end+1] {
	case "&amp;":
		return "&", end + 1
	case "&nbsp;", "&#160;", "&#xa0;":
		return " ", end + 1
	case "&quot;", "&#34;":
		return `"`, end + 1
	case "&#39;", "&apos;":
		return "'", end + 1
	}
	return html.UnescapeString(s[:end+1]), end + 1
}
