package hub

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"

	"dateline/feeds"
)

const allowed = "GET, HEAD, POST, OPTIONS"

// ServeHTTP answers subscribers, and people who look what is here.
func (h *Hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Content-Type", "text/plain; charset=utf-8")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Access-Control-Allow-Origin", "*")
	switch r.Method {
	case http.MethodPost:
		h.ask(w, r)
	case http.MethodGet, http.MethodHead:
		header.Set("Cache-Control", "public, max-age=3600")
		_, _ = io.WriteString(w, h.manual()) // the reader went away: nobody to tell
	case http.MethodOptions:
		header.Set("Allow", allowed)
		header.Set("Access-Control-Allow-Methods", allowed)
		header.Set("Access-Control-Max-Age", "86400")
		w.WriteHeader(http.StatusNoContent)
	default:
		header.Set("Allow", allowed)
		answer(w, http.StatusMethodNotAllowed, "this address answers GET, HEAD and POST")
	}
}

func (h *Hub) manual() string {
	return `This is the WebSub hub of our feeds (https://www.w3.org/TR/websub/).

Subscribe to a feed, and it is sent to you as soon as it changes:

  curl ` + h.URL + ` \
    -d hub.mode=subscribe \
    --data-urlencode hub.topic=FEED \
    --data-urlencode hub.callback=ADDRESS

FEED is the address of any of our feeds, also one with a query, as its rel=self
says. ADDRESS is yours, public, and answers our GET with the hub.challenge it
brings. Add hub.secret, and pushes are signed with it; hub.lease_seconds says how
long (` + itoa(seconds(leastLease)) + ` to ` + itoa(seconds(mostLease)) + `, else ` + itoa(seconds(usualLease)) + `). Ask again before that is over to go on,
with hub.mode=unsubscribe to end it.
`
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// answer says what became of a request.
func answer(w http.ResponseWriter, status int, message string) {
	w.Header().Set("Cache-Control", "no-store")
	if status == http.StatusServiceUnavailable || status == http.StatusTooManyRequests {
		w.Header().Set("Retry-After", "300")
	}
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, "%d %s: %s\n", status, http.StatusText(status), message) // the subscriber went away: it will ask again
}

// ask takes a request to be verified.
func (h *Hub) ask(w http.ResponseWriter, r *http.Request) {
	req, err := h.read(w, r)
	if err == nil {
		err = h.admit(r, &req)
	}
	if no, ok := errors.AsType[*refusal](err); ok {
		answer(w, no.status, no.message)
		return
	}
	if err != nil {
		h.Logger.Error("subscription request", "topic", req.topic, "error", err)
		answer(w, http.StatusServiceUnavailable, "the feed cannot be read just now")
		return
	}
	answer(w, http.StatusAccepted, "we ask "+req.callback.Host+" whether it wants this")
}

func (h *Hub) read(w http.ResponseWriter, r *http.Request) (request, error) {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/x-www-form-urlencoded" {
		return request{}, &refusal{http.StatusUnsupportedMediaType, "send a form: application/x-www-form-urlencoded"}
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		return request{}, wrong(errors.New("the form cannot be read"))
	}
	req, err := readRequest(r.PostForm)
	if err == nil {
		err = h.Client.Refuse(req.callback)
	}
	if err != nil {
		return req, wrong(err)
	}
	return req, nil
}

// admit finds the topic and a place among those who wait, and hands the request
// to Run. What is subscribed to can be let go even if it is no topic any more.
func (h *Hub) admit(r *http.Request, req *request) error {
	topic, err := h.Topics.Topic(r.Context(), req.topic)
	h.mu.Lock()
	defer h.mu.Unlock()
	s, isKnown := h.subs[req.key]
	switch {
	case err == nil:
		req.address, req.print = topic.Address, topic.Print
	case errors.Is(err, feeds.ErrNotFound) && (!isKnown || !req.isUnsubscribe):
		return wrong(fmt.Errorf("hub.topic is not one of our feeds: %w", err))
	case !errors.Is(err, feeds.ErrNotFound):
		return err
	}
	if no := h.full(req, s); no != nil {
		return no
	}
	h.waiting.enter(req)
	h.requests <- *req // there are as many places as may wait
	return nil
}

// full says which bound a request would go beyond, if any.
func (h *Hub) full(req *request, was *subscriber) error {
	b, host := h.Bounds, req.callback.Host
	switch {
	case h.waiting.total >= b.Pending:
		return &refusal{http.StatusServiceUnavailable, "too many requests wait to be verified; try again in a few minutes"}
	case h.waiting.hosts[host] >= b.PendingPerHost:
		return &refusal{http.StatusTooManyRequests, "too many requests for " + host + " wait to be verified; try again in a few minutes"}
	case was != nil || req.isUnsubscribe:
		return nil
	case len(h.subs) >= b.Subscriptions:
		return &refusal{http.StatusServiceUnavailable, "this hub has as many subscriptions as it takes"}
	case h.hosts[host] >= b.PerHost:
		return &refusal{http.StatusTooManyRequests, host + " has as many subscriptions as one host may have"}
	case h.topics[req.address] != nil && h.topics[req.address].users >= b.PerTopic:
		return &refusal{http.StatusTooManyRequests, "this feed has as many subscriptions as one may have"}
	}
	return nil
}
