package fetch

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// Post sends a form, as WebSub hubs want it, and returns the status of the
// answer, whatever it is. The rules of Get hold; redirects are not followed,
// for forms hold secrets.
func (c *Client) Post(ctx context.Context, address string, form url.Values) (status int, err error) {
	u, err := url.Parse(address)
	if err != nil {
		return 0, fmt.Errorf("post to %w", unreadable(address, err))
	}
	if err = check(u); err == nil {
		_, err = c.admit(ctx, lane(u), c.timeout, func(ctx context.Context, _ *stopwatch) error {
			status, err = c.post(ctx, u, form.Encode())
			return err
		})
	}
	if err != nil {
		return 0, fmt.Errorf("post to %s: %w", printable(u), err)
	}
	return status, nil
}

func (c *Client) post(ctx context.Context, u *url.URL, body string) (status int, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, bare(u).String(), strings.NewReader(body))
	if err != nil {
		return 0, err
	}
	req.Header = secretsOf(u, nil)
	req.Header.Set("User-Agent", c.userAgent)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := c.transport.RoundTrip(req)
	if err != nil {
		return 0, err
	}
	return answer.StatusCode, answer.Body.Close()
}
