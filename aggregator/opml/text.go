package opml

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// text returns the bytes of a file as valid UTF-8 without NULs. What the bytes
// show counts more than what the file says of itself.
func text(body []byte) string {
	body = wide(body)
	declared, name := declaration(body)
	switch {
	case name == "iso-2022-jp" && bytes.IndexByte(body, 0x1b) >= 0:
		body = decode(declared, body)
	case utf8.Valid(body):
	case declared == nil || name == "utf-8" || name == "windows-1252":
		body = mixed(body)
	default:
		body = decode(declared, body)
	}
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	return strings.ReplaceAll(string(bytes.ToValidUTF8(body, []byte("\ufffd"))), "\x00", "")
}

// wide decodes UTF-16, with a mark or without: of "<o" every other byte is 0.
func wide(body []byte) []byte {
	order := unicode.LittleEndian
	switch {
	case bytes.HasPrefix(body, []byte("\xff\xfe")):
	case bytes.HasPrefix(body, []byte("\xfe\xff")), bytes.HasPrefix(body, []byte("\x00<\x00")):
		order = unicode.BigEndian
	case bytes.HasPrefix(body, []byte("<\x00")) && len(body) > 3 && body[3] == 0:
	default:
		return body
	}
	return decode(unicode.UTF16(order, unicode.UseBOM), body)
}

// declaration is the encoding that the XML declaration names, nil if it names
// none that we know.
func declaration(body []byte) (encoding.Encoding, string) {
	before, rest, found := bytes.Cut(body[:min(len(body), 200)], []byte("encoding"))
	if !found || !bytes.Contains(before, []byte("<?xml")) {
		return nil, ""
	}
	label := strings.TrimLeft(string(rest), " \t\r\n=\"'")
	if end := strings.IndexAny(label, " \t\r\n\"'?>"); end >= 0 {
		label = label[:end]
	}
	e, name := charset.Lookup(label)
	if e == encoding.Replacement {
		return nil, ""
	}
	if e != nil && name == "" {
		name, _ = htmlindex.Name(e)
	}
	return e, name
}

func decode(e encoding.Encoding, body []byte) []byte {
	decoded, err := e.NewDecoder().Bytes(body)
	if err != nil { // unreachable: these decoders replace what they cannot read
		return body
	}
	return decoded
}

// mixed reads each byte that is no UTF-8 as Windows-1252: some programs join
// names in the one to names in the other.
func mixed(body []byte) []byte {
	out := make([]byte, 0, len(body)+len(body)/8)
	for len(body) > 0 {
		r, size := utf8.DecodeRune(body)
		if r == utf8.RuneError && size == 1 {
			out = utf8.AppendRune(out, charmap.Windows1252.DecodeByte(body[0]))
		} else {
			out = append(out, body[:size]...)
		}
		body = body[size:]
	}
	return out
}
