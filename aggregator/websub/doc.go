// Package websub subscribes to the hubs that sources name, so that their items
// come when they are published and not when we next ask (W3C WebSub).
//
//	sub, err := websub.New(ctx, websub.Options{Callback: "https://feeds.example.org/websub/", Store: store, Client: client})
//	go sub.Run(ctx)                             // asks hubs, renews leases
//	mux.Handle("/websub/{token}", sub)          // verification and pushes
//	for push := range sub.Pushes() { … }        // read and merge
//	sub.Visited(src, links, new, now)           // after each visit that went well
//
// # How a subscription lives
//
//	visit names a hub -> asked -> verified by the hub -> pushes … -> renewed before the lease ends
//
// Asking that fails or stays without answer is repeated after an hour, two,
// four, up to a week. A source that names another hub or topic is subscribed
// anew; the old lease runs out by itself, and so do those of sources that are
// no longer listed, which Retain forgets. What has been promised is kept by the
// store, so a restart asks nobody again.
//
// # Whom we believe
//
// The address of our callback holds 160 random bits, and each subscription has
// a secret of its own. A push must be signed with it (X-Hub-Signature with
// sha256, sha384, sha512, or sha1 as old hubs do), and must not be larger than
// a visit's body. Anything else is refused, says nothing about us, and changes
// nothing: the next visit finds what it finds. A push that is rightly signed is
// answered with 202 at once and read later; when too many wait, with 503.
//
// # Hubs that never deliver
//
// A hub that has delivered is trusted, and the source is visited seldom, as a
// check. A visit that finds what the hub should have pushed is a miss; after
// two the source is visited in its own rhythm again, until a push arrives.
package websub
