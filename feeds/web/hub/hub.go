package hub

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"dateline/feeds"
)

// Topics are the feeds that can be subscribed to.
type Topics interface {
	// Topic returns the feed at one of our addresses as it is now. If there is
	// none it is feeds.ErrNotFound, in words for whoever asked.
	Topic(ctx context.Context, address string) (feeds.Topic, error)
}

// Log says when what we publish has changed.
type Log interface {
	// Wait returns the last sequence of the log once it is after the given one.
	Wait(ctx context.Context, after uint64) (uint64, error)
	// Head has the sequence of a region's last change.
	Head(ctx context.Context, region string) (feeds.Head, error)
}

// Store keeps the subscriptions.
type Store interface {
	Subscribers(ctx context.Context) ([]feeds.Subscriber, error)
	SetSubscribers(ctx context.Context, keep, drop []feeds.Subscriber) error
}

// Client calls callbacks.
type Client interface {
	// Do sends a request, follows no redirect, and gives up after some seconds.
	Do(r *http.Request) (*http.Response, error)
	// Refuse says why an address would never be called, as far as it shows.
	Refuse(u *url.URL) error
}

// Options are what a Hub needs; all but Bounds must be set.
type Options struct {
	// URL is the hub's own address, as feeds name it.
	URL    string
	Topics Topics
	Log    Log
	Store  Store
	Client Client
	// Bounds, zero for the usual ones.
	Bounds Bounds
	Logger *slog.Logger
}

// Bounds say how much a hub takes on.
type Bounds struct {
	// Subscriptions is how many there may be, PerHost how many with callbacks
	// at one host, PerTopic how many to one feed.
	Subscriptions, PerHost, PerTopic int
	// Pending is how many requests may wait to be verified, PendingPerHost how
	// many for one host.
	Pending, PendingPerHost int
}

var usual = Bounds{Subscriptions: 10_000, PerHost: 5_000, PerTopic: 5_000, Pending: 1_000, PendingPerHost: 200}

// Hub keeps subscriptions and pushes. It is an http.Handler for its address.
type Hub struct {
	Options
	mu     sync.Mutex
	subs   map[key]*subscriber
	topics map[string]*topic // by canonical address
	// hosts counts subscriptions by the host of their callback.
	hosts map[string]int
	// changed are subscriptions that are not kept as they are.
	changed map[key]bool
	// waiting are requests that are being verified.
	waiting queue

	gates gates
	// requests go to Run, wake tells it to look again, keep that there is
	// something to keep.
	requests   chan request
	wake, keep chan struct{}
	// writing makes what is kept later the later state.
	writing sync.Mutex

	delivered, failed, gone atomic.Int64
}

// key tells subscriptions apart.
type key struct{ topic, callback string }

// subscriber is a subscription and how it fares.
type subscriber struct {
	feeds.Subscriber
	host string
	// topic is nil as long as it is not known whether there is one; isLost
	// says that there is none.
	topic  *topic
	isLost bool
	// isBusy says that a push is under way or waits for its turn.
	isBusy bool
	// failed counts attempts since the last success; next is when another is
	// due, missed the print that was given up.
	failed int
	next   time.Time
	missed string
	isSlow bool
}

func (s *subscriber) key() key { return key{s.Topic, s.Callback} }

// topic is a feed that somebody subscribes to.
type topic struct {
	address, region string
	// seq and print are of the newest we know of it; isStale says that there
	// may be something newer.
	seq     uint64
	print   string
	isStale bool
	pace    pace
	// users are how many subscribe to it.
	users int
}

// New returns a hub that knows the subscriptions of the store.
func New(ctx context.Context, o Options) (*Hub, error) {
	if o.Bounds == (Bounds{}) {
		o.Bounds = usual
	}
	h := &Hub{
		Options: o,
		subs:    map[key]*subscriber{}, topics: map[string]*topic{}, hosts: map[string]int{}, changed: map[key]bool{},
		waiting: newQueue(), gates: newGates(),
		requests: make(chan request, o.Bounds.Pending),
		wake:     make(chan struct{}, 1), keep: make(chan struct{}, 1),
	}
	kept, err := o.Store.Subscribers(ctx)
	if err != nil {
		return nil, fmt.Errorf("hub: %w", err)
	}
	for _, sub := range kept {
		h.add(sub)
	}
	return h, nil
}

// add puts a subscription in place of the one before, if any. A push that is
// under way goes on; the topic is found when it is looked at.
func (h *Hub) add(sub feeds.Subscriber) {
	if s, ok := h.subs[key{sub.Topic, sub.Callback}]; ok {
		s.Subscriber = sub
		s.failed, s.next, s.missed, s.isLost = 0, time.Time{}, "", false
		return
	}
	s := &subscriber{Subscriber: sub, host: hostOf(sub.Callback)}
	h.subs[s.key()] = s
	h.hosts[s.host]++
}

func (h *Hub) remove(k key) {
	s, ok := h.subs[k]
	if !ok {
		return
	}
	delete(h.subs, k)
	if h.hosts[s.host]--; h.hosts[s.host] == 0 {
		delete(h.hosts, s.host)
	}
	if t := s.topic; t != nil {
		if t.users--; t.users == 0 {
			delete(h.topics, t.address)
		}
	}
}

// hostOf is the host and port of an address.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// Pushes says what was done so far.
func (h *Hub) Pushes() feeds.Pushes {
	h.mu.Lock()
	defer h.mu.Unlock()
	return feeds.Pushes{Subscribers: len(h.subs), Waiting: len(h.requests), UnderWay: len(h.gates.fast) + len(h.gates.slow), UnderWayMost: fast + slow, Delivered: h.delivered.Load(), Failed: h.failed.Load(), Gone: h.gone.Load()}
}

// poke sends on a channel of one place, if nothing is in it.
func poke(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default: // told already
	}
}
