package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// The limits on a connection. A feed of the largest size goes through a slow
// line in the time for writing; headers of readers are far below the limit.
const (
	headerTime = 10 * time.Second
	readTime   = 20 * time.Second
	writeTime  = 60 * time.Second
	idleTime   = 2 * time.Minute
	stopTime   = 10 * time.Second
	headerSize = 32 << 10
)

// Listen opens a TCP address such as ":8080" or "127.0.0.1:0".
func Listen(ctx context.Context, addr string) (net.Listener, error) {
	var lc net.ListenConfig
	return lc.Listen(ctx, "tcp", addr)
}

// Serve answers on l until ctx ends, then lets requests that are under way
// finish, for ten seconds at most; live streams end at once. It returns nil when
// it was stopped, and it closes l.
func Serve(ctx context.Context, l net.Listener, h http.Handler, log *slog.Logger) error {
	// Requests outlive ctx, which only says to take no more of them.
	requests, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()
	srv := newServer(context.WithValue(requests, stopKey{}, ctx), h, log)
	var front porch
	if s, ok := h.(*Server); ok {
		front.stand, front.log = s.s.stand, log
		l, srv.ConnState = front.before(l)
	}
	served := make(chan error, 1)
	go func() { served <- srv.Serve(l) }()
	select {
	case err := <-served:
		return fmt.Errorf("serve %s: %w", l.Addr(), err)
	case <-ctx.Done():
	}
	limit, done := context.WithTimeout(requests, stopTime)
	defer done()
	if err := cmp.Or(srv.Shutdown(limit), front.leave(limit)); err != nil {
		log.Warn("requests cut off", "listen", l.Addr().String(), "error", err)
		cut()
		_ = srv.Close() // what it closes is given up already
	}
	if err := <-served; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve %s: %w", l.Addr(), err)
	}
	return nil
}

// stopKey is where requests find the context that ends when no more are taken.
type stopKey struct{}

// stopping is the context that ends when the server stops: what never finishes
// by itself ends with it.
func stopping(ctx context.Context) context.Context {
	if stop, ok := ctx.Value(stopKey{}).(context.Context); ok {
		return stop
	}
	return ctx
}

func newServer(requests context.Context, h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           h,
		BaseContext:       func(net.Listener) context.Context { return requests },
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       readTime,
		WriteTimeout:      writeTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    headerSize,
		// Broken connections are the reader's business.
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}
