package render

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean returns s without the characters that XML 1.0 forbids, and without
// those that are valid but never meant: control characters, noncharacters,
// bytes that are no UTF-8. What says that a letter was lost becomes "?".
func clean(s string) string {
	for i := 0; i < len(s); {
		for i+8 <= len(s) && isPlainWord(s[i:i+8]) {
			i += 8
		}
		if i == len(s) {
			break
		}
		c := s[i]
		if c >= ' ' && c < 0x7f || c == '\n' || c == '\t' {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if published(r) != r {
			return s[:i] + cleaned(s[i:])
		}
		i += size
	}
	return s
}

// isPlainWord reports whether eight bytes are of ' ' to '~': none has the highest bit,
// none borrows it when ' ' is taken off, none reaches it with one added. (What is
// borrowed may betray too many, never too few.)
func isPlainWord(s string) bool {
	const ones = 0x0101010101010101
	_ = s[7]
	w := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	return (w|(w-' '*ones)|(w+ones))&(0x80*ones) == 0
}

func cleaned(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for i, r := range s {
		if r == '\r' && strings.HasPrefix(s[i:], "\r\n") {
			continue
		}
		if r = published(r); r >= 0 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// published returns the character that stands for r in a feed, -1 for none.
func published(r rune) rune {
	switch {
	case r == utf8.RuneError:
		return '?'
	case r == '\r':
		return '\n'
	case r < ' ' && r != '\n' && r != '\t', r == 0x7f, r >= 0xfdd0 && r <= 0xfdef, r&0xfffe == 0xfffe:
		return -1
	case r >= 0x80 && r <= 0x9f:
		return windows1252[r-0x80]
	}
	return r
}

// windows1252 is what people mean by the control characters U+0080 to U+009F
// (HTML Standard, numeric character reference end state).
var windows1252 = [32]rune{
	'€', -1, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', -1, 'Ž', -1,
	-1, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', -1, 'ž', 'Ÿ',
}

// line returns clean text on one line.
func line(s string) string {
	s = clean(s)
	if s == strings.TrimSpace(s) && !strings.ContainsAny(s, "\n\t") && !strings.Contains(s, "  ") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for word := range strings.FieldsSeq(s) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(word)
	}
	return b.String()
}

// plain returns the text of an HTML fragment on one line.
func plain(fragment string) string {
	if !strings.ContainsAny(fragment, "<&") {
		return line(fragment)
	}
	return textOf(fragment, len(fragment))
}

// excerpt is the beginning of the text of an HTML fragment.
func excerpt(fragment string, limit int) string {
	const room = 2 // for entities and space, which get shorter
	return shorten(textOf(fragment, room*limit), limit)
}

// textOf returns about the first enough bytes of the text of a fragment.
func textOf(fragment string, enough int) string {
	var b strings.Builder
	for fragment != "" && b.Len() < enough {
		i := strings.IndexByte(fragment, '<')
		if i < 0 {
			i = len(fragment)
		}
		b.WriteString(fragment[:i])
		if fragment = fragment[i:]; fragment == "" {
			break
		}
		tag := tagLength(fragment)
		if tag == 1 {
			b.WriteByte('<')
		} else if breaksLine(fragment[1:tag]) {
			b.WriteByte(' ')
		}
		fragment = fragment[tag:]
	}
	return line(html.UnescapeString(b.String()))
}

// tagLength is the length of the tag that s begins with, 1 if its "<" is text
// after all.
func tagLength(s string) int {
	if len(s) < 2 || s[1] != '/' && s[1] != '!' && s[1] != '?' && !isLetter(s[1]) {
		return 1
	}
	if strings.HasPrefix(s, "<!--") {
		if end := strings.Index(s, "-->"); end > 0 {
			return end + 3
		}
		return len(s)
	}
	var quote byte
	for i := range len(s) {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && s[i-1] == '=':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return len(s)
}

// breaksLine reports whether a tag separates the words before and after it.
func breaksLine(tag string) bool {
	name := strings.TrimPrefix(tag, "/")
	if end := strings.IndexFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }); end >= 0 {
		name = name[:end]
	}
	switch strings.ToLower(name) {
	case "a", "abbr", "b", "bdi", "bdo", "code", "em", "font", "i", "mark", "s", "small", "span", "strong", "sub", "sup", "u", "wbr":
		return false
	}
	return true
}

// shorten cuts text to limit bytes and an ellipsis, between words if it can.
func shorten(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	end := limit
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	if space := strings.LastIndexByte(text[:end], ' '); space > limit/2 {
		end = space
	}
	return strings.TrimRight(text[:end], " ,;:.") + "…"
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isHex(c byte) bool    { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }
