package page

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/andybalholm/cascadia"

	"dateline/feeds"
)

// The keys of Input.Select.
const (
	keyItem    = "item"
	keyTitle   = "title"
	keyLink    = "link"
	keyDate    = "date"
	keySummary = "summary"
	keyRegion  = "region"
	keyImage   = "image"
	keyCredit  = "credit"
	keyNext    = "next"
)

// Keys returns the keys of Input.Select, the one that is needed first.
func Keys() []string {
	return []string{keyItem, keyTitle, keyLink, keyDate, keySummary, keyRegion, keyImage, keyCredit, keyNext}
}

// Bounds of a value of Input.Select.
const (
	maxSelector = 2000 // bytes
	maxPaths    = 20   // alternatives
	maxSteps    = 32   // of one; they are bits of a uint32 when matched
)

// SelectError says that a value of Input.Select is wrong.
type SelectError struct {
	Key, Value string
	Err        error
}

func (e *SelectError) Error() string {
	return fmt.Sprintf("select %s %q: %v", e.Key, e.Value, e.Err)
}

func (e *SelectError) Unwrap() error { return e.Err }

// Check returns what is wrong with the value of a key, or nil.
func Check(key, value string) error {
	if !slices.Contains(Keys(), key) {
		if near := feeds.Nearest(key, Keys(), 1); len(near) > 0 {
			return &SelectError{key, value, fmt.Errorf("there is no such key: did you mean %q?", near[0])}
		}
		return &SelectError{key, value, errors.New("there is no such key")}
	}
	_, err := newSelector(key, value)
	if err != nil {
		return &SelectError{key, value, err}
	}
	return nil
}

// selectors are all of a page, compiled.
type selectors map[string]selector

// compile compiles what the operator wrote, and the defaults of the rest.
func compile(values map[string]string) (selectors, error) {
	all := defaults()
	for _, key := range sorted(values) {
		if err := Check(key, values[key]); err != nil {
			return nil, err
		}
		all[key], _ = newSelector(key, values[key])
	}
	if all[keyItem].text == "" {
		return nil, &SelectError{keyItem, "", errors.New("it is needed: name the elements that are the items")}
	}
	return all, nil
}

func sorted(values map[string]string) []string {
	keys := make([]string, 0, len(values))
	for key := range values {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

func (s selectors) of(key string) selector { return s[key] }

// selector is the value of a key.
type selector struct {
	key string
	// text is what the operator wrote, empty for a default.
	text  string
	paths []path
}

func (s selector) isDefault() bool { return s.text == "" }

// path is one alternative: steps from element to element, and the attribute of
// the last that holds the value, empty for the natural one. Without steps it
// is the item itself.
type path struct {
	steps []step
	attr  string
}

// step is an element and how it stands to the one before: ' ' below it, '>'
// right below it, '+' next to it, '~' after it.
type step struct {
	by byte
	// what the element must match; nil for the item itself.
	what cascadia.Matcher
}

// newSelector compiles the value of a key.
func newSelector(key, value string) (selector, error) {
	s := selector{key: key, text: strings.TrimSpace(value)}
	switch {
	case s.text == "":
		return s, errors.New("it is empty")
	case len(s.text) > maxSelector:
		return s, fmt.Errorf("longer than %d bytes", maxSelector)
	}
	for rest := s.text; ; {
		var p path
		var err error
		p, rest, err = cutPath(rest)
		if err != nil {
			return s, err
		}
		if err = fits(key, p); err != nil {
			return s, err
		}
		s.paths = append(s.paths, p)
		switch {
		case rest == "":
			return s, nil
		case len(s.paths) == maxPaths:
			return s, fmt.Errorf("more than %d alternatives", maxPaths)
		}
		rest = rest[1:] // the comma
	}
}

// fits reports what a key cannot have: items are elements, and what lies
// outside of items cannot begin at one.
func fits(key string, p path) error {
	isAnchored := slices.ContainsFunc(p.steps, func(s step) bool { return s.what == nil })
	switch {
	case key == keyItem && p.attr != "":
		return errors.New("items are elements: leave the @ out")
	case (key == keyItem || key == keyNext) && (isAnchored || len(p.steps) == 0):
		return errors.New("it cannot begin at an item: name an element first")
	}
	return nil
}

// cutPath compiles the first alternative of s. The rest is empty or begins with
// a comma.
func cutPath(s string) (p path, rest string, err error) {
	by := byte(0)
	for {
		s = strings.TrimLeft(s, " \t\r\n\f")
		if s == "" || s[0] == ',' || s[0] == '@' {
			break
		}
		if strings.IndexByte(">+~", s[0]) >= 0 {
			if by != 0 && by != ' ' {
				return p, "", fmt.Errorf("%q right after %q", s[0], by)
			}
			if by, s = s[0], s[1:]; len(p.steps) == 0 {
				p.steps = append(p.steps, step{})
			}
			continue
		}
		n, err := compound(s)
		if err != nil {
			return p, "", err
		}
		if p.steps, err = add(p.steps, by, s[:n]); err != nil {
			return p, "", err
		}
		by, s = ' ', s[n:]
	}
	if by != 0 && by != ' ' {
		return p, "", fmt.Errorf("nothing after %q", by)
	}
	return attribute(p, s)
}

// add compiles what stands between two combinators.
func add(steps []step, by byte, text string) ([]step, error) {
	if len(steps) == maxSteps {
		return nil, fmt.Errorf("more than %d steps", maxSteps)
	}
	if strings.EqualFold(text, ":scope") {
		if len(steps) > 0 {
			return nil, errors.New(":scope can only come first")
		}
		return append(steps, step{}), nil
	}
	what, err := cascadia.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("%q is no selector: %w", text, err)
	}
	return append(steps, step{by: by, what: what}), nil
}

// attribute reads the end of an alternative, "@name" or nothing.
func attribute(p path, s string) (path, string, error) {
	if s == "" || s[0] == ',' {
		if len(p.steps) == 0 {
			return p, "", errors.New("an alternative is empty")
		}
		return p, s, nil
	}
	name, rest := s[1:], ""
	if i := strings.IndexByte(name, ','); i >= 0 {
		name, rest = name[:i], name[i:]
	}
	p.attr = strings.ToLower(strings.TrimSpace(name))
	if p.attr == "" || strings.ContainsFunc(p.attr, func(r rune) bool { return !isNameRune(r) }) {
		return p, "", fmt.Errorf("%q is no name of an attribute", strings.TrimSpace(name))
	}
	return p, rest, nil
}

func isNameRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || strings.ContainsRune("-_:.", r) || r >= 0x80
}

// compound returns the length of the compound selector that s begins with: up
// to white space, a combinator, comma or "@" that is not in brackets or quotes.
func compound(s string) (int, error) {
	var quote byte
	depth := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(' || c == '[':
			depth++
		case c == ')' || c == ']':
			depth--
		case depth <= 0 && strings.IndexByte(" \t\r\n\f>+~,@", c) >= 0:
			return i, nil
		}
	}
	if quote != 0 || depth > 0 {
		return 0, errors.New("a quote or bracket is not closed")
	}
	return len(s), nil
}
