package web

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"golang.org/x/sync/singleflight"

	"dateline/feeds"
)

// makingTime is how long making one document may take, answerTime how long one
// that answers a query of somebody's own. Who asked first may leave meanwhile;
// others wait for the same document.
const (
	makingTime = 20 * time.Second
	answerTime = 5 * time.Second
)

// press makes documents, each version once.
type press struct {
	cache   *cache
	flights singleflight.Group
	// slots bounds how many documents are in the making, and so the memory
	// that takes.
	slots chan struct{}
	// time is how long making one may take.
	time time.Duration
}

// build makes the draft of a document from what the library holds now.
type build func(ctx context.Context) (draft, error)

func newPress(room int64) *press {
	return &press{cache: newCache(room), slots: make(chan struct{}, 2*runtime.GOMAXPROCS(0)), time: makingTime}
}

// newAnswers makes a press for answers to queries. There are more queries than
// can ever be made or kept, so they get half of the places.
func newAnswers(room int64) *press {
	return &press{cache: newCache(room), slots: make(chan struct{}, runtime.GOMAXPROCS(0)), time: answerTime}
}

// document returns what k shows at head, from the cache or made by b. The
// head must be from before b reads the library: should the library change in
// between, the document is newer than its head and gets made once more.
func (p *press) document(ctx context.Context, k key, head feeds.Head, b build) (*document, error) {
	if doc := p.cache.get(k, head); doc != nil {
		return doc, nil
	}
	flight := fmt.Sprint(k, head.Seq, head.Modified.UnixNano(), head.Sources)
	made, err, _ := p.flights.Do(flight, func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), p.time)
		defer cancel()
		if doc := p.cache.get(k, head); doc != nil { // made while we came
			return doc, nil
		}
		doc, err := p.make(ctx, k, head, b)
		if err == nil {
			p.cache.put(k, doc)
		}
		return doc, err
	})
	if err != nil {
		return nil, err
	}
	return made.(*document), nil //nolint:forcetypeassert // the function above returns nothing else
}

// make builds the plain document, or compresses it.
func (p *press) make(ctx context.Context, k key, head feeds.Head, b build) (*document, error) {
	if k.coding == plain {
		if err := p.enter(ctx); err != nil {
			return nil, err
		}
		defer p.leave()
		d, err := b(ctx)
		if err != nil {
			return nil, err
		}
		return newDocument(d, head), nil
	}
	bare := k
	bare.coding = plain
	doc, err := p.document(ctx, bare, head, b)
	if err != nil {
		return nil, err
	}
	if err := p.enter(ctx); err != nil {
		return nil, err
	}
	defer p.leave()
	return doc.in(k.coding)
}

func (p *press) enter(ctx context.Context) error {
	select {
	case p.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (p *press) leave() { <-p.slots }
