package web

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// porch is in front of net/http: what the stand has ready is handed out right
// there, to visitors who ask for nothing else, with the bytes that net/http would
// have written. Most of what a small answer costs is what net/http does around the
// handler, and these bytes are known.
//
// A connection is net/http's. It is from its reading that a [visitor] takes a
// request, when it waits for the next one, and it reads on when the request is not
// of the plainest kind, or its answer not ready. The first request on a connection
// is always for net/http.
type porch struct {
	stand *stand
	log   *slog.Logger
	clock clock
	// busy is how many are being answered.
	busy atomic.Int64
}

// before returns a listener of visitors, and what tells them that net/http waits
// for their next request.
func (p *porch) before(l net.Listener) (net.Listener, func(net.Conn, http.ConnState)) {
	return &entrance{l, p}, func(c net.Conn, state http.ConnState) {
		if v, ok := c.(*visitor); ok && state == http.StateIdle {
			v.wait()
		}
	}
}

// leave waits until those who are being answered have their answers, and nothing is
// made any more.
func (p *porch) leave(ctx context.Context) error {
	pause := time.NewTicker(time.Millisecond)
	defer pause.Stop()
	for p.busy.Load() > 0 || p.stand != nil && p.stand.renewals.Load() > 0 {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-pause.C:
		}
	}
	return nil
}

// answer writes the answer to a request, if there is one ready.
func (p *porch) answer(v *visitor, k knock) (isDone bool, err error) {
	if p.log.Enabled(context.Background(), slog.LevelDebug) {
		return false, nil // who debugs wants to read of each request
	}
	target := withoutBase(k.path, p.stand.base)
	if k.query != "" {
		target += "?" + k.query
	}
	doc := p.stand.find(context.Background(), target, negotiate(k.accept))
	now := time.Now()
	if doc == nil || !v.begin() {
		return false, nil
	}
	p.busy.Add(1)
	defer p.busy.Add(-1)
	head, unchanged := doc.heads(now)
	body := doc.body
	if k.known.holds(doc.hash, doc.modified) {
		head, body = unchanged, nil
	} else if k.isHead {
		body = nil
	}
	return true, v.end(v.write(now, head, p.clock.end(now), body))
}

// entrance makes visitors of connections.
type entrance struct {
	net.Listener
	porch *porch
}

func (e *entrance) Accept() (net.Conn, error) {
	c, err := e.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &visitor{Conn: c, porch: e.porch, turn: netHTTP}, nil
}
