package decode

import (
	"bytes"
	"encoding/binary"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// withoutControls drops the characters that XML forbids and makes the text
// valid UTF-8. The controls from U+0080 to U+009F, which nobody means, come
// from Windows-1252. It returns text itself if nothing is wrong with it.
func withoutControls(text []byte, r *mended) []byte {
	if isClean(text) {
		return text
	}
	r.add("control characters or invalid UTF-8")
	return bytes.Map(func(c rune) rune {
		if c >= 0x80 && c < 0xa0 {
			c = charmap.Windows1252.DecodeByte(byte(c))
		}
		if IsCharacter(c) {
			return c
		}
		return -1
	}, text)
}

func isClean(text []byte) bool {
	for i := 0; i < len(text); {
		if i+8 <= len(text) && isPrintable(binary.LittleEndian.Uint64(text[i:])) {
			i += 8
			continue
		}
		c := text[i]
		if c < utf8.RuneSelf {
			if c < 0x20 && c != '\t' && c != '\n' && c != '\r' || c == 0x7f {
				return false
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n == 1 || !IsCharacter(r) {
			return false
		}
		i += n
	}
	return true
}

// isPrintable reports whether eight bytes are of ASCII, and no controls.
func isPrintable(b uint64) bool {
	del := b ^ 0x7f*ones // 0 where there is one
	return (b|(b-0x20*ones)|(del-ones))&highBits == 0
}

// IsCharacter reports whether XML 1.0 allows r in a document. Of the controls
// that it allows and discourages none is.
func IsCharacter(r rune) bool {
	switch {
	case r < 0x20:
		return r == '\t' || r == '\n' || r == '\r'
	case r < 0xa0:
		return r < 0x7f
	}
	return r < 0xd800 || r > 0xdfff && r < 0xfffe || r > 0xffff && r <= utf8.MaxRune
}

// Plain returns s as valid UTF-8 without the characters that XML forbids.
func Plain(s string) string {
	if isClean([]byte(s)) {
		return s
	}
	var none mended
	return string(withoutControls([]byte(s), &none))
}
