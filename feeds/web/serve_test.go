package web_test

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"dateline/feeds/web"
)

// wire is a listener whose connections are pipes, so that time can be faked.
type wire struct {
	conns  chan net.Conn
	closed chan struct{}
}

func newWire() *wire { return &wire{make(chan net.Conn), make(chan struct{})} }

func (w *wire) Accept() (net.Conn, error) {
	select {
	case c := <-w.conns:
		return c, nil
	case <-w.closed:
		return nil, net.ErrClosed
	}
}

func (w *wire) Close() error {
	select {
	case <-w.closed:
	default:
		close(w.closed)
	}
	return nil
}

func (w *wire) Addr() net.Addr { return &net.UnixAddr{Name: "wire", Net: "unix"} }

// call opens a connection and sends a request.
func (w *wire) call(t *testing.T) net.Conn {
	t.Helper()
	ours, theirs := net.Pipe()
	w.conns <- theirs
	if _, err := io.WriteString(ours, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	return ours
}

// TestGracefulStop wants a request that is under way answered, and no others
// taken.
func TestGracefulStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newWire()
		gate := make(chan struct{})
		h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			<-gate
			if r.Context().Err() != nil {
				t.Error("the request was cut off")
			}
			_, _ = io.WriteString(w, "whole")
		})
		ctx, stop := context.WithCancel(t.Context())
		served := make(chan error, 1)
		go func() { served <- web.Serve(ctx, l, h, quiet()) }()
		conn := l.call(t)
		synctest.Wait()
		stop()
		synctest.Wait()
		select {
		case <-l.closed:
		default:
			t.Error("still listening")
		}
		close(gate)
		resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		if err != nil || string(body) != "whole" {
			t.Errorf("got %q, %v", body, err)
		}
		_ = resp.Body.Close()
		if err := <-served; err != nil {
			t.Error(err)
		}
	})
}

// TestStopInTime wants a request that never ends cut off after ten seconds.
func TestStopInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newWire()
		h := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
		ctx, stop := context.WithCancel(t.Context())
		served := make(chan error, 1)
		go func() { served <- web.Serve(ctx, l, h, quiet()) }()
		conn := l.call(t)
		synctest.Wait()
		began := time.Now()
		stop()
		if err := <-served; err != nil {
			t.Error(err)
		}
		if took := time.Since(began); took < 10*time.Second || took > 11*time.Second {
			t.Errorf("took %s, want ten seconds", took)
		}
		_ = conn.Close()
	})
}

// TestSlowHeaders wants a connection that never asks anything closed.
func TestSlowHeaders(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newWire()
		ctx, stop := context.WithCancel(t.Context())
		served := make(chan error, 1)
		go func() { served <- web.Serve(ctx, l, http.NotFoundHandler(), quiet()) }()
		ours, theirs := net.Pipe()
		l.conns <- theirs
		_, _ = io.WriteString(ours, "GET / HT")
		began := time.Now()
		_, _ = io.Copy(io.Discard, ours)
		if took := time.Since(began); took > 11*time.Second {
			t.Errorf("closed after %s", took)
		}
		stop()
		if err := <-served; err != nil {
			t.Error(err)
		}
	})
}

func TestListen(t *testing.T) {
	l, err := web.Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := web.Listen(t.Context(), l.Addr().String()); err == nil {
		t.Error("one address was opened twice")
	}
	served := make(chan error, 1)
	go func() { served <- web.Serve(t.Context(), l, http.NotFoundHandler(), quiet()) }()
	got := ask(t, http.MethodGet, "http://"+l.Addr().String())
	if got.StatusCode != http.StatusNotFound {
		t.Errorf("got %d", got.StatusCode)
	}
	_ = l.Close()
	if err := <-served; err == nil {
		t.Error("a listener that broke is no error")
	}
}
