package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"

	"dateline/feeds"
)

// hubPath is where our WebSub hub is.
const hubPath = "/hub"

// Server answers at the public addresses.
type Server struct {
	http.Handler
	s *server
	// front is without the guard of strangers' requests.
	front http.Handler
}

// Hub has a hub answer at /hub, which must be before anybody asks. It returns
// the server.
func (s *Server) Hub(h http.Handler) *Server {
	s.s.hub = h
	return s
}

// HubURL is the address of the hub of a site.
func HubURL(site feeds.Site) string { return site.URL(hubPath) }

// hubLinks announce the hub of a feed, if there is one.
func (s *server) hubLinks() []feeds.Link {
	if s.hubURL == "" || s.static {
		return nil
	}
	return []feeds.Link{{Rel: "hub", URL: s.hubURL}}
}

// askHub passes a request on to the hub.
func (s *server) askHub(w http.ResponseWriter, r *http.Request) {
	if s.hub == nil {
		s.fail(w, r, feeds.ErrNotFound)
		return
	}
	s.hub.ServeHTTP(w, r)
}

// maxHops is how many of our own redirects lead to a topic: to the path, and to
// the query.
const maxHops = 3

// Topic returns the feed that is served at an address, as it is without any
// request header. Whatever is answered with a feed is a topic; for anything
// else the error is feeds.ErrNotFound, in words for strangers.
func (s *Server) Topic(ctx context.Context, address string) (t feeds.Topic, err error) {
	defer func() {
		if p := recover(); p != nil {
			s.s.log.Error("panic", "topic", address, "value", p, "stack", string(debug.Stack()))
			err = fmt.Errorf("topic %s: panic", address)
		}
	}()
	u, err := s.s.ours(address)
	for hop := 0; err == nil && hop < maxHops; hop++ {
		inner := &insider{header: http.Header{}}
		r := (&http.Request{Method: http.MethodGet, URL: u, Host: u.Host, Header: http.Header{}}).WithContext(ctx)
		s.front.ServeHTTP(inner, r)
		switch {
		case inner.err != nil:
			return feeds.Topic{}, asTopicError(inner.err)
		case inner.doc != nil && inner.doc.isFeed():
			return inner.topic(s.s.site.URL(withoutBase(u.Path, s.s.base)), u.RawQuery), nil
		}
		u, err = u.Parse(inner.header.Get("Location"))
		if err != nil || inner.header.Get("Location") == "" {
			break
		}
	}
	if err != nil {
		return feeds.Topic{}, err
	}
	return feeds.Topic{}, noTopic("what is there is no feed")
}

// ours reads an address of ours.
func (s *server) ours(address string) (*url.URL, error) {
	base, err := url.Parse(s.site.BaseURL)
	if err != nil {
		return nil, fmt.Errorf("base address: %w", err)
	}
	u, err := url.Parse(address)
	if err != nil || !strings.EqualFold(u.Scheme, base.Scheme) || !strings.EqualFold(origin(u), origin(base)) || u.User != nil ||
		u.Path != s.base && !strings.HasPrefix(u.Path, s.base+"/") {
		return nil, noTopic("the addresses of our feeds begin with " + s.site.URL("/"))
	}
	if u.Fragment != "" {
		return nil, noTopic("it has a fragment")
	}
	return u, nil
}

// origin is the host and port of an address. Without a base address we are
// known as localhost, whose readers write 127.0.0.1 as well.
func origin(u *url.URL) string {
	host := u.Hostname()
	if host == "127.0.0.1" || host == "::1" {
		host = "localhost"
	}
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[strings.ToLower(u.Scheme)]
	}
	return host + ":" + port
}

// topicError says that an address is no topic.
type topicError struct{ message string }

func noTopic(message string) error { return &topicError{message} }

func (e *topicError) Error() string { return e.message }

// Is makes it a feeds.ErrNotFound.
func (e *topicError) Is(target error) bool { return target == feeds.ErrNotFound }

// asTopicError passes on what a stranger may read.
func asTopicError(err error) error {
	if e := explain(err); e.status < http.StatusInternalServerError {
		return noTopic(e.message)
	}
	return err
}

// insider is a reader in the house: it gets the document itself, and errors as
// they are.
type insider struct {
	header http.Header
	doc    *document
	region string
	err    error
}

func (i *insider) Header() http.Header { return i.header }

func (i *insider) Write(b []byte) (int, error) { return len(b), nil }

func (i *insider) WriteHeader(int) {}

func (i *insider) topic(address, query string) feeds.Topic {
	if query != "" {
		address += "?" + query
	}
	return feeds.Topic{
		Address: address, Region: i.region, Print: i.doc.print, Seq: i.doc.head.Seq,
		MediaType: i.doc.header.Get("Content-Type"), Body: i.doc.body,
	}
}

// isFeed reports whether the document is one that can be subscribed to.
func (d *document) isFeed() bool { return d.print != "" }
