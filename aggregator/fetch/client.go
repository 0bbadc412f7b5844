package fetch

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// DefaultParallel is how many visits at once keep a small machine busy: the
// time goes into waiting for servers, so a round of 5,000 sources that answer
// within a second takes about three minutes.
const DefaultParallel = 32

// Defaults of Options.
const (
	defaultTimeout = 20 * time.Second
	defaultMaxBody = 16 << 20
	defaultPerHost = 2
)

// Limits that are not for the operator to set.
const (
	dialTimeout   = 10 * time.Second
	headerTimeout = 30 * time.Second
	maxHeader     = 256 << 10
	idleTimeout   = 15 * time.Second
	// maxIdle is how many connections wait for another feed of their host: more
	// than hosts are asked in turn, else each would be closed before its next.
	maxIdle = 4 * DefaultParallel
)

// Options say how a Client behaves. The zero value is a careful one.
type Options struct {
	// Timeout bounds one Get, 20 seconds by default.
	Timeout time.Duration
	// MaxBody is how large a body may be, in bytes, 16 MiB by default.
	MaxBody int64
	// PerHost is how many requests to one host may be under way at once, 2 by
	// default.
	PerHost int
	// AllowPrivate lets Get reach private and loopback addresses.
	AllowPrivate bool
	// UserAgent replaces our own if it is not empty.
	UserAgent string
	// Version is the release that our own User-Agent names.
	Version string
	// Log may be nil.
	Log *slog.Logger
}

// Client gets documents. It may be used by several goroutines.
type Client struct {
	transport *http.Transport
	lanes     *lanes
	timeout   time.Duration
	maxBody   int64
	userAgent string
	log       *slog.Logger
	// late is why a Get that reached the timeout failed.
	late error
}

// New returns a client.
func New(o Options) *Client {
	return newClient(o, newDialer(o.AllowPrivate).DialContext)
}

func newClient(o Options, dial func(ctx context.Context, network, address string) (net.Conn, error)) *Client {
	o = o.withDefaults()
	return &Client{
		transport: &http.Transport{
			DialContext:            dial,
			TLSHandshakeTimeout:    dialTimeout,
			ResponseHeaderTimeout:  headerTimeout,
			MaxResponseHeaderBytes: maxHeader,
			MaxIdleConns:           maxIdle,
			MaxIdleConnsPerHost:    o.PerHost,
			IdleConnTimeout:        idleTimeout,
			ForceAttemptHTTP2:      true,
			DisableCompression:     true, // we decode ourselves: see coding.go
		},
		lanes:     newLanes(o.PerHost),
		timeout:   o.Timeout,
		maxBody:   o.MaxBody,
		userAgent: o.UserAgent,
		log:       o.Log,
		late:      fmt.Errorf("no whole answer within %v (fetch.timeout)", o.Timeout),
	}
}

// admit runs visit as soon as there is a place at host, with as much time as
// is left of the timeout, and returns how much is left then. Visit may stop the
// clock.
func (c *Client) admit(ctx context.Context, host string, left time.Duration, visit func(ctx context.Context, clock *stopwatch) error) (time.Duration, error) {
	leave, err := c.lanes.enter(ctx, host)
	if err != nil {
		return left, err
	}
	defer leave()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	clock := newStopwatch(left, func() { cancel(c.late) })
	defer clock.stop()
	if err = visit(ctx, clock); err != nil {
		err = c.because(ctx, err)
	}
	return clock.left - time.Since(clock.began), err
}

// because returns why ctx ended, if it did, else err.
func (c *Client) because(ctx context.Context, err error) error {
	if context.Cause(ctx) == c.late { //nolint:errorlint // set as it is
		return c.late
	}
	return cmp.Or(ctx.Err(), err)
}

// newDialer returns the dialer of a client. Without allowPrivate the guard
// judges each address right before the connection is made.
func newDialer(allowPrivate bool) *net.Dialer {
	d := &net.Dialer{Timeout: dialTimeout}
	if !allowPrivate {
		d.Control = guard
	}
	return d
}

func (o Options) withDefaults() Options {
	if o.Timeout <= 0 {
		o.Timeout = defaultTimeout
	}
	if o.MaxBody <= 0 {
		o.MaxBody = defaultMaxBody
	}
	if o.PerHost <= 0 {
		o.PerHost = defaultPerHost
	}
	if o.UserAgent == "" {
		o.UserAgent = userAgent(o.Version)
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// userAgent names the product and, so that people who read logs know what
// comes to them, its trade.
func userAgent(version string) string {
	if version == "" {
		return "Dateline (feed syndication gateway)"
	}
	return "Dateline/" + version + " (feed syndication gateway)"
}
