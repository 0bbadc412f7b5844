package web

import (
	"context"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// The bounds of a stand.
const (
	// pileSize is about what a target takes beside its own bytes, with something
	// ready in each coding.
	pileSize = 1 << 10
	// longestTarget is how long one is at most.
	longestTarget = 512
)

// stand has answers ready for those who ask for what somebody had just now, in
// the same words: it is looked at before the router. The router owns the routes:
// nothing is here but what it has answered with, by way of [server.publish], and
// what is not here is its business. A pile is good as long as the cache keeps
// the document and the head it was made for is the region's. That one is looked
// at again only after the library's revision has changed, so a hit costs the
// look at two numbers and takes no lock.
type stand struct {
	library Library
	ledger  *ledger
	// base is the path of the base address, with and without which we answer.
	base string
	// piles maps targets to *pile.
	piles sync.Map
	// mu guards what they take, used of room bytes, and how often they were cleared.
	mu      sync.Mutex
	room    int64
	used    int64
	entries int
	cleared int64
	// renew has the router answer a target in a coding anew, for nobody.
	renew func(target string, c coding)
	// renewals counts those under way.
	renewals atomic.Int64
}

// pile is what there is at a target, by coding.
type pile struct {
	region string
	copies [codings]atomic.Pointer[copied]
	floods [codings]flood
}

// copied is a document in the cache.
type copied struct {
	*slot
	// revision is one of the library at which the document was known to be the
	// present one, seen when that was; made is when it was put here.
	revision atomic.Uint64
	seen     atomic.Int64
	made     time.Time
	// isDue is set once another is in the making.
	isDue atomic.Bool
}

// put makes a document that was found in the cache ready for who asks as r does.
// The revision is from before its head was asked for.
func (s *stand) put(r *http.Request, region string, revision uint64, found *slot) {
	target := s.targetOf(r.URL)
	if target == "" || len(target) > longestTarget {
		return
	}
	c := &copied{slot: found, made: time.Now()}
	c.revision.Store(revision)
	c.seen.Store(c.made.UnixNano())
	if known, ok := s.piles.Load(target); ok {
		known.(*pile).put(c) //nolint:forcetypeassert // nothing else is in it
		return
	}
	fresh := &pile{region: region}
	fresh.put(c)
	s.mu.Lock()
	defer s.mu.Unlock()
	size := int64(pileSize + len(target))
	if s.used+size > s.room {
		s.piles.Clear() // what is asked for often is back at once
		s.cleared += int64(s.entries)
		s.used, s.entries = 0, 0
	}
	if _, known := s.piles.LoadOrStore(target, fresh); !known {
		s.used += size
		s.entries++
	}
}

// put puts a document on the pile, unless a later one is there.
func (p *pile) put(c *copied) {
	at := c.key.coding.index()
	for {
		was := p.copies[at].Load()
		if was != nil && !was.isBefore(c) {
			return
		}
		if p.copies[at].CompareAndSwap(was, c) {
			p.floods[at].note(c.made)
			return
		}
	}
}

// isBefore reports whether another is of a later version, or of one that is still
// in the cache.
func (c *copied) isBefore(other *copied) bool {
	if c.slot == other.slot {
		return false
	}
	mine, its := c.doc.Load(), other.doc.Load()
	return its != nil && (mine == nil || mine.head.Seq <= its.head.Seq)
}

// targetOf is what a request asks for: the path, without the base, and the query.
// It is empty if the one cannot be told from the other.
func (s *stand) targetOf(u *url.URL) string {
	path := withoutBase(u.Path, s.base)
	if strings.Contains(path, "?") {
		return ""
	}
	if u.RawQuery == "" {
		return path
	}
	return path + "?" + u.RawQuery
}

// find returns the document that the router would answer with, or nil if that is
// for it to say.
func (s *stand) find(ctx context.Context, target string, c coding) *document {
	known, ok := s.piles.Load(target)
	if !ok {
		return nil
	}
	p, _ := known.(*pile)
	ready := p.copies[c.index()].Load()
	if ready == nil {
		return nil
	}
	doc := ready.doc.Load()
	if doc == nil {
		return nil
	}
	if revision := s.library.Revision(); ready.revision.Load() != revision {
		now := time.Now()
		head, err := s.library.Head(ctx, p.region)
		if err != nil {
			return nil
		}
		if sameHead(head, doc.head) {
			ready.revision.Store(revision)
			ready.seen.Store(now.UnixNano())
		} else if !s.mayBeLate(p, ready, target, now) {
			return nil
		}
	}
	ready.touch()
	s.ledger.note(ready.key, doc)
	return doc
}

// isPlain reports whether all that a request asks for is a document as it is.
func isPlain(r *http.Request) bool {
	return (r.Method == http.MethodGet || r.Method == http.MethodHead) && len(r.Header["A-Im"]) == 0
}

// serve answers from the stand, or has next do so. Those who debug want to read
// of each request.
func (s *stand) serve(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if isPlain(r) && !log.Enabled(r.Context(), slog.LevelDebug) {
			if doc := s.find(r.Context(), s.targetOf(r.URL), negotiate(r.Header.Get("Accept-Encoding"))); doc != nil {
				maps.Copy(w.Header(), common)
				doc.send(w, r, time.Now())
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}
