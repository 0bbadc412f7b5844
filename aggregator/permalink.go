package aggregator

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"dateline/aggregator/fetch"
)

// IsGone asks for an item's page, and reports whether its server says that it
// is gone for good (410, RFC 9110 section 15.5.11). Any other answer is none;
// the error says why there was no answer at all.
func (p *Poller) IsGone(ctx context.Context, link string) (bool, error) {
	_, err := p.Client.Get(ctx, fetch.Request{URL: link})
	if status, ok := errors.AsType[*fetch.StatusError](err); ok {
		return status.Status == http.StatusGone, nil
	}
	if err != nil {
		return false, fmt.Errorf("page of an item: %w", err)
	}
	return false, nil
}
