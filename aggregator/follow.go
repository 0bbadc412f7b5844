package aggregator

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"dateline/aggregator/fetch"
	"dateline/aggregator/page"
	"dateline/feeds"
)

// maxFollowed is what the pages that follow one may hold together, in bytes.
const maxFollowed = 32 << 20

// Follow gets the pages that follow first, the answer of src, as many as src
// allows, with a wait before each. If one does not come, those before it are
// returned with the error. They are asked for in full each time: all of them
// change when something new comes on top.
func Follow(ctx context.Context, client *fetch.Client, src feeds.Source, first fetch.Response, wait time.Duration) (more []fetch.Response, err error) {
	seen := map[string]bool{src.URL: true, first.URL: true}
	size := 0
	for at := first; src.IsPage() && len(more) < src.Pages; {
		next := page.Next(page.Input{Body: at.Body, ContentType: at.ContentType, URL: at.URL, Select: src.Select})
		if next == "" || seen[next] {
			break
		}
		if at, err = turn(ctx, client, src, next, wait); err != nil {
			return more, fmt.Errorf("page %d, %s: %w", len(more)+2, next, err)
		}
		if size += len(at.Body); seen[at.URL] || size > maxFollowed {
			break
		}
		seen[next], seen[at.URL] = true, true
		more = append(more, at)
	}
	return more, nil
}

// turn gets one page more. The source's headers are for its own host alone.
func turn(ctx context.Context, client *fetch.Client, src feeds.Source, next string, wait time.Duration) (fetch.Response, error) {
	if !sleep(ctx, wait) {
		return fetch.Response{}, ctx.Err()
	}
	req := fetch.Request{URL: next}
	if sameOrigin(next, src.URL) {
		req.Headers = src.Headers
	}
	return client.Get(ctx, req)
}

// sameOrigin reports whether two addresses have scheme, host and port in common
// (RFC 6454 section 5).
func sameOrigin(a, b string) bool {
	x, errX := url.Parse(a)
	y, errY := url.Parse(b)
	return errX == nil && errY == nil && strings.EqualFold(x.Scheme, y.Scheme) && strings.EqualFold(x.Host, y.Host)
}

// isPassing reports whether a page that did not come may come next time.
func isPassing(err error) bool {
	status, ok := errors.AsType[*fetch.StatusError](err)
	return err != nil && (!ok || status.Status >= 500 || status.Status == http.StatusTooManyRequests)
}

// ReadMore adds to doc, the first page of src, those that follow it. One that
// holds no items is the end of the list; one that cannot be read is told in
// the repairs.
func (r Reader) ReadMore(doc *Document, more []fetch.Response, src feeds.Source, now time.Time) {
	for i, resp := range more {
		next, err := r.Read(resp.Body, resp.ContentType, resp.URL, src, now)
		if none, ok := errors.AsType[*page.MismatchError](err); ok && none.Item.Matches == 0 {
			return
		}
		if err != nil {
			doc.Repairs = append(doc.Repairs, fmt.Sprintf("page %d not read: %v", i+2, err))
			return
		}
		doc.Items, doc.Rules = append(doc.Items, next.Items...), append(doc.Rules, next.Rules...)
		for _, repair := range next.Repairs {
			doc.Repairs = append(doc.Repairs, fmt.Sprintf("page %d: %s", i+2, repair))
		}
	}
}
