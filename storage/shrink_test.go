package storage_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/feeds"
	"dateline/storage"
)

// brief is a visit of n short items, of 300 bytes of text, the first of which
// has a number. They come late, as those of an archive do: none is compared
// with others, for what that takes is forgotten in a week and would flatter the
// ratio.
func brief(source string, at time.Time, from, n int, r *rand.Rand) feeds.Visit {
	v := visit(source, at)
	for i := range n {
		it := story(source, from+i, []string{"malaysia", "france", "kenya", "brazil"}[i%4])
		it.Title, it.Content = prose(r, 50), "<p>"+prose(r, 300)+"</p>"
		it.Published = at.Add(-30*day - time.Duration(i)*time.Minute)
		v.Items = append(v.Items, it)
	}
	return v
}

// words are as long as those of English, and no two texts of them are alike.
var words = strings.Fields(article(7, 4000))

func prose(r *rand.Rand, bytes int) string {
	var b strings.Builder
	for b.Len() < bytes {
		b.WriteString(words[r.IntN(len(words))] + " ")
	}
	return b.String()[:bytes]
}

// shrunk is a store on disk that is filled, and opened anew to be measured:
// then nothing waits in write buffers.
type shrunk struct {
	t   *testing.T
	dir string
	*storage.Store
}

func (s *shrunk) usage(what string, items int) feeds.Usage {
	s.t.Helper()
	if s.Store != nil {
		if err := s.Close(); err != nil {
			s.t.Fatal(err)
		}
	}
	s.Store = openWith(s.t, storage.Options{Dir: s.dir})
	began := time.Now()
	u, err := s.Usage(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Logf("%s: %d bytes, %d for each of the %d items; tree %d, log %d, other %d (counted in %s)", what,
		u.Disk.Total(), u.Disk.Total()/int64(items), items, u.Disk.Tree, u.Disk.Log, u.Disk.Other, time.Since(began).Round(time.Millisecond))
	return u
}

func (s *shrunk) sweep(r feeds.Retention, now time.Time, want int) {
	s.t.Helper()
	began := time.Now()
	got, err := s.Sweep(s.t.Context(), r, now)
	if err != nil || got != want {
		s.t.Fatalf("swept %d, %v, want %d", got, err, want)
	}
	s.t.Logf("removed %d in %s", got, time.Since(began).Round(time.Millisecond))
}

// reclaim returns what is left of the bytes there were before.
func (s *shrunk) reclaim(what string, items int, before feeds.Usage) (feeds.Usage, float64) {
	s.t.Helper()
	s.usage(what+", not reclaimed", items)
	began := time.Now()
	done, err := s.ReclaimAll(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	took := time.Since(began)
	u := s.usage(what, items)
	left := float64(u.Disk.Total()) / float64(before.Disk.Total())
	s.t.Logf("%s: reclaimed in %s, %.1f %% of what it was", what, took.Round(time.Millisecond), 100*left)
	if diff := cmp.Diff(done, u.Reclaimed); diff != "" || u.Removed != 0 {
		s.t.Errorf("reclaimed, and %d removed since (-done +told):\n%s", u.Removed, diff)
	}
	return u, left
}

// TestShrink wants the disk to be given back when retention takes nine of ten
// items: 10,000 short ones, a million with DATELINE_PROVE=1. At first the log
// still tells of the removals, and a month later only seen-marks are left of
// them.
func TestShrink(t *testing.T) {
	if raced {
		t.Skip("it measures the disk, and takes minutes with the race detector")
	}
	sources, visits := 20, 5
	if os.Getenv("DATELINE_PROVE") != "" {
		sources, visits = 500, 20
	}
	const listed = 100
	items := sources * visits * listed
	ctx, now := context.Background(), today()
	s := &shrunk{t: t, dir: t.TempDir()}
	s.Store = openWith(t, storage.Options{Dir: s.dir})
	r := rand.New(rand.NewPCG(1, 2))
	began := time.Now()
	for round := range visits {
		at := now.Add(-400 * day * time.Duration(visits-round) / time.Duration(visits))
		for source := range sources {
			v := brief(fmt.Sprintf("s%d", source), at, round*listed, listed, r)
			if _, err := s.Merge(ctx, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Logf("merged %d in %s", items, time.Since(began).Round(time.Millisecond))
	if err := s.IndexAll(ctx); err != nil {
		t.Fatal(err)
	}
	before := s.usage("full", items)
	keep := feeds.Retention{PerSource: visits * listed / 10}
	s.sweep(keep, now, items*9/10)
	swept, left := s.reclaim("swept", items, before)
	if left > 0.38 {
		t.Errorf("%.1f %% of the disk is still taken, want 38 at most", 100*left)
	}
	equal(t, "items and marks", [3]int64{int64(items / 10), int64(items / 10), int64(items * 9 / 10)}, [3]int64{swept.Items, swept.Versions, swept.Seen})
	s.sweep(keep, now.Add(31*day), 0)
	later, left := s.reclaim("a month later", items, before)
	if left > 0.29 {
		t.Errorf("%.1f %% of the disk is still taken, want 29 at most", 100*left)
	}
	if later.LogEntries() > 64 {
		t.Errorf("%d entries of the log are left", later.LogEntries())
	}
	if _, err := s.Changes(ctx, later.Oldest-2, 1); !errors.Is(err, feeds.ErrPruned) {
		t.Errorf("changes from before the log: %v", err)
	}
	if items < 100_000 {
		check(t, s.Store)
	}
}
