package decode

import (
	"encoding/binary"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// once undoes what happens when UTF-8 is taken for Windows-1252 and encoded
// again: "Ã©" for "é". That is so if all that is not ASCII makes UTF-8 of
// several bytes when it is written in Windows-1252; no language looks like it.
func once(text []byte, r *mended) []byte {
	if !isTwice(text) {
		return text
	}
	out := make([]byte, 0, len(text))
	for at := 0; at < len(text); {
		high := firstHigh(text, at)
		out = append(out, text[at:high]...)
		out, at, _ = appendOnce(out, text, high)
	}
	r.add("UTF-8 that was encoded twice")
	return out
}

// isTwice reports whether all that is not ASCII, and there is such, was encoded
// twice.
func isTwice(text []byte) bool {
	var scratch []byte
	at := firstHigh(text, 0)
	if at == len(text) {
		return false
	}
	for at < len(text) {
		var ok bool
		if scratch, at, ok = appendOnce(scratch[:0], text, at); !ok || !utf8.Valid(scratch) {
			return false
		}
		at = firstHigh(text, at)
	}
	return true
}

// appendOnce appends the characters outside ASCII that are at a place of text in
// Windows-1252, and returns where they end. It is not ok if one is not there.
func appendOnce(out, text []byte, at int) (_ []byte, end int, ok bool) {
	for at < len(text) && text[at] >= utf8.RuneSelf {
		c, n := utf8.DecodeRune(text[at:])
		b, ok := charmap.Windows1252.EncodeRune(c)
		if !ok && c >= 0x80 && c < 0xa0 { // of no meaning there, and so left alone
			b, ok = byte(c), true
		}
		if !ok {
			return out, at, false
		}
		out = append(out, b)
		at += n
	}
	return out, at, true
}

// The high bits, and the lowest, of eight bytes.
const (
	highBits = 0x8080808080808080
	ones     = 0x0101010101010101
)

// firstHigh returns where the first byte outside ASCII is from i on.
func firstHigh(text []byte, i int) int {
	for i+8 <= len(text) && binary.LittleEndian.Uint64(text[i:])&highBits == 0 {
		i += 8
	}
	for i < len(text) && text[i] < utf8.RuneSelf {
		i++
	}
	return i
}
