package decode

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// once undoes what happens when UTF-8 is taken for Windows-1252 and encoded
// again: "Ã©" for "é". That is so if all that is not ASCII makes UTF-8 of
// several bytes when it is written in Windows-1252; no language looks like it.
func once(text []byte, r *mended) []byte {
	at := firstHigh(text, 0)
	if at == len(text) {
		return text
	}
	out := append(make([]byte, 0, len(text)), text[:at]...)
	for at < len(text) {
		end, from := at, len(out)
		for end < len(text) && text[end] >= utf8.RuneSelf {
			c, n := utf8.DecodeRune(text[end:])
			b, ok := charmap.Windows1252.EncodeRune(c)
			if !ok && c >= 0x80 && c < 0xa0 { // of no meaning there, and so left alone
				b, ok = byte(c), true
			}
			if !ok {
				return text
			}
			out = append(out, b)
			end += n
		}
		if !utf8.Valid(out[from:]) {
			return text
		}
		at = firstHigh(text, end)
		out = append(out, text[end:at]...)
	}
	r.add("UTF-8 that was encoded twice")
	return out
}

// firstHigh returns where the first byte outside ASCII is from i on.
func firstHigh(text []byte, i int) int {
	for i < len(text) && text[i] < utf8.RuneSelf {
		i++
	}
	return i
}
