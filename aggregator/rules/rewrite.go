package rules

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"dateline/feeds"
)

// maxGrowth is by how many bytes a rewrite may make a text longer.
const maxGrowth = 64 << 10

// maxMatches is how many parts of a text a rewrite may change.
const maxMatches = 10_000

// A rewritable field is changed text by text: edit is called with each of its
// texts and returns what it becomes, and its error leaves the field as it was.
type edit func(string) (string, error)

// rewriters are the fields that can be rewritten. None changes what its item
// shares with others: it puts a new slice in the place of one that changes.
var rewriters = []struct {
	field string
	apply func(*feeds.Item, edit) error
	// changes are the fields that are then to be read anew.
	changes fieldSet
}{
	{"title", func(it *feeds.Item, e edit) error { return rewriteText(&it.Title, e) }, setOf("title")},
	{"summary", func(it *feeds.Item, e edit) error { return rewriteText(&it.Summary, e) }, setOf("summary", "text", "words")},
	{"content", func(it *feeds.Item, e edit) error { return rewriteText(&it.Content, e) }, setOf("content", "text", "words")},
	{"rights", func(it *feeds.Item, e edit) error { return rewriteText(&it.Rights, e) }, setOf("rights")},
	{"link", func(it *feeds.Item, e edit) error { return rewriteText(&it.Link, address(e)) }, setOf("link")},
	{"comments", func(it *feeds.Item, e edit) error { return rewriteText(&it.Comments, address(e)) }, setOf("comments")},
	{"image", func(it *feeds.Item, e edit) error { return rewriteText(&it.Image.URL, address(e)) }, setOf("image")},
	{"guid", func(it *feeds.Item, e edit) error { return rewriteText(&it.GUID, identifier(e)) }, setOf("guid")},
	{"language", func(it *feeds.Item, e edit) error { return rewriteText(&it.Language, language(e)) }, setOf("language")},
	{"authors", rewriteAuthors, setOf("author", "authors")},
	{"categories", rewriteCategories, setOf("categories")},
	{"enclosures", rewriteEnclosures, setOf("enclosures")},
}

var rewritable = func() []string {
	var all []string
	for _, r := range rewriters {
		all = append(all, r.field)
	}
	return all
}()

// checkField judges the field of a rewrite.
func checkField(name string) *Problem {
	if slices.Contains(rewritable, name) {
		return nil
	}
	if _, known := fieldIndex[name]; known {
		do := "it is made of others; rewrite one of " + strings.Join(rewritable, ", ")
		if name == "author" {
			do = "rewrite authors"
		}
		return flaw(0, name+" cannot be rewritten", do)
	}
	do := "write one of " + strings.Join(rewritable, ", ")
	if near := feeds.Nearest(strings.ToLower(name), rewritable, 1); len(near) > 0 {
		do = fmt.Sprintf("did you mean %s?", near[0])
	}
	return flaw(0, fmt.Sprintf("unknown field %q", name), do)
}

// tag adds a category. It reports false if the item has it already.
func (s *subject) tag(topic string) (Step, bool) {
	if slices.ContainsFunc(s.it.Categories, func(c feeds.Category) bool { return c.Term == topic || c.Label == topic }) {
		return Step{}, false
	}
	s.it.Categories = append(slices.Clip(s.it.Categories), feeds.Category{Term: topic})
	s.forget(setOf("categories"))
	return Step{Effect: Tagged, Field: "categories", To: topic}, true
}

// rewrite changes a field, wholly or not at all. It reports false if there was
// nothing to change.
func (s *subject) rewrite(r *rule) (Step, bool) {
	i := slices.Index(rewritable, r.Field)
	it := s.it
	step := Step{Effect: Rewritten, Field: r.Field}
	err := rewriters[i].apply(&it, func(from string) (string, error) {
		to, err := s.replace(from, r)
		if err == nil && to != from && step.From == "" {
			step.From, step.To = from, to
		}
		return to, err
	})
	switch {
	case err != nil:
		return Step{Field: r.Field, Err: err}, true
	case step.From == "": // no text is empty here
		return Step{}, false
	}
	s.it = it
	s.forget(rewriters[i].changes)
	return step, true
}

// replace puts the rule's template in the place of every match.
func (s *subject) replace(text string, r *rule) (string, error) {
	if r.match.words != nil && !hasAny(fold(text), r.match.words) {
		return text, nil
	}
	if err := s.spend(times(r.match.steps, len(text)+1)); err != nil {
		return text, err
	}
	if !r.match.MatchString(text) {
		return text, nil
	}
	found, err := s.findAll(&r.match, text)
	if err != nil {
		return text, err
	}
	var out []byte
	last := 0
	for _, m := range found {
		out = append(out, text[last:m[0]]...)
		out = r.match.ExpandString(out, r.With, text, m)
		last = m[1]
		if len(out)-last > maxGrowth {
			return text, fmt.Errorf("not run: the text would grow by more than %d bytes", maxGrowth)
		}
	}
	return string(append(out, text[last:]...)), nil
}

func rewriteText(text *string, e edit) error {
	if *text == "" {
		return nil
	}
	to, err := e(*text)
	if err == nil {
		*text = to
	}
	return err
}

// address refuses what is no address that people may be sent to.
func address(e edit) edit {
	return func(from string) (string, error) {
		to, err := e(from)
		if err != nil || to == from {
			return from, err
		}
		u, err := url.Parse(to)
		if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || strings.ContainsFunc(to, isSpaceOrControl) {
			return from, fmt.Errorf("not done: %.200q is no web address", to)
		}
		return to, nil
	}
}

func isSpaceOrControl(r rune) bool { return r <= ' ' || r == 0x7F }

func identifier(e edit) edit {
	return func(from string) (string, error) {
		to, err := e(from)
		switch {
		case err != nil || to == from:
			return from, err
		case to == "":
			return from, errors.New("not done: the guid would be empty")
		case strings.ContainsFunc(to, func(r rune) bool { return r < ' ' || r == 0x7F }):
			return from, errors.New("not done: the guid would hold control characters")
		}
		return to, nil
	}
}

// languageTag is the shape of BCP 47.
var languageTag = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)

func language(e edit) edit {
	return func(from string) (string, error) {
		to, err := e(from)
		if err == nil && to != "" && to != from && !languageTag.MatchString(to) {
			return from, fmt.Errorf("not done: %.60q is no language tag", to)
		}
		return to, err
	}
}

// rewriteAuthors changes names. Of an author without a name or anything else
// nothing is left.
func rewriteAuthors(it *feeds.Item, e edit) error {
	var people []feeds.Person
	for _, p := range it.Authors {
		if err := rewriteText(&p.Name, e); err != nil {
			return err
		}
		if p.Name = strings.TrimSpace(p.Name); p != (feeds.Person{}) {
			people = append(people, p)
		}
	}
	it.Authors = people
	return nil
}

// rewriteCategories changes what people read of categories. One that changes
// is ours from then on: it has no scheme. Equal ones become one.
func rewriteCategories(it *feeds.Item, e edit) error {
	var categories []feeds.Category
	for _, c := range it.Categories {
		from := label(c)
		to := from
		if err := rewriteText(&to, e); err != nil {
			return err
		}
		if to != from {
			c = feeds.Category{Term: strings.TrimSpace(to)}
		}
		if c.Term != "" && !slices.Contains(categories, c) {
			categories = append(categories, c)
		}
	}
	it.Categories = categories
	return nil
}

func rewriteEnclosures(it *feeds.Item, e edit) error {
	files := slices.Clone(it.Enclosures)
	for i := range files {
		if err := rewriteText(&files[i].URL, address(e)); err != nil {
			return err
		}
	}
	it.Enclosures = files
	return nil
}
