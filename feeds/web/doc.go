// Package web serves what the store holds: feeds for programs, pages for
// people, and the health of the gateway for its operator.
//
// # Public addresses
//
//	/                      the tree of regions with items, as a page; query: lang
//	/{region}              the region's latest stories, as a page; query as for
//	                       feeds, and why=1 to see at once why each is there
//	/{region}.rss          the region's feed; query: see below
//	/{region}.atom
//	/{region}.json
//	/{region}/podcasts.rss its audio and video for podcast apps; query as for feeds
//	/{region}/podcasts.png the cover of these
//	/{region}/{yyyy}/{mm}.rss  a past month, also .atom and .json; query: topic, lang,
//	                       source, q
//	/{region}/live         what happens to its stories, as events; query: topic, lang,
//	                       source, q, since
//	/regions.json          the atlas with counts and feed addresses
//	/regions.opml          the feeds of all regions with items, in folders
//	/items/{uuid}          one item, its sources and their history, and why it is
//	                       in its regions, as a page
//	/items/{uuid}.json     the same for programs
//	/hub                   WebSub hub of all feeds, see package hub
//	/websub/{token}        where hubs of upstream feeds push
//	/robots.txt  /sitemap.xml  /favicon.ico  /apple-touch-icon.png
//
// A feed says in X-Feed-Since, and the JSON Feed in _dateline.since, with what
// to ask for what changes after it: since=… is answered with what has changed,
// the oldest first, each item once, and with what is gone, and says what to ask
// with next. It holds in every region and for every query, as long as the log
// goes back that far; then it is a 410. See [Chronicle].
//
// The months of a region by when we received something, once they are over, are
// its archive (RFC 5005 section 4): /{region}/2026/10.rss, .atom, .json, in
// documents of 500 entries at most that are linked by prev-archive, next-archive
// and current. They stay as they are, but for what is retracted, and caches may
// keep them for ever. What the current feed does not show any more of a month
// that is not over is in documents that end in its midst.
//
// A region has one address: codes, aliases, other spellings and a trailing
// slash lead there with a 308 that keeps the query. A name that is no region is
// a 404 with the nearest names. A region without items is a valid, empty feed.
// Behind a base address with a path the addresses work with the path and
// without it, since most proxies strip it; what we write always has it.
//
// # Queries
//
//	topic    a category of the story, whatever its case, or another region of it
//	lang     a language tag, which stands for all its kinds: en for en-MY
//	source   the ID of a source
//	q        what to find in the text
//	since    a date (2026-11-23, in UTC) or an RFC 3339 time: not older; or, in
//	         feeds, the cursor that X-Feed-Since told
//	before   a date or time: older; or the place that a next link names
//	limit    how many stories: 1 to 200, default 50, on pages 30
//	cap      how many of one source at most on a page of the feed, 0 for no bound
//	dupes    collapse (default) or expand: each report of a story for itself
//
// The first six may repeat, ten times each; a minus sign in front of a value
// excludes, and makes since of before. Of several topics, languages or sources
// one is enough, and none may be among those excluded; all q, since and before
// hold. A parameter that is wrong or not known is a 400 that says what was
// wrong, and so are an unknown source and what excludes everything; a topic or
// language that no story has gives an empty feed. A feed in one language has the
// names of regions in it.
//
// A query has one spelling: parameters and values sorted, each once, topics in
// lower case, times in UTC, nothing that is the default. Any other leads there
// with a 308, so does one with keys that follow readers around. The title of the
// feed says what was asked for.
//
// Feeds that go on link to what follows as next (RFC 5005 section 3; next_url)
// and to the first page, in the document and in the Link header. Pages follow
// each other by a place in the order of feeds, so what comes meanwhile makes
// nobody miss a story that was there, or see it twice.
//
// Feeds that are asked for with a query have making places, time and room of
// their own, so that they cannot crowd out those that everybody reads.
//
// # How an answer is made
//
//	path -> canonical? -> route -> query -> canonical? -> Head -> cached? -> Latest -> render -> compress
//
// A [Library] gives a head for each region, cheap to ask for, that changes when
// the region's content does. A rendered document is kept under what it shows
// and its coding, together with the head it was made for, until the head
// changes or the room runs out. So each version of a feed is rendered once and
// compressed once for each coding, and many readers that come at the same time
// wait for one rendering. While the items are rendered, the library is asked which
// document of the archive has the others.
//
// What was answered from the cache is also put on a [stand], by the exact path and
// query that was asked for. The next who asks for that gets it without router or
// locks, as long as the library's revision is the same, or else the region's head.
// Who keeps the connection and asks in the plainest words gets it before net/http
// has read the request: on the [porch], with the bytes that net/http would write.
//
// A reader gets what the library holds when he asks. Only when a feed changes more
// than eight times in a second (a [flood]) it is rendered four times a second, and
// readers get the version before rather than wait, never one that was overtaken a
// second ago. The hub, deltas and changes since a cursor are never late.
//
// Nothing is written into a document that changes by itself: the entity tag is
// a hash of the bytes, with "-gzip" or "-br" for a coding, and a reader that
// shows any of the three gets a 304 (RFC 9110 section 13). One that takes a part
// in place of the whole (A-IM: feed, RFC 3229) and shows the tag of an earlier
// version gets a 226 with only what is new or changed since. What versions listed
// is remembered, within bounds, until we end.
//
// # Pages
//
// A page is one document: its style, its icon and a script of a few lines are in
// it, and its policy allows these by their hashes and nothing else but pictures
// and sound of stories. It is whole without the script, which only copies
// addresses. What sources wrote is text in it, never markup, with the language
// and the direction that it has.
//
// What may be asked of a region is asked by a form and by links, so the page
// never holds what a query cannot say. A page in a language is an [edition]: it
// has the names of regions in it, speaks it where phrases.tsv does, reads from the
// right if the language does, and leads to pages of the same edition. Items,
// being the business of their publishers, are in no sitemap; neither are
// queries, of which there is no end.
//
// # Errors
//
// Handlers return errors; errors.go has the one table of what status and what
// words they become. Strangers read what they did wrong, or "internal error";
// the rest is in the log.
//
// # Admin addresses
//
// [NewAdmin] answers /livez, /readyz, an overview of the sources at /, what
// monitoring draws at /metrics and what go tool pprof reads at /debug/pprof/. It is
// meant for a loopback listener; a token opens it to others.
//
// Metrics are named dateline_…: what is stored (items, versions, stories,
// retracted_items, seen_marks, log_sequence, log_entries), what that takes
// (storage_bytes by part, reclaimable_items, reclaim_timestamp_seconds,
// reclaim_bytes_before, reclaim_bytes_after), what our hub does (hub_subscriptions,
// hub_requests_waiting, hub_pushes_under_way, hub_pushes_under_way_limit,
// hub_pushes_total by outcome), what is kept in memory (cache_bytes,
// cache_limit_bytes, cache_entries and cache_evictions_total by cache: feeds,
// queries, deltas, live, targets, and of others bodies, write_buffers,
// table_indexes, unwritten_keys, unindexed), who follows live (live_clients,
// live_clients_limit, live_dropped_total), how sources fare (sources by status,
// source_failures of those that are failing), beside those of Go and of the
// process. What is stored is counted once a minute at most.
package web
