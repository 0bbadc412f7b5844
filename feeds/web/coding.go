package web

import (
	"bytes"
	"io"
	"strconv"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
)

// coding is a content coding (RFC 9110 section 8.4.1): the empty one is the
// plain bytes.
type coding string

// The codings we know.
const (
	plain    coding = ""
	gzipped  coding = "gzip"
	brotlied coding = "br"
)

// codings is how many there are, index the place of one among them.
const codings = 3

func (c coding) index() int {
	switch c {
	case gzipped:
		return 1
	case brotlied:
		return 2
	case plain:
	}
	return 0
}

// brotliLevel is where the bytes saved stop paying for the time: level 7 takes
// half as long again for another one per cent.
const brotliLevel = 5

// negotiate chooses the coding for an Accept-Encoding header (RFC 9110 section
// 12.5.3): the one with the highest weight, of equal ones br before gzip
// before none. Plain is sent when nothing fits, also to someone who refuses
// it: an answer is better than a 406.
func negotiate(accept string) coding {
	const unnamed = -1
	identity, gz, br, other := 0.0, float64(unnamed), float64(unnamed), 0.0
	for accept != "" {
		var part string
		part, accept, _ = strings.Cut(accept, ",")
		name, weight := readWeight(part)
		switch name {
		case "gzip", "x-gzip":
			gz = weight
		case "br":
			br = weight
		case "identity":
			identity = weight
		case "*":
			other = weight
		}
	}
	if gz == unnamed {
		gz = other
	}
	if br == unnamed {
		br = other
	}
	switch {
	case br > 0 && br >= gz && br >= identity:
		return brotlied
	case gz > 0 && gz >= identity:
		return gzipped
	}
	return plain
}

// readWeight splits "br;q=0.5". A weight that is not one counts as zero.
func readWeight(part string) (name string, weight float64) {
	name, params, _ := strings.Cut(part, ";")
	weight = 1
	for params != "" {
		var param string
		param, params, _ = strings.Cut(params, ";")
		key, value, ok := strings.Cut(strings.TrimSpace(param), "=")
		if !ok || !strings.EqualFold(strings.TrimSpace(key), "q") {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || !(q >= 0 && q <= 1) {
			q = 0
		}
		weight = q
	}
	return strings.ToLower(strings.TrimSpace(name)), weight
}

// resetWriter is what both compressors are.
type resetWriter interface {
	io.WriteCloser
	Reset(io.Writer)
}

// compressors keeps used writers: a new one allocates up to a megabyte.
var compressors = map[coding]*sync.Pool{
	gzipped:  {New: func() any { return gzip.NewWriter(nil) }},
	brotlied: {New: func() any { return brotli.NewWriterLevel(nil, brotliLevel) }},
}

// compress returns body in coding c. Equal bodies give equal bytes.
func compress(body []byte, c coding) ([]byte, error) {
	pool, ok := compressors[c]
	if !ok {
		return body, nil
	}
	w, _ := pool.Get().(resetWriter)
	defer pool.Put(w)
	out := bytes.NewBuffer(make([]byte, 0, len(body)/4+64))
	w.Reset(out)
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return bytes.Clone(out.Bytes()), nil
}
