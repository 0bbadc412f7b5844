package repair

import (
	"bytes"
	"encoding/json"
	"strconv"

	"dateline/aggregator/parse/decode"
	"dateline/aggregator/parse/markup"
)

// salvage reads an object that is no valid JSON: cut off at the end, with line
// breaks in strings, commas too many, or text behind it. Of a list of items it
// keeps those that are whole. It is nil if there is no object.
func salvage(text []byte, r *repairs) Object {
	feed := Object{}
	whole := eachMember(text, func(name string, value []byte, whole bool) {
		if name == "items" && bytes.HasPrefix(value, []byte("[")) {
			feed[name] = salvageItems(value, whole, r)
			return
		}
		if value = strict(value); whole && json.Valid(value) {
			feed[name] = value
		}
	})
	if !whole && feed["items"] == nil {
		r.truncated(0, 0)
	}
	if whole {
		r.add("JSON that is not valid")
	}
	if len(feed) == 0 {
		return nil
	}
	return feed
}

// salvageItems keeps the items of a list that are whole and can be read.
func salvageItems(list []byte, whole bool, r *repairs) json.RawMessage {
	kept, all := []json.RawMessage{}, 0
	eachElement(list, func(value []byte, whole bool) bool {
		all++
		if value = strict(value); whole && json.Valid(value) {
			kept = append(kept, value)
		}
		return all <= maxItems
	})
	switch {
	case !whole:
		r.truncated(len(kept), all)
	case len(kept) < all:
		r.add("broken JSON, %d of %d items kept", len(kept), all)
	}
	return joined(kept)
}

// eachMember calls yield with the members of the object that text begins with,
// and whether each is whole, and reports whether the object is.
func eachMember(text []byte, yield func(name string, value []byte, whole bool)) bool {
	i := 1
	for {
		i = skipJSONSpace(text, i)
		if i >= len(text) {
			return false
		}
		if text[i] == '}' {
			return true
		}
		n, ok := valueLen(text[i:])
		name := ""
		if !ok || json.Unmarshal(strict(text[i:i+n]), &name) != nil {
			return false
		}
		i = skipJSONSpace(text, i+n)
		if i >= len(text) || text[i] != ':' {
			return false
		}
		i = skipJSONSpace(text, i+1)
		n, ok = valueLen(text[i:])
		if n > 0 {
			yield(name, text[i:i+n], ok)
		}
		if !ok {
			return false
		}
		i += n
	}
}

// eachElement calls yield with the elements of the list that text begins with,
// until it returns false.
func eachElement(text []byte, yield func(value []byte, whole bool) bool) {
	for i := 1; ; {
		i = skipJSONSpace(text, i)
		if i >= len(text) || text[i] == ']' {
			return
		}
		n, ok := valueLen(text[i:])
		if n > 0 && !yield(text[i:i+n], ok) || !ok {
			return
		}
		i += n
	}
}

// skipJSONSpace skips space, and commas, of which there may be too many.
func skipJSONSpace(b []byte, i int) int {
	for i < len(b) && (markup.IsSpace(b[i]) || b[i] == ',') {
		i++
	}
	return i
}

// valueLen returns the length of the value that b begins with, and whether it
// is whole. It goes by brackets and quotes alone.
func valueLen(b []byte) (n int, whole bool) {
	depth, quoted := 0, false
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			if quoted = !quoted; !quoted && depth == 0 {
				return i + 1, true
			}
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth == 0 {
				return i + 1, true
			}
			if depth < 0 {
				return i, i > 0 // the end of a number before a bracket
			}
		case depth == 0 && (c == ',' || c == ':' || markup.IsSpace(c)):
			return i, i > 0
		}
	}
	return len(b), false
}

// strict writes what JSON forbids as it should be: line breaks and tabs in
// strings are escaped, escapes that are none lose their backslash, commas
// before a bracket go.
func strict(value []byte) []byte {
	if json.Valid(value) {
		return value
	}
	out := make([]byte, 0, len(value)+64)
	quoted := false
	for i := 0; i < len(value); i++ {
		switch c := value[i]; {
		case quoted && c == '\\':
			if i+1 < len(value) && bytes.IndexByte([]byte(`"\/bfnrtu`), value[i+1]) >= 0 {
				out = append(out, c, value[i+1])
				i++
			}
		case c == '"':
			quoted = !quoted
			out = append(out, c)
		case quoted && c < 0x20:
			out = append(out, map[byte]string{'\n': `\n`, '\r': `\r`, '\t': `\t`}[c]...)
		case !quoted && (c == '}' || c == ']'):
			out = append(bytes.TrimRight(out, ", \t\r\n"), c)
		default:
			out = append(out, c)
		}
	}
	return out
}

// withoutControls drops the escapes in JSON that stand for characters that XML
// forbids. It returns text itself if there are none.
func withoutControls(text []byte, r *repairs) []byte {
	var out []byte
	from := 0
	for i := 0; ; {
		n := bytes.IndexByte(text[i:], '\\')
		if n < 0 {
			break
		}
		i += n
		size, forbidden := escapeLen(text[i:])
		if forbidden {
			out = append(out, text[from:i]...)
			from = i + size
		}
		i = min(i+size, len(text))
	}
	if from == 0 {
		return text
	}
	r.add("control characters or invalid UTF-8")
	return append(out, text[from:]...)
}

// escapeLen returns the length of the escape that b begins with, and whether
// it is of a forbidden character.
func escapeLen(b []byte) (n int, forbidden bool) {
	if len(b) < 2 {
		return 1, false
	}
	switch b[1] {
	case 'b', 'f':
		return 2, true
	case 'u':
		if len(b) < 6 {
			return 2, false
		}
		code, err := strconv.ParseUint(string(b[2:6]), 16, 16)
		if err != nil {
			return 2, false
		}
		isHalf := code >= 0xd800 && code < 0xe000 // of a pair
		return 6, !isHalf && !decode.IsCharacter(rune(code))
	}
	return 2, false
}
