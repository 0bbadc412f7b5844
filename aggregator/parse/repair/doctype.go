package repair

import (
	"bytes"
	"strings"

	"dateline/aggregator/parse/markup"
)

// Bounds on a document's own entities: how many there may be, how long one is,
// and how much text all references together may bring in.
const (
	maxEntities = 256
	maxEntity   = 1000
	maxExpanded = 1 << 20
)

// declare takes the internal entities of a document type. An entity in an
// entity stays as it is, so nothing can explode.
func (s *survey) declare(b []byte) {
	for len(s.entities) < maxEntities {
		i := bytes.Index(b, []byte("<!ENTITY"))
		if i < 0 {
			return
		}
		b = bytes.TrimLeft(b[i+len("<!ENTITY"):], " \t\r\n")
		n := 0
		for n < len(b) && markup.IsName(b[n]) {
			n++
		}
		name := string(b[:n])
		b = bytes.TrimLeft(b[n:], " \t\r\n")
		if name == "" || len(b) == 0 || b[0] != '"' && b[0] != '\'' {
			continue // a parameter, or a file elsewhere
		}
		end := bytes.IndexByte(b[1:], b[0])
		if end < 0 {
			return
		}
		if end <= maxEntity {
			s.setEntity(name, b[1:1+end])
		}
		b = b[1+end:]
	}
}

// setEntity takes the first declaration of a name, as XML does. The value is
// read twice, when it is declared and when it is put in: "&#38;#60;" is "<".
func (s *survey) setEntity(name string, value []byte) {
	if s.entities == nil {
		s.entities = map[string]string{}
	}
	if _, ok := s.entities[name]; !ok {
		s.entities[name] = markup.Unescape([]byte(markup.Unescape(value)))
	}
}

// own returns what the document's own entity that b begins with stands for,
// and the length of the reference, 0 if it is none of them.
func (s *survey) own(b []byte) (text string, n int) {
	if len(s.entities) == 0 {
		return "", 0
	}
	end := bytes.IndexByte(b[:min(len(b), markup.LongestEntity)], ';')
	if end < 2 {
		return "", 0
	}
	text, ok := s.entities[string(b[1:end])]
	if !ok {
		return "", 0
	}
	if s.expanded += len(text); s.expanded > maxExpanded {
		s.repairs.add("entities that grow too large, left out")
		return "", end + 1
	}
	return text, end + 1
}

// unescape decodes entities, the document's own too.
func (s *survey) unescape(b []byte) string {
	if len(s.entities) == 0 || bytes.IndexByte(b, '&') < 0 {
		return markup.Unescape(b)
	}
	var out strings.Builder
	for {
		i := bytes.IndexByte(b, '&')
		if i < 0 {
			out.Write(b)
			return out.String()
		}
		out.Write(b[:i])
		text, n := s.own(b[i:])
		if n == 0 {
			text, n = markup.Entity(b[i:])
		}
		if n == 0 {
			text, n = "&", 1
		}
		out.WriteString(text)
		b = b[i+n:]
	}
}
