package page

import (
	"fmt"
	"strings"
)

// MismatchError says that the selectors do not fit the page: it is another one
// than it was, or they are wrong.
type MismatchError struct {
	// Item is how many elements the item selector matches.
	Item Count
	// Adverts of these are advertisements, and Bare ones have neither title
	// nor link.
	Adverts, Bare int
	// Missing are the selectors that match in no item at all.
	Missing []Count
}

// Count is how many elements a selector matches.
type Count struct {
	Key, Selector string
	Matches       int
}

func (c Count) String() string {
	return fmt.Sprintf("%s ‘%s’ matches %d", c.Key, c.Selector, c.Matches)
}

func (e *MismatchError) Error() string {
	var b strings.Builder
	b.WriteString("select does not fit the page: " + e.Item.String())
	if e.Adverts > 0 {
		fmt.Fprintf(&b, ", of which %d are advertisements", e.Adverts)
	}
	for _, m := range e.Missing {
		b.WriteString(", " + m.String() + " in them")
	}
	if e.Bare > 0 {
		fmt.Fprintf(&b, ", %d of them have neither title nor link", e.Bare)
	}
	return b.String()
}

func (p *page) mismatch(sel selectors, found int) *MismatchError {
	return &MismatchError{Item: Count{keyItem, sel.of(keyItem).text, found}, Adverts: p.adverts, Bare: p.bare}
}

// judge returns a MismatchError if title or link was configured and is in no
// item, or if more than half of the items are left out; kept are not. What is
// less than that is noted.
func (p *page) judge(sel selectors, found, kept int) error {
	e := p.mismatch(sel, found)
	for _, key := range Keys()[1:] {
		if s := sel.of(key); key != keyNext && !s.isDefault() && p.got[key] == 0 {
			e.Missing = append(e.Missing, Count{key, s.text, 0})
		}
	}
	for _, m := range e.Missing {
		if m.Key == keyTitle || m.Key == keyLink {
			return e
		}
	}
	if kept == 0 || p.bare > kept {
		return e
	}
	for _, m := range e.Missing {
		p.note("%v in %d items", m, len(p.items))
	}
	if p.bare > 0 {
		p.note("%d of %d items left out: neither title nor link", p.bare, p.bare+kept)
	}
	if p.adverts > 0 {
		p.note("%d advertisements left out", p.adverts)
	}
	return nil
}
