package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/publicsuffix"
)

const maxRedirects = 10

// maxDrain is how much of a redirect's body is read so that its connection can
// serve the next hop.
const maxDrain = 4 << 10

// trip is one Get on its way, from hop to hop.
type trip struct {
	client  *Client
	request Request
	// source is where it started, at where it is.
	source, at *url.URL
	secrets    http.Header
	// isHome is that it never left the origin of source, isMoved that every
	// redirect so far was a permanent one.
	isHome, isMoved bool
	// seen are the hops so far, each with the cookies it had.
	seen []string
	// jar is nil until a redirect sets a cookie.
	jar http.CookieJar
	// left is what remains of the timeout, clock runs while at is asked.
	left  time.Duration
	clock *stopwatch
	// taken is the room that the body has taken.
	taken int64
}

// Get returns what the server says of r.URL. The error is a *StatusError if it
// gave no document, ErrRefused if we do not go there, and that of
// ctx if it ended.
func (c *Client) Get(ctx context.Context, r Request) (Response, error) {
	source, err := url.Parse(r.URL)
	if err != nil {
		return Response{}, fmt.Errorf("get: %w", unreadable(r.URL, err))
	}
	t := &trip{
		client: c, request: r, source: source, at: bare(source), secrets: secretsOf(source, r.Headers),
		isHome: true, isMoved: true, left: c.timeout,
	}
	resp, err := t.run(ctx)
	if err != nil {
		return Response{}, fmt.Errorf("get %s: %w", bare(source), t.where(err))
	}
	return resp, nil
}

// where adds to an error the address it happened at, unless it was the source.
func (t *trip) where(err error) error {
	if status, ok := errors.AsType[*StatusError](err); ok && status.Status == http.StatusUnauthorized && len(t.secrets) == 0 {
		err = fmt.Errorf("%w: it wants a password or key: auth_file or headers_file of the source", err)
	}
	if len(t.seen) == 0 {
		return err
	}
	if !t.isHome && len(t.secrets) > 0 && isUnauthorized(err) {
		err = fmt.Errorf("%w: the source's headers are not sent to another origin; configure this address if it is right", err)
	}
	return fmt.Errorf("redirected to %s: %w", printable(t.at), err)
}

func (t *trip) run(ctx context.Context) (Response, error) {
	for {
		if err := check(t.at); err != nil {
			return Response{}, err
		}
		resp, isThere, err := t.hop(ctx)
		if err != nil || isThere {
			return resp, err
		}
	}
}

// hop asks for where t is. If the answer is a redirect, t is at its target
// afterwards, and isThere is false.
func (t *trip) hop(ctx context.Context) (resp Response, isThere bool, err error) {
	t.left, err = t.client.admit(ctx, lane(t.at), t.left, func(ctx context.Context, clock *stopwatch) error {
		t.clock = clock
		resp, isThere, err = t.visit(ctx)
		return err
	})
	return resp, isThere, err
}

func (t *trip) visit(ctx context.Context) (resp Response, isThere bool, err error) {
	req := t.ask(ctx)
	answer, err := t.client.transport.RoundTrip(req)
	if errors.Is(err, io.EOF) {
		err = errors.New("the server closed the connection without an answer")
	}
	if err != nil {
		return Response{}, false, err
	}
	defer func() { _ = answer.Body.Close() }()
	if isRedirect(answer) {
		_, _ = io.CopyN(io.Discard, answer.Body, maxDrain)
		return Response{}, false, t.follow(answer)
	}
	resp, err = t.receive(ctx, answer, isConditional(req))
	return resp, true, err
}

func isRedirect(answer *http.Response) bool {
	switch answer.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return answer.Header.Get("Location") != ""
	}
	return false
}

// follow moves t to where a redirect leads. A hop seen before is a loop,
// unless it was set a cookie since: some papers redirect to the same address
// until theirs comes back.
func (t *trip) follow(answer *http.Response) error {
	location := answer.Header.Get("Location")
	next, err := t.at.Parse(location)
	if err != nil {
		return fmt.Errorf("redirects to %w", unreadable(location, err))
	}
	t.seen = append(t.seen, t.mark())
	t.keep(answer.Cookies())
	isPermanent := answer.StatusCode == http.StatusMovedPermanently || answer.StatusCode == http.StatusPermanentRedirect
	t.isMoved = t.isMoved && isPermanent
	t.at = bare(next)
	t.isHome = t.isHome && origin(t.at) == origin(t.source)
	t.client.log.Debug("redirected", "url", printable(t.source), "to", printable(t.at), "status", answer.StatusCode)
	switch {
	case len(t.seen) > maxRedirects:
		return fmt.Errorf("more than %d redirects", maxRedirects)
	case slices.Contains(t.seen, t.mark()):
		return errors.New("redirects in a circle")
	}
	return nil
}

// mark tells hops apart.
func (t *trip) mark() string {
	var b strings.Builder
	b.WriteString(t.at.String())
	for _, c := range t.cookies() {
		b.WriteString(" " + c.Name + "=" + c.Value)
	}
	return b.String()
}

func (t *trip) cookies() []*http.Cookie {
	if t.jar == nil {
		return nil
	}
	return t.jar.Cookies(t.at)
}

func (t *trip) keep(cookies []*http.Cookie) {
	if len(cookies) == 0 {
		return
	}
	if t.jar == nil {
		t.jar, _ = cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List}) // its error is always nil
	}
	t.jar.SetCookies(t.at, cookies)
}
