package fetch

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// acceptEncoding is what we decode, the cheapest first.
const acceptEncoding = "gzip, zstd, br, deflate"

// maxCodings is how many codings may lie over each other. Two is seen where a
// server and its proxy both compress.
const maxCodings = 2

// maxWindow is how far back a zstd body may refer: more is not allowed over
// HTTP (RFC 9659).
const maxWindow = 8 << 20

// parseCodings returns the codings of Content-Encoding headers, the outermost
// first. Those we do not know are left out: what stands there in the wild
// ("utf-8", "none") are names of other things.
func parseCodings(headers []string) ([]string, error) {
	var codings []string
	for name := range strings.SplitSeq(strings.Join(headers, ","), ",") {
		name = strings.TrimPrefix(strings.ToLower(strings.TrimSpace(name)), "x-")
		if decoders[name] != nil {
			codings = append(codings, name)
		}
	}
	if len(codings) > maxCodings {
		return nil, fmt.Errorf("%d content codings over each other, %d at most", len(codings), maxCodings)
	}
	slices.Reverse(codings)
	return codings, nil
}

// decoder decodes one coding, many times.
type decoder interface {
	io.Reader
	Reset(from io.Reader) error
}

// decoders keeps used ones: a new one allocates 40 KB or more.
var decoders = map[string]*sync.Pool{
	"gzip":    {New: func() any { return new(gunzip) }},
	"deflate": {New: func() any { return &inflate{flate.NewReader(nil)} }},
	"br":      {New: func() any { return brotli.NewReader(nil) }},
	"zstd":    {New: func() any { return newZstd() }},
}

// stack is a body with decoders over each other, each limited.
type stack struct {
	limit  int64
	layers []*limited
	used   []func() // give decoders back
}

func newStack(from io.Reader, limit int64) *stack {
	return &stack{limit: limit, layers: []*limited{{from: from, left: limit}}}
}

func (s *stack) top() *limited { return s.layers[len(s.layers)-1] }

// push decodes what was on top. A body that was not encoded, whatever its
// headers say, is left as it is.
func (s *stack) push(coding string) error {
	from := bufio.NewReader(s.top())
	start, _ := from.Peek(512) // its error comes again with the next read
	if isPlain(start, coding) {
		s.layers = append(s.layers, &limited{from: from, left: s.limit})
		return nil
	}
	d, _ := decoders[coding].Get().(decoder)
	s.used = append(s.used, func() { decoders[coding].Put(d) })
	if err := d.Reset(from); err != nil {
		return fmt.Errorf("%s: %w", coding, err)
	}
	s.layers = append(s.layers, &limited{from: d, left: s.limit})
	return nil
}

// isOver reports whether a limit was reached in any layer. Decoders may hide
// it behind errors of their own.
func (s *stack) isOver() bool {
	return slices.ContainsFunc(s.layers, func(l *limited) bool { return l.err == errOver }) //nolint:errorlint // set as it is
}

func (s *stack) close() {
	for _, giveBack := range s.used {
		giveBack()
	}
}

// isPlain reports whether a body that begins with start cannot be in a coding.
// Those without a mark of their own are told from text by control characters:
// half a kilobyte of compressed bytes has dozens.
func isPlain(start []byte, coding string) bool {
	switch coding {
	case "gzip":
		return !bytes.HasPrefix(start, []byte{0x1f, 0x8b})
	case "zstd":
		return !bytes.HasPrefix(start, []byte{0x28, 0xb5, 0x2f, 0xfd}) && !isSkippable(start)
	}
	text := bytes.TrimLeft(bytes.TrimPrefix(start, []byte("\ufeff")), " \t\r\n")
	if len(text) == 0 {
		return true
	}
	return strings.IndexByte("<{[", text[0]) >= 0 && !bytes.ContainsFunc(text, func(c rune) bool {
		return c < ' ' && c != '\t' && c != '\r' && c != '\n'
	})
}

// isSkippable reports whether a zstd body begins with a skippable frame (RFC
// 8878 section 3.1.2).
func isSkippable(start []byte) bool {
	return len(start) >= 4 && start[0]&0xf0 == 0x50 && bytes.Equal(start[1:4], []byte{0x2a, 0x4d, 0x18})
}

// gunzip reads one member after another, and ends where no other follows:
// garbage after the last one is seen in the wild, and a Content-Length that
// counts the bytes before encoding.
type gunzip struct {
	gzip.Reader
	from *bufio.Reader
}

// Reset takes a *bufio.Reader as it is, so that nothing is read ahead of it.
func (g *gunzip) Reset(from io.Reader) error {
	g.from, _ = from.(*bufio.Reader)
	if g.from == nil {
		g.from = bufio.NewReader(from)
	}
	return g.next()
}

func (g *gunzip) next() error {
	err := g.Reader.Reset(g.from)
	g.Multistream(false)
	return err
}

func (g *gunzip) Read(p []byte) (int, error) {
	for {
		n, err := g.Reader.Read(p)
		if err != io.EOF { //nolint:errorlint // the end of a member, no failure
			return n, err
		}
		if n > 0 {
			return n, nil
		}
		if start, _ := g.from.Peek(2); !bytes.Equal(start, []byte{0x1f, 0x8b}) {
			return 0, io.EOF
		}
		if err := g.next(); err != nil {
			return 0, err
		}
	}
}

// inflate reads deflate as the standard has it, in a zlib wrapper (RFC 9110
// section 8.4.1.2), and as others send it, without. The checksum is left
// unread.
type inflate struct{ io.ReadCloser }

func (f *inflate) Reset(from io.Reader) error {
	if b, ok := from.(*bufio.Reader); ok {
		start, _ := b.Peek(2)
		if len(start) == 2 && start[0]&0x0f == 8 && (int(start[0])<<8|int(start[1]))%31 == 0 {
			_, _ = b.Discard(2) // they are there
		}
	}
	resetter, _ := f.ReadCloser.(flate.Resetter) // by the promise of flate.NewReader
	return resetter.Reset(from, nil)
}

func newZstd() *zstd.Decoder {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
	if err != nil {
		panic(err) // unreachable unless an option is out of range
	}
	return d
}
