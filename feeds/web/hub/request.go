package hub

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"dateline/feeds"
)

// Bounds on what a request may say.
const (
	maxForm    = 32 << 10
	maxAddress = 2048
	maxSecret  = 199
)

// request is what a subscriber asks for, checked but not verified.
type request struct {
	key
	isUnsubscribe bool
	callback      *url.URL
	secret        string
	lease         time.Duration
	// address and print are of the topic when it was asked for.
	address, print string
	// number counts requests: of two for the same, the later one holds.
	number uint64
}

// readRequest reads the form of a request (section 5.1). What it does not know
// it passes over. The error is for the subscriber to read.
func readRequest(form url.Values) (request, error) {
	r := request{key: key{form.Get("hub.topic"), form.Get("hub.callback")}, secret: form.Get("hub.secret")}
	switch mode := form.Get("hub.mode"); mode {
	case "subscribe":
	case "unsubscribe":
		r.isUnsubscribe = true
	case "":
		return r, errors.New("hub.mode is missing: send a form with hub.mode, hub.topic and hub.callback")
	case "publish":
		return r, errors.New("hub.mode is publish: this hub pushes the feeds of this site only, and knows by itself when they change")
	default:
		return r, errors.New("hub.mode is neither subscribe nor unsubscribe")
	}
	if len(r.secret) > maxSecret {
		return r, errors.New("hub.secret is too long: it must be less than 200 bytes")
	}
	if err := checkTopic(r.topic); err != nil {
		return r, err
	}
	var err error
	if r.callback, err = readCallback(r.key.callback); err != nil {
		return r, err
	}
	r.lease, err = readLease(form.Get("hub.lease_seconds"))
	return r, err
}

// checkTopic refuses what cannot stand in the Link header of a push.
func checkTopic(topic string) error {
	switch {
	case topic == "":
		return errors.New("hub.topic is missing: give the address of one of our feeds, as its rel=self says")
	case len(topic) > maxAddress:
		return errors.New("hub.topic is too long")
	case !isPlain(topic):
		return errors.New("hub.topic is no address: it has characters that have to be percent-encoded")
	}
	return nil
}

// isPlain reports whether text is all of characters that addresses consist of.
func isPlain(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune(`<>"\^{|}`+"`", r) })
}

func readCallback(text string) (*url.URL, error) {
	switch {
	case text == "":
		return nil, errors.New("hub.callback is missing: give the address that we push to")
	case len(text) > maxAddress:
		return nil, errors.New("hub.callback is too long")
	case !isPlain(text):
		return nil, errors.New("hub.callback is no address: it has characters that have to be percent-encoded")
	}
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "":
		return nil, errors.New("hub.callback is no absolute address")
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, errors.New("hub.callback is neither an http nor an https address")
	case u.Fragment != "":
		return nil, errors.New("hub.callback has a fragment, which is never sent")
	}
	return u, nil
}

// question is where the callback is asked whether it wants what was asked for
// in its name (section 5.3). Its own query stays as it is.
func (r request) question(challenge string) string {
	values := url.Values{"hub.mode": {"subscribe"}, "hub.topic": {r.topic}, "hub.challenge": {challenge}}
	if r.isUnsubscribe {
		values.Set("hub.mode", "unsubscribe")
	} else {
		values.Set("hub.lease_seconds", itoa(seconds(r.lease)))
	}
	u := *r.callback
	if u.RawQuery != "" {
		u.RawQuery += "&"
	}
	u.RawQuery += values.Encode()
	return u.String()
}

// subscriber is who comes of a request that was verified at now; was is the
// one before, if any, whose knowledge goes on.
func (r request) subscriber(was *subscriber, now time.Time) feeds.Subscriber {
	s := feeds.Subscriber{
		Topic: r.topic, Callback: r.key.callback, Secret: r.secret, Since: now, Until: now.Add(r.lease), Print: r.print,
	}
	if was != nil {
		s.Print = was.Print
	}
	return s
}

// refusal is a request that is not granted, in words for the subscriber.
type refusal struct {
	status  int
	message string
}

func (r *refusal) Error() string { return r.message }

func wrong(err error) *refusal { return &refusal{http.StatusBadRequest, err.Error()} }

// shorten cuts what somebody sent us to what is worth repeating.
func shorten(s string) string {
	const most = 64
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
