package web

import (
	"bytes"
	"maps"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// wire has the heads of a document's answers as net/http would write them, up to
// the date. They are made when they are first needed.
type wire struct {
	once             sync.Once
	whole, unchanged []byte
}

// heads returns those of a 200 and of a 304. While the second is not over that the
// document was modified in, they are for once.
func (d *document) heads(now time.Time) (whole, unchanged []byte) {
	if now.Sub(d.modified) < time.Second {
		return d.headsWith(d.lastModified(now))
	}
	d.wire.once.Do(func() { d.wire.whole, d.wire.unchanged = d.headsWith(d.date) })
	return d.wire.whole, d.wire.unchanged
}

func (d *document) headsWith(date []string) (whole, unchanged []byte) {
	h := maps.Clone(d.header)
	maps.Copy(h, common)
	if date != nil {
		h["Last-Modified"] = date
	}
	whole = headOf("200 OK", h)
	maps.DeleteFunc(h, func(name string, _ []string) bool { return isOfBytes(name) })
	return whole, headOf("304 Not Modified", h)
}

func headOf(status string, h http.Header) []byte {
	var b bytes.Buffer
	b.WriteString("HTTP/1.1 " + status + "\r\n")
	_ = h.Write(&b) // a buffer takes everything
	b.WriteString("Date: ")
	return b.Bytes()
}

// clock has the end of every head: the date and an empty line, made once a second.
type clock struct{ now atomic.Pointer[tick] }

type tick struct {
	second int64
	end    []byte
}

func (c *clock) end(now time.Time) []byte {
	second := now.Unix()
	if t := c.now.Load(); t != nil && t.second == second {
		return t.end
	}
	t := &tick{second, append(now.UTC().AppendFormat(nil, http.TimeFormat), "\r\n\r\n"...)}
	c.now.Store(t)
	return t.end
}
