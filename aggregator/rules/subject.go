package rules

import (
	"strings"
	"sync"
	"time"

	"github.com/expr-lang/expr/vm"

	"dateline/feeds"
)

// subject is an item as conditions see it. Fields are read when a rule first
// asks for them, and again after a rewrite.
type subject struct {
	it    feeds.Item
	src   feeds.Source
	now   time.Time
	atlas *feeds.Atlas

	vars   map[string]any
	extent []extent
	filled fieldSet
	// folded are fields as guards look at them, those in isFolded.
	folded   []string
	isFolded fieldSet
	// plain is the text without markup, if hasPlain.
	plain    string
	hasPlain bool
	// spent is what the rules so far have cost.
	spent int
	vm    vm.VM
}

// extent is how large a field is: its bytes, and how many elements they are.
type extent struct{ bytes, elements int }

// fieldSet has a bit for each field.
type fieldSet uint32

func setOf(names ...string) (s fieldSet) {
	for _, name := range names {
		s |= 1 << fieldIndex[name]
	}
	return s
}

func (s fieldSet) has(i int) bool { return s&(1<<i) != 0 }

// subjects are kept for reuse: most of what a rule would allocate is in one.
var subjects = sync.Pool{New: func() any {
	return &subject{vars: make(map[string]any, len(fields)), extent: make([]extent, len(fields)), folded: make([]string, len(fields))}
}}

func newSubject(it feeds.Item, src feeds.Source, now time.Time, atlas *feeds.Atlas) *subject {
	s := subjects.Get().(*subject)
	s.it, s.src, s.now, s.atlas = it, src, now, atlas
	return s
}

// free gives the subject back. It holds on to nothing of the item.
func (s *subject) free() {
	clear(s.vars)
	clear(s.folded)
	clear(s.vm.Stack[:cap(s.vm.Stack)])
	s.it, s.src, s.atlas = feeds.Item{}, feeds.Source{}, nil
	s.filled, s.isFolded, s.spent = 0, 0, 0
	s.plain, s.hasPlain = "", false
	subjects.Put(s)
}

// forget makes fields be read anew.
func (s *subject) forget(changed fieldSet) {
	s.filled &^= changed
	s.isFolded &^= changed
	if changed.has(fieldIndex["text"]) {
		s.plain, s.hasPlain = "", false
	}
}

// fill reads those of the fields that were not read yet.
func (s *subject) fill(wanted fieldSet) {
	for i := range fields {
		if wanted.has(i) && !s.filled.has(i) {
			v := fields[i].of(s)
			s.vars[fields[i].name] = v
			s.extent[i] = extentOf(v)
		}
	}
	s.filled |= wanted
}

// foldedField is a text, or the texts of a list, folded.
func (s *subject) foldedField(i int) string {
	if !s.isFolded.has(i) {
		s.fill(1 << i)
		switch v := s.vars[fields[i].name].(type) {
		case string:
			s.folded[i] = fold(v)
		case []string:
			s.folded[i] = fold(strings.Join(v, "\n"))
		}
		s.isFolded |= 1 << i
	}
	return s.folded[i]
}

func extentOf(value any) extent {
	switch v := value.(type) {
	case string:
		return extent{len(v) + 1, 1}
	case []string:
		e := extent{1, len(v)}
		for _, s := range v {
			e.bytes += len(s) + 1
		}
		return e
	case []mediaFile:
		e := extent{1, len(v)}
		for _, f := range v {
			e.bytes += len(f.URL) + len(f.Type) + len(f.Title) + 1
		}
		return e
	case picture:
		return extent{len(v.URL) + len(v.Credit) + 1, 1}
	}
	return extent{1, 1}
}

// text is what the item says, without markup.
func (s *subject) text() string {
	if !s.hasPlain {
		s.plain, s.hasPlain = plain(s.it.Summary, s.it.Content), true
	}
	return s.plain
}

// date is what feeds order the item by, if it was received now.
func (s *subject) date() time.Time {
	return feeds.Date(s.now, []feeds.Version{{Item: s.it}})
}
