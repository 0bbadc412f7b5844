package fetch

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"net/http"
	"time"
)

// Response is an answer with a document, or one that says it did not change.
type Response struct {
	Status int
	// Body is the document without its content codings. It is nil if Status
	// is 304.
	Body []byte
	// ContentType is the header as it came.
	ContentType string
	// URL is where the answer came from, after redirects.
	URL string
	// ETag, LastModified and BodyHash are what to remember for the next
	// Request, all empty if the body was truncated. After a 304 they are what
	// it sent, else those of the request.
	ETag, LastModified string
	BodyHash           []byte
	// Truncated is that the body ended before its end, by the server's or
	// the network's doing.
	Truncated bool
	// FreshFor is how long the server expects the document not to change, 0
	// if it does not say. See RFC 9111 section 4.2.
	FreshFor time.Duration
	// MovedTo is where the source is now, if every redirect was a permanent
	// one, else empty.
	MovedTo string
	// Hubs and Self are what the Link header says for WebSub subscribers: who
	// pushes the document, and under which name.
	Hubs []string
	Self string

	isSame bool
	// room is where the body is, and takes up taken.
	room  *Room
	taken int64
}

// IsModified reports whether there is something new to read.
func (r Response) IsModified() bool { return r.Status != http.StatusNotModified && !r.isSame }

// HasMoved reports whether the source should be asked for elsewhere.
func (r Response) HasMoved() bool { return r.MovedTo != "" }

// HasHub reports whether someone offers to push the document.
func (r Response) HasHub() bool { return len(r.Hubs) > 0 }

// receive makes a Response of an answer that is no redirect.
func (t *trip) receive(ctx context.Context, answer *http.Response, isConditional bool) (Response, error) {
	now := time.Now()
	resp := Response{
		Status: answer.StatusCode, URL: t.at.String(), ContentType: answer.Header.Get("Content-Type"),
		ETag: answer.Header.Get("ETag"), LastModified: answer.Header.Get("Last-Modified"),
		FreshFor: freshness(answer.Header, now),
	}
	resp.Hubs, resp.Self = hubs(answer.Header, t.at)
	if t.isMoved && resp.URL != bare(t.source).String() {
		resp.MovedTo = resp.URL
	}
	switch {
	case resp.Status == http.StatusNotModified && isConditional:
		resp.ETag = cmp.Or(resp.ETag, t.request.ETag)
		resp.LastModified = cmp.Or(resp.LastModified, t.request.LastModified)
		resp.BodyHash = t.request.BodyHash
		return resp, nil
	case resp.Status == http.StatusOK || resp.Status == http.StatusNonAuthoritativeInfo:
		return t.read(ctx, resp, answer)
	}
	return Response{}, &StatusError{Status: resp.Status, RetryAfter: retryAfter(answer.Header, now), URL: printable(t.at)}
}

// read adds the body to resp.
func (t *trip) read(ctx context.Context, resp Response, answer *http.Response) (whole Response, err error) {
	if answer.ContentLength > t.client.maxBody {
		return Response{}, tooLarge(t.client.maxBody)
	}
	defer t.settle(&whole)
	body, cut, err := readBody(answer.Body, answer.Header.Values("Content-Encoding"), t.client.maxBody, func() error { return t.makeRoom(ctx) })
	if cut != nil && ctx.Err() != nil {
		err = cut // by us
	}
	if err != nil {
		return Response{}, err
	}
	resp.Body = body
	if cut != nil {
		t.client.log.Debug("body cut short", "url", printable(t.at), "bytes", len(body), "error", cut)
		resp.Truncated, resp.ETag, resp.LastModified = true, "", ""
		return resp, nil
	}
	sum := sha256.Sum256(body)
	resp.BodyHash = sum[:]
	resp.isSame = bytes.Equal(resp.BodyHash, t.request.BodyHash)
	return resp, nil
}
