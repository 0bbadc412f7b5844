package decode

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// maxText bounds what a body may grow to when it is decompressed.
const maxText = 64 << 20

// Text returns body as UTF-8, and what had to be put right. declared are the
// names of charsets that somebody says it has, whom to believe first coming
// first; empty ones do not count. The error says that the body cannot be
// decompressed.
func Text(body []byte, declared ...string) (text []byte, repairs []string, err error) {
	var r mended
	for range 2 { // some servers compress what was compressed
		if !bytes.HasPrefix(body, []byte{0x1f, 0x8b, 8}) {
			break
		}
		if body, err = gunzip(body); err != nil {
			return nil, nil, err
		}
		r.add("gzip that nobody announced")
	}
	text = once(decoded(body, declared, &r), &r)
	return withoutControls(text, &r), r, nil
}

// mended are the things that were put right, in words.
type mended []string

func (r *mended) add(format string, args ...any) {
	if s := fmt.Sprintf(format, args...); !slices.Contains(*r, s) {
		*r = append(*r, s)
	}
}

// gunzip returns what a body holds. What came before an error is kept: it may
// be all there is, or hold complete items.
func gunzip(body []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("decompress: %w", err)
	}
	text, err := io.ReadAll(io.LimitReader(z, maxText+1))
	if len(text) > maxText {
		return nil, errors.New("decompress: it grows to more than 64 MiB")
	}
	if len(text) == 0 && err != nil {
		return nil, fmt.Errorf("decompress: %w", err)
	}
	return text, nil
}

// marks are byte-order marks, the longer before those they begin with, and
// how documents begin without one in charsets that have no ASCII in them.
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
	{"\x4c\x6f\xa7\x94", 0, charmap.CodePage037}, // "<?xm" on mainframes
}

// decoded makes UTF-8 of body.
func decoded(body []byte, declared []string, r *mended) []byte {
	for _, m := range marks {
		rest, ok := bytes.CutPrefix(body, []byte(m.prefix))
		switch {
		case !ok:
		case m.enc == unicode.UTF8 && utf8.Valid(rest):
			return rest
		case m.enc == unicode.UTF8: // some write the mark all the same
			return legacy(rest, declared, r)
		default:
			return convert(m.enc, body[m.skip:])
		}
	}
	return legacy(body, declared, r)
}

// convert decodes with an encoding that puts U+FFFD for what it does not know.
func convert(enc encoding.Encoding, b []byte) []byte {
	text, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return nil // unreachable: these decoders replace what is wrong
	}
	return text
}
