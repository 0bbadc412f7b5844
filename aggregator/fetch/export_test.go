package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"net/url"
	"syscall"
	"time"
)

// NewOver returns a client that makes its connections by dial.
func NewOver(o Options, dial func(ctx context.Context, network, address string) (net.Conn, error)) *Client {
	return newClient(o, dial)
}

// NewStubbed returns a client whose names are looked up by resolver. What
// passes the guard is handed to reached, whose error ends the dial before any
// connection is made.
func NewStubbed(o Options, resolver *net.Resolver, reached func(address string) error) *Client {
	d := newDialer(o.AllowPrivate)
	d.Resolver = resolver
	guard := d.Control
	d.Control = func(network, address string, c syscall.RawConn) error {
		if guard != nil {
			if err := guard(network, address, c); err != nil {
				return err
			}
		}
		return reached(address)
	}
	return newClient(o, d.DialContext)
}

// Trust makes the client accept certificates of pool.
func (c *Client) Trust(pool *x509.CertPool) {
	c.transport.TLSClientConfig = &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
}

// CloseIdle ends the connections that wait for another request.
func (c *Client) CloseIdle() { c.transport.CloseIdleConnections() }

// Hosts is how many hosts are visited or waited for.
func (c *Client) Hosts() int {
	c.lanes.mu.Lock()
	defer c.lanes.mu.Unlock()
	return len(c.lanes.open)
}

// The pure parts.
var (
	Guard   = func(address string) error { return guard("tcp", address, nil) }
	MaxIdle = maxIdle
)

// ReadBody reads a body that has all the room it wants.
func ReadBody(from io.Reader, encodings []string, limit int64) (body []byte, cut, err error) {
	return readBody(from, encodings, limit, func() error { return nil })
}

// Free reports whether there is room for n bytes.
func (r *Room) Free(n int64) bool {
	ok := r.free.TryAcquire(n)
	if ok {
		r.free.Release(n)
	}
	return ok
}

// Check reports whether an address is one we ask.
func Check(address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return unreadable(address, err)
	}
	return check(u)
}

// RetryAfter reads a Retry-After header, with the Date header beside it.
func RetryAfter(value, date string, now time.Time) time.Duration {
	return retryAfter(http.Header{"Retry-After": {value}, "Date": {date}}, now)
}

// Freshness reads the headers that speak of it.
var Freshness = freshness

// Hubs reads Link headers of the document at base.
func Hubs(headers []string, base string) (hubs []string, self string) {
	u, err := url.Parse(base)
	if err != nil {
		panic(err)
	}
	return hubsOf(headers, u)
}

func hubsOf(headers []string, base *url.URL) ([]string, string) {
	return hubs(http.Header{"Link": headers}, base)
}

// DialGuarded connects to public addresses only.
var DialGuarded = newDialer(false).DialContext
