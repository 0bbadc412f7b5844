package load

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
)

// Request is the bytes of a GET with such header lines.
func Request(host, path string, header ...string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "GET %s HTTP/1.1\r\nHost: %s\r\n", path, host)
	for _, line := range header {
		b.WriteString(line + "\r\n")
	}
	b.WriteString("\r\n")
	return []byte(b.String())
}

// Conn is a connection that is kept alive.
type Conn struct {
	conn net.Conn
	in   *bufio.Reader
}

// Dial connects to an address.
func Dial(ctx context.Context, addr string) (*Conn, error) {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, err
	}
	return &Conn{conn: conn, in: bufio.NewReaderSize(conn, 64<<10)}, nil
}

// Close closes the connection.
func (c *Conn) Close() error { return c.conn.Close() }

// Answer is what there is to know of an answer.
type Answer struct {
	Status int
	// Length is that of the body, in bytes.
	Length int
	// ETag is empty if there is none.
	ETag string
}

// Do asks and reads the answer to its end.
func (c *Conn) Do(request []byte) (Answer, error) {
	if _, err := c.conn.Write(request); err != nil {
		return Answer{}, err
	}
	a, err := c.head()
	if err != nil {
		return a, err
	}
	if a.Length < 0 {
		return a, fmt.Errorf("answer %d has no Content-Length", a.Status)
	}
	_, err = c.in.Discard(a.Length)
	return a, err
}

var (
	lengthField = []byte("Content-Length:")
	etagField   = []byte("Etag:")
)

func (c *Conn) head() (Answer, error) {
	line, err := c.line()
	if err != nil {
		return Answer{}, err
	}
	if len(line) < 12 {
		return Answer{}, fmt.Errorf("no answer: %q", line)
	}
	status, err := strconv.Atoi(string(line[9:12]))
	if err != nil {
		return Answer{}, fmt.Errorf("no answer: %q", line)
	}
	a := Answer{Status: status, Length: -1}
	if status == 304 || status == 204 {
		a.Length = 0
	}
	for {
		line, err := c.line()
		if err != nil || len(line) == 0 {
			return a, err
		}
		switch {
		case isField(line, lengthField) && status != 304:
			if a.Length, err = strconv.Atoi(string(bytes.TrimSpace(line[len(lengthField):]))); err != nil {
				return a, err
			}
		case isField(line, etagField):
			a.ETag = string(bytes.TrimSpace(line[len(etagField):]))
		}
	}
}

func isField(line, name []byte) bool {
	return len(line) > len(name) && bytes.EqualFold(line[:len(name)], name)
}

func (c *Conn) line() ([]byte, error) {
	line, err := c.in.ReadSlice('\n')
	return bytes.TrimRight(line, "\r\n"), err
}

// Stream asks and hands on each line of an answer that does not end, until the
// connection or read ends. Lines that belong to the transfer coding come too.
func (c *Conn) Stream(request []byte, read func(line []byte)) error {
	if _, err := c.conn.Write(request); err != nil {
		return err
	}
	a, err := c.head()
	if err != nil {
		return err
	}
	if a.Status != 200 {
		return fmt.Errorf("answer %d, want a stream", a.Status)
	}
	for {
		line, err := c.line()
		if err != nil && err != bufio.ErrBufferFull { //nolint:errorlint // bufio returns it bare
			if err == io.EOF { //nolint:errorlint // bufio returns it bare
				return nil
			}
			return err
		}
		read(line)
	}
}
