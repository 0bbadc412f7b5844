package web

import (
	"container/list"
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"dateline/feeds"
)

// wantsDelta reports whether a reader takes a feed with only what is new in
// place of the whole (RFC 3229 section 10.5.3; the manipulation is "feed").
func wantsDelta(h http.Header) bool {
	for part := range strings.SplitSeq(strings.Join(h["A-Im"], ","), ",") {
		if name, weight := readWeight(part); name == "feed" && weight > 0 {
			return true
		}
	}
	return false
}

// publishDelta sends what is new in a feed since the version the reader has.
// done is false if we do not know that one any more, or if it is the present one.
func (s *server) publishDelta(w http.ResponseWriter, r *http.Request, k key, a address, q query, whole build) (done bool, err error) {
	head, err := s.library.Head(r.Context(), a.region.Slug)
	if err != nil {
		return false, err
	}
	present, err := s.pressOf(k).document(r.Context(), k, head, whole)
	if err != nil || conditionsOf(r.Header).holds(present.hash, present.modified) {
		return false, err
	}
	base, known := s.ledger.find(k, r.Header["If-None-Match"])
	if known == nil {
		return false, nil
	}
	k.kind, k.query = "delta."+k.kind, k.query+"#"+base
	k.coding = negotiate(r.Header.Get("Accept-Encoding"))
	delta, err := s.answers.document(r.Context(), k, head, func(ctx context.Context) (draft, error) {
		return s.newer(ctx, a, q, known)
	})
	// Both are of one head, but something may have come before one was made.
	if err != nil || !slices.Equal(delta.listings, present.listings) {
		return false, err
	}
	delta.sendDelta(w, r, present.hash, s.readAt())
	return true, nil
}

// newer renders what is in a feed and not in a list. It says that it lists the
// whole.
func (s *server) newer(ctx context.Context, a address, q query, known []feeds.Listing) (draft, error) {
	channel, err := s.channel(ctx, a, q)
	if err != nil {
		return draft{}, err
	}
	d, err := s.render(channel.Newer(known), a, q, nothing)
	d.listings = channel.Listings()
	return d, err
}

// listings are what a channel lists, nil where nobody can ask for what is new.
func (s *server) listings(c feeds.Channel) []feeds.Listing {
	if s.static {
		return nil
	}
	return c.Listings()
}

// sendDelta answers with the document as what is new in the one with this hash.
// Caches that know nothing of deltas must not take it for the whole (RFC 3229
// section 10.5.2).
func (d *document) sendDelta(w http.ResponseWriter, r *http.Request, hash string, now time.Time) {
	h := w.Header()
	maps.Copy(h, d.header)
	h["Etag"] = []string{entityTag(hash, d.coding)}
	h["Im"] = []string{"feed"}
	h["Cache-Control"] = []string{"no-store, im"}
	h["Vary"] = []string{"Accept-Encoding, A-IM, If-None-Match"}
	if date := d.lastModified(now); date != nil {
		h["Last-Modified"] = date
	}
	w.WriteHeader(http.StatusIMUsed)
	if r.Method != http.MethodHead {
		_, _ = w.Write(d.body) // the reader went away: nobody to tell
	}
}

// listingSize is what a listing takes.
const listingSize = 24

// ledger remembers what documents listed that are not the present ones any more.
// The one that nobody had for longest is forgotten first.
type ledger struct {
	mu     sync.Mutex
	byName map[edited]*list.Element
	// order holds *record, the last used in front.
	order *list.List
	// used and room are in listings.
	used, room int
	// forgotten counts the versions that there was no room for any more.
	forgotten int64
}

// edited names a document in one of its versions.
type edited struct{ kind, name, query, hash string }

// record is what a version listed. Who holds it may see from it, without asking
// the ledger, whether it is still there, and tell that it was used.
type record struct {
	edited
	listings []feeds.Listing
	isUsed   atomic.Bool
	isGone   atomic.Bool
}

// touch says that readers get the version, if it is still known.
func (r *record) touch() (isKnown bool) {
	if r == nil || r.isGone.Load() {
		return false
	}
	if !r.isUsed.Load() { // else all who read would write to the same place
		r.isUsed.Store(true)
	}
	return true
}

func newLedger(room int64) *ledger {
	return &ledger{byName: map[edited]*list.Element{}, order: list.New(), room: int(room / listingSize)}
}

// note remembers a document that a reader is sent. One that it remembers takes
// no lock.
func (l *ledger) note(k key, d *document) {
	if d.listings == nil || d.noted.Load().touch() {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	name := edited{k.kind, k.name, k.query, d.hash}
	if e, ok := l.byName[name]; ok {
		l.order.MoveToFront(e)
		d.noted.Store(e.Value.(*record)) //nolint:forcetypeassert // order holds nothing else
		return
	}
	fresh := &record{edited: name, listings: d.listings}
	d.noted.Store(fresh)
	l.byName[name] = l.order.PushFront(fresh)
	for l.used += 8 + len(d.listings); l.used > l.room && l.order.Len() > 1; {
		l.forget(l.order.Back())
	}
}

// forget drops the oldest, or lets it stay if it was used since.
func (l *ledger) forget(oldest *list.Element) {
	r := oldest.Value.(*record) //nolint:forcetypeassert // order holds nothing else
	if r.isUsed.Swap(false) {
		l.order.MoveToFront(oldest)
		return
	}
	l.order.Remove(oldest)
	r.isGone.Store(true)
	l.forgotten++
	delete(l.byName, r.edited)
	l.used -= 8 + len(r.listings)
}

// find returns what the first version listed that one of the entity tags is of,
// and its hash; nil if none is known.
func (l *ledger) find(k key, tags []string) (hash string, listings []feeds.Listing) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for rest := strings.Join(tags, ","); rest != ""; {
		hash, rest = nextTag(rest)
		hash = strings.TrimSuffix(strings.TrimSuffix(hash, "-"+string(gzipped)), "-"+string(brotlied))
		if e, ok := l.byName[edited{k.kind, k.name, k.query, hash}]; ok {
			l.order.MoveToFront(e)
			return hash, e.Value.(*record).listings //nolint:forcetypeassert // order holds nothing else
		}
	}
	return "", nil
}
