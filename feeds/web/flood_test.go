package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"dateline/feeds"
	"dateline/feeds/web"
)

// slow is a shelf that takes its time.
type slow struct {
	*shelf
	takes *time.Duration
}

func (s slow) Latest(ctx context.Context, region string, limit int) (feeds.Page, error) {
	page, err := s.shelf.Latest(ctx, region, limit)
	time.Sleep(*s.takes) // of the bubble's clock
	return page, err
}

// arrival is a story that comes at a time.
type arrival struct {
	link string
	at   time.Time
}

// TestFlood has a story come every ten milliseconds and somebody ask every five. A
// feed is rendered four times a second then, no reader waits or gets what is older
// than half a second or than what was seen before, and all is fresh again after the
// flood. If rendering comes to take longer than a second, readers wait for it.
func TestFlood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, takes := newShelf(3), 8*time.Millisecond
		f := flooded{h: web.New(options(slow{s, &takes}, "", quiet())), arrivals: []arrival{{link: tale(0).Link, at: time.Now()}}}
		come := func(n int) {
			for range n {
				e := tale(1000+len(f.arrivals), "malaysia")
				s.add(e)
				f.arrivals = append(f.arrivals, arrival{e.Link, time.Now()})
				for range 2 {
					f.ask(t)
					time.Sleep(5 * time.Millisecond)
				}
			}
		}
		come(300)
		if f.late > 300*time.Millisecond || f.late == 0 || f.waited > 8*time.Millisecond || s.renderings() > 40 {
			t.Errorf("late by %s, waited %s, rendered %d times", f.late, f.waited, s.renderings())
		}
		time.Sleep(1100 * time.Millisecond)
		if late := f.ask(t); late > 0 {
			t.Errorf("late by %s after the flood", late)
		}
		come(100)
		takes = 1500 * time.Millisecond
		come(200)
		if f.late > time.Second+10*time.Millisecond || f.late < 900*time.Millisecond || f.waited != takes {
			t.Errorf("what takes longer: late by %s, waited %s", f.late, f.waited)
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
	})
}

// flooded asks for a feed in which much comes.
type flooded struct {
	h            *web.Server
	arrivals     []arrival
	seen         int
	late, waited time.Duration
}

// ask returns for how long what it gets was not the latest when it was asked for.
func (f *flooded) ask(t *testing.T) (late time.Duration) {
	began := time.Now()
	there := len(f.arrivals)
	body := give(f.h, httptest.NewRequest(http.MethodGet, "/malaysia.rss", nil)).Body
	f.waited = max(f.waited, time.Since(began))
	for i := there - 1; i >= f.seen; i-- {
		if !strings.Contains(body, f.arrivals[i].link+"<") {
			continue
		}
		if i+1 < there {
			late = began.Sub(f.arrivals[i+1].at)
		}
		f.seen, f.late = i, max(f.late, late)
		return late
	}
	t.Fatalf("what is there is older than %s, which was there before", f.arrivals[f.seen].link)
	return 0
}

// A flood in one feed makes no other late, nor what the house itself reads.
func TestFloodElsewhere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newShelf(3)
		h := web.New(options(s, "", quiet()))
		var late atomic.Int64
		for i := range 100 {
			e := tale(1000+i, "malaysia", "europe")
			s.add(e)
			for range 2 {
				if got := give(h, httptest.NewRequest(http.MethodGet, "/malaysia.rss", nil)); !strings.Contains(got.Body, e.Link) {
					late.Add(1)
				}
			}
			topic, err := h.Topic(t.Context(), "https://feeds.example.org/malaysia.rss")
			if err != nil || !strings.Contains(string(topic.Body), e.Link) {
				t.Fatalf("%d: the house is late: %v", i, err)
			}
			if i%20 == 0 {
				if got := give(h, httptest.NewRequest(http.MethodGet, "/europe.rss", nil)); !strings.Contains(got.Body, e.Link) {
					t.Fatalf("%d: Europe is late", i)
				}
			}
			time.Sleep(5 * time.Millisecond) // of the bubble's clock
		}
		synctest.Wait()
		if late.Load() == 0 {
			t.Error(fmt.Sprint("no flood in ", s.renderings(), " renderings"))
		}
	})
}
