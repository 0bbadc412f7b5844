package fetch

import (
	"context"
	"net/http"
	"net/url"
	"strings"
)

// accept prefers feeds, of which it has no favourite, and takes anything.
// Firewalls are seen to refuse clients that do not name feeds first
// (FreshRSS#5086).
const accept = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.5, */*;q=0.1"

// travelling are the headers of a request that are no secret of its origin.
var travelling = []string{"User-Agent", "Accept", "Accept-Language"}

// Request says what to get, and what is known of it.
type Request struct {
	URL string
	// Headers are sent to the origin of URL and to no other. They replace
	// our own User-Agent and Accept.
	Headers map[string]string
	// ETag, LastModified and BodyHash are those of the last answer, empty if
	// there was none.
	ETag, LastModified string
	BodyHash           []byte
	// From is the URL of the last answer. If it is set, only that URL is
	// asked with ETag and LastModified.
	From string
	// Room, if not nil, is where a large body has to find a place before it is
	// read on. The response has to be released then.
	Room *Room
}

// ask makes the request for where t is.
func (t *trip) ask(ctx context.Context) *http.Request {
	h := http.Header{}
	h.Set("User-Agent", t.client.userAgent)
	h.Set("Accept", accept)
	for name, value := range t.secrets {
		if t.isHome {
			h[name] = value
		}
	}
	for _, name := range travelling {
		if value, ok := t.secrets[name]; ok {
			h[name] = value
		}
	}
	h.Set("Accept-Encoding", acceptEncoding)
	t.condition(h)
	req := &http.Request{Method: http.MethodGet, URL: t.at, Header: h}
	for _, c := range t.cookies() {
		req.AddCookie(c)
	}
	return req.WithContext(ctx)
}

// condition adds the validators we have of where t is.
func (t *trip) condition(h http.Header) {
	h.Del("If-None-Match")
	h.Del("If-Modified-Since")
	if t.request.From != "" && t.request.From != t.at.String() {
		return
	}
	if tag := t.request.ETag; isSendable(tag) {
		h.Set("If-None-Match", tag)
	}
	if date := t.request.LastModified; isSendable(date) {
		h.Set("If-Modified-Since", date)
	}
}

func isConditional(r *http.Request) bool {
	return r.Header.Get("If-None-Match") != "" || r.Header.Get("If-Modified-Since") != ""
}

// isSendable reports whether HTTP can carry a header's value: what it cannot
// would fail the whole request.
func isSendable(value string) bool {
	return value != "" && !strings.ContainsFunc(value, func(c rune) bool {
		return (c < ' ' && c != '\t') || c == 0x7f
	})
}

// secretsOf returns the headers that are for the origin of source alone.
func secretsOf(source *url.URL, headers map[string]string) http.Header {
	h := http.Header{}
	if source.User != nil {
		password, _ := source.User.Password()
		req := http.Request{Header: h}
		req.SetBasicAuth(source.User.Username(), password)
	}
	for name, value := range headers {
		if isSendable(value) {
			h.Set(name, value)
		}
	}
	return h
}
