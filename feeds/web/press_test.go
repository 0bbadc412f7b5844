package web

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"dateline/feeds"
)

func page(text string) build {
	return func(context.Context) (draft, error) { return draft{body: []byte(text), mediaType: "text/plain"}, nil }
}

// TestOneMaking wants many readers of one version to wait for one making, in
// each coding.
func TestOneMaking(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPress(DefaultCache)
		var made atomic.Int32
		gate := make(chan struct{})
		b := func(context.Context) (draft, error) {
			made.Add(1)
			<-gate
			return draft{body: []byte(strings.Repeat("news ", 100))}, t.Context().Err()
		}
		var readers sync.WaitGroup
		for i := range 30 {
			readers.Go(func() {
				k := key{kind: "rss", name: "malaysia", coding: []coding{plain, gzipped, brotlied}[i%3]}
				if _, err := p.document(t.Context(), k, feeds.Head{Seq: 1}, b); err != nil {
					t.Error(err)
				}
			})
		}
		synctest.Wait()
		close(gate)
		readers.Wait()
		if made.Load() != 1 {
			t.Errorf("made %d times", made.Load())
		}
	})
}

// TestGivenUp wants a document made for others although who asked first left.
func TestGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPress(DefaultCache)
		ctx, leave := context.WithCancel(t.Context())
		gate := make(chan struct{})
		b := func(ctx context.Context) (draft, error) {
			<-gate
			return draft{body: []byte("news")}, ctx.Err()
		}
		go func() { _, _ = p.document(ctx, key{}, feeds.Head{}, b) }()
		synctest.Wait()
		leave()
		close(gate)
		if _, err := p.document(t.Context(), key{}, feeds.Head{}, b); err != nil {
			t.Error(err)
		}
	})
}

// TestTooLong wants a waiting document given up in time when all slots are
// taken.
func TestTooLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPress(DefaultCache)
		for range cap(p.slots) {
			p.slots <- struct{}{}
		}
		if _, err := p.document(t.Context(), key{}, feeds.Head{}, page("x")); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
	})
}

// TestNoErrorKept wants the next reader to try again after an error.
func TestNoErrorKept(t *testing.T) {
	p := newPress(DefaultCache)
	bad := func(context.Context) (draft, error) { return draft{}, errors.New("bad day") }
	if _, err := p.document(t.Context(), key{}, feeds.Head{}, bad); err == nil {
		t.Error("no error")
	}
	if _, err := p.document(t.Context(), key{}, feeds.Head{}, page("x")); err != nil {
		t.Error(err)
	}
}

func TestVersions(t *testing.T) {
	p := newPress(DefaultCache)
	heads := []feeds.Head{{}, {Seq: 1}, {Seq: 1, Sources: 1}, {Seq: 2, Sources: 1}}
	for i, head := range heads {
		want := fmt.Sprint("version ", i)
		for _, b := range []build{page(want), page("made although it was kept")} {
			doc, err := p.document(t.Context(), key{kind: "rss"}, head, b)
			if err != nil || string(doc.body) != want {
				t.Errorf("head %v: %q, %v", head, doc.body, err)
			}
		}
	}
	if n := len(p.cache.byKey); n != 1 {
		t.Errorf("%d versions kept, want 1", n)
	}
}

func TestCacheRoom(t *testing.T) {
	const size = 3 << 10
	doc := newDocument(draft{body: make([]byte, size-1<<10)}, feeds.Head{})
	if doc.size() != size {
		t.Fatalf("size %d, want %d", doc.size(), size)
	}
	c := newCache(10 * size)
	at := func(i int) key { return key{name: fmt.Sprint(i)} }
	for i := range 12 {
		c.put(at(i), doc)
		c.get(at(0), feeds.Head{}) // stays, for it is used
	}
	for i, want := range []bool{0: true, 1: false, 2: false, 3: true, 11: true} {
		if got := c.get(at(i), feeds.Head{}) != nil; got != want && (i < 4 || i == 11) {
			t.Errorf("document %d kept: %v, want %v", i, got, want)
		}
	}
	if c.used != 10*size || c.order.Len() != 10 || len(c.byKey) != 10 {
		t.Errorf("used %d of %d by %d and %d", c.used, c.room, c.order.Len(), len(c.byKey))
	}
	c.put(at(0), newDocument(draft{body: make([]byte, 10*size)}, feeds.Head{}))
	if c.get(at(0), feeds.Head{}) != nil || c.used != 9*size {
		t.Errorf("a document too large is kept, or its elder: used %d", c.used)
	}
}

func TestCompress(t *testing.T) {
	body := []byte(strings.Repeat("the same bytes each time ", 500))
	for _, c := range []coding{gzipped, brotlied} {
		first, err := compress(body, c)
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			again, err := compress(body, c)
			if err != nil || string(again) != string(first) {
				t.Errorf("%s differs from one time to the next: %v", c, err)
			}
		}
	}
}
