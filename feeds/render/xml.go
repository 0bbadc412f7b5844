package render

import (
	"bytes"
	"encoding/xml"
	"strings"
	"sync"

	gorilla "github.com/gorilla/feeds"
)

// document is what gorilla/feeds encodes: a root element with its namespaces,
// and what is in it, already written. Encoding it by reflection would take ten
// times as long.
type document struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Inner   []byte     `xml:",innerxml"`
}

// FeedXml is the method of gorilla.XmlFeed.
func (d document) FeedXml() any { return d }

// writer writes elements, each on a line of its own. Names and prefixes are
// ours or checked, text is clean; it escapes, and notes what must be declared.
type writer struct {
	buf   []byte
	depth int
	// explicit is set once an item was said to be for adults.
	explicit bool
	prefixes
}

func newWriter(size, depth int) *writer {
	return &writer{buf: borrow(size), depth: depth, prefixes: *newPrefixes()}
}

// before writes what comes before what w has written: what is declared for the one
// is declared for the other. In which order they ask for prefixes does not matter,
// since what comes before has customary ones only.
func (w *writer) before() *writer {
	return &writer{depth: 1, explicit: w.explicit, prefixes: w.prefixes}
}

// finish returns the document of what was written after a head. It cannot be gone
// on with.
func (w *writer) finish(root string, head *writer, attrs ...xml.Attr) ([]byte, error) {
	for prefix, space := range w.each {
		attrs = append(attrs, xml.Attr{Name: xml.Name{Local: "xmlns:" + prefix}, Value: space})
	}
	var frame bytes.Buffer
	if err := gorilla.WriteXML(document{XMLName: xml.Name{Local: root}, Attrs: attrs, Inner: []byte{'\n'}}, &frame); err != nil {
		return nil, err
	}
	end := frame.Len() - len("\n</"+root+">")
	body := bytes.Join([][]byte{frame.Bytes()[:end], head.buf, w.buf, frame.Bytes()[end:], {'\n'}}, nil) // unlike slices.Concat it does not clear it first
	giveBack(w.buf)
	w.buf = nil
	return body, nil
}

// buffers are those that feeds were written in: what is kept of a feed is as large
// as it is, which nobody knows before.
var buffers sync.Pool

// maxBuffer is how large one is that is kept.
const maxBuffer = 1 << 20

// borrow returns an empty buffer for so many bytes.
func borrow(size int) []byte {
	if b, ok := buffers.Get().(*[]byte); ok && cap(*b) >= size {
		return (*b)[:0]
	}
	return make([]byte, 0, size)
}

func giveBack(b []byte) {
	if cap(b) <= maxBuffer {
		buffers.Put(&b)
	}
}

// open begins an element; attrs are names and values in turn, empty values are
// left out.
func (w *writer) open(name string, attrs ...string) {
	w.tag(name, attrs)
	w.buf = append(w.buf, '>')
	w.depth++
}

func (w *writer) close(name string) {
	w.depth--
	w.line()
	w.end(name)
}

// empty writes an element that has attributes only.
func (w *writer) empty(name string, attrs ...string) {
	w.tag(name, attrs)
	w.buf = append(w.buf, "/>"...)
}

// text writes an element with plain text, none if there is no text.
func (w *writer) text(name, s string, attrs ...string) {
	if s == "" {
		return
	}
	w.tag(name, attrs)
	w.buf = append(w.buf, '>')
	w.escape(s, false)
	w.end(name)
}

// textOf is text for an element of another namespace.
func (w *writer) textOf(space, name, s string) {
	if s != "" {
		w.text(w.of(space, "")+":"+name, s)
	}
}

// emptyOf is empty for an element of another namespace.
func (w *writer) emptyOf(space, name string, attrs ...string) {
	w.empty(w.of(space, "")+":"+name, attrs...)
}

// html writes an element with HTML, none if there is no HTML.
func (w *writer) html(name, s string, attrs ...string) {
	if s == "" {
		return
	}
	w.tag(name, attrs)
	w.buf = append(w.buf, "><![CDATA["...)
	for {
		before, after, found := strings.Cut(s, "]]>")
		w.buf = append(w.buf, before...)
		if !found {
			break
		}
		w.buf = append(w.buf, "]]]]><![CDATA[>"...)
		s = after
	}
	w.buf = append(w.buf, "]]>"...)
	w.end(name)
}

// node writes an extension element. Space would be part of a text, so one that
// has text is not spread over lines.
func (w *writer) node(n node) {
	w.tag(n.name, n.attrs)
	w.explicit = w.explicit || n.name == "itunes:explicit" && n.text == "true"
	if n.text == "" && len(n.inside) == 0 {
		w.buf = append(w.buf, "/>"...)
		return
	}
	w.buf = append(w.buf, '>')
	w.escape(n.text, false)
	w.depth++
	for _, c := range n.inside {
		w.node(c)
	}
	w.depth--
	if len(n.inside) > 0 {
		w.line()
	}
	w.end(n.name)
}

func (w *writer) tag(name string, attrs []string) {
	w.line()
	w.buf = append(w.buf, '<')
	w.buf = append(w.buf, name...)
	for i := 0; i < len(attrs); i += 2 {
		if attrs[i+1] == "" {
			continue
		}
		w.buf = append(w.buf, ' ')
		w.buf = append(w.buf, attrs[i]...)
		w.buf = append(w.buf, '=', '"')
		w.escape(attrs[i+1], true)
		w.buf = append(w.buf, '"')
	}
}

func (w *writer) end(name string) {
	w.buf = append(w.buf, "</"...)
	w.buf = append(w.buf, name...)
	w.buf = append(w.buf, '>')
}

func (w *writer) line() {
	w.buf = append(w.buf, '\n')
	for range w.depth {
		w.buf = append(w.buf, ' ')
	}
}

// escape writes text, or the value of an attribute. The hexadecimal forms say
// that it is plain text with these characters, not HTML (RSS Best Practices
// Profile, section Character Data); in addresses nobody can think so.
func (w *writer) escape(s string, isAttr bool) {
	isLink := strings.HasPrefix(s, "http")
	done := 0
	for i := range len(s) {
		var as string
		switch c := s[i]; {
		case c == '&' && isLink:
			as = "&amp;"
		case c == '&':
			as = "&#x26;"
		case c == '<':
			as = "&#x3C;"
		case c == '>':
			as = "&gt;"
		case c == '"' && isAttr:
			as = "&quot;"
		default:
			continue
		}
		w.buf = append(append(w.buf, s[done:i]...), as...)
		done = i + 1
	}
	w.buf = append(w.buf, s[done:]...)
}
