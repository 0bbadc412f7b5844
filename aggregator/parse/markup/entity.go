package markup

import (
	"bytes"
	"html"
	"strconv"
	"strings"
	"unicode/utf8"

	"dateline/aggregator/parse/decode"
)

// LongestEntity is how far the ";" of an entity may be from its "&".
const LongestEntity = 40

// Unescape decodes the entities of XML and HTML that end in ";". An "&" that
// begins none stays as it is, so addresses with bare ampersands survive.
func Unescape(b []byte) string {
	if bytes.IndexByte(b, '&') < 0 {
		return string(b)
	}
	var out strings.Builder
	out.Grow(len(b))
	for {
		i := bytes.IndexByte(b, '&')
		if i < 0 {
			out.Write(b)
			return out.String()
		}
		out.Write(b[:i])
		text, n := Entity(b[i:])
		if n == 0 {
			text, n = "&", 1
		}
		out.WriteString(text)
		b = b[i+n:]
	}
}

// Entity decodes the entity that b begins with and returns its length, 0 if
// there is none. One that stands for a character that XML forbids is empty.
func Entity(b []byte) (text string, n int) {
	end := bytes.IndexByte(b[:min(len(b), LongestEntity)], ';')
	if end < 2 {
		return "", 0
	}
	name := string(b[1:end])
	if name[0] == '#' {
		return numericEntity(name[1:], end+1)
	}
	switch name {
	case "amp":
		return "&", end + 1
	case "lt":
		return "<", end + 1
	case "gt":
		return ">", end + 1
	case "quot":
		return `"`, end + 1
	case "apos":
		return "'", end + 1
	}
	span := string(b[:end+1])
	if text = html.UnescapeString(span); strings.HasSuffix(text, ";") || text == span {
		return "", 0
	}
	return text, end + 1
}

// numericEntity decodes the digits of an entity of length n. Numbers 128 to
// 159 mean windows-1252, as in HTML.
func numericEntity(digits string, n int) (string, int) {
	base := 10
	if digits != "" && (digits[0] == 'x' || digits[0] == 'X') {
		digits, base = digits[1:], 16
	}
	code, err := strconv.ParseUint(digits, base, 32)
	if err != nil {
		return "", 0
	}
	if code >= 0x80 && code < 0xa0 {
		return html.UnescapeString("&#" + strconv.FormatUint(code, 10) + ";"), n
	}
	if code > utf8.MaxRune || !decode.IsCharacter(rune(code)) {
		return "", n
	}
	return string(rune(code)), n
}

// LanguageTag returns a BCP 47 tag as most programs write it, or "" if it can
// be none.
func LanguageTag(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	for i := range len(s) {
		if c := s[i]; !IsDigit(c) && c != '-' && (c|0x20 < 'a' || c|0x20 > 'z') {
			return ""
		}
	}
	if len(s) < 2 || len(s) > 35 || s[0] == '-' {
		return ""
	}
	return s
}

var textEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// Escape makes HTML of plain text.
func Escape(s string) string { return textEscaper.Replace(s) }

// IsDigit reports whether c is a digit of ASCII.
func IsDigit(c byte) bool { return c >= '0' && c <= '9' }
