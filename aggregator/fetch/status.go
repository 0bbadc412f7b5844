package fetch

import (
	"errors"
	"fmt"
	"net/http"
	"time"
)

// StatusError is an answer without a document.
type StatusError struct {
	Status int
	// RetryAfter is how long the server asks to wait, 0 if it does not. It is
	// never more than a week.
	RetryAfter time.Duration
	// URL is what answered so, after redirects, fit for logs.
	URL string
}

func (e *StatusError) Error() string {
	text := http.StatusText(e.Status)
	if text == "" {
		text = "no status that HTTP knows"
	}
	switch {
	case e.Status == http.StatusNotModified:
		return "304 Not Modified to a request without conditions"
	case e.RetryAfter > 0:
		return fmt.Sprintf("%d %s, asks to wait %v", e.Status, text, e.RetryAfter)
	}
	return fmt.Sprintf("%d %s", e.Status, text)
}

// IsGone reports whether the document was removed for good. A 404 does not say
// so.
func (e *StatusError) IsGone() bool { return e.Status == http.StatusGone }

// IsRateLimited reports whether the server wants fewer requests rather than
// other ones. Some say so with 403.
func (e *StatusError) IsRateLimited() bool {
	switch e.Status {
	case http.StatusTooManyRequests:
		return true
	case http.StatusServiceUnavailable, http.StatusForbidden:
		return e.RetryAfter > 0
	}
	return false
}

func isUnauthorized(err error) bool {
	e, ok := errors.AsType[*StatusError](err)
	return ok && (e.Status == http.StatusUnauthorized || e.Status == http.StatusForbidden)
}
