package fetch

import (
	"errors"
	"fmt"
	"io"
	"sync"
)

// errOver ends the reading of a limited reader.
var errOver = errors.New("over the limit")

// limited reads so many bytes and fails with errOver if there are more. It
// repeats its first error for ever: bufio.Reader asks again after a Peek.
type limited struct {
	from io.Reader
	left int64
	err  error
}

func (l *limited) Read(p []byte) (int, error) {
	if l.err != nil {
		return 0, l.err
	}
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.from.Read(p)
	if int64(n) > l.left {
		n, err = int(l.left), errOver
	}
	l.left -= int64(n)
	l.err = err
	return n, err
}

// readBody returns what is in a body of at most limit bytes, in the given
// Content-Encoding headers. If the body broke off after some bytes, cut says
// why, and body is what came until then. Before it takes more than smallBody,
// makeRoom is called.
func readBody(from io.Reader, encodings []string, limit int64, makeRoom func() error) (body []byte, cut, err error) {
	codings, err := parseCodings(encodings)
	if err != nil {
		return nil, nil, err
	}
	s := newStack(from, limit)
	defer s.close()
	for _, c := range codings {
		if err = s.push(c); err != nil {
			break
		}
	}
	if err == nil {
		body, err = readAll(s.top(), makeRoom)
	}
	switch {
	case err == nil:
		return body, nil, nil
	case s.isOver():
		return nil, nil, tooLarge(limit)
	case len(body) > 0:
		return body, err, nil
	}
	return nil, nil, fmt.Errorf("no body: %w", err)
}

func tooLarge(limit int64) error {
	return fmt.Errorf("a body of more than %d bytes (fetch.max_body raises the limit)", limit)
}

type chunk [32 << 10]byte

// chunks are what bodies are collected in, because their length is unknown
// until they end: a growing slice would copy and drop several times as much.
var chunks = sync.Pool{New: func() any { return new(chunk) }}

// readAll reads until the end, in a slice of exactly the right size. The error
// is never io.EOF; what was read before it is returned too.
func readAll(from io.Reader, makeRoom func() error) ([]byte, error) {
	var full []*chunk
	defer func() {
		for _, c := range full {
			chunks.Put(c)
		}
	}()
	for size := 0; ; {
		c, _ := chunks.Get().(*chunk)
		full = append(full, c)
		n, err := fill(c[:], from)
		size += n
		if err == nil && size == smallBody {
			err = makeRoom()
		}
		if err != nil {
			if err == io.EOF { //nolint:errorlint // fill returns it as it is
				err = nil
			}
			return join(full, size), err
		}
	}
}

// fill reads until p is full or there is an error.
func fill(p []byte, from io.Reader) (n int, err error) {
	for n < len(p) && err == nil {
		var m int
		m, err = from.Read(p[n:])
		n += m
	}
	return n, err
}

func join(full []*chunk, size int) []byte {
	body := make([]byte, size)
	rest := body
	for _, c := range full {
		rest = rest[copy(rest, c[:]):]
	}
	return body
}
