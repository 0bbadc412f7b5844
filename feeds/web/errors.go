package web

import (
	"context"
	"errors"
	"net/http"

	"dateline/feeds"
)

// requestError is what the reader did wrong, in words for the reader.
type requestError struct {
	status  int
	message string
	// hints are paths that may have been meant.
	hints []string
}

func (e *requestError) Error() string { return e.message }

func badRequest(message string) error {
	return &requestError{status: http.StatusBadRequest, message: message}
}

func notFound(message string, hints ...string) error {
	return &requestError{status: http.StatusNotFound, message: message, hints: hints}
}

// outcomes says what becomes of an error: the first line that matches. What
// matches none is our fault and nobody's business.
var outcomes = []struct {
	err     error
	status  int
	message string
}{
	{feeds.ErrNotFound, http.StatusNotFound, "there is nothing at this address"},
	{feeds.ErrPruned, http.StatusGone, "what changed since this cursor is not known any more, it is too long ago; load the feed anew, without the cursor, and go on with the one that is in it"},
	{feeds.ErrAhead, http.StatusBadRequest, "this cursor is from another store, ours has not come that far; load the feed anew, without the cursor, and go on with the one that is in it"},
	{context.Canceled, http.StatusServiceUnavailable, "the request was given up"},
	{context.DeadlineExceeded, http.StatusServiceUnavailable, "this takes too long just now; try again in a minute"},
}

// explain turns an error into what a stranger may read.
func explain(err error) *requestError {
	if e, ok := errors.AsType[*requestError](err); ok {
		return e
	}
	for _, o := range outcomes {
		if errors.Is(err, o.err) {
			return &requestError{status: o.status, message: o.message}
		}
	}
	return &requestError{status: http.StatusInternalServerError, message: "internal error"}
}
