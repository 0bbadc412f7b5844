package parse

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// maxText bounds what a body may grow to when it is decompressed here.
const maxText = 64 << 20

// plainText makes UTF-8 of a body, whatever it was, without characters that
// XML forbids. Whoever sent it is believed in this order: a byte-order mark,
// the HTTP header, the XML declaration; but not against the bytes. Bytes that
// make no sense become U+FFFD.
func plainText(body []byte, contentType string, r *repairs) ([]byte, error) {
	if bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		var err error
		if body, err = gunzip(body); err != nil {
			return nil, err
		}
		r.add("gzip that nobody announced")
	}
	text, err := decoded(body, contentType, r)
	if err != nil {
		return nil, err
	}
	return withoutControls(text, r), nil
}

func gunzip(body []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("gzip: %w", err)
	}
	text, err := io.ReadAll(io.LimitReader(z, maxText+1))
	if len(text) > maxText {
		return nil, fmt.Errorf("gzip: more than %d MiB", maxText>>20)
	}
	if len(text) == 0 && err != nil {
		return nil, fmt.Errorf("gzip: %w", err)
	}
	return text, nil // what came before an error may hold complete items
}

// marks are byte-order marks, the longer before those they begin with, and
// how text begins in wide characters without one.
var marks = []struct {
	prefix string
	skip   int
	enc    encoding.Encoding
}{
	{"\xef\xbb\xbf", 3, unicode.UTF8},
	{"\xff\xfe\x00\x00", 4, utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)},
	{"\x00\x00\xfe\xff", 4, utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)},
	{"\xff\xfe", 2, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{"\xfe\xff", 2, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
	{"<\x00\x00\x00", 0, utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)},
	{"\x00\x00\x00<", 0, utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)},
	{"<\x00", 0, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{"\x00<", 0, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
	{"{\x00", 0, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{"\x00{", 0, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
}

func decoded(body []byte, contentType string, r *repairs) ([]byte, error) {
	for _, m := range marks {
		if rest, ok := bytes.CutPrefix(body, []byte(m.prefix)); ok {
			if m.skip == 0 {
				rest = body
			}
			if m.enc == unicode.UTF8 {
				return rest, nil
			}
			return m.enc.NewDecoder().Bytes(rest)
		}
	}
	declared := []string{headerCharset(contentType), declaredCharset(body)}
	if utf8.Valid(body) && !isOtherwise(body, declared) {
		return body, nil
	}
	return legacy(body, declared, r)
}

// headerCharset returns the charset of a Content-Type.
func headerCharset(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		_, rest, _ := strings.Cut(strings.ToLower(contentType), "charset=")
		return strings.Trim(rest, ` "';`)
	}
	return params["charset"]
}

// declaredCharset returns the encoding an XML declaration names.
func declaredCharset(body []byte) string {
	head := body[:min(len(body), 1024)]
	from := bytes.Index(head, []byte("<?xml"))
	if from < 0 {
		return ""
	}
	head = head[from:]
	if to := bytes.Index(head, []byte("?>")); to >= 0 {
		head = head[:to]
	}
	for name, value := range (token{attrs: head}).each() {
		if string(name) == "encoding" {
			return string(value)
		}
	}
	return ""
}

// isOtherwise reports whether text that happens to be valid UTF-8 is declared
// to be an encoding whose text may look so: one that shifts by escape
// sequences, or one of two bytes a character. Three or more bytes in a row that
// are valid UTF-8 are no accident.
func isOtherwise(body []byte, declared []string) bool {
	for _, label := range declared {
		switch _, name := charset.Lookup(label); name {
		case "iso-2022-jp":
			return bytes.IndexByte(body, 0x1b) >= 0
		case "gbk", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr":
			return hasHigh(body) && !hasLongRune(body)
		}
	}
	return false
}

func hasHigh(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return true
		}
	}
	return false
}

func hasLongRune(b []byte) bool {
	for _, c := range b {
		if c >= 0xe0 {
			return true
		}
	}
	return false
}

// legacy decodes text that is not UTF-8: by the first declared encoding that
// fits all bytes, else as UTF-8 with a few wrong bytes, else by what the bytes
// look like.
func legacy(body []byte, declared []string, r *repairs) ([]byte, error) {
	var worst []byte
	for _, label := range declared {
		enc, name := charset.Lookup(label)
		if enc == nil || strings.HasPrefix(name, "utf-") || name == "replacement" {
			continue
		}
		text, err := enc.NewDecoder().Bytes(body)
		if err == nil && !bytes.ContainsRune(text, utf8.RuneError) {
			return text, nil
		}
		if err == nil && worst == nil {
			worst = text
		}
	}
	if valid, wrong := countRunes(body); wrong <= valid/4 {
		r.add("%d bytes that are no UTF-8", wrong)
		return bytes.ToValidUTF8(body, []byte("\uFFFD")), nil
	}
	if worst != nil {
		r.add("bytes that do not fit the declared charset")
		return worst, nil
	}
	enc, name, _ := charset.DetermineEncoding(body, "")
	if enc == nil || name == "utf-8" {
		enc, name = charset.Lookup("windows-1252")
	}
	r.add("charset not declared, read as %s", name)
	return enc.NewDecoder().Bytes(body)
}

// countRunes counts the characters of several bytes that are valid UTF-8, and
// the bytes that are not.
func countRunes(b []byte) (valid, wrong int) {
	for len(b) > 0 {
		if b[0] < 0x80 {
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

// withoutControls drops the characters that XML forbids and makes the text
// valid UTF-8. It returns text itself if nothing is wrong with it.
func withoutControls(text []byte, r *repairs) []byte {
	if isClean(text) {
		return text
	}
	r.add("control characters or invalid UTF-8")
	return bytes.Map(func(c rune) rune {
		if c == utf8.RuneError || isCharacter(c) {
			return c
		}
		return -1
	}, text)
}

func isClean(text []byte) bool {
	for i := 0; i < len(text); {
		c := text[i]
		if c < 0x80 {
			if c < 0x20 && c != '\t' && c != '\n' && c != '\r' || c == 0x7f {
				return false
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n == 1 || !isCharacter(r) {
			return false
		}
		i += n
	}
	return true
}
