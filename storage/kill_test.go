package storage_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/storage"
)

// The world that fill merges over and over: some sources that share items.
const (
	fillSources = 6
	fillItems   = 50
)

// fillVisit is what a source says in a round. Each round changes a few items,
// and every third item is in the next source too.
func fillVisit(source, round int) feeds.Visit {
	name := fmt.Sprintf("s%d", source)
	v := visit(name, start.Add(time.Duration(round)*time.Minute))
	for i := range fillItems {
		owner := name
		if i%3 == 0 {
			owner = fmt.Sprintf("s%d", source/2)
		}
		it := story(owner, i, []string{"malaysia", "europe", "asia"}[i%3])
		if i%10 == round%10 {
			it.Title += fmt.Sprintf(", round %d", round)
			it.Placements = nil
		}
		v.Items = append(v.Items, it)
	}
	v.State.Title = fmt.Sprintf("%d", round)
	return v
}

// fill merges and sweeps until it is killed, and says each visit it is through
// with.
func fill(dir string) int {
	s, err := storage.Open(storage.Options{Dir: dir, Holder: "fill"})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	s.SetBatchBytes(4000)
	for round := 0; ; round++ {
		for source := range fillSources {
			if _, err := s.Merge(context.Background(), fillVisit(source, round)); err != nil {
				fmt.Fprintln(os.Stderr, err)
				return 1
			}
			fmt.Println(source, round)
		}
		if round%5 == 4 {
			if _, err := s.Sweep(context.Background(), feeds.Retention{PerSource: fillItems - round%7}, start.Add(time.Duration(round)*time.Minute)); err != nil {
				fmt.Fprintln(os.Stderr, err)
				return 1
			}
		}
	}
}

// TestKill kills a process that merges, at random moments, and wants the store
// whole each time and every visit that was said to be merged in it: 5 times,
// 60 with DATELINE_PROVE=1.
func TestKill(t *testing.T) {
	rounds := 5
	if os.Getenv("DATELINE_PROVE") != "" {
		rounds = 60
	}
	dir := t.TempDir()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	for round := range rounds {
		done := killFill(t, dir, 1+r.IntN(60), time.Duration(r.IntN(3000))*time.Microsecond)
		s := openWith(t, storage.Options{Dir: dir})
		check(t, s)
		states, err := s.States(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		for source, last := range done {
			got := -1
			_, _ = fmt.Sscan(states[fmt.Sprintf("s%d", source)].Title, &got)
			if got < last {
				t.Errorf("kill %d: source %d is at round %d, %d was merged", round, source, got, last)
			}
		}
		// The visits that were cut short are merged again, and then known.
		for source := range fillSources {
			for i := range 2 {
				tally, err := s.Merge(context.Background(), fillVisit(source, 1000+round))
				if err != nil || i == 1 && tally.Known != fillItems {
					t.Fatalf("kill %d: %+v, %v", round, tally, err)
				}
			}
		}
		check(t, s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// killFill starts fill, lets it merge some visits, kills it after a pause, and
// returns the last round of each source that it said.
func killFill(t *testing.T, dir string, visits int, pause time.Duration) map[int]int {
	t.Helper()
	cmd, out, _ := job(t, "fill", dir)
	done := map[int]int{}
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for range visits {
		var source, round int
		if _, err := fmt.Fscanln(out, &source, &round); err != nil {
			t.Fatal(err)
		}
		done[source] = round
	}
	timer.Reset(pause)
	<-timer.C
	_ = cmd.Process.Kill()
	for {
		var source, round int
		if _, err := fmt.Fscanln(out, &source, &round); err != nil {
			break
		}
		done[source] = round
	}
	_ = cmd.Wait()
	return done
}
