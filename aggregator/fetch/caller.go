package fetch

import (
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// What a Caller takes of connections: it has many addresses to call at once,
// and none of them is to hold up the others.
const (
	callTime     = 10 * time.Second
	callsPerHost = 16
	idleCalls    = 256
)

// Caller calls addresses that strangers gave, such as the callbacks of those
// who subscribe to our hub. The guard of Get judges each right before the
// connection is made; redirects are not followed. It may be used by several
// goroutines.
type Caller struct {
	client       *http.Client
	allowPrivate bool
	userAgent    string
}

// NewCaller returns a caller.
func NewCaller(o Options) *Caller {
	o = o.withDefaults()
	return &Caller{
		allowPrivate: o.AllowPrivate,
		userAgent:    o.UserAgent,
		client: &http.Client{
			Timeout:       callTime,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
			Transport: &http.Transport{
				DialContext:            newDialer(o.AllowPrivate).DialContext,
				TLSHandshakeTimeout:    callTime,
				MaxResponseHeaderBytes: maxHeader,
				MaxIdleConns:           idleCalls,
				MaxIdleConnsPerHost:    callsPerHost,
				IdleConnTimeout:        idleTimeout,
				ForceAttemptHTTP2:      true,
				DisableCompression:     true,
			},
		},
	}
}

// Do sends a request and returns the answer, whatever it is. An answer that is
// not all there after ten seconds is an error.
func (c *Caller) Do(req *http.Request) (*http.Response, error) {
	if err := check(req.URL); err != nil {
		return nil, fmt.Errorf("call %s: %w", printable(req.URL), err)
	}
	req.Header.Set("User-Agent", c.userAgent)
	resp, err := c.client.Do(req)
	if e, ok := errors.AsType[*url.Error](err); ok { // which holds the whole address
		return nil, fmt.Errorf("call %s: %w", printable(req.URL), e.Err)
	}
	return resp, err
}

// Refuse says at once why an address would never be called, if it shows that
// by itself. Names are judged when they are called.
func (c *Caller) Refuse(u *url.URL) error {
	if err := check(u); err != nil || c.allowPrivate {
		return err
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return fmt.Errorf("%w: %s is this machine", ErrRefused, host)
	}
	if ip, err := netip.ParseAddr(host); err == nil {
		return guard("", netip.AddrPortFrom(ip, 0).String(), nil)
	}
	return nil
}
