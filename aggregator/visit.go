package aggregator

import (
	"errors"
	"net/http"
	"time"

	"dateline/aggregator/fetch"
	"dateline/aggregator/parse"
	"dateline/feeds"
)

// request asks for what changed since the visit that state remembers.
func request(src feeds.Source, state feeds.State) fetch.Request {
	return fetch.Request{
		URL: src.URL, Headers: src.Headers,
		ETag: state.ETag, LastModified: state.LastModified, BodyHash: state.BodyHash,
	}
}

// succeeded is the state after an answer that was a feed or said that nothing
// changed.
func succeeded(was feeds.State, resp fetch.Response, doc parse.Document, next, now time.Time) feeds.State {
	is := was
	is.ETag, is.LastModified, is.BodyHash = resp.ETag, resp.LastModified, resp.BodyHash
	if resp.Status == http.StatusNotModified {
		is.BodyHash = was.BodyHash
	}
	if doc.Title != "" {
		is.Title = doc.Title
	}
	if doc.Link != "" {
		is.Link = doc.Link
	}
	is.Status, is.Error, is.Failures = resp.Status, "", 0
	is.Visited, is.Succeeded, is.Next = now, now, next
	return is
}

// failed is the state after a visit that gave nothing: the validators of the
// last good answer stay.
func failed(was feeds.State, err error, next, now time.Time) feeds.State {
	is := was
	is.Error, is.Status = err.Error(), status(err)
	is.Failures++
	is.Visited, is.Next = now, next
	return is
}

// status is the HTTP status an error speaks of, 0 if none.
func status(err error) int {
	if e, ok := errors.AsType[*fetch.StatusError](err); ok {
		return e.Status
	}
	return 0
}

func retryAfter(err error) time.Duration {
	if e, ok := errors.AsType[*fetch.StatusError](err); ok {
		return e.RetryAfter
	}
	return 0
}
