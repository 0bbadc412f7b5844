package web

import (
	"container/list"
	"sync"
	"sync/atomic"

	"dateline/feeds"
)

// key says what a document shows.
type key struct {
	// kind is a feed's format, or what sort of page or list it is.
	kind string
	// name is a region's slug or an item's ID; empty for what there is once.
	name string
	// query is the canonical one, empty where there is none.
	query  string
	coding coding
}

// cache holds documents, bounded by the bytes they take; the one unused for
// longest goes first. It may be used by many at a time.
type cache struct {
	mu   sync.Mutex
	room int64
	used int64
	// evicted counts the documents that there was no room for any more.
	evicted int64
	byKey   map[key]*list.Element
	// order holds *slot, the last used in front.
	order *list.List
}

// slot is a place in the cache. Who holds it may take the document from it, without
// asking the cache, and tell that it was used.
type slot struct {
	key key
	// doc is nil when the cache has dropped it, so that holding a slot holds no
	// document.
	doc    atomic.Pointer[document]
	isUsed atomic.Bool
}

// touch says that the document was used since it was last looked at.
func (s *slot) touch() {
	if !s.isUsed.Load() { // else all who read would write to the same place
		s.isUsed.Store(true)
	}
}

func newCache(room int64) *cache {
	return &cache{room: room, byKey: map[key]*list.Element{}, order: list.New()}
}

// get returns the document of k made for head, or nil.
func (c *cache) get(k key, head feeds.Head) *document {
	doc, _ := c.find(k, head)
	return doc
}

// find returns the document of k made for head and where it is, or nil.
func (c *cache) find(k key, head feeds.Head) (*document, *slot) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byKey[k]
	if !ok {
		return nil, nil
	}
	s := e.Value.(*slot) //nolint:forcetypeassert // order holds nothing else
	doc := s.doc.Load()
	if !sameHead(doc.head, head) {
		return nil, nil
	}
	c.order.MoveToFront(e)
	return doc, s
}

// sameHead compares moments, not their time zones.
func sameHead(a, b feeds.Head) bool {
	return a.Seq == b.Seq && a.Sources == b.Sources && a.Modified.Equal(b.Modified)
}

// put keeps doc in place of what was kept for k. A document larger than an
// eighth of the room is not kept: it would drive out too many others.
func (c *cache) put(k key, doc *document) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.byKey[k]; ok {
		c.drop(e)
	}
	if doc.size() > c.room/8 {
		return
	}
	fresh := &slot{key: k}
	fresh.doc.Store(doc)
	c.byKey[k] = c.order.PushFront(fresh)
	c.used += doc.size()
	for c.used > c.room {
		last := c.order.Back()
		if last.Value.(*slot).isUsed.Swap(false) { //nolint:forcetypeassert // order holds nothing else
			c.order.MoveToFront(last)
			continue
		}
		c.drop(last)
		c.evicted++
	}
}

func (c *cache) drop(e *list.Element) {
	s := c.order.Remove(e).(*slot) //nolint:forcetypeassert // order holds nothing else
	delete(c.byKey, s.key)
	c.used -= s.doc.Swap(nil).size()
}
