package cut

import (
	"bytes"

	"dateline/aggregator/parse/markup"
)

// JSON takes apart JSON Feed. It goes by brackets and quotes: what is in an item
// is for who reads it.
func JSON(text []byte) (sheet Sheet, ok bool) {
	c := jsonCutter{text: text, sheet: Sheet{text: text, isList: true}}
	ok = c.object() && len(c.sheet.items) <= most
	return c.sheet, ok
}

type jsonCutter struct {
	text  []byte
	at    int
	sheet Sheet
	// hasItems says that there was a list of items.
	hasItems bool
}

// object passes over the whole document.
func (c *jsonCutter) object() bool {
	if !c.is('{') {
		return false
	}
	for more := !c.is('}'); more; more = !c.is('}') {
		if len(c.sheet.frame) > 0 || c.hasItems {
			if !c.is(',') {
				return false
			}
		}
		if !c.member() {
			return false
		}
	}
	c.space()
	return c.at == len(c.text)
}

// member passes over a name and its value. Names that escapes hide are not taken
// for others.
func (c *jsonCutter) member() bool {
	c.space()
	from := c.at
	if !c.value() || c.text[from] != '"' {
		return false
	}
	name := c.text[from+1 : c.at-1]
	if bytes.IndexByte(name, '\\') >= 0 || !c.is(':') {
		return false
	}
	if bytes.EqualFold(name, []byte("items")) {
		return string(name) == "items" && c.items()
	}
	if !c.value() {
		return false
	}
	c.sheet.frame = append(c.sheet.frame, span{from, c.at})
	return true
}

// items passes over the list of items, of which there is one.
func (c *jsonCutter) items() bool {
	if c.hasItems || !c.is('[') {
		return false
	}
	c.hasItems = true
	for !c.is(']') {
		if len(c.sheet.items) > 0 && !c.is(',') {
			return false
		}
		c.space()
		from := c.at
		if !c.value() || c.text[from] != '{' {
			return false
		}
		c.sheet.items = append(c.sheet.items, span{from, c.at})
	}
	return true
}

func (c *jsonCutter) space() {
	for c.at < len(c.text) && markup.IsSpace(c.text[c.at]) {
		c.at++
	}
}

// is passes over a byte, and space before it, if it is there.
func (c *jsonCutter) is(b byte) bool {
	c.space()
	if c.at == len(c.text) || c.text[c.at] != b {
		return false
	}
	c.at++
	return true
}

// value passes over a value, to the byte after it.
func (c *jsonCutter) value() bool {
	c.space()
	from, depth := c.at, 0
	for c.at < len(c.text) {
		switch b := c.text[c.at]; b {
		case '"':
			if !c.quoted() {
				return false
			}
			if depth == 0 {
				return true
			}
			continue
		case '{', '[':
			depth++
		case '}', ']', ',', ':':
			if depth == 0 { // what follows a number
				return c.at > from
			}
			if b == '}' || b == ']' {
				depth--
			}
			if depth == 0 {
				c.at++
				return true
			}
		default:
			if depth == 0 && markup.IsSpace(b) {
				return true
			}
		}
		c.at++
	}
	return false
}

// quoted passes over a string.
func (c *jsonCutter) quoted() bool {
	for c.at++; c.at < len(c.text); c.at++ {
		switch c.text[c.at] {
		case '\\':
			c.at++
		case '"':
			c.at++
			return true
		}
	}
	return false
}
