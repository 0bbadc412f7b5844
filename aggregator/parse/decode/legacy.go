package decode

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
)

// legacy decodes text that may be UTF-8 or of a charset from before.
func legacy(body []byte, declared []string, r *mended) []byte {
	known := fitting(append(declared, declaration(body)))
	if utf8.Valid(body) {
		return validUTF8(body, known, r)
	}
	valid, wrong := countRunes(body)
	if wrong <= valid/2 {
		r.add("%d bytes that are no UTF-8", wrong)
		return mend(body)
	}
	var worst []byte
	for _, k := range known {
		text := convert(k.enc, body)
		switch {
		case bytes.ContainsRune(text, utf8.RuneError):
			if worst == nil {
				worst = text
			}
		case k.isLatin():
			if script, name := guess(body); script != nil {
				r.add("bytes that do not fit the declared charset, read as %s", name)
				return convert(script, body)
			}
			return text
		default:
			return text
		}
	}
	if worst != nil {
		r.add("bytes that do not fit the declared charset")
		return worst
	}
	enc, name := guess(body)
	if enc == nil {
		enc, name = latin(body)
	}
	r.add("charset not declared, read as %s", name)
	return convert(enc, body)
}

// known is a declared charset that we know.
type known struct {
	enc  encoding.Encoding
	name string
}

// isLatin reports whether it is the charset that programs name when they know
// none, and in which every byte means something.
func (k known) isLatin() bool { return k.name == "windows-1252" }

// fitting returns the known charsets among labels, without those of Unicode.
func fitting(labels []string) []known {
	var list []known
	for _, label := range labels {
		enc, name := charset.Lookup(label)
		if enc != nil && !strings.HasPrefix(name, "utf-") && name != "replacement" && name != "x-user-defined" {
			list = append(list, known{enc, name})
		}
	}
	return list
}

// validUTF8 returns text that happens to be valid UTF-8, unless it must be
// another charset whose text may look so: one that shifts by escape sequences,
// or one of two bytes a character. A character of three bytes is no accident.
func validUTF8(body []byte, declared []known, r *mended) []byte {
	if isShifted(body) {
		if len(declared) == 0 || declared[0].name != "iso-2022-jp" {
			r.add("charset not declared, read as iso-2022-jp")
		}
		return convert(japanese.ISO2022JP, body)
	}
	for _, k := range declared {
		switch k.name {
		case "gbk", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr":
			if hasByteFrom(body, 0x80) && !hasByteFrom(body, 0xe0) {
				return convert(k.enc, body)
			}
		}
	}
	return body
}

// isShifted reports whether text has the escape sequences of ISO-2022-JP.
func isShifted(body []byte) bool {
	if bytes.IndexByte(body, 0x1b) < 0 || hasByteFrom(body, 0x80) {
		return false
	}
	return bytes.Contains(body, []byte("\x1b$B")) || bytes.Contains(body, []byte("\x1b$@"))
}

func hasByteFrom(b []byte, low byte) bool {
	for _, c := range b {
		if c >= low {
			return true
		}
	}
	return false
}

// countRunes counts the characters of several bytes that are valid UTF-8, and
// the bytes that are not.
func countRunes(b []byte) (valid, wrong int) {
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			b = b[1:]
			continue
		}
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			wrong++
		} else {
			valid++
		}
		b = b[n:]
	}
	return valid, wrong
}

// mend makes valid UTF-8 of text that nearly is. A lone wrong byte among ASCII
// comes from Windows-1252, unless it is one that half a character of UTF-8
// leaves behind.
func mend(b []byte) []byte {
	out := make([]byte, 0, len(b)+16)
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r != utf8.RuneError || n > 1 {
			out = append(out, b[i:i+n]...)
			i += n
			continue
		}
		if isLone(b, i) {
			out = utf8.AppendRune(out, charmap.Windows1252.DecodeByte(b[i]))
			i++
			continue
		}
		out = append(out, "\uFFFD"...)
		for i++; i < len(b) && b[i] >= 0x80 && b[i] < 0xc0; i++ { // the rest of it
		}
	}
	return out
}

func isLone(b []byte, i int) bool {
	switch b[i] {
	case 0xc2, 0xc3, 0xe2:
		return false
	}
	return i > 0 && b[i-1] < utf8.RuneSelf && (i+1 == len(b) || b[i+1] < utf8.RuneSelf)
}
