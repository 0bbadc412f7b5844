package repair

import (
	"bytes"
	"slices"
	"strings"

	"dateline/aggregator/parse/address"
	"dateline/aggregator/parse/markup"
)

// maxItems bounds the items of a document. The rest is left out: feeds carry
// the newest first.
const maxItems = 10_000

// A survey is our own pass over XML, before gofeed's. It notes of each item
// what gofeed loses (see Note), and writes the document anew for gofeed: well
// formed, without namespaces, extensions, comments or xml:base, with the
// number of its note as the id of each item.
type survey struct {
	markup.Scanner
	out      []byte
	stack    []element
	bindings []binding
	entities map[string]string

	root      string // local name of the root, in lower case
	channeled bool   // gofeed is told of one channel: more are taken for one
	rootSpace string
	url       string // where the document was found

	feed  Note
	items []Note
	cur   *Note // the item being read, or nil
	start int   // where the last item began in out

	tree    []*foreign // the extension elements that are open
	nodes   int        // elements of the current item, or of the feed since the last one
	room    int        // bytes that may still come in the text being read
	capture []byte     // text of an id
	repairs repairs

	expanded int // bytes that the document's own entities brought in
	sunk     int // elements that are open beyond maxOpen
}

// Bounds on what is open at once, which documents made to harm exceed. What is
// in elements nested deeper is taken for text, what is too long is cut.
const (
	maxOpen     = 250
	maxBindings = 200
	maxNodes    = 1000 // elements of an item
	maxField    = 4 << 20
	maxDate     = 200
)

// role says what becomes of an element and what is in it.
type role uint8

const (
	asRoot    role = iota // rss, rdf:RDF, feed
	asChannel             // channel
	asItem                // item, entry
	asField               // a child of one of these, in the format's own namespace
	asMarkup              // an element in a field
	asID                  // guid or id: noted
	asForeign             // an extension: noted
	asNothing             // left out, with what is in it
)

// element is an open element.
type element struct {
	role       role
	name       string // as in the document
	tag        string // as written to out, "" if it was not
	part       string // of a line of text, in RSS: which
	space      string
	base, lang string
	bindings   int // how many were in scope outside
	body       int // where its content begins in out
	field      *Field
}

// binding is a namespace prefix in scope.
type binding struct{ prefix, space string }

// run reads the whole document.
func (s *survey) run() {
	s.feed.Fields = map[string]Field{}
	for len(s.items) <= maxItems {
		t, ok := s.Next()
		if !ok {
			break
		}
		if t.Cut || s.isForeignRoot() {
			break
		}
		switch t.Kind {
		case markup.StartTag:
			s.startTag(t)
		case markup.EndTag:
			s.endTag(t)
		case markup.Text:
			s.text(t.Body)
		case markup.CDATA:
			s.cdata(t.Body)
		case markup.Directive:
			s.declare(t.Body)
		default: // comments and the like
		}
	}
	s.finish()
}

// finish closes what is open at the end, besides a root that we added. An item
// that is not complete is left out.
func (s *survey) finish() {
	if len(s.items) > maxItems {
		s.dropItem()
		s.out, s.items = s.out[:s.start], s.items[:maxItems]
		s.repairs.add("more than %d items, the rest left out", maxItems)
	} else if len(s.stack) > 1 || len(s.stack) == 1 && s.stack[0].name != "" {
		whole := len(s.items)
		s.dropItem()
		s.repairs.truncated(len(s.items), whole)
	}
	for len(s.stack) > 0 {
		s.pop()
	}
}

// dropItem forgets the item being read, if there is one.
func (s *survey) dropItem() {
	if s.cur == nil {
		return
	}
	for s.top().role != asItem {
		s.stack = s.stack[:len(s.stack)-1]
	}
	s.stack = s.stack[:len(s.stack)-1]
	s.out = s.out[:s.start]
	s.items = s.items[:len(s.items)-1]
	s.cur, s.tree = nil, nil
}

// top is the innermost open element.
func (s *survey) top() *element {
	if len(s.stack) == 0 {
		return nil
	}
	return &s.stack[len(s.stack)-1]
}

// here is the note that extensions and fields go to.
func (s *survey) here() *Note {
	if s.cur != nil {
		return s.cur
	}
	return &s.feed
}

func (s *survey) startTag(t markup.Token) {
	if len(s.stack) == 0 && s.root != "" {
		return // after the root
	}
	s.closeForgotten(t)
	if len(s.stack) >= maxOpen {
		s.sink(t)
		return
	}
	e := s.element(t)
	if len(s.stack) == 0 {
		s.openRoot(e)
	}
	e.role = s.role(&e, t)
	s.open(e, t)
	if t.Empty || s.isVoid(&e) {
		s.pop()
	}
}

// sink passes over a tag that is nested too deep.
func (s *survey) sink(t markup.Token) {
	if !t.Empty && !voids[strings.ToLower(string(t.Name))] {
		s.sunk++
	}
	s.repairs.add("elements nested too deep")
}

// openRoot takes the root's name. A lone entry or channel gets a root, so that
// what follows finds it where it is in a feed.
func (s *survey) openRoot(e element) {
	_, local := markup.CutName(e.name)
	s.root, s.rootSpace = strings.ToLower(local), e.space
	if s.root != "entry" && s.root != "channel" {
		return
	}
	tag := rootTag(s.root)
	s.out = append(append(append(s.out, '<'), tag...), '>')
	s.stack = append(s.stack, element{role: asRoot, tag: tag})
}

// isForeignRoot reports whether the document is not a feed at all.
func (s *survey) isForeignRoot() bool {
	switch s.root {
	case "", "rss", "rdf", "feed", "entry", "channel":
		return false
	}
	return true
}

// element resolves the namespace, base and language of a start tag.
func (s *survey) element(t markup.Token) element {
	e := element{name: string(t.Name), bindings: len(s.bindings)}
	if p := s.top(); p != nil {
		e.base, e.lang = p.base, p.lang
	}
	for name, value := range t.Each() {
		switch n := string(name); {
		case len(s.bindings) >= maxBindings && strings.HasPrefix(n, "xmlns"):
		case n == "xmlns":
			s.bindings = append(s.bindings, binding{"", markup.KnownSpace(s.unescape(value))})
		case strings.HasPrefix(n, "xmlns:"):
			s.bindings = append(s.bindings, binding{n[len("xmlns:"):], markup.KnownSpace(s.unescape(value))})
		case n == "xml:base":
			e.base = address.Within(e.base, s.url, s.unescape(value))
		case n == "xml:lang":
			e.lang = markup.LanguageTag(s.unescape(value))
		}
	}
	prefix, _ := markup.CutName(e.name)
	e.space = s.space(prefix)
	return e
}

// space returns the namespace a prefix is bound to. A prefix that was not
// declared means its customary namespace, or stands for itself.
func (s *survey) space(prefix string) string {
	for _, b := range slices.Backward(s.bindings) {
		if b.prefix == prefix {
			return b.space
		}
	}
	if prefix == "xml" {
		return markup.XMLSpace
	}
	if space := markup.SpaceOf(prefix); space != "" {
		return space
	}
	return prefix
}

func isPermalink(t markup.Token) bool {
	for name, value := range t.Each() {
		if strings.EqualFold(string(name), "isPermaLink") {
			return !strings.EqualFold(strings.TrimSpace(string(value)), "false")
		}
	}
	return true
}

func (s *survey) endTag(t markup.Token) {
	if s.sunk > 0 && !s.isFrame(t.Name) {
		s.sunk--
		return
	}
	at := s.find(t.Name)
	if at < 0 {
		return
	}
	s.sunk = 0
	for len(s.stack) > at {
		s.pop()
	}
}

// find returns the innermost element of a name, in any case, or -1.
func (s *survey) find(name []byte) int {
	for n := range s.stack {
		i := len(s.stack) - 1 - n
		if s.stack[i].isNamed(name) {
			return i
		}
	}
	return -1
}

func (e *element) isNamed(name []byte) bool {
	return len(name) == len(e.name) && name[0]|0x20 == e.name[0]|0x20 && bytes.EqualFold(name, []byte(e.name))
}

// isFrame reports whether name is that of the item that is open, or of what
// is around it.
func (s *survey) isFrame(name []byte) bool {
	for i := range s.stack {
		if e := &s.stack[i]; e.role > asItem || e.isNamed(name) {
			return e.role <= asItem
		}
	}
	return false
}

// format names what the root stands for.
func (s *survey) format() string {
	switch {
	case s.root == "rdf" || s.rootSpace == markup.RSS11Space:
		return "rdf"
	case s.root == "channel":
		return "cdf"
	case s.isAtom():
		return "atom"
	}
	return "rss"
}
