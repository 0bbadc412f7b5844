package repair

import (
	"bytes"
	"encoding/json"
	"html"
	"slices"
	"strconv"
	"strings"
)

// longText is how many bytes the text of a field of an item has that gofeed is
// not given: it would look at each of them several times. In its place goes a
// reference, and the text itself, read as gofeed reads it, is in the note.
var longText = 32

// reference begins and ends a reference. It is a character that means nothing;
// a text that has it goes into the note too, so that none is taken for another.
const reference = "\uE000"

// outsourced are the elements of items whose texts may be long.
var outsourced = map[string]bool{"title": true, "description": true, "content:encoded": true, "content": true, "summary": true}

// outsource puts the text of a field, which begins at body in out, into the
// note of the item.
func (s *survey) outsource(name string, body int) {
	raw := s.out[body:]
	if s.cur == nil || !outsourced[name] || len(raw) <= longText && !bytes.Contains(raw, []byte(reference)) {
		return
	}
	text := textOf(raw)
	s.out = s.out[:body]
	if text == "" {
		return
	}
	s.out = append(s.out, reference...)
	s.out = append(strconv.AppendInt(s.out, int64(len(s.cur.Texts)), 10), reference...)
	s.cur.Texts = append(s.cur.Texts, text)
}

// outsource puts the long texts of an item of JSON into its note, and reports
// whether there were any. Names that differ from others by case alone are left
// to gofeed.
func (n *Note) outsource(item Object) (done bool) {
	for name := range item {
		if lower := strings.ToLower(name); lower != name && slices.Contains(longMembers, lower) {
			return false
		}
	}
	for _, name := range longMembers {
		raw := item[name]
		if len(raw) == 0 || raw[0] != '"' || len(raw) <= longText && !bytes.Contains(raw, []byte(reference)) && bytes.IndexByte(raw, '\\') < 0 {
			continue
		}
		var text string
		if json.Unmarshal(raw, &text) != nil || text == "" || len(raw) <= longText && !strings.Contains(text, reference) {
			continue
		}
		item[name] = quoted(reference + strconv.Itoa(len(n.Texts)) + reference)
		n.Texts = append(n.Texts, text)
		done = true
	}
	return done
}

// longMembers are the members of items of JSON whose texts may be long.
var longMembers = []string{"title", "summary", "content_html", "content_text"}

// Text returns the text of a field, of which gofeed says that it is value.
func (n *Note) Text(value string) string {
	number, ok := strings.CutPrefix(value, reference)
	if !ok {
		return value
	}
	i, err := strconv.Atoi(strings.TrimSuffix(number, reference))
	if err != nil || i < 0 || i >= len(n.Texts) {
		return value
	}
	return n.Texts[i]
}

// textOf reads what is in an element as gofeed does: the space around it is cut
// off, CDATA sections are taken as they are, and entities decoded, but not in the
// sections.
func textOf(raw []byte) string {
	raw = bytes.TrimSpace(raw)
	at := bytes.Index(raw, []byte(cdataOpen))
	if at < 0 {
		return string(appendDecoded(make([]byte, 0, len(raw)), raw))
	}
	if inner := raw[at+len(cdataOpen):]; at == 0 && bytes.Index(inner, []byte(cdataClose)) == len(inner)-len(cdataClose) {
		return string(inner[:len(inner)-len(cdataClose)])
	}
	out := make([]byte, 0, len(raw))
	for at >= 0 {
		out = appendDecoded(out, raw[:at])
		end := bytes.Index(raw[at:], []byte(cdataClose))
		if end < 0 {
			raw = raw[at:]
			break // unreachable: each section is closed
		}
		out = append(out, raw[at+len(cdataOpen):at+end]...)
		raw = raw[at+end+len(cdataClose):]
		at = bytes.Index(raw, []byte(cdataOpen))
	}
	return string(appendDecoded(out, raw))
}

// appendDecoded appends text with its entities decoded. One that is not closed
// within a few bytes, or has a space in it, is none.
func appendDecoded(out, text []byte) []byte {
	for {
		i := bytes.IndexByte(text, '&')
		if i < 0 {
			return append(out, text...)
		}
		out, text = append(out, text[:i]...), text[i:]
		if c, n := plainEntity(text); n > 0 {
			out, text = append(out, c), text[n:]
			continue
		}
		decoded, n := anyEntity(text)
		out, text = append(out, decoded...), text[n:]
	}
}

// plainEntity reads one of the entities of XML.
func plainEntity(text []byte) (c byte, n int) {
	switch {
	case bytes.HasPrefix(text, []byte("&lt;")):
		return '<', 4
	case bytes.HasPrefix(text, []byte("&gt;")):
		return '>', 4
	case bytes.HasPrefix(text, []byte("&amp;")):
		return '&', 5
	case bytes.HasPrefix(text, []byte("&quot;")):
		return '"', 6
	}
	return 0, 0
}

// farthest is where the semicolon of an entity is looked for.
const farthest = 64

// anyEntity reads what text begins with as HTML does, but only to a semicolon
// that belongs to it. What is no entity is an ampersand.
func anyEntity(text []byte) (decoded string, n int) {
	end := bytes.IndexByte(text[:min(len(text), farthest)], ';')
	if end < 0 || bytes.ContainsAny(text[:end], " \t\r\n") {
		return "&", 1
	}
	entity := string(text[:end+1])
	decoded = html.UnescapeString(entity)
	if decoded == html.UnescapeString(entity[:end])+";" {
		return "&", 1
	}
	return decoded, end + 1
}
