package override

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"

	"dateline/feeds"
)

// Problem is something wrong with an entry.
type Problem struct { //nolint:errname // what operators call it
	// Entry is its index, Key the part that is wrong: item, title, link,
	// source, category, or empty for the whole.
	Entry    int
	Key      string
	What, Do string
}

// Error returns the problem in a line.
func (p Problem) Error() string { return fmt.Sprintf("override %d: %s: %s", p.Entry+1, p.What, p.Do) }

// Problems is all that is wrong, in the order of the entries.
type Problems []Problem //nolint:errname // what operators call them

// Error returns a line for each problem.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// Compile makes a book of entries. If anything is wrong in one the error is
// Problems.
func Compile(entries []Entry) (*Book, error) {
	c := compiler{book: &Book{ids: map[feeds.ID]named{}, links: map[string]named{}, guids: map[string]named{}}, taken: map[string]int{}}
	for i := range entries {
		c.at = i
		c.entry(&entries[i])
	}
	if len(c.problems) > 0 {
		return nil, c.problems
	}
	c.book.entries = len(entries)
	return c.book, nil
}

type compiler struct {
	book *Book
	at   int
	// taken is which entry names an item.
	taken    map[string]int
	problems Problems
}

func (c *compiler) problem(key, what, do string) {
	c.problems = append(c.problems, Problem{c.at, key, what, do})
}

func (c *compiler) entry(e *Entry) {
	text := e.words()
	switch {
	case len(e.Items) == 0 && text == "":
		c.problem("", "an override that is about no item", "add item: and an id, a link or a guid, or a pattern: title, link, source or category")
	case len(e.Items) > 0 && text != "":
		c.problem("item", "an item and a pattern in one override", "make two of it")
	case text != "":
		c.pattern(e, text)
	}
	for _, item := range e.Items {
		c.item(e, item)
	}
}

// item notes what an item may be known by: what looks like an ID or a link may
// also be a guid.
func (c *compiler) item(e *Entry, name string) {
	id, err := feeds.ParseID(name)
	link := spelling(name)
	for _, key := range []string{"guid " + name, "link " + link, "id " + id.String()} {
		if was, again := c.taken[key]; again {
			c.problem("item", "item "+name+" again", fmt.Sprintf("it is in override %d already: keep one", was+1))
			return
		}
	}
	n := named{e, name}
	c.taken["guid "+name], c.book.guids[name] = c.at, n
	if err == nil {
		c.taken["id "+id.String()], c.book.ids[id] = c.at, n
	}
	if link != "" {
		c.taken["link "+link], c.book.links[link] = c.at, n
	}
}

// part is a pattern of an entry.
type part struct {
	key, text string
	into      **regexp.Regexp
}

// parts are the entry's patterns, and where they go in p.
func (e *Entry) parts(p *pattern) []part {
	return []part{
		{"title", e.Title, &p.title}, {"link", e.Link, &p.link}, {"source", e.Source, &p.source}, {"category", e.Category, &p.category},
	}
}

func (c *compiler) pattern(e *Entry, text string) {
	p := pattern{entry: e, text: text}
	for _, part := range e.parts(&p) {
		if part.text == "" {
			continue
		}
		re, err := regexp.Compile(part.text)
		if err != nil {
			c.problem(part.key, "not a pattern ("+reason(err)+")", `write it in RE2; a backslash in front of a sign, as in \., takes it as it is`)
			continue
		}
		*part.into = re
	}
	c.book.patterns = append(c.book.patterns, p)
}

// reason is what is wrong with a pattern, without the pattern.
func reason(err error) string {
	if wrong, ok := errors.AsType[*syntax.Error](err); ok {
		return wrong.Code.String() + ": " + wrong.Expr
	}
	return err.Error()
}
