// Package hub is the WebSub hub of our own feeds (W3C WebSub): who subscribes
// to one is sent it whenever what it lists changes.
//
//	h, err := hub.New(ctx, hub.Options{URL: site.URL("/hub"), Topics: server, Log: store, Store: store, Client: caller})
//	server.Hub(h)                               // which answers at /hub with it
//	err = h.Run(ctx)                            // verifies and pushes until ctx ends
//
// # Subscribing
//
//	POST /hub -> 202 -> GET callback?hub.challenge=… -> subscribed until the lease ends
//
// A request that is wrong, for a topic that is not ours, or with a callback that
// shows that it is private is refused at once in plain words (section 5.1). Any
// other is verified: the callback must answer 2xx with the challenge and
// nothing else, and no redirect is followed. Until then a subscription that was
// there before stays as it is. Leases are ten days unless asked for otherwise,
// five minutes at least and thirty days at most.
//
// A topic is any address at which we serve a feed, with its query, also one
// that leads to a feed by a redirect. It is told apart from others as it is
// written: hub.topic and the Link header of pushes repeat what was asked for,
// letter by letter, while topics that lead to the same feed are watched once.
//
// # When is pushed
//
// Nothing is queued. A subscription remembers the print of what its subscriber
// knows: which entries, in which revision, and which retractions. Whenever the
// log grows, the topics of regions that have changed are looked at, and whoever
// knows another print than the present one is pushed the whole feed. So a
// source that fails, a feed's new date, or news that a query does not ask for
// push nothing; whatever happens while a push is under way is in the next one;
// and after a crash the same comparison finds who lacks what. A push that was
// taken right before a crash may come again: at least once, never not at all.
//
// Changes are gathered for 200 ms. A topic that changes on and on is pushed
// twelve times at once and then every ten seconds.
//
// # Who is pushed to
//
// Every push has the Link headers rel=hub and rel=self and, for those who gave
// a secret, X-Hub-Signature with SHA-256 (section 7). 2xx is done, 410 ends the
// subscription, anything else and ten seconds without answer are tried again:
// after 5 s, 10 s, 20 s… with some chance in it, nine times in 21 minutes. Then
// the subscriber gets nothing before there is something newer, once an hour at
// most, until it answers or its lease ends.
//
// Each push has a goroutine of its own that waits for a place at its host, of
// which there are 8, and then for one in general: 128 for those who answer as
// they should, and 32 others for those who failed or were slow the last time, and
// for questions to those who are not known yet.
// So nobody holds up anybody but those who are like them. There are 10,000
// subscriptions at most, half of them with one callback host and half of them
// to one topic; 1,000 requests wait to be verified at most.
//
// # Callbacks are strangers
//
// They are called through a [Client] that refuses private addresses when it
// connects, whatever the name said before, and follows no redirects. What they
// answer is read to a bound and never repeated.
package hub
