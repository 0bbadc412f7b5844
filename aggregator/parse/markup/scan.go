package markup

import (
	"bytes"
	"slices"
)

// Kind says what a token of markup is.
type Kind uint8

// The kinds of token.
const (
	Text Kind = iota
	CDATA
	StartTag
	EndTag
	Directive // <!DOCTYPE …>
	Other     // comments and processing instructions
)

// Token is a piece of markup. Its slices point into the document.
type Token struct {
	Kind Kind
	// Body is the text of a text or CDATA section, or what stands between
	// "<!" and ">" of a directive.
	Body []byte
	// Name is the name of a tag with its prefix, Attrs what follows it.
	Name, Attrs []byte
	// Empty says that a start tag ends in "/>".
	Empty bool
	// Cut says that the document ended before the token did.
	Cut bool
}

// Scanner splits XML, or what was meant to be XML, into tokens. It never
// fails: a "<" that begins no tag is text.
type Scanner struct {
	Doc []byte
	// At is where the next token begins.
	At int
	// endless says of comments and of directives that none is closed from
	// here on: nobody need look again.
	endless [2]bool
}

// longestQuoted bounds the search for the end of what an entity stands for.
const longestQuoted = 1000

// longestValue bounds the search for the quote that ends an attribute.
const longestValue = 1 << 18

// Next returns the token at the current place, and false at the end.
func (s *Scanner) Next() (Token, bool) {
	if s.At >= len(s.Doc) {
		return Token{}, false
	}
	if s.Doc[s.At] != '<' || !opensMarkup(s.Doc[s.At+1:]) {
		return s.text(), true
	}
	rest := s.Doc[s.At:]
	switch {
	case rest[1] == '/':
		return s.endTag(), true
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		return s.until(CDATA, len("<![CDATA["), "]]>"), true
	case bytes.HasPrefix(rest, []byte("<!--")):
		return s.comment(), true
	case rest[1] == '?':
		return s.until(Other, len("<?"), ">"), true
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
		return len(rest) > 1 && (rest[1] == '-' || rest[1] == '[' || IsNameStart(rest[1]))
	case '/':
		return len(rest) > 1 && IsNameStart(rest[1])
	case '?':
		return true
	default:
		return IsNameStart(c)
	}
}

// IsNameStart reports whether a name may begin with c, which may be part of a
// character.
func IsNameStart(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c >= 0x80
}

// IsName reports whether c may be in a name.
func IsName(c byte) bool {
	return IsNameStart(c) || c >= '0' && c <= '9' || c == '-' || c == '.' || c == ':'
}

// IsSpace reports whether XML takes c for space.
func IsSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func (s *Scanner) text() Token {
	from := s.At
	for {
		s.At++
		i := bytes.IndexByte(s.Doc[s.At:], '<')
		if i < 0 {
			s.At = len(s.Doc)
			break
		}
		if s.At += i; opensMarkup(s.Doc[s.At+1:]) {
			break
		}
	}
	return Token{Kind: Text, Body: s.Doc[from:s.At]}
}

// until returns the token whose body begins skip bytes on and lasts until end.
func (s *Scanner) until(k Kind, skip int, end string) Token {
	body := s.Doc[s.At+skip:]
	i := bytes.Index(body, []byte(end))
	if i < 0 {
		s.At = len(s.Doc)
		return Token{Kind: k, Body: body, Cut: true}
	}
	s.At += skip + i + len(end)
	return Token{Kind: k, Body: body[:i]}
}

// comment skips a comment. One that is never closed ends with its tag, so that
// it does not take the rest of the document with it.
func (s *Scanner) comment() Token {
	if s.endless[0] {
		return s.until(Other, len("<!"), ">")
	}
	from := s.At
	t := s.until(Other, len("<!--"), "-->")
	if t.Cut {
		s.At, s.endless[0] = from, true
		return s.until(Other, len("<!"), ">")
	}
	return t
}

// directive reads a document type, whose internal subset has tags of its own.
func (s *Scanner) directive() Token {
	if s.endless[1] {
		return s.until(Directive, len("<!"), ">")
	}
	from, depth := s.At+len("<!"), 0
	for i := from; i < len(s.Doc); i++ {
		switch c := s.Doc[i]; c {
		case '"', '\'':
			if depth > 0 { // what an Entity stands for
				i += max(bytes.IndexByte(s.Doc[i+1:min(len(s.Doc), i+longestQuoted)], c)+1, 0)
			}
		case '<':
			if bytes.HasPrefix(s.Doc[i:], []byte("<!--")) {
				if n := bytes.Index(s.Doc[i:], []byte("-->")); n > 0 {
					i += n + len("--")
					continue
				}
			}
			depth++
		case '>':
			if depth == 0 {
				s.At = i + 1
				return Token{Kind: Directive, Body: s.Doc[from:i]}
			}
			depth--
		}
	}
	s.endless[1] = true
	return s.until(Directive, len("<!"), ">")
}

func (s *Scanner) endTag() Token {
	from := s.At + len("</")
	to := from
	for to < len(s.Doc) && IsName(s.Doc[to]) {
		to++
	}
	t := Token{Kind: EndTag, Name: s.Doc[from:to]}
	i := bytes.IndexByte(s.Doc[to:], '>')
	if i < 0 {
		s.At, t.Cut = len(s.Doc), true
		return t
	}
	s.At = to + i + 1
	return t
}

func (s *Scanner) startTag() Token {
	from := s.At + len("<")
	to := from
	for to < len(s.Doc) && IsName(s.Doc[to]) {
		to++
	}
	t := Token{Kind: StartTag, Name: s.Doc[from:to]}
	end := tagEnd(s.Doc, to)
	if end < 0 {
		s.At, t.Cut = len(s.Doc), true
		return t
	}
	t.Attrs = s.Doc[to:end]
	if n := len(t.Attrs); n > 0 && t.Attrs[n-1] == '/' {
		t.Attrs, t.Empty = t.Attrs[:n-1], true
	}
	s.At = end + 1
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
		if !IsSpace(last) {
			return last == c
		}
	}
	return false
}

// Each ranges over the attributes of a start tag, their values as they stand.
func (t Token) Each() func(yield func(name, value []byte) bool) {
	return func(yield func(name, value []byte) bool) { attributes(t.Attrs, yield) }
}

// maxAttributes bounds the attributes that are read of a tag.
const maxAttributes = 200

// attributes calls yield with each attribute of a start tag, its value as it
// stands, until yield returns false.
func attributes(b []byte, yield func(name, value []byte) bool) {
	for i, n := 0, 0; i < len(b) && n < maxAttributes; {
		if !IsNameStart(b[i]) {
			i++
			continue
		}
		from := i
		for i < len(b) && IsName(b[i]) {
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
	for i < len(b) && !IsSpace(b[i]) {
		i++
	}
	return b[from:i], i
}

func skipSpace(b []byte, i int) int {
	for i < len(b) && IsSpace(b[i]) {
		i++
	}
	return i
}
