package parse

import (
	"bytes"
	"slices"
)

// kind says what a token of markup is.
type kind uint8

const (
	textToken kind = iota
	cdataToken
	startToken
	endToken
	directiveToken // <!DOCTYPE …>
	otherToken     // comments and processing instructions
)

// token is a piece of markup. Its slices point into the document.
type token struct {
	kind kind
	// body is the text of a text or CDATA section, or what stands between
	// "<!" and ">" of a directive.
	body []byte
	// name is the name of a tag with its prefix, attrs what follows it.
	name, attrs []byte
	// empty says that a start tag ends in "/>".
	empty bool
	// cut says that the document ended before the token did.
	cut bool
}

// scanner splits XML, or what was meant to be XML, into tokens. It never
// fails: a "<" that begins no tag is text.
type scanner struct {
	doc []byte
	at  int
	// endless says of comments and of directives that none is closed from
	// here on: nobody need look again.
	endless [2]bool
}

// longestValue bounds the search for the quote that ends an attribute.
const longestValue = 1 << 18

// next returns the token at the current place, and false at the end.
func (s *scanner) next() (token, bool) {
	if s.at >= len(s.doc) {
		return token{}, false
	}
	if s.doc[s.at] != '<' || !opensMarkup(s.doc[s.at+1:]) {
		return s.text(), true
	}
	rest := s.doc[s.at:]
	switch {
	case rest[1] == '/':
		return s.endTag(), true
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		return s.until(cdataToken, len("<![CDATA["), "]]>"), true
	case bytes.HasPrefix(rest, []byte("<!--")):
		return s.comment(), true
	case rest[1] == '?':
		return s.until(otherToken, len("<?"), ">"), true
	case rest[1] == '!':
		return s.directive(), true
	}
	return s.startTag(), true
}

// opensMarkup reports whether rest, which follows a "<", makes it markup.
func opensMarkup(rest []byte) bool {
	if len(rest) == 0 {
		return false
	}
	switch c := rest[0]; c {
	case '!':
		return len(rest) > 1 && (rest[1] == '-' || rest[1] == '[' || isNameStart(rest[1]))
	case '/':
		return len(rest) > 1 && isNameStart(rest[1])
	case '?':
		return true
	default:
		return isNameStart(c)
	}
}

func isNameStart(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c >= 0x80
}

func isName(c byte) bool {
	return isNameStart(c) || c >= '0' && c <= '9' || c == '-' || c == '.' || c == ':'
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func (s *scanner) text() token {
	from := s.at
	for {
		s.at++
		i := bytes.IndexByte(s.doc[s.at:], '<')
		if i < 0 {
			s.at = len(s.doc)
			break
		}
		if s.at += i; opensMarkup(s.doc[s.at+1:]) {
			break
		}
	}
	return token{kind: textToken, body: s.doc[from:s.at]}
}

// until returns the token whose body begins skip bytes on and lasts until end.
func (s *scanner) until(k kind, skip int, end string) token {
	body := s.doc[s.at+skip:]
	i := bytes.Index(body, []byte(end))
	if i < 0 {
		s.at = len(s.doc)
		return token{kind: k, body: body, cut: true}
	}
	s.at += skip + i + len(end)
	return token{kind: k, body: body[:i]}
}

// comment skips a comment. One that is never closed ends with its tag, so that
// it does not take the rest of the document with it.
func (s *scanner) comment() token {
	if s.endless[0] {
		return s.until(otherToken, len("<!"), ">")
	}
	from := s.at
	t := s.until(otherToken, len("<!--"), "-->")
	if t.cut {
		s.at, s.endless[0] = from, true
		return s.until(otherToken, len("<!"), ">")
	}
	return t
}

// directive reads a document type, whose internal subset has tags of its own.
func (s *scanner) directive() token {
	if s.endless[1] {
		return s.until(directiveToken, len("<!"), ">")
	}
	from, depth := s.at+len("<!"), 0
	for i := from; i < len(s.doc); i++ {
		switch c := s.doc[i]; c {
		case '"', '\'':
			if depth > 0 { // what an entity stands for
				i += max(bytes.IndexByte(s.doc[i+1:min(len(s.doc), i+maxEntity)], c)+1, 0)
			}
		case '<':
			if bytes.HasPrefix(s.doc[i:], []byte("<!--")) {
				if n := bytes.Index(s.doc[i:], []byte("-->")); n > 0 {
					i += n + len("--")
					continue
				}
			}
			depth++
		case '>':
			if depth == 0 {
				s.at = i + 1
				return token{kind: directiveToken, body: s.doc[from:i]}
			}
			depth--
		}
	}
	s.endless[1] = true
	return s.until(directiveToken, len("<!"), ">")
}

func (s *scanner) endTag() token {
	from := s.at + len("</")
	to := from
	for to < len(s.doc) && isName(s.doc[to]) {
		to++
	}
	t := token{kind: endToken, name: s.doc[from:to]}
	i := bytes.IndexByte(s.doc[to:], '>')
	if i < 0 {
		s.at, t.cut = len(s.doc), true
		return t
	}
	s.at = to + i + 1
	return t
}

func (s *scanner) startTag() token {
	from := s.at + len("<")
	to := from
	for to < len(s.doc) && isName(s.doc[to]) {
		to++
	}
	t := token{kind: startToken, name: s.doc[from:to]}
	end := tagEnd(s.doc, to)
	if end < 0 {
		s.at, t.cut = len(s.doc), true
		return t
	}
	t.attrs = s.doc[to:end]
	if n := len(t.attrs); n > 0 && t.attrs[n-1] == '/' {
		t.attrs, t.empty = t.attrs[:n-1], true
	}
	s.at = end + 1
	return t
}

// tagEnd returns where the ">" is that ends a tag, or -1. A ">" in a quoted
// value does not; a quote that is never closed is no quote.
func tagEnd(doc []byte, at int) int {
	for i := at; i < len(doc); i++ {
		switch c := doc[i]; c {
		case '>':
			return i
		case '"', '\'':
			if !follows(doc[at:i], '=') {
				continue
			}
			j := bytes.IndexByte(doc[i+1:min(len(doc), i+longestValue)], c)
			if j < 0 {
				k := bytes.IndexByte(doc[i:], '>')
				if k < 0 {
					return -1
				}
				return i + k
			}
			i += 1 + j
		}
	}
	return -1
}

// follows reports whether the last byte of b that is not space is c.
func follows(b []byte, c byte) bool {
	for _, last := range slices.Backward(b) {
		if !isSpace(last) {
			return last == c
		}
	}
	return false
}

// maxAttributes bounds the attributes that are read of a tag.
const maxAttributes = 200

// attributes calls yield with each attribute of a start tag, its value as it
// stands, until yield returns false.
func attributes(b []byte, yield func(name, value []byte) bool) {
	for i, n := 0, 0; i < len(b) && n < maxAttributes; {
		if !isNameStart(b[i]) {
			i++
			continue
		}
		from := i
		for i < len(b) && isName(b[i]) {
			i++
		}
		name := b[from:i]
		value, size := attributeValue(b[i:])
		i += size
		n++
		if !yield(name, value) {
			return
		}
	}
}

// attributeValue reads `= "value"` at the start of b, with any or no quotes,
// and returns how long it is. An attribute without a value has length 0.
func attributeValue(b []byte) (value []byte, n int) {
	i := skipSpace(b, 0)
	if i == len(b) || b[i] != '=' {
		return nil, 0
	}
	i = skipSpace(b, i+1)
	if i == len(b) {
		return nil, i
	}
	if q := b[i]; q == '"' || q == '\'' {
		if j := bytes.IndexByte(b[i+1:], q); j >= 0 {
			return b[i+1 : i+1+j], i + j + 2
		}
		i++
	}
	from := i
	for i < len(b) && !isSpace(b[i]) {
		i++
	}
	return b[from:i], i
}

func skipSpace(b []byte, i int) int {
	for i < len(b) && isSpace(b[i]) {
		i++
	}
	return i
}
