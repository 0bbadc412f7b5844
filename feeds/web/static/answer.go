package static

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// coding is a content coding and what the names of its files end in.
type coding struct{ name, suffix string }

// codings are those that documents have twins in.
var codings = []coding{{"gzip", ".gz"}, {"br", ".br"}}

// answerTime is how long one answer may take.
const answerTime = time.Minute

// answer is what the handler says at an address. It is the handler's
// http.ResponseWriter, too; it cannot be flushed, which streams need.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a *answer) Header() http.Header { return a.header }

func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
}

func (a *answer) Write(b []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	a.body = append(a.body, b...)
	return len(b), nil
}

// errBroken says that the handler stopped within an answer.
var errBroken = errors.New("the answer broke off")

// ask asks for a path in a coding, as a browser does.
func (c crawler) ask(ctx context.Context, path, accept string) (a *answer, err error) {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	u := url.URL{Path: c.base.Path + path}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Host = c.base.Host
	req.Header.Set("Accept", "text/html,*/*;q=0.8")
	req.Header.Set("Accept-Encoding", accept)
	a = &answer{header: http.Header{}}
	defer func() {
		if recover() != nil { // http.ErrAbortHandler, or a bug that the handler logged
			err = errBroken
		}
	}()
	c.handler.ServeHTTP(a, req)
	if a.status >= http.StatusInternalServerError {
		return nil, fmt.Errorf("answered with %d %s", a.status, http.StatusText(a.status))
	}
	return a, nil
}

// modified is when the answer says that its content changed last, else zero.
func (a *answer) modified() time.Time {
	t, err := http.ParseTime(a.header.Get("Last-Modified"))
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}
