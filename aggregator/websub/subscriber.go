package websub

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"time"

	"dateline/feeds"
)

// Store keeps what hubs have promised.
type Store interface {
	// Subscriptions returns every subscription kept, by source ID.
	Subscriptions(ctx context.Context) (map[string]feeds.Subscription, error)
	// Subscribe keeps a source's subscription in place of the one before.
	Subscribe(ctx context.Context, sourceID string, s feeds.Subscription) error
}

// Client asks hubs.
type Client interface {
	// Post sends a form and returns the status; an error if no answer came.
	Post(ctx context.Context, address string, form url.Values) (status int, err error)
}

// Options are what a Subscriber needs; all but Log must be set.
type Options struct {
	// Callback is the public address that tokens are appended to, with a
	// slash at its end.
	Callback string
	Store    Store
	Client   Client
	// MaxBody is how large a push may be, in bytes.
	MaxBody int64
	Log     *slog.Logger
}

// Push is a document that a hub has delivered.
type Push struct {
	SourceID    string
	Body        []byte
	ContentType string
	At          time.Time
}

// waiting is how many pushes may wait to be read.
const waiting = 64

// Subscriber keeps the subscriptions of all sources.
type Subscriber struct {
	Options
	mu sync.Mutex
	// subs are by source ID, tokens lead to source IDs.
	subs   map[string]feeds.Subscription
	tokens map[string]string
	pushes chan Push
	// wake tells Run that there is somebody to ask.
	wake chan struct{}
}

// New returns a subscriber that knows what the store does.
func New(ctx context.Context, o Options) (*Subscriber, error) {
	subs, err := o.Store.Subscriptions(ctx)
	if err != nil {
		return nil, fmt.Errorf("subscriptions: %w", err)
	}
	s := &Subscriber{
		Options: o, subs: subs, tokens: map[string]string{},
		pushes: make(chan Push, waiting), wake: make(chan struct{}, 1),
	}
	for id, sub := range subs {
		s.tokens[sub.Token] = id
	}
	return s, nil
}

// Pushes are the deliveries, in the order they came.
func (s *Subscriber) Pushes() <-chan Push { return s.pushes }

// IsTrusted reports whether a source's hub can be relied on at now.
func (s *Subscriber) IsTrusted(sourceID string, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return IsTrusted(s.subs[sourceID], now)
}

// Visited says that a visit to a source at now found so many new items, and
// what the document said of its hub; previous is the visit before. A document
// that was not sent again, as with 304, says nothing: links is nil.
func (s *Subscriber) Visited(ctx context.Context, sourceID string, links *Links, found int, previous, now time.Time) error {
	return s.change(ctx, sourceID, func(sub feeds.Subscription) feeds.Subscription {
		sub = judge(sub, found, previous, now)
		// Some name their hubs in another order each time.
		if links == nil || links.Topic == sub.Topic && slices.Contains(links.Hubs, sub.Hub) {
			return sub
		}
		if len(links.Hubs) == 0 || links.Topic == "" {
			return feeds.Subscription{}
		}
		return feeds.Subscription{Hub: links.Hubs[0], Topic: links.Topic, Token: unguessable(), Secret: unguessable()}
	})
}

// Retain forgets the subscriptions of sources that are not listed: their hubs
// are not asked again, and their callbacks are not ours any more.
func (s *Subscriber) Retain(ctx context.Context, isListed func(sourceID string) bool) error {
	for _, id := range s.sources() {
		if isListed(id) {
			continue
		}
		if err := s.change(ctx, id, func(feeds.Subscription) feeds.Subscription { return feeds.Subscription{} }); err != nil {
			return err
		}
	}
	return nil
}

// sources are the IDs of those with a subscription.
func (s *Subscriber) sources() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(maps.Keys(s.subs))
}

// change replaces a subscription by what f makes of it, and keeps it if it is
// another.
func (s *Subscriber) change(ctx context.Context, sourceID string, f func(feeds.Subscription) feeds.Subscription) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	was := s.subs[sourceID]
	is := f(was)
	if is == was {
		return nil
	}
	if err := s.Store.Subscribe(ctx, sourceID, is); err != nil {
		return fmt.Errorf("subscription of %s: %w", sourceID, err)
	}
	delete(s.tokens, was.Token)
	if is.Token != "" {
		s.tokens[is.Token] = sourceID
	}
	if s.subs[sourceID] = is; is == (feeds.Subscription{}) {
		delete(s.subs, sourceID)
	}
	select {
	case s.wake <- struct{}{}:
	default: // told already
	}
	return nil
}

// Run asks hubs whenever that is due, until ctx ends, and then returns nil. It
// returns an error only if the store failed.
func (s *Subscriber) Run(ctx context.Context) error {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-timer.C:
		case <-s.wake:
		}
		if err := s.askAll(ctx); err != nil && !errors.Is(err, context.Canceled) {
			return err
		}
		timer.Reset(time.Minute)
	}
}

// askAll asks every hub that should be asked now, one after the other.
func (s *Subscriber) askAll(ctx context.Context) error {
	for id, sub := range s.due(time.Now()) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		// Noted before: a crash must not make us ask again and again.
		err := s.change(ctx, id, func(now feeds.Subscription) feeds.Subscription {
			if now.Token == sub.Token {
				now.Asked, now.Attempts = time.Now().UTC().Truncate(time.Second), now.Attempts+1
			}
			return now
		})
		if err != nil {
			return err
		}
		s.ask(ctx, id, sub)
	}
	return nil
}

func (s *Subscriber) due(now time.Time) map[string]feeds.Subscription {
	s.mu.Lock()
	defer s.mu.Unlock()
	due := map[string]feeds.Subscription{}
	for id, sub := range s.subs {
		if shouldAsk(sub, now) {
			due[id] = sub
		}
	}
	return due
}

// ask sends a subscription request (W3C WebSub section 5.1). The hub's word
// comes later, to the callback.
func (s *Subscriber) ask(ctx context.Context, sourceID string, sub feeds.Subscription) {
	status, err := s.Client.Post(ctx, sub.Hub, url.Values{
		"hub.mode": {"subscribe"}, "hub.topic": {sub.Topic}, "hub.callback": {s.Callback + sub.Token},
		"hub.secret": {sub.Secret}, "hub.lease_seconds": {strconv.Itoa(int(wantedLease / time.Second))},
	})
	if err == nil && (status < 200 || status > 299) {
		err = fmt.Errorf("the hub answers %d", status)
	}
	if err != nil {
		s.Log.Warn("subscription asked for in vain", "source", sourceID, "hub", sub.Hub, "error", err)
		return
	}
	s.Log.Debug("subscription asked for", "source", sourceID, "hub", sub.Hub)
}
