package web

import (
	"fmt"
	"sync/atomic"
	"testing"

	"dateline/feeds"
)

// A ledger forgets what nobody had for longest, and only when it is full.
func TestLedger(t *testing.T) {
	l := newLedger(4 << 20)
	version := func(n int) *document {
		return &document{hash: fmt.Sprint(n), listings: make([]feeds.Listing, 992), noted: new(atomic.Pointer[record])}
	}
	knows := func(n int) bool {
		_, listings := l.find(key{kind: "rss", name: "world"}, []string{fmt.Sprintf(`"%d-gzip"`, n)})
		return listings != nil
	}
	const room = 4 << 20 / listingSize / 1000
	for n := range room {
		l.note(key{kind: "rss", name: "world"}, version(n))
	}
	if !knows(0) || !knows(1) || !knows(room-1) {
		t.Fatal("it forgets before it is full")
	}
	l.note(key{kind: "rss", name: "world", coding: gzipped}, version(1))
	l.note(key{kind: "rss", name: "world"}, version(room))
	if knows(2) || !knows(0) || !knows(1) || !knows(room) {
		t.Error("it does not forget the oldest, or another")
	}
	if _, listings := l.find(key{kind: "rss", name: "asia"}, []string{`"1"`}); listings != nil {
		t.Error("it takes one feed for another")
	}
	l.note(key{kind: "page"}, &document{hash: "page"})
	if len(l.byName) != l.order.Len() || l.used > l.room {
		t.Errorf("%d names, %d versions, %d of %d", len(l.byName), l.order.Len(), l.used, l.room)
	}
}
