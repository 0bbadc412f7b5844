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

// heads returns those of a 200 and of a 304. They hold as soon as the second is
// over that the document was modified in.
func (d *document) heads() (whole, unchanged []byte) {
	d.wire.once.Do(func() {
		h := maps.Clone(d.header)
		maps.Copy(h, common)
		if d.date != nil {
			h["Last-Modified"] = d.date
		}
		d.wire.whole = headOf("200 OK", h)
		maps.DeleteFunc(h, func(name string, _ []string) bool { return isOfBytes(name) })
		d.wire.unchanged = headOf("304 Not Modified", h)
	})
	return d.wire.whole, d.wire.unchanged
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
